"""Native bars of departments: the whole first, whiskers and numbers that follow the cells of the chart's workbook."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from lxml import etree
from pptx import Presentation

from reports import pptx
from reports.bars import whiskers
from reports.hwpx_charts import chart_parts
from reports.model import Series, charts_of
from tests.reports.report_made import made
from tests.reports.test_bridge import parts_of, report_of

NAMES = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}
C15 = {**NAMES, "c15": "http://schemas.microsoft.com/office/drawing/2012/chart"}


def native(report, kind):
    shapes = [shape for slide in Presentation(io.BytesIO(pptx.write(report))).slides for shape in slide.shapes]
    return next(one.chart for one in shapes if one.has_chart and one.chart._chartSpace.findall(f".//c:{kind}", NAMES))


def column(chart, cells: str) -> list[float | None]:
    sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))["Sheet1"]
    return [row[0].value for row in sheet[cells.partition("!")[2].replace("$", "")]]


def test_the_whole_stands_first_and_whiskers_reach_the_ends_of_the_intervals():
    report = made()
    chart = native(report, "barDir[@val='bar']")
    facts = next(one for one in charts_of(report) if one.kind == "bars")
    assert list(chart.plots[0].categories) == ["전체", *facts.categories]
    assert list(chart.plots[0].series[0].values) == [facts.base, *facts.series[0].values]
    for side in ("plus", "minus"):
        (ref,) = chart._chartSpace.findall(f".//c:errBars/c:{side}/c:numRef", NAMES)
        kept = [float(point.text) for point in ref.findall(".//c:v", NAMES)]
        assert kept == pytest.approx([1.0] * len(facts.categories))
        assert column(chart, ref.findtext("c:f", namespaces=NAMES)) == [None, *kept]


@pytest.mark.parametrize("kind", ["bars", "bridge"])
def test_labels_are_bound_to_the_cells_of_the_numbers_they_show(kind):
    report = made() if kind == "bars" else report_of(parts_of((-3.0, 1.0, -0.5), "improved"))
    chart = native(report, "barDir[@val='bar']" if kind == "bars" else "lineChart")
    facts = next(one for one in charts_of(report) if one.kind == ("bars" if kind == "bars" else "columns"))
    (bound,) = chart._chartSpace.findall(".//c15:datalabelsRange", C15)
    values = [facts.base, *facts.series[0].values] if kind == "bars" else list(facts.series[0].values)
    assert column(chart, bound.findtext("c15:f", namespaces=C15)) == pytest.approx(values)
    fields = re.findall(r'type="CELLRANGE".*?<a:t>(.*?)</a:t>', etree.tostring(chart._chartSpace, encoding="unicode"))
    assert [float(text) for text in fields] == pytest.approx(values)
    assert [point.text for point in bound.findall(".//c:v", C15)] == fields


def test_a_bar_without_an_interval_has_its_number_at_its_own_end():
    place, above, below = whiskers(Series("", (3.0, 5.0, None), low=(None, 4.0, None), high=(None, 7.0, None)), "ko")
    assert place.values == (3.0, 7.0, None)
    assert (above.values, below.values) == ((None, 2.0, None), (None, 1.0, None))


def test_a_hangul_document_has_the_labels_as_plain_text():
    facts = [one for one in charts_of(made()) if one.kind == "bars"]
    (part,) = chart_parts(facts, lang="ko")
    assert b"CELLRANGE" not in part
    assert b"extLst" not in part
    assert all(f"<a:t>{value:.2f}</a:t>".encode() in part for value in facts[0].series[0].values)
