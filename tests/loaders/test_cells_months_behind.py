"""Months in brackets behind a period, and years of two digits before a part of a year."""

import datetime as dt

import pytest

from kpi.core.periods import Period
from loaders.cells.periods import period_of
from tests.loaders.loading import loaded


@pytest.mark.parametrize(
    ("text", "start", "months"),
    [
        ("25년 상반기(1~6월)", (2025, 1), 6),
        ("2025년 하반기 (7월~12월)", (2025, 7), 6),
        ("'24년 2분기(4~6월)", (2024, 4), 3),
        ("2024년(1~9월)", (2024, 1), 9),
        ("24년 3월", (2024, 3), 1),
    ],
)
def test_months_behind_a_period_are_read_with_it(text, start, months):
    assert period_of(text) == Period(dt.date(*start, 1), months)


@pytest.mark.parametrize(
    "text", ["25년 상반기(1~9월)", "2024년(9~1월)", "상반기(1~6월)", "25년", "2024년 1분기(4~6월)"]
)
def test_months_that_say_something_else_are_no_period(text):
    assert period_of(text) is None


def test_halves_with_their_months_are_periods_in_a_header():
    rows = [["부서", "25년 상반기(1~6월)", "25년 하반기(7~12월)"], ["민원과", "82.1", "83"], ["세무과", "80", "81.5"]]
    batch = loaded([["부서별 고객만족도", "", ""], *rows])
    cells = batch.cells[batch.cells["measure"].eq("overall")]
    assert sorted(
        {(f"{one:%Y-%m}", months) for one, months in zip(cells["period_start"], cells["period_months"], strict=True)}
    ) == [
        ("2025-01", 6),
        ("2025-07", 6),
    ]
