"""Working time against a second, dumb implementation that walks day by day."""

import datetime as dt

import holidays
import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.core.worktime import deadline, korean_calendar, legal_days, working_hours

CALENDAR = korean_calendar()
OFF = holidays.KR(years=range(2012, 2031))
SPANS = [(dt.time(9), dt.time(12)), (dt.time(13), dt.time(18))]
ONE = dt.timedelta(days=1)


def is_off(day: dt.date, *, saturdays: bool = True) -> bool:
    return day.weekday() == 6 or day in OFF or (saturdays and day.weekday() == 5)


def walked_hours(start: dt.datetime, end: dt.datetime) -> float:
    total, day = dt.timedelta(), start.date()
    while day <= end.date():
        for opens, closes in SPANS if not is_off(day) else []:
            begun = max(dt.datetime.combine(day, opens), start)
            ended = min(dt.datetime.combine(day, closes), end)
            total += max(ended - begun, dt.timedelta())
        day += ONE
    return total.total_seconds() / 3600


def first_day(start: dt.datetime) -> dt.date:
    day = start.date() + (ONE if start.time() >= dt.time(18) else dt.timedelta())
    while is_off(day):
        day += ONE
    return day


def walked_days(start: dt.datetime, end: dt.datetime) -> int:
    day, count = first_day(start), 0
    while day <= end.date():
        count += not is_off(day, saturdays=start.date() >= dt.date(2016, 2, 12))
        day += ONE
    return count


def walked_deadline(start: dt.datetime, amount: float, unit: str) -> dt.datetime:
    if unit == "day" and amount >= 6:
        day, left = first_day(start), amount
        while True:
            left -= not is_off(day, saturdays=start.date() >= dt.date(2016, 2, 12))
            if left <= 0:
                return dt.datetime.combine(day, dt.time(23, 59, 59))
            day += ONE
    left = dt.timedelta(hours={"immediate": 3, "day": 8 * amount, "hour": amount}[unit])
    day = start.date()
    while True:
        for opens, closes in SPANS if not is_off(day) else []:
            begun = max(dt.datetime.combine(day, opens), start)
            room = dt.datetime.combine(day, closes) - begun
            if room >= left:
                return begun + left
            left -= max(room, dt.timedelta())
        day += ONE


MOMENTS = st.one_of(
    st.datetimes(dt.datetime(2013, 1, 1), dt.datetime(2027, 12, 31)),
    st.datetimes(dt.datetime(2016, 2, 1), dt.datetime(2016, 2, 29)),
    st.builds(
        dt.datetime.combine,
        st.dates(dt.date(2013, 1, 1), dt.date(2027, 12, 31)),
        st.sampled_from([dt.time(h, m) for h in (0, 8, 9, 12, 13, 17, 18, 23) for m in (0, 59)]),
    ),
).map(lambda moment: moment.replace(microsecond=0))
LENGTHS = st.integers(0, 60 * 86_400).map(lambda seconds: dt.timedelta(seconds=seconds))
PERIODS = st.one_of(
    st.tuples(st.integers(1, 30).map(float), st.just("day")),
    st.tuples(st.integers(1, 100).map(float), st.just("hour")),
    st.just((np.nan, "immediate")),
)


def series(*moments: dt.datetime) -> pd.Series:
    return pd.Series(list(moments), dtype="datetime64[s]")


@settings(max_examples=300, deadline=None)
@given(MOMENTS, LENGTHS)
def test_working_time_is_what_walking_day_by_day_counts(start, length):
    begun, ended = series(start), series(start + length)
    assert working_hours(begun, ended, calendar=CALENDAR)[0] == walked_hours(start, start + length)
    assert legal_days(begun, ended, calendar=CALENDAR)[0] == walked_days(start, start + length)


@settings(max_examples=300, deadline=None)
@given(MOMENTS, PERIODS)
def test_a_deadline_is_where_walking_day_by_day_arrives(start, period):
    amount, unit = period
    found = deadline(series(start), amount=pd.Series([amount]), unit=pd.Series([unit]), calendar=CALENDAR)
    assert found[0] == walked_deadline(start, amount, unit)


@settings(max_examples=100, deadline=None)
@given(MOMENTS, LENGTHS, LENGTHS)
def test_working_time_adds_up(start, first, second):
    middle, end = start + first, start + first + second
    whole = working_hours(series(start), series(end), calendar=CALENDAR)[0]
    parts = working_hours(series(start, middle), series(middle, end), calendar=CALENDAR)
    assert abs(whole - parts.sum()) < 1e-9
