"""What is to be marked in a copy of a workbook: cells, what is said about them, and the sheet that lists it all."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SEVERITIES = ("note", "warning", "error")
"""The worst last."""
FILLS = {"error": "FFFFC7CE", "warning": "FFFFE699", "note": "FFBDD7EE"}
"""Colours of marked cells, readable under black letters."""
MOST_LETTERS = 2_000
"""Letters of one comment; what is longer stands in the list."""

LIST_WIDTHS = (9, 80, 18, 10, 22, 26, 9)
"""Widths of the columns of the list, in digits."""
POINTS_OF_LINE = 16.0


class CannotMark(Exception):
    """The package of the workbook is not as expected: it cannot be marked without risk for what else it holds."""


@dataclass(frozen=True)
class Line:
    """One line of the list: texts in one language, and the cell it leads to (``cell`` "" and ``row`` 0: nowhere)."""

    severity: str
    word: str
    what: str
    sheet: str = ""
    cell: str = ""
    row: int = 0
    column: str = ""
    value: str = ""
    count: str = ""

    @property
    def target(self) -> str:
        """Return the address the line leads to, "" where there is none."""
        return self.cell or (f"A{self.row}" if self.row else "")

    @property
    def shown(self) -> tuple[str, ...]:
        """Return the cells of the line in the order of the headings."""
        place = self.cell or (str(self.row) if self.row else "")
        return (self.word, self.what, self.sheet, place, self.column, self.value, self.count)

    @property
    def height(self) -> float:
        """Return the points of its row: every text has room for all its lines."""
        pairs = zip(self.shown, LIST_WIDTHS, strict=True)
        return POINTS_OF_LINE * max(-(-_width(text) // (wide - 2)) or 1 for text, wide in pairs)


@dataclass(frozen=True)
class Mark:
    """A cell (``column`` -1: the first one of its row) and the number of the line that speaks of it."""

    sheet: str
    row: int
    column: int
    line: int


@dataclass(frozen=True)
class Marking:
    """Everything that is written into the copy. ``head`` stands above the list; ``values_only`` is said where the copy
    holds the values alone; ``name`` is the list's sheet and the author of the comments; ``unnamed`` is the sheet of a
    file that has no sheets.
    """

    name: str
    head: tuple[str, ...]
    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    values_only: str
    unnamed: str

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Marking:
        """Return the marking that ``dataclasses.asdict`` and JSON made plain."""
        return cls(
            name=plain["name"],
            head=tuple(plain["head"]),
            headings=tuple(plain["headings"]),
            lines=tuple(Line(**line) for line in plain["lines"]),
            marks=tuple(Mark(**mark) for mark in plain["marks"]),
            values_only=plain["values_only"],
            unnamed=plain["unnamed"],
        )

    def of_sheet(self, sheet: str) -> dict[tuple[int, int], list[int]]:
        """Return (row, column) -> line numbers of one sheet."""
        found: dict[tuple[int, int], list[int]] = {}
        for mark in self.marks:
            if mark.sheet == sheet:
                found.setdefault((mark.row, mark.column), []).append(mark.line)
        return found

    def worst(self, numbers: Sequence[int]) -> str:
        """Return the worst severity of some lines."""
        return max((self.lines[number].severity for number in numbers), key=SEVERITIES.index)

    def comment(self, numbers: Sequence[int]) -> str:
        """Return what is said about a cell, a paragraph for each different sentence."""
        said = dict.fromkeys(f"[{self.lines[number].word}] {self.lines[number].what}" for number in numbers)
        text = "\n".join(said)
        return text if len(text) <= MOST_LETTERS else text[:MOST_LETTERS] + "…"


def _width(text: str) -> int:
    """Return the width of a text in digits: letters of East Asia take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
