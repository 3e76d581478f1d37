"""Formulas of xls that nobody calculated: what xlwt and Apache POI leave in their place, written byte for byte."""

from __future__ import annotations

import struct

import pytest

from loaders.read.grid import Budget
from loaders.read.limits import Limits
from loaders.read.xls import read_xls

SUM_OF_TWO = bytes([0x44, 0, 0, 0, 0xC0, 0x44, 0, 0, 1, 0xC0, 0x03])
"""A1+B1, behind it the closing bracket that people type."""
EMPTY = b"\x03\0\0\0\0\0\xff\xff"


def record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def formula(column: int, value: bytes | float, tokens: bytes = SUM_OF_TWO, flags: int = 0) -> bytes:
    held = value if isinstance(value, bytes) else struct.pack("<d", value)
    return record(6, struct.pack("<HHH8sHIH", 0, column, 0, held, flags, 0, len(tokens)) + tokens)


def excel_8(*sheets: bytes, build: int = 0x10D3) -> bytes:
    """A stream of Excel 97 with worksheets of these cells, and a chart sheet in front of them."""
    chart = record(0x0809, struct.pack("<HHHHII", 0x600, 0x20, 0, 0, 0, 0)) + record(10, b"")
    bodies = [chart] + [
        record(0x0809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + cells + record(10, b"") for cells in sheets
    ]
    begin = record(0x0809, struct.pack("<HHHHII", 0x600, 5, build, 1996, 0, 6)) + record(0xE0, bytes(20))
    place = len(begin) + len(bodies) * len(record(0x85, bytes(10))) + len(record(10, b""))
    listed = b""
    for number, content in enumerate(bodies):
        listed += record(0x85, struct.pack("<IBBBB", place, 0, 0 if number else 2, 2, 0) + b"s%d" % number)
        place += len(content)
    return begin + listed + record(10, b"") + b"".join(bodies)


def faults(*sheets: bytes) -> list[dict[tuple[int, int], str]]:
    return [grid.faults for grid in read_xls(excel_8(*sheets), Budget(Limits()))]


def test_an_empty_text_where_a_sum_must_be_a_number_was_never_calculated() -> None:
    text = bytes([0x44, 0, 0, 0, 0xC0])
    first = formula(0, EMPTY, SUM_OF_TWO + b"\x15") + formula(1, EMPTY, text)
    assert faults(first, formula(2, EMPTY, text)) == [{(1, 0): "formula", (1, 1): "formula"}, {(1, 2): "formula"}]


def test_a_formula_that_may_give_an_empty_text_is_left_alone() -> None:
    assert faults(formula(0, EMPTY, bytes([0x17, 0, 0])) + formula(1, 3.5)) == [{}]


@pytest.mark.parametrize(
    ("other", "expected"),
    [(0.0, {(1, 0): "formula", (1, 1): "formula"}), (12.5, {})],
    ids=["all_zero", "one_calculated"],
)
def test_zeros_to_be_calculated_when_opened_count_only_where_all_are(
    other: float, expected: dict[tuple[int, int], str]
) -> None:
    assert faults(formula(0, 0.0, flags=2) + formula(1, other, flags=2)) == [expected]


def test_a_zero_that_excel_saved_is_a_zero() -> None:
    (grid,) = read_xls(excel_8(formula(0, 0.0) + formula(1, 1.5)), Budget(Limits()))
    assert (grid.faults, grid.width) == ({}, 2)


def test_a_zero_that_libreoffice_saved_is_a_zero() -> None:
    (grid,) = read_xls(excel_8(formula(0, 0.0, flags=2), build=0x0DBB), Budget(Limits()))
    assert grid.faults == {}


def test_cells_of_formulas_without_a_value_are_blank() -> None:
    (grid,) = read_xls(excel_8(formula(0, 7.0) + formula(1, 0.0, flags=2)), Budget(Limits()))
    assert (grid.faults, grid.width) == ({(1, 1): "formula"}, 1)
