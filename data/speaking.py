"""What a database says about itself, in words that tell a person what to do."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import sqlalchemy as sa

from data.refusals import busy, damaged, disk_fails, full, not_a_store, read_only, unreachable
from kpi.core.errors import UserError

_UNREACHABLE = ("unable to open", "connection")
_FAILING = ("disk I/O error",)
_FULL = ("is full", "No space left", "could not extend")
_READ_ONLY = ("readonly", "read-only")
_UNDECODABLE = ("Could not decode",)
_OTHER_STRUCTURE = ("no such column", "no such table", "has no column named")
"""A file whose structure was checked when it was opened lacks a part of it: the bytes that name it are others."""
_READERS = ("sqlalchemy.", "json.", "sqlite3", "pysqlite3")
"""What turns the bytes of a file into values."""


@contextmanager
def speaking(url: str, file: Path | None) -> Iterator[None]:
    """Say what a person can do about a locked, full, read-only, damaged, foreign or unreachable database.

    ``file`` is that of a SQLite store, None for PostgreSQL.

    Raises
    ------
    UserError
        ``store_busy``, ``store_full``, ``store_disk``, ``store_read_only``, ``store_damaged``, ``not_a_store``, ``store_unreachable``.
    """
    try:
        yield
    except sa.exc.OperationalError as error:
        refused = _refused(error, url, file)
        if refused is None:
            raise
        raise refused from error
    except sa.exc.DatabaseError as error:
        if "malformed" in str(error.orig):
            raise damaged(str(error.orig)) from error
        if "not a database" in str(error.orig):
            raise not_a_store(url) from error
        raise
    except (ValueError, TypeError) as error:
        if file is not None and _read_from_the_file(error):
            raise damaged(str(error)) from error
        raise


def _refused(error: sa.exc.OperationalError, url: str, file: Path | None) -> UserError | None:
    text = str(error.orig)
    for words, refused in (
        (("locked", "lock timeout"), busy),
        (_FULL, full),
        (_READ_ONLY, partial(read_only, url)),
        (_UNDECODABLE, partial(damaged, text)),
        (_OTHER_STRUCTURE if file is not None else (), partial(damaged, text)),
        (_FAILING, partial(disk_fails, url, text)),
    ):
        if any(word in text for word in words):
            return refused()
    if file is not None and file.exists() and not _may_write(file):
        return read_only(url)
    if error.statement is None or error.connection_invalidated or any(word in text for word in _UNREACHABLE):
        return unreachable(url)
    return None


def _may_write(file: Path) -> bool:
    return os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)


def _read_from_the_file(error: Exception) -> bool:
    """Return whether a value of the file, and nothing of ours, could not be understood: some bytes of it are others."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    name = "" if trace is None else str(trace.tb_frame.f_globals.get("__name__", ""))
    return name.startswith(_READERS)
