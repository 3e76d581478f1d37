"""XML spreadsheets of Excel 2003, which some systems save as .xls."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from loaders.read.grid import Budget, Grid
from loaders.read.refusals import refusal
from loaders.read.serial import text_of_number
from loaders.read.xlsx_parts import local_name
from loaders.read.zip import DOCTYPES, broken_xml

_NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_SS = f"{{{_NAMESPACE}}}"
_X = "{urn:schemas-microsoft-com:office:excel}"
_MIDNIGHT = re.compile(r"T00:00:00(\.0+)?$")
_FRACTION = re.compile(r"\.0+$")


def looks_like_spreadsheetml(head: bytes) -> bool:
    """Return whether the first bytes are those of an XML spreadsheet, in any encoding that XML knows by itself."""
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return start.startswith(b"<") and _NAMESPACE.encode() in start


def read_spreadsheetml(raw: bytes, budget: Budget) -> list[Grid]:
    """Read all worksheets."""
    if any(doctype in raw for doctype in DOCTYPES):
        raise refusal("doctype")
    book = _Book(budget)
    takers = {"Worksheet": book.sheet, "Column": book.column, "Row": book.row, "Visible": book.visible}
    try:
        for event, element in etree.iterparse(
            io.BytesIO(raw),
            events=("start", "end"),
            tag=(f"{_SS}Worksheet", f"{_SS}Column", f"{_SS}Row", f"{_X}Visible"),
            resolve_entities=False,
            no_network=True,
            huge_tree=False,
        ):
            if (event == "start") == (local_name(element) == "Worksheet"):
                takers[local_name(element)](element)
    except etree.XMLSyntaxError as error:
        raise broken_xml(error, "XML") from error
    if not book.grids:
        raise refusal("no_sheet")
    return book.grids


@dataclass
class _Book:
    """The worksheets read so far; what stands outside of one is ignored."""

    budget: Budget
    grids: list[Grid] = field(default_factory=list)
    last_row: int = 0
    next_column: int = 0

    def sheet(self, element: etree._Element) -> None:
        """Begin a worksheet."""
        self.grids.append(Grid(element.get(f"{_SS}Name", ""), self.budget))
        self.last_row, self.next_column = 0, 0

    def column(self, element: etree._Element) -> None:
        """Keep which columns are hidden."""
        first = _number(element, "Index", self.next_column + 1) - 1
        self.next_column = first + 1 + _number(element, "Span", 0)
        if self.grids and element.get(f"{_SS}Hidden") == "1":
            self.grids[-1].hidden_spans.append((first, self.next_column - 1))

    def row(self, element: etree._Element) -> None:
        """Add a row and empty it."""
        if self.grids:
            self.last_row = _add(self.grids[-1], element, self.last_row)
        element.clear()

    def visible(self, element: etree._Element) -> None:
        """Keep that the worksheet is hidden."""
        if self.grids and "Hidden" in (element.text or ""):
            self.grids[-1].hidden = True


def _add(grid: Grid, element: etree._Element, previous: int) -> int:
    row = _number(element, "Index", previous + 1)
    if row <= previous or row > 1_048_576:
        raise refusal("row_order", sheet=grid.name, row=row)
    values: list[str] = []
    for cell, column in _cells(element):
        if column < len(values) or column >= grid.budget.limits.columns:
            raise refusal("bad_address", address=f"{row}:{column + 1}", sheet=grid.name, row=row)
        values += [""] * (column - len(values))
        right, down = _number(cell, "MergeAcross", 0), _number(cell, "MergeDown", 0)
        if right or down:
            grid.merged.append((row, column, row + down, column + right))
        values.append(_text(cell, grid, (row, column)))
    if element.get(f"{_SS}Hidden") == "1":
        grid.hidden_rows.append(row)
    grid.add(row, values)
    return row + _number(element, "Span", 0)


def _cells(element: etree._Element) -> Iterator[tuple[etree._Element, int]]:
    column = 0
    for cell in element:
        if cell.tag == f"{_SS}Cell":
            column = _number(cell, "Index", column + 1) - 1
            yield cell, column
            column += 1 + _number(cell, "MergeAcross", 0)


def _text(cell: etree._Element, grid: Grid, place: tuple[int, int]) -> str:
    data = cell.find(f"{_SS}Data")
    if data is None:
        if cell.get(f"{_SS}Formula"):
            grid.faults[place] = "formula"
        return ""
    text = "".join(str(part) for part in data.itertext())
    kind = data.get(f"{_SS}Type", "String")
    if kind == "Error":
        grid.faults[place] = text
        return ""
    if kind == "Boolean":
        return "TRUE" if text.strip() == "1" else "FALSE"
    if kind == "DateTime":
        return _FRACTION.sub("", _MIDNIGHT.sub("", text))
    return _numeric(text) if kind == "Number" else text


def _numeric(text: str) -> str:
    try:
        return text_of_number(float(text))
    except (ValueError, OverflowError):
        return text


def _number(element: etree._Element, name: str, default: int) -> int:
    text = element.get(f"{_SS}{name}", "")
    return int(text) if text.isdecimal() and len(text) < 8 else default
