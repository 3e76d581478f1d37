"""Cells and pairs: into the store, out of it, and summed up."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from operator import itemgetter
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
    """Return the active rows of these measures (None: all) as a frame of the contract, plus ``upload``.

    ``among``: as if exactly these uploads counted; ``within``: only periods that begin between these two days.
    """
    wins = winning(among).subquery()
    query = _rows(kind).join(wins, wins.c.id == kind.table.c.claim_id)
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
    return _frame(connection, kind, _rows(kind).where(kind.table.c.upload_id == upload_id))


def _rows(kind: FactKind) -> sa.Select[Any]:
    table = kind.table
    columns = [tables.claim.c.claim_start if name == "claim_start" else table.c[name] for name in kind.columns]
    rows = sa.select(*columns, table.c.upload_id, table.c.number)
    return rows.join(tables.claim, tables.claim.c.id == table.c.claim_id)


def _frame(connection: sa.Connection, kind: FactKind, query: sa.Select[Any]) -> pd.DataFrame:
    rows = sorted(connection.execute(query).all(), key=itemgetter(-2, -1))  # faster here than in the database
    return framed(rows, (*kind.columns, "upload", "number"), kind.sums).drop(columns="number")


def framed(rows: Iterable[Any], columns: tuple[str, ...], floats: tuple[str, ...]) -> pd.DataFrame:
    """Return database rows as a frame: dates as datetime64[s], texts as ``str``, missing numbers as NaN."""
    values: list[Any] = list(zip(*rows, strict=True)) or [()] * len(columns)
    try:
        data = {name: _column(name, found, floats) for name, found in zip(columns, values, strict=True)}
    except (ValueError, TypeError) as error:  # SQLite keeps whatever the bytes of a damaged file say
        raise damaged(str(error)) from error
    return pd.DataFrame(data, columns=list(columns))


def _column(name: str, values: tuple[Any, ...], floats: tuple[str, ...]) -> Any:
    if name in floats:
        return np.array(values, dtype="float64")
    if name in _DATES:
        return pd.Series(np.array(values, dtype="datetime64[D]").astype("datetime64[s]"))
    if name in _INTEGERS:
        return np.array(values, dtype="int64")
    if name in _OBJECTS:
        return pd.Series(list(values), dtype="object")
    return pd.Series(list(values), dtype="str")


_DATES = frozenset({"period_start", "claim_start", "effective_on"})
_INTEGERS = frozenset({"period_months", "claim_months", "upload", "number", "year"})
_OBJECTS = frozenset({"histogram"})


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
