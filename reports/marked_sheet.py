"""The sheet that lists all findings, as a worksheet part of its own, and the place of its drawing in other worksheets."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from reports.marked import LIST_WIDTHS, Line, Marking
from reports.marked_cells import letters
from reports.marked_styles import StyleBook
from reports.marked_tags import tags
from reports.safe import printable

_AFTER_DRAWING = frozenset(
    name.encode()
    for name in (
        "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
        "AlternateContent",
    )
)  # fmt: skip
"""Parts of a worksheet that follow the drawing of comments."""


def drawing_relation(xml: bytes, end: int) -> tuple[str, int]:
    """Return the relation of the drawing of comments ("" where there is none) and the place for one.

    ``end``: where the cells end.
    """
    depth, place = 0, -1
    for tag in tags(xml, end, len(xml)):
        if tag.local == b"sheetData":
            continue
        if depth == 0 and tag.local == b"legacyDrawing" and not tag.closing:
            return (tag.get_prefixed(b"id") or b"").decode(), tag.start
        if depth == 0 and place < 0 and (tag.closing or tag.local in _AFTER_DRAWING):
            place = tag.start
        depth += -1 if tag.closing else 0 if tag.empty else 1
    return "", place


def drawing_element(relation: str, namespace: str, prefix: bytes) -> bytes:
    """Return the element that names the drawing of comments; the namespace of relations is declared on it."""
    return b'<%slegacyDrawing xmlns:rel="%s" rel:id="%s"/>' % (prefix, namespace.encode(), relation.encode())


def list_sheet(marking: Marking, styles: StyleBook, *, namespace: str, linked: Mapping[str, str]) -> bytes:
    """Return the worksheet that lists the findings; lines lead to cells of visible sheets.

    ``linked``: sheet as the lines name it -> as the workbook spells it.
    """
    plain, bold, title = styles.wrapped(), styles.wrapped(bold=True), styles.wrapped(bold=True, wrap=False)
    note, link = styles.wrapped(wrap=False), styles.wrapped(link=True)
    colours = {severity: styles.wrapped(severity) for severity in {line.severity for line in marking.lines}}
    rows = [_row(number, (text,), (note if number > 1 else title,)) for number, text in enumerate(marking.head, 1)]
    header = len(marking.head) + 2
    rows.append(_row(header, marking.headings, (bold,) * len(marking.headings)))
    links = []
    for number, line in enumerate(marking.lines, start=header + 1):
        leads = bool(line.target) and line.sheet in linked
        look = (colours[line.severity], plain, plain, link if leads else plain, *(plain,) * 3)
        rows.append(_row(number, line.shown, look, line.height))
        links += [_link(number, line, linked[line.sheet])] if leads else []
    return _sheet(rows, links, header, namespace)


def _sheet(rows: list[str], links: list[str], header: int, namespace: str) -> bytes:
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{wide}" customWidth="1"/>'
        for place, wide in enumerate(LIST_WIDTHS, start=1)
    )
    parts = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
        f'<worksheet xmlns="{namespace}">',
        '<sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>',
        '<sheetViews><sheetView showGridLines="0" workbookViewId="0">'
        f'<pane ySplit="{header}" topLeftCell="A{header + 1}" activePane="bottomLeft" state="frozen"/>'
        f'<selection pane="bottomLeft" activeCell="A{header + 1}" sqref="A{header + 1}"/></sheetView></sheetViews>',
        '<sheetFormatPr defaultRowHeight="15"/>',
        f"<cols>{columns}</cols><sheetData>{''.join(rows)}</sheetData>",
        f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else "",
        '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>',
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>',
        "</worksheet>",
    )
    return "".join(parts).encode()


def _row(number: int, texts: tuple[str, ...], styles: tuple[int, ...], height: float = 0.0) -> str:
    cells = "".join(
        f'<c r="{letters(place)}{number}" s="{style}" t="inlineStr"><is><t xml:space="preserve">'
        f"{escape(printable(text))}</t></is></c>"
        for place, (text, style) in enumerate(zip(texts, styles, strict=True))
        if text
    )
    high = f' ht="{height:g}" customHeight="1"' if height else ""
    return f'<row r="{number}"{high}>{cells}</row>'


def _link(number: int, line: Line, sheet: str) -> str:
    place = location(sheet, line.target)
    return f'<hyperlink ref="D{number}" location={quoteattr(place)} display={quoteattr(line.target)}/>'


def location(sheet: str, target: str) -> str:
    """Return the place of a cell as a link inside the workbook."""
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{target}"
