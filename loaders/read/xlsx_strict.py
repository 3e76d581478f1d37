"""The quick lane for sheets as Excel and most programs write them: strict patterns that account for every character.

Whatever is outside the rows is left over to be parsed as XML. A sheet with anything that the patterns do not know is
left to the XML reader altogether, so the lane can be quick but never wrong.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from loaders.read.xlsx_cells import SheetCells
from loaders.read.xlsx_columns import add_rows
from loaders.read.xlsx_strings import TEXT, UnusualSheet, in_utf8, resolved
from loaders.read.zip import CountedPart

_ATTRIBUTE = r' [A-Za-z_][\w:.-]*+="[^"<&\x00-\x1f]*+"'
_FORMULA = rf"<f(?:{_ATTRIBUTE})*+(?:/>|>{TEXT}</f>)"
_CLOSE, _END = "</row>", "</sheetData>"
_LONGEST_TAG = 4_096


def _cell_pattern(group: str) -> str:
    """Return the pattern of a cell; ``group`` opens what is kept: column, row, style, kind, formula, mark, texts."""
    address = f'r="{group}[A-Z]{{1,3}}){group}[0-9]{{1,7}})"'
    style, kind = f'(?: s="{group}[0-9]{{1,6}})")?', f'(?: t="{group}s|n|str|b|e|inlineStr)")?'
    value = f"{group}<v>){group}{TEXT})</v>"
    inline = f'<is><t(?: xml:space="preserve")?>{group}{TEXT})</t></is>'
    return f"<c {address}{style}{kind}(?:/>|>{group}{_FORMULA})?(?:{value}|{inline})?</c>)"


_CELLS = re.compile(_cell_pattern("("))
_ONLY_CELLS = re.compile(f"(?:{_cell_pattern('(?:')})*+")
_ROW = re.compile(rf"<row((?:{_ATTRIBUTE})*+)(/?)>")
_PAIR = re.compile(r' ([\w:.-]+)="([^"]*)"')
_HEAD = re.compile(r"(?:<\?xml[^>]*\?>\s*)?<worksheet[^<!]*(?:<(?!!|sheetData)[^<!]*)*<sheetData>")


def read_rows(part: CountedPart, cells: SheetCells) -> bytes:
    """Read the rows of a sheet and return what is around them as XML without rows.

    Raises
    ------
    UnusualSheet
        When a single character is not accounted for; what was read so far is then worth nothing.
    """
    source = _Source(part)
    head = source.take_head()
    while not source.at_end():
        block = source.take_rows()
        if not block or not add_rows(cells, block):
            for attributes, body in _rows_of(block) if block else [source.take_row()]:
                _row(cells, dict(_PAIR.findall(attributes)), body)
    return (head + source.rest()).encode("utf-8")


class _Source:
    """The text of a sheet, read as far as it is needed."""

    def __init__(self, part: CountedPart) -> None:
        self._part = part
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("strict")
        self._text = ""
        self._position = 0
        self._done = False

    def _more(self) -> bool:
        """Read on; return whether there was anything left."""
        if self._done:
            return False
        chunk = self._part.read()
        self._done = not chunk
        try:
            self._text = self._text[self._position :] + self._decoder.decode(chunk, final=self._done)
        except UnicodeDecodeError as error:
            raise UnusualSheet from error
        self._position = 0
        return not self._done

    def take_head(self) -> str:
        self._more()
        match = _HEAD.match(self._text)
        if match is None or not in_utf8(self._text):
            raise UnusualSheet
        self._position = match.end()
        return match[0]

    def at_end(self) -> bool:
        while len(self._text) - self._position < _LONGEST_TAG and self._more():
            pass
        return self._text.startswith(_END, self._position)

    def take_rows(self) -> str:
        """Return all whole rows that were read so far; "" where there is none."""
        end = self._text.rfind(_CLOSE, self._position) + len(_CLOSE)
        if end < len(_CLOSE):
            return ""
        start, self._position = self._position, end
        return self._text[start:end]

    def take_row(self) -> tuple[str, str]:
        """Return the attributes and the cells of the next row."""
        match = _ROW.match(self._text, self._position)
        if match is None:
            raise UnusualSheet
        if match[2]:
            self._position = match.end()
            return match[1], ""
        end = self._text.find(_CLOSE, match.end())
        while end < 0:
            if not self._more():
                raise UnusualSheet
            end = self._text.find(_CLOSE)
        start = self._position + len(match[0])
        self._position = end + len(_CLOSE)
        return match[1], self._text[start:end]

    def rest(self) -> str:
        while self._more():
            pass
        return self._text[self._position :]


def _rows_of(block: str) -> Iterator[tuple[str, str]]:
    """Yield the attributes and the cells of each row of a block."""
    position = 0
    while position < len(block):
        match = _ROW.match(block, position)
        if match is None:
            raise UnusualSheet
        end = match.end() if match[2] else block.find(_CLOSE, match.end())
        yield match[1], "" if match[2] else block[match.end() : end]
        position = end if match[2] else end + len(_CLOSE)


def _row(cells: SheetCells, attributes: dict[str, str], body: str) -> None:
    if not _ONLY_CELLS.fullmatch(body):
        raise UnusualSheet
    number = cells.row_number(attributes.get("r"))
    if attributes.get("hidden") in ("1", "true"):
        cells.grid.hidden_rows.append(number)
    found = _CELLS.findall(body)
    if {cell[1] for cell in found} - {str(number)}:
        raise UnusualSheet
    cells.grid.add(number, _texts(cells, number, found), cells=len(found))


def _texts(cells: SheetCells, number: int, found: list[tuple[str, ...]]) -> list[str]:
    """Return the texts of a row; the most common kinds of cells are decided here, the others in ``_unusual``."""
    values: list[str] = []
    known, strings, shapes = cells.columns, cells.workbook.strings, cells.workbook.shapes
    for letters, _, style, kind, formula, mark, text, inline in found:
        column, position = known.get(letters, -1), len(values)
        if column != position:
            column = cells.column(letters, position)
            values.extend([""] * (column - position))
        if formula or kind not in ("", "s") or not text:
            values.append(_unusual(cells, (kind, style, formula, mark, text, inline), (number, column)))
        elif kind:
            index = int(text) if text.isdecimal() and len(text) < 8 else len(strings)
            values.append(strings[index] if index < len(strings) else cells.shared(text, (number, column)))
        elif style not in shapes and len(text) < 10 and text.isdecimal() and text.isascii() and text[0] != "0":
            values.append(text)
        else:
            values.append(cells.number(text, style, (number, column)))
    return values


def _unusual(cells: SheetCells, cell: tuple[str, ...], place: tuple[int, int]) -> str:
    kind, style, formula, mark, text, inline = cell
    if kind == "inlineStr":
        return cells.value("str", style, resolved(inline), place)
    if formula:
        return cells.formula(kind, style, resolved(text) if mark else None, place)
    return cells.value(kind, style, resolved(text), place) if mark else ""
