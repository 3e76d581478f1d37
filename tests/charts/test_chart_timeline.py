"""The timeline of cases and achievements: every entry has its place, none lies on another, and the words count them."""

from __future__ import annotations

import itertools
import math

import pandas as pd
import pytest

from charts.lanes import MOST_LANES, MOST_ROWS, PER_ROW, lanes_of
from charts.timeline import describe_timeline
from charts.timeline import timeline as timeline_figure
from tests.charts.made_results import SATISFACTION, cases


def test_an_entry_stands_in_the_lane_of_each_department_that_made_it_and_hollow_where_it_was_taken_over():
    figure = timeline_figure(cases(), indicator=SATISFACTION, lang="ko")
    assert list(figure.layout.yaxis.ticktext) == ["나", "가", "다", "부서 없음"]
    assert list(figure.layout.xaxis.ticktext) == ["2014<br>2건", "2015<br>1건"]
    drawn = {trace.name: [custom[:2] for custom in trace.customdata] for trace in figure.data}
    assert drawn["우수사례"] == [["가", "2014-01-01"], ["나", "2014-01-01"]]
    assert drawn["선제행정"] == [["나", "2015-01-01"]]
    assert drawn["실패사례"] == [["", "2014-01-01"]]
    assert sorted(drawn["받아들인 부서"]) == [["가", "2014-01-01"], ["다", "2014-01-01"], ["다", "2014-01-01"]]
    symbols = [trace.marker.symbol for trace in figure.data]
    assert len(set(symbols)) == len(symbols) == 4


def test_a_timeline_of_many_departments_and_entries_stays_readable_and_loses_none():
    many, most = MOST_LANES + 6, PER_ROW * MOST_ROWS
    rows = [
        {"period_start": "2014-01-01", "period_months": 12, "kind": "good", "department": f"과{at}", "adopters": ""}
        for at in range(many)
        for _ in range(most + 1 if at == 0 else 1)
    ]
    lanes = lanes_of(rows, "en")
    assert lanes.labels[0] == "과0"
    assert lanes.labels[-1] == "6 other departments"
    assert [(lanes.middle(0), len(held)) for _, _, held in lanes.piles] == [(lanes.middle(0), most + 1)]
    assert len(lanes.spots) == len(rows) - (most + 1)
    places = [(round(x, 6), round(y, 6)) for x, y, _ in lanes.spots]
    assert len(set(places)) == len(places)


@pytest.mark.parametrize(("frame", "wide"), [("page", 330), ("file", 900)])
def test_marks_of_a_timeline_do_not_touch_on_a_phone_nor_in_a_file(frame, wide):
    rows = [
        {"period_start": f"{year}-01-01", "period_months": 12, "kind": "joint_project", "department": "도시계획과"}
        for year in range(2019, 2026)
        for _ in range(year - 2018)
    ]
    figure = timeline_figure(pd.DataFrame(rows), indicator=SATISFACTION, lang="ko", frame=frame, size=(900, 320))
    across = (wide - figure.layout.margin.l - figure.layout.margin.r) / 7
    (drawn,) = [trace for trace in figure.data if trace.mode == "markers"]
    spots = [(x * across, y) for x, y in zip(drawn.x, drawn.y, strict=True)]
    apart = [math.dist(one, other) for one, other in itertools.combinations(spots, 2)]
    assert len(spots) == 28
    assert min(apart) >= 1.3 * drawn.marker.size  # as broad as a diamond of that size is


def test_a_timeline_says_what_the_last_year_has_and_how_far_it_spread():
    assert describe_timeline(cases(), indicator=SATISFACTION, lang="ko").startswith(
        "2015년 선제행정 1건 (모든 해 3건, 다른 부서로 1번 전파)"
    )
    assert describe_timeline(cases(), indicator=SATISFACTION, lang="en").startswith(
        "2015: 1 proactive case (3 over all years, taken over 1 time by other departments)"
    )
