"""A change and its parts as a bridge: what is stacked reaches the heights of the model, in slides and in workbooks."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation

from reports import pptx, workbook
from reports.bridge import bridge, steps
from reports.drawing import draw
from reports.model import Chart, Part, Report, Section, Series
from tests.reports.report_made import DAY

NAMES = ("같은 업무", "업무 구성", "신설·폐지", "단순 평균")
CASES = {
    "rises": (2.0, 1.0, 0.5),
    "falls below zero": (-3.0, 1.0, -0.5),
    "crosses zero twice": (-1.5, 2.5, -2.25),
    "nothing": (0.0, 0.0, 0.0),
}


def parts_of(sizes: tuple[float, float, float], verdict: str = "") -> Chart:
    """A chart of three parts and their sum."""
    first, second, third = sizes
    series = Series("변화", (first, second, third, first + second + third), verdicts=(verdict, "", "", ""))
    starts = (0.0, first, first + second, 0.0)
    return Chart("columns", "내용", "말", "일", 1, NAMES, (series,), "설명", base=0.0, signed=True, starts=starts)


def report_of(chart: Chart) -> Report:
    sections = (Section("장", (Part("말", (chart,)),)),)
    return Report("시험", "ko", DAY, "기획", ("기간",), ("요약",), None, sections, "판정")


def stacked(pieces: list[list[float | None]], unseen: bool, place: int) -> tuple[float, float] | None:
    """The ends of what is seen of a column when an office program stacks, above and below zero apart; None: nothing."""
    up = down = 0.0
    seen = []
    for number, values in enumerate(pieces):
        value = values[place]
        if value is None:
            continue
        begin = up if value >= 0 else down
        up, down = (up + value, down) if value >= 0 else (up, down + value)
        if not (unseen and number == 0):
            seen += [begin, begin + value]
    return (min(seen), max(seen)) if min(seen) < max(seen) else None


def wanted(chart: Chart) -> list[tuple[float, float] | None]:
    ends = [(start, start + (size or 0.0)) for start, size in zip(chart.starts, chart.series[0].values, strict=True)]
    return [pytest.approx((min(pair), max(pair)), abs=1e-9) if pair[0] != pair[1] else None for pair in ends]


@given(st.tuples(*[st.integers(-50, 50)] * 3))
def test_stacked_pieces_reach_the_heights_of_every_column(tenths):
    chart = parts_of(tuple(tenth / 10 for tenth in tenths))
    made = bridge(chart, "ko")
    pieces = [list(piece.values) for piece in made.pieces]
    assert [stacked(pieces, not made.pieces[0].named, place) for place in range(4)] == wanted(chart)


def test_each_connector_joins_the_end_of_a_column_with_the_next():
    made = bridge(parts_of((2.0, -3.0, 0.5)), "ko")
    assert [one.values for one in made.connectors] == [
        (2.0, 2.0, None, None),
        (None, -1.0, -1.0, None),
        (None, None, -0.5, -0.5),
    ]


def test_a_column_has_the_name_of_its_verdict_or_of_its_direction_and_the_last_is_the_sum():
    assert [one.name for one in steps(parts_of((-3.0, 1.0, -0.5), "improved"), "ko")] == [
        "개선",
        "늘어난 몫",
        "줄어든 몫",
        "합계",
    ]


def test_a_part_written_as_zero_brings_no_direction_of_its_own():
    assert {one.name for one in steps(parts_of((-3.0, -1.0, 0.04)), "ko")} == {"줄어든 몫", "합계"}
    assert {one.name for one in steps(parts_of((3.0, 1.0, -0.04)), "ko")} == {"늘어난 몫", "합계"}


def test_the_drawing_joins_its_columns_and_names_their_colours():
    drawn = draw(parts_of((-3.0, 1.0, -0.5), "improved"), lang="ko")
    assert [name in drawn for name in ("개선", "늘어난 몫", "줄어든 몫", "합계")] == [True] * 4


@pytest.mark.parametrize("sizes", CASES.values(), ids=CASES)
def test_a_slide_stacks_the_bridge_joins_it_and_writes_every_change(sizes):
    chart = parts_of(sizes, "improved")
    (shape,) = [
        shape
        for slide in Presentation(io.BytesIO(pptx.write(report_of(chart)))).slides
        for shape in slide.shapes
        if shape.has_chart
    ]
    columns, lines = shape.chart.plots
    unseen = bool(columns.series[0].format.fill.type is not None and "보이지" in columns.series[0].name)
    pieces = [list(one.values) for one in columns.series]
    assert [stacked(pieces, unseen, place) for place in range(4)] == wanted(chart)
    assert columns.overlap == 100
    labels = lines.series[-1]
    assert [labels.points[place].data_label.text_frame.text for place in range(4)] == [
        f"{value:+.1f}" if value else "0.0" for value in chart.series[0].values
    ]
    hidden = {entry.find("{*}idx").get("val") for entry in shape.chart.legend._element.findall("{*}legendEntry")}
    named = [one for number, one in enumerate(columns.series) if str(number) not in hidden]
    assert {one.name for one in named} <= {"개선", "늘어난 몫", "줄어든 몫", "합계"}
    book = openpyxl.load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
    assert "변화" in [cell.value for cell in book["Sheet1"][1]]


@pytest.mark.parametrize("sizes", CASES.values(), ids=CASES)
def test_a_workbook_stacks_the_bridge_from_cells_that_are_numbers(sizes):
    chart = parts_of(sizes)
    sheet = openpyxl.load_workbook(io.BytesIO(workbook.write(report_of(chart))))["그림 1"]
    (drawn,) = sheet._charts
    assert (drawn.grouping, drawn.overlap) == ("stacked", 100)

    def cells(reference: str) -> list[float | None]:
        return [row[0].value for row in sheet[reference.rpartition("!")[2].replace("$", "")]]

    names = [sheet[one.tx.strRef.f.rpartition("!")[2].replace("$", "")].value for one in drawn.series]
    pieces = [cells(one.val.numRef.f) for one in drawn.series]
    assert [stacked(pieces, "보이지" in names[0], place) for place in range(4)] == wanted(chart)
    others = [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type not in ("s", "n")]
    assert len(others) == 4
    assert all(re.fullmatch(r'=TEXT\(B\d+,"[-+#,0.;]+"\)', one) for one in others)


@pytest.mark.parametrize("sizes", CASES.values(), ids=CASES)
def test_every_label_of_a_workbook_s_bridge_follows_the_cell_of_its_change_and_stands_on_its_column(sizes):
    chart = parts_of(sizes)
    content = io.BytesIO(workbook.write(report_of(chart)))
    book, given = (openpyxl.load_workbook(content, data_only=only)["그림 1"] for only in (False, True))
    (lines,) = [one for one in book._charts[0]._charts if type(one).__name__ == "LineChart"]
    labels = [one for one in lines.series if one.dLbls is not None and one.dLbls.showSerName]
    said = [book[one.tx.strRef.f.rpartition("!")[2].replace("$", "")] for one in labels]
    changes = [re.fullmatch(r"=TEXT\((B\d+),.*", cell.value)[1] for cell in said]
    assert [given[cell].value for cell in changes] == list(chart.series[0].values)
    assert [given[cell.coordinate].value for cell in said] == [
        f"{value:+.1f}" if value else "0.0" for value in chart.series[0].values
    ]
    tops = bridge(chart, "ko").top.values
    for place, one in enumerate(labels):
        (row,) = given[one.val.numRef.f.rpartition("!")[2].replace("$", "")]
        assert [cell.value for cell in row] == [tops[place] if at == place else None for at in range(4)]
