"""Cases against their statutory period, from what the store keeps: share finished early, and points for it.

A cell holds the sums of the statutory periods and the distribution of the times taken. Where all cases of a cell have one
statutory period (it belongs to the task, so nearly always), the two together say how many days each case saved: exactly
for whole days up to 50, at most 1 % of the time taken otherwise. Cells with several periods are left out and counted.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from kpi.calc.quantiles import ERROR
from kpi.calc.scope import ROW, of_measures, scoped
from kpi.calc.shares import wilson
from kpi.core.frames import CELL_KEYS
from kpi.core.histogram import decode_each, values_of
from kpi.core.indicator import Evidence, Question
from kpi.core.mileage import MileageRule

HOURS_A_DAY = 8.0
KINDS = ("days", "hours")
"""Periods of 6 days and more count in days, shorter ones in working hours: never summed together."""
WHOLE_DAYS = 50
"""Up to here two whole numbers of days never share a bin of 2 %."""


def saved_days(evidence: Evidence, question: Question) -> pd.DataFrame:
    """Return one row per cell and time taken: the row keys, ``kind``, ``period`` and ``saved`` (days), ``count``.

    ``saved`` is statutory minus actual days (of 8 working hours where the period counts in hours), negative when late, and a
    whole number where the bin cannot tell it from one (0: neither early nor late). ``known`` is False, saved NaN, for cells with several periods or no distribution.
    """
    return pd.concat([_saved(evidence, question, kind) for kind in KINDS], ignore_index=True)


def finished_early(saved: pd.DataFrame, *, confidence: float = 0.95) -> pd.DataFrame:
    """Return per row and kind: ``n``, ``early`` (cases), ``value``, ``low``, ``high`` (percent, Wilson), ``coverage`` (0-1)."""
    counted = saved.assign(
        n=saved["count"].where(saved["known"], 0.0), early=saved["count"].where(saved["saved"] > 0, 0.0)
    )
    sums = counted.groupby([*ROW, "kind"], as_index=False)[["count", "n", "early"]].sum()
    share = sums["early"] / sums["n"].where(sums["n"] > 0)
    low, high = wilson(share, sums["n"], confidence=confidence)
    coverage = sums["n"] / sums["count"]
    return sums.drop(columns="count").assign(value=100 * share, low=100 * low, high=100 * high, coverage=coverage)


def mileage(saved: pd.DataFrame, rule: MileageRule) -> pd.DataFrame:
    """Return per row the ``points`` of all cases, ``cases`` within the rule, ``per_case`` and ``coverage`` (0-1).

    Whole days saved count, and days begun when late.
    """
    points = pd.Series(np.nan, index=saved.index)
    whole = np.floor(saved["saved"].to_numpy() + 1e-9)
    lost = rule.late_per_day * -whole + rule.late_per_case
    for one in rule.brackets:
        inside = saved["known"] & saved["period"].between(one.first, one.last)
        earned = np.where(whole < 0, -lost, np.minimum(one.points * whole, rule.most))
        points = points.mask(inside, pd.Series(earned, index=saved.index))
    told = saved.assign(
        points=points.fillna(0.0) * saved["count"],
        cases=saved["count"].where(points.notna(), 0.0),
        known_cases=saved["count"].where(saved["known"], 0.0),
    )
    sums = told.groupby(list(ROW), as_index=False)[["points", "cases", "known_cases", "count"]].sum()
    per_case = sums["points"] / sums["cases"].where(sums["cases"] > 0)
    return sums.assign(per_case=per_case, coverage=sums["known_cases"] / sums["count"]).drop(
        columns=["known_cases", "count"]
    )


def _saved(evidence: Evidence, question: Question, kind: str) -> pd.DataFrame:
    keys = [name for name in CELL_KEYS if name != "measure"]
    planned = of_measures(evidence.cells, f"statutory_{kind}")[[*keys, "n", "wx", "wxx"]]
    taken = of_measures(evidence.cells, f"actual_{kind}")[[*keys, "measure", "histogram"]]
    cells = scoped(planned.merge(taken, on=keys, how="left"), question).reset_index(drop=True)
    per_day = 1.0 if kind == "days" else HOURS_A_DAY
    period = cells["wx"] / cells["n"].where(cells["n"] > 0)
    same = (cells["wxx"] - period * cells["wx"]).abs() <= 1e-9 * cells["wxx"]
    there = cells["histogram"].map(lambda blob: isinstance(blob, bytes)).astype("bool")
    known = same & there & (cells["n"] > 0)
    place, bins, counts = decode_each(cells["histogram"].where(known, None))
    shown = cells[list(ROW)].assign(kind=kind, period=period / per_day, known=known)
    spread = shown.iloc[place].assign(saved=_difference(period.to_numpy()[place], bins, kind) / per_day, count=counts)
    blind = shown[~known].assign(saved=np.nan, count=cells.loc[~known, "n"])
    return pd.concat([spread, blind], ignore_index=True).astype({"count": "float64", "saved": "float64"})


def _difference(period: np.ndarray, bins: np.ndarray, kind: str) -> np.ndarray:
    """Return period minus time taken, as a whole number of days (of 8 hours) where the bin cannot tell it from one."""
    taken = values_of(bins)
    if kind == "days":
        near = np.rint(taken)
        taken = np.where(np.abs(near - taken) <= ERROR * taken, near, taken)
        return period - taken
    saved = period - taken
    whole = HOURS_A_DAY * np.rint(saved / HOURS_A_DAY)
    return np.where(np.abs(saved - whole) <= ERROR * taken, whole, saved)
