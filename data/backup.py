"""Copies of a SQLite store that can be trusted: made by the database, opened and checked, then renamed."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from data.engine import Database
from data.refusals import backup_elsewhere, backup_exists


class BackupError(RuntimeError):
    """The copy is damaged; it was removed."""


def back_up(database: Database, path: Path) -> Path:
    """Write a copy to ``path`` and return it; nothing is ever overwritten.

    Raises
    ------
    UserError
        ``backup_exists``, or ``backup_elsewhere`` for PostgreSQL.
    BackupError
        When the copy does not pass the database's own check.
    """
    if database.dialect != "sqlite":
        raise backup_elsewhere()
    if path.exists():
        raise backup_exists(str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    with database.outside() as connection:
        connection.exec_driver_sql("VACUUM INTO ?", (str(unfinished),))
    _check(unfinished)
    unfinished.rename(path)
    return path


def _check(path: Path) -> None:
    copy = Database(sa.URL.create("sqlite", database=str(path)).render_as_string())
    try:
        with copy.reading() as connection:
            answer = connection.exec_driver_sql("pragma integrity_check").scalar()
    finally:
        copy.close()
    if answer != "ok":
        path.unlink()
        raise BackupError(str(answer))
