"""Art. 19 (3): weeks, months and years; the first day counts, no such day is the month's end, a day off goes on."""

import pandas as pd
import pytest

from kpi.core.worktime import deadline, korean_calendar
from tests.kpi.test_worktime_law import times

CALENDAR = korean_calendar()


def due(received, amount, unit, suspended=None):
    longer = None if suspended is None else pd.Series([suspended])
    found = deadline(
        times(received), amount=pd.Series([amount]), unit=pd.Series([unit]), calendar=CALENDAR, suspended=longer
    ).iloc[0]
    return None if pd.isna(found) else str(found)


@pytest.mark.parametrize(
    ("received", "amount", "unit", "day"),
    [
        ("2025-03-05 10:00", 1, "week", "2025-03-11"),  # Wed counts, so a week ends on Tue
        ("2025-03-05 10:00", 2, "week", "2025-03-18"),
        ("2025-03-10 10:00", 1, "week", "2025-03-17"),  # Mon to Sun: the next working day is Mon
        ("2025-03-05 10:00", 1, "month", "2025-04-04"),  # the day before the day of the same name
        ("2025-07-01 10:00", 1, "month", "2025-07-31"),  # from the first of a month: the whole month
        ("2025-01-31 10:00", 1, "month", "2025-02-28"),  # no 31 February: the month's end, not the day before
        ("2024-01-31 10:00", 1, "month", "2024-02-29"),
        ("2024-01-29 10:00", 1, "month", "2024-02-28"),  # 29 February exists, so the day before it
        ("2025-01-31 10:00", 3, "month", "2025-04-30"),
        ("2024-02-29 10:00", 1, "year", "2025-02-28"),
        ("2025-03-05 10:00", 1, "year", "2026-03-04"),
        ("2025-03-05 10:00", 18, "month", "2026-09-04"),
        ("2024-12-30 10:00", 1, "month", "2025-01-31"),  # ends on 설날 29 January: 30 January is off, too
        ("2025-02-10 10:00", 1, "month", "2025-03-10"),  # Sun 9 March -> Mon
        ("2025-09-05 10:00", 1, "month", "2025-10-10"),  # 4-9 October 2025: Sat, 추석 and 한글날
        ("2025-03-05 10:00", 1, "same_day", "2025-03-05"),
        ("2025-03-08 10:00", 1, "same_day", "2025-03-10"),  # received on a Saturday: begins on Mon
        ("2025-03-07 18:30", 1, "week", "2025-03-17"),  # after hours: begins on Mon 10, ends Sun 16
    ],
)
def test_periods_by_the_calendar(received, amount, unit, day):
    assert due(received, amount, unit) == f"{day} 23:59:59"


def test_the_change_of_2016_is_about_days_and_not_about_weeks_and_months():
    # Both receipts run over Saturdays; only a period in days counted them before 2016-02-12.
    assert due("2016-02-11 10:00", 1, "week") == "2016-02-17 23:59:59"
    assert due("2016-02-12 10:00", 1, "week") == "2016-02-18 23:59:59"
    assert due("2015-12-14 10:00", 1, "month") == "2016-01-13 23:59:59"
    # A last day on a Saturday went on to Monday under the old rule, too (Civil Act, Art. 161): Sat 2016-01-16.
    assert due("2015-12-17 10:00", 1, "month") == "2016-01-18 23:59:59"


def test_supplement_days_are_working_days_after_the_last_day():
    assert due("2025-03-05 10:00", 1, "month", suspended=2) == "2025-04-08 23:59:59"
    assert due("2025-03-05 10:00", 1, "month", suspended=0.5) == "2025-04-07 23:59:59"


@pytest.mark.parametrize(
    ("amount", "unit"), [(1.5, "month"), (0, "week"), (1e6, "year"), (1200, "year"), (-1, "month")]
)
def test_what_no_calendar_counts_has_no_deadline(amount, unit):
    assert due("2025-03-05 10:00", amount, unit) is None


def test_every_month_of_the_calendar_ends_where_the_civil_act_says():
    # Against the wording, day by day: the corresponding day exists (the day before it) or not (the end of the month).
    start = pd.date_range("2023-01-01", "2024-12-31")
    for begun in start[CALENDAR.working[(start - pd.Timestamp("1970-01-01")).days]][::7]:
        same = begun + pd.DateOffset(months=1)
        last = same - pd.Timedelta(days=1) if same.day == begun.day else same
        found = pd.Timestamp(due(str(begun + pd.Timedelta(hours=10)), 1, "month")).normalize()
        between = pd.date_range(last, found)
        worked = CALENDAR.working[(between - pd.Timestamp("1970-01-01")).days]
        assert (worked[-1], worked[:-1].any()) == (True, False), begun
