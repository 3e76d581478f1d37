"""Tables that could be read as something they are not: each is refused, or left out and said."""

from __future__ import annotations

import pytest

from tests.loaders.loading import codes, finding, load, loaded, sums

MEANS = ["연도", "부서", "응답수", "종합만족도", "표준편차"]
RATINGS = ["평가연도", "평가자", "평가자 구분", "피평가부서", "평가항목", "점수"]


@pytest.mark.parametrize(
    "name",
    ["기관평균", "시 평균", "부서별평균", "종합", "∑", "계(평균)", "합계(2개과)", "합 계 (전체)", "누계", "전체(평균)"],
)
def test_no_spelling_of_a_total_becomes_a_department(name: str) -> None:
    rows = [MEANS[:4], ["2024", "민원과", "10", "90"], ["2024", "세무과", "20", "75"], ["2024", name, "30", "80"]]
    batch = loaded(rows, scale=(0.0, 100.0))
    assert batch.new_departments == ("민원과", "세무과")
    assert finding(batch, "total_rows").count == 1


@pytest.mark.parametrize("name", ["통계과", "회계과", "계약과", "평균대과", "종합민원과", "합계과"])
def test_a_department_whose_name_holds_such_a_word_is_none(name: str) -> None:
    rows = [MEANS[:4], ["2024", "민원과", "10", "90"], ["2024", name, "20", "75"]]
    assert loaded(rows, scale=(0.0, 100.0)).new_departments == ("민원과", name)


@pytest.mark.parametrize(("n", "sd", "code"), [("10", "-3", "negative_sd"), ("10", "53.3", "impossible_sd")])
def test_a_standard_deviation_that_cannot_be_is_refused(n: str, sd: str, code: str) -> None:
    batch = load([MEANS, ["2024", "민원과", n, "80", sd]], scale=(0.0, 100.0))
    assert codes(batch, "error") == [code]
    assert finding(batch, code).cell == "E2"


@pytest.mark.parametrize(("n", "sd"), [("10", "52.7"), ("1", "70"), ("-", "0")])
def test_the_widest_standard_deviation_that_can_be_is_read(n: str, sd: str) -> None:
    assert codes(load([MEANS, ["2024", "민원과", n, "80", sd]], scale=(0.0, 100.0)), "error") == []


def test_how_often_each_answer_was_given_is_not_read_as_items() -> None:
    rows = [["연도", "부서", "매우 만족(%)", "만족(%)", "보통(%)"], ["2024", "민원과", "30.5", "40.5", "29"]]
    batch = load(rows, source="satisfaction_survey", scale=(0.0, 100.0))
    assert "'매우 만족(%)', '만족(%)'" in finding(batch, "counts_of_answers").say("ko")


@pytest.mark.parametrize("blank", ["", "-", "해당없음"])
def test_a_rating_without_a_role_is_left_out_as_it_is_said(blank: str) -> None:
    rows = [
        RATINGS,
        ["2025", "E1", "부서장", "민원과", "협업 노력", "5"],
        ["2025", "E2", blank, "민원과", "협업 노력", "1"],
    ]
    batch = loaded(rows, scale=(1.0, 5.0), leave_blank=("평가자 구분",) if blank == "" else ())
    assert finding(batch, "blank_role").count == 1
    assert sums(batch, "rating")["n"] == 1


SIDE_BY_SIDE = [
    ["부서", "2023년 평균", "", "부서", "2024년 평균"],
    ["민원과", "80.5", "", "세무과", "71.5"],
    ["세무과", "70.5", "", "민원과", "81.5"],
]


def test_two_columns_of_departments_that_differ_are_asked_about() -> None:
    batch = load(SIDE_BY_SIDE, source="satisfaction_survey", scale=(0.0, 100.0))
    assert finding(batch, "which_column").severity == "error"
    named = load(SIDE_BY_SIDE, source="satisfaction_survey", scale=(0.0, 100.0), columns={"department": "부서 (2)"})
    assert "which_column" not in codes(named)


def test_two_columns_of_departments_that_agree_are_noted() -> None:
    rows = [["연도", "부서", "부서", "종합만족도"], ["2024", "민원과", "민원과", "4"], ["2024", "", "세무과", "5"]]
    batch = load(rows, scale=(1.0, 5.0))
    assert "which_column" not in codes(batch)
    assert finding(batch, "duplicate_header").severity == "note"
