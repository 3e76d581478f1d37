"""Cells of an xlsx sheet to text, however the XML was read."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field

from loaders.read.grid import Grid
from loaders.read.refusals import refusal, too_wide
from loaders.read.serial import text_of_number, text_of_serial
from loaders.read.xlsx_parts import Workbook, unescape

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
_ISO = re.compile(r"\d{4}-\d\d-\d\d([T ].*)?")
_KEPT_TEXTS = 50_000
"""How many texts of numbers are remembered: most columns repeat few values."""


def column_of(letters: str) -> int:
    """Return the 0-based position of a column such as "AB"; -1 when there is none."""
    position = 0
    for letter in letters:
        if not "A" <= letter <= "Z":
            return -1
        position = position * 26 + ord(letter) - 64
    return position - 1 if position <= LAST_COLUMN else -1


def letters_at(position: int) -> str:
    """Return the letters over a 0-based column."""
    ahead, last = divmod(position, 26)
    return (letters_at(ahead - 1) if ahead else "") + chr(65 + last)


@dataclass
class SheetCells:
    """Keeps addresses in order and turns stored values into text."""

    grid: Grid
    workbook: Workbook
    last_row: int = 0
    columns: dict[str, int] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)

    def row_number(self, text: str | None) -> int:
        """Return the number of the next row; rows must ascend."""
        number = self.last_row + 1 if text is None else int(text) if text.isascii() and text.isdigit() else 0
        if number <= self.last_row or number > LAST_ROW:
            raise refusal("row_order", sheet=self.grid.name, row=number)
        self.last_row = number
        return number

    def column(self, letters: str, position: int) -> int:
        """Return the position of a cell of the current row in which ``position`` cells are already filled."""
        column = self.columns.get(letters)
        if column is None:
            column = self.columns[letters] = column_of(letters)
        if column < position:
            address = f"{letters[:8]}{self.last_row}"
            raise refusal("bad_address", address=address, sheet=self.grid.name, row=self.last_row)
        limits = self.grid.budget.limits
        if column >= limits.columns:
            raise too_wide(column + 1, limits, sheet=self.grid.name, cell=f"{letters}{self.last_row}")
        return column

    def value(self, kind: str, style: str, text: str, place: tuple[int, int]) -> str:
        """Return the text of a stored value; errors become faults."""
        if kind == "s":
            return self.shared(text, place)
        if not text:
            return ""
        if kind in ("", "n"):
            return self.number(text, style, place)
        if kind == "b":
            return "TRUE" if text.strip() in ("1", "true") else "FALSE"
        if kind == "e":
            self.grid.faults[place] = text
            return ""
        if kind == "d":
            return text.removesuffix("Z") if _ISO.fullmatch(text) else text
        return unescape(text) if "_x" in text else text

    def shared(self, text: str, place: tuple[int, int]) -> str:
        """Return a shared string."""
        strings = self.workbook.strings
        index = int(text) if text.strip().isdecimal() and len(text) < 12 else -1
        if not 0 <= index < len(strings):
            cell = f"{letters_at(place[1])}{place[0]}"
            raise refusal("lost_text", number=text[:20] or "-", sheet=self.grid.name, row=place[0], cell=cell)
        return strings[index]

    def number(self, text: str, style: str, place: tuple[int, int]) -> str:
        """Return the text of a number, or of the date that its format shows."""
        shape = self.workbook.shapes.get(style)
        if shape is None and len(text) < 16 and text.isascii() and text.isdigit() and (text[0] != "0" or text == "0"):
            return text
        known = self.texts.get((text, style))
        if known is not None:
            return known
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            self.grid.faults[place] = "#NUM!"
            return ""
        epoch_1904 = self.workbook.epoch_1904
        found = text_of_serial(number, shape, epoch_1904=epoch_1904) if shape else text_of_number(number)
        if len(self.texts) < _KEPT_TEXTS:
            self.texts[(text, style)] = found
        return found

    def formula(self, kind: str, style: str, text: str | None, place: tuple[int, int]) -> str:
        """Return the text of a formula's value; a formula without its value is a fault."""
        if text is None or (not text and kind in ("", "n")):
            self.grid.faults[place] = "formula"
            return ""
        return self.value(kind, style, text, place)
