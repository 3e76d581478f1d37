"""Registration numbers cut into two cells: in either order, with the dash in either cell or between, read or not."""

from __future__ import annotations

import random

import pytest

from tests.loaders.loading import book, codes, finding, load, loaded, sheet
from tests.loaders.test_personal_columns import registration

HEADER = ["접수번호", "민원명", "담당부서", "접수일시", "완료일시"]
ROW = ["여권 발급", "민원봉사과", "2025-03-04 09:00", "2025-03-05 09:00"]


def table(headers: list[str], cells: list[tuple[str, ...]]) -> list[list[str]]:
    return [[*HEADER, *headers], *([str(at), *ROW, *more] for at, more in enumerate(cells))]


@pytest.mark.parametrize(
    ("headers", "cells", "place"),
    [
        (["가", "나"], [("900101-", "1234568"), ("010101 -", "3123458")], "G2"),
        (["가", "나"], [("900101", "-1234568"), ("010101", "‐3123458")], "G2"),
        (["가", "", "나"], [("900101", "-", "1234568"), ("010101", "-", "3123458")], "H2"),
        (["가", "빈 열", "나"], [("900101", "", "1234568"), ("10101", "", "3123458")], "H2"),
        (["가", "나"], [("1234568", "900101"), ("3123458", "010101")], "F2"),
        (["가", "나"], [("1234568", "900101-"), ("3123458", "010101-")], "F2"),
        (["", ""], [("900101-", "1234568"), ("010101-", "3123458")], "G2"),
        (["가", "나"], [("９００１０１", "１２３４５６８"), ("101", "3123451")], "G2"),
    ],
)
def test_halves_side_by_side_stop_the_file(headers, cells, place):
    found = finding(load(table(headers, cells)), "personal_data")
    assert (found.cell, found.count, found.value) == (place, 2, "*******")


@pytest.mark.parametrize("cells", [[("900101-", "1234567")], [("900101", "1******")], [("900101", "1234568")] * 2])
def test_few_rows_with_halves_among_others_stop_the_file(cells):
    found = finding(load(table(["가", "나"], [("-", "확인"), ("", "12"), *cells, ("101호", "")])), "personal_data")
    assert (found.cell, found.count) == ("G4", len(cells))


def test_other_numbers_side_by_side_are_none():
    random_ = random.Random(20261127)
    days = [f"25{random_.randint(1, 12):02}{random_.randint(1, 28):02}" for _ in range(60)]
    amounts = [str(random_.randint(1_000_000, 8_999_999)) for _ in days]
    assert "personal_data" not in codes(loaded(table(["접수일", "금액"], list(zip(days, amounts, strict=True)))))
    changes = [(str(random_.randint(100_000, 999_999)), f"-{amount}") for amount in amounts]
    assert "personal_data" not in codes(loaded(table(["예산", "차액"], changes)))


def test_halves_of_numbers_without_a_check_digit_are_found_by_the_years_of_birth():
    random_ = random.Random(20261127)
    numbers = [registration(random_, new=True) for _ in range(20)]
    halves = [(number[:6], number[6:]) for number in numbers]
    assert finding(load(table(["가", "나"], halves)), "personal_data").count == len(halves)


def test_halves_outside_the_table_are_said():
    note = sheet([["메모"], ["홍길동", "900101-", "1234568"], ["", "010101", "3123458"]], "메모")
    found = finding(loaded(book(sheet(table([], [(), ()])), note)), "personal_elsewhere")
    assert (found.sheet, found.marks, found.value) == ("메모", (("메모", 2, 2), ("메모", 3, 2)), "*******")
