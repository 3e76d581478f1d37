"""The distribution of times: two periods, cumulative, in days where they are long."""

from __future__ import annotations

import pytest

from charts.distribution import curve, distribution, in_days
from kpi.core.indicator import indicators

TIME, COUNTER = indicators()["processing_time"], indicators()["handling_time"]


def bins(year, *pairs):
    return [{"period_start": f"{year}-01-01", "period_months": 12, "value": v, "count": n} for v, n in pairs]


ROWS = [*bins(2023, (1.0, 5)), *bins(2024, (8.0, 1), (0.0, 3)), *bins(2025, (4.0, 2), (16.0, 2), (80.0, 96))]


def test_a_curve_is_the_percent_done_within_each_time():
    assert curve(bins(2024, (8.0, 1), (0.0, 3))) == ([0.0, 8.0], [75.0, 100.0])


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_last_two_periods_are_drawn_in_days_of_eight_hours(lang, mode):
    figure = distribution(ROWS, indicator=TIME, lang=lang, mode=mode)
    assert [trace.name for trace in figure.data] == (["2024년", "2025년"] if lang == "ko" else ["2024", "2025"])
    assert list(figure.data[1].x) == [0.5, 2.0, 10.0]
    assert list(figure.data[1].y) == [2.0, 4.0, 100.0]
    assert [shape.y0 for shape in figure.layout.shapes] == [50, 90]


def test_minutes_stay_minutes_and_nothing_draws_an_empty_picture():
    figure = distribution(bins(2025, (30.0, 1)), indicator=COUNTER, lang="ko")
    assert list(figure.data[0].x) == [30.0]
    assert not in_days(bins(2025, (30.0, 1)), COUNTER)
    assert not distribution([], indicator=TIME, lang="ko").data
