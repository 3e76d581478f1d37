"""One process at a time: what several processes want to do, one of them does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.engine import sqlite_driver
from data.refusals_copies import backup_unwritable


@contextmanager
def turn(folder: Path, *, seconds: float = 0) -> Iterator[bool]:
    """Give True to one process at a time, and False to those that did not get their turn within so many seconds.

    The lock is that of an SQLite file, as every system has it; a process that dies gives its turn back.
    """
    driver = sqlite_driver()
    connection = None
    try:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            connection = driver.connect(str(folder / ".turn"), timeout=seconds, isolation_level=None)
            connection.execute("begin exclusive")
            mine = True
        except driver.OperationalError as error:
            if "locked" not in str(error):
                raise backup_unwritable(str(folder), str(error)) from error
            mine = False
        except OSError as error:
            raise backup_unwritable(str(folder), error.strerror or str(error)) from error
        yield mine
    finally:
        if connection is not None:
            connection.close()
