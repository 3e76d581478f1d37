"""Levels: the mean of all cases of a row, with its t interval; shares of cases with Wilson's."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kpi.calc.change import interval
from kpi.calc.scope import ROW, of_measures, pooled, scoped, spread
from kpi.core.indicator import Evidence, Question


def mean_levels(evidence: Evidence, question: Question, *, measure: str) -> pd.DataFrame:
    """Return value, low, high, n, variance (of the mean) and df of the mean over all cases per row.

    A mean printed without n is the value where it stands alone (note ``not_poolable``), and has no interval. Where the
    file gives n but no spread the interval is missing.
    """
    sums = pooled(scoped(of_measures(evidence.cells, measure), question), ROW)
    counted = sums["n"].where(sums["n"] > 0)
    value = (sums["wx"] / counted).fillna(sums["printed"])
    variance = spread(sums["n"], sums["wx"], sums["wxx"]) / counted
    low, high = interval(value, variance, sums["n"] - 1, confidence=question.settings.confidence)
    levels = sums[list(ROW)].assign(value=value, low=low, high=high, n=sums["n"], variance=variance, df=sums["n"] - 1)
    return levels.assign(not_poolable=sums["printed_cells"] > 0)


def no_spread(rows: pd.DataFrame) -> pd.Series:
    """Return where an interval is missing although there are cases: the file gives no spread."""
    printed = rows["not_poolable"].astype("bool") if "not_poolable" in rows else False
    level = rows["value"].notna() & (rows["n"] >= 2) & rows["low"].isna()
    change = rows["change"].notna() & rows["change_low"].isna()
    return (level | change) & ~np.asarray(printed)
