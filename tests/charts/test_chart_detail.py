"""Process limits, the funnel and the items of a survey: what is drawn, what is said, and nothing that was not found."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from charts.control_chart import control_chart as control_figure
from charts.control_chart import describe_control
from charts.funnel import describe_funnel
from charts.funnel import funnel as funnel_figure
from charts.rating_matrix import describe_matrix, rating_matrix_chart
from charts.survey_items import describe_importance, describe_profile, importance, profile
from charts.timeline import describe_timeline
from charts.timeline import timeline as timeline_figure
from kpi.calc.funnel import funnel
from kpi.calc.reliability import Reliability
from kpi.calc.series import control_chart
from kpi.core.frames import RESULT_COLUMNS, empty
from kpi.sentences.series import funnel_title, series_title
from kpi.sentences.survey import alpha_sentence, importance_title, plan_sentence, profile_title
from tests.charts.made_results import HOSTILE, ON_TIME, SATISFACTION, TIME, cases, results

LEVELS = [20.0, 24.0] * 8


def months(values, indicator=TIME):
    entries = [{"start": f"{2014 + at // 12}-{at % 12 + 1:02}-01", "value": value} for at, value in enumerate(values)]
    monthly = results(entries, indicator).assign(period_months=1)
    return control_chart(monthly, indicator=indicator)


def departments(values=(70.0, 75.0, 50.0, 80.0), n=100.0, indicator=SATISFACTION):
    entries = [
        {"start": 2014, "value": value, "n": n, "department": name}
        for value, name in zip(values, "가나다라", strict=False)
    ]
    return funnel(results(entries, indicator), centre=70.0, spread=400.0)


def items(quadrants=("focus", "", "keep")):
    entries = [
        {"start": 2014, "value": value, "low": value - 2, "high": value + 2, "n": 90.0, "verdict": verdict}
        for value, verdict in ((50.0, "improved"), (60.0, ""), (70.0, "no_confirmed_change"))
    ]
    more = {"item": ["느림", "보통", "친절"], "importance": [0.9, 0.5, 0.7], "quadrant": quadrants}
    ends = {"importance_low": [0.8, 0.4, 0.6], "importance_high": [0.95, 0.6, 0.8]}
    return results(entries, SATISFACTION).assign(**more, **ends)


def rated(names="가나다"):
    pairs = [(one, other) for one in names for other in names if one != other]
    entries = [
        {"start": 2014, "value": 60.0 + 5 * at, "n": 3.0, "department": other} for at, (_, other) in enumerate(pairs)
    ]
    away = [np.nan if at == 3 else 4.0 * at - 8 for at in range(len(pairs))]
    return results(entries, SATISFACTION).assign(rater_department=[one for one, _ in pairs], adjusted=away)


DRAWN = {
    "control": (control_figure, describe_control, lambda: months([*LEVELS, 90.0]), TIME),
    "funnel": (funnel_figure, describe_funnel, departments, SATISFACTION),
    "items": (profile, describe_profile, items, SATISFACTION),
    "importance": (importance, describe_importance, items, SATISFACTION),
    "matrix": (rating_matrix_chart, describe_matrix, rated, SATISFACTION),
    "timeline": (timeline_figure, describe_timeline, cases, SATISFACTION),
}


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_detail_chart_is_plain_lists_with_a_title_and_leaves_its_rows_alone(name, lang):
    draw, describe, made, indicator = DRAWN[name]
    frame = made()
    before = frame.copy(deep=True)
    for mode in ("light", "dark"):
        figure = draw(frame, indicator=indicator, lang=lang, mode=mode, frame="file", size=(900, 480))
        assert "bdata" not in json.dumps(figure.to_plotly_json(), default=str)
        assert figure.layout.title.text.startswith("<b>")
        room = figure.layout.height - figure.layout.margin.t - figure.layout.margin.b
        assert room >= (100 if name == "timeline" else 180)  # as high as its lanes
    assert describe(frame, indicator=indicator, lang=lang)
    pd.testing.assert_frame_equal(frame, before)


@pytest.mark.parametrize("name", DRAWN)
def test_nothing_to_show_draws_an_empty_figure_that_says_so(name):
    draw, describe, _, indicator = DRAWN[name]
    nothing = empty(RESULT_COLUMNS)
    assert draw(nothing, indicator=indicator, lang="ko", frame="file").layout.title.text.startswith("<b>")
    assert describe(nothing, indicator=indicator, lang="en")


@pytest.mark.parametrize("name", ["funnel", "items", "importance", "matrix", "timeline"])
def test_names_cannot_become_markup(name):
    draw, _, made, indicator = DRAWN[name]
    frame = made()
    column = "department" if name in ("funnel", "matrix", "timeline") else "item"
    frame[column] = [f"{HOSTILE}{number}" for number in range(len(frame))]
    figure = draw(frame, indicator=indicator, lang="ko", frame="file")
    for trace in figure.data:
        trace.customdata = None  # codes for the page, never drawn
    assert "<script" not in json.dumps(figure.to_plotly_json(), ensure_ascii=False, default=str)


def test_limits_are_drawn_for_every_segment_and_signals_have_a_shape_of_their_own():
    figure = control_figure(months([*LEVELS, 90.0]), indicator=TIME, lang="ko")
    names = [trace.name for trace in figure.data]
    assert names == ["중심선", "관리 한계", "관리 한계", "실적", "악화 신호", "개선 신호"]
    assert [trace.marker.symbol for trace in figure.data[-2:]] == ["diamond", "circle"]
    few = control_figure(months(LEVELS[:8]), indicator=TIME, lang="ko")
    assert [trace.name for trace in few.data] == ["실적"]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (LEVELS, "평소의 변동 범위(한계 11.4~32.6시간)"),
        ([*LEVELS, 90.0], "악화 신호(한계 밖"),
        ([*LEVELS, 0.5], "개선 신호(한계 밖"),
        (LEVELS[:8], "값이 8개라 관리 한계를 두지 않음(12개부터)"),
        ([np.nan] * 13, "표시할 값 없음"),
    ],
)
def test_the_title_of_a_series_says_what_the_last_value_shows(values, said):
    rows = months(values).to_dict("records")
    assert said in series_title(rows, indicator=TIME, lang="ko")


def test_years_say_that_they_get_no_limits():
    yearly = control_chart(results([{"start": 2014, "value": 3.0}], TIME), indicator=TIME)
    assert "연간 자료에는 관리 한계를 두지 않음" in series_title(yearly.to_dict("records"), indicator=TIME, lang="ko")
    assert describe_control(months([*LEVELS, 90.0]), indicator=TIME, lang="en").endswith("outside the limits")


def test_the_title_of_a_funnel_counts_only_what_is_beyond_the_outer_limits():
    rows = departments().to_dict("records")
    title = funnel_title(rows, indicator=SATISFACTION, lang="ko")
    assert title.startswith("2014년 고객만족도: 부서 4곳 중 2곳이 우연의 범위(99.8% 한계)를 벗어남(위 1, 아래 1)")
    inside = departments((70.0, 74.0, 69.0)).to_dict("records")
    assert "부서 3곳 모두" in funnel_title(inside, indicator=SATISFACTION, lang="ko")
    assert "견줄 부서가 적음" in funnel_title([], indicator=SATISFACTION, lang="ko")


def test_a_department_outside_is_named_in_the_colour_of_its_direction():
    figure = funnel_figure(departments(), indicator=SATISFACTION, lang="ko")
    assert {note.text for note in figure.layout.annotations} >= {"다", "라"}
    assert [trace.name for trace in figure.data if trace.showlegend is not False][-2:] == [
        "99.8% 한계 위",
        "99.8% 한계 아래",
    ]
    lower = funnel_figure(departments(indicator=TIME), indicator=TIME, lang="ko")
    assert figure.data[-1].marker.color == lower.data[-2].marker.color


def test_a_share_of_cases_is_drawn_within_zero_and_a_hundred():
    entries = [
        {"start": 2014, "value": value, "n": 40.0, "department": name}
        for value, name in ((99.0, "가"), (97.0, "나"), (100.0, "다"))
    ]
    frame = funnel(results(entries, ON_TIME), centre=98.5, spread=None)
    assert max(funnel_figure(frame, indicator=ON_TIME, lang="ko").layout.yaxis.tickvals) <= 100


def test_items_stand_from_best_to_worst_and_the_title_names_both_ends():
    figure = profile(items(), indicator=SATISFACTION, lang="ko")
    assert list(figure.layout.yaxis.ticktext) == ["친절", "보통", "느림"]
    assert profile_title(items().to_dict("records"), "ko") == (
        "2014년 가장 낮은 문항은 느림 50.0점(95% 구간 48.0~52.0), 가장 높은 문항은 친절 70.0점(95% 구간 68.0~72.0)"
    )


def test_an_item_is_named_first_to_work_on_only_where_that_was_found():
    assert importance_title(items().to_dict("records"), "ko").endswith("점수는 낮은 문항: 느림")
    assert "확인된 문항 없음" in importance_title(items(("", "", "")).to_dict("records"), "ko")


def test_alpha_names_the_item_without_which_it_would_be_higher():
    scale = Reliability(("a", "b"), 200.0, 0.7, 0.6, 0.8, 0.7, {"a": 0.82, "b": 0.5})
    assert alpha_sentence(scale, "ko").endswith("0.70(95% 구간 0.60~0.80, 모든 문항에 답한 200명), a 문항을 빼면 0.82")
    same = Reliability(("a", "b"), 200.0, 0.7, 0.6, 0.8, 0.7, {"a": 0.7004, "b": float("nan")})
    assert alpha_sentence(same, "en").endswith("200 complete answers)")


def test_a_plan_says_size_change_and_chance():
    assert plan_sentence({"next_n": 1368.0, "change": 3.34}, "ko").startswith(
        "다음 조사에서 1,368명이 답하면 3.3점 이상"
    )
