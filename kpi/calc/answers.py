"""Survey indicators: mean scores and shares of answers, with protection of small groups."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kpi.calc.change import chance_apart, interval, welch
from kpi.calc.compare import against, blank_partial, counterpart_starts, mark_breaks
from kpi.calc.means import no_spread
from kpi.calc.scope import of_measures
from kpi.calc.shares import effective_n, newcombe, newcombe_p, wilson
from kpi.calc.suppress import Place, hidden_places, mark_hidden
from kpi.calc.survey import survey_levels
from kpi.calc.verdict import finish
from kpi.core.frames import RESULT_COLUMNS, empty
from kpi.core.indicator import Evidence, Indicator, Question

HIDDEN_WITH = {"score": ("overall",)}
"""Measures whose hidden places are hidden of another measure, too: an overall score may be the mean of its items."""


def score_results(evidence: Evidence, question: Question, *, indicator: Indicator) -> pd.DataFrame:
    """Return the RESULT frame of a mean score (0-100): t interval from the design, Welch difference between years."""
    levels = survey_levels(evidence, question, measure=indicator.measures[0])
    if levels.empty:
        return empty(RESULT_COLUMNS)
    confidence = question.settings.confidence
    low, high = interval(levels["value"], levels["variance"], levels["df"], confidence=confidence)
    rows = _compared(levels.assign(low=low, high=high), evidence, question, indicator=indicator)
    now, then = (("value", "variance", "df"), ("value_0", "variance_0", "df_0"))
    apart = chance_apart(rows["n"], rows["n_0"])
    tested = welch(*(rows[name] for name in (*now, *then)), apart=apart, confidence=confidence)
    rows = rows.assign(**dict(zip(("change", "change_low", "change_high", "p"), tested, strict=True)))
    rows["no_spread"] = no_spread(rows)
    return finish(rows, indicator=indicator, question=question)


def share_results(evidence: Evidence, question: Question, *, indicator: Indicator) -> pd.DataFrame:
    """Return the RESULT frame of a share of answers (percent): Wilson and Newcombe.

    Their n is the effective one (p(1-p)/v) of a sample with weights, strata or a finite population, else the answers.
    """
    levels = survey_levels(evidence, question, measure=indicator.measures[0])
    if levels.empty:
        return empty(RESULT_COLUMNS)
    effective = pd.Series(effective_n(levels["value"], levels["variance"], levels["n"]), index=levels.index)
    levels["size"] = levels["n"].where(levels["simple"] & levels["variance"].notna(), effective)
    low, high = wilson(levels["value"], levels["size"], confidence=question.settings.confidence)
    rows = _compared(levels.assign(low=low, high=high), evidence, question, indicator=indicator)
    rows = with_share_change(rows, confidence=question.settings.confidence)
    rows["no_spread"] = no_spread(rows)
    return finish(as_percent(rows), indicator=indicator, question=question)


def with_share_change(rows: pd.DataFrame, *, confidence: float) -> pd.DataFrame:
    """Return the rows (shares 0-1 and their sizes) with change, limits and p of the difference of two shares."""
    sides = [rows[name] for name in ("value", "size", "value_0", "size_0")]
    low, high = newcombe(*sides, confidence=confidence)
    return rows.assign(change=rows["value"] - rows["value_0"], change_low=low, change_high=high, p=newcombe_p(*sides))


def as_percent(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with shares (0-1) as percent."""
    names = [name for name in ("value", "low", "high", "change", "change_low", "change_high") if name in rows]
    return rows.assign(**{name: rows[name] * 100 for name in names})


def _compared(levels: pd.DataFrame, evidence: Evidence, question: Question, *, indicator: Indicator) -> pd.DataFrame:
    levels = protected(levels, evidence, question, measure=indicator.measures[0])
    levels = blank_partial(levels, evidence, source=indicator.source)
    starts = counterpart_starts(levels, compare=question.compare, base_year=question.settings.base_year)
    return mark_breaks(against(levels, starts), evidence, indicator=indicator)


def protected(levels: pd.DataFrame, evidence: Evidence, question: Question, *, measure: str) -> pd.DataFrame:
    """Return the levels without those that rest on too few people, and without those that would give them away.

    What is hidden of the overall score is hidden of the items, too. Their numbers are hidden too unless they are zero. Adds the note columns ``too_few``, ``protected`` and
    ``reference_only``. Means printed without n are not protected here.
    """
    settings = question.settings
    counted = [measure, *HIDDEN_WITH.get(measure, ())]
    hidden = frozenset[Place]().union(
        *(hidden_places(of_measures(evidence.cells, one), least=settings.minimum_answers) for one in counted)
    )
    few = (levels["n"] > 0) & (levels["n"] < settings.minimum_answers)
    with_them = mark_hidden(levels, hidden) & ~few
    names = [name for name in ("value", "low", "high", "variance", "n") if name in levels]
    blank = {name: levels[name].mask(few | with_them) for name in names}
    reference = ~few & ~with_them & (levels["n"] > 0) & (levels["n"] < settings.reference_answers)
    marks = {"too_few": few, "protected": with_them, "reference_only": reference}
    return levels.assign(**blank, **{name: np.asarray(marked) for name, marked in marks.items()})
