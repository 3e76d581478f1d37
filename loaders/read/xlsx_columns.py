"""Many rows of an xlsx sheet at once: one pattern for rows of the same columns, then column by column.

Whatever the pattern does not account for is left to the lane that goes row by row; nothing is kept of such a block.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import pyarrow as pa

from loaders.read.grid import strings_of
from loaders.read.xlsx_cells import LAST_ROW, SheetCells, column_of
from loaders.read.xlsx_moments import moment_texts

_MOST_COLUMNS = 64
_MOST_PIECES = 50
"""Runs of rows without a gap in one block."""
_GROUPS = 4
_PLAIN = r"[^<&\x00-\x08\x0b-\x1f\ufffe\uffff]*+"
_ATTRIBUTES = r'(?: [A-Za-z_][\w:.-]*+="[^"<&\x00-\x1f]*+")*+'
_LETTERS = re.compile(r'<c r="([A-Z]{1,3})[0-9]')
Texts = list[str | None]


def add_rows(cells: SheetCells, block: str) -> bool:
    """Add the rows of a block of whole rows; return False, with nothing added, when they are not as plain as needed."""
    last = block.rfind("<row ")
    letters = [*_LETTERS.findall(block[: block.find("</row>")]), *_LETTERS.findall(block[last:])]
    places = [column_of(one) for one in letters]
    width = max(places, default=-1) + 1
    if not 0 < width <= min(_MOST_COLUMNS, cells.grid.budget.limits.columns) or -1 in places:
        return False
    parts = _rows_pattern(width).split(block)
    step = 3 + _GROUPS * width
    if any(parts[::step]):
        return False
    numbers = list(map(int, parts[1::step]))
    if numbers[0] <= cells.last_row or numbers[-1] > LAST_ROW or any(after <= one for one, after in pairwise(numbers)):
        return False
    columns = [
        _column(cells, [parts[3 + _GROUPS * place + group :: step] for group in range(_GROUPS)])
        for place in range(width)
    ]
    pieces = _pieces(numbers)
    if None in columns or len(pieces) > _MOST_PIECES:
        return False
    _add(cells, block, numbers, parts[2::step], pieces, columns)
    return True


@cache
def _rows_pattern(width: int) -> re.Pattern[str]:
    """Return the pattern of a row whose cells stand in the first columns: number, other attributes, and for each cell
    style, kind, value, inline text.
    """
    cells = "".join(
        rf'(?:<c r="{_letters(place)}\1"(?: s="([0-9]{{1,6}})")?'
        rf'(?:(?: t="(s|n|str|b)")?(?:/>|><v>({_PLAIN})</v></c>)'
        rf'| t="inlineStr"><is><t(?: xml:space="preserve")?>({_PLAIN})</t></is></c>))?+'
        for place in range(width)
    )
    return re.compile(rf'<row r="([1-9][0-9]{{0,6}})"({_ATTRIBUTES})(?:/>|>{cells}</row>)')


def _letters(place: int) -> str:
    return (chr(64 + place // 26) if place >= 26 else "") + chr(65 + place % 26)


def _column(cells: SheetCells, groups: list[Texts]) -> pa.Array | None:
    """Return the texts of one column; None where a cell holds something unusual."""
    styles, kinds, values, inline = groups
    if set(inline) == {None} and None not in values and len(set(styles)) == 1 and len(set(kinds)) == 1:
        found = _texts(cells, [text or "" for text in values], styles[0] or "", kinds[0] or "")
        return strings_of(found) if isinstance(found, list) else found
    kinds = [kind if text is None else "inlineStr" for kind, text in zip(kinds, inline, strict=True)]
    values = [other if text is None else text for other, text in zip(values, inline, strict=True)]
    return _mixed(cells, list(zip(styles, kinds, strict=True)), values)


def _mixed(cells: SheetCells, sorts: list[tuple[str | None, str | None]], values: Texts) -> pa.Array | None:
    """Return the texts of a column of several styles and kinds, or with blank cells."""
    taken = [""] * len(values)
    places: dict[tuple[str | None, str | None], list[int]] = {}
    for place, (sort, text) in enumerate(zip(sorts, values, strict=True)):
        if text is not None:
            places.setdefault(sort, []).append(place)
    for (style, kind), where in places.items():
        found = _texts(cells, [values[place] or "" for place in where], style or "", kind or "")
        if found is None:
            return None
        for place, text in zip(where, found if isinstance(found, list) else found.to_pylist(), strict=True):
            taken[place] = text
    return strings_of(taken)


def _texts(cells: SheetCells, texts: list[str], style: str, kind: str) -> list[str] | pa.Array | None:
    """Return what stored values of one style and kind say."""
    if kind == "s":
        return _shared(cells.workbook.strings, texts)
    if "" in texts:
        return None
    if kind in ("str", "inlineStr"):
        return None if any("_x" in text for text in texts) else texts
    if kind == "b":
        return ["TRUE" if text.strip() in ("1", "true") else "FALSE" for text in texts]
    shape = cells.workbook.shapes.get(style)
    if shape is None:
        return _numbers(cells, texts, style)
    if shape in ("date", "datetime"):
        found = moment_texts(texts, with_time=shape == "datetime", epoch_1904=cells.workbook.epoch_1904)
        if found is not None:
            return found
    return _numbers(cells, texts, style)


def _shared(strings: list[str], texts: list[str]) -> list[str] | None:
    joined = "".join(texts)
    if not (joined.isascii() and joined.isdecimal()) or max(map(len, texts)) > 7:
        return None
    places = list(map(int, texts))
    return [strings[place] for place in places] if max(places) < len(strings) else None


def _numbers(cells: SheetCells, texts: list[str], style: str) -> list[str] | None:
    """Return the texts of numbers; each different one is read once."""
    before = len(cells.grid.faults)
    known = {text: cells.number(text, style, (0, 0)) for text in set(texts)}
    if len(cells.grid.faults) != before:
        del cells.grid.faults[0, 0]  # no row has that number: the lane for single rows finds where the fault is
        return None
    return [known[text] for text in texts]


def _pieces(numbers: list[int]) -> list[tuple[int, int]]:
    """Return the first and last place (the last one out) of each run of rows without a gap."""
    if numbers[-1] - numbers[0] == len(numbers) - 1:
        return [(0, len(numbers))]
    edges = [place for place in range(1, len(numbers)) if numbers[place] != numbers[place - 1] + 1]
    return list(zip([0, *edges], [*edges, len(numbers)], strict=True))


def _add(
    cells: SheetCells,
    block: str,
    numbers: list[int],
    attributes: Texts,
    pieces: list[tuple[int, int]],
    columns: list[pa.Array],
) -> None:
    cells.last_row = numbers[-1]
    hidden = ' hidden="1"', ' hidden="true"'
    if any(mark in block for mark in hidden):
        marked = [any(mark in (text or "") for mark in hidden) for text in attributes]
        cells.grid.hidden_rows += [number for number, one in zip(numbers, marked, strict=True) if one]
    count = block.count("<c ")
    for first, last in pieces:
        cells.grid.add_columns(numbers[first], [column.slice(first, last - first) for column in columns], cells=count)
        count = 0
