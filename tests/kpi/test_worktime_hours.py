"""Opening hours that differ by period, against an implementation that walks minute by minute."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.core.calendars import OFFICE_HOURS, Calendar
from kpi.core.worktime import deadline, legal_days, working_hours

SUMMER, AUTUMN = dt.date(2025, 7, 1), dt.date(2025, 9, 1)
SHORT, LONG = ((8.0, 12.0), (12.5, 14.0)), ((9.0, 20.0),)
CALENDAR = Calendar(frozenset({dt.date(2025, 8, 15)}), hours_since=((SUMMER, SHORT), (AUTUMN, LONG)))
MINUTE = dt.timedelta(minutes=1)


def is_open(moment: dt.datetime) -> bool:
    day = moment.date()
    hours = LONG if day >= AUTUMN else SHORT if day >= SUMMER else OFFICE_HOURS
    hour = moment.hour + moment.minute / 60
    return day.weekday() < 5 and day != dt.date(2025, 8, 15) and any(first <= hour < last for first, last in hours)


def series(moment: dt.datetime) -> pd.Series:
    return pd.Series([moment], dtype="datetime64[s]")


MOMENTS = st.datetimes(dt.datetime(2025, 6, 20), dt.datetime(2025, 9, 10)).map(
    lambda one: one.replace(second=0, microsecond=0)
)


@settings(max_examples=60, deadline=None)
@given(MOMENTS, st.integers(0, 8 * 24 * 60))
def test_working_time_is_what_walking_minute_by_minute_counts(start, minutes):
    walked = sum(is_open(start + number * MINUTE) for number in range(minutes)) / 60
    found = working_hours(series(start), series(start + minutes * MINUTE), calendar=CALENDAR)[0]
    assert found == pytest.approx(walked)


@settings(max_examples=60, deadline=None)
@given(MOMENTS, st.integers(1, 60))
def test_a_deadline_in_hours_is_where_walking_minute_by_minute_arrives(start, hours):
    left, moment = hours * 60, start
    while left:
        left -= is_open(moment)
        moment += MINUTE
    found = deadline(series(start), amount=pd.Series([float(hours)]), unit=pd.Series(["hour"]), calendar=CALENDAR)
    assert found[0] == moment


def test_day_one_begins_after_the_closing_hour_of_that_day():
    afternoon = dt.time(15)
    for day, days in ((dt.date(2025, 6, 30), 2), (dt.date(2025, 7, 2), 1), (dt.date(2025, 9, 2), 2)):
        end = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(10))
        counted = legal_days(series(dt.datetime.combine(day, afternoon)), series(end), calendar=CALENDAR)
        assert counted[0] == days, day
    assert CALENDAR.closing(np.array([(one - dt.date(1970, 1, 1)).days for one in (SUMMER, AUTUMN)])).tolist() == [
        50_400,
        72_000,
    ]


def test_the_version_changes_with_later_hours_and_without_them_is_what_it_was():
    plain = Calendar(frozenset())
    later = Calendar(frozenset(), hours_since=((SUMMER, SHORT),))
    assert plain.version == "2ca8c0e1d13e"
    assert len({plain.version, later.version, Calendar(frozenset(), hours_since=((AUTUMN, SHORT),)).version}) == 3
    assert [later.hours_on(day) for day in (SUMMER - dt.timedelta(days=1), SUMMER)] == [OFFICE_HOURS, SHORT]


@pytest.mark.parametrize(
    "since", [((SUMMER, ()),), ((AUTUMN, SHORT), (SUMMER, LONG)), ((SUMMER, SHORT), (SUMMER, LONG))]
)
def test_hours_that_are_none_or_days_that_do_not_ascend_are_refused(since):
    with pytest.raises(ValueError, match="must"):
        Calendar(frozenset(), hours_since=since)
