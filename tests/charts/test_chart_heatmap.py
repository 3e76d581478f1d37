"""The heat map: numbers in cells, reasons in grey ones, clicks that tell what was clicked, honest colours."""

from __future__ import annotations

import pytest

from charts import heatmap
from charts.canvas import remarks_of
from charts.grid import grid, shades
from charts.theme import palette, shade, text_on
from tests.charts.made_letters import written_in
from tests.charts.made_results import DEPARTMENTS, SATISFACTION, TIME, by_department, indicator, results


def drawn(results=None, of=SATISFACTION, **options):
    return heatmap.heatmap(by_department() if results is None else results, indicator=of, **({"lang": "ko"} | options))


def targets(figure):
    return next(trace for trace in figure.data if trace.type == "scatter" and trace.mode == "markers")


def texts(figure):
    """Return what is written in the cells, (column, line) -> text: in a picture on a page, as texts in a file."""
    if figure.layout.images:
        return {place: text for place, (text, _) in written_in(figure).items()}
    return {
        (x, y): text
        for trace in figure.data
        if trace.type == "scatter" and trace.mode == "text"
        for x, y, text in zip(trace.x, trace.y, trace.text, strict=True)
    }


def test_every_cell_can_be_clicked_and_tells_department_period_and_indicator():
    trace = targets(drawn())
    assert len(trace.customdata) == len(DEPARTMENTS) * 5
    assert trace.marker.symbol == "square"
    assert trace.marker.opacity == 0
    assert trace.unselected.marker.opacity == 0
    assert ["보건소", "2021-01-01", "satisfaction"] in [list(data) for data in trace.customdata]


def test_the_name_a_click_tells_is_the_name_as_it_is_stored():
    frame = by_department()
    frame["department"] = frame["department"].replace("세무과", "세무 <1>과 & 팀")
    assert "세무 <1>과 & 팀" in [data[0] for data in targets(drawn(frame)).customdata]


def test_only_the_cells_answer_to_the_pointer():
    figure = drawn()
    assert {trace.hoverinfo for trace in figure.data if trace is not targets(figure)} == {"skip"}


def test_departments_keep_the_order_of_the_frame():
    assert list(drawn().layout.yaxis.ticktext) == list(DEPARTMENTS)


def test_every_value_stands_in_its_cell():
    written = texts(drawn())
    assert written[(0, 0)] == "70.0"
    assert written[(4, 1)] == "76.3"
    assert len(written) == len(DEPARTMENTS) * 5


def test_page_and_file_write_the_same_in_the_same_colours():
    page, file = drawn(size=(330, 420)), drawn(frame="file", size=(330, 420))
    assert texts(page) == texts(file)
    colours = {
        (x, y): trace.textfont.color
        for trace in file.data
        if trace.type == "scatter" and trace.mode == "text"
        for x, y in zip(trace.x, trace.y, strict=True)
    }
    assert {place: colour for place, (_, colour) in written_in(page).items()} == colours
    assert not file.layout.images


def test_a_page_is_sent_a_picture_for_the_letters_and_draws_one_target_of_all():
    figure = drawn()
    assert [trace.type for trace in figure.data] == ["heatmap", "heatmap", "scatter"]
    assert targets(figure).marker.maxdisplayed == 1
    (picture,) = figure.layout.images
    assert (picture.x, picture.y, picture.sizex, picture.sizey) == (0, 1, 1, 1)
    assert (picture.xref, picture.yref, picture.sizing, picture.layer) == ("paper", "paper", "stretch", "above")


def test_a_missing_cell_is_grey_and_names_its_reason():
    figure = drawn()
    assert texts(figure)[(1, DEPARTMENTS.index("세무과"))] == "적음"  # two words have no room on a phone
    assert "적음: 응답이 적어 표시하지 않음" in " ".join(remarks_of(figure))
    travelling = heatmap.heatmap(by_department(), indicator=SATISFACTION, lang="ko", frame="file")
    assert texts(travelling)[(1, DEPARTMENTS.index("세무과"))] == "응답 적음"
    assert texts(figure)[(0, DEPARTMENTS.index("보건소"))] == "없음"
    levels, absent = (trace for trace in figure.data if trace.type == "heatmap")
    assert levels.z[DEPARTMENTS.index("세무과")][1] is None
    assert absent.z[DEPARTMENTS.index("세무과")][1] == 0.0
    assert absent.colorscale[0][1] == palette("light").absent
    hover = dict(zip(map(tuple, targets(figure).customdata), targets(figure).hovertext, strict=True))
    assert "응답이 적어 표시하지 않음" in hover[("세무과", "2022-01-01", "satisfaction")]


@pytest.mark.parametrize(("better", "share_of_more"), [("higher", 1.0), ("lower", 0.0)])
def test_better_than_the_whole_is_always_the_blue_end(better, share_of_more):
    made = indicator(better=better, unit="points")
    frame = results(
        [
            {"start": 2025, "value": 50.0},
            {"start": 2025, "value": 60.0, "department": "많음"},
            {"start": 2025, "value": 40.0, "department": "적음"},
            {"start": 2025, "value": 50.0, "department": "같음"},
        ],
        made,
    )
    placed = shades(grid(frame, made), made)
    shares = {department: share for (department, _), share in placed.shares.items()}
    assert placed.kind == "apart"
    assert shares == {"많음": share_of_more, "적음": 1.0 - share_of_more, "같음": 0.5}


@pytest.mark.parametrize("better", ["higher", "neither"])
def test_colour_is_the_level_without_a_whole_or_a_direction(better):
    made = indicator(better=better, unit="points")
    rows = [{"start": 2025, "value": value, "department": f"과{value:.0f}"} for value in (40.0, 50.0, 60.0)]
    if better == "neither":
        rows.append({"start": 2025, "value": 50.0})
    placed = shades(grid(results(rows, made), made), made)
    assert placed.kind == "levels"
    assert sorted(placed.shares.values()) == [0.0, 0.5, 1.0]


def test_one_far_away_department_does_not_wash_out_the_others():
    values = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 400.0]
    rows = [{"start": 2025, "value": value, "department": f"과{value:.0f}"} for value in values]
    placed = shades(grid(results([{"start": 2025, "value": 4.0}, *rows]), TIME), TIME)
    assert placed.cut
    assert placed.shares[("과400", next(iter(placed.shares))[1])] == 0.0
    assert placed.shares[("과1", next(iter(placed.shares))[1])] > 0.9
    assert "이상" in drawn(results([{"start": 2025, "value": 4.0}, *rows]), TIME).data[0].colorbar.ticktext[0]


def test_the_colours_are_said_to_be_no_test():
    figure = heatmap.heatmap(by_department(), indicator=SATISFACTION, lang="ko", frame="file")
    assert "차이의 검정 아님" in " ".join(note.text for note in figure.layout.annotations)
    assert remarks_of(figure) == []
    page = heatmap.heatmap(by_department(), indicator=SATISFACTION, lang="ko")
    assert "차이의 검정 아님" in " ".join(remarks_of(page))
    assert not page.layout.annotations


def test_many_departments_make_the_figure_taller_not_unreadable():
    many = results([{"start": 2025, "value": float(n), "department": f"{n}과"} for n in range(60)], SATISFACTION)
    figure = heatmap.heatmap(many, indicator=SATISFACTION, lang="ko", frame="file", size=(640, 420))
    inside = figure.layout.height - figure.layout.margin.t - figure.layout.margin.b
    assert inside >= 60 * heatmap.ROW_ROOM
    assert len(figure.layout.yaxis.ticktext) == 60


def test_numbers_that_do_not_fit_are_left_out_rather_than_laid_over_each_other():
    rows = [
        {
            "start": f"{2015 + n // 12}-{n % 12 + 1:02d}-01",
            "period_months": 1,
            "value": 70.0 + n % 7,
            "department": "세무과",
        }
        for n in range(120)
    ]
    figure = drawn(results(rows, SATISFACTION), size=(640, 420))
    assert texts(figure) == {}
    assert len(targets(figure).customdata) == 120


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("scale", ["apart", "levels"])
def test_letters_have_enough_contrast_on_every_shade(mode, scale):
    def luminance(code):
        parts = [int(code[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def contrast(one, other):
        light, dark = sorted((luminance(one), luminance(other)), reverse=True)
        return (light + 0.05) / (dark + 0.05)

    shades_between = [shade(getattr(palette(mode), scale), step / 500) for step in range(501)]
    assert min(contrast(text_on(colour), colour) for colour in shades_between) >= 4.5


def test_the_description_names_every_department():
    said = heatmap.describe(by_department(), indicator=SATISFACTION, lang="ko")
    assert all(department in said for department in DEPARTMENTS)
    assert "보건소 90.1점" in said


def test_times_are_coloured_by_the_departments_own_same_task_index_not_against_other_departments():
    rows = [
        {"start": 2024, "value": 10.0},
        {"start": 2025, "value": 10.0},
        {"start": 2024, "value": 100.0, "index": 100.0, "department": "긴 업무"},
        {"start": 2025, "value": 90.0, "index": 90.0, "department": "긴 업무"},
        {"start": 2024, "value": 1.0, "index": 100.0, "department": "짧은 업무"},
        {"start": 2025, "value": 1.2, "index": 110.0, "department": "짧은 업무"},
    ]
    placed = shades(grid(results(rows, TIME), TIME), TIME)
    shares = {(department, period.start.year): share for (department, period), share in placed.shares.items()}
    assert placed.kind == "own"
    assert shares == {
        ("긴 업무", 2024): 0.5,
        ("긴 업무", 2025): 0.75,
        ("짧은 업무", 2024): 0.5,
        ("짧은 업무", 2025): 0.25,
    }
    assert drawn(results(rows, TIME), TIME).data[0].colorbar.ticktext == ("+20%", "0%", "-20%")


def test_with_a_task_chosen_the_departments_that_do_it_are_drawn():
    rows = [{"start": year, "value": 4.0, "department": "민원봉사과", "task": "여권 발급"} for year in (2024, 2025)]
    figure = drawn(results(rows, TIME), TIME)
    assert len(targets(figure).customdata) == 2
    both = [*rows, *({**row, "task": ""} for row in rows)]
    assert len(targets(drawn(results(both, TIME), TIME)).customdata) == 2


def test_a_jump_of_one_small_department_does_not_promise_impossible_changes():
    rows = [
        {"start": 2025, "value": 1.0, "index": index, "department": f"과{index:.0f}"} for index in (95.0, 240.0, 260.0)
    ]
    figure = drawn(results([{"start": 2025, "value": 1.0}, *rows], TIME), TIME)
    assert figure.data[0].colorbar.ticktext == ("+50% 이상", "0%", "-50% 이상")


def test_the_verdicts_are_said_against_what_they_compare_with():
    for compare, said in (("previous", "전년 대비"), ("base", "기준연도 대비")):
        assert said in drawn(compare=compare, frame="file").layout.title.text
        assert said in heatmap.describe(by_department(), indicator=SATISFACTION, lang="ko", compare=compare)
