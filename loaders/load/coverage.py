"""Which months of receipt a register speaks for, and which dates look like slips of the pen."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kpi.core.frames import CLAIM_COLUMNS, empty
from kpi.core.organisation import ALL_DEPARTMENTS
from kpi.core.text import Text
from loaders.load.reading import Reading

LONGEST_GAP, SHOWN = 12, 8
"""Months without any receipt in a row from which on a file does not speak for them; months named in a finding."""
_EMPTY = Text(
    "접수가 한 건도 없는 달이 {number}개 있습니다: {months}. 이 달도 이 파일의 자료로 봅니다.",
    "{number} months have no receipt: {months}. The file counts as speaking for these months too.",
)
_FAR = Text(
    "다른 접수일과 1년 넘게 떨어진 {count}행이 있습니다: {rows_text}행. 접수일의 연도를 확인하세요.",
    "{count} rows were received more than a year apart from the others: rows {rows_text}. Check the year of receipt.",
)


def register_claims(reading: Reading, keys: pd.DataFrame) -> pd.DataFrame:
    """Return the months from the first to the last receipt x the departments found ("*" where there is no column).

    Months inside a gap of a year or more are not claimed: one mistyped year must not replace all the years between.
    ``keys`` has claim_start (the month of receipt) and department of the rows that count.
    """
    months = keys["claim_start"].dropna()
    if months.empty:
        return empty(CLAIM_COLUMNS)
    every = pd.Series(pd.date_range(months.min(), months.max(), freq="MS").astype("datetime64[s]"))
    there = every.isin(months)
    stretch = there.ne(there.shift()).cumsum()
    long = ~there & stretch.groupby(stretch).transform("size").ge(LONGEST_GAP)
    _say(reading, months, every[~there & ~long], every[long])
    named = sorted(keys["department"].unique()) if reading.has("department") else [ALL_DEPARTMENTS]
    claimed = pd.MultiIndex.from_product([every[~long], named], names=["claim_start", "department"])
    claims = claimed.to_frame(index=False).astype({"claim_start": "datetime64[s]", "department": "str"})
    return claims.assign(source=reading.layout.source.id, claim_months=1).loc[:, list(CLAIM_COLUMNS)]


def _say(reading: Reading, months: pd.Series[Any], short: pd.Series[Any], long: pd.Series[Any]) -> None:
    if len(short):
        listed = ", ".join(short.dt.strftime("%Y-%m").head(SHOWN)) + (" ..." if len(short) > SHOWN else "")
        reading.say("warning", "empty_months", _EMPTY, field_name="received_at", number=len(short), months=listed)
    if len(long):
        part = pd.Series(long.searchsorted(months), index=months.index)
        far = part.ne(part.mode().iloc[0]).reindex(reading.index, fill_value=False)
        reading.say("warning", "far_receipt", _FAR, marked=far, field_name="received_at")
