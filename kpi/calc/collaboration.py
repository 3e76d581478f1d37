"""Soft and Smart: department scores from ratings by heads and staff and from external results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kpi.calc.change import interval, p_value
from kpi.calc.compare import against, blank_partial, counterpart_starts, covered, mark_breaks
from kpi.calc.ratings import adjusted
from kpi.calc.scope import ROW, of_measures, scoped
from kpi.calc.verdict import finish
from kpi.core.frames import RESULT_COLUMNS, empty
from kpi.core.indicator import Evidence, Indicator, Question
from kpi.core.settings import Settings

KINDS = ("award", "joint_project", "case")


def collaboration_results(
    evidence: Evidence, question: Question, *, indicator: Indicator, stratum: str, goal: str
) -> pd.DataFrame:
    """Return the RESULT frame of the rated score of departments (0-100, not cut).

    ``stratum`` is the pillar the rated items belong to; the measures after ``rating`` are the points of external results,
    ``goal`` their full marks in the settings. A score is the weighted mean of its parts (roles with enough raters, external
    results); under ``minimum_parts`` there is none. The whole organisation is the plain mean of its departments' scores.
    n is the number of people who rated; coverage the share of weight of the parts used. Interval and change by jackknife
    over raters, who are the same people across years; t with raters - 1 df (of the smaller year for a change).
    """
    levels, deviations = _levels(evidence, question, indicator=indicator, stratum=stratum, goal=goal)
    if levels.empty:
        return empty(RESULT_COLUMNS)
    levels = blank_partial(levels, evidence, source=indicator.source)
    starts = counterpart_starts(levels, compare=question.compare, base_year=question.settings.base_year)
    rows = mark_breaks(against(levels, starts), evidence, indicator=indicator)
    rows = _with_change(rows, deviations, confidence=question.settings.confidence)
    return finish(rows, indicator=indicator, question=question)


@dataclass(frozen=True)
class Part:
    """One part of the scores of one period: scores, their deviations (raters x departments) and raters."""

    role: str
    scores: pd.Series
    deviations: pd.DataFrame
    rated_by: pd.DataFrame


Deviations = dict[int, pd.Series]


def _levels(
    evidence: Evidence, question: Question, *, indicator: Indicator, stratum: str, goal: str
) -> tuple[pd.DataFrame, Deviations]:
    """Return the levels, and for each of their rows (column ``row``) the jackknife deviation of each rater."""
    ratings = of_measures(evidence.cells, "rating")
    ratings = ratings[ratings["stratum"] == stratum]
    departments = Question(("department",), question.grain, question.compare, question.settings)
    ratings = scoped(ratings, departments) if "task" not in question.keys else ratings[:0].assign(task="")
    records: list[dict[str, object]] = []
    deviations: Deviations = {}
    for (start, months), cells in ratings.groupby(["period_start", "period_months"]):
        parts = [_part(str(role), rated) for role, rated in cells.groupby("role")]
        external = _external(evidence, departments, start, measures=indicator.measures[1:], goal=goal)
        for record, deviation in _period(parts, external, question):
            record |= {"period_start": start, "period_months": months, "task": "", "row": len(records)}
            deviations[len(records)] = deviation
            records.append(record)
    columns = [*ROW, "row", "value", "n", "coverage", "variance", "df", "few_parts", "too_few"]
    levels = pd.DataFrame(records, columns=columns).astype({name: "float64" for name in columns[5:10]})
    levels = levels.astype({"few_parts": "bool", "too_few": "bool", "department": "str", "task": "str"})
    levels["period_start"] = levels["period_start"].astype("datetime64[s]")
    low, high = interval(levels["value"], levels["variance"], levels["df"], confidence=question.settings.confidence)
    return levels.assign(low=low, high=high), deviations


def _part(role: str, cells: pd.DataFrame) -> Part:
    """Return the adjusted scores of one period and role."""
    sums = cells.groupby(["rater", "department"])[["n", "wx"]].sum()
    counts = sums["n"].unstack(fill_value=0.0)
    totals = sums["wx"].unstack(fill_value=0.0)
    result = adjusted(counts.to_numpy(dtype="float64"), totals.to_numpy(dtype="float64"))
    return Part(
        role=role,
        scores=pd.Series(result.scores, index=counts.columns),
        deviations=pd.DataFrame(result.deviations, index=role + ":" + counts.index, columns=counts.columns),
        rated_by=(counts > 0).set_axis(role + ":" + counts.index),
    )


def _external(
    evidence: Evidence, question: Question, start: pd.Timestamp, *, measures: tuple[str, ...], goal: str
) -> pd.Series | None:
    """Return external results as 0-100 per department (0 for those not named), None where the year has no achievements."""
    cells = scoped(of_measures(evidence.cells, *KINDS, *measures), question)
    cells = cells[cells["period_start"] == start]
    whole = pd.DataFrame({"period_start": [start], "period_months": [12], "department": [""]})
    claimed = covered(whole.astype({"department": "str"}), evidence.claims, source="achievements").iloc[0]
    if cells.empty and not claimed:
        return None
    full = question.settings.full_marks[goal]
    points = of_measures(cells, *measures).groupby("department")["wx"].sum()
    return (points / full * 100).clip(upper=100.0)


def _period(
    parts: list[Part], external: pd.Series | None, question: Question
) -> list[tuple[dict[str, object], pd.Series]]:
    """Return the records and deviations of one period: a department each, or one of the whole organisation."""
    names = sorted({name for part in parts for name in part.scores.index})
    scored = [_department(name, parts, external, question.settings) for name in names]
    if "department" in question.keys:
        return scored
    shown = [(record, deviation) for record, deviation in scored if record["value"] == record["value"]]
    few = bool(scored) and all(bool(record["too_few"]) for record, _ in scored)
    if not shown:
        number = _people([part.rated_by.any(axis=1) for part in parts])
        empty = _record("", np.nan, number, 0.0, pd.Series(dtype="float64"))
        return [(empty | {"few_parts": True, "too_few": few}, pd.Series(dtype="float64"))]
    values = [float(str(record["value"])) for record, _ in shown]
    coverage = float(np.mean([float(str(record["coverage"])) for record, _ in shown]))
    deviation = pd.concat([one for _, one in shown], axis=1).fillna(0.0).sum(axis=1) / len(shown)
    return [(_record("", float(np.mean(values)), len(deviation), coverage, deviation), deviation)]


def _people(rated: list[pd.Series]) -> int:
    return sum(int(one.sum()) for one in rated)


def _department(
    name: str, parts: list[Part], external: pd.Series | None, settings: Settings
) -> tuple[dict[str, object], pd.Series]:
    """Return the record of one department and the jackknife deviation of its score by rater."""
    used: list[tuple[float, float, pd.Series]] = []
    few, people = False, 0
    for part in parts:
        weight = settings.role_weights.get(part.role, 0.0)
        if name not in part.scores.index or weight <= 0 or (part.role == "external" and external is not None):
            continue
        raters = part.rated_by[name]
        people += int(raters.sum())
        if raters.sum() < settings.minimum_raters:
            few = True
            continue
        used.append((weight, float(part.scores[name]), part.deviations.loc[raters, name]))
    if external is not None:
        used.append((_weight(settings.role_weights), float(external.get(name, 0.0)), pd.Series(dtype="float64")))
    total = sum(weight for weight, _, _ in used)
    if total < settings.minimum_parts or total <= 0:
        empty = pd.Series(dtype="float64")
        return _record(name, np.nan, people, total / 100, empty) | {"few_parts": True, "too_few": few}, empty
    value = sum(weight * score for weight, score, _ in used) / total
    deviation = pd.concat([weight / total * one for weight, _, one in used if len(one)])
    return _record(name, value, len(deviation), total / 100, deviation), deviation


def _weight(weights: Mapping[str, float]) -> float:
    return weights.get("external", 0.0)


def _record(name: str, value: float, n: int, coverage: float, deviation: pd.Series) -> dict[str, object]:
    variance = float((deviation**2).sum()) if n > 1 and len(deviation) else np.nan
    record: dict[str, object] = {"department": name, "value": value, "n": n, "coverage": coverage, "variance": variance}
    return record | {"df": n - 1, "few_parts": False, "too_few": False}


def _with_change(rows: pd.DataFrame, deviations: Deviations, *, confidence: float) -> pd.DataFrame:
    """Return the rows with change, limits and p; a rater who rated in both years moves both scores."""
    change = rows["value"] - rows["value_0"]
    variance = pd.Series(np.nan, index=rows.index)
    for index in rows.index[change.notna()]:
        now, then = deviations[int(rows.at[index, "row"])], deviations[int(rows.at[index, "row_0"])]
        variance[index] = float((now.sub(then, fill_value=0.0) ** 2).sum())
    df = rows[["df", "df_0"]].min(axis=1)
    low, high = interval(change, variance, df, confidence=confidence)
    return rows.assign(change=change, change_low=low, change_high=high, p=p_value(change, variance, df))
