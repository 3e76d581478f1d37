"""Results across a reorganisation: what rests on shares, and rows as they were reported beside today's organisation."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from kpi.calc.scope import of_measures
from kpi.calc.suppress import Place, hidden_places, mark_hidden
from kpi.calc.suppress_groups import hidden_groups
from kpi.core.frames import RESULT_COLUMNS
from kpi.core.hierarchy import pooled_into
from kpi.core.indicator import Indicator, Question
from kpi.core.organisation import Level, Register
from kpi.core.succession import today
from services.evidence import Basis, View

COMPARED = RESULT_COLUMNS[RESULT_COLUMNS.index("change") :]
"""What a row says about another period."""
SURVEYS = "satisfaction_survey"


def with_shares(frame: pd.DataFrame, basis: Basis, indicator: Indicator) -> pd.DataFrame:
    """Return the rows with the note ``by_share`` where their unit was made of parts of another one.

    Rows of all departments or tasks hold every part; of them only comparisons of the same tasks rest on split tasks.
    """
    marked = np.zeros(len(frame), dtype="bool")
    starts, ends = frame["period_start"].to_numpy(), _ends(frame).to_numpy()
    for kind, parts in basis.shares.items():
        for name, found in parts.groupby("name"):
            days = np.sort(found["day"].to_numpy())
            inside = np.searchsorted(days, starts) < np.searchsorted(days, ends)
            whole = frame[kind] == ("" if kind == "task" and indicator.same_task else name)
            marked |= inside & (whole | (frame[kind] == name)).to_numpy()
    more = frame["note"].where(frame["note"] == "", frame["note"] + ",") + "by_share"
    return frame.assign(note=more.where(pd.Series(marked, index=frame.index), frame["note"]))


def protected(rows: pd.DataFrame, sides: Sequence[Basis], hidden: Sequence[frozenset[Place]]) -> pd.DataFrame:
    """Return rows as they were reported without those from which today's hidden numbers could be worked out.

    In years in which any number of people is hidden in either organisation, only departments that are the same in both
    are shown, and of them what is shown in today's organisation: nothing is said that today's does not say. ``sides``:
    today's organisation and the reported one; ``hidden``: what today's hides of the units in the rows, then whatever else
    is hidden anywhere.
    """
    years = {year for places in hidden for place in places for year in _years(place)}
    careful = rows["period_start"].dt.year.isin(years) | (_ends(rows) - pd.Timedelta(days=1)).dt.year.isin(years)
    touched = rows["department"].isin(_different(*(one.evidence.cells for one in sides))) & careful
    return blanked(rows, touched | mark_hidden(rows, hidden[0]))


def hidden_of(basis: Basis, indicator: Indicator, question: Question) -> frozenset[Place]:
    """Return what may not be shown of an indicator about people, under the names of a basis; nothing of others."""
    if indicator.source != SURVEYS:
        return frozenset()
    cells = of_measures(basis.evidence.cells, indicator.measures[0])
    return hidden_places(cells, least=question.settings.minimum_answers)


def groups_hidden(
    basis: Basis, indicator: Indicator, question: Question, *, register: Register, level: Level
) -> frozenset[Place]:
    """Return which units of a level may not be shown beside today's departments (``basis``)."""
    if indicator.source != SURVEYS:
        return frozenset()
    cells = of_measures(basis.evidence.cells, indicator.measures[0])
    group_of = {unit.name: register.by_id[pooled_into(register, unit.id, level)].name for unit in register.units}
    return hidden_groups(cells, group_of, least=question.settings.minimum_answers)


def blanked(rows: pd.DataFrame, where: pd.Series) -> pd.DataFrame:
    """Return the rows of departments without their numbers in some places, with the note ``protected``."""
    blank = where & (rows["department"] != "") & rows["value"].notna()
    numbers = [name for name in RESULT_COLUMNS if _is_number(rows, name) and name != "period_months"]
    texts = {"note": rows["note"].mask(blank, "protected"), "verdict": rows["verdict"].mask(blank, "")}
    return rows.assign(**{name: rows[name].mask(blank) for name in numbers}, **texts)


def with_todays_changes(rows: pd.DataFrame, now: pd.DataFrame, view: View) -> pd.DataFrame:
    """Return rows as they were reported with comparisons from today's organisation where both are about the same cases.

    Where a unit was merged or split meanwhile there is no comparison (note ``reorganised``).
    """
    if rows.empty:
        return rows
    register = view.register("department")
    names = {str(name): today(register, str(name)) or str(name) for name in rows["department"].unique()}
    keys = ["period_start", "period_months", "_today", "task"]
    left = rows.assign(_today=rows["department"].map(names).astype("str"))
    right = now.rename(columns={"department": "_today"})[[*keys, "value", "n", "coverage", "note", *COMPARED]]
    both = left[keys].merge(right, on=keys, how="left", validate="m:1").set_index(rows.index)
    same = np.isclose(both["value"], rows["value"], equal_nan=True) & np.isclose(both["n"], rows["n"], equal_nan=True)
    for name in ("coverage", "note", *COMPARED):
        without = {"note": "reorganised", "verdict": ""}.get(name, np.nan)
        other = rows["note"].where(rows["value"].isna(), "reorganised") if name == "note" else without
        rows = rows.assign(**{name: both[name].where(same, other)})
    return rows


def _is_number(frame: pd.DataFrame, name: str) -> bool:
    return bool(pd.api.types.is_numeric_dtype(frame[name]))


def _different(today_cells: pd.DataFrame, reported_cells: pd.DataFrame) -> set[str]:
    """Return the names under which the two organisations count different numbers of people in some period."""
    keys = ["department", "period_start", "period_months"]
    sums = [cells[cells["group"] == ""].groupby(keys)["n"].sum() for cells in (today_cells, reported_cells)]
    apart = sums[0].sub(sums[1], fill_value=0.0)
    return {str(key[0]) for key in apart.index[apart.abs() > 1e-9] if isinstance(key, tuple)}


def _ends(frame: pd.DataFrame) -> pd.Series:
    months = frame["period_start"].dt.year * 12 + frame["period_start"].dt.month - 1 + frame["period_months"]
    parts = pd.DataFrame({"year": months // 12, "month": months % 12 + 1, "day": 1}).astype("int64")
    return pd.to_datetime(parts).astype("datetime64[s]")


def _years(place: Place) -> set[int]:
    months, start, _ = place
    last = start + pd.DateOffset(months=months) - pd.Timedelta(days=1)
    return set(range(start.year, last.year + 1))
