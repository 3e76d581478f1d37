"""Which period a row belongs to: from a column, a date, or the year the analyst gave."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kpi.core.frames import CLAIM_COLUMNS
from kpi.core.organisation import ALL_DEPARTMENTS
from kpi.core.text import Text
from loaders.cells import parse as cells
from loaders.load.reading import Reading

ANY_YEAR, SHOWN = 2000, 3
_NO_YEAR = Text(
    "어느 해의 자료인지 알 수 없습니다. '{column_name}' 열을 지정하거나 연도를 입력하세요(예: 2025).",
    "The year of these data is not known. Name the column '{column_name}', or give the year (for example 2025).",
)
_YEARLESS = Text(
    "'{column_name}' 열의 기간({found})에 연도가 없습니다. 어느 해의 자료인지 연도를 입력하세요(예: 2025).",
    "The periods of column '{column_name}' ({found}) do not say their year. Give the year of the data (for example "
    "2025).",
)
_BLANK = Text(
    "기간이 비어 있는 {count}행을 뺐습니다: {rows_text}행. 셀 것이면 기간을 채우세요.",
    "{count} rows without a period were left out: rows {rows_text}. Fill in the period if they are to count.",
)
_OTHER_YEAR = Text(
    "기간이 지정한 {year}년과 다른 {count}행을 {year}년으로 읽었습니다: {rows_text}행. 지정한 연도가 맞는지 확인하세요.",
    "{count} rows of another period were read as the given year {year}: rows {rows_text}. Check the given year.",
)
_SEVERAL = Text(
    "파일에 여러 해({found})가 있어 모두 {year}년으로 읽을 수 없습니다. 연도 지정을 빼거나 기간 열을 읽지 않게 하세요.",
    "The file holds several years ({found}), so it cannot all be read as {year}. Drop the given year, or leave the period "
    "column unread.",
)
_FUTURE = Text(
    "오늘({today})보다 뒤의 날짜가 {count}행 있습니다: {rows_text}행. 날짜를 고치세요.",
    "{count} rows are dated after today ({today}): rows {rows_text}. Correct the dates.",
)


def periods(reading: Reading, field: str = "year", date: str = "") -> pd.DataFrame:
    """Return period_start (datetime64[s], NaT where unknown) and period_months of each row.

    The period column wins over the date column, the analyst's year over both where they name another year. Without any
    of them there is an error finding.
    """
    known = reading.known_periods()
    if known is not None:
        return known
    start = pd.Series(pd.NaT, index=reading.index, dtype="datetime64[s]")
    months = pd.Series(12, index=reading.index, dtype="int64")
    if reading.has(field) and _yearless(reading, field):
        return pd.DataFrame({"period_start": start, "period_months": months, "claim_start": start})
    if reading.has(field):
        start, months = reading.period(field)
    elif date and reading.has(date):
        start = reading.moments(date).values.dt.to_period("Y").dt.start_time.astype("datetime64[s]")
    elif reading.choice.year is None:
        reading.say("error", "no_year", _NO_YEAR, column_name=reading.layout.source.by_name[field].label)
        reading.findings[-1] = reading.findings[-1].at(choices=reading.layout.years_said)
    if reading.choice.year is not None:
        start, months = _given(reading, start, months, field)
    _say_odd(reading, start, field if reading.has(field) else date)
    return pd.DataFrame({"period_start": start, "period_months": months, "claim_start": start})


def dated(keys: pd.DataFrame) -> pd.Series[Any] | None:
    """Return which rows have a period; None (all may count) where none has, as the year is still to be told."""
    known = keys["period_start"].notna()
    return known if known.any() else None


def _yearless(reading: Reading, field: str) -> bool:
    """Return whether there are periods without a year ("1분기") and nobody said which year; that is an error."""
    if reading.choice.year is not None:
        return False
    raw = reading.raw(field)
    lacking = cells.parse_period(raw).bad & ~cells.parse_period(raw, year=ANY_YEAR).bad
    if not lacking.any():
        return False
    found = ", ".join(f"'{text}'" for text in raw[lacking].unique()[:SHOWN])
    column = reading.label(field)
    reading.say("error", "no_year", _YEARLESS, marked=lacking, field_name=field, column_name=column, found=found)
    reading.findings[-1] = reading.findings[-1].at(choices=reading.layout.years_said)
    return True


def period_claims(reading: Reading, keys: pd.DataFrame, departments: pd.Series[Any] | None) -> pd.DataFrame:
    """Return what the file claims: its periods x departments, or every department where there is no such column."""
    dated = keys[keys["period_start"].notna()]
    claimed = pd.DataFrame(
        {
            "source": reading.layout.source.id,
            "claim_start": dated["period_start"].astype("datetime64[s]"),
            "claim_months": dated["period_months"].astype("int64"),
            "department": ALL_DEPARTMENTS if departments is None else departments[dated.index],
        }
    )
    unique = claimed.drop_duplicates().sort_values(list(CLAIM_COLUMNS), ignore_index=True)
    return unique.loc[:, list(CLAIM_COLUMNS)]


def _given(
    reading: Reading, start: pd.Series[Any], months: pd.Series[Any], field: str
) -> tuple[pd.Series[Any], pd.Series[Any]]:
    year = reading.choice.year
    other = start.notna() & start.dt.year.ne(year)
    if other.any() and start.dt.year.nunique() > 1:
        found = ", ".join(str(one) for one in sorted(start.dropna().dt.year.unique()))
        reading.say("error", "several_years", _SEVERAL, field_name=field, year=str(year), found=found)
    elif other.any():
        reading.say("warning", "other_year", _OTHER_YEAR, marked=other, field_name=field, year=str(year))
    changed = other | start.isna()
    first = pd.Timestamp(year=int(year or 1970), month=1, day=1).as_unit("s")
    return start.mask(changed, first), months.mask(changed, 12)


def _say_odd(reading: Reading, start: pd.Series[Any], field: str) -> None:
    blank = start.isna()
    if blank.any() and not blank.all():
        reading.say("warning", "blank_period", _BLANK, marked=blank, field_name=field)
    future = start > pd.Timestamp(reading.context.today)
    if future.any():
        reading.say("error", "future_date", _FUTURE, marked=future, field_name=field, today=str(reading.context.today))
