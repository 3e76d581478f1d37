"""A table of a Word document, written row by row as XML: cell by cell through the library takes several times as long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from reports.safe import printable

UP, DOWN, HEAD = "1D4ED8", "B42318", "E8EEF9"
_TWIPS = 1440 / 25.4
_ROW = f"<w:tr {nsdecls('w')}>{{kind}}{{cells}}</w:tr>"
_KINDS = ("<w:trPr><w:cantSplit/></w:trPr>", "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>")
_LINES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="98A2B3"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_BORDERS = f"<w:tblBorders {nsdecls('w')}>{_LINES}</w:tblBorders>"
_MARGINS = "".join(
    f'<w:{side} w:w="{twips}" w:type="dxa"/>'
    for side, twips in (("top", 30), ("left", 57), ("bottom", 30), ("right", 57))
)
_ROOM = f"<w:tblCellMar {nsdecls('w')}>{_MARGINS}</w:tblCellMar>"
"""Narrow margins: a number that is a little wider in another font still stands on one line."""
_SHADE = f'<w:shd w:val="clear" w:color="auto" w:fill="{HEAD}"/>'
_CELL = (
    '<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{shade}</w:tcPr>'
    '<w:p><w:pPr>{near}<w:spacing w:after="0"/><w:jc w:val="{align}"/><w:rPr><w:sz w:val="{size}"/></w:rPr></w:pPr><w:r><w:rPr><w:b w:val="{bold}"/>{colour}'
    '<w:sz w:val="{size}"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p></w:tc>'
)


MOST_KEPT_TOGETHER = 20
"""Rows of a table that stays on one page; of a longer one the header stays with its first row."""


def add_table(
    document: Any,
    rows: Sequence[Sequence[str]],
    *,
    words: Sequence[bool],
    wide: Sequence[float],
    size: float,
    followed: bool,
) -> None:
    """Put a table at the end of a document: its first row is the header and is repeated on every page.

    A table of few rows is not cut by the end of a page. Columns of ``words`` stand left, the others right; ``wide`` are the columns' widths in millimetres, ``size`` points;
    ``followed`` by notes, a table of few rows stays with them.
    """
    table = document.add_table(rows=1, cols=len(wide))
    table.style, table.autofit = "Table Grid", False
    for column, width in zip(table.columns, wide, strict=True):
        column.width = Mm(width)
    grid = table._tbl
    grid.remove(grid.tr_lst[0])
    layout = grid.tblPr.find(qn("w:tblLayout"))
    layout.addprevious(parse_xml(_BORDERS))
    layout.addnext(parse_xml(_ROOM))
    kept = len(rows) - (not followed) if len(rows) <= MOST_KEPT_TOGETHER else 1
    for line, row in enumerate(rows):
        cells = [
            _cell(text, head=line == 0, left=left, wide=width, size=size, near=line < kept)
            for text, left, width in zip(row, words, wide, strict=True)
        ]
        grid.append(parse_xml(_ROW.format(kind=_KINDS[line == 0], cells="".join(cells))))


def _cell(text: str, *, head: bool, left: bool, wide: float, size: float, near: bool) -> str:
    colour = UP if text.startswith("▲") else DOWN if text.startswith("▼") else ""
    return _CELL.format(
        near="<w:keepNext/>" if near else "",
        wide=int(wide * _TWIPS),
        shade=_SHADE if head else "",
        align="center" if head else "left" if left else "right",
        bold=int(head),
        colour=f'<w:color w:val="{colour}"/>' if colour else "",
        size=int(size * 2),
        text=escape(printable(text)),
    )
