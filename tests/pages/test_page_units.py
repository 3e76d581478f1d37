"""The unit beside a chart's heading is that of its axis, of its title and of the chart in a report."""

from __future__ import annotations

import pytest

from charts.breakdown import breakdown
from charts.cumulative import cumulative, describe
from charts.trend import trend
from kpi.core.indicator import indicators
from kpi.sentences.origin import Origin
from kpi.sentences.rows import rows_of
from pages.parts import units
from reports.compose_charts import parts_chart, since_chart, trend_chart
from services.pictures import Picture
from services.results import Ask
from tests.charts.made_results import results

TIME, ON_TIME = indicators()["processing_time"], indicators()["on_time_rate"]
DAYS, HOURS = "일(근무일, 1일=8시간)", "시간(근무시간)"
LEVELS = {"start": 2025, "value": 21.5, "low": 20.0, "high": 23.0, "verdict": "improved"}
SHORT = {"change": -2.7, "change_low": -4.0, "change_high": -1.4, "crude_change": -3.0, "within": -2.7, "mix": -0.3}
LONG = {"change": -5.1, "change_low": -8.6, "change_high": -1.6, "crude_change": -5.0, "within": -9.0, "mix": 4.0}
DRAW = {"trend": trend, "cumulative": cumulative, "breakdown": breakdown}


def made(**changes: float):
    return results([{"start": 2019, "value": 24.2}, {**LEVELS, **changes}], TIME)


@pytest.mark.parametrize(
    ("kind", "changes", "unit", "said"),
    [
        ("trend", SHORT, DAYS, "21.5시간(2.7일)"),
        ("cumulative", SHORT, HOURS, "2.7시간 단축"),
        ("cumulative", LONG, DAYS, "0.64일 단축"),
        ("breakdown", SHORT, HOURS, "-3.0시간 중 같은 업무 -2.7시간"),
        ("breakdown", LONG, DAYS, "-0.62일 중 같은 업무 -1.12일"),
    ],
)
def test_heading_axis_title_and_report_of_a_time_have_one_unit(kind, changes, unit, said):
    frame = made(**changes)
    rows = rows_of(frame, TIME)
    shared = {"indicator": TIME, "lang": "ko"}
    title = DRAW[kind](frame, **shared, frame="file").layout.title.text
    written = {
        "trend": lambda: trend_chart(rows, **shared, origin=Origin(), compare="previous"),
        "cumulative": lambda: since_chart(rows, **shared, origin=Origin(), compare="base"),
        "breakdown": lambda: parts_chart(rows, **shared, origin=Origin()),
    }[kind]()
    assert f"단위: {unit}" in title
    assert said in title
    assert (written.unit, said in written.message) == (unit, True)
    assert units.in_days(Picture(kind, TIME.id, Ask()), rows) == (unit == DAYS)


def test_a_chart_of_changes_says_the_same_unit_to_those_who_cannot_see_it():
    assert describe(made(**LONG), indicator=TIME, lang="ko").count("0.64일 단축") == 2


def test_changes_of_a_share_are_in_points_of_it():
    heading = {kind: units.own(Picture(kind, ON_TIME.id, Ask())) for kind in ("trend", "cumulative")}
    assert heading == {"trend": "", "cumulative": "%p"}
