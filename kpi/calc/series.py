"""RESULT rows of one series as a process behaviour chart: limits per segment, rules, and the two icons of the last point."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from kpi.calc.change import Floats
from kpi.calc.compare import ends
from kpi.calc.control import (
    LEAST_POINTS,
    Limits,
    Signs,
    assurance,
    first_rule,
    individuals_limits,
    laney_limits,
    moving_ranges,
    screened,
    signals,
    variation,
)
from kpi.core.indicator import Indicator

POINT_COLUMNS = (
    "segment",
    "points",
    "centre",
    "control_low",
    "control_high",
    "rule",
    "direction",
    "variation",
    "assurance",
)
"""``segment`` counts from 0 and rises at a break; ``points`` with a value in the segment; limits in the unit of the value,
NaN in a segment of fewer than 12 points; ``rule`` is one of ``RULES`` or ""; ``direction`` 1 up, -1 down, 0; the icons
stand in the last row with a value, "" elsewhere."""


def control_chart(rows: pd.DataFrame, *, indicator: Indicator, breaks: Sequence[dt.date] = ()) -> pd.DataFrame:
    """Return the rows of one series in the order of time with ``POINT_COLUMNS`` beside them.

    Parameters
    ----------
    rows
        RESULT rows of one indicator, department and task, all of one length; ``target`` may stand beside the value.
    breaks
        Days from which the series is another one: the limits begin anew there, and no rule looks across.

    Notes
    -----
    Years get no limits. A missing period ends a run and gives no moving range. Shares of cases (``proportion``) get
    Laney's p' limits from their n, everything else mean +- 2.66 mean moving range, screened once.
    """
    ordered = rows.sort_values("period_start", kind="stable").reset_index(drop=True)
    segment = _segments(ordered, breaks)
    follows = _follows(ordered, segment)
    parts = [
        _segment_rows(ordered[segment == number], follows[segment == number], indicator, number)
        for number in np.unique(segment)
    ]
    if not parts:
        return ordered.reindex(columns=[*ordered.columns, *POINT_COLUMNS])
    return _with_icons(pd.concat(parts), indicator)


def _segments(rows: pd.DataFrame, breaks: Sequence[dt.date]) -> Signs:
    """Return the number of each row's segment: a break lies after the first day of a period and not after the next's end."""
    segment = np.zeros(len(rows), dtype="int64")
    starts, last = rows["period_start"], ends(rows["period_start"], rows["period_months"])
    for day in sorted(breaks):
        later = (last > pd.Timestamp(day)).to_numpy()
        earlier = (starts < pd.Timestamp(day)).shift(fill_value=False).cummax().to_numpy()
        segment += later & earlier
    return segment


def _follows(rows: pd.DataFrame, segment: Signs) -> npt.NDArray[np.bool_]:
    """Return for each row whether the period right before it is there with a value, in the same segment."""
    before = ends(rows["period_start"], rows["period_months"]).shift()
    known = rows["value"].notna()
    same = np.diff(segment, prepend=-1) == 0
    joined = (rows["period_start"] == before) & known & known.shift(fill_value=False)
    joined_values: npt.NDArray[np.bool_] = np.asarray(joined, dtype="bool") & same
    return joined_values


def _segment_rows(
    rows: pd.DataFrame, follows: npt.NDArray[np.bool_], indicator: Indicator, number: int
) -> pd.DataFrame:
    points = int(rows["value"].notna().sum())
    yearly = bool((rows["period_months"] >= 12).any())
    nothing = {"centre": np.nan, "control_low": np.nan, "control_high": np.nan, "rule": "", "direction": 0}
    if points < LEAST_POINTS or yearly:
        return rows.assign(segment=number, points=points, **nothing)
    limits, position = _limits(rows, follows, indicator)
    rule, direction = first_rule(signals(rows["value"], position, follows))
    found = {"centre": limits.centre, "control_low": limits.low, "control_high": limits.high}
    return rows.assign(segment=number, points=points, **found, rule=rule, direction=direction)


def _limits(rows: pd.DataFrame, follows: npt.NDArray[np.bool_], indicator: Indicator) -> tuple[Limits, Floats]:
    if indicator.proportion:
        shares = laney_limits(rows["value"] / 100, rows["n"], follows)
        return Limits(shares.centre * 100, shares.low * 100, shares.high * 100), shares.position(rows["value"] / 100)
    limits = individuals_limits(rows["value"], screened(moving_ranges(rows["value"], follows)))
    return limits, limits.position(rows["value"])


def _with_icons(points: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """Add the icons of the last row that has a value and limits after which no value without limits follows."""
    icons = points.assign(variation="", assurance="")
    known = points.index[points["value"].notna()]
    if not len(known) or np.isnan(points.at[known[-1], "control_low"]):
        return icons
    last = points.loc[known[-1]]
    target = float(last["target"]) if "target" in points and last["target"] == last["target"] else float("nan")
    icons.loc[known[-1], "variation"] = variation(int(last["direction"]), better=indicator.better)
    icons.loc[known[-1], "assurance"] = assurance(
        target, float(last["control_low"]), float(last["control_high"]), better=indicator.better
    )
    return icons
