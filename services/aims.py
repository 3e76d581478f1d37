"""The targets beside the results: every kind of a year, and how the value stands to the own one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kpi.core.indicator import indicators
from kpi.core.organisation import Register
from kpi.core.targets import OWN, TARGET_KINDS, Aim, standing
from kpi.sentences.rows import period_of

AIM_COLUMNS = (OWN, "target_low", "target_high", "standing", *(kind for kind in TARGET_KINDS if kind != OWN))
"""Own target with its band, how the value stands to it ("met", "within", "missed"), and the other kinds."""
Aims = Mapping[tuple[str, str, int, str], Aim]
"""(indicator, department, year, kind) -> target."""


def aims_of(table: pd.DataFrame, departments: Register) -> Aims:
    """Return the targets of a store's table by today's name of the department, however it was called when they were set."""
    return {
        (row.indicator, unit_named(row.department, departments), int(row.year), row.kind): Aim(
            row.value, _end(row.low), _end(row.high)
        )
        for row in table.itertuples(index=False)
    }


def unit_named(name: str, departments: Register) -> str:
    """Return today's name of a unit, the name itself where the register does not have it."""
    unit = departments.find(name) if name else None
    return unit.name if unit else name


def aim_for(aims: Aims, indicator: str, department: str, year: int, kind: str) -> Aim | None:
    """Return a department's own target, else the organisation's."""
    return aims.get((indicator, department, year, kind)) or aims.get((indicator, "", year, kind))


def with_aims(rows: pd.DataFrame, aims: Aims, departments: Register) -> pd.DataFrame:
    """Return RESULT rows with ``AIM_COLUMNS``; rows of a task have no target. The year is the one a period ends in."""
    names = {name: unit_named(str(name), departments) for name in rows["department"].unique()} if aims else {}
    found = [_aims_of_row(row, aims, names) for row in rows.to_dict("records")] if aims else []
    empty: dict[str, Any] = {name: "" if name == "standing" else float("nan") for name in AIM_COLUMNS}
    columns = {name: [one.get(name, empty[name]) for one in found] or empty[name] for name in AIM_COLUMNS}
    texts = {name: "str" if name == "standing" else "float64" for name in AIM_COLUMNS}
    return rows.assign(**columns).astype(texts)


def _aims_of_row(row: Mapping[Any, Any], aims: Aims, names: Mapping[str, str]) -> dict[str, Any]:
    if row["task"]:
        return {}
    indicator, year = indicators()[str(row["indicator"])], period_of(row).end.year
    held = {kind: aim_for(aims, indicator.id, names[row["department"]], year, kind) for kind in TARGET_KINDS}
    found: dict[str, Any] = {kind: aim.value for kind, aim in held.items() if aim}
    own = held[OWN]
    if own is not None:
        found |= {name: end for name, end in (("target_low", own.low), ("target_high", own.high)) if end is not None}
        value = row["value"]
        if value == value:
            found["standing"] = standing(value, own, better=indicator.better, decimals=indicator.decimals)
    return found


def _end(value: Any) -> float | None:
    return None if value is None or value != value else float(value)
