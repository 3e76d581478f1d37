"""Tampering and damage are found; backups can be trusted."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path

import pytest

from data.loading import StorageError
from data.store import Store
from kpi.core.errors import UserError

AT = dt.datetime(2026, 1, 5, 9, 30, tzinfo=dt.UTC)
JAN, FEB = "2025-01-01", "2025-02-01"


@pytest.fixture
def path(tmp_path, make_batch) -> Path:
    """A sound store of three uploads, the second superseded by the third, closed."""
    path = tmp_path / "kpi.sqlite"
    store = Store.open(f"sqlite:///{path}")
    store.load(make_batch([(JAN, "가", 1.0), (JAN, "나", 2.0)], months=1, pairs=2), who="kim", at=AT)
    store.load(make_batch([(FEB, "가", 1.0)], months=1), who="kim", at=AT)
    store.load(make_batch([(FEB, "가", 2.0)], months=1), who="kim", at=AT)
    store.close()
    return path


def findings_after(path: Path, *statements: str) -> list[str]:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    store = Store.open(f"sqlite:///{path}")
    try:
        return [finding.code for finding in store.verify()]
    finally:
        store.close()


def test_a_sound_store_has_no_findings(path):
    assert findings_after(path) == []


@pytest.mark.parametrize(
    ("statement", "codes"),
    [
        ("update cell set wx = wx + 1e-3 where upload_id = 1 and number = 0", ["changed"]),
        ("update cell set wx = wx * (1 + 1e-15) where upload_id = 1 and number = 1", ["changed"]),
        ("update cell set department = '나' where department = '가' and upload_id = 1", ["changed"]),
        ("update cell set histogram = null where upload_id = 3", ["changed"]),
        ("update cell set wxx = 0 where upload_id = 3", ["changed"]),
        ("update pair set wy = 2.4 where number = 1", ["changed"]),
        ("delete from pair where number = 1", ["changed"]),
        ("delete from cell where upload_id = 2", ["changed"]),
        ("update upload_rows set parquet = x'00' where upload_id = 1", ["changed"]),
        ("delete from upload_rows where upload_id = 3", ["changed"]),
        ("update upload set row_count = row_count + 1 where id = 3", ["changed"]),
        ("update upload set active_identity = null where id = 3", ["active_mark"]),
        ("update upload set withdrawn_at = '2026-01-01', withdrawn_by = 'x' where id = 3", ["active_mark"] * 2),
        ("update claim set claim_start = '2025-01-15' where upload_id = 3", ["active_mark", "conflict"]),
        ("update meta set revision = 7", ["revision"]),
        ("insert into audit (who, at, action, detail) values ('x', '2026-01-01', 'load', '{}')", ["revision"]),
        ("delete from claim where upload_id = 1 and department = '나'", ["orphans", "orphans"]),
        ("update cell set upload_id = 9 where upload_id = 2", ["orphans", "changed"]),
    ],
)
def test_tampering_is_found(path, statement, codes):
    assert findings_after(path, statement) == codes


def test_a_finding_names_the_upload_and_what_differs(path):
    findings_after(path, "update cell set wx = 7 where upload_id = 1 and number = 0")
    store = Store.open(f"sqlite:///{path}")
    (finding,) = store.verify()
    store.close()
    assert "업로드 1번 '설문.xlsx'" in finding.say("ko")
    assert "cell: wx" in finding.say("en")


@pytest.mark.parametrize(
    "spoil",
    [
        "create trigger spoil after insert on cell begin update cell set wx = wx + 1 where number = 0; end",
        "create trigger spoil after insert on cell begin delete from cell where upload_id = new.upload_id; end",
        "create trigger spoil after insert on pair begin update pair set wy = 0 where number = 0; end",
    ],
)
def test_what_the_database_does_not_keep_as_it_was_given_is_not_kept_at_all(path, make_batch, spoil):
    assert findings_after(path, spoil) == []
    store = Store.open(f"sqlite:///{path}")
    before = store.uploads()
    with pytest.raises(StorageError):
        store.load(make_batch([(JAN, "다", 1.0)], months=1, pairs=1), who="kim", at=AT)
    assert store.uploads() == before
    assert store.verify() == []
    store.close()


def test_a_damaged_file_is_found(path):
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 2)
        file.write(b"\xff" * (size // 4))
    try:
        codes = findings_after(path)
    except UserError as error:
        codes = [finding.code for finding in error.findings]
    assert set(codes) == {"store_damaged"}


def test_sums_are_checked_on_postgresql_too(any_store, any_url, make_batch):
    from data.engine import Database

    any_store.load(make_batch([(JAN, "가", 1.0)], months=1), who="kim", at=AT)
    database = Database(any_url)
    with database.writing() as connection:
        connection.exec_driver_sql("update cell set wx = wx + 1")
    database.close()
    assert [finding.code for finding in any_store.verify()] == ["changed"]


def test_a_backup_opens_and_holds_the_same(path, tmp_path):
    store = Store.open(f"sqlite:///{path}")
    written = store.backup(tmp_path / "backups" / "kpi-2026-01-05.sqlite")
    copy = Store.open(f"sqlite:///{written}")
    assert copy.verify() == []
    assert copy.uploads() == store.uploads()
    assert copy.secret() == store.secret()
    assert copy.cells().equals(store.cells())
    copy.close()
    store.close()
    assert [file.name for file in written.parent.iterdir()] == [written.name]


def test_a_backup_can_be_made_while_somebody_writes(store, tmp_path, make_batch):
    import threading

    stop = threading.Event()

    def write() -> None:
        value = 0.0
        while not stop.is_set():
            value += 1
            store.load(make_batch([(JAN, "가", value), (JAN, "나", value)], months=1), who="kim", at=AT)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        copies = [store.backup(tmp_path / f"copy{number}.sqlite") for number in range(5)]
    finally:
        stop.set()
        writer.join()
    for copy in copies:
        opened = Store.open(f"sqlite:///{copy}")
        assert opened.verify() == []
        opened.close()


def test_a_backup_never_overwrites(store, tmp_path):
    path = tmp_path / "copy.sqlite"
    store.backup(path)
    with pytest.raises(UserError) as caught:
        store.backup(path)
    assert caught.value.findings[0].code == "backup_exists"
