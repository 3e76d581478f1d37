"""The workbook of a chart, read back by another library."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import openpyxl
import plotly.graph_objects as go
import pytest

from kpi.core.text import Text
from kpi.sentences.origin import Origin
from reports.figures import ChartFile
from reports.table import result_table
from reports.xlsx import xlsx_file
from tests.charts.made_results import DEPARTMENTS, SATISFACTION, TIME, by_department, results, times

ORIGIN = Origin(
    sources=(Text("민원 처리 기록", "Processing records"),),
    as_of=dt.date(2026, 1, 5),
    filters=("부서 민원봉사과",),
    demo=True,
)
HEADER = 6
HOSTILE = (
    "=1+1",
    "+82-41-660",
    "@SUM(A1)",
    '=HYPERLINK("http://x","눌러")',
    "http://example.com",
    "\t=1",
    "-5",
    "\x0b=1",
    "<b>&",
)


def content(frame=None, of=TIME, lang="ko", kind="trend", title="추이") -> bytes:
    table = result_table(times() if frame is None else frame, indicator=of, lang=lang, origin=ORIGIN, title=title)
    return xlsx_file(ChartFile("이름", go.Figure(), table, kind))


def book(*args, **options):
    return openpyxl.load_workbook(io.BytesIO(content(*args, **options)))


def parts(of: bytes, folder: str) -> str:
    with zipfile.ZipFile(io.BytesIO(of)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist() if name.startswith(folder))


def test_values_come_back_as_they_were():
    sheet = book()["자료"]
    labels = [cell.value for cell in sheet[HEADER + 1]]
    frame = times()
    for line, (_, row) in enumerate(frame.iterrows(), start=HEADER + 2):
        cells = dict(zip(labels, (cell.value for cell in sheet[line]), strict=True))
        assert cells["기간"] == f"{row['period_start'].year}년"
        for label, column in (("값", "value"), ("95% 하한", "low"), ("변화", "change"), ("업무 구성 변화", "mix")):
            expected = row[column]
            assert cells[label] == (None if expected != expected else pytest.approx(expected))
    assert cells["판정"] == "개선"
    assert cells["같은 업무 비중(%)"] == pytest.approx(91.0)


def test_title_unit_period_filters_and_n_stand_above_source_and_date_below():
    sheet = book()["자료"]
    first = [cell.value for cell in sheet["A"]]
    assert first[:5] == ["추이", "단위: 시간(근무시간)", "기간: 2019년~2025년", "조건: 부서 민원봉사과", "900~1,204건"]
    assert any("민원 처리 기록" in str(text) and "2026. 1. 5." in str(text) and "시연용" in str(text) for text in first)
    assert any("▲ 상승, ▼ 하락" in str(text) for text in first)


def test_numbers_have_formats_and_changes_have_arrows():
    sheet = book()["자료"]
    labels = [cell.value for cell in sheet[HEADER + 1]]
    last = dict(zip(labels, sheet[HEADER + 8], strict=True))
    assert last["값"].number_format == "#,##0.0"
    assert last["변화"].number_format.startswith('"▲"#,##0.0;"▼"')
    assert last["값"].font.name == "맑은 고딕"


def test_the_sheet_prints_on_landscape_a4_with_its_header_repeated():
    sheet = book()["자료"]
    assert sheet.page_setup.orientation == "landscape"
    assert int(sheet.page_setup.paperSize) == 9
    assert sheet.freeze_panes == f"B{HEADER + 2}"
    assert sheet.print_title_rows == f"${HEADER + 1}:${HEADER + 1}"
    assert sheet.page_setup.fitToHeight == 0


def test_the_native_chart_stands_on_a_sheet_of_its_own_and_reads_the_table():
    made = content()
    assert openpyxl.load_workbook(io.BytesIO(made)).sheetnames == ["자료", "그림"]
    chart = parts(made, "xl/charts/")
    assert "[그림 1] 추이" in chart
    assert f"자료!$B${HEADER + 2}:$B${HEADER + 8}" in chart
    assert "맑은 고딕" in chart


@pytest.mark.parametrize(
    ("kind", "label"), [("index", "지수(기준=100)"), ("cumulative", "변화"), ("breakdown", "같은 업무 변화")]
)
def test_the_native_chart_draws_what_the_picture_draws(kind, label):
    assert f"<c:v>{label}</c:v>" in parts(content(kind=kind), "xl/charts/")


def test_departments_by_periods_have_a_sheet():
    sheet = book(by_department(), SATISFACTION, kind="heatmap")["부서별"]
    rows = {row[0].value: [cell.value for cell in row[1:6]] for row in sheet.iter_rows(min_row=HEADER)}
    assert rows["부서"] == ["2021년", "2022년", "2023년", "2024년", "2025년"]
    assert rows["민원봉사과"] == pytest.approx([70.0, 69.5, 69.0, 68.5, 68.0])
    assert rows["세무과"][1] is None
    assert set(DEPARTMENTS) <= set(rows)


def test_bars_of_departments_begin_at_zero():
    drawn = parts(content(by_department(), SATISFACTION, kind="heatmap"), "xl/charts/")
    assert '<c:barDir val="bar"/>' in drawn
    assert '<c:min val="0"/>' in drawn


def test_the_language_reaches_every_sheet():
    made = book(by_department(), SATISFACTION, lang="en", kind="heatmap")
    assert made.sheetnames == ["Data", "By department", "Chart"]
    assert "Improved" in [cell.value for cell in made["Data"]["J"]]


@pytest.mark.parametrize("text", HOSTILE)
def test_user_text_is_text_and_never_a_formula_or_a_link(text):
    frame = results([{"start": 2024 + n, "value": 1.0, "department": text} for n in range(2)])
    made = content(frame, title=text, kind="heatmap")
    for sheet in openpyxl.load_workbook(io.BytesIO(made)).worksheets:
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
        shown = text.replace("\t", " ").replace("\x0b", " ")
        assert shown in [cell.value for cell in cells]
    assert "<f>" not in parts(made, "xl/worksheets/")


def test_a_table_of_nothing_is_a_workbook_without_a_chart():
    made = book(times().iloc[:0])
    assert made.sheetnames == ["자료"]


def test_the_same_table_makes_the_same_bytes():
    assert content() == content()


def test_the_parts_of_a_change_are_a_bridge_of_the_last_period_that_has_them():
    made = content(kind="breakdown")
    sheet = openpyxl.load_workbook(io.BytesIO(made))["변화의 내용"]
    table = [row for row in times().to_dict("records") if row["crude_change"] == row["crude_change"]][-1]
    parts_of_it = [table[name] for name in ("within", "mix", "entry_exit", "crude_change")]
    assert [sheet.cell(line, 2).value for line in range(2, 6)] == pytest.approx(parts_of_it)
    drawn = parts(made, "xl/charts/")
    assert '<c:grouping val="stacked"/>' in drawn
    assert "<c:lineChart>" in drawn
