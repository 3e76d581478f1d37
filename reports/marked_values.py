"""The values of a file in a new workbook, marked: for kinds of files that cannot be copied as they are."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import xlsxwriter
from pyarrow import ipc
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from reports.marked import FILLS, LIST_WIDTHS, Marking
from reports.marked_package import free_name
from reports.marked_sheet import location
from reports.safe import formula_like, printable

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_UNDATED = dt.datetime(2000, 1, 1)
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
_LONGEST_NAME, _LAST_ROW, _BOX = 31, 1_048_576, {"width": 340, "height": 130}
_BATCH_ROWS = 1_000
_SET_COLUMNS, _WIDTH = 60, 14


@dataclass(frozen=True)
class ValueSheet:
    """A sheet as the reader left it: texts in an Arrow file from row ``first_row`` on, faulty cells beside them."""

    name: str
    hidden: bool
    first_row: int
    faults: Mapping[tuple[int, int], str]
    path: Path

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Iterate over row numbers and texts, a fault instead of the empty text where there is one."""
        number = self.first_row
        with pa.memory_map(str(self.path)) as stream:
            table = ipc.open_file(stream)
            for place in range(table.num_record_batches):
                whole = table.get_batch(place)
                for start in range(0, whole.num_rows, _BATCH_ROWS):
                    columns = [column.to_pylist() for column in whole.slice(start, _BATCH_ROWS).columns]
                    for texts in zip(*columns, strict=True):
                        yield number, [text or self.faults.get((number, at), "") for at, text in enumerate(texts)]
                        number += 1


def mark_values(sheets: Sequence[ValueSheet], target: Path, marking: Marking) -> None:
    """Write the values of the sheets as texts, marked and commented, and the list of findings as the last sheet.

    No text becomes a formula, a number or a link. Rows beyond the last one of a worksheet are left out.
    """
    book = xlsxwriter.Workbook(str(target), _OPTIONS)
    book.set_properties({"created": _UNDATED})
    styles = _Styles(book)
    names = _names(sheets, marking)
    for sheet, name in zip(sheets, names, strict=True):
        page = book.add_worksheet(name)
        page.set_column(0, _SET_COLUMNS, _WIDTH)
        _write_values(page, sheet, marking, styles)
        if sheet.hidden:
            page.hide()
    linked = {sheet.name: name for sheet, name in zip(sheets, names, strict=True) if not sheet.hidden}
    listed = book.add_worksheet(free_name(marking.name, [name.casefold() for name in names]))
    _write_list(listed, marking, styles, linked)
    if not linked or sheets[0].hidden:
        listed.activate()
        listed.set_first_sheet()
    book.close()


class _Styles:
    """The formats of one workbook, made when they are needed."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def get(self, severity: str = "", **more: Any) -> Format:
        look = {"num_format": "@", **more, **({"bg_color": f"#{FILLS[severity][2:]}"} if severity else {})}
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self.book.add_format(look)
        return self._made[key]


def _write_values(page: Worksheet, sheet: ValueSheet, marking: Marking, styles: _Styles) -> None:
    wanted: dict[int, dict[int, list[int]]] = {}
    for (row, place), lines in marking.of_sheet(sheet.name).items():
        wanted.setdefault(row, {})[place] = lines
    for row, texts in sheet.rows():
        if row > _LAST_ROW:
            return
        _write_row(page, row, texts, _placed(wanted.pop(row, {}), texts), marking, styles)
    for row in sorted(wanted):
        if row <= _LAST_ROW:
            _write_row(page, row, [], _placed(wanted[row], []), marking, styles)


def _placed(wanted: dict[int, list[int]], texts: list[str]) -> dict[int, list[int]]:
    """Return the marks of a row, the one of the whole row on its first value."""
    if -1 not in wanted:
        return wanted
    first = next((place for place, text in enumerate(texts) if text), 0)
    rest = {place: lines for place, lines in wanted.items() if place >= 0}
    return {**rest, first: [*rest.get(first, []), *wanted[-1]]}


def _write_row(
    page: Worksheet, row: int, texts: list[str], wanted: dict[int, list[int]], marking: Marking, styles: _Styles
) -> None:
    for place, text in enumerate(texts):
        severity = marking.worst(wanted[place]) if place in wanted else ""
        if text:
            quoted = {"quote_prefix": True} if formula_like(text) else {}
            page.write_string(row - 1, place, printable(text), styles.get(severity, **quoted))
        elif severity:
            page.write_blank(row - 1, place, None, styles.get(severity))
    for place in sorted(wanted):
        if place >= len(texts):
            page.write_blank(row - 1, place, None, styles.get(marking.worst(wanted[place])))
        page.write_comment(row - 1, place, marking.comment(wanted[place]), {"author": marking.name, **_BOX})


def _write_list(page: Worksheet, marking: Marking, styles: _Styles, linked: Mapping[str, str]) -> None:
    page.set_tab_color("#C00000")
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    for place, wide in enumerate(LIST_WIDTHS):
        page.set_column(place, place, wide)
    head = [*marking.head, marking.values_only]
    for number, text in enumerate(head):
        page.write_string(number, 0, printable(text), styles.get(bold=number == 0))
    header = len(head) + 1
    for place, text in enumerate(marking.headings):
        page.write_string(header, place, text, styles.get(bold=True, text_wrap=True, valign="top"))
    page.freeze_panes(header + 1, 0)
    for number, line in enumerate(marking.lines, start=header + 1):
        page.set_row(number, line.height)
        for place, text in enumerate(line.shown):
            severity = line.severity if place == 0 else ""
            page.write_string(number, place, printable(text), styles.get(severity, text_wrap=True, valign="top"))
        if line.target and line.sheet in linked:
            link = styles.get(text_wrap=True, valign="top", font_color="#0563C1", underline=1)
            place_of_cell = "internal:" + location(linked[line.sheet], line.target)
            page.write_url(number, 3, place_of_cell, link, string=printable(line.shown[3]))


def _names(sheets: Sequence[ValueSheet], marking: Marking) -> list[str]:
    """Return names that a workbook takes: no forbidden signs, 31 letters, each one once."""
    names: list[str] = []
    for sheet in sheets:
        name = _FORBIDDEN.sub(" ", sheet.name).strip(" '")[: _LONGEST_NAME - 5] or marking.unnamed
        names.append(free_name(name, [taken.casefold() for taken in names]))
    return names
