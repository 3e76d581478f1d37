"""The database behind the store: drivers, pragmas, transactions and the one writer at a time."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from data.addresses import address
from data.refusals import busy, damaged, unreachable
from data.speaking import speaking

LOCK_SECONDS = 60.0
"""How long a writer waits for the one before it."""
BUSY_SECONDS = 30
_ADVISORY_KEY = 0x5355_4E47  # any number that only this program uses
_WRITE = "BEGIN IMMEDIATE"
BESIDE = "beside"
_LOCKS: dict[str, threading.Lock] = {}
_LOCKS_GUARD = threading.Lock()


def sqlite_driver() -> ModuleType:
    """Return the newest SQLite module there is: the one of Python, or ``pysqlite3`` where that is newer."""
    try:
        newer = import_module("pysqlite3.dbapi2")
    except ImportError:
        return sqlite3
    return newer if newer.sqlite_version_info > sqlite3.sqlite_version_info else sqlite3


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Return whether this SQLite is free of the WAL-reset bug (3.7.0 to 3.51.2; mended in 3.44.6, 3.50.7, 3.51.3)."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


def pragmas(version: tuple[int, ...]) -> tuple[str, ...]:
    """Return what every SQLite connection is told; both journals keep what was acknowledged through a power cut."""
    journal = ("journal_mode=wal", "synchronous=full")
    if not wal_is_safe(version):
        journal = ("journal_mode=truncate", "synchronous=extra")
    rest = ("foreign_keys=on", "trusted_schema=off", "cell_size_check=on", "cache_spill=off")
    return (f"busy_timeout={BUSY_SECONDS * 1000}", *journal, *rest)


def _to_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True)


def _sqlite(url: sa.URL) -> sa.Engine:
    path = Path(str(url.database))
    driver = sqlite_driver()
    told: tuple[str, ...] = ()
    if not url.query.get("immutable"):
        told = pragmas(driver.sqlite_version_info)
        _make_folder(path.parent)
    engine = sa.create_engine(
        url,
        module=driver,
        poolclass=sa.QueuePool,
        pool_size=20,
        max_overflow=40,
        connect_args={"check_same_thread": False, "timeout": BUSY_SECONDS},
        json_serializer=_to_json,
    )

    @event.listens_for(engine, "connect")
    def configure(connection: Any, record: Any) -> None:  # noqa: ARG001 (interface of the event)
        connection.isolation_level = None
        _tell(connection, told)

    @event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        start = connection.get_execution_options().get("begin", "BEGIN")
        if start:
            connection.exec_driver_sql(start)

    _notice_another_file(engine, path)
    return engine


def _tell(connection: Any, told: tuple[str, ...]) -> None:
    try:
        for pragma in told:
            connection.execute(f"pragma {pragma}")
    except UnicodeDecodeError as error:  # a name in the file's own list of tables
        raise damaged(str(error)) from error


def _notice_another_file(engine: sa.Engine, path: Path) -> None:
    """Let connections go when another file was put in the place of theirs, as a restore does with a damaged one."""

    @event.listens_for(engine, "connect")
    def note(connection: Any, record: Any) -> None:  # noqa: ARG001 (interface of the event)
        record.info["file"] = _file_now(path)

    @event.listens_for(engine, "checkout")
    def compare(connection: Any, record: Any, proxy: Any) -> None:  # noqa: ARG001 (interface of the event)
        found = _file_now(path)
        if found != record.info["file"]:
            if found is None:
                raise unreachable(str(path))
            raise sa.exc.DisconnectionError


def _make_folder(folder: Path) -> None:
    """Make the folder of a store, but not the one around it: a mistyped path is no new store."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        raise unreachable(str(folder)) from None


def _file_now(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another one of the same name; None where there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _postgresql(url: sa.URL) -> sa.Engine:
    return sa.create_engine(url, pool_size=20, max_overflow=40, pool_pre_ping=True, json_serializer=_to_json)


class Database:
    """One database and its three kinds of transactions."""

    def __init__(self, url: str) -> None:
        """Prepare the connections to a SQLAlchemy URL; nothing is opened yet."""
        parsed = address(url)
        self.url = parsed.render_as_string(hide_password=False)
        self.shown_url = parsed.render_as_string(hide_password=True)
        self.engine = _sqlite(parsed) if parsed.get_backend_name() == "sqlite" else _postgresql(parsed)
        key = str(Path(str(parsed.database)).resolve()) if self.dialect == "sqlite" else self.url
        with _LOCKS_GUARD:
            self._lock = _LOCKS.setdefault(key, threading.Lock())

    @property
    def dialect(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self.engine.dialect.name

    @property
    def file(self) -> Path:
        """The file of a SQLite store."""
        return Path(str(self.engine.url.database))

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Give a connection that sees one state of the store all the time."""
        options: dict[str, Any] = {} if self.dialect == "sqlite" else {"isolation_level": "REPEATABLE READ"}
        with (
            self._speaking(),
            self.engine.execution_options(**options).connect() as connection,
        ):
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Give the one writing connection: all of it is kept, or nothing when anything is raised."""
        with (
            self._alone(),
            self._speaking(),
            self.engine.execution_options(begin=_WRITE).begin() as connection,
        ):
            self._shut_out_others(connection)
            yield connection

    @contextmanager
    def writing_beside(self, file: Path) -> Iterator[sa.Connection]:
        """Give the one writing connection of a SQLite store, with another store's file beside it, named ``BESIDE``."""
        alone, outside = self._alone(), self.engine.execution_options(begin="")
        with alone, self._speaking(), outside.connect() as connection:
            connection.exec_driver_sql(f"attach ? as {BESIDE}", (str(file),))
            try:
                connection.exec_driver_sql(_WRITE)
                yield connection
                connection.exec_driver_sql("commit")
            finally:
                connection.rollback()
                connection.exec_driver_sql(f"detach {BESIDE}")

    @contextmanager
    def rehearsing(self) -> Iterator[sa.Connection]:
        """Give a writing connection of which nothing is kept."""
        with (
            self._alone(),
            self._speaking(),
            self.engine.execution_options(begin=_WRITE).connect() as connection,
        ):
            self._shut_out_others(connection)
            yield connection
            connection.rollback()

    @contextmanager
    def outside(self) -> Iterator[sa.Connection]:
        """Give a connection outside any transaction, for what SQLite does only there."""
        with (
            self._speaking(),
            self.engine.execution_options(begin="").connect() as connection,
        ):
            yield connection

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()

    def _shut_out_others(self, connection: sa.Connection) -> None:
        if self.dialect == "postgresql":
            connection.exec_driver_sql(f"set local lock_timeout = '{int(LOCK_SECONDS)}s'")
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_ADVISORY_KEY)))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if not self._lock.acquire(timeout=LOCK_SECONDS):
            raise busy()
        try:
            yield
        finally:
            self._lock.release()

    def _speaking(self) -> AbstractContextManager[None]:
        return speaking(self.shown_url, self.file if self.dialect == "sqlite" else None)
