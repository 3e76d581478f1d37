"""Where the copies of a SQLite store lie, what they are called, what is in them, and which daily ones are kept."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from data.addresses import url_of_copy
from data.audit import revision
from data.engine import Database
from data.migrate import found_revision
from data.tables import upload
from kpi.core.errors import UserError

DAILY, BY_HAND, BEFORE_RESTORE, BEFORE_MIGRATION, DAMAGED = "daily", "manual", "before-restore", "migration", "damaged"
BEFORE_REBUILD = "rebuild"
KINDS = (DAILY, BY_HAND, BEFORE_RESTORE, BEFORE_MIGRATION, BEFORE_REBUILD, DAMAGED)
THINNED = (DAILY, BEFORE_MIGRATION, BEFORE_REBUILD)
"""Copies that the program makes by itself again and again."""
OTHER = "other"
"""A file that somebody else put into the folder."""
KEPT_DAYS, KEPT_WEEKS, KEPT_MONTHS = 7, 4, 12
UNFINISHED = ".unfinished"
RESTORING = ".restoring-"
_STAMP = "%Y-%m-%d_%H%M%S"
_NAME = re.compile(rf"(?P<stem>.+)_(?P<at>\d{{4}}-\d\d-\d\d_\d{{6}})_(?P<kind>{'|'.join(KINDS)})\.sqlite")


@dataclass(frozen=True)
class Contents:
    """What a copy holds: uploads (the withdrawn ones too), the store's revision, the revision of its structure."""

    uploads: int
    revision: int
    structure: str


@dataclass(frozen=True)
class BackupCopy:
    """One copy in the folder; ``contents`` is None where it cannot be opened. ``size`` in bytes."""

    path: Path
    kind: str
    at: dt.datetime
    size: int
    contents: Contents | None


def folder_of(database: Database) -> Path:
    """Return the folder of a store's copies, beside its file."""
    return database.file.parent / "backups"


def path_of(database: Database, kind: str, at: dt.datetime) -> Path:
    """Return where a copy of this kind and moment goes; the next free second where there is one already."""
    while True:
        path = folder_of(database) / f"{database.file.stem}_{at.strftime(_STAMP)}_{kind}.sqlite"
        if not path.exists():
            return path
        at += dt.timedelta(seconds=1)


def copies_of(database: Database, *, kind: str | None = None) -> list[BackupCopy]:
    """Return the copies of a store, newest first; of one kind only where it is named."""
    found = [(path, *_said_by_name(path)) for path in folder_of(database).glob("*.sqlite")]
    mine = [one for one in found if one[1] in (None, database.file.stem) and kind in (None, one[2])]
    copies = [_copy(path, kind, at) for path, _, kind, at in mine]
    return sorted(copies, key=lambda one: (one.at, one.path.name), reverse=True)


def kept_days(days: Iterable[dt.date]) -> set[dt.date]:
    """Return which daily copies stay: the newest days, and the newest of each of the newest weeks and months."""
    newest_first = sorted(set(days), reverse=True)
    kept = set(newest_first[:KEPT_DAYS])
    for period, number in ((_week, KEPT_WEEKS), (_month, KEPT_MONTHS)):
        newest: dict[tuple[int, int], dt.date] = {}
        for day in newest_first:
            newest.setdefault(period(day), day)
        kept.update(list(newest.values())[:number])
    return kept


def _week(day: dt.date) -> tuple[int, int]:
    year, week, _ = day.isocalendar()
    return year, week


def _month(day: dt.date) -> tuple[int, int]:
    return day.year, day.month


def _said_by_name(path: Path) -> tuple[str | None, str, dt.datetime]:
    said = _NAME.fullmatch(path.name)
    if said is None:
        return None, OTHER, dt.datetime.fromtimestamp(path.stat().st_mtime).replace(microsecond=0)
    return said["stem"], said["kind"], dt.datetime.strptime(said["at"], _STAMP)


def _copy(path: Path, kind: str, at: dt.datetime) -> BackupCopy:
    return BackupCopy(path, kind, at, path.stat().st_size, contents_of(path))


def contents_of(path: Path) -> Contents | None:
    """Return what a finished copy holds; None where it is none of this program or cannot be read."""
    copy = Database(url_of_copy(path))
    try:
        with copy.reading() as connection:
            count = connection.execute(sa.select(sa.func.count()).select_from(upload)).scalar_one()
            return Contents(count, revision(connection), found_revision(connection) or "")
    except (UserError, sa.exc.DatabaseError):
        return None
    finally:
        copy.close()
