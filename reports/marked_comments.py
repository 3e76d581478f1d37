"""Comments of a worksheet: those that are there stay, new paragraphs go behind them, new boxes are drawn hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

from lxml import etree

from reports.marked import CannotMark
from reports.marked_cells import letters
from reports.marked_tags import parsed, serialised
from reports.safe import printable

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BOX_WIDTH, _BOX_HEIGHT, _LAST_COLUMN, _LAST_ROW = 4, 6, 16_383, 1_048_575
_IDS_OF_BLOCK = 1_024
"""Numbers of shapes come in blocks of this size; a drawing names its blocks."""
_BLOCKS = re.compile(rb"<o:idmap\b[^>]*?\bdata\s*=\s*[\"']([0-9, ]*)[\"']")
_SHAPE_IDS = re.compile(rb"_x0000_s([0-9]{1,9})")
_DECLARED = b'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"'
_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{number}" type="#_x0000_t202" fillcolor="#ffffe1" o:insetmode="auto" '
    'style="position:absolute;width:260pt;height:100pt;z-index:1;visibility:hidden">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)


def with_comments(
    xml: bytes | None, texts: Mapping[tuple[int, int], str], *, author: str, namespace: str
) -> tuple[bytes, list[tuple[int, int]]]:
    """Return the comments part with a text for each (row, 0-based column), and the cells that had no comment before.

    The cells of threaded comments keep theirs as they are: what is shown there is another part.
    """
    empty = f'<comments xmlns="{namespace}"><authors/><commentList/></comments>'.encode()
    root = parsed(empty if xml is None else xml)
    authors, listed = (root.find(f"{{{namespace}}}{name}") for name in ("authors", "commentList"))
    if authors is None or listed is None:
        raise CannotMark("comments of another shape")
    etree.SubElement(authors, f"{{{namespace}}}author").text = printable(author)
    there = {comment.get("ref", ""): comment for comment in listed}
    threaded = {str(number) for number, one in enumerate(authors) if (one.text or "").startswith("tc={")}
    new = []
    for row, place in sorted(texts):
        address = f"{letters(place)}{row}"
        comment = there.get(address)
        if comment is None:
            new.append((row, place))
            comment = etree.SubElement(listed, f"{{{namespace}}}comment", ref=address, authorId=str(len(authors) - 1))
            etree.SubElement(comment, f"{{{namespace}}}text")
            _append(comment, texts[row, place], namespace)
        elif comment.get("authorId") not in threaded:
            _append(comment, "\n" + texts[row, place], namespace)
    return serialised(root), new


def _append(comment: etree._Element, text: str, namespace: str) -> None:
    """Add a run of letters to a comment; letters that stand outside of runs become a run of their own."""
    body = comment.find(f"{{{namespace}}}text")
    if body is None:
        body = etree.SubElement(comment, f"{{{namespace}}}text")
    for bare in body.findall(f"{{{namespace}}}t"):
        run = body.makeelement(f"{{{namespace}}}r")
        body.replace(bare, run)
        run.append(bare)
    runs = [number for number, child in enumerate(body) if child.tag == f"{{{namespace}}}r"]
    run = body.makeelement(f"{{{namespace}}}r")
    body.insert(runs[-1] + 1 if runs else 0, run)
    letters_of_run = etree.SubElement(run, f"{{{namespace}}}t")
    letters_of_run.set(_SPACE, "preserve")
    letters_of_run.text = "\n".join(printable(line) for line in text.split("\n"))


def blocks_of(drawing: bytes) -> set[int]:
    """Return the blocks of shape numbers that a drawing names."""
    return {int(number) for data in _BLOCKS.findall(drawing) for number in re.findall(rb"[0-9]{1,9}", data)}


def new_drawing(cells: Iterable[tuple[int, int]], *, block: int) -> tuple[bytes, int]:
    """Return a drawing with a hidden box for each comment, and the next free block of shape numbers."""
    boxes = [_box(block * _IDS_OF_BLOCK + number, row, place) for number, (row, place) in enumerate(cells, start=1)]
    after = block + len(boxes) // _IDS_OF_BLOCK + 1
    named = ",".join(str(number) for number in range(block, after))
    layout = f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{named}"/></o:shapelayout>'
    return b"<xml " + _DECLARED + b">" + (layout + _TYPE + "".join(boxes)).encode() + b"</xml>", after


def with_boxes(drawing: bytes, cells: Iterable[tuple[int, int]]) -> bytes:
    """Return a drawing with boxes added before its end; nothing else in it changes.

    Raises
    ------
    CannotMark
        When it does not end as such drawings do.
    """
    end = drawing.rfind(b"</xml")
    if end < 0 or b"\0" in drawing[:100]:
        raise CannotMark("drawing of another shape")
    first = max([_IDS_OF_BLOCK, *(int(number) for number in _SHAPE_IDS.findall(drawing))]) + 1
    boxes = "".join(_box(number, row, place) for number, (row, place) in enumerate(cells, start=first)).encode()
    kind = b"" if b"_x0000_t202" in drawing else _TYPE.encode()
    head = drawing[: drawing.find(b">", max(drawing.find(b"<xml"), 0)) + 1]
    if all(prefix in head for prefix in (b"xmlns:v=", b"xmlns:o=", b"xmlns:x=")):
        return drawing[:end] + kind + boxes + drawing[end:]
    declared = re.sub(rb"<(v:shape(?:type)?) id=", rb"<\1 " + _DECLARED + rb" id=", kind + boxes)
    return drawing[:end] + declared + drawing[end:]


def _box(number: int, row: int, place: int) -> str:
    left = min(place + 1, _LAST_COLUMN - _BOX_WIDTH)
    top = min(max(row - 2, 0), _LAST_ROW - _BOX_HEIGHT)
    corners = (left, 15, top, 4, left + _BOX_WIDTH, 15, top + _BOX_HEIGHT, 4)
    return _SHAPE.format(number=number, row=row - 1, column=place, anchor=escape(", ".join(map(str, corners))))
