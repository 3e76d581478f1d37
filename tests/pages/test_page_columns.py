"""Columns of text hold their longest cell."""

from __future__ import annotations

from pages.parts.columns import text_column


def width_of(*cells: str) -> object:
    return text_column("값", cells)["width"]


def test_a_column_is_as_wide_as_its_longest_cell_wherever_it_stands():
    short, long = "3곳", "123,456개 부서/건(집계 중)"
    assert width_of(short) is None
    assert width_of(short, long) == width_of(long, short)
    assert width_of(long) > width_of("1234개 부서")
    assert width_of("가" * 500) == 560
