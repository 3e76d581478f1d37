"""Labels given once for several rows of single cases, without merged cells: asked about, filled or left as answered."""

from __future__ import annotations

import pytest

from tests.loaders.loading import book, codes, finding, load, loaded, sheet, sums
from tests.loaders.parts import in_parts

ANSWERS = [
    ["연도", "부서", "친절성", "종합만족도"],
    ["2025", "민원과", "4", "5"],
    ["", "", "3", "4"],
    ["", "", "5", "5"],
    ["", "세무과", "2", "3"],
    ["", "", "4", "4"],
]
CASES = [
    ["접수번호", "담당부서", "민원명", "접수일시", "완료일시"],
    ["1", "민원과", "여권", "2025-03-04", "2025-03-05"],
    ["2", "", "", "2025-03-04", "2025-03-06"],
    ["3", "", "인감", "2025-03-05", "2025-03-06"],
    ["4", "세무과", "납세", "2025-03-05", "2025-03-07"],
    ["5", "", "", "2025-03-06", ""],
]
AWARDS = [
    ["연도", "구분", "제목", "부서", "점수"],
    ["2024", "수상", "가", "민원과", "2"],
    ["", "", "나", "세무과", "3"],
    ["2025", "수상", "다", "민원과", "5"],
    ["", "", "라", "", "1"],
]


def asked(rows, **choice):
    return {one.column: (one.count, one.choices) for one in load(rows, **choice).errors if one.code == "ask_blanks"}


def test_blank_labels_of_answers_are_asked_about_and_filled_as_answered():
    both = ("fill_down", "leave_blank")
    assert asked(ANSWERS, scale=(1, 5)) == {"연도": (4, both), "부서": (3, both)}
    batch = loaded(ANSWERS, scale=(1, 5), fill_down=("연도", "부서"))
    assert sums(batch, "overall", "department", columns=["n"]) == {"민원과": (3,), "세무과": (2,)}
    assert batch.mapping["fill_down"] == ["연도", "부서"]
    assert {one.column: one.count for one in batch.findings if one.code == "filled_down"} == {"연도": 4, "부서": 3}


def test_the_question_names_the_cells_the_value_above_and_the_options():
    said = next(one for one in load(ANSWERS, scale=(1, 5)).errors if one.column == "부서")
    assert (said.cell, said.rows) == ("B3", (3, 4, 6))
    assert all(word in said.say("ko") for word in ("'민원과'", "--fill-down '부서'", "--leave-blank '부서'"))


def test_departments_and_tasks_of_petitions_are_filled_each_by_its_own_answer():
    assert asked(CASES).keys() == {"담당부서", "민원명"}
    batch = loaded(CASES, fill_down=("담당부서",), leave_blank=("민원명",))
    assert sums(batch, "received", "department", columns=["n"]) == {"민원과": (3,), "세무과": (2,)}
    assert sums(batch, "received", "task", columns=["n"])[""] == (2,)
    whole = loaded(CASES, fill_down=("담당부서", "민원명"))
    assert sums(whole, "received", "task", columns=["n"]) == {"여권": (2,), "인감": (1,), "납세": (2,)}


def test_a_year_in_the_first_row_of_a_block_of_awards_loses_no_row():
    assert asked(AWARDS).keys() == {"연도", "구분", "부서"}
    batch = loaded(AWARDS, fill_down=("연도", "구분"), leave_blank=("부서",))
    whole = batch.cells[batch.cells["department"].eq("")]
    assert dict(zip(whole["period_start"].dt.year, whole["n"], strict=False)) == {2024: 2, 2025: 2}
    assert finding(batch, "no_department").count == 1


def test_a_completion_that_is_blank_is_an_open_case_and_no_question():
    rows = [CASES[0], *([number, "민원과", "여권", "2025-03-04", ""] for number in "123")]
    rows[1][-1] = "2025-03-05"
    assert asked(rows) == {}


def test_a_column_that_writes_equal_values_out_has_forgotten_cells():
    rows = [ANSWERS[0], *(["2025", "민원과", "4", "5"] for _ in range(6)), ["2025", "", "4", "4"]]
    assert "blank_department" in codes(loaded(rows, scale=(1, 5)), "warning")


def test_merged_cells_and_a_year_given_for_all_ask_nothing():
    merged = [(2, 1, 4, 1), (5, 1, 6, 1)]
    batch = loaded(book(sheet(ANSWERS, merged=merged)), scale=(1, 5), year=2025)
    assert sums(batch, "overall", "department", columns=["n"]) == {"민원과": (3,), "세무과": (2,)}


@pytest.mark.parametrize("total", ["소계", "[합 계]"])
def test_nothing_is_filled_past_a_total(total):
    rows = [*ANSWERS[:3], ["2025", total, "4", "4"], ["2025", "", "5", "5"]]
    batch = loaded(rows, scale=(1, 5), fill_down=("부서", "연도"))
    assert sums(batch, "overall", "department", columns=["n"]) == {"민원과": (2,), "": (1,)}


def test_a_total_row_without_a_department_is_no_question():
    rows = [AWARDS[0], *([year, "수상", year, "민원과", "2"] for year in ("2023", "2024")), ["합계", "", "", "", "4"]]
    assert finding(loaded(rows), "total_rows").rows == (4,)


@pytest.mark.parametrize("same", ["", "〃"])
@pytest.mark.parametrize("rows", [2, 3])
def test_a_part_of_a_large_file_goes_on_where_the_one_before_ended(same, rows):
    whole = book(sheet([CASES[0], *([*row[:1], *(one or same for one in row[1:3]), *row[3:]] for row in CASES[1:])]))
    answers = {} if same else {"fill_down": ("담당부서", "민원명")}
    batch = in_parts(whole, rows, **answers)
    assert sums(batch, "received", "department", "task", columns=["n"]) == {
        ("민원과", "여권"): (2,),
        ("민원과", "인감"): (1,),
        ("세무과", "납세"): (2,),
    }
    if not same:
        asked = [one for one in in_parts(whole, rows).errors if one.code == "ask_blanks"]
        assert [(one.column, one.count, one.rows) for one in asked] == [
            ("담당부서", 3, (3, 4, 6)),
            ("민원명", 2, (3, 6)),
        ]
        assert [one.line("ko") for one in asked] == [one.line("ko") for one in load(whole).errors]


def test_ditto_marks_between_answers_that_are_the_same_are_no_repetition():
    rows = [ANSWERS[0], ["2025", "민원과", "4", "5"], ["〃", "〃", "4", "5"], ["〃", "〃", "4", "5"]]
    assert sums(loaded(rows, scale=(1, 5)), "overall", columns=["n"])["n"] == 3
