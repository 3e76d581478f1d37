"""Several tables on one sheet: where each begins and ends, and what stands above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd

from loaders.cells.text import MISSING
from loaders.match.header import Header, blank_rows, is_number, read_header
from loaders.match.labels import clean
from loaders.match.rows import hits_of
from loaders.match.titles import is_footer

if TYPE_CHECKING:
    from loaders.gate.files import Sheet

MOST_BLOCKS = 200
"""Stretches of a sheet that are looked at; a register with more blank rows than that is one table."""
TITLE_ROWS = 5
"""Rows above a header in which its title may stand."""
TITLE_CELLS = 3
LOOKED_BELOW = 6
_DATE = re.compile(r"(?:19|20)\d\d ?[-./년] ?\d{1,2} ?[-./월] ?\d{1,2}")


@dataclass(frozen=True)
class Block:
    """One table of a sheet: its header, its last row, and the texts of the rows above the header."""

    header: Header
    last: int
    titles: tuple[str, ...]
    first: int
    """The first row of its titles, or of its header."""


def blocks_of(sheet: Sheet, row: int, known: frozenset[str]) -> tuple[Block, ...]:
    """Return the table whose header starts in that row and all tables below it on the sheet, from top to bottom.

    A blank row is no end of a table; a header below it is. ``known``: labels of fields, as they are compared.
    """
    header = read_header(sheet, row)
    starts = [row, *(found for found in _starts(sheet, header, known) if found > header.last)]
    headers = [header]
    for start in starts[1:]:
        if start > headers[-1].last:
            headers.append(read_header(sheet, start))
    end = int(sheet.frame.index.max())
    blocks: list[Block] = []
    tops = [_top(sheet, one.row, _floor(headers, place)) for place, one in enumerate(headers)]
    for place, one in enumerate(headers):
        last = tops[place + 1] - 1 if place + 1 < len(headers) else end
        blocks.append(Block(one, last, _titles(sheet, tops[place], one.row), tops[place]))
    return tuple(blocks)


def header_starts(sheet: Sheet, known: frozenset[str]) -> list[int]:
    """Return the rows behind a blank row that look like the header of a further table."""
    return [row for first, last in _stretches(sheet.frame) for row in _header_in(sheet, first, last, known)]


def _starts(sheet: Sheet, header: Header, known: frozenset[str]) -> list[int]:
    """Return the first rows of all headers below this one: the same again, and others behind a blank row."""
    again = _repeats(sheet.frame, header)
    return sorted({*again, *header_starts(sheet, known)})


def _repeats(frame: pd.DataFrame, header: Header) -> list[int]:
    """Return the rows below that repeat the first row of the header, where more than its labels is repeated."""
    place = header.places[0]
    texts = [clean(cell) for cell in frame.loc[header.row]]
    told = [place for place, text in enumerate(texts) if text]
    if len(told) < 2:
        return []
    place = told[0]
    below = frame.loc[header.last + 1 :]
    same = below.index[below.iloc[:, place].eq(frame.loc[header.row].iloc[place])]
    return [
        int(row)
        for row in same[:MOST_BLOCKS]
        if [clean(cell) for cell in frame.loc[row]] == texts and (header.depth > 1 or _titled(frame, int(row), header))
    ]


def _titled(frame: pd.DataFrame, row: int, header: Header) -> bool:
    """Return whether a repeated header has a title: then it is a table of its own and not just the next page."""
    return any(_cells(frame, above) for above in _title_rows(frame, row, header.last))


def _stretches(frame: pd.DataFrame) -> list[tuple[int, int]]:
    """Return (first, last) row of the stretches between blank rows; none behind the first ``MOST_BLOCKS``."""
    blank = blank_rows(frame).to_numpy()
    if not blank.any():
        return []
    gaps = [-1, *blank.nonzero()[0].tolist(), len(blank)]
    found = [(left + 1, right - 1) for left, right in pairwise(gaps) if right - left > 1]
    rows = frame.index
    return [(int(rows[first]), int(rows[last])) for first, last in found] if len(found) <= MOST_BLOCKS else []


def _header_in(sheet: Sheet, first: int, last: int, known: frozenset[str]) -> Iterator[int]:
    """Yield the row of a stretch that looks like a header, below at most a few title rows."""
    for row in range(first, min(first + TITLE_ROWS, last) + 1):
        if _is_header(sheet.frame, row, last, known):
            yield row
            return
        if len(_cells(sheet.frame, row)) > TITLE_CELLS:
            return


def _is_header(frame: pd.DataFrame, row: int, last: int, known: frozenset[str]) -> bool:
    """Return whether a row names columns: known labels, or words over numbers."""
    texts = {place: clean(cell) for place, cell in enumerate(frame.loc[row]) if cell.strip()}
    if len(texts) < 2 or row == last:
        return False
    hits = hits_of(list(texts.values()), known)
    if hits >= max(2, len(texts) / 2):
        return True
    words = [text for text in texts.values() if not _is_value(text)]
    if len(words) < len(texts) or len(set(words)) < len(words):
        return False
    below = frame.loc[row + 1 : min(row + LOOKED_BELOW, last)].iloc[:, list(texts)]
    over = sum(any(is_number(cell) for cell in below.iloc[:, place]) for place in range(below.shape[1]))
    return over >= max(1, (len(texts) - 1) / 2)


def _is_value(text: str) -> bool:
    """Return whether a cell is a number, a date or a sign for nothing, and so no label."""
    return is_number(text) or text.casefold() in MISSING or bool(_DATE.match(text))


def _floor(headers: list[Header], place: int) -> int:
    return headers[place - 1].last if place else 0


def _top(sheet: Sheet, row: int, floor: int) -> int:
    """Return the first row of the titles above a header, or the header's own."""
    rows = _title_rows(sheet.frame, row, floor)
    return rows[-1] if rows else row


def _title_rows(frame: pd.DataFrame, row: int, floor: int) -> list[int]:
    """Return the rows above a header that are titles, from below.

    Above the first header of a sheet (``floor`` 0) that is all there is. Below another table a title is a row of one
    text, or of few words behind a blank row; behind a gap it must have a gap above it too and be no remark.
    """
    found: list[int] = []
    gap = False
    for above in range(row - 1, max(floor, row - 1 - TITLE_ROWS * 2, int(frame.index.min()) - 1), -1):
        cells = _cells(frame, above)
        if not cells:
            gap = True
            continue
        behind_gap = above - 1 <= floor or not _cells(frame, above - 1)
        single = len(cells) == 1 and not is_number(cells[0])
        few = len(cells) <= TITLE_CELLS and not any(is_number(cell) for cell in cells) and behind_gap
        if not (single or few) or (floor and gap and (not behind_gap or is_footer(cells[0]))):
            break
        found.append(above)
    return found


def _titles(sheet: Sheet, top: int, row: int) -> tuple[str, ...]:
    return tuple(text for above in range(top, row) for text in _cells(sheet.frame, above))


def _cells(frame: pd.DataFrame, row: int) -> list[str]:
    """Return the filled cells of a row, one of each; merged cells may hold their text once for each column."""
    if row not in frame.index:
        return []
    return list(dict.fromkeys(clean(cell) for cell in frame.loc[row] if cell.strip()))
