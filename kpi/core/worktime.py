"""Working time and deadlines as the Korean petitions law counts them (민원처리법 Art. 19, 시행령 Art. 19)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from kpi.core.calendar_terms import CALENDAR_UNITS, MOST_YEARS, last_days, next_working_days
from kpi.core.calendars import (
    DAY_SECONDS,
    SATURDAYS_OUT_FROM,
    Calendar,
    Days,
    days_of,
    korean_calendar,
    last_second,
)

__all__ = ["Calendar", "deadline", "korean_calendar", "legal_days", "suspended_days", "working_hours"]

IMMEDIATE_HOURS = 3.0
"""시행령 Art. 19: 'at once' means within 3 working hours."""
HOURS_A_DAY = 8.0
"""Art. 19 (1): a period of 5 days or less runs in hours, a day being 8 working hours."""
DAYS_FROM = 6.0
"""Art. 19 (2): from here on a period runs in days, the first day counted."""
UNITS = ("day", "hour", "immediate", *CALENDAR_UNITS)

Mask = npt.NDArray[np.bool_]
_OLD_RULE_ENDS = int((SATURDAYS_OUT_FROM - dt.date(1970, 1, 1)).days)


def working_hours(
    start: pd.Series[Any],
    end: pd.Series[Any],
    *,
    calendar: Calendar,
    suspended: pd.Series[Any] | None = None,
) -> pd.Series[float]:
    """Return the working hours from start to end.

    Parameters
    ----------
    start, end : Series[datetime64]
        Naive local times with the same index; fractions of a second are cut off.
    calendar : Calendar
        Days off and opening hours.
    suspended : Series[float], optional
        Working hours that do not count (supplement, hearing, tests ...); missing is none.

    Returns
    -------
    Series[float]
        Working hours; NaN where a time is missing, outside 1970-2100, or the end is before the start. Never below 0.
    """
    begun, known_start = _seconds(start)
    ended, known_end = _seconds(end)
    known = known_start & known_end & (ended >= begun)
    hours = (_worked_before(ended, calendar) - _worked_before(begun, calendar)) / 3600.0
    return _series(np.maximum(hours - _amounts(suspended, start), 0.0), known, start)


def legal_days(
    start: pd.Series[Any],
    end: pd.Series[Any],
    *,
    calendar: Calendar,
    suspended: pd.Series[Any] | None = None,
) -> pd.Series[float]:
    """Return the days from receipt to completion as periods of 6 days and more are counted (Art. 19 (2)).

    The first day counts, days off do not; received after hours or on a day off, day 1 is the next working day (an
    assumption of ours). Received before 2016-02-12, Saturdays count. ``suspended`` are days counted the same way that
    are left out (see ``suspended_days``). Completed before day 1 began: 0. NaN as in ``working_hours``.
    """
    begun, known_start = _seconds(start)
    ended, known_end = _seconds(end)
    known = known_start & known_end & (ended >= begun)
    taken = _counted(_first_day(begun, calendar), days_of(ended), begun, calendar)
    return _series(np.maximum(taken - _amounts(suspended, start), 0.0), known, start)


def suspended_days(
    sent: pd.Series[Any], returned: pd.Series[Any], *, received: pd.Series[Any], calendar: Calendar
) -> pd.Series[float]:
    """Return the days a supplement took: the day it was sent for and the day it came back are both out.

    Counted by the rule of the day of receipt (행정절차법 시행령 Art. 11); NaN as in ``working_hours``.
    """
    out, known_out = _seconds(sent)
    back, known_back = _seconds(returned)
    got, known_got = _seconds(received)
    days = _counted(days_of(out), days_of(back), got, calendar)
    return _series(days, known_out & known_back & known_got & (back >= out), sent)


def deadline(
    received: pd.Series[Any],
    *,
    amount: pd.Series[Any],
    unit: pd.Series[Any],
    calendar: Calendar,
    suspended: pd.Series[Any] | None = None,
) -> pd.Series[Any]:
    """Return the moment a petition is due.

    Parameters
    ----------
    received : Series[datetime64]
        Naive local time of receipt. Outside working hours the period starts at the next working moment.
    amount : Series[float]
        Length of the period in ``unit``; not used for "immediate".
    unit : Series[str]
        "day" (below 6: 8 working hours each; from 6: days, the first one counted), "hour" (working hours),
        "immediate" (3 working hours), or "week", "month", "year" (whole numbers, by the calendar: the first day
        counted; no such day: the end of the month; a day off at the end: the next working day), "same_day".
    suspended : Series[float], optional
        Days by which the period is longer (8 working hours each below 6 days and for hours; working days after the last
        day of weeks, months and years); missing is none.

    Returns
    -------
    Series[datetime64[s]]
        A deadline in days is the last second of its day (23:59:59), so ``completed <= deadline`` tells on time;
        NaT where the receipt, the amount or the unit is missing, or the amount is not above 0.
    """
    begun, known = _seconds(received)
    units = np.asarray(unit.astype("object").fillna(""), dtype="object")
    amounts = np.where(units == "immediate", IMMEDIATE_HOURS, amount.to_numpy(dtype="float64", na_value=np.nan))
    longer = _amounts(suspended, received)
    known &= np.isin(units, UNITS) & np.isfinite(amounts) & (np.nan_to_num(amounts) > 0)
    by_calendar = np.isin(units, CALENDAR_UNITS)
    known &= ~by_calendar | _whole(amounts)
    lengths = np.where(known, amounts, 1.0)
    in_days = (units == "day") & (lengths >= DAYS_FROM)
    to_day = in_days | by_calendar
    hours = np.where(units == "day", lengths * HOURS_A_DAY, lengths) + longer * HOURS_A_DAY
    moment, reached = _moment_after(begun, np.where(to_day, 1.0, hours), calendar)
    day, day_reached = _day_after(begun, np.where(in_days, lengths + longer, 1.0), calendar)
    if by_calendar.any():
        last = last_days(_first_day(begun, calendar), np.where(by_calendar, lengths, 1.0), units)
        term, term_reached = next_working_days(last, longer, calendar)
        day, day_reached = np.where(by_calendar, term, day), np.where(by_calendar, term_reached, day_reached)
    due = np.where(to_day, day * DAY_SECONDS + DAY_SECONDS - 1, moment)
    due = due.astype("datetime64[s]")
    due[~(known & np.where(to_day, day_reached, reached))] = np.datetime64("NaT")
    return pd.Series(due, index=received.index, name=received.name)


def _whole(amounts: npt.NDArray[np.float64]) -> Mask:
    """Return which amounts can be counted on a calendar."""
    whole: Mask = (amounts == np.rint(amounts)) & (amounts <= MOST_YEARS * 12)
    return whole


def _moment_after(begun: Days, hours: npt.NDArray[np.float64], calendar: Calendar) -> tuple[Days, Mask]:
    """Return the earliest second by which that many working hours have passed, and whether the calendar reaches it."""
    target = _worked_before(begun, calendar) + np.rint(hours * 3600.0).astype("int64")
    before = calendar.seconds_before
    day = np.searchsorted(before, target, side="left") - 1
    reached = day < len(calendar.working)
    day = np.minimum(day, len(calendar.working) - 1)
    left = target - before[day]
    of_day = np.zeros_like(left)
    for spans, places in calendar.spans_of(day):
        opened = np.concatenate([[0], np.cumsum(spans[:, 1] - spans[:, 0])[:-1]])
        span = np.maximum(np.searchsorted(opened, left[places], side="left") - 1, 0)
        of_day[places] = spans[span, 0] + left[places] - opened[span]
    return day * DAY_SECONDS + of_day, reached


def _day_after(begun: Days, days: npt.NDArray[np.float64], calendar: Calendar) -> tuple[Days, Mask]:
    """Return the day on which that many counted days have begun, and whether the calendar reaches it."""
    first = _first_day(begun, calendar)
    whole = np.ceil(days).astype("int64")
    old = days_of(begun) < _OLD_RULE_ENDS
    found = [
        np.searchsorted(before, before[first] + whole, side="left") - 1
        for before in (calendar.days_before_with_saturdays, calendar.days_before)
    ]
    day = np.where(old, found[0], found[1])
    return day, day < len(calendar.working)


def _counted(first: Days, last: Days, received: Days, calendar: Calendar) -> Days:
    """Return the days counted from first to last, both in, by the rule of the moment of receipt."""
    old = days_of(received) < _OLD_RULE_ENDS
    with_saturdays = calendar.days_before_with_saturdays[last + 1] - calendar.days_before_with_saturdays[first]
    return np.where(old, with_saturdays, calendar.days_before[last + 1] - calendar.days_before[first])


def _first_day(begun: Days, calendar: Calendar) -> Days:
    """Return the first working day with working time left after each moment."""
    day = days_of(begun)
    closed = begun - day * DAY_SECONDS >= calendar.closing(day)
    passed = calendar.days_before[day] + (closed & calendar.working[day])
    first: Days = np.searchsorted(calendar.days_before, passed + 1, side="left") - 1
    return np.minimum(first, len(calendar.working) - 1)


def _worked_before(moments: Days, calendar: Calendar) -> Days:
    """Return the working seconds between 1970-01-01 and each second."""
    day = days_of(moments)
    of_day = moments - day * DAY_SECONDS
    passed = np.zeros_like(moments)
    for spans, places in calendar.spans_of(day):
        for opens, closes in spans:
            passed[places] += np.clip(of_day[places], opens, closes) - opens
    return calendar.seconds_before[day] + passed * calendar.working[day]


def _seconds(moments: pd.Series[Any]) -> tuple[Days, Mask]:
    """Return seconds since 1970-01-01 (0 where unknown) and which are known."""
    stamps = moments.to_numpy(dtype="datetime64[s]")
    seconds = stamps.astype("int64")
    known = ~np.isnat(stamps) & (seconds >= 0) & (seconds < last_second() - DAY_SECONDS)
    return np.where(known, seconds, 0), known


def _amounts(amounts: pd.Series[Any] | None, like: pd.Series[Any]) -> npt.NDArray[np.float64]:
    """Return the amounts as numbers, 0 where there are none."""
    if amounts is None:
        return np.zeros(len(like))
    numbers: npt.NDArray[np.float64] = np.nan_to_num(amounts.to_numpy(dtype="float64", na_value=np.nan))
    return numbers


def _series(numbers: npt.NDArray[Any], known: Mask, like: pd.Series[Any]) -> pd.Series[float]:
    """Return the numbers as a series, NaN where unknown."""
    return pd.Series(np.where(known, numbers.astype("float64"), np.nan), index=like.index, name=like.name)
