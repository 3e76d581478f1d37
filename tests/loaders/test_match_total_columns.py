"""Printed total columns beside departments or years are held against the columns of their row that are read."""

from __future__ import annotations

import pytest

from tests.loaders.loading import codes, finding, loaded

N, MEAN = "건수", "평균 처리시간(분)"


def wide(*rows, head="합계"):
    return [
        ["민원명", "2023년", "2023년", "2024년", "2024년", head, head],
        ["", N, MEAN, N, MEAN, N, MEAN],
        *rows,
    ]


@pytest.mark.parametrize(
    ("total_n", "total_mean"),
    [(30, "7.0"), (30, "6.5"), (30, "7"), (15, "6.5")],  # weighted by n, plain, rounded, the mean number of cases
)
def test_totals_that_are_a_sum_or_a_mean_of_their_row_say_nothing(total_n, total_mean):
    batch = loaded(wide(["여권", 10, "5.0", 20, "8.0", total_n, total_mean]))
    assert finding(batch, "total_columns").count == 2
    assert "total_differs" not in codes(batch)


def test_a_total_that_fits_neither_is_a_warning_with_its_cell_and_what_the_columns_give():
    batch = loaded(wide(["여권", 10, "5.0", 20, "8.0", 30, "7.0"], ["증명", 10, "5.0", 20, "8.0", 41, "7.0"]))
    warning = finding(batch, "total_differs")
    assert (warning.severity, warning.cell, warning.count) == ("warning", "F4", 1)
    assert "F4 칸에는 41, 읽은 열로 구하면 30" in warning.say("ko")
    assert "1 total does not fit" in warning.say("en")


def test_a_row_with_a_blank_part_is_not_judged():
    assert "total_differs" not in codes(loaded(wide(["여권", 10, "5.0", "", "8.0", 41, "7.0"])))
