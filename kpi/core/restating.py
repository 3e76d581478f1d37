"""Facts in the words of another day: in today's organisation, or as they were reported.

Cells keep sums over cases, and a share says which part of the cases went to a successor. So every sum (n, w, wx, wxx, and
those with squared weights) is multiplied by the share, and what a unit's successors get adds up to what it had. The cases
of a histogram stay whole: they are dealt out in the proportion of the shares.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from kpi.core import histogram
from kpi.core.frames import CELL_SUMS, PAIR_SUMS
from kpi.core.hierarchy import pooled_into
from kpi.core.organisation import Level, Register
from kpi.core.succession import NEARLY, ended_on, heirs

SUMS = tuple(dict.fromkeys((*CELL_SUMS, *PAIR_SUMS)))
_GOLDEN = (5**0.5 - 1) / 2
Resolved = tuple[tuple[str, float], ...]


def restate(
    frame: pd.DataFrame, column: str, register: Register, on: str = "period_start", *, level: Level | None = None
) -> pd.DataFrame:
    """Return the frame with the names in ``column`` in today's organisation; unknown names and "" stay.

    A unit that was merged counts under its successor, one that was split under each of its successors with its share of
    every sum: such rows come out several times (a frame without sums, such as claims, just names every successor). A mean
    printed without n is each part's mean. A fact counts as of its own day, or, where that unit had ended by then, of the
    day its case came in (``claim_start``); a fact that knows neither stays under the name it has: see ``outdated``.
    ``level``: under the unit of that level that each unit is or stands under today; parts that come together again are one.
    """
    if frame.empty:
        return frame
    days = _days(frame, on)
    names, found = resolved(frame, column, register, on, level=level)
    return _spread(frame, [column, *days], names, found)


def resolved(
    frame: pd.DataFrame, column: str, register: Register, on: str = "period_start", *, level: Level | None = None
) -> tuple[pd.DataFrame, list[Resolved]]:
    """Return the names of the frame with their days, each once, and for each the units and shares of today's organisation."""
    names = _names(frame, [column, *_days(frame, on)])
    steady = {name: unit for name in names[column].unique() if (unit := register.steady(str(name))) is not None}
    quick = {name: _pooled(register, [(unit.id, 1.0)], level) for name, unit in steady.items()}
    return names, [
        quick.get(key[0]) or _today(register, str(key[0]), [day.date() for day in key[1:]], level)
        for key in _rows(names)
    ]


def rename(frame: pd.DataFrame, column: str, register: Register, on: str = "period_start") -> pd.DataFrame:
    """Return the frame with today's names where the whole unit goes on as one other; else the names stay.

    For what cannot be in two places, such as the department a rater works in.
    """
    if frame.empty:
        return frame
    days = _days(frame, on)
    names, found = resolved(frame, column, register, on)
    whole = [one if len(one) == 1 else ((str(key[0]), 1.0),) for one, key in zip(found, _rows(names), strict=True)]
    return _spread(frame, [column, *days], names, whole)


def as_reported(
    frame: pd.DataFrame, column: str, register: Register, on: str = "period_start", *, level: Level | None = None
) -> pd.DataFrame:
    """Return the frame with each unit under the name it had on its day, whatever its spelling; unknown names stay.

    ``level``: under the unit of that level that it was or stood under on its day.
    """
    if frame.empty:
        return frame
    names = _names(frame, [column, on])
    found = [((_name_then(register, str(name), day.date(), level), 1.0),) for name, day in _rows(names)]
    return _spread(frame, [column, on], names, found)


def outdated(frame: pd.DataFrame, column: str, register: Register, on: str = "period_start") -> pd.DataFrame:
    """Return the names (``name``) and days (``day``) under which facts stand although the unit had ended by then."""
    days = _days(frame, on)
    names = _names(frame, [column, *days])
    late = []
    for name, *moments in _rows(names):
        unit = register.find(str(name), moments[0].date()) if name else None
        if unit is not None and all(ended_on(register, unit.id, day.date()) for day in moments):
            late.append((unit.name, moments[0]))
    return pd.DataFrame(late, columns=["name", "day"]).drop_duplicates(ignore_index=True)


def shared(
    frame: pd.DataFrame, column: str, register: Register, on: str = "period_start", *, level: Level | None = None
) -> pd.DataFrame:
    """Return under which of today's names (``name``), from which day on (``day``), facts are parts made by shares."""
    names, found = resolved(frame, column, register, on, level=level)
    days = names.iloc[:, 1].tolist()
    parts = [(today, day) for one, day in zip(found, days, strict=True) for today, share in one if share < 1]
    return pd.DataFrame(parts, columns=["name", "day"]).drop_duplicates(ignore_index=True)


def _days(frame: pd.DataFrame, on: str) -> list[str]:
    return [on, "claim_start"] if on != "claim_start" and "claim_start" in frame else [on]


def _rows(names: pd.DataFrame) -> list[tuple[Any, ...]]:
    return list(names.itertuples(index=False, name=None))


def _names(frame: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    return frame[keys].drop_duplicates(ignore_index=True)


def _today(register: Register, name: str, days: Sequence[dt.date], level: Level | None = None) -> Resolved:
    for day in days if name else ():
        unit = register.find(name, day)
        if unit is not None and not ended_on(register, unit.id, day):
            parts = [one for one in heirs(register, unit.id, day) if one.share > NEARLY]
            return _pooled(register, [(one.unit, one.share if len(parts) > 1 else 1.0) for one in parts], level)
    unit = register.find(name, days[0]) if name else None
    return _pooled(register, [(unit.id, 1.0)], level) if unit else ((name, 1.0),)


def _pooled(register: Register, parts: Sequence[tuple[int, float]], level: Level | None) -> Resolved:
    """Return the names of the units (ids), or of those of a level that they stand under; equal ones once."""
    shares: dict[int, float] = {}
    for unit, share in parts:
        place = unit if level is None else pooled_into(register, unit, level)
        shares[place] = shares.get(place, 0.0) + share
    return tuple((register.by_id[one].name, 1.0 if len(shares) == 1 else share) for one, share in shares.items())


def _name_then(register: Register, name: str, day: dt.date, level: Level | None) -> str:
    spelled = register.spelled(name, day) if name else None
    if spelled is None:
        return name
    alias, unit = spelled
    group = unit if level is None else register.by_id[pooled_into(register, unit.id, level, day)]
    spellings = (alias, *unit.aliases) if group is unit else group.aliases
    former = [one for one in spellings if one.valid_to is not None and one.holds(day)]
    return former[0].name if former else group.name


def _spread(frame: pd.DataFrame, keys: list[str], names: pd.DataFrame, found: Sequence[Resolved]) -> pd.DataFrame:
    """Return the frame under the names found, rows of split units once for every part."""
    place = pd.MultiIndex.from_frame(frame[keys])
    rows = pd.MultiIndex.from_frame(names).get_indexer(place)
    if all(len(one) == 1 for one in found):
        today = np.array([one[0][0] for one in found], dtype="object")
        return frame.assign(**{keys[0]: pd.Series(today[rows], index=frame.index, dtype="str")})
    number = np.array([len(one) for one in found])
    start = np.cumsum(number) - number
    times = number[rows]
    taken = np.repeat(np.arange(len(frame)), times)
    turn = np.arange(len(taken)) - np.repeat(np.cumsum(times) - times, times)
    flat = [part for one in found for part in one]
    part = start[rows[taken]] + turn
    share = np.array([one[1] for one in flat])[part]
    names_today = np.array([one[0] for one in flat], dtype="object")[part]
    spread = frame.iloc[taken].assign(**{keys[0]: pd.Series(names_today, index=frame.index[taken], dtype="str")})
    return _scaled(spread, share)


def _scaled(frame: pd.DataFrame, share: np.ndarray[Any, np.dtype[np.float64]]) -> pd.DataFrame:
    """Return the rows with their share of every sum; a mean printed without n (n = 0) is not a sum."""
    if "n" not in frame:
        return frame
    factor = np.where(frame["n"].to_numpy(dtype="float64") > 0, share, 1.0)
    sums = {name: frame[name].to_numpy(dtype="float64") * factor for name in SUMS if name in frame}
    if "histogram" in frame:
        sums["histogram"] = _dealt(frame["histogram"].tolist(), share)
    return frame.assign(**sums)


def _dealt(blobs: list[bytes | None], share: np.ndarray[Any, np.dtype[np.float64]]) -> np.ndarray[Any, Any]:
    """Return the histograms of the parts: consecutive rows of which the shares add up to one hold the same cases.

    The cases of all split histograms are numbered in order; case i goes to the part in whose stretch of 0-1 the
    fraction of (i + 1/2) times the golden ratio falls, so that few or many cases are dealt out evenly and each once.
    """
    dealt = np.array([None] * len(blobs), dtype="object")
    before = 0.0
    numbered, cases = 0, np.empty(0, dtype="float64")
    for row, (blob, part) in enumerate(zip(blobs, share, strict=True)):
        if part >= 1 or not isinstance(blob, bytes):
            dealt[row] = blob
            continue
        bins, counts = histogram.decode(blob)
        if before == 0:
            total = int(counts.sum())
            cases = np.modf((np.arange(numbered, numbered + total) + 0.5) * _GOLDEN)[0]
            numbered += total
        after = 1.0 if before + part > 1 - NEARLY else before + part
        mine = (cases >= before) & (cases < after)
        kept = np.add.reduceat(mine, np.cumsum(counts) - counts) if len(counts) else counts
        dealt[row] = histogram.like(blob, bins, kept)
        before = 0.0 if after == 1.0 else after
    return dealt
