"""Which rows of a sheet look like a header."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from loaders.match.header import LEAST_PERIODS, MOST_HEADER_ROWS, blank_rows, is_number, read_header, texts_of_row
from loaders.match.labels import aliases, clean, plain, without_brackets
from loaders.match.titles import is_period
from loaders.source import Source

if TYPE_CHECKING:
    from loaders.gate.files import Sheet

HEADER_WITHIN = 40
"""Headers are looked for in the first rows that hold anything."""
KEPT_CANDIDATES = 3
CLEAR_HITS = 3
"""So many known labels in a row: rows with less than half of them are no header."""


def likely_rows(sheet: Sheet, sources: tuple[Source, ...], wanted: tuple[str, ...]) -> list[int]:
    """Return the rows most likely to be the header, best first.

    ``wanted`` are the labels the analyst named: a row that holds them wins.
    """
    known = known_labels(sources)
    named = {clean(label) for label in wanted if label}
    ranked = []
    for order, (row, cells) in enumerate(_first_rows(sheet).iterrows()):
        texts = [clean(cell) for cell in cells if cell.strip()]
        hits = hits_of(texts, known)
        words = sum(not is_number(text) for text in set(texts))
        ranked.append((len(named.intersection(texts)), hits, words if order < HEADER_WITHIN // 2 else 0, -order, row))
    by_hits = sorted(ranked, reverse=True)[: KEPT_CANDIDATES - 1]
    clear = bool(by_hits) and by_hits[0][0] + by_hits[0][1] >= CLEAR_HITS
    if clear:
        half = (by_hits[0][0] + by_hits[0][1]) / 2
        return _tops(sheet, [int(one[-1]) for one in by_hits if one[0] + one[1] >= half])
    by_words = sorted(ranked, key=lambda one: (one[2], one[3]), reverse=True)[:1]
    return _tops(sheet, list(dict.fromkeys(int(one[-1]) for one in [*by_hits, *by_words])))


def known_labels(sources: tuple[Source, ...]) -> frozenset[str]:
    """Return every spelling of every field of some sources, as labels are compared."""
    return frozenset().union(*(aliases(source) for source in sources))


def hits_of(texts: list[str], known: frozenset[str]) -> int:
    """Return how many cells of a row are known labels, or periods side by side."""
    periods = sum(is_period(text) for text in texts)
    hits = sum(plain(text) in known or without_brackets(text) in known for text in texts)
    return hits + (periods if periods >= LEAST_PERIODS else 0)


def _tops(sheet: Sheet, rows: list[int]) -> list[int]:
    """Return the rows without those that are a lower row of a header which starts above them."""
    found: dict[int, None] = {}
    for row in rows:
        above = [
            top
            for top in range(row - MOST_HEADER_ROWS + 1, row)
            if top in sheet.frame.index
            and sum(map(bool, texts_of_row(sheet.frame, top))) > 1
            and read_header(sheet, top).last >= row
        ]
        found[above[0] if above else row] = None
    return list(found)


def _first_rows(sheet: Sheet) -> pd.DataFrame:
    head = sheet.frame.head(HEADER_WITHIN * 3)
    return head.loc[~blank_rows(head)].head(HEADER_WITHIN)
