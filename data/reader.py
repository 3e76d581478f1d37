"""Reading the store: the same questions to the store itself, to a snapshot and to a rehearsal."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Any

import pandas as pd
import sqlalchemy as sa

from data import claims, facts, registers, spans, targets, uploads
from data.audit import Deed, deeds, revision
from data.entered import Entry, EntryKind, entries, history_of
from data.forms import KeptForm, forms
from data.tables import audit, claim
from data.tables import upload as upload_table
from kpi.core.frames import CLAIM_COLUMNS
from kpi.core.organisation import Register, RegisterKind


class Reader:
    """What can be asked of a state of the store. Subclasses say where the connection comes from."""

    _among: frozenset[int] | None = None
    """Only these uploads count; None: those that are not withdrawn."""
    _within: spans.Span | None = None
    """Only facts of periods that begin between these days; None: all."""

    def _reading(self) -> AbstractContextManager[sa.Connection]:
        raise NotImplementedError

    def revision(self) -> int:
        """Return the number of writes so far: the key of every cache."""
        with self._reading() as connection:
            return revision(connection)

    def is_empty(self) -> bool:
        """Return whether nothing was ever uploaded."""
        with self._reading() as connection:
            return connection.execute(sa.select(upload_table.c.id).limit(1)).first() is None

    def register(self, kind: RegisterKind) -> Register:
        """Return the register of departments or tasks."""
        with self._reading() as connection:
            return registers.register(connection, kind)

    def successions(self, kind: RegisterKind) -> list[dict[str, Any]]:
        """Return what became of units: predecessor_id, successor_id, effective_on, share (None: unknown), note."""
        with self._reading() as connection:
            return registers.successions(connection, kind)

    def setting(self, key: str, default: Any = None) -> Any:
        """Return the newest value of a setting, or the default when it was never set."""
        with self._reading() as connection:
            return targets.setting_value(connection, key, default)

    def targets(self) -> pd.DataFrame:
        """Return the targets that hold: indicator, department ("" is the whole organisation), year, value, kind, low, high."""
        with self._reading() as connection:
            return targets.targets(connection)

    def series_breaks(self) -> pd.DataFrame:
        """Return the breaks that hold: measure, item, department ("" is all), effective_on, reason."""
        with self._reading() as connection:
            return targets.series_breaks(connection)

    def population(self) -> pd.DataFrame:
        """Return the population sizes: year, stratum ("" is all), population."""
        with self._reading() as connection:
            return targets.populations(connection)

    def entries(self, kind: EntryKind) -> list[Entry]:
        """Return what people entered that holds now, rows that take something back too."""
        with self._reading() as connection:
            return entries(connection, kind)

    def entry_history(self, kind: EntryKind, key: Mapping[str, Any] | None = None) -> list[Entry]:
        """Return every row that was ever entered about a key, or of the kind (None), newest first."""
        with self._reading() as connection:
            return history_of(connection, kind, key)

    def uploads(self) -> list[uploads.Upload]:
        """Return every upload, newest first."""
        with self._reading() as connection:
            return uploads.uploads(connection)

    def forms(self, source: str | None = None) -> list[KeptForm]:
        """Return the forms of the uploads that are not withdrawn, newest first; of one kind of source, or all (None)."""
        with self._reading() as connection:
            return forms(connection, source)

    def upload_rows(self, upload_id: int) -> pd.DataFrame:
        """Return the kept rows of an upload.

        Raises
        ------
        UserError
            ``no_upload``.
        """
        with self._reading() as connection:
            return uploads.rows_of(connection, upload_id)

    def upload_row_parts(self, upload_id: int) -> Iterator[pd.DataFrame]:
        """Yield the kept rows of an upload in parts that fit into memory; raises what ``upload_rows`` raises."""
        with self._reading() as connection:
            yield from uploads.row_parts_of(connection, upload_id)

    def cells(self, measures: Collection[str] | None = None) -> pd.DataFrame:
        """Return the active cells of these measures (None: all): CELL_COLUMNS, ``upload`` and its ``number`` there.

        A cell is active when its claim is the newest that is not withdrawn. Names of departments and tasks are as
        the files wrote them. Missing sums are NaN, a missing histogram None.
        """
        with self._reading() as connection:
            return facts.read(connection, facts.CELL, measures, among=self._among, within=self._within)

    def pairs(self, measures: Collection[str] | None = None) -> pd.DataFrame:
        """Return the active pairs of these measures (None: all): PAIR_COLUMNS, ``upload`` and ``number``."""
        with self._reading() as connection:
            return facts.read(connection, facts.PAIR, measures, among=self._among, within=self._within)

    def fact_days(self, kind: RegisterKind) -> pd.DataFrame:
        """Return under which names of departments (or tasks) there are active cells, and of which days, each once."""
        with self._reading() as connection:
            return facts.days(connection, kind)

    def facts_of(self, upload_id: int) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return all cells and pairs of one upload, whether they count or not, as ``cells`` and ``pairs`` give them."""
        with self._reading() as connection:
            cells, pairs = (facts.of_upload(connection, kind, upload_id) for kind in (facts.CELL, facts.PAIR))
        return cells, pairs

    def measures_of(self, upload_id: int) -> frozenset[str]:
        """Return which measures an upload brought."""
        with self._reading() as connection:
            return spans.measures_of(connection, upload_id)

    def touched_by(self, upload_id: int) -> spans.Span | None:
        """Return the first and the last beginning of a period that an upload, or what holds in its place, has facts of."""
        with self._reading() as connection:
            return spans.touched_by(connection, upload_id)

    def case_spans(self, measures: Collection[str]) -> dict[int, spans.Span]:
        """Return by upload with such measures the first and the last day that its cases can touch."""
        with self._reading() as connection:
            return spans.case_spans(connection, measures)

    def claims_hold(self, upload_id: int, *frames: pd.DataFrame) -> bool:
        """Return whether all cells (or pairs) of these frames lie inside what an upload claims."""
        with self._reading() as connection:
            ids = claims.ids_of(connection, upload_id)
        return all(claims.are_inside(frame, ids) for frame in frames)

    def claims(self) -> pd.DataFrame:
        """Return the claims that hold: CLAIM_COLUMNS and ``upload``."""
        wins = claims.winning(self._among)
        columns = [claim.c[name] for name in CLAIM_COLUMNS]
        query = sa.select(*columns, claim.c.upload_id).where(claim.c.id.in_(wins)).order_by(claim.c.id)
        with self._reading() as connection:
            return facts.framed(connection.execute(query).all(), (*CLAIM_COLUMNS, "upload"), ())

    def superseders(self) -> dict[int, tuple[int, ...]]:
        """Return by upload the uploads whose claims hold in the place of some of its own, oldest first."""
        with self._reading() as connection:
            return claims.superseders(connection)

    def deeds(self) -> tuple[Deed, ...]:
        """Return what was done to uploads (load, withdraw, restore, rebuild), oldest first."""
        with self._reading() as connection:
            return deeds(connection)

    def history(self) -> list[dict[str, Any]]:
        """Return who did what and when, oldest first: id, who, at, action, upload_id, detail."""
        with self._reading() as connection:
            rows = connection.execute(sa.select(audit).order_by(audit.c.id)).mappings()
            return [dict(row) for row in rows]


class View(Reader):
    """One state of the store, seen through an open connection."""

    def __init__(self, connection: sa.Connection, *, upload_id: int | None = None) -> None:
        """Look through ``connection``; ``upload_id`` is the upload a rehearsal has just made."""
        self._connection = connection
        self.upload_id = upload_id

    def _reading(self) -> AbstractContextManager[sa.Connection]:
        return _Open(self._connection)


class Past(View):
    """The store as if exactly some uploads counted, whether withdrawn or not: an earlier state."""

    def __init__(self, connection: sa.Connection, *, among: Collection[int], within: spans.Span | None) -> None:
        """Look through ``connection`` at what these uploads hold of periods that begin between two days."""
        super().__init__(connection)
        self._among, self._within = frozenset(among), within


class _Open(AbstractContextManager[sa.Connection]):
    """A connection that somebody else closes."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> sa.Connection:
        return self._connection

    def __exit__(self, *_: object) -> None:
        return None
