"""Open the office's store or the demo store; the one place that reads ``KPI_STORE``."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from data.refusals import no_store
from data.store import Store
from kpi.core.text import Text

__all__ = [
    "Store",
    "default_url",
    "demo_url",
    "existing_store",
    "open_store",
    "sqlite_url",
    "store_to_look_at",
    "url_for_demo",
]

ROOT = Path(__file__).resolve().parent.parent
LOCAL = ROOT / "data" / "local"
VARIABLE = "KPI_STORE"
_LOG = logging.getLogger(__name__)
_MIGRATED = Text(
    "저장소를 새 구조로 바꾸었습니다. 그 전 복사본: {path}", "The store has the new structure. The copy before: {path}"
)


def default_url() -> str:
    """Return the URL in ``KPI_STORE``, else the SQLite file ``data/local/kpi.sqlite`` of the project."""
    return os.environ.get(VARIABLE) or sqlite_url(LOCAL / "kpi.sqlite")


def demo_url() -> str:
    """Return the URL of the store that holds the made-up demo data and nothing else."""
    return sqlite_url(LOCAL / "demo.sqlite")


def sqlite_url(path: Path) -> str:
    """Return the SQLAlchemy URL of a SQLite file."""
    return f"sqlite:///{path.as_posix()}"


def url_for_demo(url: str | None) -> str:
    """Return the URL that demo data go to: the one named, else ``KPI_STORE``, else the demo store of its own."""
    return url or os.environ.get(VARIABLE) or demo_url()


@cache
def open_store(url: str | None = None) -> Store:
    """Open a store, once per process and URL; tables are made or migrated as needed.

    Raises
    ------
    UserError
        When the URL cannot be understood or the store cannot be opened.
    """
    store = Store.open(url or default_url())
    if store.kept_before_migrating:
        _LOG.warning("%s", _MIGRATED.say("ko", path=store.kept_before_migrating))
        _LOG.warning("%s", _MIGRATED.say("en", path=store.kept_before_migrating))
    return store


def existing_store(url: str | None = None) -> Store:
    """Open a store that is there already: who only looks makes none.

    Raises
    ------
    UserError
        ``no_store`` where there is no file of that address; what ``open_store`` raises.
    """
    if not Store.exists(url or default_url()):
        raise no_store(url or default_url())
    return open_store(url)


@contextmanager
def store_to_look_at(url: str | None = None) -> Iterator[Store]:
    """Give the store of an address, or an empty one that is gone afterwards where there is none yet."""
    if Store.exists(url or default_url()):
        yield open_store(url)
        return
    with tempfile.TemporaryDirectory(prefix="kpi-") as folder:
        store = Store.open(sqlite_url(Path(folder) / "kpi.sqlite"))
        try:
            yield store
        finally:
            store.close()
