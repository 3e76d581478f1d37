"""Cases and the departments that took them over. Hand-worked."""

import pandas as pd
import pytest

from tests.loaders.loading import context, finding, load

HEADER = ["연도", "사례명", "발굴부서", "사례구분", "전파부서"]
KNOWN = ["민원과", "세무과", "건축과", "보건소"]


def cells(batch, measure="case_adopted"):
    found = batch.cells[batch.cells["measure"] == measure]
    return {(row.department, row.period_start.year): (row.n, row.wx, row.wxx) for row in found.itertuples()}


def test_adopting_departments_are_counted_for_the_whole_and_for_each_maker():
    batch = load(
        [
            HEADER,
            ["2024", "문자 안내", "민원과", "우수사례", "세무과, 건축과"],
            ["2024", "빈집 공유", "건축과, 세무과", "선제행정", "보건소"],
            ["2025", "야간 창구", "민원과", "우수사례", ""],
        ],
        context(KNOWN),
    )
    assert cells(batch) == {
        ("", 2024): (2, 3, 5),
        ("민원과", 2024): (1, 2, 4),
        ("건축과", 2024): (1, 1, 1),
        ("세무과", 2024): (1, 1, 1),
        ("", 2025): (1, 0, 0),
        ("민원과", 2025): (1, 0, 0),
    }
    assert finding(batch, "no_adopters").rows == (4,)


def test_the_same_case_twice_is_said_however_its_title_is_written():
    rows = [
        ["2024", title, "민원과", "우수사례", to] for title, to in (("문자 안내", "세무과"), ("문자안내 ", "건축과"))
    ]
    said = finding(load([HEADER, *rows, ["2025", *rows[0][1:]]], context(KNOWN)), "case_twice")
    assert (said.severity, said.rows) == ("warning", (3,))


def test_failures_are_kept_apart_with_what_stood_in_the_way():
    batch = load(
        [[*HEADER, "장애요인"], ["2024", "챗봇", "민원과", "실패사례", "", "질문이 정비되지 않음"], ["2024", "문자", "민원과", "우수사례", "세무과", ""]],
        context(KNOWN),
    )  # fmt: skip
    assert cells(batch)["", 2024] == (1, 1, 1)
    assert cells(batch, "failed_case") == {("", 2024): (1, 1, 1), ("민원과", 2024): (1, 1, 1)}
    assert "질문이 정비되지 않음" in set(batch.rows["obstacles"])


def test_the_maker_itself_and_one_named_twice_are_not_counted():
    row = ["2024", "문자", "민원과", "우수사례", "민원과, 세무과, 세무과"]
    batch = load([HEADER, row], context(KNOWN))
    assert cells(batch)["", 2024] == (1, 1, 1)
    assert finding(batch, "own_case").severity == "note"


def test_numbers_stand_in_for_names():
    header = ["연도", "사례명", "발굴부서", "전파부서수"]
    batch = load([header, ["2024", "문자", "민원과", 3], ["2024", "창구", "세무과", 0]], context(KNOWN))
    assert cells(batch)["", 2024] == (2, 3, 9)
    assert "case_adopted" in set(batch.cells["measure"])


@pytest.mark.parametrize("number", [-1, 1.5])
def test_a_number_that_counts_no_departments_is_refused(number):
    batch = load([["연도", "사례명", "발굴부서", "전파부서수"], ["2024", "문자", "민원과", number]], context(KNOWN))
    assert finding(batch, "bad_count").severity == "error"


def test_a_word_that_is_no_kind_of_case_is_refused():
    batch = load([HEADER, ["2024", "가", "민원과", "기타", ""]], context(KNOWN))
    assert "'기타'" in finding(batch, "unknown_kind").say("ko")


def test_a_case_without_a_kind_is_left_out_and_said():
    rows = [["2024", "나", "민원과", "", "건축과"], ["2024", "다", "민원과", "우수", "세무과"]]
    batch = load([HEADER, *rows], context(KNOWN))
    assert finding(batch, "blank_kind").rows == (2,)
    assert cells(batch)["", 2024] == (1, 1, 1)


def test_an_adopting_department_that_nobody_knows_is_asked_about():
    batch = load([HEADER, ["2024", "문자", "민원과", "우수사례", "세무가"]], context(KNOWN))
    assert "'세무과'" in finding(batch, "unknown_department").say("ko")


def test_the_order_of_the_rows_does_not_matter():
    rows = [[str(2020 + i % 3), f"사례 {i}", KNOWN[i % 4], "우수사례", KNOWN[(i + 1) % 4]] for i in range(9)]
    there, back = (load([HEADER, *some], context(KNOWN)) for some in (rows, rows[::-1]))
    keys = ["measure", "department", "period_start"]
    one, two = (batch.cells.sort_values(keys).reset_index(drop=True) for batch in (there, back))
    pd.testing.assert_frame_equal(one, two)
