"""Periods: a first day and a number of months. Windows such as September-August have no other name."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from kpi.core.text import Lang

Grain = Literal["year", "quarter", "month"]
MONTHS: dict[Grain, int] = {"year": 12, "quarter": 3, "month": 1}


@dataclass(frozen=True, order=True)
class Period:
    """``months`` months from ``start``, which is the first day of a month."""

    start: dt.date
    months: int

    @property
    def end(self) -> dt.date:
        """The last day."""
        last = add_months(self.start, self.months)
        return last - dt.timedelta(days=1)

    def label(self, lang: Lang) -> str:
        """Return "2024년", "2024년 1분기", "2024년 3월", else the range."""
        year, month = self.start.year, self.start.month
        if self.months == 12 and month == 1:
            return f"{year}년" if lang == "ko" else f"{year}"
        if self.months == 6 and month in (1, 7):
            half = 1 if month == 1 else 2
            return f"{year}년 {'상' if half == 1 else '하'}반기" if lang == "ko" else f"{year} H{half}"
        if self.months == 3 and month % 3 == 1:
            quarter = (month + 2) // 3
            return f"{year}년 {quarter}분기" if lang == "ko" else f"{year} Q{quarter}"
        if self.months == 1:
            return f"{year}년 {month}월" if lang == "ko" else f"{calendar.month_abbr[month]} {year}"
        end = self.end
        return f"{year}.{month}.~{end.year}.{end.month}." if lang == "ko" else f"{self.start:%Y-%m} to {end:%Y-%m}"


def year(number: int) -> Period:
    """Return the calendar year."""
    return Period(dt.date(number, 1, 1), 12)


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the first of the month that many months later (or earlier)."""
    total = day.year * 12 + day.month - 1 + months
    return dt.date(total // 12, total % 12 + 1, 1)


def grain_start(starts: pd.Series, grain: Grain, first_month: int = 1) -> pd.Series:
    """Return the first day of the year, quarter or month that each date falls in (datetime64[s]).

    ``first_month`` is the month (1-12) in which years begin.
    """
    year = f"Y-{calendar.month_abbr[(first_month - 2) % 12 + 1].upper()}"
    return starts.dt.to_period({"year": year, "quarter": "Q", "month": "M"}[grain]).dt.start_time.astype(
        "datetime64[s]"
    )


def shift_years(starts: pd.Series, years: int) -> pd.Series:
    """Return the same first-of-month dates that many years later (datetime64[s]); never NaT in, never NaT out."""
    return (starts + pd.DateOffset(years=years)).astype("datetime64[s]")
