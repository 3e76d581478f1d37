"""Copies of a store that can be trusted: made by the database, opened and checked, then renamed."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
from pathlib import Path

import sqlalchemy as sa

from data import copies
from data.addresses import url_of_copy
from data.copies import UNFINISHED, BackupCopy
from data.engine import LOCK_SECONDS, Database
from data.migrate import found_revision, migrate, older_revisions
from data.refusals_copies import backup_exists, backup_unwritable, copy_damaged, dump_failed, no_dump_program, no_room
from data.turns import turn
from data.verification import file_faults
from kpi.core.errors import Finding

SPARE = 5_000_000
"""Bytes that stay free on the disk, so that a copy never takes the last room from the store itself."""


def back_up(database: Database, path: Path) -> Path:
    """Write a checked copy to ``path`` and return it; nothing is ever overwritten.

    SQLite writes it with VACUUM INTO, and the file is checked; PostgreSQL's is one of pg_dump, and its table
    of contents is read.

    Raises
    ------
    UserError
        ``backup_exists``, ``backup_unwritable``, ``backup_no_room``, ``copy_damaged``; for PostgreSQL also
        ``backup_elsewhere`` and ``dump_failed``.
    """
    if path.exists():
        raise backup_exists(str(path))
    unfinished = path.with_name(f"{path.name}{UNFINISHED}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(b"")
        _write(database, unfinished)
        _to_disk(unfinished)
        unfinished.rename(path)
    except OSError as error:
        _remove(unfinished)
        raise backup_unwritable(str(path), error.strerror or str(error)) from error
    except BaseException:
        _remove(unfinished)
        raise
    return path


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:  # a folder that takes nothing gives nothing back either
        return


def _write(database: Database, path: Path) -> None:
    if database.dialect == "postgresql":
        _dump(database, path)
        return
    refuse_without_room(database.file, path.parent)
    with database.outside() as connection:
        connection.exec_driver_sql("VACUUM INTO ?", (str(path),))
    found = faults_of(path)
    if found:
        raise copy_damaged(str(path).removesuffix(UNFINISHED), found)


def refuse_without_room(store: Path, folder: Path) -> None:
    """Refuse to copy a store where the disk would be filled. UserError: ``backup_no_room``."""
    needed = sum(file.stat().st_size for file in with_journals(store)) + SPARE
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise no_room(needed=needed, free=free)


def with_journals(store: Path) -> list[Path]:
    """Return the file of a store and those of its journals that exist."""
    names = [store, *(store.with_name(store.name + ending) for ending in ("-wal", "-journal"))]
    return [file for file in names if file.exists()]


def faults_of(path: Path) -> list[Finding]:
    """Return what is wrong with the file of a finished copy (what is wrong inside the store is copied faithfully)."""
    copy = Database(url_of_copy(path))
    try:
        with copy.reading() as connection:
            return list(file_faults(connection))
    finally:
        copy.close()


def _to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _dump(database: Database, path: Path) -> None:
    programs = {name: shutil.which(name) for name in ("pg_dump", "pg_restore")}
    if None in programs.values():
        raise no_dump_program()
    url = database.engine.url
    environment = {**os.environ, **({"PGPASSWORD": str(url.password)} if url.password else {})}
    address = sa.URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
    target = ["--format=custom", "--no-owner", f"--file={path}", f"--dbname={address.render_as_string()}"]
    for command in ([str(programs["pg_dump"]), *target], [str(programs["pg_restore"]), "--list", str(path)]):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, errors="replace", check=False)
        if done.returncode:
            raise dump_failed(" ".join(done.stderr.split()) or str(done.returncode))


def back_up_daily(database: Database, now: dt.datetime) -> Path | None:
    """Write today's copy of a SQLite store where there is none yet, and let go of old daily ones; else return None.

    Of several processes at once one does it. Raises what ``back_up`` raises.
    """
    if database.dialect != "sqlite" or _has_today(database, now):
        return None
    folder = copies.folder_of(database)
    with turn(folder) as mine:
        if not mine or _has_today(database, now):
            return None
        for stale in folder.glob(f"{database.file.stem}_*_{copies.DAILY}.sqlite{UNFINISHED}"):
            _remove(stale)
        written = back_up(database, copies.path_of(database, copies.DAILY, now))
        for kind in copies.THINNED:
            _let_go(copies.copies_of(database, kind=kind))
        _clear_leftovers(folder, now)
        return written


def _has_today(database: Database, now: dt.datetime) -> bool:
    names = f"{database.file.stem}_{now:%Y-%m-%d}_*_{copies.DAILY}.sqlite"
    return any(copies.folder_of(database).glob(names))


def _let_go(newest_first: list[BackupCopy]) -> None:
    """Keep the newest copy of each day that is kept."""
    kept = copies.kept_days(one.at.date() for one in newest_first)
    for one in newest_first:
        if one.at.date() not in kept:
            _remove(one.path)
        kept.discard(one.at.date())


def _clear_leftovers(folder: Path, now: dt.datetime) -> None:
    """Remove what copies and restores left behind when they were killed; nothing takes as long as a day."""
    for pattern in (f"*{UNFINISHED}", f"{copies.RESTORING}*"):
        for left in folder.glob(pattern):
            if left.stat().st_mtime < (now - dt.timedelta(days=1)).timestamp():
                shutil.rmtree(left, ignore_errors=True) if left.is_dir() else _remove(left)


def bring_up_to_date(database: Database) -> Path | None:
    """Bring a database to the newest structure; a SQLite store of an older one is copied first, and the copy returned.

    Raises
    ------
    UserError
        What ``migrate`` and ``back_up`` raise; without the copy nothing is migrated.
    """
    if not _is_older(database):
        migrate(database)
        return None
    with turn(copies.folder_of(database), seconds=LOCK_SECONDS):
        if not _is_older(database):  # another process did it meanwhile
            return None
        kept = back_up(database, copies.path_of(database, copies.BEFORE_MIGRATION, dt.datetime.now()))
        migrate(database)
        return kept


def _is_older(database: Database) -> bool:
    if database.dialect != "sqlite":
        return False
    with database.reading() as connection:
        return found_revision(connection) in older_revisions()
