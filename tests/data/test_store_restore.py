"""A copy becomes the store again, and what was there before is never lost."""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
from pathlib import Path

import pytest

from data.copies import BEFORE_RESTORE, DAMAGED
from data.restoring import check_copy, restore
from data.store import Store
from kpi.core.errors import UserError

AT = dt.datetime(2026, 1, 5, 9, 30)
JAN, FEB = "2025-01-01", "2025-02-01"


@pytest.fixture
def copy(store, make_batch, tmp_path) -> Path:
    """A copy with one upload; the store itself has gone on to a second one and a target."""
    store.load(make_batch([(JAN, "가", 1.0)], months=1, pairs=1), who="kim", at=AT)
    made = store.backup(tmp_path / "copy.sqlite")
    store.load(make_batch([(FEB, "가", 2.0)], months=1), who="kim", at=AT)
    store.set_target("x", 2025, 1.0, who="kim", at=AT)
    return made


def refused(url: str, path: Path) -> str:
    with pytest.raises(UserError) as caught:
        restore(url, path, who="kim", at=AT)
    return caught.value.findings[0].code


def test_a_running_store_shows_the_restored_data_at_once_and_goes_on(store, copy, make_batch):
    secret, content = store.secret(), copy.read_bytes()
    done = restore(store.url, copy, who="lee", at=AT)
    assert (done.uploads, done.revision) == (1, 1)
    assert store.cells()["wx"].to_list() == [1.0]
    assert len(store.pairs()) == 1
    assert store.targets().empty
    assert store.secret() == secret
    assert store.verify() == []
    assert store.load(make_batch([(FEB, "나", 3.0)], months=1), who="kim", at=AT) == 3  # no number twice
    assert copy.read_bytes() == content


def test_a_restore_can_be_taken_back_from_the_copy_it_made(store, copy):
    done = restore(store.url, copy, who="lee", at=AT)
    assert BEFORE_RESTORE in done.kept.name
    restore(store.url, done.kept, who="lee", at=AT)
    assert sorted(store.cells()["wx"]) == [1.0, 2.0]
    assert len(store.targets()) == 1
    assert store.verify() == []


def test_no_revision_ever_stands_for_two_contents(store, copy, make_batch):
    seen = [store.revision()]
    for value in (5.0, 6.0):
        restore(store.url, copy, who="lee", at=AT)
        seen.append(store.revision())
        store.load(make_batch([(FEB, "나", value)], months=1), who="kim", at=AT)
        seen.append(store.revision())
    assert seen == sorted(set(seen))


def test_append_only_tables_are_so_again_after_a_restore(store, copy):
    restore(store.url, copy, who="lee", at=AT)
    path = store.url.removeprefix("sqlite:///")
    with sqlite3.connect(path) as connection, pytest.raises(sqlite3.Error, match="append-only"):
        connection.execute("delete from audit")
    connection.close()


def test_a_store_that_is_not_there_yet_is_made(copy, tmp_path):
    url = f"sqlite:///{tmp_path / 'new' / 'kpi.sqlite'}"
    assert restore(url, copy, who="lee", at=AT).kept is None
    opened = Store.open(url)
    assert opened.cells()["wx"].to_list() == [1.0]
    opened.close()


def test_what_is_no_copy_is_refused_and_nothing_changes(store, copy, tmp_path):
    before = store.revision()
    text = tmp_path / "text.sqlite"
    text.write_bytes(b"%PDF-1.7 " * 1000)
    empty = tmp_path / "empty.sqlite"
    empty.write_bytes(b"")
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("create table upload (x)")
    connection.close()
    newer = tmp_path / "newer.sqlite"
    newer.write_bytes(copy.read_bytes())
    with sqlite3.connect(newer) as connection:
        connection.execute("update alembic_version set version_num = '9999'")
    connection.close()
    found = [refused(store.url, path) for path in (text, empty, other, newer, tmp_path / "none.sqlite", tmp_path)]
    assert found == ["not_a_copy", "not_a_copy", "not_a_copy", "store_is_newer", "no_copy", "no_copy"]
    assert store.revision() == before
    assert store.copies() == []
    assert list((tmp_path / "backups").iterdir()) == []


@pytest.mark.parametrize("damage", ["truncated", "zeroed", "one figure"])
def test_a_damaged_copy_is_refused_and_nothing_changes(store, copy, damage):
    content = copy.read_bytes()
    if damage == "truncated":
        copy.write_bytes(content[: len(content) // 2])
    elif damage == "zeroed":
        copy.write_bytes(content[:4096] + bytes(len(content) - 4096))
    else:
        with sqlite3.connect(copy) as connection:
            connection.execute("update cell set wx = 1.5")
        connection.close()
    before = store.revision()
    with pytest.raises(UserError) as caught:
        check_copy(store.url, copy)
    assert caught.value.findings[0].code == refused(store.url, copy) == "copy_damaged"
    assert store.revision() == before
    assert store.verify() == []


@pytest.mark.parametrize("damage", ["header", "pages"])
def test_a_damaged_store_is_replaced_and_kept_while_others_have_it_open(tmp_path, store, copy, damage, make_batch):
    path = tmp_path / "kpi.sqlite"
    with store._database.outside() as connection:  # stays open in the pool
        connection.exec_driver_sql("pragma wal_checkpoint(truncate)")
    content = bytearray(path.read_bytes())
    if damage == "header":
        content[:100] = b"x" * 100
    else:
        content[8192:] = b"\xa5" * (len(content) - 8192)
    with path.open("r+b") as file:
        file.write(content)
    broken = path.read_bytes()
    done = restore(store.url, copy, who="lee", at=AT)
    assert DAMAGED in done.kept.name
    assert done.kept.read_bytes() == broken
    assert store.cells()["wx"].to_list() == [1.0]
    store.load(make_batch([(FEB, "나", 3.0)], months=1), who="kim", at=AT)
    assert store.verify() == []
    assert store.revision() > 1_000_000


def test_nothing_that_others_save_during_a_restore_is_lost(store, copy, make_batch):
    stop, saved = threading.Event(), []

    def write() -> None:
        while not stop.is_set():
            batch = make_batch([("2024-01-01", "나", float(len(saved)))], months=1)
            saved.append(store.load(batch, who="kim", at=AT))

    writer = threading.Thread(target=write)
    writer.start()
    codes = []
    try:
        for _ in range(3):
            try:
                restore(store.url, copy, who="lee", at=AT)
            except UserError as error:
                codes.append(error.findings[0].code)
    finally:
        stop.set()
        writer.join()
    assert set(codes) <= {"store_busy"}
    assert store.verify() == []
    kept = [one for one in store.copies() if one.kind == BEFORE_RESTORE]
    assert all(one.contents is not None for one in kept)


@pytest.mark.postgresql
def test_postgresql_is_restored_by_its_own_tool(postgresql_url, copy):
    assert refused(postgresql_url, copy) == "restore_elsewhere"
