"""xls formulas that nobody calculated: the format has no "no value", so it is told from what the writers leave instead.

Every FORMULA record carries eight bytes of value ([MS-XLS] 2.4.127). Programs that do not calculate write there

- an empty text (xlwt), which a formula that ends in arithmetic cannot give, or
- zero, and bit 1 of the flags, "calculate when opened" (Apache POI, PHPExcel). Excel leaves that bit 0. LibreOffice sets
  it and calculates all the same: its files are known by how they begin.

A zero alone proves nothing, so such formulas count as not calculated only when all of the file are zero.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.read.ole import records

_BOF, _BOUNDSHEET, _FORMULAS = 0x0809, 0x0085, (0x0006, 0x0206, 0x0406)
_BIFF_8, _WORKSHEET = 0x0600, 0
_VALUE = struct.Struct("<HHH8sH4xH")
_EMPTY, _NO_NUMBER, _ZERO = 3, b"\xff\xff", bytes(8)
_ON_LOAD = 2
_ARITHMETIC = (b"\x03", b"\x04", b"\x05", b"\x06", b"\x07", b"\x12", b"\x13", b"\x14")
"""The tokens + - * / ^, signs and percent: what ends in one is a number."""
_CLOSED = b"\x15"
_LIBREOFFICE = struct.pack("<HHHHII", _BIFF_8, 5, 0x0DBB, 0x07CC, 0, 6)
"""The content of its first record: version, kind, build and year, and what may read it."""


@dataclass(frozen=True)
class _Formula:
    """A formula: its sheet (position in the stream), 0-based row and column, and what its record holds."""

    sheet: int
    row: int
    column: int
    value: bytes
    flags: int
    tokens: bytes

    @property
    def empty(self) -> bool:
        return self.value[0] == _EMPTY and self.value[6:] == _NO_NUMBER

    @property
    def on_load(self) -> bool:
        return bool(self.flags & _ON_LOAD)

    @property
    def arithmetic(self) -> bool:
        return self.tokens.rstrip(_CLOSED).endswith(_ARITHMETIC)


def uncalculated(stream: bytes) -> dict[int, list[tuple[int, int]]]:
    """Return, by the number of the worksheet (0-based), row and column (both 0-based) of formulas without a value."""
    if struct.unpack_from("<4xH", stream)[0] != _BIFF_8:
        return {}
    sheets, formulas = _sheets(stream), list(_formulas(stream))
    found: dict[int, list[tuple[int, int]]] = {}
    zeros = [] if stream[4:20] == _LIBREOFFICE else _left_zero(formulas)
    for formula in (*_left_empty(formulas), *zeros):
        if formula.sheet in sheets:
            found.setdefault(sheets[formula.sheet], []).append((formula.row, formula.column))
    return found


def _left_empty(formulas: list[_Formula]) -> list[_Formula]:
    empty = [formula for formula in formulas if formula.empty]
    return empty if any(formula.arithmetic for formula in empty) else []


def _left_zero(formulas: list[_Formula]) -> list[_Formula]:
    marked = [formula for formula in formulas if formula.on_load]
    return marked if all(formula.value == _ZERO for formula in marked) else []


def _sheets(stream: bytes) -> dict[int, int]:
    """Return the number of each worksheet by the place where it begins."""
    places = [
        struct.unpack_from("<I", stream, start)[0]
        for kind, start, size in records(stream)
        if kind == _BOUNDSHEET and size > 5 and stream[start + 5] == _WORKSHEET
    ]
    return {place: number for number, place in enumerate(places)}


def _formulas(stream: bytes) -> Iterator[_Formula]:
    sheet = 0
    for kind, start, size in records(stream):
        if kind == _BOF:
            sheet = start - 4
        elif kind in _FORMULAS and size >= _VALUE.size:
            row, column, _, value, flags, length = _VALUE.unpack_from(stream, start)
            begin = start + _VALUE.size
            yield _Formula(sheet, row, column, value, flags, stream[begin : min(begin + length, start + size)])
