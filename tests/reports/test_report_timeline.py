"""Cases and achievements of a report: counted by year and kind, listed, and drawn by every exporter."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest
from pptx import Presentation

from kpi.core.indicator import indicators
from kpi.sentences.origin import Origin
from reports import pptx, workbook
from reports.compose import compose
from reports.compose_timeline import MOST_LISTED, timeline_part
from reports.drawing import draw
from reports.model import Chart, Grid
from reports.pptx_flow import paged
from tests.reports.report_made import material, rows, setting_of

SPREAD = indicators()["case_spread"]
PROJECTS = indicators()["joint_projects"]


def entry(year: int, kind: str, title: str, **more: object) -> dict[str, object]:
    return {"period_start": f"{year}-01-01", "period_months": 12, "kind": kind, "title": title} | more


ENTRIES = (
    entry(2023, "good", "=야간 여권 창구", department="민원과", adopters="세무과, 건축과", adopted=2.0),
    entry(2023, "failure", "번호표 없애기", department="민원과"),
    entry(2025, "good", "찾아가는 상담", department="건축과", adopters="", adopted=0.0),
)


def part_of(entries, values=(), *, indicator=SPREAD, lang="ko"):
    return timeline_part(entries, values, indicator=indicator, lang=lang, origin=Origin(), notes=())


def test_entries_are_counted_by_year_and_kind_and_a_year_without_any_stays():
    chart, grid = part_of(ENTRIES).blocks
    assert isinstance(chart, Chart)
    assert chart.categories == ("2023년", "2024년", "2025년")
    assert [(one.entry, one.values) for one in chart.series] == [("good", (1, 0, 1)), ("failure", (1, 0, 0))]
    assert chart.message == f"{SPREAD.name.ko}: 2025년 우수사례 1건 (모든 해 3건, 다른 부서로 2번 전파)"
    assert "2023년 우수사례 1건, 실패사례 1건; 2025년 우수사례 1건" in chart.alt
    assert isinstance(grid, Grid)
    assert [column.label for column in grid.columns] == [
        "기간",
        "구분",
        "제목",
        "부서",
        "받아들인 부서",
        "받아들인 부서 수",
    ]
    assert grid.rows[0] == ("2023년", "우수사례", "=야간 여권 창구", "민원과", "세무과, 건축과", 2.0)


def test_counts_that_the_trend_has_shown_are_not_drawn_again():
    made = [entry(2024, "joint_project", "가"), entry(2025, "joint_project", "나"), entry(2025, "joint_project", "다")]
    same, other = (
        rows("joint_projects", {2023: 0.0, 2024: 1.0, 2025: 2.0}),
        rows("joint_projects", {2024: 1.0, 2025: 3.0}),
    )
    assert [type(block) for block in part_of(made, same, indicator=PROJECTS).blocks] == [Grid]
    assert [type(block) for block in part_of(made, other, indicator=PROJECTS).blocks] == [Chart, Grid]


@pytest.mark.parametrize(
    ("lang", "said"),
    [("ko", "민원과 · 우수사례 전파: 2025년 우수사례 1건"), ("en", "민원과 · Spread of cases, 2025: 1 good practice")],
)
def test_entries_of_one_department_are_headed_by_its_name_on_slides_too(lang, said):
    own = rows("case_spread", {2023: 2.0, 2025: 0.0}, department="민원과")
    part = part_of(ENTRIES, own, lang=lang)
    assert part.message.startswith(said)
    whole = compose([material("case_spread", {2023: 2.0}, {})], setting_of(lang))
    shown = replace(whole, sections=(replace(whole.sections[0], parts=(part,)),))
    slides = Presentation(io.BytesIO(pptx.write(shown))).slides
    assert len([one for one in slides if one.shapes.title.text_frame.text.startswith(said)]) == 2


def test_many_entries_are_listed_for_the_last_year_and_the_table_says_so():
    many = [entry(2024, "good", f"{number}") for number in range(MOST_LISTED)] + [entry(2025, "good", "마지막")]
    grid = part_of(many).blocks[-1]
    assert [row[2] for row in grid.rows] == ["마지막"]
    assert grid.notes[0] == "※ 모두 41건 가운데 2025년의 1건만 실음"


def test_without_an_entry_there_is_no_part():
    assert part_of(()) is None


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_slides_and_workbook_hold_the_counts_and_the_titles_as_text(lang):
    one = replace(material("case_spread", {2024: 1.0, 2025: 2.0}, {}), entries=ENTRIES)
    made = compose([one], setting_of(lang))
    shapes = [shape for slide in Presentation(io.BytesIO(pptx.write(made))).slides for shape in slide.shapes]
    stacked = [shape.chart.plots[0] for shape in shapes if shape.has_chart and len(shape.chart.plots[0].series) == 2]
    assert [list(series.values) for series in stacked[-1].series] == [[1, 0, 1], [1, 0, 0]]
    texts = [cell.text for shape in shapes if shape.has_table for cell in shape.table.iter_cells()]
    assert "=야간 여권 창구" in texts
    book = openpyxl.load_workbook(io.BytesIO(workbook.write(made)))
    found = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == "=야간 여권 창구"]
    assert [cell.data_type for cell in found] == ["s"]


def test_a_drawing_gives_each_kind_its_colour():
    chart = part_of(ENTRIES).blocks[0]
    drawn = draw(chart, lang="ko")
    assert len({line.split('fill="')[1][:7] for line in drawn.split("<rect")[2:] if "<title>" in line}) == 2


def test_rows_of_two_lines_take_more_of_a_slide():
    assert list(paged([["가"]] * 20, [1.0], 500, most=14)) == [slice(0, 14), slice(14, 20)]
    assert list(paged([["가" * 60]] * 20, [1.0], 500, most=14)) == [slice(0, 10), slice(10, 20)]
    assert list(paged([], [1.0], 500, most=14)) == [slice(0, 1)]
