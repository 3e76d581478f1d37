"""Where a table's header stands and what lies under it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from loaders.match_labels import aliases, clean, plain, unique, without_brackets
from loaders.source import Source

if TYPE_CHECKING:
    from loaders.gate import Sheet

HEADER_WITHIN = 40
"""Headers are looked for in the first rows that hold anything."""
MOST_HEADER_ROWS = 3
KEPT_CANDIDATES = 3
CLEAR_HITS = 3
"""So many known labels in a row: rows with less than half of them are no header."""


@dataclass(frozen=True)
class Header:
    """A header: its first row as Excel counts, how many rows it spans, and the labels of its columns."""

    row: int
    depth: int
    labels: tuple[str, ...]
    places: tuple[int, ...]


def read_header(sheet: Sheet, row: int) -> Header:
    """Return the header that starts in that row; parts of merged headers are joined with a blank."""
    frame = sheet.frame
    depth = 1
    while depth < MOST_HEADER_ROWS and _spans_sideways(sheet, row + depth - 1) and row + depth in frame.index:
        depth += 1
    parts = [_spread(sheet, row + step, last=step == depth - 1) for step in range(depth)]
    raw = [_joined([part[place] for part in parts]) for place in range(frame.shape[1])]
    below = frame.loc[frame.index > row + depth - 1]
    used = [place for place, label in enumerate(raw) if label or below.iloc[:, place].str.strip().ne("").any()]
    return Header(row, depth, unique(raw[place] for place in used), tuple(used))


def body(sheet: Sheet, header: Header) -> pd.DataFrame:
    """Return what lies under a header: labels as columns, Excel row numbers as index, without blank rows."""
    frame = sheet.frame
    below = frame.loc[frame.index > header.row + header.depth - 1].iloc[:, list(header.places)]
    below = below.set_axis(list(header.labels), axis=1)
    blank = below.apply(lambda column: column.str.strip().eq("")).all(axis=1)
    return below.loc[~blank]


def likely_rows(sheet: Sheet, sources: tuple[Source, ...], wanted: tuple[str, ...]) -> list[int]:
    """Return the rows most likely to be the header, best first.

    ``wanted`` are the labels the analyst named: a row that holds them wins.
    """
    known = set().union(*(aliases(source) for source in sources))
    named = {clean(label) for label in wanted if label}
    ranked = []
    for order, (row, cells) in enumerate(_first_rows(sheet).iterrows()):
        texts = [clean(cell) for cell in cells if cell.strip()]
        hits = sum(plain(text) in known or without_brackets(text) in known for text in texts)
        words = sum(not _is_number(text) for text in set(texts))
        ranked.append((len(named.intersection(texts)), hits, words if order < HEADER_WITHIN // 2 else 0, -order, row))
    by_hits = sorted(ranked, reverse=True)[: KEPT_CANDIDATES - 1]
    clear = bool(by_hits) and by_hits[0][0] + by_hits[0][1] >= CLEAR_HITS
    if clear:
        half = (by_hits[0][0] + by_hits[0][1]) / 2
        return [int(one[-1]) for one in by_hits if one[0] + one[1] >= half]
    by_words = sorted(ranked, key=lambda one: (one[2], one[3]), reverse=True)[:1]
    return list(dict.fromkeys(int(one[-1]) for one in [*by_hits, *by_words]))


def _first_rows(sheet: Sheet) -> pd.DataFrame:
    head = sheet.frame.head(HEADER_WITHIN * 3)
    filled = head.apply(lambda column: column.str.strip().ne("")).any(axis=1)
    return head.loc[filled].head(HEADER_WITHIN)


def _is_number(text: str) -> bool:
    return text.replace(",", "").replace(".", "").replace("-", "").isdigit()


def _spans_sideways(sheet: Sheet, row: int) -> bool:
    """Return whether a cell with text is merged over part of this row, with text under it."""
    if row not in sheet.frame.index or row + 1 not in sheet.frame.index:
        return False
    under = sheet.frame.loc[row + 1]
    for first, left, last, right in sheet.merged:
        if first == last == row and right > left and right - left + 1 < sheet.frame.shape[1]:
            texts = [cell for cell in under.iloc[left : right + 1] if cell.strip()]
            if len(texts) > 1 and not all(_is_number(text) for text in texts):
                return True
    return False


def _spread(sheet: Sheet, row: int, *, last: bool) -> list[str]:
    """Return a header row with merged labels repeated over the columns they span."""
    cells = [clean(cell) for cell in sheet.frame.loc[row]]
    if last:
        return cells
    for first, left, _, right in sheet.merged:
        if first == row:
            cells[left : right + 1] = [cells[left]] * (right - left + 1)
    return cells


def _joined(parts: list[str]) -> str:
    return " ".join(dict.fromkeys(part for part in parts if part))
