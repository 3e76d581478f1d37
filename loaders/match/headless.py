"""A table without a header: its first row holds values where names of columns should stand."""

from __future__ import annotations

import re

from kpi.core.errors import Finding
from kpi.core.text import Text
from loaders.choice import Choice
from loaders.match.candidates import Candidate, sources_of
from loaders.match.header import body, is_number, texts_of_row
from loaders.match.rows import hits_of, known_labels
from loaders.match.titles import is_period

LOOKED_AT = 20
"""Rows under a header that are compared with it."""
_DATE = re.compile(r"(?:19|20)\d\d ?[-./년] ?\d{1,2} ?[-./월] ?\d{1,2}")
_NO_HEADER = Text(
    "머리글이 없는 표로 보입니다: {row_number}행에 열 이름이 아니라 '{example}' 같은 값이 있습니다. 맨 위에 열 이름을 적은 행을 "
    "넣거나, 머리글이 있는 행을 지정하거나, 서식을 내려받아 옮겨 적으세요.",
    "The table seems to have no header: row {row_number} holds values such as '{example}' and not names of columns. Put a "
    "row with the names of the columns on top, say which row is the header, or copy the rows into the template.",
)


def headless(best: Candidate, choice: Choice) -> list[Finding]:
    """Return an error where the row taken for the header is a row of data; none where the analyst named it or its labels.

    It is one where no cell is a known label, and a number or date stands over more of the same.
    """
    header, sheet = best.header, best.sheet
    named = choice.header_row is not None or any(choice.columns.values())
    texts = texts_of_row(sheet.frame, header.row)
    if named or header.depth > 1 or hits_of([text for text in texts if text], known_labels(sources_of(choice))):
        return []
    below = body(sheet, header, header.last + LOOKED_AT)
    for label, place in zip(header.labels, header.places, strict=True):
        kind = _kind(texts[place])
        kinds = [_kind(cell) for cell in below[label] if cell.strip()]
        if kind and kinds and kinds.count(kind) > len(kinds) / 2:
            values = {"row_number": header.row, "example": label}
            return [Finding("error", "no_header", _NO_HEADER, values, sheet=sheet.name, row=header.row)]
    return []


def _kind(text: str) -> str:
    """Return what a cell holds besides words; a year is no plain number, as it may be the label of a column."""
    if is_period(text):
        return "period"
    return "number" if is_number(text) else "date" if _DATE.match(text.strip()) else ""
