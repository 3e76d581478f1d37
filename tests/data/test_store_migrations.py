"""Every structure that was ever released is brought forward whole, or stays as it was."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command

from data import backup
from data.copies import BEFORE_MIGRATION
from data.engine import Database
from data.migrate import _config, newest_revision, older_revisions
from data.store import Store
from kpi.core.errors import UserError
from tests.data.keep_store import STORES

AT = dt.datetime(2026, 1, 5, 9, 30, tzinfo=dt.UTC)
REVISIONS = [*older_revisions(), newest_revision()]


def kept_store(revision: str, path: Path) -> str:
    with sqlite3.connect(path) as connection:
        connection.executescript((STORES / f"{revision}.sql").read_text(encoding="utf-8"))
    connection.close()
    return f"sqlite:///{path}"


def dump(path: Path) -> list[str]:
    with sqlite3.connect(path) as connection:
        lines = list(connection.iterdump())
    connection.close()
    return lines


def is_the_kept_store(store: Store) -> None:
    assert store.verify() == []
    assert sorted(store.cells()["wx"]) == [0.1, 1.0, 4.5]
    assert [(one.id, one.who, one.withdrawn_at is None) for one in store.uploads()] == [
        (3, "lee", False),
        (2, "lee", True),
        (1, "kim", True),
    ]
    assert len(store.upload_rows(1)) == 3
    assert len(store.pairs()) == 2
    assert store.register("department").find("옛 가").name == "가"
    assert store.targets()["value"].to_list() == [4.2]
    assert store.setting("base_year") == 2024
    store.restore(3, who="kim", at=AT)
    assert sorted(store.cells()["wx"]) == [0.1, 1.0, 4.5, 9.0]
    assert store.verify() == []


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_store_of_every_structure_is_brought_forward_and_copied_before(revision, tmp_path):
    path = tmp_path / "kpi.sqlite"
    url = kept_store(revision, path)
    before = dump(path)
    store = Store.open(url)
    is_the_kept_store(store)
    copies = store.copies()
    if revision == newest_revision():
        assert copies == []
    else:
        assert [(one.kind, one.contents.structure) for one in copies] == [(BEFORE_MIGRATION, revision)]
        assert store.kept_before_migrating == copies[0].path
        assert dump(copies[0].path) == before
    store.close()


@pytest.mark.postgresql
@pytest.mark.parametrize("revision", REVISIONS)
def test_postgresql_of_every_structure_is_brought_forward(revision, tmp_path, postgresql_url):
    copy_of(kept_store(revision, tmp_path / "kept.sqlite"), postgresql_url, revision)
    store = Store.open(postgresql_url)
    is_the_kept_store(store)
    store.close()


def copy_of(url: str, target: str, revision: str) -> None:
    """Put the kept rows into the same structure on PostgreSQL, as that structure itself says what is what."""
    old, new = Database(url), Database(target)
    config = _config()
    with old.reading() as origin, new.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        structure = sa.MetaData()
        structure.reflect(connection)
        for table in structure.sorted_tables:
            if table.name != "alembic_version":
                names = ", ".join(f'"{column.name}"' for column in table.columns)
                reading = sa.text(f"select {names} from {table.name}").columns(*table.columns)
                rows = [dict(zip(table.columns.keys(), row, strict=True)) for row in origin.execute(reading)]
                if rows:
                    connection.execute(sa.insert(table), rows)
            if "id" in table.c and table.name != "meta":
                connection.exec_driver_sql(
                    f"select setval(pg_get_serial_sequence('{table.name}', 'id'), coalesce((select max(id) from {table.name}), 0) + 1, false)"
                )
    old.close()
    new.close()


class Injected(Exception):
    """The failure of a test."""


@contextmanager
def failing_at(number: int) -> Iterator[None]:
    sent = iter(range(10**6))

    def before(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if next(sent) == number:
            raise Injected(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", before)
    try:
        yield
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", before)


@pytest.mark.parametrize(
    "revision", [*(pytest.param(one, marks=pytest.mark.slow) for one in older_revisions()[:-1]), older_revisions()[-1]]
)
def test_a_migration_that_fails_at_any_statement_leaves_the_store_as_it_was(revision, tmp_path):
    path = tmp_path / "kpi.sqlite"
    url = kept_store(revision, path)
    kept_store(revision, tmp_path / "reference.sqlite")
    Store.open(f"sqlite:///{tmp_path / 'reference.sqlite'}").close()
    before, migrated, fail_at = dump(path), dump(tmp_path / "reference.sqlite"), 0
    while dump(path) != migrated:
        assert dump(path) == before
        with failing_at(fail_at), suppress(Injected):
            Store.open(url).close()
        fail_at += 1
    assert fail_at > 8
    store = Store.open(url)
    is_the_kept_store(store)
    store.close()


def test_without_room_for_the_copy_nothing_is_migrated(tmp_path, monkeypatch):
    path = tmp_path / "kpi.sqlite"
    url = kept_store(REVISIONS[0], path)
    before = dump(path)
    monkeypatch.setattr(backup, "SPARE", 10**18)
    with pytest.raises(UserError) as caught:
        Store.open(url)
    assert caught.value.findings[0].code == "backup_no_room"
    assert dump(path) == before
