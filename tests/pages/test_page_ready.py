"""What is made ready when the server starts: the overview then reads no figures from the store."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from pages.parts import ready
from services import stores


@contextmanager
def reads() -> Iterator[list[str]]:
    """Collect the queries for figures."""
    seen: list[str] = []

    def before(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if "claim_id IN" in statement:
            seen.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", before)
    yield seen
    sa.event.remove(sa.Engine, "before_cursor_execute", before)


@pytest.fixture
def unread(demo_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Pages show a demo of which nothing is kept in memory yet, whichever tests ran before."""
    monkeypatch.setenv(stores.VARIABLE, stores.sqlite_url(shutil.copy(demo_file, tmp_path / "unread.sqlite")))
    stores.open_store.cache_clear()
    yield
    stores.open_store().close()
    stores.open_store.cache_clear()


def test_the_overview_finds_its_figures_worked_out(visit: Any, unread: None) -> None:
    with reads() as at_the_start:
        ready.make()
    with reads() as of_the_visit:
        at = visit().at
    assert all(metric.value for metric in at.metric)
    assert len(at_the_start) > 10
    assert of_the_visit == []


def test_an_empty_store_and_one_that_cannot_be_opened_are_left_to_whoever_opens_a_page(
    shown_empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready.make()
    (tmp_path / "other.sqlite").write_bytes(b"no database" * 100)
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv(stores.VARIABLE, stores.sqlite_url(tmp_path / "other.sqlite"))
        stores.open_store.cache_clear()
        ready.make()
    stores.open_store.cache_clear()
