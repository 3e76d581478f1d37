"""Numbers of two states of the store, and what is different between them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from itertools import product
from typing import Any

from kpi.core.indicator import Indicator, Key, indicators
from kpi.core.periods import Period
from services.evidence import View
from services.results import Ask, results

Values = dict[tuple[str, dt.date, int], float]
"""(indicator, first day, months) -> the number of the whole organisation."""


@dataclass(frozen=True)
class Headline:
    """One number before and after; None where there is none. ``department`` is "" for the whole organisation."""

    indicator: Indicator
    period: Period
    before: float | None
    after: float | None
    department: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return plain JSON."""
        return {
            "indicator": self.indicator.id,
            "period_start": self.period.start.isoformat(),
            "period_months": self.period.months,
            **({"department": self.department} if self.department else {}),
            "before": self.before,
            "after": self.after,
        }


def headline_values(view: View, sources: Collection[str]) -> Values:
    """Return the yearly numbers of all indicators of these kinds of sources."""
    chosen = tuple(item.id for item in indicators().values() if item.source in sources)
    if not chosen:
        return {}
    frame = results(view, Ask(indicators=chosen)).frame
    frame = frame[frame["value"].notna()]
    starts = [start.date() for start in frame["period_start"]]
    keys = zip(frame["indicator"], starts, frame["period_months"].astype(int), strict=True)
    return {key: float(value) for key, value in zip(keys, frame["value"], strict=True)}


def headlines(before: Values, after: Values) -> tuple[Headline, ...]:
    """Return the numbers that are different, by period and indicator."""
    known = indicators()
    return tuple(
        Headline(
            known[name], Period(start, months), before.get((name, start, months)), after.get((name, start, months))
        )
        for name, start, months in sorted(before.keys() | after.keys(), key=lambda key: (key[1], key[0]))
        if before.get((name, start, months)) != after.get((name, start, months))
    )


_SHAPES: tuple[tuple[Key, ...], ...] = ((), ("department",))
ByDepartment = dict[tuple[str, dt.date, int, str], float]
"""(indicator, first day, months, department; "" is the whole organisation) -> number."""


def yearly_values(view: View, names: Collection[str]) -> ByDepartment:
    """Return the yearly numbers of these indicators, of the whole and of each department; not what is hidden there."""
    found: ByDepartment = {}
    for name, keys in product(names, _SHAPES):
        frame = results(view, Ask(indicators=(name,), keys=keys)).frame
        frame = frame[frame["value"].notna()]
        starts = [start.date() for start in frame["period_start"]]
        places = zip(frame["indicator"], starts, frame["period_months"].astype(int), frame["department"], strict=True)
        found |= {place: float(value) for place, value in zip(places, frame["value"], strict=True)}
    return found


def differences(before: ByDepartment, after: ByDepartment) -> tuple[Headline, ...]:
    """Return the numbers that are different: the whole organisation first, then by department, period and indicator."""
    known = indicators()
    different = [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]
    return tuple(
        Headline(known[key[0]], Period(key[1], key[2]), before.get(key), after.get(key), key[3])
        for key in sorted(different, key=lambda key: (key[3], key[1], key[0]))
    )
