"""What a header says about the unit of its numbers, and periods that are written as dates."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from loaders.cells import parse as cells
from loaders.cells.dates import Order
from loaders.cells.durations import Unit
from loaders.match.labels import without_brackets

DAY_HOURS = {"8": 8.0, "24": 24.0, "working": 8.0, "8h": 8.0, "24h": 24.0}
"""Hours of a day in printed durations, as the analyst declares it."""
_IN_BRACKETS = re.compile(
    r"[(\[,]\s*(?:단위\s*[:：]\s*)?(초|분|시간|일|sec|seconds?|min|minutes?|hours?|h|days?|d)\s*[)\]]", re.IGNORECASE
)
_MINUTES_FIRST = re.compile(r"(?<![시:：])(?<![시:：] )(?:분\s*[:：]\s*초|\bm{1,2}:ss\b)", re.IGNORECASE)
_HOURS_FIRST = re.compile(r"(?:시간?\s*[:：]\s*분|\bh{1,2}:mm\b)(?!\s*[:：])", re.IGNORECASE)
_YEARS = re.compile(r"(?:(?:기준|조사|평가|처리|회계)?(?:연도|년도)별?|(?:survey|fiscal)?year)(?:\d\))?")
_NEW_YEARS_DAY = r"\d{4}\s?[-./]\s?0?1\s?[-./]\s?0?1\.?(?:[T ]00?:00(?::00)?)?"
_UNITS: dict[str, Unit] = {"초": "second", "분": "minute", "시간": "hour", "일": "day"}
_UNITS |= {"s": "second", "m": "minute", "h": "hour", "d": "day"}


def unit_of(label: str) -> Unit | None:
    """Return the unit a header states: "(분)", "(시간)", "[days]", "처리일수"; None where it states none."""
    found = _IN_BRACKETS.search(label)
    if found:
        word = found[1].casefold()
        return _UNITS.get(word) or _UNITS.get(word[0])
    if re.search(r"일수|소요일|처리일(?!시)|\bdays\b", label, re.IGNORECASE):
        return "day"
    return "minute" if re.search(r"\bminutes\b", label.replace("_", " "), re.IGNORECASE) else None


def said_of_times(label: str) -> dict[str, str]:
    """Return what a header says about times: "clock" for "(분:초)" or "(시:분)", "day_hours" for working days."""
    said = {}
    if _MINUTES_FIRST.search(label):
        said["clock"] = "m:ss"
    elif _HOURS_FIRST.search(label):
        said["clock"] = "h:mm"
    if re.search(r"근무일|영업일|working days?", label, re.IGNORECASE):
        said["day_hours"] = "8"
    return said


def periods_or_dates(values: pd.Series[Any], *, year: int | None, order: Order | None = None) -> cells.ParsedPeriods:
    """Return periods; a cell that is a whole date stands for the year it lies in. A serial number is no period."""
    periods = cells.parse_period(values, year=year)
    if not periods.bad.any():
        return periods
    dates = cells.parse_datetime(values, order=order)
    start = dates.values.dt.to_period("Y").dt.start_time.astype("datetime64[s]")
    start = start.mask(dates.how.eq("serial"))
    found = start.notna() & (periods.bad & start.notna()).any()
    return cells.ParsedPeriods(
        values=periods.values.where(~found, start),
        bad=periods.bad & ~found,
        missing=periods.missing,
        months=periods.months.where(~found, 12),
    )


def months_of_years(months: pd.Series[Any], values: pd.Series[Any], label: str) -> pd.Series[Any]:
    """Return months, 12 where a column that is headed as years holds nothing shorter than 1 January of some years.

    Spreadsheets keep "2014" shown by a date's format as 2014-01-01; elsewhere the first of a month is that month.
    """
    single = months.eq(1)
    if not single.any() or not _YEARS.fullmatch(without_brackets(label)):
        return months
    return months.mask(single, 12) if values[single].str.fullmatch(_NEW_YEARS_DAY).all() else months
