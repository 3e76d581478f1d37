"""What offices write instead of a value: ditto marks, "nothing below", percentages for means, scales turned round."""

from __future__ import annotations

import pytest

from tests.loaders.loading import codes, finding, load, loaded, sums

HEADER = ["접수번호", "민원명", "담당부서", "접수일시", "완료일시"]
ROWS = [[str(at), "여권", "민원과", f"2025-03-0{at} 09:00", f"2025-03-0{at} 11:00"] for at in range(3, 7)]
SURVEY = ["연도", "부서", "친절성", "종합만족도"]


@pytest.mark.parametrize("same", ["〃", '"', "상동", "위와 같음"])
def test_a_ditto_mark_is_the_value_above_and_said(same):
    rows = [ROWS[0], *([row[0], same, same, *row[3:]] for row in ROWS[1:])]
    batch = loaded([HEADER, *rows])
    assert sums(batch, "processing_hours", "task", "department") == {("여권", "민원과"): (4, 6)}  # 3 March is a day off
    said = [one for one in batch.findings if one.code == "filled_down"]
    assert [(one.column, one.count) for one in said] == [("민원명", 3), ("담당부서", 3)]


def test_a_ditto_mark_with_nothing_above_it_stops_the_file():
    batch = load([HEADER, [ROWS[0][0], "〃", *ROWS[0][2:]], *ROWS[1:]])
    assert [(one.code, one.column, one.cell) for one in batch.errors] == [("nothing_above", "민원명", "B2")]


@pytest.mark.parametrize("below", ["- 이하 여백 -", "이하여백", "(이하 빈칸)"])
def test_nothing_below_is_no_row(below):
    batch = loaded([HEADER, *ROWS, [below, "", "", "", ""]])
    assert (batch.counts["rows"], finding(batch, "footers").count) == (4, 1)


def test_percentages_a_row_for_each_department_are_means_and_no_answers():
    batch = loaded([["연도", "부서", "고객만족도"], ["2025", "민원과", "95%"], ["2025", "세무과", "93％"]])
    assert "read_as_means" in codes(batch, "warning")
    assert sums(batch, "overall", "department") == {"민원과": (0, 95), "세무과": (0, 93)}


@pytest.mark.parametrize("note", ["※ 1=매우만족 5=매우불만족", "1점: 매우 그렇다", "1) 매우 우수 ~ 5) 매우 미흡"])
def test_a_scale_that_is_said_to_begin_with_the_best_answer_is_warned_about(note):
    answers = [["2025", name, "4", "5"] for name in ("민원과", "세무과") for _ in range(3)]
    assert finding(loaded([[note], SURVEY, *answers], scale=(1, 5)), "best_is_one").severity == "warning"
    other = "5=매우만족 1=매우불만족"
    assert "best_is_one" not in codes(loaded([[other], SURVEY, *answers], scale=(1, 5)))
