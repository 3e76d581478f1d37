"""The store: the one door to everything that is kept."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

import sqlalchemy as sa

from data import loading
from data.addresses import address
from data.backup import back_up, back_up_daily, bring_up_to_date
from data.copies import BEFORE_REBUILD, BY_HAND, BackupCopy, copies_of, folder_of, path_of
from data.engine import Database
from data.entries import Entries
from data.reader import Past, Reader, View
from data.rebuilding import Rebuilds
from data.spans import Span
from data.tables import meta
from data.undoing import Undoing
from data.units import Units
from data.verification import verify
from kpi.core.batch import Batch
from kpi.core.errors import Finding, UserError


class Store(Entries, Units, Rebuilds, Undoing, Reader):
    """Everything that is kept, in a SQLite file or a PostgreSQL database. Safe to share between threads."""

    def __init__(self, database: Database, *, kept: Path | None = None) -> None:
        """Use a database that is at the newest structure; see ``open``."""
        self._database = database
        self.kept_before_migrating = kept

    @classmethod
    def open(cls, url: str) -> Store:
        """Open the store at a SQLAlchemy URL; folder, file and tables are made or brought up to date.

        A SQLite store of an older structure is copied first (``kept_before_migrating``).

        Raises
        ------
        UserError
            ``unknown_address``, ``store_unreachable``, ``not_a_store``, ``store_is_newer`` or ``store_busy``; before
            a migration also ``backup_no_room`` and ``backup_unwritable``.
        """
        database = Database(url)
        try:
            kept = bring_up_to_date(database)
            _make_meta(database)
        except BaseException:
            database.close()
            raise
        return cls(database, kept=kept)

    @staticmethod
    def exists(url: str) -> bool:
        """Return whether there is a file of that SQLite address; a PostgreSQL database is taken to be there."""
        parsed = address(url)
        return parsed.get_backend_name() != "sqlite" or Path(str(parsed.database)).exists()

    def close(self) -> None:
        """Give back every connection."""
        self._database.close()

    @property
    def url(self) -> str:
        """The address without a password."""
        return self._database.shown_url

    @property
    def dialect(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self._database.dialect

    def secret(self) -> bytes:
        """Return the store's own key for hashing respondents, raters and cases."""
        with self._reading() as connection:
            return bytes(connection.execute(sa.select(meta.c.secret)).scalar_one())

    def _reading(self) -> AbstractContextManager[sa.Connection]:
        return self._database.reading()

    def _writing(self) -> AbstractContextManager[sa.Connection]:
        return self._database.writing()

    @contextmanager
    def snapshot(self) -> Iterator[View]:
        """Give a view that answers several questions from the same state of the store."""
        with self._reading() as connection:
            yield View(connection)

    def load(self, batch: Batch, *, who: str, at: dt.datetime) -> int:
        """Store a batch wholly or not at all and return the upload's id.

        Raises
        ------
        UserError
            The errors of the batch; ``nothing_to_store``, ``already_there``, ``overlapping_claims``, ``store_busy``.
        ContractError
            When the loader broke a contract.
        """
        prepared = loading.prepare(batch)
        with self._writing() as connection:
            return loading.store(connection, prepared, who=who, at=at)

    @contextmanager
    def rehearsal(self, batch: Batch, *, who: str, at: dt.datetime) -> Iterator[View]:
        """Give a view of the store as it would be after this load; nothing is kept. Raises what ``load`` raises.

        Other writers wait until it is left, so only read and compute inside.
        """
        prepared = loading.prepare(batch)
        with self._database.rehearsing() as connection:
            upload_id = loading.store(connection, prepared, who=who, at=at)
            yield View(connection, upload_id=upload_id)

    @contextmanager
    def counting(self, among: Collection[int], *, within: Span | None = None) -> Iterator[Past]:
        """Give a view in which exactly these uploads count; of periods that begin between two days, or all (None)."""
        with self._reading() as connection:
            yield Past(connection, among=among, within=within)

    @contextmanager
    def trial(self) -> Iterator[Trial]:
        """Give a store to write into and read from of which nothing is kept: what an edit would change.

        Other writers wait until it is left, so only write, read and compute inside.
        """
        with self._database.rehearsing() as connection:
            yield Trial(connection)

    @contextmanager
    def together(self) -> Iterator[Trial]:
        """Give a store to write several edits into that are kept together when it is left, or none of them on an error."""
        with self._writing() as connection:
            yield Trial(connection)

    def verify(self) -> list[Finding]:
        """Return what is wrong with the store; an empty list is a sound store."""
        try:
            with self._reading() as connection:
                return verify(connection)
        except UserError as error:
            return list(error.findings)

    def backup(self, path: str | Path) -> Path:
        """Write a checked copy of the store and return its path. Raises what ``data.backup.back_up`` raises."""
        return back_up(self._database, Path(path))

    def backup_now(self, now: dt.datetime) -> Path:
        """Write a copy of a SQLite store into the folder of its copies. Raises what ``data.backup.back_up`` raises."""
        return back_up(self._database, path_of(self._database, BY_HAND, now))

    def backup_before_rebuild(self, now: dt.datetime) -> Path | None:
        """Write a copy of a SQLite store before its facts are recomputed; None for PostgreSQL. Raises as ``backup_now``."""
        return (
            back_up(self._database, path_of(self._database, BEFORE_REBUILD, now)) if self.dialect == "sqlite" else None
        )

    def backup_daily(self, now: dt.datetime) -> Path | None:
        """Write today's copy of a SQLite store where there is none; see ``data.backup.back_up_daily``."""
        return back_up_daily(self._database, now)

    def copies_folder(self) -> Path:
        """Return the folder of the copies of a SQLite store, whether it is there yet or not."""
        return folder_of(self._database)

    def copies(self) -> list[BackupCopy]:
        """Return the copies in the folder of a SQLite store, newest first; none for PostgreSQL."""
        return copies_of(self._database) if self.dialect == "sqlite" else []


class Trial(Entries, Units, Rebuilds, Undoing, View):
    """A state of the store that can be written into; it is gone when its transaction is rolled back."""

    def _writing(self) -> AbstractContextManager[sa.Connection]:
        return nullcontext(self._connection)

    @contextmanager
    def together(self) -> Iterator[Trial]:
        """Give itself: all that is written into it is kept or gone together."""
        yield self


def _make_meta(database: Database) -> None:
    """Give a new store its revision and its secret."""
    with database.reading() as connection:
        if connection.execute(sa.select(meta.c.id)).first() is not None:
            return
    with database.writing() as connection:
        if connection.execute(sa.select(meta.c.id)).first() is None:
            connection.execute(sa.insert(meta).values(id=1, revision=0, secret=secrets.token_bytes(32)))
