"""xlsb: values through calamine; a walk over the binary records finds error cells, counts and measures.

Every formula record holds a value ([MS-XLSB] 2.4.680 and on), and only programs that calculate write the format: a formula
that nobody calculated does not occur in it, and could not be told.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import python_calamine as calamine

from loaders.read.grid import Budget, Grid
from loaders.read.refusals import refusal, too_large_area
from loaders.read.serial import Shape, shape_of_format, text_of_serial, text_of_value
from loaders.read.xlsx_parts import main_part, relations
from loaders.read.zip import Package

Look = tuple[tuple[int, Shape], ...]
"""Columns and what their numbers show."""
_ROW, _COLUMNS, _MERGE, _BUNDLE = 0, 60, 176, 156
_CELL_ERRORS = frozenset({3, 11})
_CELL_NUMBERS = frozenset({2, 4, 5, 9, 10})
"""Numbers and booleans, from formulas or not."""
_SHOWN_NUMBERS = frozenset({2, 5, 9})
"""Numbers that a format may show as a percentage."""
_BOOK = 153
_FORMAT, _STYLE, _STYLES, _STYLES_END = 44, 47, 617, 618
_CELLS = frozenset({*range(1, 12), 62})
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A", 43: "#DATA"}


def is_xlsb(package: Package) -> bool:
    """Return whether the workbook part is binary."""
    return main_part(package).lower().endswith(".bin") or "xl/workbook.bin" in package


def read_xlsb(package: Package, budget: Budget) -> list[Grid]:
    """Read all worksheets."""
    try:
        parts = _parts(package)
        shapes, epoch_1904 = _shapes(package), _counts_from_1904(package)
        scans = {name: _scan(package, part, budget, name, shapes) for name, part in parts.items()}
        package.stream.seek(0)
        book = calamine.CalamineWorkbook.from_filelike(package.stream)
        sheets = [sheet for sheet in book.sheets_metadata if sheet.name in scans]
        if not sheets:
            raise refusal("no_sheet")
        return [_grid(book, sheet, scans[sheet.name], budget, epoch_1904=epoch_1904) for sheet in sheets]
    except (calamine.CalamineError, OSError, struct.error, UnicodeError) as error:
        raise refusal("broken_record") from error
    except BaseException as error:
        # The library panics on some damage, and its panics are no ordinary exceptions.
        if type(error).__name__ == "PanicException":
            raise refusal("broken_record") from error
        raise


def _workbook(package: Package) -> str:
    path = main_part(package)
    return path if path in package else "xl/workbook.bin"


def _parts(package: Package) -> dict[str, str]:
    """Return the path of each worksheet by its name."""
    path = _workbook(package)
    targets = relations(package, path)
    found: dict[str, str] = {}
    for kind, data in _records(package.open(path).read_all()):
        if kind == _BUNDLE:
            relation, offset = _wide_text(data, 8)
            name, _ = _wide_text(data, offset)
            sheet_kind, target = targets.get(relation, ("", ""))
            if sheet_kind == "worksheet":
                found[name] = target
    return found


def _counts_from_1904(package: Package) -> bool:
    """Return whether dates are counted from 1904."""
    records = _records(package.open(_workbook(package)).read_all())
    return any(kind == _BOOK and data[:1] and data[0] & 1 for kind, data in records)


def _shapes(package: Package) -> dict[int, Shape]:
    """Return the numbers of the styles that show a percentage, a date or a time, and which of them."""
    path = next((target for kind, target in relations(package, _workbook(package)).values() if kind == "styles"), "")
    if path not in package:
        return {}
    codes: dict[int, str] = {}
    styles: list[int] = []
    inside = False
    for kind, data in _records(package.open(path).read_all()):
        if kind == _FORMAT:
            codes[struct.unpack_from("<H", data)[0]] = _wide_text(data, 2)[0]
        elif kind in (_STYLES, _STYLES_END):
            inside = kind == _STYLES
        elif kind == _STYLE and inside:
            styles.append(struct.unpack_from("<H", data, 2)[0])
    shapes = {number: shape_of_format(codes.get(number, ""), number) for number in set(styles)}
    return {place: shape for place, number in enumerate(styles) if (shape := shapes[number]) is not None}


@dataclass
class _Scan:
    """What the records of one sheet say; rows 1-based, columns 0-based. ``shapes``: what a style shows.

    ``shown``: row -> its cells of numbers that show something else; rows of the same look share one tuple.
    """

    shapes: Mapping[int, Shape] = field(default_factory=dict)
    shown: dict[int, Look] = field(default_factory=dict)
    _looks: dict[Look, Look] = field(default_factory=dict)
    _line: list[tuple[int, Shape]] = field(default_factory=list)
    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_spans: list[tuple[int, int]] = field(default_factory=list)
    numbers: int = 0
    cells: int = 0
    first_row: int = 0
    row: int = 0
    last_column: int = -1

    def take(self, kind: int, data: bytes) -> None:
        """Take one record."""
        if kind == _ROW:
            self.end_row()
            self.row = struct.unpack_from("<I", data)[0] + 1
            if len(data) > 11 and data[11] & 0x10:
                self.hidden_rows.append(self.row)
        elif kind == _COLUMNS:
            first, last = struct.unpack_from("<II", data)
            if len(data) > 16 and data[16] & 1:
                self.hidden_spans.append((first, last))
        elif kind == _MERGE:
            top, bottom, left, right = struct.unpack_from("<4I", data)
            self.merged.append((top + 1, left, bottom + 1, right))
        elif kind in _CELLS:
            self._cell(kind, data)

    def end_row(self) -> None:
        """Keep what the cells of the row show."""
        if self._line:
            look = tuple(self._line)
            self.shown[self.row] = self._looks.setdefault(look, look)
            self._line = []

    def _cell(self, kind: int, data: bytes) -> None:
        column = struct.unpack_from("<I", data)[0]
        self.cells += 1
        self.first_row = self.first_row or self.row
        self.last_column = max(self.last_column, column)
        self.numbers += kind in _CELL_NUMBERS
        if kind in _SHOWN_NUMBERS and (shape := self.shapes.get(int.from_bytes(data[4:7], "little"))):
            self._line.append((column, shape))
        if kind in _CELL_ERRORS:
            self.faults[(self.row, column)] = _ERRORS.get(data[8] if len(data) > 8 else -1, "#ERR!")


def _scan(package: Package, part: str, budget: Budget, sheet: str, shapes: Mapping[int, Shape]) -> _Scan:
    scan = _Scan(shapes)
    for kind, data in _records(package.open(part).read_all()):
        scan.take(kind, data)
    scan.end_row()
    height, width = scan.row - scan.first_row + 1, scan.last_column + 1
    if height * width > budget.limits.area:
        raise too_large_area(height, width, budget.limits, sheet=sheet)
    budget.spend(scan.cells, sheet=sheet)
    return scan


def _records(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Iterate over (type, data); both type and length are 7 bits a byte, lowest first."""
    position, end = 0, len(raw)
    while position < end:
        kind, size = raw[position], raw[position + 1] if position + 1 < end else 0
        if kind < 0x80 and size < 0x80:
            position += 2
        else:
            kind, position = _varint(raw, position, longest=2)
            size, position = _varint(raw, position, longest=4)
        if position + size > end:
            raise refusal("broken_record")
        yield kind, raw[position : position + size]
        position += size


def _varint(raw: bytes, position: int, *, longest: int) -> tuple[int, int]:
    value = 0
    for index, byte in enumerate(raw[position : position + longest]):
        # The type of a record keeps its marker bit out of the number, as its length does.
        value |= (byte & 0x7F) << (7 * index)
        if byte < 0x80:
            return value, position + index + 1
    return value, position + longest


def _wide_text(data: bytes, offset: int) -> tuple[str, int]:
    size = struct.unpack_from("<I", data, offset)[0]
    end = offset + 4 + (2 * size if size != 0xFFFFFFFF else 0)
    return data[offset + 4 : end].decode("utf-16-le"), end


def _grid(
    book: calamine.CalamineWorkbook, sheet: calamine.SheetMetadata, scan: _Scan, budget: Budget, *, epoch_1904: bool
) -> Grid:
    grid = Grid(sheet.name, budget, hidden=sheet.visible != calamine.SheetVisibleEnum.Visible)
    grid.faults, grid.merged = scan.faults, scan.merged
    grid.hidden_rows, grid.hidden_spans = scan.hidden_rows, scan.hidden_spans
    rows = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
    numbers = 0
    for row, values in enumerate(rows, start=1):
        numbers += sum(not isinstance(value, str) for value in values)
        texts = [text_of_value(value) for value in values]
        for place, shape in scan.shown.get(row, ()):
            value = values[place] if place < len(values) else None
            if isinstance(value, int | float):  # the library takes some dates for plain numbers
                texts[place] = text_of_serial(float(value), shape, epoch_1904=epoch_1904)
        grid.add(row, texts, cells=0)
    if numbers != scan.numbers:
        raise refusal("lost_cells", expected=f"{scan.numbers:,}", found=f"{numbers:,}", sheet=sheet.name)
    return grid
