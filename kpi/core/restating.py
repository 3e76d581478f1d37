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
from kpi.core.organisation import Register
from kpi.core.succession import NEARLY, ended_on, heirs

SUMS = tuple(dict.fromkeys((*CELL_SUMS, *PAIR_SUMS)))
_GOLDEN = (5**0.5 - 1) / 2
Resolved = tuple[tuple[str, float], ...]


def restate(frame: pd.DataFrame, column: str, register: Register, on: str = "period_start") -> pd.DataFrame:
    """Return the frame with the names in ``column`` in today's organisation; unknown names and "" stay.

    A unit that was merged counts under its successor, one that was split under each of its successors with its share of
    every sum: such rows come out several times (a frame without sums, such as claims, just names every successor). A mean
    printed without n is each part's mean. A fact counts as of its own day, or, where that unit had ended by then, of the
    day its case came in (``claim_start``); a fact that knows neither stays under the name it has: see ``outdated``.
    """
    if frame.empty:
        return frame
    days = _days(frame, on)
    names = frame[[column, *days]].drop_duplicates(ignore_index=True)
    found = [_today(register, str(key[0]), [day.date() for day in key[1:]]) for key in _rows(names)]
    return _spread(frame, [column, *days], names, found)


def rename(frame: pd.DataFrame, column: str, register: Register, on: str = "period_start") -> pd.DataFrame:
    """Return the frame with today's names where the whole unit goes on as one other; else the names stay.

    For what cannot be in two places, such as the department a rater works in.
    """
    if frame.empty:
        return frame
    days = _days(frame, on)
    names = frame[[column, *days]].drop_duplicates(ignore_index=True)
    found = [_today(register, str(key[0]), [day.date() for day in key[1:]]) for key in _rows(names)]
    whole = [one if len(one) == 1 else ((str(key[0]), 1.0),) for one, key in zip(found, _rows(names), strict=True)]
    return _spread(frame, [column, *days], names, whole)


def as_reported(frame: pd.DataFrame, column: str, register: Register, on: str = "period_start") -> pd.DataFrame:
    """Return the frame with each unit under the name it had on its day, whatever its spelling; unknown names stay."""
    if frame.empty:
        return frame
    names = frame[[column, on]].drop_duplicates(ignore_index=True)
    found = [((_name_then(register, str(name), day.date()), 1.0),) for name, day in _rows(names)]
    return _spread(frame, [column, on], names, found)


def outdated(frame: pd.DataFrame, column: str, register: Register, on: str = "period_start") -> pd.DataFrame:
    """Return the names (``name``) and days (``day``) under which facts stand although the unit had ended by then."""
    days = _days(frame, on)
    names = frame[[column, *days]].drop_duplicates(ignore_index=True)
    late = []
    for name, *moments in _rows(names):
        unit = register.find(str(name), moments[0].date()) if name else None
        if unit is not None and all(ended_on(register, unit.id, day.date()) for day in moments):
            late.append((unit.name, moments[0]))
    return pd.DataFrame(late, columns=["name", "day"]).drop_duplicates(ignore_index=True)


def shared(frame: pd.DataFrame, column: str, register: Register, on: str = "period_start") -> pd.DataFrame:
    """Return under which of today's names (``name``), from which day on (``day``), facts are parts made by shares."""
    days = _days(frame, on)
    names = frame[[column, *days]].drop_duplicates(ignore_index=True)
    parts = []
    for name, *moments in _rows(names):
        for today, share in _today(register, str(name), [day.date() for day in moments]):
            if share < 1:
                parts.append((today, moments[0]))
    return pd.DataFrame(parts, columns=["name", "day"]).drop_duplicates(ignore_index=True)


def _days(frame: pd.DataFrame, on: str) -> list[str]:
    return [on, "claim_start"] if on != "claim_start" and "claim_start" in frame else [on]


def _rows(names: pd.DataFrame) -> list[tuple[Any, ...]]:
    return list(names.itertuples(index=False, name=None))


def _today(register: Register, name: str, days: Sequence[dt.date]) -> Resolved:
    for day in days if name else ():
        unit = register.find(name, day)
        if unit is not None and not ended_on(register, unit.id, day):
            parts = [one for one in heirs(register, unit.id, day) if one.share > NEARLY]
            return tuple((register.by_id[one.unit].name, one.share if len(parts) > 1 else 1.0) for one in parts)
    unit = register.find(name, days[0]) if name else None
    return ((unit.name if unit else name, 1.0),)


def _name_then(register: Register, name: str, day: dt.date) -> str:
    spelled = register.spelled(name, day) if name else None
    if spelled is None:
        return name
    alias, unit = spelled
    former = [one for one in (alias, *unit.aliases) if one.valid_to is not None and one.holds(day)]
    return former[0].name if former else unit.name


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
