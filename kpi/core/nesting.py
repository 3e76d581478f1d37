"""Figures of a unit beside figures of the units inside it: added up, the inner ones would count twice."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from kpi.core.hierarchy import above
from kpi.core.organisation import Register
from kpi.core.periods import add_months

NESTED_COLUMNS = ("upper", "lower")


def nested(
    upper: pd.DataFrame,
    lower: pd.DataFrame,
    register: Register,
    *,
    same: tuple[str, ...] = (),
    alike: tuple[str, ...] = (),
) -> pd.DataFrame:
    """Return which rows of ``lower`` are of a unit that stands under the unit of a row of ``upper``, in periods that overlap.

    Parameters
    ----------
    upper, lower : DataFrame
        ``department`` (as a file wrote it), ``period_start``, ``period_months`` and the columns ``same`` and ``alike``; the
        same frame finds what is nested inside it.
    same, alike : tuple of str
        Columns that must be equal; in those ``alike`` "" speaks of all, so it is equal to everything.

    Returns
    -------
    DataFrame
        ``upper``, ``lower``: labels of the two indexes, each pair once. A unit stands under another where the register says
        so on the first or the last day of the lower row's period. Unknown names stand under nothing.
    """
    nothing = pd.DataFrame({name: pd.Series(dtype="int64") for name in NESTED_COLUMNS})
    if not register.parents or upper.empty or lower.empty:
        return nothing
    over = _places(upper, register, "upper", (*same, *alike)).rename(columns={"unit": "over"})
    under = _places(lower, register, "lower", (*same, *alike))
    ways = [(unit, place) for unit, place in _ways(under, register) if place in set(over["over"])]
    if not ways:
        return nothing
    known = pd.DataFrame(ways, columns=["at", "over"])
    pairs = under.merge(known, on="at").merge(over, on=["over", *same], suffixes=("", "_over"))
    together = (pairs["begins"] <= pairs["ends_over"]) & (pairs["ends"] >= pairs["begins_over"])
    for name in alike:
        one, other = pairs[name], pairs[f"{name}_over"]
        together &= one.eq(other) | one.eq("") | other.eq("")
    return pairs.loc[together, list(NESTED_COLUMNS)].drop_duplicates(ignore_index=True)


def _places(frame: pd.DataFrame, register: Register, called: str, keys: tuple[str, ...]) -> pd.DataFrame:
    """Return the rows whose unit is known: its id, the first and the last day, and ``at``, one text for unit and days."""
    spans = frame[["department", "period_start", "period_months"]].drop_duplicates()
    spans = spans[spans["period_start"].notna() & spans["department"].ne("")]
    rows = []
    for name, start, months in spans.itertuples(index=False, name=None):
        first, last = start.date(), add_months(start.date(), int(months)) - dt.timedelta(days=1)
        unit = register.find(name, first) or register.find(name, last)
        if unit is not None:
            rows.append((name, start, months, unit.id, first, last, (unit.id, first, last)))
    columns = ["department", "period_start", "period_months", "unit", "begins", "ends", "at"]
    known = pd.DataFrame(rows, columns=columns)
    known = known.astype({name: frame[name].dtype for name in ("department", "period_start", "period_months")})
    labelled = frame[["department", "period_start", "period_months", *keys]].assign(**{called: frame.index})
    return labelled.merge(known, on=["department", "period_start", "period_months"])[[called, *keys, *columns[3:]]]


def _ways(under: pd.DataFrame, register: Register) -> list[tuple[Any, int]]:
    """Return for every unit and its days the units above it, on the first day or the last."""
    found = []
    for unit, first, last in dict.fromkeys(under["at"]):
        places = dict.fromkeys(place for day in (first, last) for place in above(register, unit, day))
        found += [((unit, first, last), place) for place in places]
    return found
