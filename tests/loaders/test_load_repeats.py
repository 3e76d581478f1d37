"""Rows of sums that speak of the same thing twice: counted once where they are the same, else asked about."""

import pytest

from tests.loaders.loading import codes, finding, load, loaded, sums

HEAD = ["업무", "연도", "건수", "대기시간"]
TWO = [HEAD, ["여권", "2013", "10", "6분"], ["여권", "2013", "30", "2분"]]
SURVEY = [
    ["연도", "부서", "문항", "응답수", "평균"],
    [2024, "민원과", "친절성", 100, 80],
    [2024, "민원과", "신속성", 100, 70],
    [2024, "민원과", "친절성", 50, 50],
]


@pytest.mark.parametrize("rows", [TWO, SURVEY])
def test_other_figures_of_the_same_keys_are_asked_about(rows):
    asked = finding(load(rows), "ask_repeats")
    assert (asked.severity, asked.rows, asked.choices) == ("error", (2, len(rows)), ("pool", "last"))
    assert load(rows).cells.empty


def test_parts_are_pooled_by_n_where_the_analyst_says_so():
    batch = loaded(TWO, repeats="pool")
    assert sums(batch, "waiting_minutes") == {"n": 40, "wx": 120}
    assert len(batch.cells) == 1
    assert finding(batch, "rows_pooled").rows == (2, 3)
    assert batch.mapping["repeats"] == "pool"


def test_the_last_row_counts_where_it_corrects_the_others():
    assert sums(loaded(TWO, repeats="last"), "waiting_minutes") == {"n": 30, "wx": 60}
    batch = loaded(SURVEY, repeats="last")
    assert sums(batch, "score", "item") == {"신속성": (100, 7000), "친절성": (50, 2500)}
    assert finding(batch, "rows_last").rows == (2,)
    assert batch.counts["used"] == 2


def test_rows_that_are_the_same_in_every_cell_count_once():
    batch = loaded([["연번", *HEAD], [1, *TWO[1]], [2, *TWO[1]], [3, "주민등록", "2013", "5", "1분"]])
    assert sums(batch, "waiting_minutes", "task") == {"여권": (10, 60), "주민등록": (5, 5)}
    assert finding(batch, "rows_same").rows == (3,)
    assert "ask_repeats" not in codes(batch)


def test_rows_that_a_column_nobody_reads_tells_apart_are_asked_about():
    rows = [[*HEAD, "창구"], [*TWO[1], "1번"], [*TWO[1], "2번"]]
    assert "ask_repeats" in codes(load(rows), "error")
    assert sums(loaded(rows, repeats="pool"), "waiting_minutes") == {"n": 20, "wx": 120}


def test_means_without_n_are_not_pooled_whatever_is_said():
    rows = [HEAD, ["여권", "2013", "-", "6분"], ["여권", "2013", "-", "2분"]]
    assert codes(load(rows), "error") == ["rows_repeated"]
    assert codes(load(rows, repeats="pool"), "error") == ["rows_repeated"]
    assert sums(loaded(rows, repeats="last"), "waiting_minutes") == {"n": 0, "wx": 2}


def test_one_printed_mean_written_twice_does_not_turn_all_means_into_answers():
    rows = [[2013 + place // 3, f"{place % 3}과", 70.5 + place] for place in range(9)]
    batch = load([["연도", "부서", "고객만족도"], *rows, [2013, "0과", 60.5]])
    assert codes(batch, "error") == ["rows_repeated"]
    assert finding(batch, "rows_repeated").rows == (2, 11)


def test_a_printed_mean_without_a_department_is_not_that_of_the_city():
    rows = [["연도", "부서", "만족도"], [2024, "민원과", 80.5], [2024, "", 70.5], [2025, "민원과", 81.5]]
    assert finding(load(rows), "blank_department").severity == "error"
    whole = loaded([["연도", "만족도"], [2024, 80.5], [2025, 81.5]], source="satisfaction_survey")
    assert "blank_department" not in codes(whole)
