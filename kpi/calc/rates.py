"""Rates of cases: shares with Wilson's interval, and ratios of sums with a linearised one."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kpi.calc.answers import as_percent, with_share_change
from kpi.calc.change import chance_apart, interval, welch
from kpi.calc.compare import against, blank_partial, counterpart_starts, mark_breaks, mark_open, open_shares
from kpi.calc.means import no_spread
from kpi.calc.scope import ROW, of_measures, pooled, scoped
from kpi.calc.shares import wilson
from kpi.calc.survey import stratum_variance
from kpi.calc.verdict import finish
from kpi.core.frames import RESULT_COLUMNS, empty
from kpi.core.indicator import Evidence, Indicator, Question

PAIR = ("n", "wx", "wy", "wxx", "wyy", "wxy")


def case_share_results(evidence: Evidence, question: Question, *, indicator: Indicator) -> pd.DataFrame:
    """Return the RESULT frame of the share of cases (percent) of the indicator's first measure, whose values are 0 or 1."""
    cells = scoped(of_measures(evidence.cells, indicator.measures[0]), question)
    sums = pooled(cells, ROW, ("n", "wx"))
    if sums.empty:
        return empty(RESULT_COLUMNS)
    value = (sums["wx"] / sums["n"].where(sums["n"] > 0)).fillna(sums["printed"])
    low, high = wilson(value, sums["n"], confidence=question.settings.confidence)
    levels = sums[list(ROW)].assign(
        value=value, low=low, high=high, n=sums["n"], size=sums["n"], not_poolable=sums["printed_cells"] > 0
    )
    rows = _compared(levels, evidence, question, indicator=indicator)
    rows = with_share_change(rows, confidence=question.settings.confidence)
    return finish(as_percent(rows), indicator=indicator, question=question)


def saving_results(
    evidence: Evidence, question: Question, *, indicator: Indicator, planned: str, actual: str
) -> pd.DataFrame:
    """Return the RESULT frame of (sum planned - sum actual)/sum planned in percent, a ratio of sums over cases.

    Needs the pairs of ``planned`` (x) and ``actual`` (y). Comparisons are guarded by the open cases.
    """
    pairs = evidence.pairs
    pairs = pairs[(pairs["measure"] == planned) & (pairs["item2"] == actual)]
    sums = pooled(scoped(pairs, question), ROW, PAIR)
    if sums.empty:
        return empty(RESULT_COLUMNS)
    ratio, variance = ratio_of_sums(sums)
    confidence = question.settings.confidence
    low, high = interval(1 - ratio, variance, sums["n"] - 1, confidence=confidence)
    levels = sums[list(ROW)].assign(
        value=1 - ratio, low=low, high=high, n=sums["n"], variance=variance, df=sums["n"] - 1
    )
    rows = _compared(levels, evidence, question, indicator=indicator)
    rows = mark_open(rows, open_shares(evidence, question), question=question)
    sides = [rows[name] for name in ("value", "variance", "df", "value_0", "variance_0", "df_0")]
    tested = welch(*sides, apart=chance_apart(rows["n"], rows["n_0"]), confidence=confidence)
    rows = rows.assign(**dict(zip(("change", "change_low", "change_high", "p"), tested, strict=True)))
    rows["no_spread"] = no_spread(rows)
    return finish(as_percent(rows), indicator=indicator, question=question)


def ratio_of_sums(sums: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Return sum y / sum x and its linearised variance from pair sums.

    u = (y - r x)/sum x; variance n/(n-1) (sum u^2 - (sum u)^2/n), where sum u is zero. NaN where sum x is not above zero;
    the variance is NaN for n < 2. Reference: Cochran (1977), Sampling Techniques, section 6.4.
    """
    below = sums["wx"].where(sums["wx"] > 0)
    ratio = sums["wy"] / below
    total, squares = linearised_ratio(sums, ratio, below)
    return ratio, stratum_variance(total, squares, sums["n"], 1.0).where(sums["n"] >= 2)


def linearised_ratio(sums: pd.DataFrame, ratio: Any, below: Any) -> tuple[pd.Series, pd.Series]:
    """Return the sum and the sum of squares of u = (y - ratio x)/below; squares of rounding size are zero."""
    total = (sums["wy"] - ratio * sums["wx"]) / below
    squares = (sums["wyy"] - 2 * ratio * sums["wxy"] + ratio * ratio * sums["wxx"]) / below**2
    return total, squares.where(~(squares <= 1e-12 * sums["wyy"] / below**2), 0.0)


def _compared(levels: pd.DataFrame, evidence: Evidence, question: Question, *, indicator: Indicator) -> pd.DataFrame:
    levels = blank_partial(levels, evidence, source=indicator.source)
    starts = counterpart_starts(levels, compare=question.compare, base_year=question.settings.base_year)
    return mark_breaks(against(levels, starts), evidence, indicator=indicator)
