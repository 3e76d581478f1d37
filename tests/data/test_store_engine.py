"""Opening: addresses, versions of SQLite, pragmas, structure."""

from __future__ import annotations

import datetime as dt
import sqlite3

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from data import engine
from data.engine import Database, pragmas, sqlite_driver, wal_is_safe
from data.store import Store
from data.tables import APPEND_ONLY, metadata
from kpi.core.errors import UserError

AT = dt.datetime(2026, 1, 5, 9, 30, tzinfo=dt.UTC)


def code(caught: pytest.ExceptionInfo[UserError]) -> str:
    return caught.value.findings[0].code


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
    ],
)
def test_wal_is_used_on_mended_versions_only(version, safe):
    assert wal_is_safe(version) is safe
    told = " ".join(pragmas(version))
    assert ("journal_mode=wal synchronous=full" in told) is safe
    assert ("journal_mode=truncate synchronous=extra" in told) is not safe


def test_every_connection_is_told_the_pragmas(store):
    safe = wal_is_safe(sqlite_driver().sqlite_version_info)
    expected = {"journal_mode": "wal" if safe else "truncate", "synchronous": 2 if safe else 3, "foreign_keys": 1}
    database = Database(store.url)
    with database.reading() as connection:
        found = {name: connection.exec_driver_sql(f"pragma {name}").scalar() for name in expected}
    database.close()
    assert found == expected


def test_the_newest_sqlite_is_used():
    assert sqlite_driver().sqlite_version_info >= sqlite3.sqlite_version_info


def test_the_older_sqlite_keeps_a_store_too(tmp_path, monkeypatch, make_batch):
    monkeypatch.setattr(engine, "sqlite_driver", lambda: sqlite3)
    monkeypatch.setattr(engine, "wal_is_safe", lambda version: False)
    store = Store.open(f"sqlite:///{tmp_path / 'old.sqlite'}")
    store.load(make_batch([("2025-01-01", "가", 1.0)]), who="kim", at=AT)
    assert store.verify() == []
    store.close()


@pytest.mark.parametrize("url", ["kpi.sqlite", "sqlite://", "sqlite:///:memory:", "mysql://kim:geheim@host/kpi", ""])
def test_other_addresses_are_refused_without_their_password(url):
    with pytest.raises(UserError) as caught:
        Store.open(url)
    assert code(caught) == "unknown_address"
    assert "geheim" not in str(caught.value)


def test_the_folder_is_made_but_not_the_one_around_it(tmp_path):
    Store.open(f"sqlite:///{tmp_path / 'a' / 'kpi.sqlite'}").close()
    assert (tmp_path / "a" / "kpi.sqlite").exists()
    with pytest.raises(UserError) as caught:
        Store.open(f"sqlite:///{tmp_path / 'mistyped' / 'a' / 'kpi.sqlite'}")
    assert code(caught) == "store_unreachable"
    assert not (tmp_path / "mistyped").exists()


def test_a_file_of_something_else_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "report.sqlite"
    path.write_bytes(b"%PDF-1.7 " * 1000)
    with pytest.raises(UserError) as caught:
        Store.open(f"sqlite:///{path}")
    assert code(caught) == "not_a_store"
    assert path.read_bytes() == b"%PDF-1.7 " * 1000


def test_a_database_of_something_else_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("create table upload (x)")
    connection.close()
    with pytest.raises(UserError) as caught:
        Store.open(f"sqlite:///{path}")
    assert code(caught) == "not_a_store"


def test_a_server_that_does_not_answer_is_said_without_the_password():
    with pytest.raises(UserError) as caught:
        Store.open("postgresql://kim:geheim@127.0.0.1:1/kpi")
    assert code(caught) == "store_unreachable"
    assert "geheim" not in str(caught.value)


def test_a_folder_that_cannot_be_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError) as caught:
        Store.open(f"sqlite:///{tmp_path / 'file' / 'kpi.sqlite'}")
    assert code(caught) == "store_unreachable"


def test_migrating_from_nothing_gives_the_tables_of_the_program(any_store, any_url):
    database = Database(any_url)
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    database.close()


def test_a_store_that_is_newer_than_the_program_is_refused(any_url):
    Store.open(any_url).close()
    database = Database(any_url)
    with database.writing() as connection:
        connection.exec_driver_sql("update alembic_version set version_num = '9999'")
    database.close()
    with pytest.raises(UserError) as caught:
        Store.open(any_url)
    assert code(caught) == "store_is_newer"
    assert "9999" in str(caught.value)


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("verb", ["update {} set who = 'nobody'", "delete from {}"])
def test_append_only_tables_cannot_be_changed(any_store, any_url, table, verb):
    any_store.set_setting("a", 1, who="kim", at=AT)
    any_store.set_target("x", 2025, 1.0, who="kim", at=AT)
    any_store.set_population(2025, "", 10.0, who="kim", at=AT)
    any_store.set_series_break("score", AT.date(), who="kim", at=AT)
    database = Database(any_url)
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), database.writing() as connection:
        connection.exec_driver_sql(verb.format(table))
    database.close()


def test_a_writer_that_cannot_get_in_says_so(store, monkeypatch, make_batch):
    monkeypatch.setattr(engine, "LOCK_SECONDS", 0.05)
    one, other = make_batch([("2025-01-01", "가", 1.0)]), make_batch([("2025-01-01", "나", 1.0)])
    with store.rehearsal(one, who="kim", at=AT), pytest.raises(UserError) as caught:
        store.load(other, who="lee", at=AT)
    assert code(caught) == "store_busy"
    assert store.load(other, who="lee", at=AT)
