"""Departments that rate departments: a matrix with an empty diagonal, or a list of who gave whom how much."""

import pandas as pd
import pytest

from kpi.core.errors import UserError
from tests.loaders.loading import book, codes, context, finding, layout_of, load, loaded, sheet, sums

NAMES = ["민원과", "세무과", "건축과"]
POINTS = [["민원과", "", 5, 3], ["세무과", 4, "", 2], ["건축과", 1, 3, ""]]
RECEIVED = {"민원과": (2, 75), "세무과": (2, 150), "건축과": (2, 75)}
ON_SCALE = {"year": 2024, "scale": (1, 5)}


@pytest.mark.parametrize("corner", ["보낸 부서", "구분", "부서", "주는부서"])
def test_rows_give_and_columns_receive(corner):
    batch = loaded([["협업포인트 현황"], [corner, *NAMES], *POINTS], **ON_SCALE)
    assert batch.source == "collaboration_evaluation"
    assert sums(batch, "rating", "department") == RECEIVED
    cells = batch.cells.set_index(["rater_department", "department"])["wx"]
    assert cells["민원과", "세무과"] == 100
    assert (cells["건축과", "민원과"], cells["세무과", "건축과"]) == (0, 25)
    assert batch.cells["rater"].nunique() == 3
    assert "blank_score" not in codes(batch)


def test_totals_of_a_matrix_are_left_out():
    rows = [["구분", *NAMES, "합계"], *([*row, 8] for row in POINTS), ["계", 5, 8, 5, 18]]
    batch = loaded(rows, **ON_SCALE)
    assert sums(batch, "rating", "department") == RECEIVED
    assert {"total_rows", "total_columns", "departments_rate", "one_item"} <= set(codes(batch))


def test_a_filled_diagonal_is_left_out_and_other_blanks_are_said():
    rows = [["부서", *NAMES], ["민원과", 5, 5, 3], ["세무과", 4, "", ""], ["건축과", 1, 3, "-"]]
    batch = loaded(rows, **ON_SCALE)
    assert finding(batch, "self_rating").count == 1
    assert (finding(batch, "blank_score").count, finding(batch, "blank_score").cell) == (1, "D3")


def test_the_scale_of_points_is_asked_and_not_guessed():
    asked = finding(load([["구분", *NAMES], *POINTS], year=2024), "unknown_scale")
    assert (asked.severity, "포인트" in asked.say("ko")) == ("error", True)


def test_a_list_of_who_gave_whom_is_the_same():
    pairs = [[2024, row[0], name, cell] for row in POINTS for name, cell in zip(NAMES, row[1:], strict=True) if cell]
    batch = loaded([["연도", "보낸 부서", "받은 부서", "포인트"], *pairs], scale=(1, 5))
    assert sums(batch, "rating", "department") == RECEIVED
    assert batch.cells["period_start"].unique().tolist() == [pd.Timestamp(2024, 1, 1)]
    twice = load([["연도", "보낸 부서", "받은 부서", "포인트"], *pairs, pairs[0]], scale=(1, 5))
    assert finding(twice, "department_twice").rows == (8,)


def test_a_matrix_a_year_on_sheets_of_their_own():
    sheets = (sheet([["보낸 부서", *NAMES], *POINTS], f"{year}년") for year in (2023, 2024))
    assert len(loaded(book(*sheets), scale=(1, 5)).cells) == 12


RATERLESS = [
    ["연도", "피평가부서", "평가항목", "점수"],
    [2024, "민원과", "협업 노력", 4.5],
    [2024, "세무과", "협업 노력", 4.1],
]


def test_an_evaluation_without_raters_is_no_survey_and_says_why_it_is_not_read():
    with pytest.raises(UserError) as refused:
        layout_of(RATERLESS)
    (found,) = refused.value.findings
    assert (found.code, found.choices[0]) == ("not_recognised", "collaboration_evaluation")
    assert "누가 평가했는지" in found.say("ko")
    named = finding(load(RATERLESS, source="collaboration_evaluation"), "missing_column")
    assert "who rated" in named.say("en")


def test_the_analyst_may_still_say_that_it_is_a_survey():
    assert loaded(RATERLESS, source="satisfaction_survey", scale=(1, 5)).source == "satisfaction_survey"


RECEIVES = [[name, *(row[at] for row in POINTS)] for at, name in enumerate(NAMES, start=1)]
"""The same matrix turned round: rows receive and columns give."""


@pytest.mark.parametrize(
    "header",
    [
        [["받은 부서", *NAMES]],
        [["피평가부서", *NAMES]],
        [["피평가부서\\평가부서", *NAMES]],
        [["구분＼평가한 부서", *NAMES]],
        [["", "평가한 부서", "", ""], ["평가받은 부서", *NAMES]],
        [["열: 평가한 부서, 행: 평가받은 부서"], ["구분", *NAMES]],
    ],
)
def test_rows_that_are_rated_are_read_so_where_the_file_says_it(header):
    batch = loaded([*header, *RECEIVES], **ON_SCALE)
    assert sums(batch, "rating", "department") == RECEIVED
    assert not {"rows_rate", "ask_who_rates"} & set(codes(batch))


def test_a_matrix_that_does_not_say_which_side_rates_says_how_it_was_read():
    taken = finding(loaded([["구분", *NAMES], *POINTS], **ON_SCALE), "rows_rate")
    assert (taken.severity, "--map department=구분" in taken.say("en")) == ("warning", True)
    turned = loaded([["구분", *NAMES], *RECEIVES], columns={"department": "구분"}, **ON_SCALE)
    assert sums(turned, "rating", "department") == RECEIVED
    assert "rows_rate" not in codes(turned)


def test_a_corner_that_names_both_sides_is_asked_about():
    both = [["평가부서/피평가부서", *NAMES], *POINTS]
    assert finding(load(both, **ON_SCALE), "ask_who_rates").severity == "error"
    answered = loaded(both, columns={"rater_department": both[0][0]}, **ON_SCALE)
    assert sums(answered, "rating", "department") == RECEIVED


def test_an_unknown_department_of_a_matrix_is_asked_about_and_none_of_its_ratings_lost():
    known = context(NAMES)
    wrong = [["부서", "민원과", "세무가", "건축과"], ["민원과", "", 5, 3], ["세무가", 4, "", 2], POINTS[2]]
    assert {one.value for one in load(wrong, known, **ON_SCALE).errors} == {"세무가"}
    batch = loaded(wrong, known, same_as={("department", "세무가"): "세무과"}, **ON_SCALE)
    assert sums(batch, "rating", "department")["세무가"] == RECEIVED["세무과"]
    left = finding(load([["부서", "민원과", "세무가", "건축과"], *POINTS], known, **ON_SCALE), "matrix_column_left")
    assert (left.severity, left.column) == ("error", "세무가")
