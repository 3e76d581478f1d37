"""Numbers, changes, times and dates as text."""

from __future__ import annotations

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.core import formats
from kpi.core.indicator import indicators
from kpi.core.periods import Period, year
from tests.charts.made_results import AWARDS, ON_TIME, SATISFACTION, TIME


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(1234.56, 1, "1,234.6"), (0.0, 0, "0"), (-0.04, 1, "0.0"), (None, 1, "-"), (math.nan, 1, "-"), (math.inf, 0, "-")],
)
def test_a_number_has_commas_and_fixed_decimals_and_missing_is_a_dash(value, decimals, text):
    assert formats.number(value, decimals, "ko") == text


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "ko", "en"),
    [
        (8.94, "points", 2, "+8.94점", "+8.94 points"),
        (-1.24, "percent", 1, "-1.2%p", "-1.2 pp"),
        (-2.1, "hours", 1, "-2.1시간", "-2.1 h"),
        (-5.68, "minutes", 1, "-5.7분", "-5.7 min"),
        (3.0, "projects", 0, "+3건", "+3 projects"),
        (0.0, "points", 1, "0.0점", "0.0 points"),
    ],
)
def test_a_change_has_its_sign_and_a_difference_of_percentages_is_never_percent(value, unit, decimals, ko, en):
    assert formats.change(value, unit, decimals, "ko") == ko
    assert formats.change(value, unit, decimals, "en") == en


def test_a_change_of_a_count_has_the_words_of_its_indicator():
    assert formats.change_of(-3.0, AWARDS, "ko") == "-3건"
    assert formats.change_of(2.0, AWARDS, "en") == "+2 awards"


def test_a_rise_in_points_is_not_percent_and_its_growth_is():
    """Chungnam satisfaction 74.04 (2013) -> 82.98 (2014), printed in the source study."""
    assert formats.change_of(82.98 - 74.04, SATISFACTION, "ko") == "+8.9점"
    assert formats.growth((82.98 - 74.04) / 74.04, "ko") == "+12.1%"


@pytest.mark.parametrize(
    ("hours", "ko", "en"),
    [
        (25.6, "3.2일(근무일)", "3.2 working days"),
        (5.0, "5.0시간(근무시간)", "5.0 working hours"),
        (8.0, "1.0일(근무일)", "1.0 working days"),
    ],
)
def test_working_time_from_eight_hours_on_is_days_of_eight_hours(hours, ko, en):
    assert formats.working_time(hours, "ko") == ko
    assert formats.working_time(hours, "en") == en


def test_a_quantity_of_hours_says_its_days_too():
    assert formats.quantity(25.1, TIME, "ko") == "25.1시간(3.1일)"
    assert formats.quantity(25.1, TIME, "en") == "25.1 h (3.1 days)"
    assert formats.quantity(7.9, TIME, "ko") == "7.9시간"
    assert formats.quantity(91.25, ON_TIME, "ko") == "91.2%"
    assert formats.quantity(None, TIME, "ko") == "-"


def test_dates_are_written_as_each_language_writes_them():
    assert formats.date_text(dt.date(2026, 1, 5), "ko") == "2026. 1. 5."
    assert formats.date_text(dt.date(2026, 1, 5), "en") == "5 Jan 2026"


def test_intervals_are_joined_by_tilde_or_to_and_empty_without_an_end():
    assert formats.interval(1.2, 3.0, 1, "ko") == "1.2~3.0"
    assert formats.signed_interval(-2.0, 0.4, 1, "en") == "-2.0 to +0.4"
    assert formats.interval(None, 3.0, 1, "ko") == ""
    assert formats.interval(math.nan, 3.0, 1, "ko") == ""


@pytest.mark.parametrize(
    ("period", "text"),
    [
        (year(2024), "2024"),
        (Period(dt.date(2024, 4, 1), 3), "2024.2Q"),
        (Period(dt.date(2024, 3, 1), 1), "2024.03"),
        (Period(dt.date(2024, 9, 1), 12), "2024.09-2025.08"),
    ],
)
def test_ticks_need_no_language(period, text):
    assert formats.tick(period) == text


def test_a_range_of_one_period_is_that_period():
    assert formats.period_range(year(2024), year(2024), "ko") == "2024년"
    assert formats.period_range(year(2019), year(2024), "en") == "2019 to 2024"


@given(st.floats(-1e9, 1e9, allow_nan=False), st.integers(0, 4))
def test_a_formatted_number_reads_back_as_the_rounded_number(value, decimals):
    text = formats.number(value, decimals)
    assert float(text.replace(",", "")) == pytest.approx(round(value, decimals), abs=10**-decimals / 1e6)
    assert "\u2212" not in text


@given(st.floats(-1e6, 1e6, allow_nan=False), st.integers(0, 3))
def test_a_sign_is_there_exactly_when_the_rounded_number_is_not_zero(value, decimals):
    text = formats.signed(value, decimals)
    assert text.startswith(("+", "-")) == (round(value, decimals) != 0)


def test_one_of_a_thing_is_in_the_singular_in_english():
    projects = indicators()["joint_projects"]
    said = [formats.quantity(value, projects, "en") for value in (0.0, 1.0, 2.0)]
    assert said == ["0 projects", "1 project", "2 projects"]
    assert [formats.change_of(value, projects, "en") for value in (-1.0, 1.0, 11.0)] == [
        "-1 project",
        "+1 project",
        "+11 projects",
    ]
    assert formats.quantity(1.0, projects, "ko") == "1건"
