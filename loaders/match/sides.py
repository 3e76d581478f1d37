"""Tables that stand side by side on one sheet: where the columns of each begin and end."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from loaders.match.header import blank_rows, is_number, texts_of_row
from loaders.match.labels import plain
from loaders.match.titles import is_period

if TYPE_CHECKING:
    from loaders.gate.files import Sheet

LEAST_LABELS = 2
LOOKED_INTO = 60
"""Rows under a header that tell labels from figures."""


def sides_of(sheet: Sheet, row: int) -> tuple[Sheet, ...]:
    """Return a sheet once for each table of a header row that says the same several times ("부서, n, 부서, n"), else nothing.

    Each shows the columns of its table only, at their own places. The first column of each must hold labels, not figures.
    """
    texts = [plain(text) for text in texts_of_row(sheet.frame, row)]
    told = [place for place, text in enumerate(texts) if text]
    starts = [place for place in told if texts[place] == texts[told[0]]]
    spans = list(pairwise([*starts, len(texts)]))
    said = [[texts[place] for place in told if first <= place < end] for first, end in spans]
    if len(spans) < 2 or len(said[0]) < LEAST_LABELS or any(one != said[0] for one in said):
        return ()
    if not all(_holds_labels(sheet, row, first) for first in starts):
        return ()
    return tuple(_only(sheet, first, end) for first, end in spans)


def apart(sheet: Sheet, row: int) -> tuple[Sheet, ...]:
    """Return a sheet once for each group of at least two labels between columns that are blank from the header on down."""
    texts = texts_of_row(sheet.frame, row)
    below = sheet.frame.loc[row:]
    blank = [not text and bool(blank_rows(below.iloc[:, [place]]).all()) for place, text in enumerate(texts)]
    edges = [place for place, (one, other) in enumerate(pairwise([True, *blank, True])) if one != other]
    spans = list(zip(edges[::2], edges[1::2], strict=True))
    spans = [(first, end) for first, end in spans if sum(map(bool, texts[first:end])) >= LEAST_LABELS]
    return tuple(_only(sheet, first, end) for first, end in spans) if len(spans) > 1 else ()


def _holds_labels(sheet: Sheet, row: int, place: int) -> bool:
    """Return whether a column holds words or periods under its header."""
    cells = [cell for cell in sheet.frame.iloc[:, place].loc[row + 1 :].head(LOOKED_INTO) if cell.strip()]
    return bool(cells) and sum(not is_number(cell) or is_period(cell) for cell in cells) * 2 > len(cells)


def _only(sheet: Sheet, first: int, end: int) -> Sheet:
    frame = sheet.frame.copy()
    gone = [place for place in range(frame.shape[1]) if not first <= place < end]
    frame.iloc[:, gone] = ""
    return replace(sheet, frame=frame)
