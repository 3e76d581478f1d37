"""Cells and pairs: into the store, out of it, and summed up."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import sqlalchemy as sa

from data import tables
from data.claims import winning
from data.refusals import damaged
from data.spans import Span
from kpi.core.frames import CELL_COLUMNS, CELL_KEYS, CELL_SUMS, PAIR_COLUMNS, PAIR_KEYS, PAIR_SUMS, ContractError, check

CHUNK = 20_000
FEW_ROWS = 500
"""Rows that are objects at a time: so few that the garbage collector, which walks everything there is, is not called."""


@dataclass(frozen=True)
class FactKind:
    """One of the two tables of sums and the contract of its frame."""

    table: sa.Table
    columns: tuple[str, ...]
    keys: tuple[str, ...]
    sums: tuple[str, ...]

    @property
    def stored(self) -> tuple[str, ...]:
        """The columns of the frame that the table holds itself (the claim knows ``claim_start``)."""
        return tuple(name for name in self.columns if name != "claim_start")


CELL = FactKind(tables.cell, CELL_COLUMNS, CELL_KEYS, CELL_SUMS)
PAIR = FactKind(tables.pair, PAIR_COLUMNS, PAIR_KEYS, PAIR_SUMS)


def checked(frame: pd.DataFrame, kind: FactKind) -> pd.DataFrame:
    """Return the frame as its contract wants it.

    Raises
    ------
    ContractError
        When a key is null or occurs twice, ``n`` or ``wx`` is missing, or a sum is infinite.
    """
    frame = check(frame, kind.columns, kind.keys)
    needed = [name for name in ("n", "wx") if name in kind.sums]
    if frame[needed].isna().any(axis=None):
        raise ContractError(f"missing values in {needed} of {kind.table.name}")
    if np.isinf(frame[list(kind.sums)].to_numpy(dtype="float64")).any():
        raise ContractError(f"infinite sums in {kind.table.name}")
    if frame.duplicated(list(kind.keys)).any():
        raise ContractError(f"the same keys twice in {kind.table.name}")
    return frame


def as_rows(frame: pd.DataFrame, kind: FactKind) -> list[tuple[Any, ...]]:
    """Return the values of the stored columns as plain Python values, missing ones as None."""
    return list(zip(*(_plain(frame[name], name, kind) for name in kind.stored), strict=True))


def _plain(values: pd.Series, name: str, kind: FactKind) -> list[Any]:
    if name in kind.sums:
        return [None if value != value else value for value in values.to_numpy(dtype="float64").tolist()]
    if name == "period_start":
        return list(values.to_numpy(dtype="datetime64[D]").tolist())
    if name == "period_months":
        return list(values.to_numpy(dtype="int64").tolist())
    if name == "histogram":
        return [value if isinstance(value, bytes) else None for value in values]
    return list(values.tolist())


def insert(
    connection: sa.Connection, kind: FactKind, rows: list[tuple[Any, ...]], *, upload_id: int, claim_ids: list[int]
) -> None:
    """Insert the rows of one upload, numbered in their order."""
    names = ("upload_id", "number", "claim_id", *kind.stored)
    statement = sa.insert(kind.table)
    for first in range(0, len(rows), CHUNK):
        chunk = zip(
            range(first, len(rows)), claim_ids[first : first + CHUNK], rows[first : first + CHUNK], strict=False
        )
        values = [dict(zip(names, (upload_id, number, claim_id, *row), strict=True)) for number, claim_id, row in chunk]
        connection.execute(statement, values)


def read(
    connection: sa.Connection,
    kind: FactKind,
    measures: Collection[str] | None,
    *,
    among: Collection[int] | None = None,
    within: Span | None = None,
) -> pd.DataFrame:
    """Return the active rows of these measures (None: all) as a frame of the contract, plus ``upload`` and ``number``.

    ``among``: as if exactly these uploads counted; ``within``: only periods that begin between these two days.
    """
    query = _rows(kind).where(kind.table.c.claim_id.in_(winning(among)))
    if measures is not None:
        query = query.where(kind.table.c.measure.in_(sorted(measures)))
    if within is not None:
        query = query.where(kind.table.c.period_start.between(*within))
    return _frame(connection, kind, query)


def days(connection: sa.Connection, column: str) -> pd.DataFrame:
    """Return under which names of a column there are active cells, and of which days: name, period_start, claim_start."""
    wins, table = winning().subquery(), tables.cell
    columns = (table.c[column], table.c.period_start, tables.claim.c.claim_start)
    query = sa.select(*columns).join(tables.claim, tables.claim.c.id == table.c.claim_id).distinct()
    query = query.join(wins, wins.c.id == table.c.claim_id).order_by(*columns)
    return framed(connection.execute(query).all(), (column, "period_start", "claim_start"), ())


def of_upload(connection: sa.Connection, kind: FactKind, upload_id: int) -> pd.DataFrame:
    """Return the rows of one upload, whether they count or not, as a frame of the contract, plus ``upload``."""
    return _frame(connection, kind, _rows(kind).where(kind.table.c.upload_id == upload_id)).drop(columns="number")


def _rows(kind: FactKind) -> sa.Select[Any]:
    return sa.select(*(kind.table.c[name] for name in kind.stored)).select_from(kind.table)


def _frame(connection: sa.Connection, kind: FactKind, query: sa.Select[Any]) -> pd.DataFrame:
    """Return the rows of a query in the order of the store, their claims by their first days.

    Texts that are the same in all rows are asked for once, and rows become columns part by part: a million rows as
    objects would take most of the time and of the memory.
    """
    same = _same(connection, kind, query)
    names = [*(name for name in kind.stored if name not in same), "upload_id", "number", "claim_id"]
    found = _columns(connection, query.with_only_columns(*(kind.table.c[name] for name in names)), names, kind.sums)
    found = found.rename(columns={"upload_id": "upload", "claim_id": "claim"})
    order = np.lexsort((found["number"].to_numpy(), found["upload"].to_numpy()))
    if (np.diff(order) < 0).any():  # else in order already
        found = found.take(order).reset_index(drop=True)
    starts = _claim_starts(connection, found["upload"].unique().tolist())
    found["claim_start"] = starts.reindex(found["claim"]).to_numpy()
    texts = {name: pd.array([value], dtype="str").take(np.zeros(len(found), "int64")) for name, value in same.items()}
    return found.assign(**texts)[[*kind.columns, "upload", "number"]]


def _same(connection: sa.Connection, kind: FactKind, query: sa.Select[Any]) -> dict[str, str]:
    """Return the texts that all rows of a query have alike, of the columns that most files do not fill."""
    names = [name for name in kind.stored if name in _SELDOM]
    ends = [end(kind.table.c[name]) for name in names for end in (sa.func.min, sa.func.max)]
    found = connection.execute(query.with_only_columns(*ends)).one()
    pairs = zip(names, found[::2], found[1::2], strict=True)
    return {name: first for name, first, last in pairs if isinstance(first, str) and first == last}


def _columns(
    connection: sa.Connection, query: sa.Select[Any], names: list[str], floats: tuple[str, ...]
) -> pd.DataFrame:
    columns: list[list[Any]] = [[] for _ in names]
    rows = connection.execute(query)
    while part := rows.fetchmany(FEW_ROWS):
        for column, values in zip(columns, zip(*part, strict=True), strict=True):
            column += values
    return _frame_of(columns, tuple(names), floats)


def _claim_starts(connection: sa.Connection, uploads: list[int]) -> pd.Series:
    """Return the first day of each claim by its id: far fewer than cells. UserError: ``store_damaged``, an id twice."""
    query = sa.select(tables.claim.c.id, tables.claim.c.claim_start).where(tables.claim.c.upload_id.in_(uploads))
    starts = framed(connection.execute(query).all(), ("claim", "claim_start"), ()).set_index("claim")["claim_start"]
    if not starts.index.is_unique:
        raise damaged("claim: id")
    return starts


def framed(rows: Iterable[Any], columns: tuple[str, ...], floats: tuple[str, ...]) -> pd.DataFrame:
    """Return database rows as a frame: dates as datetime64[s], texts as ``str``, missing numbers as NaN."""
    return _frame_of(list(zip(*rows, strict=True)) or [()] * len(columns), columns, floats)


def _frame_of(values: Sequence[Sequence[Any]], columns: tuple[str, ...], floats: tuple[str, ...]) -> pd.DataFrame:
    try:
        data = {name: _column(name, found, floats) for name, found in zip(columns, values, strict=True)}
    except (ValueError, TypeError) as error:  # SQLite keeps whatever the bytes of a damaged file say
        raise damaged(str(error)) from error
    return pd.DataFrame(data, columns=list(columns))


def _column(name: str, values: Sequence[Any], floats: tuple[str, ...]) -> Any:
    if name in floats:
        return np.array(values, dtype="float64")
    if name in _DATES:
        places, found = pd.factorize(np.array(values, dtype="object"), use_na_sentinel=False)
        return pd.Series(np.array(found.tolist(), dtype="datetime64[D]").astype("datetime64[s]")[places])
    if name in _INTEGERS:
        return np.array(values, dtype="int64")
    if name in _OBJECTS:
        return pd.Series(list(values), dtype="object")
    return pd.Series(list(values), dtype="str")


_DATES = frozenset({"period_start", "claim_start", "effective_on"})
_INTEGERS = frozenset({"period_months", "claim_months", "upload", "upload_id", "number", "claim", "claim_id", "year"})
_OBJECTS = frozenset({"histogram"})
_SELDOM = frozenset({"item", "item2", "stratum", "group", "role", "rater", "rater_department"})


def digest(rows: Iterable[tuple[Any, ...]]) -> str:
    """Return a fingerprint of rows in their order, down to the last bit of every sum."""
    fingerprint = hashlib.sha256()
    for row in rows:
        fingerprint.update(repr(row).encode())
    return fingerprint.hexdigest()


def totals_of(rows: list[tuple[Any, ...]], kind: FactKind) -> dict[str, Any]:
    """Return what must be found again in the database: rows, the sum of every column, and the fingerprint."""
    columns = dict(zip(kind.stored, zip(*rows, strict=True), strict=True)) if rows else {}
    sums = {name: math.fsum(value for value in columns.get(name, ()) if value is not None) for name in kind.sums}
    return {"rows": len(rows), **sums, "digest": digest(rows)}


def stored_totals(connection: sa.Connection, kind: FactKind, upload_id: int) -> dict[str, float]:
    """Return rows and sums as the database counts and adds them."""
    sums = [sa.func.coalesce(sa.func.sum(kind.table.c[name]), 0.0).label(name) for name in kind.sums]
    query = sa.select(sa.func.count().label("rows"), *sums).where(kind.table.c.upload_id == upload_id)
    return dict(connection.execute(query).mappings().one())


def stored_digest(connection: sa.Connection, kind: FactKind, upload_id: int) -> str:
    """Return the fingerprint of what the database holds."""
    columns = [kind.table.c[name] for name in kind.stored]
    query = sa.select(*columns).where(kind.table.c.upload_id == upload_id).order_by(kind.table.c.number)
    return digest(tuple(row) for row in connection.execute(query))


def totals_differ(expected: dict[str, Any], found: dict[str, float]) -> list[str]:
    """Return the names of the totals that are not what was inserted (sums to 9 digits: order of adding)."""
    return [
        name
        for name, value in found.items()
        if not math.isclose(value, expected.get(name, math.nan), rel_tol=1e-9, abs_tol=1e-6)
    ]
