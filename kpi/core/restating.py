"""Facts in the words of another day: in today's organisation, or as they were reported.

Cells keep sums over cases, and a share says which part of the cases went to a successor. So every sum (n, w, wx, wxx, and
those with squared weights) is multiplied by the share, and what a unit's successors get adds up to what it had. The cases
of a histogram stay whole: they are dealt out in the proportion of the shares.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from kpi.core.dealing import scaled
from kpi.core.hierarchy import pooled_into
from kpi.core.organisation import Level, Register
from kpi.core.succession import NEARLY, ended_on, heirs

Resolved = tuple[tuple[str, float], ...]
"""The units, by today's names, that have what a unit did, and their shares of it."""


@dataclass(frozen=True)
class Placed:
    """Where the rows of a frame belong: ``rows`` are places in the lists, of which each is one name (on some day).

    ``days``: the first day the name was asked for, None where it means the same on every day. Names that mean several
    units stand in the lists once more without a place.
    """

    rows: np.ndarray[Any, np.dtype[np.intp]]
    names: list[str]
    places: list[Resolved]
    days: list[dt.date | None]


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
    return _spread(frame, column, placed(frame, column, register, on, level=level))


def placed(
    frame: pd.DataFrame, column: str, register: Register, on: str = "period_start", *, level: Level | None = None
) -> Placed:
    """Return for the names in ``column`` the units and shares of today's organisation, whatever their number of rows."""
    return _placed(
        frame,
        [column, *_days(frame, on)],
        lambda name: _on_any_day(register, name, level),
        lambda name, days: _today(register, name, days, level),
    )


def rename(frame: pd.DataFrame, column: str, register: Register, on: str = "period_start") -> pd.DataFrame:
    """Return the frame with today's names where the whole unit goes on as one other; else the names stay.

    For what cannot be in two places, such as the department a rater works in.
    """
    if frame.empty:
        return frame
    found = placed(frame, column, register, on)
    names = zip(found.places, found.names, strict=True)
    whole: list[Resolved] = [one if len(one) == 1 else ((name, 1.0),) for one, name in names]
    return _spread(frame, column, replace(found, places=whole))


def as_reported(
    frame: pd.DataFrame, column: str, register: Register, on: str = "period_start", *, level: Level | None = None
) -> pd.DataFrame:
    """Return the frame with each unit under the name it had on its day, whatever its spelling; unknown names stay.

    ``level``: under the unit of that level that it was or stood under on its day.
    """
    if frame.empty:
        return frame
    found = _placed(
        frame,
        [column, on],
        lambda name: _named_on_any_day(register, name) if level is None else None,
        lambda name, days: ((_name_then(register, name, days[0], level), 1.0),),
    )
    return _spread(frame, column, found)


def outdated(frame: pd.DataFrame, column: str, register: Register, on: str = "period_start") -> pd.DataFrame:
    """Return the names (``name``) and days (``day``) under which facts stand although the unit had ended by then."""
    late = []
    for name, *days in _rows(frame[[column, *_days(frame, on)]].drop_duplicates()):
        unit = register.find(str(name), days[0]) if name else None
        if unit is not None and all(ended_on(register, unit.id, day) for day in days):
            late.append((unit.name, pd.Timestamp(days[0])))
    return pd.DataFrame(late, columns=["name", "day"]).drop_duplicates(ignore_index=True)


def shared(
    frame: pd.DataFrame, column: str, register: Register, on: str = "period_start", *, level: Level | None = None
) -> pd.DataFrame:
    """Return under which of today's names (``name``), from which day on (``day``), facts are parts made by shares."""
    found = placed(frame, column, register, on, level=level)
    days = zip(found.places, found.days, strict=True)
    parts = [(today, pd.Timestamp(day)) for one, day in days if day for today, share in one if share < 1]
    return pd.DataFrame(parts, columns=["name", "day"]).drop_duplicates(ignore_index=True)


def _placed(
    frame: pd.DataFrame,
    keys: list[str],
    on_any_day: Callable[[str], Resolved | None],
    on_days: Callable[[str, list[dt.date]], Resolved],
) -> Placed:
    """Resolve each name of ``keys[0]`` once, and only names of which the day decides by the days in the other ``keys``."""
    rows, found = pd.factorize(frame[keys[0]])
    names = [str(name) for name in found]
    lasting = [on_any_day(name) for name in names]
    places: list[Resolved] = [one or () for one in lasting]
    days: list[dt.date | None] = [None] * len(places)
    dated = np.array([one is None for one in lasting], dtype="bool")[rows]
    if dated.any():
        mine = frame.loc[dated, keys]
        apart = mine.drop_duplicates(ignore_index=True)
        rows[dated] = len(places) + pd.MultiIndex.from_frame(apart).get_indexer(pd.MultiIndex.from_frame(mine))
        for name, *moments in _rows(apart):
            names.append(str(name))
            places.append(on_days(str(name), moments))
            days.append(moments[0])
    return Placed(rows, names, places, days)


def _days(frame: pd.DataFrame, on: str) -> list[str]:
    return [on, "claim_start"] if on != "claim_start" and "claim_start" in frame else [on]


def _rows(names: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """Yield names with their days as dates."""
    days = [names[name].to_numpy("datetime64[D]").tolist() for name in names.columns[1:]]
    return zip(names.iloc[:, 0], *days, strict=True)


def _on_any_day(register: Register, name: str, level: Level | None) -> Resolved | None:
    """Return what a name is today where it means the same on every day, a name that nothing has itself; else None."""
    if not name or not register.knows(name):
        return ((name, 1.0),)
    unit = register.steady(name)
    return None if unit is None else _pooled(register, [(unit.id, 1.0)], level)


def _named_on_any_day(register: Register, name: str) -> Resolved | None:
    """Return what the unit of a name was called where it had one name on every day; else None."""
    if not name or not register.knows(name):
        return ((name, 1.0),)
    unit = register.always(name)
    renamed = unit is None or any(alias.valid_to is not None for alias in unit.aliases)
    return None if unit is None or renamed else ((unit.name, 1.0),)


def _today(register: Register, name: str, days: Sequence[dt.date], level: Level | None) -> Resolved:
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


def _spread(frame: pd.DataFrame, column: str, where: Placed) -> pd.DataFrame:
    """Return the frame under the names found, rows of split units once for every part."""
    rows, found = where.rows, where.places
    if all(len(one) <= 1 for one in found):
        today = pd.array([one[0][0] if one else "" for one in found], dtype="str")
        return frame.assign(**{column: pd.Series(today.take(rows), index=frame.index)})
    number = np.array([len(one) for one in found])
    start = np.cumsum(number) - number
    times = number[rows]
    taken = np.repeat(np.arange(len(frame)), times)
    turn = np.arange(len(taken)) - np.repeat(np.cumsum(times) - times, times)
    flat = [part for one in found for part in one]
    part = start[rows[taken]] + turn
    share = np.array([one[1] for one in flat])[part]
    names_today = pd.array([one[0] for one in flat], dtype="str").take(part)
    spread = frame.iloc[taken].assign(**{column: pd.Series(names_today, index=frame.index[taken])})
    return scaled(spread, share)
