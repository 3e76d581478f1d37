"""Reports of very many departments: every one is somewhere, and what is left out of a figure is said."""

from __future__ import annotations

import io

import openpyxl
import pytest
from pptx import Presentation

from reports import pptx, workbook
from reports.model import charts_of, grids_of
from tests.reports.report_made import made

NAMES = tuple(f"{number}과" for number in range(60))


@pytest.fixture(scope="module")
def report():
    return made(names=NAMES)


def test_a_figure_of_the_first_departments_says_so_and_the_table_has_all(report):
    (chart,) = [chart for chart in charts_of(report) if chart.kind == "bars"]
    assert len(chart.categories) == 40
    assert chart.notes[0] == "※ 그림에는 60곳 가운데 앞의 40곳만 있음. 나머지는 표에 있음"
    names = [row[0] for row in max((grid.rows for grid in grids_of(report)), key=len)]
    assert names == ["전체", *sorted(NAMES)]


def test_bars_of_many_departments_are_cut_into_slides_of_twenty(report):
    drawn = [
        (shape.chart, [one.text_frame.text for one in slide.shapes if one.has_text_frame])
        for slide in Presentation(io.BytesIO(pptx.write(report))).slides
        for shape in slide.shapes
        if shape.has_chart and len(shape.chart.plots[0].categories) > 10
    ]
    assert [next(iter(chart.plots[0].categories)) for chart, _ in drawn] == ["전체", "전체"]
    assert [len(chart.plots[0].categories) for chart, _ in drawn] == [21, 21]
    (whole,) = [chart for chart in charts_of(report) if chart.kind == "bars"]
    values = [value for chart, _ in drawn for value in chart.plots[0].series[0].values[1:]]
    assert values == pytest.approx(list(whole.series[0].values))
    assert [any(text.endswith(f"({place}/2)") for text in said) for place, (_, said) in enumerate(drawn, 1)] == [
        True
    ] * 2


def test_bars_begin_at_zero_share_a_scale_and_every_one_has_its_name(report):
    axes = [
        (shape.chart.value_axis, shape.chart.category_axis)
        for slide in Presentation(io.BytesIO(pptx.write(report))).slides
        for shape in slide.shapes
        if shape.has_chart and len(shape.chart.plots[0].categories) > 10
    ]
    assert {value.minimum_scale for value, _ in axes} == {0.0}
    assert len({value.maximum_scale for value, _ in axes}) == 1
    assert all(names._element.find("{*}tickLblSkip").get("val") == "1" for _, names in axes)
    for sheet in openpyxl.load_workbook(io.BytesIO(workbook.write(report))):
        for chart in sheet._charts:
            if type(chart).__name__ == "BarChart":
                assert chart.y_axis.scaling.min == 0
