"""Which months of receipt a register speaks for, and which dates look like slips of the pen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kpi.core.frames import CLAIM_COLUMNS, empty
from kpi.core.organisation import ALL_DEPARTMENTS
from kpi.core.text import Text
from loaders.load.reading import Reading

LONGEST_GAP, SHOWN, MOST_OF_A_MONTH = 12, 8, 1_000
"""Months without any receipt in a row from which on a file does not speak for them; months named in a finding; rows of a
month that are remembered."""
_EMPTY = Text(
    "접수가 한 건도 없는 달이 {number}개 있습니다: {months}. 이 달도 이 파일의 자료로 봅니다.",
    "{number} months have no receipt: {months}. The file counts as speaking for these months too.",
)
_FAR = Text(
    "다른 접수일과 1년 넘게 떨어진 {count}행이 있습니다: {rows_text}행. 접수일의 연도를 확인하세요.",
    "{count} rows were received more than a year apart from the others: rows {rows_text}. Check the year of receipt.",
)


@dataclass(frozen=True)
class Months:
    """The months of receipt of a register: ``counts``: month -> rows; ``first``: month -> ids of the first of them."""

    counts: pd.Series[Any]
    first: Mapping[pd.Timestamp, tuple[int, ...]]


def months_of(keys: pd.DataFrame) -> Months:
    """Return the months of the rows that count; ``keys`` has their claim_start and their ids as index."""
    months = keys["claim_start"].dropna()
    first = {month: tuple(ids[:MOST_OF_A_MONTH].tolist()) for month, ids in months.groupby(months).groups.items()}
    return Months(months.value_counts().sort_index(), first)


def register_claims(reading: Reading, keys: pd.DataFrame) -> pd.DataFrame:
    """Return the months from the first to the last receipt x the departments found ("*" where there is no column).

    Months inside a gap of a year or more are not claimed: one mistyped year must not replace all the years between.
    ``keys`` has claim_start (the month of receipt) and department of the rows that count.
    """
    return claims_of(reading, months_of(keys), keys["department"].unique())


def claims_of(reading: Reading, months: Months, departments: Iterable[str]) -> pd.DataFrame:
    """Return the claims of a register that has rows of these months and departments."""
    counts = months.counts
    if counts.empty:
        return empty(CLAIM_COLUMNS)
    every = pd.Series(pd.date_range(counts.index.min(), counts.index.max(), freq="MS").astype("datetime64[s]"))
    there = every.isin(counts.index)
    stretch = there.ne(there.shift()).cumsum()
    long = ~there & stretch.groupby(stretch).transform("size").ge(LONGEST_GAP)
    _say_empty(reading, every[~there & ~long])
    if long.any():
        _say_far(reading, months, every[long])
    named = sorted(departments) if reading.has("department") else [ALL_DEPARTMENTS]
    claimed = pd.MultiIndex.from_product([every[~long], named], names=["claim_start", "department"])
    claims = claimed.to_frame(index=False).astype({"claim_start": "datetime64[s]", "department": "str"})
    return claims.assign(source=reading.layout.source.id, claim_months=1).loc[:, list(CLAIM_COLUMNS)]


def _say_empty(reading: Reading, months: pd.Series[Any]) -> None:
    if len(months):
        listed = ", ".join(months.dt.strftime("%Y-%m").head(SHOWN)) + (" ..." if len(months) > SHOWN else "")
        reading.say("warning", "empty_months", _EMPTY, field_name="received_at", number=len(months), months=listed)


def _say_far(reading: Reading, months: Months, long: pd.Series[Any]) -> None:
    """Say which rows lie beyond a long gap, seen from where most rows are."""
    stretch = pd.Series(long.searchsorted(months.counts.index), index=months.counts.index)
    far = stretch.ne(months.counts.groupby(stretch).sum().idxmax())
    rows = tuple(sorted(row for month in far.index[far] for row in months.first[month]))
    marked = pd.Series(True, index=list(rows))
    reading.say("warning", "far_receipt", _FAR, marked=marked, field_name="received_at")
    count = int(months.counts[far].sum())
    said = reading.findings[-1]
    reading.findings[-1] = said.at(count=count, values={**said.values, "count": count})
