"""Printed totals are left out; where they do not fit the rows that are read, both figures and the cell are said."""

import pytest

from tests.loaders.loading import codes, finding, loaded

HEAD = ["연도", "부서", "응답수", "종합만족도"]
ROWS = [[2024, "민원과", 10, 80.5], [2024, "세무과", 20, 70.2]]
TASKS = [
    ["업무", "부서", "연도", "건수", "평균처리시간(분)"],
    ["여권", "민원과", 2024, 10, 5],
    ["여권", "세무과", 2024, 10, 7],
    ["소계", "", "", 20, 6],
    ["등록", "민원과", 2024, 5, 5],
    ["등록", "세무과", 2024, 5, 7],
    ["소계", "", "", 10, 6],
]
ITEMS = [
    ["연도", "부서", "문항", "응답수", "평균"],
    *([2024, name, item, n, 80] for name, n in (("민원과", 10), ("세무과", 20)) for item in ("친절성", "신속성")),
]
WIDE = [
    ["부서", "2023년 응답수", "2023년 평균", "2024년 응답수", "2024년 평균"],
    ["민원과", 10, 80, 11, 81],
    ["세무과", 20, 70, 21, 71],
]


def test_a_total_that_does_not_fit_is_said_with_both_figures_and_its_cell():
    batch = loaded([HEAD, *ROWS, [2024, "계", 45, 73.6]])
    found = finding(batch, "total_differs")
    assert (found.severity, found.cell, found.column, found.rows) == ("warning", "C4", "응답수", (4,))
    assert [word in found.say("ko") for word in ("45", "30", "C4")] == [True] * 3
    assert finding(batch, "total_rows").rows == (4,)


def test_a_mean_of_a_total_is_weighted_by_n():
    found = finding(loaded([HEAD, *ROWS, [2024, "전체", 30, 74.0]]), "total_differs")
    assert (found.cell, "73.6" in found.say("en")) == ("D4", True)


@pytest.mark.parametrize(
    "total",
    [
        [2024, "합계", 30, 73.6],
        ["", "합계", 30, 74],
        [2024, "평균", "", 75.35],
        [2024, "평균", 15, 75.4],
        ["전체", "", "30명", "73.63"],
        [2024, "계", "-", ""],
    ],
)
@pytest.mark.parametrize("place", [1, 3])
def test_totals_that_fit_at_their_printed_decimals_are_no_warning(total, place):
    table = [HEAD, *ROWS]
    table.insert(place, total)
    assert "total_differs" not in codes(loaded(table))


def test_subtotals_and_grand_totals_are_each_compared_with_their_own_rows():
    assert "total_differs" not in codes(loaded([*TASKS, ["총계", "", "", 30, 6]]))
    wrong = loaded([*TASKS[:3], ["소계", "", "", 21, 6], *TASKS[4:], ["총계", "", "", 31, 6]])
    assert finding(wrong, "total_differs").rows == (4, 8)
    assert finding(wrong, "total_differs").count == 2


@pytest.mark.parametrize(
    ("total", "wrong"), [(["합계", "친절성", 30, 80], 0), (["합계", "", 30, 80], 0), (["합계", "친절성", 10, 80], 1)]
)
def test_answers_of_several_items_are_not_added_up(total, wrong):
    batch = loaded([*ITEMS, [2024, *total]])
    assert codes(batch).count("total_differs") == wrong


def test_totals_under_periods_in_the_header_are_compared_period_by_period():
    assert "total_differs" not in codes(loaded([*WIDE, ["합계", 30, 73.3, 32, 74.4]], scale=(0, 100)))
    found = finding(loaded([*WIDE, ["합계", 30, 73.3, 33, 74.4]], scale=(0, 100)), "total_differs")
    assert (found.cell, found.column) == ("D4", "2024년 응답수")


def test_without_n_only_a_mean_outside_the_range_of_the_rows_is_odd():
    table = [["연도", "부서", "만족도"], [2024, "민원과", 80.5], [2024, "세무과", 70.5]]
    assert "total_differs" not in codes(loaded([*table, [2024, "평균", 78.1]]))
    assert finding(loaded([*table, [2024, "평균", 65.0]]), "total_differs").cell == "C4"


def test_a_row_without_its_figure_leaves_the_total_unjudged():
    table = [HEAD, *ROWS, [2024, "건축과", "-", 60], [2024, "합계", 35, 72]]
    assert "total_differs" not in codes(loaded(table))


def test_figures_in_several_units_are_not_added_up_as_written():
    table = [["업무", "연도", "건수", "평균처리시간"], ["여권", 2024, 10, "90초"], ["등록", 2024, 10, "2분"]]
    assert "total_differs" not in codes(loaded([*table, ["합계", "", 20, "3분"]]))
    assert finding(loaded([*table, ["합계", "", 21, "3분"]]), "total_differs").column == "건수"
