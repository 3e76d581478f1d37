"""Labels and whiskers of a native chart that follow the cells of its workbook: who edits the numbers edits them, too."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from reports.model import Values
from reports.safe import printable

_C15 = 'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"'
_SHOWN = "".join(
    f'<c:{name} val="0"/>'
    for name in ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
)
_TEXT = (
    '<c:dLbl><c:idx val="{place}"/><c:tx><c:rich><a:bodyPr/><a:p><a:fld id="{{{name}}}" type="CELLRANGE">'
    "{look}<a:pPr/><a:t>{text}</a:t></a:fld><a:endParaRPr/></a:p></c:rich></c:tx>"
    '<c:dLblPos val="{position}"/>{shown}<c:extLst><c:ext uri="{{CE6537A1-D6FC-4f65-9D91-7224C49458BB}}" {c15}>'
    '<c15:dlblFieldTable/><c15:showDataLabelsRange val="1"/></c:ext></c:extLst></c:dLbl>'
)
_LABELS = (
    '<c:dLbls {ns}>{each}<c:dLblPos val="{position}"/>{shown}<c:extLst>'
    '<c:ext uri="{{CE6537A1-D6FC-4f65-9D91-7224C49458BB}}" {c15}><c15:showDataLabelsRange val="1"/></c:ext>'
    "</c:extLst></c:dLbls>"
)
_RANGE = (
    '<c:extLst {ns}><c:ext uri="{{02D57815-91ED-43cb-92C2-25804820EDAC}}" {c15}><c15:datalabelsRange>'
    '<c15:f>{cells}</c15:f><c15:dlblRangeCache><c:ptCount val="{count}"/>{points}</c15:dlblRangeCache>'
    "</c15:datalabelsRange></c:ext></c:extLst>"
)
_LOOK = '<a:rPr sz="{size}" b="1"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>{fonts}</a:rPr>'
_WHISKERS = (
    '<c:errBars {ns}><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
    "<c:plus>{plus}</c:plus><c:minus>{minus}</c:minus>"
    '<c:spPr><a:ln w="15875"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:ln></c:spPr></c:errBars>'
)
_NUMBERS = (
    "<c:numRef><c:f>{cells}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
    '<c:ptCount val="{count}"/>{points}</c:numCache></c:numRef>'
)


def cells_of(column: int, count: int) -> str:
    """Return the reference of the values in a column (0-based) of a chart's workbook."""
    letter = chr(ord("A") + column)
    return f"Sheet1!${letter}$2:${letter}${count + 1}"


def label_from_cells(
    series: Any, cells: str, texts: Sequence[str], *, position: str, size: float, colour: str, font: str
) -> None:
    """Label the points of a series with the cells; ``texts`` are what they say now, for programs that read no cells.

    ``position`` is a code of the file ("t" above, "outEnd" beyond the end); ``font`` "" leaves the template's.
    """
    element = series._element
    for tag in ("c:dLbls", "c:extLst"):
        for old in element.findall(qn(tag)):
            element.remove(old)
    fonts = "".join(f'<a:{kind} typeface="{font}"/>' for kind in ("latin", "ea", "cs")) if font else ""
    look = _LOOK.format(size=int(size * 100), colour=colour.removeprefix("#"), fonts=fonts)
    said = [escape(printable(text)) for text in texts]
    each = "".join(
        _TEXT.format(
            place=place, name=_name(cells, place), look=look, text=text, position=position, shown=_SHOWN, c15=_C15
        )
        for place, text in enumerate(said)
        if text
    )
    names = nsdecls("c", "a")
    labels = parse_xml(_LABELS.format(ns=names, each=each, position=position, shown=_SHOWN, c15=_C15))
    element.find(qn("c:cat")).addprevious(labels)
    points = "".join(f'<c:pt idx="{place}"><c:v>{text}</c:v></c:pt>' for place, text in enumerate(said) if text)
    element.append(parse_xml(_RANGE.format(ns=names, c15=_C15, cells=cells, count=len(said), points=points)))


def add_whiskers(series: Any, above: tuple[str, Values], below: tuple[str, Values], *, colour: str) -> None:
    """Give bars their intervals: cells and values of how far each goes above and below."""
    made = _WHISKERS.format(
        ns=nsdecls("c", "a"), plus=_numbers(*above), minus=_numbers(*below), colour=colour.removeprefix("#")
    )
    series._element.find(qn("c:cat")).addprevious(parse_xml(made))


def _numbers(cells: str, values: Values) -> str:
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{value!r}</c:v></c:pt>' for place, value in enumerate(values) if value is not None
    )
    return _NUMBERS.format(cells=cells, count=len(values), points=points)


def _name(cells: str, place: int) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{cells}/{place}")).upper()
