"""Statutory periods and deadlines of cases: what is due when, and what was kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from kpi.core.calendar_terms import CALENDAR_UNITS
from kpi.core.text import Text
from kpi.core.worktime import DAYS_FROM, HOURS_A_DAY, IMMEDIATE_HOURS, deadline, legal_days, working_hours
from loaders.load.cases import Cases
from loaders.load.observed import DAY_END
from loaders.load.reading import Reading

EXCLUDED_STATUS = (
    "취하",
    "취소",
    "이송",
    "이첩",
    "반려",
    "중복",
    "withdraw",
    "withdrew",
    "cancel",
    "transfer",
    "duplicate",
    "reject",
)
"""Status words that take a case out of the on-time rate (KOREAN_PRACTICE 2)."""
LONG_DAYS, FAR_DAYS = 366, 3653
_EXCLUDED = Text(
    "취하·이송·반려·중복으로 처리된 {count}건은 기한준수율에서 뺍니다: {rows_text}행. 상태가 맞는지 확인하세요.",
    "{count} withdrawn, transferred, rejected or duplicate cases stay out of the on-time rate: rows {rows_text}. Check the status.",
)
_NO_DEADLINE = Text(
    "처리기한이 없는 {count}건은 기한준수율에서 뺍니다: {rows_text}행. 기한이 있으면 채우세요.",
    "{count} cases without a deadline stay out of the on-time rate: rows {rows_text}. Fill in the deadlines there are.",
)
_COMPUTED = Text(
    "처리기한이 없는 {count}건은 법정처리기간으로 기한을 계산했습니다(민원처리법 제19조).",
    "The deadline of {count} cases was computed from the statutory period (Art. 19 of the petitions act).",
)
_BY_CALENDAR = Text(
    "법정처리기간이 주·월·연 또는 당일인 {count}건은 기한준수율에만 세고 단축률에서는 뺍니다. 달력으로 세는 기간이라 법이 정한 "
    "일수가 없습니다(민원처리법 제19조 3항): {rows_text}행",
    "{count} cases with a statutory period in weeks, months or years, or of the same day, count for the on-time rate and "
    "not for the shortening rate: such periods run by the calendar and have no legal number of days (Art. 19 (3)): rows "
    "{rows_text}",
)
_ZERO = Text(
    "법정처리기간이 0인 {count}건은 기한 계산과 단축률에서 뺍니다: {rows_text}행",
    "{count} cases with a statutory period of 0 have no computed deadline and stay out of the shortening rate: rows {rows_text}",
)
_LONG = Text(
    "접수부터 완료까지 1년이 넘는 {count}건이 있습니다: {rows_text}행. 연도가 맞는지 확인하세요.",
    "{count} cases took more than a year from receipt to completion: rows {rows_text}. Check the years.",
)
_ODD = Text(
    "처리기한이 접수일보다 이르거나 10년 넘게 뒤인 {count}건이 있습니다: {rows_text}행. 기한의 연도가 맞는지 확인하세요.",
    "{count} deadlines lie before the day of receipt or more than ten years after it: rows {rows_text}. Check their years.",
)
_LATE_OPEN = Text(
    "기한이 지나도록 처리되지 않은 {count}건은 기한 경과로 셉니다({as_of} 기준): {rows_text}행",
    "{count} open cases past their deadline count as late (as of {as_of}): rows {rows_text}",
)


@dataclass(frozen=True)
class Statutory:
    """Statutory and actual lengths; in days from 6 days on, in working hours below; NaN where it does not apply.

    Periods in weeks, months, years and "당일" have neither: the law counts no days or hours for them.
    """

    days: pd.Series[Any]
    actual_days: pd.Series[Any]
    hours: pd.Series[Any]
    actual_hours: pd.Series[Any]


@dataclass(frozen=True)
class Deadlines:
    """``due``: last second in time; ``on_time``: 1, 0, or NaN where the case does not count."""

    due: pd.Series[Any]
    on_time: pd.Series[Any]
    counts: dict[str, int]


def statutory_of(reading: Reading, cases: Cases) -> Statutory:
    """Return statutory and actual lengths of closed cases, supplement time out."""
    amount, unit = reading.length("statutory_period")
    suspended, _ = suspended_days(reading)
    if unit.eq("").all():
        _say_outside(reading, cases, amount, unit)
        return Statutory(amount, amount, amount, amount)
    in_days = unit.eq("day") & (amount >= DAYS_FROM)
    hours = amount.where(unit.eq("hour")).mask(unit.eq("day"), amount * HOURS_A_DAY)
    hours = hours.mask(unit.eq("immediate"), IMMEDIATE_HOURS)
    hours = hours.where(hours > 0)
    _say_outside(reading, cases, amount, unit)
    calendar = reading.context.calendar
    actual_days = legal_days(cases.start, cases.end, calendar=calendar, suspended=suspended)
    actual_hours = working_hours(cases.start, cases.end, calendar=calendar, suspended=suspended * HOURS_A_DAY)
    both_days = in_days & actual_days.notna()
    both_hours = ~in_days & hours.notna() & actual_hours.notna()
    return Statutory(
        days=amount.where(both_days),
        actual_days=actual_days.where(both_days),
        hours=hours.where(both_hours),
        actual_hours=actual_hours.where(both_hours),
    )


def _say_outside(reading: Reading, cases: Cases, amount: pd.Series[Any], unit: pd.Series[Any]) -> None:
    """Say which statutory periods count for nothing, or for the on-time rate alone, and which cases took years."""
    here = cases.received.values.notna()
    by_calendar = here & unit.isin(CALENDAR_UNITS)
    zero = here & unit.ne("") & amount.eq(0)
    long = (cases.end - cases.start) > pd.Timedelta(days=LONG_DAYS)
    if by_calendar.any():
        reading.say("note", "calendar_terms", _BY_CALENDAR, marked=by_calendar, field_name="statutory_period")
    if zero.any():
        reading.say("warning", "zero_term", _ZERO, marked=zero, field_name="statutory_period")
    if long.any():
        reading.say("warning", "long_case", _LONG, marked=long, field_name="completed_at")


def suspended_days(reading: Reading) -> tuple[pd.Series[Any], pd.Series[Any]]:
    """Return the days that do not count (8 working hours are a day), 0 where there are none; and where there are any."""
    amount, unit = reading.length("suspended")
    days = amount.where(unit.eq("day"), amount / HOURS_A_DAY)
    return days.where(days > 0, 0.0), days > 0


def deadlines_of(reading: Reading, cases: Cases) -> Deadlines:
    """Return what is due when and whether it was kept; the file's own deadline wins over a computed one."""
    due = _due(reading, cases)
    out = cases.backwards | _excluded(reading, cases)
    here = cases.received.values.notna()
    if reading.has("deadline") or reading.has("statutory_period"):
        without = here & ~out & due.isna()
        if without.any():
            reading.say("warning", "no_deadline", _NO_DEADLINE, marked=without, field_name="deadline")
    known = here & ~out & due.notna()
    kept = (cases.completed.values <= due).astype("float64").where(known & cases.closed)
    overdue = known & ~cases.closed & (due < cases.as_of if cases.as_of is not None else False)
    if overdue.any():
        as_of = f"{cases.as_of:%Y-%m-%d}"
        reading.say("note", "open_overdue", _LATE_OPEN, marked=overdue, field_name="completed_at", as_of=as_of)
    return Deadlines(
        due,
        kept.mask(overdue, 0.0),
        {"overdue_open": int(overdue.sum()), "no_deadline": int((here & due.isna()).sum())},
    )


def _due(reading: Reading, cases: Cases) -> pd.Series[Any]:
    own = reading.moments("deadline")
    midnight = own.values.dt.normalize().eq(own.values)
    ends = own.values + DAY_END
    due = own.values.where(own.timed & ~midnight, ends)
    after = due - cases.received.values
    odd = (after < pd.Timedelta(0)) | (after > pd.Timedelta(days=FAR_DAYS))
    if odd.any():
        reading.say("warning", "odd_deadline", _ODD, marked=odd, field_name="deadline")
    if reading.has("statutory_period") or reading.has("suspended"):
        due = _computed(reading, cases, due)
    return due.where(cases.received.values.notna()).astype("datetime64[s]")


def _computed(reading: Reading, cases: Cases, due: pd.Series[Any]) -> pd.Series[Any]:
    """Return the deadlines with those of the statutory period where the file has none."""
    amount, unit = reading.length("statutory_period")
    days, _ = suspended_days(reading)
    lacking = due.isna() & unit.ne("") & cases.received.values.notna()
    if lacking.any():
        calendar = reading.context.calendar
        computed = deadline(cases.received.values, amount=amount, unit=unit, calendar=calendar, suspended=days)
        due = due.where(~lacking, computed)
        lacking &= due.notna()
    if lacking.any():
        reading.say("note", "deadline_computed", _COMPUTED, marked=lacking)
    return due


def _excluded(reading: Reading, cases: Cases) -> pd.Series[Any]:
    status = reading.text("status")
    words = [*EXCLUDED_STATUS, *(word.casefold() for word in reading.choice.exclude)]
    telling = [value for value in status.unique() if any(word in value.casefold() for word in words)]
    out = status.isin(telling) & cases.received.values.notna()
    if out.any():
        reading.say("warning", "status_excluded", _EXCLUDED, marked=out, field_name="status")
    return out
