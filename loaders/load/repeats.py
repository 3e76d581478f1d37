"""Rows of a summed-up table that speak of the same thing twice."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kpi.core.text import Text
from loaders.load.reading import Reading

_ADDED = Text(
    "같은 기간·부서·업무(문항)가 되풀이되는 {count}행은 건수로 가중하여 합쳤습니다: {rows_text}행. 같은 자료가 두 번 적힌 것이면 한 행만 남기세요.",
    "{count} rows repeat a period, department and task (item); they were pooled by n: rows {rows_text}. Keep one row if it is the same figure twice.",
)
_CANNOT = Text(
    "같은 기간·부서·업무(문항)가 되풀이되는데 건수가 없어 합칠 수 없는 {count}행이 있습니다: {rows_text}행. 건수를 채우거나 한 행만 남기세요.",
    "{count} rows repeat a period, department and task (item) but have no n to pool them by: rows {rows_text}. Fill in n, or keep one row.",
)


def say_repeats(reading: Reading, keys: pd.DataFrame, n: pd.Series[Any]) -> None:
    """Say which rows repeat the keys of another row: pooled where they have n, an error where they have none.

    ``keys`` and ``n`` may hold several values a row (items in columns); their index is the row number.
    """
    again = keys.duplicated(keep=False) & keys["period_start"].notna()
    pooled, hopeless = (_rows(reading, again & known) for known in (n.notna(), n.isna()))
    if pooled.any():
        reading.say("warning", "rows_pooled", _ADDED, marked=pooled)
    if hopeless.any():
        reading.say("error", "rows_repeated", _CANNOT, marked=hopeless)


def _rows(reading: Reading, chosen: pd.Series[Any]) -> pd.Series[Any]:
    return pd.Series(reading.index.isin(chosen.index[chosen]), index=reading.index)
