"""A copy becomes the store again: checked first, in one transaction, and what was there before is kept as a copy.

The copy's rows replace those of the store's file inside a transaction, so a dashboard that is running goes on and
shows them at once. Only a file that is damaged itself is replaced by another file; every connection notices that.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from data import copies
from data.audit import record_restored, revision
from data.backup import back_up, refuse_without_room, with_journals
from data.copies import BEFORE_RESTORE, DAMAGED, RESTORING
from data.copying import clear, copy_beside, spilling
from data.engine import Database
from data.migrate import found_revision, migrate
from data.refusals_copies import (
    backup_unwritable,
    copy_damaged,
    keeps_changing,
    no_copy,
    not_a_copy,
    restore_elsewhere,
    store_in_use,
)
from data.tables import meta, upload
from data.verification import file_faults, verify
from kpi.core.errors import UserError

_ATTEMPTS = 5
_UNKNOWN_REVISION = 1_000_000
"""How far the revision jumps where that of the damaged store cannot be read: nobody's caches reach so far."""
_BROKEN = {"store_damaged", "not_a_store"}


@dataclass(frozen=True)
class Restored:
    """What came back: the copy's uploads and revision, and where the former store is kept (None: it was empty)."""

    uploads: int
    revision: int
    kept: Path | None


def restore(url: str, path: Path, *, who: str, at: dt.datetime) -> Restored:
    """Put back the store of a SQLite address as a copy holds it; a copy of an older structure is brought up to date.

    Raises
    ------
    UserError
        ``no_copy``, ``not_a_copy``, ``copy_damaged``, ``store_is_newer``, ``backup_no_room``, ``backup_unwritable``,
        ``restore_elsewhere`` (PostgreSQL), ``store_busy``, ``store_in_use``. Then nothing was changed.
    """
    database = Database(url)
    try:
        if database.dialect != "sqlite":
            raise restore_elsewhere()
        incoming = _taken_aside(database, path)
        try:
            return _restore(database, incoming, path.name, who=who, at=at)
        finally:
            _give_up(incoming)
    finally:
        database.close()


def check_copy(url: str, path: Path) -> None:
    """Check a copy as a restore does, and change nothing. Raises what ``restore`` raises about the copy."""
    database = Database(url)
    try:
        _give_up(_taken_aside(database, path))
    finally:
        database.close()


def _restore(database: Database, incoming: Database, name: str, *, who: str, at: dt.datetime) -> Restored:
    with incoming.reading() as connection:
        held = revision(connection)
    detail = {"file": name, "revision": held}
    if _is_sound(database):
        kept = _replace_rows(database, incoming, detail, who=who, at=at)
    else:
        with incoming.writing() as connection:
            record_restored(connection, who=who, at=at, former=held + _UNKNOWN_REVISION, detail=detail)
        kept = _replace_file(database, incoming, at)
    with database.reading() as connection:
        uploads = connection.execute(sa.select(sa.func.count()).select_from(upload)).scalar_one()
    return Restored(uploads, held, kept)


def _taken_aside(database: Database, path: Path) -> Database:
    """Return a private copy of the copy, verified and at the newest structure."""
    if not path.is_file():
        raise no_copy(str(path))
    folder = copies.folder_of(database)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=RESTORING, dir=folder)) / "copy.sqlite"
    except OSError as error:
        raise backup_unwritable(str(folder), error.strerror or str(error)) from error
    taken = Database(f"sqlite:///{aside.as_posix()}")
    try:
        refuse_without_room(path, folder)
        for file in with_journals(path):
            shutil.copyfile(file, str(aside) + file.name.removeprefix(path.name))
        _check(taken, path)
    except OSError as error:
        _give_up(taken)
        raise backup_unwritable(str(aside), error.strerror or str(error)) from error
    except BaseException:
        _give_up(taken)
        raise
    return taken


def _check(taken: Database, path: Path) -> None:
    try:
        with taken.reading() as connection:
            faults = list(file_faults(connection))
            if faults:
                raise copy_damaged(str(path), faults)
            if found_revision(connection) is None:
                raise not_a_copy(str(path))
        migrate(taken)
        with taken.reading() as connection:
            faults = verify(connection)
    except UserError as error:
        code = error.findings[0].code
        if code == "not_a_store":
            raise not_a_copy(str(path)) from error
        if code == "store_damaged":
            raise copy_damaged(str(path), list(error.findings)) from error
        raise
    if faults:
        raise copy_damaged(str(path), faults)


def _is_sound(database: Database) -> bool:
    """Return whether the present file works as a database of this structure; an absent one is made."""
    try:
        migrate(database)
        with database.reading() as connection:
            return not list(file_faults(connection))
    except UserError as error:
        if error.findings[0].code in _BROKEN:
            return False
        raise


def _replace_rows(
    database: Database, incoming: Database, detail: dict[str, object], *, who: str, at: dt.datetime
) -> Path | None:
    for _ in range(_ATTEMPTS):
        former, kept = _kept(database, at)
        with database.writing_beside(incoming.file) as connection:
            if _revision_or_none(connection) != former:
                continue  # somebody saved since the copy was made: that would be lost
            with spilling(connection):
                clear(connection)
                copy_beside(connection)
            told = {**detail, "kept": kept.name if kept else ""}
            record_restored(connection, who=who, at=at, former=former or 0, detail=told)
            faults = verify(connection)
            if faults:
                raise copy_damaged(str(detail["file"]), faults)
            return kept
    raise keeps_changing()


def _kept(database: Database, at: dt.datetime) -> tuple[int | None, Path | None]:
    with database.reading() as connection:
        former = _revision_or_none(connection)
    if not former:
        return former, None
    return former, back_up(database, copies.path_of(database, BEFORE_RESTORE, at))


def _revision_or_none(connection: sa.Connection) -> int | None:
    return connection.execute(sa.select(meta.c.revision)).scalar_one_or_none()


def _replace_file(database: Database, incoming: Database, at: dt.datetime) -> Path:
    """Put another file in the place of a damaged one, which is kept with its journals."""
    kept = copies.path_of(database, DAMAGED, at)
    present = with_journals(database.file)
    database.close()
    incoming.close()
    try:
        for file in present:
            shutil.copyfile(file, str(kept) + file.name.removeprefix(database.file.name))
        for ending in ("-wal", "-shm", "-journal"):
            database.file.with_name(database.file.name + ending).unlink(missing_ok=True)
        os.replace(incoming.file, database.file)
    except PermissionError as error:
        raise store_in_use(error.strerror or str(error)) from error
    except OSError as error:
        raise backup_unwritable(str(kept), error.strerror or str(error)) from error
    return kept


def _give_up(taken: Database) -> None:
    taken.close()
    shutil.rmtree(taken.file.parent)
