"""A table on a slide, written row by row as XML: cell by cell through the library takes several times as long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu

from reports.fonts import OFFICE
from reports.pptx_text import INK
from reports.safe import printable

UP, DOWN, HEAD, PAPER = "1D4ED8", "B42318", "DFE6F7", "FFFFFF"
_ROW = f'<a:tr {nsdecls("a")} h="{{high}}">{{cells}}</a:tr>'
_CELL = (
    '<a:tc><a:txBody><a:bodyPr wrap="square"/><a:lstStyle/><a:p><a:pPr algn="{align}"/>{run}'
    '<a:endParaRPr sz="{size}"/></a:p></a:txBody>'
    '<a:tcPr marL="63500" marR="45720" marT="19050" marB="19050" anchor="ctr">'
    '<a:solidFill><a:srgbClr val="{ground}"/></a:solidFill></a:tcPr></a:tc>'
)
_RUN = (
    '<a:r><a:rPr sz="{size}" b="{bold}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>{fonts}</a:rPr>'
    "<a:t>{text}</a:t></a:r>"
)
"""A cell without a word has no run: an empty one would make its row as high as a title."""
_FONTS = "".join(f'<a:{kind} typeface="{OFFICE}"/>' for kind in ("latin", "ea", "cs"))


def add_table(
    slide: Any,
    rows: Sequence[Sequence[str]],
    *,
    words: Sequence[bool],
    wide: Sequence[int],
    room: tuple[Any, ...],
    size: float,
    korean: bool,
) -> None:
    """Put a table on a slide: the first row is its header, columns of ``words`` stand left, the others right.

    ``wide`` are the columns' widths in EMU, ``size`` points of the letters; ``korean`` names the Korean font (a template has its own).
    """
    table = slide.shapes.add_table(1, len(wide), *room).table
    for column, width in zip(table.columns, wide, strict=True):
        column.width = Emu(width)
    grid = table._tbl
    grid.remove(grid.tr_lst[0])
    for line, row in enumerate(rows):
        cells = "".join(
            _cell(text, head=line == 0, left=left, size=size, korean=korean)
            for text, left in zip(row, words, strict=True)
        )
        grid.append(parse_xml(_ROW.format(high=int(room[3] / len(rows)), cells=cells)))


def _cell(text: str, *, head: bool, left: bool, size: float, korean: bool) -> str:
    letters = int(size * 100)
    run = _RUN.format(
        size=letters,
        bold=int(head),
        colour=UP if text.startswith("▲") else DOWN if text.startswith("▼") else INK,
        fonts=_FONTS if korean else "",
        text=escape(printable(text)),
    )
    return _CELL.format(
        align="ctr" if head else "l" if left else "r",
        run=run if text else "",
        size=letters,
        ground=HEAD if head else PAPER,
    )
