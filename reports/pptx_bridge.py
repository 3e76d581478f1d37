"""A bridge as PowerPoint draws it: stacked columns on an unseen base, lines that join them, labels over each column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import etree
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from reports.bridge import COLOURS, Bridge, Piece
from reports.model import Series
from reports.pptx_labels import cells_of, label_from_cells
from reports.pptx_text import colour_of

_LINES = f"""<c:lineChart {nsdecls("c")}><c:grouping val="standard"/><c:varyColors val="0"/><c:marker val="1"/></c:lineChart>"""
_NO_MARKER = f"""<c:marker {nsdecls("c")}><c:symbol val="none"/></c:marker>"""
_LOOK = f"""<c:spPr {nsdecls("c", "a")}><a:ln w="9525"><a:solidFill><a:srgbClr val="{{colour}}"/></a:solidFill></a:ln></c:spPr>"""
_UNSEEN = f"""<c:spPr {nsdecls("c", "a")}><a:ln><a:noFill/></a:ln></c:spPr>"""


def bridge_series(parts: Bridge) -> list[Series]:
    """Return every series of a bridge, the stacked ones first, as ``build`` expects them in the chart."""
    return [Series(one.name, one.values, "part") for one in (*parts.pieces, *parts.connectors, parts.top)]


def build(drawn: Any, parts: Bridge, labels: Sequence[str], *, font: str) -> None:
    """Make a bridge of a chart of stacked columns that holds ``bridge_series``; ``font`` "" leaves the template's."""
    plot = drawn.plots[0]
    plot.gap_width, plot.overlap = 45, 100
    for series, piece in zip(plot.series, parts.pieces, strict=False):
        _paint(series, piece)
    lines = _as_lines(plot._element, len(parts.pieces))
    for line in lines[:-1]:
        line.find(qn("c:tx")).addnext(parse_xml(_LOOK.format(colour=COLOURS.muted.removeprefix("#"))))
    lines[-1].find(qn("c:tx")).addnext(parse_xml(_UNSEEN))
    cells = cells_of(len(parts.pieces) + len(lines) + 1, len(labels))
    top = drawn.plots[1].series[len(lines) - 1]
    label_from_cells(top, cells, labels, position="t", size=12, colour=COLOURS.text, font=font)
    if drawn.has_legend:
        _keep_named(drawn.legend._element, parts)


def _paint(series: Any, piece: Piece) -> None:
    series.invert_if_negative = False
    if piece.named:
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = colour_of(piece.colour)
    else:
        series.format.fill.background()
    for place, colour in enumerate(piece.colours):
        if piece.values[place] is not None:
            fill = series.points[place].format.fill
            fill.solid()
            fill.fore_color.rgb = colour_of(colour)


def _as_lines(columns: Any, first: int) -> list[Any]:
    """Move the series behind the stacked ones into a line chart on the same axes; return them."""
    lines = parse_xml(_LINES)
    moved: list[Any] = columns.findall(qn("c:ser"))[first:]
    for series in moved:
        for tag in ("c:invertIfNegative", "c:spPr"):
            for element in series.findall(qn(tag)):
                series.remove(element)
        series.find(qn("c:tx")).addnext(parse_xml(_NO_MARKER))
        etree.SubElement(series, qn("c:smooth")).set("val", "0")
        lines.find(qn("c:marker")).addprevious(series)
    for axis in columns.findall(qn("c:axId")):
        etree.SubElement(lines, qn("c:axId")).set("val", axis.get("val"))
    columns.addnext(lines)
    return moved


def _keep_named(legend: Any, parts: Bridge) -> None:
    """Take what only carries the picture out of the legend."""
    every = (*parts.pieces, *parts.connectors, parts.top)
    place = legend.find(qn("c:legendPos"))
    for number in reversed([number for number, one in enumerate(every) if not one.named]):
        entry = parse_xml(
            f"""<c:legendEntry {nsdecls("c")}><c:idx val="{number}"/><c:delete val="1"/></c:legendEntry>"""
        )
        place.addnext(entry)
