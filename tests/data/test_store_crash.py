"""Loads that race and that fail at every step: wholly there or wholly absent (killed ones: test_store_kill)."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from data.store import Store
from kpi.core.errors import UserError

AT = dt.datetime(2026, 1, 5, 9, 30, tzinfo=dt.UTC)
JAN = "2025-01-01"
CELLS = 3000
HELPER = Path(__file__).parent / "crash_helper.py"
forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")


def race(url: str, times: int) -> dict[str, Any]:
    done = subprocess.run([sys.executable, HELPER, url, str(times)], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@forks
def test_eight_processes_with_the_same_content_give_exactly_one_upload(any_url):
    found = race(any_url, 8)
    assert found["codes"] == [0] + [3] * 7
    assert len(found["uploads"]) == 1
    assert found["cells"] == CELLS
    assert found["wrong"] == []


def test_eight_threads_with_the_same_content_give_exactly_one_upload(any_store, make_batch):
    batch = make_batch([(JAN, f"부서{number}", 1.0) for number in range(300)])
    start, answers = threading.Barrier(8), []

    def load() -> None:
        start.wait()
        try:
            answers.append(str(any_store.load(batch, who="kim", at=AT)))
        except UserError as error:
            answers.append(error.findings[0].code)

    threads = [threading.Thread(target=load) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers)[1:] == ["already_there"] * 7
    assert len(any_store.uploads()) == 1
    assert any_store.verify() == []


def test_different_files_loaded_at_once_are_all_kept(any_store, make_batch):
    batches = [make_batch([(JAN, f"부서{number}", 1.0)]) for number in range(8)]
    threads = [threading.Thread(target=any_store.load, args=(one,), kwargs={"who": "kim", "at": AT}) for one in batches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(any_store.cells()) == 8
    assert any_store.revision() == 8
    assert any_store.verify() == []


class Injected(Exception):
    """The failure of a test."""


@contextmanager
def counted(fail_at: int | None = None) -> Iterator[list[str]]:
    """Count the statements sent to any database; the one of that number fails before it is sent."""
    statements: list[str] = []

    def before(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        statements.append(statement)
        if len(statements) - 1 == fail_at:
            raise Injected(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", before)
    try:
        yield statements
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", before)


def everything(store: Store) -> list[Any]:
    frames = [store.cells(), store.pairs(), store.claims()]
    registers = [store.register("department"), store.register("task")]
    return [*(frame.to_csv() for frame in frames), store.uploads(), store.history(), store.revision(), registers]


def every_failure(store: Store, act: Callable[[], object]) -> int:
    """Fail at the first statement, at the second ...: nothing may change; then let the act happen."""
    before, fail_at = everything(store), 0
    while True:
        with counted(fail_at):
            try:
                act()
            except Injected:
                pass
            else:
                return fail_at
        assert everything(store) == before
        assert store.verify() == []
        fail_at += 1


def test_a_load_that_fails_at_any_statement_leaves_nothing(any_store, make_batch):
    any_store.load(make_batch([(JAN, "가", 1.0)], pairs=1), who="kim", at=AT)
    batch = make_batch([(JAN, "가", 2.0)], pairs=1, new_departments=("가",), new_tasks=("여권",))
    steps = every_failure(any_store, lambda: any_store.load(batch, who="kim", at=AT))
    assert steps > 12
    assert any_store.cells()["wx"].to_list() == [2.0]
    assert any_store.verify() == []


def test_undoing_that_fails_at_any_statement_leaves_everything(any_store, make_batch):
    any_store.load(make_batch([(JAN, "가", 1.0)]), who="kim", at=AT)
    second = any_store.load(make_batch([(JAN, "가", 2.0)]), who="kim", at=AT)
    assert every_failure(any_store, lambda: any_store.withdraw(second, who="kim", at=AT)) > 4
    assert any_store.cells()["wx"].to_list() == [1.0]
    assert every_failure(any_store, lambda: any_store.restore(second, who="kim", at=AT)) > 4
    assert any_store.cells()["wx"].to_list() == [2.0]


def test_a_migration_that_fails_at_any_statement_leaves_no_table(any_url):
    engine = sa.create_engine(any_url.replace("postgresql://", "postgresql+psycopg://"))
    fail_at = 0
    while True:
        with counted(fail_at):
            try:
                Store.open(any_url).close()
            except Injected:
                pass
            else:
                break
        tables = sa.inspect(engine).get_table_names()
        assert tables == [] or "audit" in tables
        fail_at += 1
    engine.dispose()
    assert fail_at > 20
