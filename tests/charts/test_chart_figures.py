"""What every chart has in common: it travels with its facts, draws nothing into itself from outside, breaks on nothing."""

from __future__ import annotations

import datetime as dt
import json
from xml.etree import ElementTree

import pandas as pd
import pytest

from charts import breakdown, cumulative, heatmap, index, multiples, sparkline, trend
from charts.canvas import PHONE, SMALL
from charts.theme import FONTS, palette
from charts.words import width
from kpi.core.frames import RESULT_COLUMNS, empty
from kpi.core.text import Text
from kpi.sentences.origin import Origin
from tests.charts.made_results import AWARDS, HOSTILE, SATISFACTION, TIME, by_department, results, times

ORIGIN = Origin(
    sources=(Text("민원 처리 기록", "Processing records"),),
    as_of=dt.date(2026, 1, 5),
    filters=("부서 가나다",),
    demo=True,
)
BIG = {
    "trend": (trend.trend, trend.describe, times, TIME),
    "index": (index.index, index.describe, times, TIME),
    "cumulative": (cumulative.cumulative, cumulative.describe, times, TIME),
    "heatmap": (heatmap.heatmap, heatmap.describe, by_department, SATISFACTION),
    "multiples": (multiples.multiples, multiples.describe, by_department, SATISFACTION),
    "breakdown": (breakdown.breakdown, breakdown.describe, times, TIME),
}
SIZES = ((640, 420), (900, 480), (1200, 600))


def drawn(name, **options):
    draw, _, made, indicator = BIG[name]
    return draw(made(), indicator=indicator, **({"lang": "ko"} | options))


def everything_written(figure) -> str:
    return json.dumps(figure.to_plotly_json(), ensure_ascii=False, default=str)


@pytest.mark.parametrize("name", BIG)
@pytest.mark.parametrize(
    ("lang", "source", "demo"), [("ko", "민원 처리 기록", "시연용 자료"), ("en", "Processing records", "Demo data")]
)
def test_a_figure_for_a_file_carries_title_facts_source_date_and_demo(name, lang, source, demo):
    figure = drawn(name, lang=lang, frame="file", origin=ORIGIN)
    foot = " ".join(note.text for note in figure.layout.annotations)
    assert figure.layout.title.text.startswith("<b>")
    assert "부서 가나다" in figure.layout.title.text
    assert source in foot
    assert demo in foot
    assert ("2026. 1. 5." if lang == "ko" else "5 Jan 2026") in foot


@pytest.mark.parametrize("name", BIG)
def test_a_figure_for_the_page_leaves_heading_and_source_to_the_page(name):
    figure = drawn(name, frame="page", origin=ORIGIN)
    assert figure.layout.title.text is None
    assert "민원 처리 기록" not in everything_written(figure)
    assert figure.layout.width is None


@pytest.mark.parametrize("name", BIG)
def test_figures_hold_plain_lists_and_an_explicit_template(name):
    figure = drawn(name, frame="file", mode="dark")
    spec = figure.to_plotly_json()
    assert "bdata" not in json.dumps(spec, default=str)
    assert figure.layout.template.layout.paper_bgcolor == palette("dark").paper
    assert figure.layout.template.layout.font.family == FONTS
    assert figure.layout.template.layout.xaxis.fixedrange is True
    assert figure.layout.template.layout.dragmode is False
    for trace in spec["data"]:
        for key in ("x", "y", "z", "customdata", "hovertext", "text"):
            assert isinstance(trace.get(key, []), list | tuple), (name, key)


@pytest.mark.parametrize("name", BIG)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_margins_leave_room_to_draw_at_every_size(name, size, lang):
    figure = drawn(name, lang=lang, frame="file", size=size, origin=ORIGIN)
    margin = figure.layout.margin
    assert (figure.layout.width, margin.autoexpand) == (size[0], False)
    assert figure.layout.height >= size[1]
    assert figure.layout.height - margin.t - margin.b >= 0.4 * size[1]
    assert figure.layout.width - margin.l - margin.r >= 0.6 * size[0]


@pytest.mark.parametrize("name", BIG)
@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("frame", ["page", "file"])
def test_no_data_draws_an_empty_figure_that_says_so(name, lang, frame):
    draw, describe, _, indicator = BIG[name]
    nothing = empty(RESULT_COLUMNS)
    figure = draw(nothing, indicator=indicator, lang=lang, frame=frame)
    said = describe(nothing, indicator=indicator, lang=lang)
    assert indicator.name.say(lang) in said
    if frame == "file":
        assert indicator.name.say(lang) in figure.layout.title.text


@pytest.mark.parametrize("name", BIG)
def test_one_row_and_only_missing_values_draw(name):
    draw, describe, _, indicator = BIG[name]
    for row in ({"value": 10.0}, {"note": "too_few"}, {"value": 10.0, "department": "세무과"}):
        one = results([{"start": 2024, **row}], indicator)
        assert draw(one, indicator=indicator, lang="ko", frame="file").layout.height
        assert describe(one, indicator=indicator, lang="ko")


@pytest.mark.parametrize("name", BIG)
def test_inputs_stay_as_they_are_and_the_order_of_rows_does_not_matter(name):
    draw, describe, made, indicator = BIG[name]
    frame = made()
    before = frame.copy(deep=True)
    first = everything_written(draw(frame, indicator=indicator, lang="ko", frame="file"))
    pd.testing.assert_frame_equal(frame, before)
    if name not in ("heatmap", "multiples"):  # they keep the order of the departments
        shuffled = frame.sample(frac=1, random_state=3)
        assert everything_written(draw(shuffled, indicator=indicator, lang="ko", frame="file")) == first
        assert describe(shuffled, indicator=indicator, lang="ko") == describe(frame, indicator=indicator, lang="ko")


@pytest.mark.parametrize("name", BIG)
@pytest.mark.parametrize("frame", ["page", "file"])
def test_user_text_cannot_become_markup_a_link_or_a_formula(name, frame):
    draw, describe, made, indicator = BIG[name]
    hostile = made()
    hostile["department"] = (
        hostile["department"].where(hostile["department"] == "", HOSTILE) if name == "heatmap" else HOSTILE
    )
    hostile = hostile.drop_duplicates(["department", "period_start"])
    origin = Origin(filters=(HOSTILE,), sources=(Text("<a href=x>", "<a href=x>"),))
    figure = draw(hostile, indicator=indicator, lang="ko", frame=frame, origin=origin)
    for trace in figure.data:
        trace.customdata = None  # codes for the page, never drawn
    written = everything_written(figure)
    assert "<a " not in written
    assert "<b>굵게" not in written
    assert "$x" not in written
    assert "\u202e" not in written
    assert "&lt;b&gt;" in written or name in ("index", "cumulative", "breakdown")
    assert all(
        trace.hovertemplate is None and trace.texttemplate is None
        for trace in figure.data
        if hasattr(trace, "hovertemplate")
    )
    assert describe(hostile, indicator=indicator, lang="ko")


@pytest.mark.parametrize("name", BIG)
def test_hover_text_is_in_the_language_of_the_reader(name):
    korean = everything_written(drawn(name, lang="ko", frame="file"))
    english = everything_written(drawn(name, lang="en", frame="file"))
    for word in ("개선", "고객만족도", "평균 처리기간", "구간", "변화"):
        assert word not in english.replace("가나다", "")
    assert "Mean processing" not in korean
    assert "Customer" not in korean


def spark_of(frame, **changes):
    """Return the paths of the areas and of the lines of a sparkline."""
    picture = ElementTree.fromstring(sparkline.sparkline(frame, indicator=TIME, **changes))
    paths = [path.attrib for path in picture]
    return [path for path in paths if path["fill"] != "none"], [path for path in paths if path["fill"] == "none"]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_sparkline_is_an_image_of_area_line_and_last_point(mode):
    areas, lines = spark_of(times(), mode=mode)
    assert [line["stroke-width"] for line in lines] == ["2", "2", "6"]  # a year is missing
    assert [area["d"][-1] for area in areas] == ["Z", "Z"]


def test_a_sparkline_stands_between_its_edges_and_falls_where_the_value_falls():
    made = results([{"start": 2019, "value": 4.0}, {"start": 2020, "value": 2.0}, {"start": 2021, "value": 3.0}])
    assert spark_of(made)[1][0]["d"] == "M4.0 4.0L100.0 40.0L196.0 22.0"


def test_a_sparkline_breaks_where_a_year_is_missing_and_may_be_empty():
    made = results([{"start": 2017, "value": 1.0}, {"start": 2018, "value": 3.0}, {"start": 2020, "value": 5.0}])
    areas, lines = spark_of(made)
    assert len(areas) == 1
    assert [line["d"].count("L") for line in lines] == [1, 1]
    assert lines[1]["d"] == "M196.0 4.0L196.0 4.0"
    assert spark_of(empty(RESULT_COLUMNS)) == ([], [])


def test_a_sparkline_has_the_colour_of_the_last_verdict():
    assert spark_of(times())[1][-1]["stroke"] == palette("light").good
    assert spark_of(times().iloc[:2])[1][-1]["stroke"] == palette("light").bad
    assert "2019년" in sparkline.describe(times(), indicator=TIME, lang="ko")


def test_counts_draw_their_running_total():
    made = results(
        [{"start": 2019, "value": 3.0}, {"start": 2020, "value": 5.0}, {"start": 2021}, {"start": 2022, "value": 9.0}],
        AWARDS,
    )
    figure = cumulative.cumulative(made, indicator=AWARDS, lang="ko", frame="file")
    before, new = figure.data
    assert list(before.y) == [0.0, 3.0]
    assert list(new.y) == [3.0, 5.0]
    assert "2019년~2020년 누적 8건" in figure.layout.title.text
    assert "2019년 3; 2020년 8; 2021년 -" in cumulative.describe(made, indicator=AWARDS, lang="ko")


def test_a_figure_that_is_changed_leaves_the_next_one_alone():
    first = drawn("trend")
    first.layout.template.layout.paper_bgcolor = "#123456"
    assert drawn("trend").layout.template.layout.paper_bgcolor == palette("light").paper


@pytest.mark.parametrize("name", BIG)
def test_what_stands_below_a_chart_on_a_page_fits_a_phone(name):
    notes = [note for note in drawn(name, frame="page").layout.annotations if note.yref == "paper"]
    for line in [line for note in notes for line in note.text.split("<br>")]:
        assert width(line, SMALL) <= PHONE
