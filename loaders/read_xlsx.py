"""xlsx and xlsm: one pass over the XML that sees every cell, whatever the file says about itself."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from loaders.read_grid import Budget, Grid
from loaders.read_refusals import refusal
from loaders.read_serial import text_of_number, text_of_serial
from loaders.read_xlsx_parts import Workbook, local_name, read_workbook, text_of_item, unescape
from loaders.read_zip import Package, elements

_LAST_ROW = 1_048_576
_LAST_COLUMN = 16_384
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?")
_ISO = re.compile(r"\d{4}-\d\d-\d\d([T ].*)?")


def read_xlsx(package: Package, budget: Budget) -> list[Grid]:
    """Read all worksheets."""
    workbook = read_workbook(package, cells=budget.limits.cells)
    if not workbook.sheets:
        raise refusal("no_sheet")
    grids = []
    for part in workbook.sheets:
        grid = Grid(part.name, budget, hidden=part.hidden)
        _read_sheet(package, part.path, _Sheet(grid, workbook))
        grids.append(grid)
    return grids


def column_of(letters: str) -> int:
    """Return the 0-based position of a column such as "AB"; -1 when there is none."""
    position = 0
    for letter in letters:
        if not "A" <= letter <= "Z":
            return -1
        position = position * 26 + ord(letter) - 64
    return position - 1 if position <= _LAST_COLUMN else -1


def _read_sheet(package: Package, path: str, sheet: _Sheet) -> None:
    readers: dict[str, Callable[[etree._Element], None]] = {
        "row": sheet.row,
        "mergeCell": sheet.merge,
        "col": sheet.column_format,
    }
    for element in elements(package, path, tuple(readers)):
        readers[local_name(element)](element)


@dataclass
class _Sheet:
    """Turns the elements of one sheet into rows of text."""

    grid: Grid
    workbook: Workbook
    last_row: int = 0
    columns: dict[str, int] = field(default_factory=dict)

    def row(self, element: etree._Element) -> None:
        """Add a row."""
        number = self._row_number(element)
        namespace = str(element.tag).rpartition("}")[0]
        cell_tag, value_tag = (f"{namespace}}}c", f"{namespace}}}v") if namespace else ("c", "v")
        values: list[str] = []
        for cell in element:
            if cell.tag != cell_tag:
                continue
            column = self._column(cell.get("r"), number, len(values))
            if column > len(values):
                values.extend([""] * (column - len(values)))
            first = cell[0] if len(cell) == 1 else None
            if first is not None and first.tag == value_tag:
                values.append(self._value(cell, first.text, (number, column)))
            else:
                values.append(self._unusual(cell, (number, column)) if len(cell) else "")
        if element.get("hidden") in ("1", "true"):
            self.grid.hidden_rows.append(number)
        self.grid.add(number, values, cells=len(element))

    def _row_number(self, element: etree._Element) -> int:
        text = element.get("r")
        number = self.last_row + 1 if text is None else int(text) if text.isascii() and text.isdigit() else 0
        if number <= self.last_row or number > _LAST_ROW:
            raise refusal("row_order", sheet=self.grid.name, row=number)
        self.last_row = number
        return number

    def _column(self, address: str | None, row: int, position: int) -> int:
        if address is None:
            return position
        letters = address.rstrip("0123456789")
        column = self.columns.get(letters)
        if column is None:
            column = self.columns[letters] = column_of(letters)
        if column < position or address[len(letters) :] != str(row):
            raise refusal("bad_address", address=address[:20], sheet=self.grid.name, row=row)
        if column >= self.grid.budget.limits.columns:
            limits = self.grid.budget.limits
            raise refusal("too_wide", limit=f"{limits.columns:,}", sheet=self.grid.name, cell=address)
        return column

    def _value(self, cell: etree._Element, text: str | None, place: tuple[int, int]) -> str:
        kind = cell.get("t")
        if kind == "s":
            return self._shared(text or "", cell, place)
        if not text:
            return ""
        if kind is None or kind == "n":
            return self._number(text, cell.get("s"), place)
        if kind == "b":
            return "TRUE" if text.strip() in ("1", "true") else "FALSE"
        if kind == "e":
            self.grid.faults[place] = text
            return ""
        if kind == "d":
            return text.removesuffix("Z") if _ISO.fullmatch(text) else text
        return unescape(text) if "_x" in text else text

    def _shared(self, text: str, cell: etree._Element, place: tuple[int, int]) -> str:
        strings = self.workbook.strings
        index = int(text) if text.strip().isdecimal() else -1
        if not 0 <= index < len(strings):
            raise refusal("bad_address", address=cell.get("r", ""), sheet=self.grid.name, row=place[0])
        return strings[index]

    def _number(self, text: str, style: str | None, place: tuple[int, int]) -> str:
        shape = self.workbook.shapes.get(style) if style else None
        if shape is None and len(text) < 16 and text.isascii() and text.isdigit() and (text[0] != "0" or text == "0"):
            return text
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            self.grid.faults[place] = "#NUM!"
            return ""
        if shape is None:
            return text_of_number(number)
        return text_of_serial(number, shape, epoch_1904=self.workbook.epoch_1904)

    def _unusual(self, cell: etree._Element, place: tuple[int, int]) -> str:
        """Return the text of a cell that is not just a value: formulas and inline strings."""
        children = {local_name(child): child for child in cell if isinstance(child.tag, str)}
        if cell.get("t") == "inlineStr":
            return text_of_item(children["is"]) if "is" in children else ""
        value = children.get("v")
        text = None if value is None else value.text
        if "f" in children and (value is None or (not text and cell.get("t", "n") == "n")):
            self.grid.faults[place] = "formula"
            return ""
        return "" if value is None else self._value(cell, text, place)

    def merge(self, element: etree._Element) -> None:
        """Keep a merged range."""
        match = _RANGE.fullmatch(element.get("ref", "").replace("$", ""))
        if match and match[3]:
            first_column, last_column = column_of(match[1]), column_of(match[3])
            self.grid.merged.append((int(match[2]), first_column, int(match[4]), last_column))

    def column_format(self, element: etree._Element) -> None:
        """Count hidden columns."""
        first, last = element.get("min", ""), element.get("max", "")
        if element.get("hidden") in ("1", "true") and first.isdigit() and last.isdigit():
            self.grid.hidden_columns += int(last) - int(first) + 1
