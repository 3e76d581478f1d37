"""A department beside the whole organisation: values, intervals and n of both, in the model and in every file."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import openpyxl
import pytest

from kpi.core.indicator import indicators
from kpi.core.periods import year
from kpi.sentences.origin import Origin
from reports import html, workbook
from reports.compose import Material, compose
from reports.compose_departments import department_grid, whole_line
from reports.drawing import draw
from reports.model import Chart, Line, Report, Series, charts_of, grids_of
from reports.shown import cells
from tests.reports.report_made import made, material, rows, setting_of


def of_department(lang="ko") -> Report:
    whole = rows("satisfaction", {2023: 70.04, 2024: 74.26, 2025: 82.98})
    own = material("satisfaction", {2024: 60.0, 2025: 70.5}, {})
    counted = material("joint_projects", {2024: 2.0, 2025: 3.0}, {})
    materials: list[Material] = [
        replace(own, whole=whole),
        replace(counted, whole=rows("joint_projects", {2024: 20.0, 2025: 30.0})),
    ]
    return compose(materials, setting_of(lang, department="건축과"))


def test_the_trend_of_a_department_has_the_whole_beside_it_and_counts_do_not():
    score, projects = [chart for chart in charts_of(of_department()) if "추이" in chart.caption]
    assert [(one.name, one.role, one.values) for one in score.series[1:]] == [("전체", "reference", (74.26, 82.98))]
    assert [one.role for one in projects.series] == ["actual"]


def test_tables_of_a_department_have_the_value_of_the_whole_beside_its_own():
    glance, years, projects = grids_of(of_department())[:3]
    assert [column.label for column in glance.columns][3:6] == ["2024년", "2025년", "전체 값"]
    assert cells(glance, "ko")[0][3:6] == ["60.00", "70.50", "82.98"]
    assert [row[:5] for row in cells(years, "ko")] == [
        ["2024년", "60.00", "59.00~61.00", "120", "74.26"],
        ["2025년", "70.50", "69.50~71.50", "120", "82.98"],
    ]
    assert [row[4] for row in cells(projects, "ko")] == ["20", "30"]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ko", "시 전체는 82.98점(95% 구간 81.98~83.98, 응답 120명)"),
        ("en", "whole organisation: 82.98 points (95% interval 81.98 to 83.98, 120 answers)"),
    ],
)
def test_a_department_is_told_what_the_whole_has(lang, said):
    part = of_department(lang).sections[0].parts[0]
    assert Line(3, said) in part.blocks


def test_the_whole_without_a_value_is_not_spoken_of():
    told = {"indicator": indicators()["satisfaction"], "lang": "ko", "last": year(2025)}
    assert whole_line([], **told) == whole_line(rows("satisfaction", {2024: 70.0}), **told) == ""


def test_departments_stand_under_the_whole_with_interval_n_and_verdict():
    grid = next(grid for grid in grids_of(made()) if "부서별" in grid.caption)
    assert [column.label for column in grid.columns] == [
        *("부서", "2024년", "2025년", "95% 구간", "n", "판정"),
    ]
    assert "※ 구간, n, 판정은 2025년 값" in grid.notes
    assert cells(grid, "ko") == [
        ["전체", "74.26", "82.98", "81.98~83.98", "120", "개선"],
        ["건축과", "61.00", "71.50", "70.50~72.50", "120", "개선"],
        ["민원봉사과", "60.00", "70.50", "69.50~71.50", "120", "개선"],
    ]


def test_the_table_of_departments_says_why_cells_are_empty():
    few = rows("satisfaction", {2025: 1.0}, department="다과")[0] | {"value": None, "note": "too_few"}
    told = {"indicator": indicators()["satisfaction"], "lang": "ko", "origin": Origin()}
    known = rows("satisfaction", {2024: 61.0, 2025: 71.5}, department="가과")
    assert not [note for note in department_grid(known, [], **told).notes if "빈칸" in note]
    grid = department_grid([*known, few], [], **told)
    assert [note for note in grid.notes if "빈칸" in note] == ["※ 빈칸: 응답이 적어 표시하지 않음, 자료 없음"]


def test_bars_of_small_numbers_have_no_tick_below_zero():
    bars = Chart("bars", "", "", "단계", 2, ("가과", "나과"), (Series("2025", (2.18, 6.55)),), "")
    said = re.findall(r"<text [^>]*>([^<]*)</text>", draw(bars, lang="ko"))
    assert "0.0" in said
    assert not [one for one in said if one.startswith("-")]


def test_files_of_a_department_hold_the_whole_as_text_and_as_numbers():
    written = of_department()
    assert "전체 값" in html.write(written).decode()
    book = openpyxl.load_workbook(io.BytesIO(workbook.write(written)))
    head = next(row for row in book["표 2"].iter_rows() if row[0].value == "기간")
    place = [cell.value for cell in head].index("전체 값")
    below = [row[place].value for row in book["표 2"].iter_rows(min_row=head[0].row + 1, max_row=head[0].row + 2)]
    assert below == [74.26, 82.98]


def test_drawn_bars_begin_at_zero_and_no_number_stands_on_the_line_of_the_whole():
    bars = Chart("bars", "", "", "점", 1, ("가과", "나과"), (Series("2025", (60.0, 62.0)),), "", base=63.0)
    drawn = draw(bars, lang="ko")
    boxes = [
        (float(x), float(wide))
        for x, wide in re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="15', drawn)
    ]
    assert boxes[0][1] / boxes[1][1] == pytest.approx(60 / 62, abs=0.001)
    line = max(float(x) for x in re.findall(r'<line x1="([\d.]+)"[^>]*stroke-dasharray="3 3"', drawn))
    numbers = [
        float(x) for x, text in re.findall(r'<text x="([\d.]+)"[^>]*>([^<]*)</text>', drawn) if text in ("60.0", "62.0")
    ]
    assert all(x > line for x in numbers)
