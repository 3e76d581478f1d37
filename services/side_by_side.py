"""Departments or tasks side by side: those that were named, else the ones with most behind their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from kpi.core.indicator import Key
from services.evidence import View
from services.results import Ask, Results, results

PANELS = 12
"""So many stand side by side where nobody chose."""
MOST_PANELS = 24


def side_by_side(view: View, ask: Ask, *, by: Key, units: Sequence[str] = ()) -> Results:
    """Return the rows of these departments or tasks (none named: those with the most cases or answers), then the whole's.

    The other filter of the question stays: tasks of one department, departments in one task. Units are in the order
    named, else in the alphabet's. A named unit without data has no row.

    Raises
    ------
    UserError
        When the indicator, or the department or task of the filter, does not exist.
    """
    unfiltered: dict[str, Any] = {by: None, "keys": ()}
    whole = replace(ask, **unfiltered)
    apart = results(view, replace(whole, keys=(by,)))
    names = list(units)[:MOST_PANELS] or _largest(apart.frame, by)
    frames = [apart.frame[apart.frame[by] == name] for name in names]
    chosen = pd.concat(frames) if frames else apart.frame.head(0)
    return Results(chosen.reset_index(drop=True), apart.ask).joined(results(view, whole))


def _largest(frame: pd.DataFrame, by: str) -> list[str]:
    known = frame[frame[by].ne("") & frame["value"].notna()]
    sizes = known.groupby(by)["n"].sum().sort_values(ascending=False, kind="stable")
    return sorted(str(name) for name in sizes.index[:PANELS])
