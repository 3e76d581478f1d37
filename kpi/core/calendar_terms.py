"""Periods in weeks, months and years: they run by the calendar (민원처리법 Art. 19 (3), 민법 Art. 159-161)."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from kpi.core.calendars import Calendar, Days

CALENDAR_UNITS = ("same_day", "week", "month", "year")
MOST_YEARS = 100
"""No statutory period is longer; what is longer has no deadline."""
_MONTHS = {"month": 1, "year": 12}


def last_days(first: Days, amount: npt.NDArray[np.float64], unit: npt.NDArray[Any]) -> Days:
    """Return the last day of each period, days off or not.

    Parameters
    ----------
    first : array of int
        Days since 1970-01-01 on which the periods begin; the first day counts.
    amount : array of float
        Whole numbers of ``unit``, at most 100 years; not used for "same_day".
    unit : array of str
        "week", "month", "year", or "same_day" (the first day is the last).

    Returns
    -------
    array of int
        The day before the day with the same name (of the week, of the month) at the end of the period; where the last
        month has no such day, its last day.
    """
    whole = amount.astype("int64")
    weeks = first + 7 * whole - 1
    months = whole * np.where(unit == "year", _MONTHS["year"], _MONTHS["month"])
    last: Days = np.where(unit == "week", weeks, _months_later(first, months))
    return np.where(unit == "same_day", first, last)


def next_working_days(days: Days, later: npt.NDArray[np.float64], calendar: Calendar) -> tuple[Days, Any]:
    """Return each day if it is worked, else the next working day, ``later`` working days on; and which exist."""
    known = days < len(calendar.working)
    inside = np.where(known, days, 0)
    wanted = calendar.days_before[inside] + 1 + np.ceil(later).astype("int64")
    found: Days = np.searchsorted(calendar.days_before, wanted, side="left") - 1
    return found, known & (found < len(calendar.working))


def _months_later(first: Days, months: Days) -> Days:
    month = first.astype("datetime64[D]").astype("datetime64[M]")
    begun = month.astype("datetime64[D]").astype("int64")
    ends_in = month + months
    opens = ends_in.astype("datetime64[D]").astype("int64")
    length = (ends_in + 1).astype("datetime64[D]").astype("int64") - opens
    of_month = first - begun
    last: Days = opens + np.where(of_month < length, of_month - 1, length - 1)
    return last
