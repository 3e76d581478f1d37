"""A table without a header is said to have none, instead of its first row being taken for labels."""

import pytest

from kpi.core.errors import UserError
from tests.loaders.loading import codes, finding, layout_of, load

ANSWERS = [["2023", "민원과", 4, 5, 3], ["2024", "세무과", 3, 2, 3], ["2024", "세무과", 3, 2, 5]]
CASES = [
    ["제0001호", "여권 발급", "민원과", "2024-01-03", "2024-01-05"],
    ["제0002호", "건축신고", "세무과", "2024-02-03", "2024-02-05"],
]
OTHER = [["상호", "액수", "2023", "2024"], ["가", 100, 7.5, 8.5], ["나", 200, 9.5, 6.5]]


@pytest.mark.parametrize(("rows", "row"), [(ANSWERS, 1), (CASES, 1), ([["2024년 현황"], *ANSWERS], 2)])
def test_a_table_without_a_header_says_so_and_what_to_do(rows, row):
    with pytest.raises(UserError) as refused:
        layout_of(rows)
    (error,) = refused.value.findings
    assert (error.code, error.severity, error.row) == ("no_header", "error", row)
    assert "맨 위에 열 이름을 적은 행" in error.say("ko")


def test_also_where_the_kind_of_file_was_named():
    error = finding(load(CASES, source="processing_records"), "no_header")
    assert (error.row, error.values["example"]) == (1, "2024-01-03")


def test_a_table_of_another_kind_is_not_said_to_have_no_header():
    with pytest.raises(UserError) as refused:
        layout_of(OTHER)
    assert [one.code for one in refused.value.findings] == ["not_recognised"]


def test_a_header_row_that_was_named_is_not_questioned():
    assert "no_header" not in codes(load(CASES, source="processing_records", header_row=1))
    labels = ["언제", "어디", "1", "2"]
    rows = [labels, *(row[:4] for row in ANSWERS)]
    assert "no_header" in codes(load(rows, source="satisfaction_survey"))
    assert "no_header" not in codes(load(rows, source="satisfaction_survey", columns={"overall": "1"}))


def test_a_header_of_unknown_words_is_preferred_to_a_row_of_data_below_it():
    rows = [
        ["번호", "맡은 곳", "내용", "온 날", "끝난 날"],
        *([case[0], case[2], case[1], *case[3:]] for case in CASES * 3),
    ]
    batch = load(rows, source="processing_records")
    assert (batch.header_row, "no_header" in codes(batch)) == (1, False)
