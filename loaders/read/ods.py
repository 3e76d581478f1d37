"""ods: the content as OpenDocument writes it, with repeated cells and rows unrolled under limits."""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass, field

from lxml import etree

from loaders.read.grid import Budget, Grid
from loaders.read.refusals import refusal, too_large_area, too_wide
from loaders.read.serial import text_of_number, text_of_percent
from loaders.read.xlsx_parts import local_name
from loaders.read.zip import Package, elements

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_ELAPSED = re.compile(r"(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d+))?S)?)?")
_SECOND = dt.timedelta(seconds=1)
_ERROR = re.compile(r"#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!)|(?:Err|오류):\d{3}")


def read_ods(package: Package, budget: Budget) -> list[Grid]:
    """Read all tables."""
    for _ in elements(package, "META-INF/manifest.xml", ("encryption-data",)):
        raise refusal("encrypted_ods")
    book = _Book(budget)
    takers = {"style": book.style, "table": book.close, "table-column": book.column, "table-row": book.row}
    for element in elements(package, "content.xml", tuple(takers)):
        takers[local_name(element)](element)
    if not book.grids:
        raise refusal("no_sheet")
    return book.grids


@dataclass
class _Book:
    """The tables read so far."""

    budget: Budget
    grids: list[Grid] = field(default_factory=list)
    hidden_styles: set[str] = field(default_factory=set)
    next_row: int = 1
    next_column: int = 0
    open: bool = False

    def style(self, element: etree._Element) -> None:
        """Keep the table styles that hide a sheet."""
        for child in element:
            if child.get(f"{_TABLE}display") == "false":
                self.hidden_styles.add(element.get(f"{_STYLE}name", ""))

    def close(self, _: etree._Element) -> None:
        """End the current table."""
        self.open = False

    def column(self, element: etree._Element) -> None:
        """Keep which columns are hidden."""
        if not self.open:
            self._begin(element)
        count = _repeated(element, "number-columns-repeated")
        if element.get(f"{_TABLE}visibility", "visible") != "visible":
            self.grids[-1].hidden_spans.append((self.next_column, self.next_column + count - 1))
        self.next_column += count

    def row(self, element: etree._Element) -> None:
        """Add a row as often as it is repeated."""
        if not self.open:
            self._begin(element)
        grid = self.grids[-1]
        count = _repeated(element, "number-rows-repeated")
        values = _Row(grid, self.next_row).values(element)
        if any(values) or any(place[0] == self.next_row for place in grid.faults):
            self._add(grid, element, values, count)
        self.next_row += count

    def _add(self, grid: Grid, element: etree._Element, values: list[str], count: int) -> None:
        if count * max(1, len(values)) > self.budget.limits.area:
            raise too_large_area(count, len(values), self.budget.limits, sheet=grid.name)
        hidden = element.get(f"{_TABLE}visibility", "visible") != "visible" or _is_folded(element)
        faults = {column: what for (row, column), what in grid.faults.items() if row == self.next_row}
        self.budget.spend(len(faults) * count, sheet=grid.name)
        for row in range(self.next_row, self.next_row + count):
            grid.add(row, list(values))
            grid.faults.update({(row, column): what for column, what in faults.items()})
            if hidden:
                grid.hidden_rows.append(row)

    def _begin(self, first: etree._Element) -> None:
        table = next((parent for parent in first.iterancestors() if local_name(parent) == "table"), None)
        name = "" if table is None else table.get(f"{_TABLE}name", "")
        style = "" if table is None else table.get(f"{_TABLE}style-name", "")
        self.grids.append(Grid(name, self.budget, hidden=style in self.hidden_styles))
        self.next_row, self.next_column = 1, 0
        self.open = True


@dataclass
class _Row:
    """Turns one row element into texts."""

    grid: Grid
    number: int

    def values(self, element: etree._Element) -> list[str]:
        """Return the texts of the row up to its last value."""
        values: list[str] = []
        blank = 0
        for cell in element:
            if local_name(cell) not in ("table-cell", "covered-table-cell"):
                continue
            count = _repeated(cell, "number-columns-repeated")
            text = self._text(cell, len(values) + blank, count)
            if not text:
                blank += count
                continue
            if len(values) + blank + count > self.grid.budget.limits.columns:
                width, limits = len(values) + blank + count, self.grid.budget.limits
                raise too_wide(width, limits, sheet=self.grid.name, row=self.number)
            values += [""] * blank + [text] * count
            blank = 0
        return values

    def _text(self, cell: etree._Element, column: int, count: int) -> str:
        self._merge(cell, column)
        shown = "\n".join(_paragraph(child) for child in cell if child.tag == f"{_TEXT}p")
        text, formula = _typed(cell, shown), cell.get(f"{_TABLE}formula")
        if cell.get(f"{_CALC}value-type") == "error" or (formula and _ERROR.fullmatch(shown)):
            return self._fault(column, count, shown or "#ERR!")
        if formula and not text and cell.get(f"{_OFFICE}value-type") != "string":
            return self._fault(column, count, "formula")
        return text

    def _fault(self, column: int, count: int, what: str) -> str:
        limits = self.grid.budget.limits
        if column + count > limits.columns:
            raise too_wide(column + count, limits, sheet=self.grid.name, row=self.number)
        self.grid.faults.update({(self.number, place): what for place in range(column, column + count)})
        return ""

    def _merge(self, cell: etree._Element, column: int) -> None:
        down, right = _repeated(cell, "number-rows-spanned"), _repeated(cell, "number-columns-spanned")
        if down > 1 or right > 1:
            self.grid.merged.append((self.number, column, self.number + down - 1, column + right - 1))


def _is_folded(row: etree._Element) -> bool:
    """Return whether a row lies in a group of rows that is folded."""
    return any(group.get(f"{_TABLE}display") == "false" for group in row.iterancestors(f"{_TABLE}table-row-group"))


def _typed(cell: etree._Element, text: str) -> str:
    kind = cell.get(f"{_OFFICE}value-type", "")
    if kind in ("float", "percentage", "currency"):
        return _number(cell.get(f"{_OFFICE}value", ""), text, percent=kind == "percentage")
    if kind == "date":
        return _moment(cell.get(f"{_OFFICE}date-value", text))
    if kind == "time":
        return _elapsed(cell.get(f"{_OFFICE}time-value", ""), text)
    if kind == "boolean":
        return str(cell.get(f"{_OFFICE}boolean-value", text)).upper()
    return text or cell.get(f"{_OFFICE}string-value", "")


def _number(value: str, text: str, *, percent: bool) -> str:
    try:
        number = float(value)
    except ValueError:
        return text
    if not math.isfinite(number):
        return text
    return text_of_percent(number) if percent else text_of_number(number)


def _elapsed(value: str, text: str) -> str:
    match = _ELAPSED.fullmatch(value)
    if match is None:
        return text
    days, hours, minutes, seconds = (int(part or 0) for part in match.group(2, 3, 4, 5))
    total = ((days * 24 + hours) * 60 + minutes) * 60 + seconds + _is_half(match[6] or "")
    return f"{match[1]}{total // 3600:02d}:{total // 60 % 60:02d}:{total % 60:02d}"


def _moment(value: str) -> str:
    """Return a date, or a moment to the nearest second: calculated ones miss it by a billionth."""
    whole, _, fraction = value.replace(",", ".").partition(".")
    if not _is_half(fraction):
        return whole
    try:
        return (dt.datetime.fromisoformat(whole) + _SECOND).isoformat()
    except (ValueError, OverflowError):
        return whole


def _is_half(fraction: str) -> bool:
    return fraction[:1] in tuple("56789")


def _paragraph(element: etree._Element) -> str:
    """Return the text of a paragraph; notes and their dates are not part of it."""
    parts = [element.text or ""]
    for child in element:
        name = local_name(child) if isinstance(child.tag, str) else ""
        if name == "s":
            parts.append(" " * min(_repeated(child, "c", _TEXT), 1000))
        elif name in ("tab", "line-break"):
            parts.append("\t" if name == "tab" else "\n")
        elif name != "annotation":
            parts.append(_paragraph(child) if name else "")
        parts.append(child.tail or "")
    return "".join(parts)


def _repeated(element: etree._Element, name: str, namespace: str = _TABLE) -> int:
    text = element.get(f"{namespace}{name}", "1")
    return int(text) if text.isdecimal() and text != "0" else 1
