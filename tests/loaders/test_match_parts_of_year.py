"""A year in one column and its quarter, half or month in another are one period of sums."""

from __future__ import annotations

import pytest

from tests.loaders.loading import codes, finding, load, loaded

HEAD = ["연도", "분기", "부서", "응답수", "종합만족도"]


def periods(batch):
    cells = batch.cells[batch.cells["measure"].eq("overall")]
    return sorted({(f"{row.period_start:%Y-%m}", row.period_months) for row in cells.itertuples()})


@pytest.mark.parametrize(
    ("label", "parts", "expected"),
    [
        ("분기", ["1", "2"], [("2025-01", 3), ("2025-04", 3)]),
        ("분기별", ["1/4", "4/4"], [("2025-01", 3), ("2025-10", 3)]),
        ("조사분기", ["1분기", "3분기"], [("2025-01", 3), ("2025-07", 3)]),
        ("반기", ["상반기", "하반기"], [("2025-01", 6), ("2025-07", 6)]),
        ("월", ["1", "12월"], [("2025-01", 1), ("2025-12", 1)]),
    ],
)
@pytest.mark.parametrize("year", ["2025", "2025년"])
def test_a_part_of_a_year_beside_the_year_is_the_period(label, parts, expected, year):
    rows = [[year, part, "민원과", "100", "80.5"] for part in parts]
    batch = loaded([[HEAD[0], label, *HEAD[2:]], *rows])
    assert periods(batch) == expected
    assert finding(batch, "years_joined").column == label
    assert not {"two_columns", "columns_unread"} & set(codes(batch))


@pytest.mark.parametrize("part", ["", "5", "2024 1분기", "연중"])
def test_nothing_is_joined_where_one_row_has_no_part_of_a_year(part):
    rows = [["2025", "1", "민원과", "100", "80.5"], ["2025", part, "민원과", "90", "70.5"]]
    batch = load([HEAD, *rows])
    assert "years_joined" not in codes(batch)
    assert "ask_repeats" in codes(batch, "error")


def test_a_total_over_the_quarters_is_left_out_before_they_are_joined():
    rows = [["2025", part, "민원과", n, "80.5"] for part, n in (("1", "40"), ("2", "60"), ("계", "100"))]
    batch = loaded([HEAD, *rows])
    assert periods(batch) == [("2025-01", 3), ("2025-04", 3)]
    assert finding(batch, "total_rows").rows == (4,)


def test_a_list_of_cases_whose_title_says_the_year_only_asks_for_it():
    rows = [["2025년 우수사례 목록"], ["연번", "사례명", "부서", "전파부서수"], [1, "무인민원 이전", "민원과", 3]]
    assert finding(load(rows), "no_year").choices == ("2025",)
    assert loaded(rows, year=2025).cells["wx"].max() == 3
