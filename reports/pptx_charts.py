"""PowerPoint's own charts, which the reader can edit: numbers in the chart's workbook, never a formula."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter
from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.util import Pt

from charts.theme import palette, verdict_colour
from kpi.core.indicator import VERDICTS
from kpi.core.text import Lang, Text
from reports.bars import has_whiskers, whiskers, with_whole
from reports.bridge import bridge, is_bridge
from reports.fonts import OFFICE
from reports.model import Chart, Series
from reports.pptx_bridge import bridge_series, build
from reports.pptx_labels import add_whiskers, cells_of, label_from_cells
from reports.pptx_text import colour_of, name_font
from reports.safe import printable
from reports.sheet import column_colour, native_ends, native_scale
from reports.shown import number_format, short_name, stacked_format, value_label

COLOURS = palette("light")
_BESIDE = {"target": COLOURS.target, "reference": COLOURS.text}
_LOW, _HIGH = Text("95% 하한", "95% low"), Text("95% 상한", "95% high")
_KINDS = {
    "line": XL_CHART_TYPE.LINE_MARKERS,
    "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
}
_MARKERS = {"no_confirmed_change": XL_MARKER_STYLE.CIRCLE, "worsened": XL_MARKER_STYLE.DIAMOND}
_MARKS = {"improved": "●", "worsened": "◆"}
_SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
LONGEST = 40


def add_chart(
    slide: Any, chart: Chart, place: tuple[Any, ...], *, lang: Lang, korean: bool = True, flat: bool = False
) -> Any:
    """Put a native chart on a slide and return it; verdicts are colours of points, intervals thin dashed lines.

    A ``flat`` chart has its legend beside it and its last value alone, for it has no height to give away.
    """
    chart = with_whole(chart, lang)
    parts = bridge(chart, lang) if is_bridge(chart) else None
    ends = whiskers(chart.series[0], lang) if has_whiskers(chart) else ()
    series = bridge_series(parts) if parts else [*_series(chart, lang), *ends[:1]]
    maker: Any = CategoryChartData  # the library has no types for it
    data = maker(number_format=number_format(chart))
    data.categories = [short_name(name) for name in chart.categories]
    for one in series:
        data.add_series(short_name(one.name, LONGEST), list(one.values))
    stacked = chart.kind == "columns" and len(series) > 1
    frame = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_STACKED if stacked else _KINDS[chart.kind], *place, data)
    drawn = frame.chart
    drawn.part.chart_workbook.update_from_xlsx_blob(_workbook(chart, [*series, *(chart.series if parts else ends[1:])]))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", printable(chart.alt))
    _dress(drawn, chart, len(series), korean=korean)
    if flat and drawn.has_legend:
        drawn.legend.position = XL_LEGEND_POSITION.RIGHT
    if parts:
        labels = [value_label(chart, value, lang) for value in chart.series[0].values]
        build(drawn, parts, labels, font=OFFICE if korean else "")
        return drawn
    for number, one in enumerate(series[: -1 if ends else None]):
        _paint(drawn.plots[0].series[number], one, chart, first=number == 0)
    if ends:
        _dress_bars(drawn, chart, ends, [value_label(chart, value, lang) for value in chart.series[0].values], korean)
    elif flat:
        _label_last(drawn.plots[0].series[0], chart)
    else:
        _label(drawn.plots[0], chart)
    return drawn


def key_of(chart: Chart, lang: Lang) -> list[tuple[str, str, str]]:
    """Return what the colours of points or columns mean: (mark, colour, word); nothing where a legend says it."""
    there = set(chart.series[0].verdicts) if not is_bridge(chart) else set()
    marks = _MARKS if chart.kind == "line" else {}
    return [
        (marks.get(verdict, "○" if marks else "■"), verdict_colour(verdict, "light"), word.say(lang))
        for verdict, word in VERDICTS.items()
        if verdict in there
    ]


def _series(chart: Chart, lang: Lang) -> list[Series]:
    main = chart.series[0]
    ends = [Series(name.say(lang), side, "part") for name, side in ((_LOW, main.low), (_HIGH, main.high)) if any(side)]
    return [*chart.series, *(ends if chart.kind == "line" and len(ends) == 2 else [])]


def _workbook(chart: Chart, series: list[Series]) -> bytes:
    """Return the workbook behind the chart; the library's own would run names that begin with "=" as formulas."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, _SAFE)
    sheet = book.add_worksheet("Sheet1")
    form = book.add_format({"num_format": number_format(chart)})
    for line, name in enumerate(chart.categories, start=1):
        sheet.write_string(line, 0, short_name(name))
    for column, one in enumerate(series, start=1):
        sheet.write_string(0, column, short_name(one.name, LONGEST))
        for line, value in enumerate(one.values, start=1):
            if value is not None:
                sheet.write_number(line, column, value, form)
    book.close()
    return stream.getvalue()


def _dress(drawn: Any, chart: Chart, count: int, *, korean: bool) -> None:
    drawn.font.size = Pt(12)
    if korean:
        name_font(drawn._chartSpace.find(qn("c:txPr")).find(".//" + qn("a:defRPr")))
    drawn.has_title = False
    drawn.has_legend = count > 1
    if drawn.has_legend:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    value, category = drawn.value_axis, drawn.category_axis
    value.major_gridlines.format.line.color.rgb = colour_of(COLOURS.grid)
    value.format.line.fill.background()
    decimals, step = native_scale(chart)
    labels = value.tick_labels
    labels.number_format, labels.number_format_is_linked = number_format(chart, decimals), False
    value.major_unit = step
    value.minimum_scale, value.maximum_scale = native_ends(chart)
    value.has_title = True
    value.axis_title.text_frame.text = printable(chart.unit)
    run = value.axis_title.text_frame.paragraphs[0].runs[0]
    run.font.size, run.font.bold = Pt(11), False
    if korean:
        name_font(run._r.get_or_add_rPr())
    category.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    category.has_major_gridlines = False
    if chart.kind == "bars":
        _every_name(category, len(chart.categories))
        category.reverse_order = True
        value.tick_label_position = XL_TICK_LABEL_POSITION.HIGH


def _every_name(category: Any, count: int) -> None:
    """Let every bar have its name: the program would else leave out some where there are many."""
    category.tick_labels.font.size = Pt(12 if count <= 12 else 9)
    skip = etree.SubElement(category._element, qn("c:tickLblSkip"))
    skip.set("val", "1")
    category._element.find(qn("c:noMultiLvlLbl")).addprevious(skip)


def _paint(series: Any, one: Series, chart: Chart, *, first: bool) -> None:
    if chart.kind == "line":
        _paint_line(series, one, first=first)
        return
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = colour_of(column_colour(one))
    series.invert_if_negative = False
    if chart.kind == "bars" and chart.base is not None:  # the first one is the whole organisation
        whole = series.points[0].format.fill
        whole.solid()
        whole.fore_color.rgb = colour_of(COLOURS.neutral)
    for place, verdict in enumerate(one.verdicts):
        if verdict in ("improved", "worsened") and one.values[place] is not None:
            point = series.points[place].format.fill
            point.solid()
            point.fore_color.rgb = colour_of(verdict_colour(verdict, "light"))


def _paint_line(series: Any, one: Series, *, first: bool) -> None:
    series.smooth = False
    line = series.format.line
    colour = COLOURS.line if first else _BESIDE.get(one.role, COLOURS.neutral)
    line.color.rgb, line.width = colour_of(colour), Pt(2.5 if first else 1.25)
    if not first:
        line.dash_style = MSO_LINE.DASH
        series.marker.style = XL_MARKER_STYLE.NONE
        return
    series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 8
    _fill_marker(series.marker, COLOURS.line)
    for place, verdict in enumerate(one.verdicts):
        if verdict and one.values[place] is not None:
            point = series.points[place]
            point.format.line.color.rgb, point.format.line.width = colour_of(COLOURS.line), Pt(2.5)
            marker = point.marker
            marker.style, marker.size = _MARKERS.get(verdict, XL_MARKER_STYLE.CIRCLE), 9
            hollow = verdict not in ("improved", "worsened")
            _fill_marker(marker, verdict_colour(verdict, "light"), hollow=hollow)


def _fill_marker(marker: Any, colour: str, *, hollow: bool = False) -> None:
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = colour_of(COLOURS.paper if hollow else colour)
    marker.format.line.color.rgb = colour_of(colour)


def _dress_bars(drawn: Any, chart: Chart, ends: tuple[Series, ...], labels: list[str], korean: bool) -> None:
    """Give bars their intervals and, beyond them, their numbers: those stand at an unseen bar's end, from the cells."""
    plot, count = drawn.plots[0], len(chart.categories)
    plot.gap_width, plot.overlap = 45, 100
    main, place = plot.series
    place.format.fill.background()
    font = OFFICE if korean else ""
    label_from_cells(place, cells_of(1, count), labels, position="outEnd", size=11, colour=COLOURS.text, font=font)
    above, below = ((cells_of(column, count), end.values) for column, end in ((3, ends[1]), (4, ends[2])))
    add_whiskers(main, above, below, colour=COLOURS.text)
    drawn.has_legend = False


def _label_last(series: Any, chart: Chart) -> None:
    """Write the last value alone: a flat chart has its table below it."""
    every = series.data_labels
    every.show_value, every.number_format, every.number_format_is_linked = False, number_format(chart), False
    known = [place for place, value in enumerate(chart.series[0].values) if value is not None]
    label = series.points[known[-1]].data_label
    label.font.size, label.font.bold = Pt(11), True
    label.position = XL_LABEL_POSITION.RIGHT


def _label(plot: Any, chart: Chart) -> None:
    """Write values at the points of the main series (of stacked columns: inside what is dark)."""
    if chart.kind != "line":
        plot.gap_width = 45
    stacked = chart.kind == "columns" and len(chart.series) > 1
    for series, one in zip(plot.series, chart.series, strict=False):
        if (one.role == "before") if stacked else (one is not chart.series[0]):
            continue
        labels = series.data_labels
        labels.show_value = True
        labels.number_format = stacked_format(chart) if stacked else number_format(chart)
        labels.number_format_is_linked = False
        labels.font.size = Pt(11)
        if stacked:
            labels.font.color.rgb = colour_of("#FFFFFF")
        else:
            labels.position = XL_LABEL_POSITION.ABOVE if chart.kind == "line" else XL_LABEL_POSITION.OUTSIDE_END
