"""Standard deviations as printed: none is below 0, and none is wider than its scale allows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from kpi.core.text import Text
from loaders.load.reading import Reading

ROUNDING = 1.01
"""Printed means and deviations are rounded."""
_NEGATIVE = Text(
    "표준편차가 0보다 작은 {count}행이 있습니다: {rows_text}행. 0 이상의 수로 고치세요.",
    "{count} rows have a standard deviation below 0: rows {rows_text}. Write a number from 0 up.",
)
_IMPOSSIBLE = Text(
    "{low}~{high}점 척도에서 나올 수 없이 큰 표준편차가 {count}행에 있습니다: {rows_text}행. 열과 척도가 맞는지 확인하세요.",
    "{count} rows have a standard deviation that no answers of {low}-{high} can have: rows {rows_text}. Check the "
    "column and the scale.",
)
_NO_MEAN = Text(
    "건수나 응답 수는 있고 평균이 없는 {count}행은 셀 것이 없습니다: {rows_text}행. 평균이 있으면 채우세요.",
    "{count} rows with n but without a mean count for nothing: rows {rows_text}. Fill in the mean if there is one.",
)


def spread(reading: Reading, field: str) -> pd.Series[Any]:
    """Return a field's standard deviations as printed; one below 0 is an error and missing."""
    if not reading.has(field):
        return pd.Series(np.nan, index=reading.index)
    values = reading.number(field)
    negative = values < 0
    if negative.any():
        reading.say("error", "negative_sd", _NEGATIVE, marked=negative, field_name=field)
    return values.mask(negative)


def say_impossible(reading: Reading, sd: pd.Series[Any], n: pd.Series[Any], scale: tuple[float, float]) -> None:
    """Say which standard deviations answers on a scale cannot have: half at one end and half at the other is the most.

    ``n`` of 1 or missing counts as 2, which allows the most.
    """
    low, high = min(scale), max(scale)
    count = n.clip(lower=2).fillna(2)
    outside = sd > (high - low) / 2 * (count / (count - 1)) ** 0.5 * ROUNDING
    marked = pd.Series(reading.index.isin(outside.index[outside]), index=reading.index)
    if marked.any():
        reading.say(
            "error", "impossible_sd", _IMPOSSIBLE, marked=marked, field_name="sd", low=f"{low:g}", high=f"{high:g}"
        )


def say_no_mean(reading: Reading, n: pd.Series[Any], there: pd.Series[Any], field: str) -> None:
    """Say which rows have n and no mean; ``there``: the rows with one."""
    lost = (n > 0) & ~there
    if lost.any():
        reading.say("warning", "no_mean", _NO_MEAN, marked=lost, field_name=field)
