"""Small cells: what rests on too few people is hidden, and with it what would give it away.

Primary: groups of 1 to least - 1 people. Secondary: of a total that is shown, none or at least two parts of together at least
``least`` people are hidden, of which none follows from the sum (two parts of 8 people below 5 are 4 and 4); of a total that is
hidden, at least one part. Otherwise the smallest part that is shown and makes it so is hidden too. Totals are the whole organisation of a period, and the quarters and years of a department. What still follows from
several totals together is found by linear algebra. Reference: Hundepool et al. (2012), Statistical Disclosure
Control, chapter 4.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import scipy

from kpi.calc.change import NEAR_ZERO
from kpi.calc.scope import ROW
from kpi.core.periods import MONTHS, grain_start

Place = tuple[int, pd.Timestamp, str]
"""Months and first day of a period, and a department ("" is the whole organisation)."""
_CITY = ""


@dataclass(frozen=True)
class Total:
    """A number that is shown and the parts that add up to it; ``rest``: people in it who are in no part."""

    whole: Place
    parts: tuple[Place, ...]
    rest: float


def hidden_places(cells: pd.DataFrame, *, least: int) -> frozenset[Place]:
    """Return the departments and periods (months, quarters, years) that may not be shown.

    ``cells``: the cells of one measure over people (n of each is the number of answers); groups of respondents are left
    out. The answer does not depend on what is asked, so no two answers can be subtracted.
    """
    counts = counts_of(cells)
    hidden = {place for place, n in counts.items() if n < least}
    if not hidden:
        return frozenset()
    totals = totals_of(counts)
    while True:
        more = {part for total in totals if (part := _also(total, counts, hidden, least)) is not None}
        more = more or given_away(totals, counts, hidden)
        if not more:
            return frozenset(hidden)
        hidden.update(more)


def mark_hidden(levels: pd.DataFrame, hidden: frozenset[Place]) -> pd.Series:
    """Return which rows of an answer are among the hidden places."""
    keys = zip(*(levels[name] for name in ("period_months", *ROW[:1], "department")), strict=True)
    return pd.Series([(int(months), start, name) in hidden for months, start, name in keys], index=levels.index)


def counts_of(cells: pd.DataFrame) -> dict[Place, float]:
    """Return the number of people of every department and of the whole organisation in every period of every grain."""
    cells = cells[(cells["group"] == "") & (cells["n"] > 0)]
    counts: dict[Place, float] = {}
    starts = cells["period_start"].astype("datetime64[s]")
    for grain, months in MONTHS.items():
        fits = cells["period_months"] <= months
        rolled = grain_start(starts, grain).where(cells["period_months"] < months, starts)
        for keys in (["start", "department"], ["start"]):
            summed = cells.assign(start=rolled)[fits].groupby(keys)["n"].sum()
            for key, n in summed.items():
                start, name = key if isinstance(key, tuple) else (key, _CITY)
                if len(keys) == 1 or name != _CITY:
                    counts[months, pd.Timestamp(start), str(name)] = float(n)
    return counts


def totals_of(counts: Mapping[Place, float]) -> list[Total]:
    """Return every total with its parts: the whole organisation, and the quarters and years of each department."""
    return [*_of_departments(counts), *_of_periods(counts)]


def _of_departments(counts: Mapping[Place, float]) -> Iterable[Total]:
    """Yield the whole organisation of each period with its departments."""
    by_period: dict[tuple[int, pd.Timestamp], list[Place]] = {}
    for place in counts:
        by_period.setdefault(place[:2], []).append(place)
    for places in by_period.values():
        parts = tuple(place for place in places if place[2] != _CITY)
        for whole in places:
            if whole[2] == _CITY:
                yield Total(whole, parts, _rest(counts, whole, parts))


def _of_periods(counts: Mapping[Place, float]) -> Iterable[Total]:
    """Yield the quarters and years of each department with their months and quarters."""
    by_name: dict[str, list[Place]] = {}
    for place in sorted(counts):
        by_name.setdefault(place[2], []).append(place)
    for places in by_name.values():
        for whole in [place for place in places if place[0] > 1]:
            end = whole[1] + pd.DateOffset(months=whole[0])
            inside = [one for one in places if one[0] < whole[0] and whole[1] <= one[1] < end]
            for shorter in sorted({one[0] for one in inside}):
                parts = tuple(one for one in inside if one[0] == shorter)
                yield Total(whole, parts, _rest(counts, whole, parts))


def given_away(totals: Sequence[Total], counts: Mapping[Place, float], hidden: set[Place]) -> set[Place]:
    """Return what to hide so that no hidden number follows from several totals together.

    Totals that share a hidden place are solved together as linear equations: a number follows when every solution of the
    equations without right side is zero there. The smallest number shown in its totals, or in theirs, is hidden; nothing
    where none is left to hide.
    """
    more: set[Place] = set()
    for group in linked(totals, hidden):
        for place in determined(group, hidden):
            near = [total for total in group if place in (total.whole, *total.parts)]
            smallest = _smallest_shown(near, counts, hidden) or _smallest_shown(group, counts, hidden)
            more |= {smallest} if smallest else set()
    return more


def _smallest_shown(totals: Sequence[Total], counts: Mapping[Place, float], hidden: set[Place]) -> Place | None:
    """Return the smallest part of these totals that is shown, else the smallest total, but no year of the organisation."""
    parts = [part for total in totals for part in total.parts if part not in hidden]
    wholes = [
        one.whole for one in totals if one.whole not in hidden and one.whole[::2] != (max(MONTHS.values()), _CITY)
    ]
    return min(parts or wholes, key=lambda place: (counts[place], place), default=None)


def linked(totals: Sequence[Total], hidden: set[Place]) -> list[list[Total]]:
    """Return the totals with something hidden in groups that have no hidden place in common."""
    unseen = {total: [place for place in (total.whole, *total.parts) if place in hidden] for total in totals}
    used = [total for total in totals if unseen[total]]
    number = {place: at for at, place in enumerate(dict.fromkeys(place for total in used for place in unseen[total]))}
    links = np.zeros((len(used), len(number)))
    for row, total in enumerate(used):
        links[row, [number[place] for place in unseen[total]]] = 1
    count, label = scipy.sparse.csgraph.connected_components(links @ links.T, directed=False)
    return [[total for total, part in zip(used, label, strict=True) if part == group] for group in range(count)]


def determined(group: Sequence[Total], hidden: set[Place]) -> list[Place]:
    """Return the hidden places that follow from linked totals: zero in every solution without right sides."""
    places = list(dict.fromkeys(place for total in group for place in (*total.parts, total.whole) if place in hidden))
    rests = [total for total in group if total.rest > 0]
    matrix = np.zeros((len(group), len(places) + len(rests)))
    for row, total in enumerate(group):
        for at, place in enumerate(places):
            matrix[row, at] = (place in total.parts) - float(place == total.whole)
        if total.rest > 0:
            matrix[row, len(places) + rests.index(total)] = 1
    free = scipy.linalg.null_space(matrix)
    return [place for at, place in enumerate(places) if not np.any(np.abs(free[at]) > NEAR_ZERO)]


def uncertain(numbers: Sequence[float], *, least: int, rest: float = 0.0) -> bool:
    """Return whether hidden numbers of people stay open to who knows their sum and which of them are below ``least``.

    ``rest``: people in the sum who are in none of the numbers. Open means two numbers or more of together ``least`` people,
    not all as small as they can be, and not all as large.
    """
    few = sum(number < least for number in numbers)
    people, others = sum(numbers) + rest, len(numbers) - few
    smallest = few + least * others + (rest > 0)
    largest = np.inf if others or rest > 0 else (least - 1) * few
    return len(numbers) + (rest > 0) > 1 and people >= least and smallest < people < largest


def _rest(counts: Mapping[Place, float], whole: Place, parts: tuple[Place, ...]) -> float:
    return max(counts[whole] - sum(counts[part] for part in parts), 0.0)


def _also(total: Total, counts: Mapping[Place, float], hidden: set[Place], least: int) -> Place | None:
    """Return the place that must be hidden too so that nothing hidden can be worked out from a total and its parts."""
    unseen = [part for part in total.parts if part in hidden]
    if total.whole in hidden:
        safe = bool(unseen) or total.rest > 0
    else:
        safe = not unseen or uncertain([counts[part] for part in unseen], least=least, rest=total.rest)
    if safe:
        return None
    shown = sorted((part for part in total.parts if part not in hidden), key=lambda part: (counts[part], part))
    enough = [
        part for part in shown if uncertain([counts[one] for one in (*unseen, part)], least=least, rest=total.rest)
    ]
    return next(iter(enough or shown), total.whole)
