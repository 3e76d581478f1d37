"""The worked examples of Art. 19 and the days off they rest on."""

import datetime as dt

import pandas as pd
import pytest

from kpi.core.worktime import Calendar, deadline, korean_calendar, legal_days, suspended_days, working_hours

CALENDAR = korean_calendar()

EXAMPLES = [
    # received, amount, unit, due
    ("2015-07-03 10:00", 7, "day", "2015-07-10 23:59:59"),
    ("2016-02-11 10:00", 7, "day", "2016-02-18 23:59:59"),
    ("2016-02-12 10:00", 7, "day", "2016-02-22 23:59:59"),
    ("2014-09-05 11:00", 7, "day", "2014-09-16 23:59:59"),
    ("2015-08-13 17:00", 1, "day", "2015-08-17 17:00"),
    ("2015-08-13 17:00", None, "immediate", "2015-08-17 11:00"),
    ("2017-09-29 16:30", 2, "day", "2017-10-11 16:30"),
    ("2017-09-25 09:30", 7, "day", "2017-10-11 23:59:59"),
    ("2014-06-03 15:00", 3, "day", "2014-06-10 15:00"),
    ("2021-08-13 10:00", 7, "day", "2021-08-24 23:59:59"),
    ("2023-09-27 14:00", 3, "day", "2023-10-06 14:00"),
    ("2023-09-27 14:00", 7, "day", "2023-10-12 23:59:59"),
    ("2025-05-02 13:30", 5, "day", "2025-05-13 13:30"),
    ("2024-09-30 11:30", None, "immediate", "2024-09-30 15:30"),
    ("2014-07-31 12:30", 1, "day", "2014-08-01 12:00"),
    ("2014-07-31 18:30", 3, "day", "2014-08-05 18:00"),
]


def times(*texts: str | None) -> pd.Series:
    return pd.Series(pd.to_datetime(list(texts)).astype("datetime64[s]"))


def due(
    received: str, amount: float | None, unit: str, calendar: Calendar = CALENDAR, **more: pd.Series
) -> pd.Timestamp:
    amounts = pd.Series([amount], dtype="float64")
    return deadline(times(received), amount=amounts, unit=pd.Series([unit]), calendar=calendar, **more).iloc[0]


@pytest.mark.parametrize(("received", "amount", "unit", "expected"), EXAMPLES)
def test_deadlines_of_the_worked_examples(received, amount, unit, expected):
    assert due(received, amount, unit) == pd.Timestamp(expected)


def test_all_examples_at_once_give_the_same_as_one_by_one():
    received, amount, unit, expected = zip(*EXAMPLES, strict=True)
    found = deadline(
        times(*received), amount=pd.Series(amount, dtype="float64"), unit=pd.Series(unit), calendar=CALENDAR
    )
    assert list(found) == [pd.Timestamp(day) for day in expected]


def test_a_petition_closed_on_its_deadline_took_exactly_its_legal_period():
    long = [example for example in EXAMPLES if example[1] is not None and example[1] >= 6]
    assert len(long) == 7
    taken = legal_days(times(*(row[0] for row in long)), times(*(row[3] for row in long)), calendar=CALENDAR)
    assert list(taken) == [row[1] for row in long]
    short = [example for example in EXAMPLES if example not in long]
    hours = working_hours(times(*(row[0] for row in short)), times(*(row[3] for row in short)), calendar=CALENDAR)
    assert list(hours) == [3.0 if row[2] == "immediate" else row[1] * 8.0 for row in short]


TEMPORARY = ["2015-08-14", "2016-05-06", "2017-10-02", "2020-08-17", "2023-10-02", "2024-10-01", "2025-01-27"]
ELECTIONS = ["2014-06-04", "2016-04-13", "2017-05-09", "2018-06-13", "2020-04-15", "2022-03-09", "2022-06-01"]
ELECTIONS += ["2024-04-10", "2025-06-03", "2026-06-03"]
SUBSTITUTES = ["2014-09-10", "2021-08-16", "2023-01-24", "2025-03-03", "2025-05-06", "2025-10-08", "2026-08-17"]


@pytest.mark.parametrize("day", TEMPORARY + ELECTIONS + SUBSTITUTES)
def test_temporary_election_and_substitute_days_are_off(day):
    assert dt.date.fromisoformat(day) in CALENDAR.holidays
    hours = working_hours(times(f"{day} 00:00"), times(f"{day} 23:59"), calendar=CALENDAR)
    assert list(hours) == [0.0]


def test_the_calendar_says_until_when_it_is_vouched_for():
    assert CALENDAR.vouched_until == dt.date(2027, 12, 31)
    assert korean_calendar(2014, 2020).vouched_until == dt.date(2020, 12, 31)


def test_an_office_can_add_and_remove_days_off():
    friday, monday = dt.date(2025, 11, 7), dt.date(2025, 5, 5)
    changed = korean_calendar(added=[friday], removed=[monday])
    start, end = times("2025-11-06 09:00", "2025-05-02 09:00"), times("2025-11-07 18:00", "2025-05-05 18:00")
    assert list(working_hours(start, end, calendar=CALENDAR)) == [16.0, 8.0]
    assert list(working_hours(start, end, calendar=changed)) == [8.0, 16.0]
    assert changed.version != CALENDAR.version
    assert korean_calendar().version == CALENDAR.version


def test_opening_hours_can_be_set():
    late_lunch = korean_calendar(hours=((9, 13), (14, 18)))
    start, end = times("2024-09-30 11:30"), times("2024-09-30 13:30")
    assert list(working_hours(start, end, calendar=CALENDAR)) == [1.0]
    assert list(working_hours(start, end, calendar=late_lunch)) == [1.5]
    assert due("2024-09-30 11:30", None, "immediate", late_lunch) == pd.Timestamp("2024-09-30 15:30")


@pytest.mark.parametrize("hours", [(), ((9, 9),), ((13, 18), (9, 12)), ((9, 13), (12, 18)), ((20, 25),), ((-1, 5),)])
def test_opening_hours_that_are_none_are_refused(hours):
    with pytest.raises(ValueError, match="opening hours"):
        korean_calendar(hours=hours)


def test_received_on_a_day_off_or_after_hours_day_one_is_the_next_working_day():
    received = times("2025-03-07 17:59", "2025-03-07 18:00", "2025-03-08 10:00", "2025-03-09 10:00", "2025-03-10 08:00")
    closed = times(*["2025-03-10 15:00"] * 5)
    assert list(legal_days(received, closed, calendar=CALENDAR)) == [2, 1, 1, 1, 1]


def test_saturdays_count_only_when_received_before_12_february_2016():
    received = times("2016-02-11 10:00", "2016-02-12 10:00")
    closed = times("2016-02-15 10:00", "2016-02-15 10:00")
    assert list(legal_days(received, closed, calendar=CALENDAR)) == [4, 2]


def test_a_holiday_on_a_saturday_never_counted():
    # 2015-08-14 was a temporary holiday, 2015-08-15 a holiday on a Saturday
    assert list(legal_days(times("2015-08-13 10:00"), times("2015-08-17 10:00"), calendar=CALENDAR)) == [2]


def test_closed_before_day_one_began_took_no_day():
    assert list(legal_days(times("2025-03-07 19:00"), times("2025-03-07 19:30"), calendar=CALENDAR)) == [0]


def test_the_day_a_supplement_was_asked_for_and_the_day_it_came_are_both_out():
    sent, returned, received = times("2025-03-06 11:00"), times("2025-03-10 09:00"), times("2025-03-05 10:00")
    out = suspended_days(sent, returned, received=received, calendar=CALENDAR)
    assert list(out) == [3]
    closed = times("2025-03-14 10:00")
    assert list(legal_days(received, closed, calendar=CALENDAR)) == [8]
    assert list(legal_days(received, closed, calendar=CALENDAR, suspended=out)) == [5]
    assert due("2025-03-05 10:00", 7, "day", suspended=out) == pd.Timestamp("2025-03-18 23:59:59")
    assert due("2025-03-05 10:00", 2, "day", suspended=out) == pd.Timestamp("2025-03-12 10:00")


def test_suspended_hours_never_push_a_time_below_zero():
    start, end = times("2025-03-05 09:00", "2025-03-05 09:00"), times("2025-03-05 12:00", "2025-03-05 12:00")
    suspended = pd.Series([1.0, 9.0])
    assert list(working_hours(start, end, calendar=CALENDAR, suspended=suspended)) == [2.0, 0.0]


def test_missing_backward_and_impossible_times_have_no_length():
    start = times("2025-03-05 09:00", None, "2025-03-05 09:00", "1066-10-14 09:00")
    end = times(None, "2025-03-05 09:00", "2025-03-04 09:00", "2025-03-05 09:00")
    assert working_hours(start, end, calendar=CALENDAR).isna().all()
    assert legal_days(start, end, calendar=CALENDAR).isna().all()


@pytest.mark.parametrize(
    ("received", "amount", "unit"),
    [
        (None, 7, "day"),
        ("2025-03-05", None, "day"),
        ("2025-03-05", 0, "day"),
        ("2025-03-05", 7, ""),
        ("2025-03-05", 1e7, "day"),
    ],
)
def test_without_receipt_length_or_unit_there_is_no_deadline(received, amount, unit):
    assert pd.isna(due(received, amount, unit))


def test_results_keep_the_index_and_leave_the_input_alone():
    start = times("2025-03-05 09:00", "2025-03-06 09:00").set_axis([7, 3])
    end = start + pd.Timedelta(hours=1)
    before = start.copy()
    assert list(working_hours(start, end, calendar=CALENDAR).index) == [7, 3]
    assert list(legal_days(start, end, calendar=CALENDAR).index) == [7, 3]
    found = deadline(
        start, amount=pd.Series([1, 1], index=[7, 3]), unit=pd.Series(["day"] * 2, index=[7, 3]), calendar=CALENDAR
    )
    assert list(found.index) == [7, 3]
    pd.testing.assert_series_equal(start, before)


def test_nothing_in_nothing_out():
    nothing = times()
    assert working_hours(nothing, nothing, calendar=CALENDAR).empty
    assert legal_days(nothing, nothing, calendar=CALENDAR).empty
    found = deadline(nothing, amount=pd.Series(dtype=float), unit=pd.Series(dtype="str"), calendar=CALENDAR)
    assert found.empty
    assert found.dtype == "datetime64[s]"
