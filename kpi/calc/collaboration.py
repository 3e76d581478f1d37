"""Soft and Smart: department scores from ratings by heads and staff and from external results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from kpi.calc.change import interval, p_value
from kpi.calc.compare import against, blank_partial, counterpart_starts, covered, mark_breaks
from kpi.calc.ratings import adjusted
from kpi.calc.scope import of_measures, scoped
from kpi.calc.verdict import finish
from kpi.core.frames import RESULT_COLUMNS, empty
from kpi.core.indicator import Evidence, Indicator, Question
from kpi.core.periods import Period
from kpi.core.settings import Settings

EXTERNAL = "external"


def collaboration_results(
    evidence: Evidence, question: Question, *, indicator: Indicator, stratum: str, points: tuple[str, ...], goal: str
) -> pd.DataFrame:
    """Return the RESULT frame of the rated score of departments (0-100, not cut).

    ``stratum`` is the pillar the rated items belong to; ``points`` the measures of external results, ``goal`` their full
    marks in the settings. A score is the weighted mean of its parts (roles with enough raters, external results); under
    ``minimum_parts`` there is none. The whole organisation is the plain mean of its departments' scores. n is the number
    of people who rated; coverage the share of weight of the parts used. Interval and change by jackknife over raters, who
    are the same people across years; t with raters - 1 df (of the smaller year for a change).
    """
    scores = period_scores(evidence, question, stratum=stratum, points=points, goal=goal)
    if not scores:
        return empty(RESULT_COLUMNS)
    levels = blank_partial(_levels(scores, question), evidence, source=indicator.source)
    starts = counterpart_starts(levels, compare=question.compare, base_year=question.settings.base_year)
    rows = mark_breaks(against(levels, starts), evidence, indicator=indicator)
    rows = _with_change(rows, scores, confidence=question.settings.confidence)
    return finish(rows, indicator=indicator, question=question)


@dataclass(frozen=True)
class Part:
    """One role in one period: department scores, jackknife deviations and who rated (raters x departments)."""

    role: str
    scores: pd.Series
    deviations: pd.DataFrame
    rated_by: pd.DataFrame


@dataclass(frozen=True)
class Score:
    """The score of a department, or of the whole organisation (""), in one period.

    ``people``: who rated what the score is made of; ``deviation``: the jackknife deviation of the score by rater (summed
    squares are its variance), also of those who rated others only: they move the levels.
    """

    department: str
    value: float
    people: frozenset[str]
    coverage: float
    few_parts: bool = False
    too_few: bool = False
    deviation: pd.Series = field(default_factory=lambda: pd.Series(dtype="float64"))
    period_start: pd.Timestamp | None = None
    period_months: int = 12


def period_scores(
    evidence: Evidence, question: Question, *, stratum: str, points: tuple[str, ...], goal: str
) -> list[Score]:
    """Return the scores of every period: of each department, or of the whole organisation without that key."""
    if "task" in question.keys:
        return []
    shape = (stratum, points, goal, question.grain, question.settings)
    apart = replace(question, keys=("department",))
    found = evidence.once(
        ("scores", *shape), lambda: _by_period(evidence, apart, stratum=stratum, points=points, goal=goal)
    )
    if "department" in question.keys:
        return [replace(score, **when) for when, scores in found for score in scores]
    return [replace(_organisation(scores), **when) for when, scores in found]


def _by_period(
    evidence: Evidence, question: Question, *, stratum: str, points: tuple[str, ...], goal: str
) -> list[tuple[dict[str, Any], list[Score]]]:
    """Return each period and the scores of its departments: whatever they are compared with, they are the same."""
    ratings = of_measures(evidence.cells, "rating")
    ratings = scoped(ratings[ratings["stratum"] == stratum], question)
    found: list[tuple[dict[str, Any], list[Score]]] = []
    for (start, months), cells in ratings.groupby(["period_start", "period_months"]):
        parts = [_part(str(role), rated) for role, rated in cells.groupby("role")]
        external = _external(evidence, question, start, points=points, goal=goal)
        names = sorted({str(name) for part in parts for name in part.scores.index})
        year = Period(start.date(), int(months)).end.year
        settings = replace(question.settings, role_weights=question.settings.weights_of(year))
        scores = [_department(name, parts, external, settings) for name in names]
        found.append(({"period_start": start, "period_months": int(months)}, scores))
    return found


def _part(role: str, cells: pd.DataFrame) -> Part:
    sums = cells.groupby(["rater", "department"])[["n", "wx"]].sum()
    counts, totals = (sums[name].unstack(fill_value=0.0) for name in ("n", "wx"))
    result = adjusted(counts.to_numpy(dtype="float64"), totals.to_numpy(dtype="float64"))
    people = [f"{role}:{rater}" for rater in counts.index]
    return Part(
        role=role,
        scores=pd.Series(result.scores, index=counts.columns),
        deviations=pd.DataFrame(result.deviations, index=people, columns=counts.columns),
        rated_by=(counts > 0).set_axis(people),
    )


def _external(
    evidence: Evidence, question: Question, start: pd.Timestamp, *, points: tuple[str, ...], goal: str
) -> pd.Series | None:
    """Return external results as 0-100 per department named; None where that year has no achievements recorded.

    Full marks are points a year, so there is no external part of months and quarters.
    """
    if question.grain != "year":
        return None
    cells = scoped(of_measures(evidence.cells, *points), question)
    cells = cells[cells["period_start"].dt.year == start.year]
    year = pd.DataFrame({"period_start": [pd.Timestamp(start.year, 1, 1)], "period_months": [12], "department": [""]})
    year = year.astype({"period_start": "datetime64[s]", "department": "str"})
    if cells.empty and not covered(year, evidence.claims, source="achievements").iloc[0]:
        return None
    sums = cells.groupby("department")["wx"].sum()
    return (sums / question.settings.full_marks[goal] * 100).clip(upper=100.0)


def _department(name: str, parts: Sequence[Part], external: pd.Series | None, settings: Settings) -> Score:
    rated = [part for part in parts if name in part.scores.index and bool(part.rated_by[name].any())]
    if external is not None:
        rated = [part for part in rated if part.role != EXTERNAL]
    used = [part for part in rated if part.rated_by[name].sum() >= settings.minimum_raters]
    weights = [settings.role_weights.get(part.role, 0.0) for part in used]
    values = [float(part.scores[name]) for part in used]
    if external is not None:
        weights, values = [*weights, settings.role_weights[EXTERNAL]], [*values, float(external.get(name, 0.0))]
    total = sum(weights)
    if not used or total < settings.minimum_parts:
        few = {"few_parts": True, "too_few": len(used) < len(rated)}
        return Score(name, np.nan, _people(rated, name), total / 100, **few)
    deviation = pd.concat([weight / total * part.deviations[name] for weight, part in zip(weights, used, strict=False)])
    value = float(np.average(values, weights=weights))
    return Score(name, value, _people(used, name), total / 100, deviation=deviation)


def _people(parts: Sequence[Part], name: str) -> frozenset[str]:
    """Return who rated a department in these parts."""
    return frozenset(str(person) for part in parts for person in part.rated_by.index[part.rated_by[name]])


def _organisation(scores: Sequence[Score]) -> Score:
    """Return the plain mean of the departments that have a score; its people are those who rated one of them."""
    shown = [score for score in scores if not score.few_parts]
    people = frozenset[str]().union(*(score.people for score in shown or scores))
    if not shown:
        return Score("", np.nan, people, 0.0, few_parts=True, too_few=any(score.too_few for score in scores))
    deviation = pd.concat([score.deviation for score in shown], axis=1).fillna(0.0).sum(axis=1) / len(shown)
    value, coverage = (float(np.mean([getattr(score, name) for score in shown])) for name in ("value", "coverage"))
    return Score("", value, people, coverage, deviation=deviation)


def _levels(scores: Sequence[Score], question: Question) -> pd.DataFrame:
    """Return the scores as levels; ``row`` is their place in the list. Hidden scores of under five people hide n too."""
    names = [name for name in vars(scores[0]) if name not in ("people", "deviation")]
    plain = [{"n": len(score.people), **{name: getattr(score, name) for name in names}} for score in scores]
    levels = pd.DataFrame(plain).assign(row=range(len(scores)), task="")
    levels = levels.astype({"n": "float64", "department": "str", "task": "str", "period_start": "datetime64[s]"})
    squares = [float((score.deviation**2).sum()) for score in scores]
    levels["variance"] = pd.Series(squares, index=levels.index).where(levels["n"] > 1)
    levels["df"] = levels["n"] - 1
    low, high = interval(levels["value"], levels["variance"], levels["df"], confidence=question.settings.confidence)
    hidden = levels["few_parts"] & (levels["n"] < question.settings.minimum_answers)
    return levels.assign(low=low, high=high, n=levels["n"].mask(hidden))


def _with_change(rows: pd.DataFrame, scores: Sequence[Score], *, confidence: float) -> pd.DataFrame:
    """Return the rows with change, limits and p; a rater who rated in both years moves both scores."""
    change = rows["value"] - rows["value_0"]
    variance = pd.Series(np.nan, index=rows.index)
    for index in rows.index[change.notna()]:
        now, then = (scores[int(rows.at[index, name])].deviation for name in ("row", "row_0"))
        variance[index] = float((now.sub(then, fill_value=0.0) ** 2).sum())
    df = rows[["df", "df_0"]].min(axis=1)
    low, high = interval(change, variance, df, confidence=confidence)
    return rows.assign(change=change, change_low=low, change_high=high, p=p_value(change, variance, df))
