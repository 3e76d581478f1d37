"""Counts of achievements: sums that are shown and cumulated, never tested."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kpi.calc.compare import against, blank_partial, counterpart_starts, mark_breaks
from kpi.calc.scope import ROW, joined, of_measures, pooled, scoped
from kpi.calc.verdict import finish
from kpi.core.frames import CELL_SUMS, RESULT_COLUMNS, empty
from kpi.core.indicator import Evidence, Indicator, Question
from kpi.core.organisation import ALL_DEPARTMENTS
from kpi.core.periods import MONTHS


def count_results(evidence: Evidence, question: Question, *, indicator: Indicator) -> pd.DataFrame:
    """Return the RESULT frame of the sum of the indicator's first measure; n is the number of its last measure.

    The whole organisation has cells of its own (department ""), departments are parts and never summed. A claimed period
    without an achievement is a true zero for every scope that the file speaks for.
    """
    summed, counted = indicator.measures[0], indicator.measures[-1]
    rows = _sums(evidence, question, measure=summed, name="value")
    numbers = _sums(evidence, question, measure=counted, name="n")
    levels = joined(rows, numbers, how="outer")
    levels = _with_zeros(levels, evidence, question, source=indicator.source)
    if levels.empty:
        return empty(RESULT_COLUMNS)
    return _untested(levels, evidence, question, indicator=indicator)


def per_count_results(evidence: Evidence, question: Question, *, indicator: Indicator) -> pd.DataFrame:
    """Return the RESULT frame of the mean of the indicator's first measure over what was counted; n is their number.

    The whole organisation has cells of its own, as in ``count_results``. All there is was counted, so there is no interval
    and no test; a period without anything counted has no mean and no row.
    """
    cells = scoped(of_measures(evidence.cells, indicator.measures[0]), question, parts=True)
    sums = pooled(cells, ROW, CELL_SUMS[:3])
    if sums.empty:
        return empty(RESULT_COLUMNS)
    value = sums["wx"] / sums["n"].where(sums["n"] > 0)
    levels = sums[list(ROW)].assign(value=value, n=sums["n"])
    return _untested(levels, evidence, question, indicator=indicator)


def _untested(levels: pd.DataFrame, evidence: Evidence, question: Question, *, indicator: Indicator) -> pd.DataFrame:
    levels = blank_partial(levels, evidence, source=indicator.source)
    starts = counterpart_starts(levels, compare=question.compare, base_year=question.settings.base_year)
    rows = mark_breaks(against(levels, starts), evidence, indicator=indicator)
    rows = rows.assign(change=rows["value"] - rows["value_0"], change_low=np.nan, change_high=np.nan, p=np.nan)
    return finish(rows, indicator=indicator, question=question)


def _sums(evidence: Evidence, question: Question, *, measure: str, name: str) -> pd.DataFrame:
    cells = scoped(of_measures(evidence.cells, measure), question, parts=True)
    return pooled(cells, ROW, CELL_SUMS[:3])[[*ROW, "wx"]].rename(columns={"wx": name})


def _with_zeros(levels: pd.DataFrame, evidence: Evidence, question: Question, *, source: str) -> pd.DataFrame:
    """Return the levels with a zero row for each claimed period (exactly as long as the grain) and scope without one."""
    if "task" in question.keys:
        return levels
    claims = evidence.claims[evidence.claims["source"] == source]
    claims = claims[claims["claim_months"] == MONTHS[question.grain]]
    periods = claims[["claim_start", "claim_months", "department"]].drop_duplicates()
    scopes = levels[["department"]].drop_duplicates()
    if "department" not in question.keys:
        scopes = pd.DataFrame({"department": [""]})
    pairs = periods.rename(columns={"department": "claimed"}).merge(scopes, how="cross")
    speaks = (
        (pairs["department"] == "") | (pairs["claimed"] == ALL_DEPARTMENTS) | (pairs["claimed"] == pairs["department"])
    )
    claimed = pairs[speaks].rename(columns={"claim_start": "period_start", "claim_months": "period_months"})
    both = joined(levels, claimed.assign(task="")[list(ROW)].drop_duplicates(), how="outer")
    return both.fillna({"value": 0.0, "n": 0.0})
