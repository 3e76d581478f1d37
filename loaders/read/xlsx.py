"""xlsx and xlsm: one pass over the XML that sees every cell, whatever the file says about itself.

There is no second reader whose count could differ: the same pass finds error cells, formulas without a value,
addresses, hidden rows and merged ranges. Tests compare it with calamine and openpyxl.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable

from lxml import etree

from loaders.read.grid import Budget, Grid
from loaders.read.refusals import refusal
from loaders.read.xlsx_cells import SheetCells, column_of
from loaders.read.xlsx_parts import SheetPart, Workbook, local_name, read_workbook, text_of_item
from loaders.read.xlsx_strict import read_rows
from loaders.read.xlsx_strings import UnusualSheet
from loaders.read.zip import Package, elements, elements_of

_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
_TRUE = ("1", "true")


def read_xlsx(package: Package, budget: Budget) -> list[Grid]:
    """Read all worksheets."""
    workbook = read_workbook(package, cells=budget.limits.cells)
    if not workbook.sheets:
        raise refusal("no_sheet")
    return [_read_sheet(package, part, workbook, budget) for part in workbook.sheets]


def _read_sheet(package: Package, part: SheetPart, workbook: Workbook, budget: Budget) -> Grid:
    spent = budget.cells, package.inflated
    try:
        return _quickly(package, part, workbook, budget)
    except UnusualSheet:
        budget.cells, package.inflated = spent
    sheet = _XmlSheet(SheetCells(Grid(part.name, budget, hidden=part.hidden), workbook))
    readers = {"row": sheet.row, **sheet.around}
    for element in elements(package, part.path, tuple(readers)):
        readers[local_name(element)](element)
    return sheet.cells.grid


def _quickly(package: Package, part: SheetPart, workbook: Workbook, budget: Budget) -> Grid:
    cells = SheetCells(Grid(part.name, budget, hidden=part.hidden), workbook)
    around = _XmlSheet(cells).around
    rest = read_rows(package.open(part.path), cells)
    for element in elements_of(io.BytesIO(rest), part.path, tuple(around)):
        around[local_name(element)](element)
    return cells.grid


class _XmlSheet:
    """Turns XML elements of one sheet into rows of text."""

    def __init__(self, cells: SheetCells) -> None:
        self.cells = cells
        self.around: dict[str, Callable[[etree._Element], None]] = {"mergeCell": self._merge, "col": self._column}

    def row(self, element: etree._Element) -> None:
        """Add a row."""
        number = self.cells.row_number(element.get("r"))
        values: list[str] = []
        for cell in element:
            if isinstance(cell.tag, str) and local_name(cell) == "c":
                column = self._address(cell.get("r"), number, len(values))
                values.extend([""] * (column - len(values)))
                values.append(self._text(cell, (number, column)))
        if element.get("hidden") in _TRUE:
            self.cells.grid.hidden_rows.append(number)
        self.cells.grid.add(number, values, cells=len(element))

    def _address(self, address: str | None, row: int, position: int) -> int:
        if address is None:
            return position
        letters = address.rstrip("0123456789")
        if address[len(letters) :] != str(row):
            raise refusal("bad_address", address=address[:20], sheet=self.cells.grid.name, row=row)
        return self.cells.column(letters, position)

    def _text(self, cell: etree._Element, place: tuple[int, int]) -> str:
        children = {local_name(child): child for child in cell if isinstance(child.tag, str)}
        kind, style = cell.get("t", ""), cell.get("s", "")
        if kind == "inlineStr":
            return text_of_item(children["is"]) if "is" in children else ""
        text = (children["v"].text or "") if "v" in children else None
        if "f" in children:
            return self.cells.formula(kind, style, text, place)
        return "" if text is None else self.cells.value(kind, style, text, place)

    def _merge(self, element: etree._Element) -> None:
        match = _RANGE.fullmatch(element.get("ref", "").replace("$", ""))
        if match:
            left, right = column_of(match[1]), column_of(match[3])
            self.cells.grid.merged.append((int(match[2]), left, int(match[4]), right))

    def _column(self, element: etree._Element) -> None:
        first, last = element.get("min", ""), element.get("max", "")
        if element.get("hidden") in _TRUE and first.isdecimal() and last.isdecimal():
            self.cells.grid.hidden_spans.append((int(first[:8]) - 1, int(last[:8]) - 1))
