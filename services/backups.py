"""Copies of the store: made by hand and once a day, listed, checked, restored; and a store moved to another database."""

from __future__ import annotations

import datetime as dt
import os
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data import moving
from data.copies import BEFORE_MIGRATION, BEFORE_REBUILD, BEFORE_RESTORE, BY_HAND, DAILY, DAMAGED, OTHER, BackupCopy
from data.restoring import check_copy, restore
from data.store import Store
from kpi.core.errors import Finding, UserError
from kpi.core.text import Text
from services.stores import default_url

__all__ = ["OTHER", "BackupCopy"]

VARIABLE = "KPI_DAILY_COPIES"
KINDS = {
    DAILY: Text("매일", "daily"),
    BY_HAND: Text("직접", "by hand"),
    BEFORE_RESTORE: Text("되살리기 전", "before a restore"),
    BEFORE_MIGRATION: Text("구조 변경 전", "before a new version"),
    BEFORE_REBUILD: Text("다시 계산하기 전", "before recomputing"),
    DAMAGED: Text("손상된 저장소", "damaged store"),
    OTHER: Text("기타", "other"),
}
_MADE = Text("백업했습니다: {path}", "Backed up: {path}")
_RESTORED = Text(
    "되살렸습니다: 파일 {uploads}개, 개정 번호 {revision}. 그 전 저장소: {kept}",
    "Restored: {uploads} uploads, revision {revision}. The former store: {kept}",
)
_EMPTY_BEFORE = Text("비어 있었음", "was empty")
_COPIED = Text(
    "옮겼습니다: 표 {tables}개, {rows}행. 값을 하나하나 대조했습니다. 새 주소를 KPI_STORE에 쓰십시오.",
    "Copied: {tables} tables, {rows} rows, compared value for value. Put the new address into KPI_STORE.",
)


@dataclass(frozen=True)
class Told:
    """What a command did: in words and as a JSON-ready record."""

    message: Text
    values: dict[str, Any]
    record: dict[str, Any]


def backed_up(store: Store, path: str | None, *, now: dt.datetime) -> Told:
    """Write a copy to a path, or into the folder of the store's copies.

    Raises
    ------
    UserError
        When the copy cannot be made.
    """
    written = store.backup_now(now) if path is None and store.dialect == "sqlite" else store.backup(path or _dump(now))
    return Told(_MADE, {"path": written}, {"path": str(written)})


def _dump(now: dt.datetime) -> str:
    return f"kpi_{now:%Y-%m-%d_%H%M%S}.dump"


def restored(url: str | None, path: str | Path, *, who: str, now: dt.datetime) -> Told:
    """Put back the store as a copy holds it; the former one is kept as a copy.

    Raises
    ------
    UserError
        When the copy is none, is damaged or newer than the program; the store is as it was.
    """
    done = restore(url or default_url(), Path(path), who=who, at=now)
    values = {"uploads": done.uploads, "revision": done.revision, "kept": done.kept or _EMPTY_BEFORE}
    record = {"uploads": done.uploads, "revision": done.revision, "kept": done.kept and str(done.kept)}
    return Told(_RESTORED, values, record)


def checked(path: Path) -> None:
    """Check a copy as a restore does. Raises UserError where it could not be restored."""
    check_copy(default_url(), path)


def folder(store: Store) -> Path:
    """Return the folder of the copies of a SQLite store."""
    return store.copies_folder()


def copied(origin: str, target: str) -> Told:
    """Copy a whole store into an empty one on any database.

    Raises
    ------
    UserError
        When the target holds data, or a store cannot be opened.
    """
    rows = moving.move(origin, target)
    return Told(_COPIED, {"tables": len(rows), "rows": f"{sum(rows.values()):,}"}, {"rows": rows})


class _Daily:
    """The copy of the day, tried once a day (after a failure once an hour) by one thread of this process."""

    def __init__(self) -> None:
        self.again_at: dict[str, dt.datetime] = {}
        self.problems: dict[str, tuple[Finding, ...]] = {}
        self.guard = threading.Lock()

    def start(self, store: Store, now: dt.datetime) -> threading.Thread | None:
        with self.guard:
            if now < self.again_at.get(store.url, now):
                return None
            self.again_at[store.url] = now + dt.timedelta(hours=1)
        thread = threading.Thread(target=self.work, args=(store, now), name="daily copy", daemon=True)
        thread.start()
        return thread

    def work(self, store: Store, now: dt.datetime) -> None:
        try:
            store.backup_daily(now)
        except UserError as error:
            self.problems[store.url] = error.findings
        else:
            self.problems.pop(store.url, None)
            tomorrow = dt.datetime.combine(now.date() + dt.timedelta(days=1), dt.time(), tzinfo=now.tzinfo)
            self.again_at[store.url] = tomorrow


_DAILY = _Daily()


def copy_of_the_day(store: Store, *, now: dt.datetime) -> threading.Thread | None:
    """Begin today's copy in the background where it is due (``KPI_DAILY_COPIES=no``: never); the page goes on.

    A copy that cannot be made does no harm: ``problems`` says why, and it is tried again in an hour.
    """
    if store.dialect != "sqlite" or os.environ.get(VARIABLE, "").lower() in {"no", "0", "off"}:
        return None
    return _DAILY.start(store, now)


def problems(store: Store) -> tuple[Finding, ...]:
    """Return why the last copy of the day could not be made."""
    return _DAILY.problems.get(store.url, ())
