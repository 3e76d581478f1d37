"""Native bars of departments: the whole first, whiskers and numbers that follow the cells of the chart's workbook."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import openpyxl
import pytest
from lxml import etree
from pptx import Presentation

from reports import pptx, workbook
from reports.bars import whiskers
from reports.hwpx_charts import chart_parts
from reports.model import Chart, Series, charts_of
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


@pytest.fixture(scope="module")
def workbook_bars():
    """The bars of a made workbook: facts, chart, a reader of what formulas are, and one of what they give."""
    report = made(names=("민원봉사과", "건축과", "세무과"))
    content = workbook.write(report)
    facts = next(one for one in charts_of(report) if one.kind == "bars")
    book, given = (openpyxl.load_workbook(io.BytesIO(content), data_only=only) for only in (False, True))
    sheet = next(one for one in book if one._charts and type(one._charts[0]).__name__ == "BarChart")
    return facts, sheet._charts[0], book, given


def cells_at(book, reference):
    name, _, area = reference.rpartition("!")
    found = book[name.strip("'")][area.replace("$", "")]
    return [row[0].value for row in found]


def test_bars_of_a_workbook_begin_with_the_whole_and_have_their_intervals_from_cells(workbook_bars):
    facts, chart, book, given = workbook_bars
    main = chart.series[0]
    assert cells_at(given, main.val.numRef.f) == pytest.approx([facts.base, *facts.series[0].values])
    assert cells_at(given, main.cat.strRef.f) == ["전체", *facts.categories]
    for side in (main.errBars.plus, main.errBars.minus):
        assert cells_at(given, side.numRef.f)[1:] == pytest.approx([1.0] * len(facts.categories))
        assert all(str(cell).startswith("=") for cell in cells_at(book, side.numRef.f)[1:])
    assert chart.y_axis.scaling.max >= max(facts.series[0].high)


def test_numbers_of_a_workbook_s_bars_are_those_of_its_cells_within_long_bars_and_beyond_short_ones():
    report = made(names=tuple("가나다라"))
    (part,) = [one for one in report.sections if any(is_bars(block) for block in one.parts[0].blocks)]
    bars = next(block for block in part.parts[0].blocks if is_bars(block))
    short = replace(bars.series[0], values=(1.0, *bars.series[0].values[1:]), low=(0.5, *bars.series[0].low[1:]))
    changed = replace(part, parts=(replace(part.parts[0], blocks=(replace(bars, series=(short,)),)),))
    content = workbook.write(replace(report, sections=(changed,)))
    book, given = (openpyxl.load_workbook(io.BytesIO(content), data_only=only) for only in (False, True))
    (sheet,) = [one for one in book if one._charts]
    long, beyond = sheet._charts[0].series
    assert [label.idx for label in long.dLbls.dLbl] == [1]
    assert (long.dLbls.showVal, long.dLbls.dLblPos) == (True, "inBase")
    assert (beyond.dLbls.showVal, beyond.dLbls.dLblPos) == (True, None)  # beyond the end is where bars have them
    assert cells_at(given, beyond.val.numRef.f) == [None, 1.0, None, None, None]
    assert cells_at(book, beyond.val.numRef.f)[1].startswith("=B")


def is_bars(block):
    return isinstance(block, Chart) and block.kind == "bars"


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
