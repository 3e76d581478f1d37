"""Many people at once: nobody is locked out, nothing is lost, nobody sees half of a change."""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
import time
from collections.abc import Callable

import pytest

from data import engine
from data.store import Store

AT = dt.datetime(2026, 1, 5, 9, 30, tzinfo=dt.UTC)
JAN = "2025-01-01"
SECONDS = 2.0


class Crowd:
    """Writers correct the same file and readers look, for some seconds."""

    def __init__(
        self, store: Store, make_batch: Callable, *, writers: int = 3, readers: int = 8, seconds: float = SECONDS
    ) -> None:
        self.store, self.make_batch = store, make_batch
        self.writers, self.readers, self.seconds = writers, readers, seconds
        self.reads = 0
        self.loads: list[int] = []
        self.wrong: list[str] = []

    def write(self, value: float) -> None:
        batch = self.make_batch([(JAN, f"부서{number}", value) for number in range(30)])
        self.loads.append(self.store.load(batch, who="kim", at=AT))

    def read(self, _: float) -> None:
        with self.store.snapshot() as view:
            cells, revision = view.cells(), view.revision()
        self.reads += 1
        if (len(cells), cells["wx"].nunique()) != ((30, 1) if revision else (0, 0)):
            self.wrong.append(f"{len(cells)} cells at revision {revision}")

    def repeat(self, act: Callable[[float], None], first: int, stop: float) -> None:
        turn = 0
        try:
            while time.monotonic() < stop:
                turn += 1
                act(float(first + turn))
        except Exception as error:  # noqa: BLE001 (a thread's failure must reach the test)
            self.wrong.append(repr(error))

    def run(self) -> None:
        stop = time.monotonic() + self.seconds
        acts = [(self.write, writer * 100_000) for writer in range(self.writers)]
        acts += [(self.read, 0)] * self.readers
        threads = [threading.Thread(target=self.repeat, args=(*act, stop)) for act in acts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def test_readers_and_writers_share_the_store(any_store, make_batch):
    crowd = Crowd(any_store, make_batch)
    crowd.run()
    assert crowd.wrong == []
    assert any_store.revision() == len(crowd.loads) > 3
    assert {upload.id for upload in any_store.uploads()} == set(crowd.loads)
    assert any_store.verify() == []


@pytest.mark.slow
def test_twenty_readers_and_two_writers_share_the_store_for_a_minute(any_store, make_batch):
    crowd = Crowd(any_store, make_batch, writers=2, readers=20, seconds=60)
    crowd.run()
    assert crowd.wrong == []
    assert any_store.revision() == len(crowd.loads) > 3
    assert {upload.id for upload in any_store.uploads()} == set(crowd.loads)
    assert crowd.reads > 100
    assert any_store.verify() == []


def test_readers_and_writers_share_a_store_without_wal(tmp_path, make_batch, monkeypatch):
    monkeypatch.setattr(engine, "sqlite_driver", lambda: sqlite3)
    monkeypatch.setattr(engine, "wal_is_safe", lambda version: False)
    store = Store.open(f"sqlite:///{tmp_path / 'kpi.sqlite'}")
    crowd = Crowd(store, make_batch)
    crowd.run()
    assert crowd.wrong == []
    assert store.revision() == len(crowd.loads) > 3
    store.close()


def test_a_reader_is_not_disturbed_by_a_load_in_wal(store, make_batch):
    if not engine.wal_is_safe(engine.sqlite_driver().sqlite_version_info):
        pytest.skip("this SQLite is not used with WAL")
    store.load(make_batch([(JAN, "가", 1.0)]), who="kim", at=AT)
    with store.snapshot() as view:
        assert view.cells()["wx"].to_list() == [1.0]
        store.load(make_batch([(JAN, "가", 2.0)]), who="kim", at=AT)
        assert view.cells()["wx"].to_list() == [1.0]
    assert store.cells()["wx"].to_list() == [2.0]


def test_two_stores_on_one_file_wait_for_each_other(tmp_path, make_batch):
    url = f"sqlite:///{tmp_path / 'kpi.sqlite'}"
    stores = [Store.open(url) for _ in range(4)]
    threads = [
        threading.Thread(
            target=store.load, args=(make_batch([(JAN, f"부서{number}", 1.0)]),), kwargs={"who": "kim", "at": AT}
        )
        for number, store in enumerate(stores)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [store.revision() for store in stores] == [4] * 4
    for store in stores:
        store.close()
