"""xls, Excel 97-2003: values, error cells, dates, merged ranges and hidden rows through xlrd."""

from __future__ import annotations

import struct

import xlrd
from xlrd.biffh import error_text_from_code
from xlrd.formula import FormulaError

from loaders.read.grid import Budget, Grid
from loaders.read.refusals import refusal
from loaders.read.serial import Shape, shape_of_format, text_of_number, text_of_serial
from loaders.read.xls_formulas import uncalculated

_CONTAINER = b"\xd0\xcf\x11\xe0"
_CORRUPT = (
    FormulaError,
    struct.error,
    AssertionError,
    AttributeError,
    IndexError,
    KeyError,
    TypeError,
    UnicodeError,
    ValueError,
    OverflowError,
    ZeroDivisionError,
    EOFError,
    NotImplementedError,
    RecursionError,
)
"""What xlrd raises on damaged files, beside its own error."""
_SHAPED = (xlrd.XL_CELL_DATE, xlrd.XL_CELL_NUMBER)
"""Numbers that a format may show as something else: xlrd itself takes elapsed times such as [s] or [h] for plain numbers."""


def read_xls(stream: bytes, budget: Budget) -> list[Grid]:
    """Read all worksheets of a workbook stream, taken out of its container.

    xlrd's own reader of containers can go round in circles in a damaged one.
    """
    if stream.startswith(_CONTAINER):
        raise refusal("broken_record")
    try:
        return _read(stream, budget)
    except xlrd.XLRDError as error:
        encrypted = "encrypted" in str(error).lower() or "password" in str(error).lower()
        raise refusal("unknown_encryption" if encrypted else "broken_record") from error
    except _CORRUPT as error:
        raise refusal("broken_record") from error


def _read(stream: bytes, budget: Budget) -> list[Grid]:
    with xlrd.open_workbook(
        file_contents=stream, formatting_info=True, on_demand=True, ragged_rows=True, logfile=_Silence()
    ) as book:
        grids = []
        left_out = uncalculated(stream)
        for index, name in enumerate(book.sheet_names()):
            sheet = book.sheet_by_index(index)
            grid = Grid(name, budget, hidden=bool(sheet.visibility))
            grid.faults = {(row + 1, column): "formula" for row, column in left_out.get(index, [])}
            _fill(grid, sheet, _shapes(book), epoch_1904=bool(book.datemode))
            grids.append(grid)
            book.unload_sheet(index)
        if not grids:
            raise refusal("no_sheet")
        return grids


class _Silence:
    """Takes xlrd's warnings and drops them."""

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        """Nothing is kept."""


def _shapes(book: xlrd.Book) -> dict[int, Shape | None]:
    formats = book.format_map
    shapes: dict[int, Shape | None] = {}
    for index, style in enumerate(book.xf_list):
        number = style.format_key
        shapes[index] = shape_of_format(formats[number].format_str if number in formats else "", number)
    return shapes


def _fill(grid: Grid, sheet: xlrd.sheet.Sheet, shapes: dict[int, Shape | None], *, epoch_1904: bool) -> None:
    shaped = _SHAPED if any(shapes.values()) else ()
    for row in range(sheet.nrows):
        kinds = sheet.row_types(row)
        values = []
        for column, (kind, value) in enumerate(zip(kinds, sheet.row_values(row), strict=True)):
            if kind == xlrd.XL_CELL_ERROR:
                grid.faults[(row + 1, column)] = error_text_from_code.get(value, "#ERR!")
            if (row + 1, column) in grid.faults:
                value = ""
            shape = shapes.get(sheet.cell_xf_index(row, column)) if kind in shaped else None
            values.append(_text(kind, value, shape, epoch_1904=epoch_1904))
        grid.add(row + 1, values)
        if row in sheet.rowinfo_map and sheet.rowinfo_map[row].hidden:
            grid.hidden_rows.append(row + 1)
    grid.merged += [(top + 1, left, bottom, right - 1) for top, bottom, left, right in sheet.merged_cells]
    grid.hidden_spans = [(column, column) for column, info in sheet.colinfo_map.items() if info.hidden]


def _text(kind: int, value: str | float, shape: Shape | None, *, epoch_1904: bool) -> str:
    if isinstance(value, str):
        return value
    if kind == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if value else "FALSE"
    return text_of_serial(value, shape, epoch_1904=epoch_1904) if shape else text_of_number(value)
