"""Tables side by side on one sheet: of one form they are one table, of different forms they are never mixed."""

import pytest

from tests.loaders.loading import codes, finding, load, loaded, sums

HEAD = ["부서", "응답수", "종합만족도"]
LEFT = [["민원과", 10, 80], ["세무과", 20, 70]]
RIGHT = [["건축과", 11, 81], ["도로과", 21, 71], ["상하수과", 5, 60]]


def side_by_side(left, right, gap=1):
    wide = max(map(len, left))
    rows = max(len(left), len(right))
    left, right = ([*table, *[[]] * (rows - len(table))] for table in (left, right))
    return [[*one, *[""] * (wide - len(one) + gap), *other] for one, other in zip(left, right, strict=True)]


@pytest.mark.parametrize("gap", [0, 1, 2])
def test_a_list_that_goes_on_beside_itself_is_one_table(gap):
    batch = loaded(side_by_side([HEAD, *LEFT], [HEAD, *RIGHT], gap), year=2024)
    found = sums(batch, "overall", "department")
    assert found["세무과"] == (20, 1400)
    assert found["상하수과"] == (5, 300)
    assert len(found) == 5
    assert f"{'DEF'[gap]}1" in finding(batch, "blocks_joined").say("ko")


def test_titles_above_tables_side_by_side_tell_them_apart():
    tables = [[[title], HEAD, *LEFT] for title in ("2023년 결과", "2024년 결과")]
    batch = loaded(side_by_side(*tables))
    assert sums(batch, "overall", "period_start")
    assert sorted(batch.cells["period_start"].dt.year.unique()) == [2023, 2024]


def test_equal_departments_side_by_side_that_nothing_tells_apart_are_asked_about():
    right = [HEAD, ["민원과", 11, 82], ["세무과", 21, 72]]
    assert "ask_repeats" in codes(load(side_by_side([HEAD, *LEFT], right), year=2024), "error")


def test_findings_of_the_second_table_name_its_own_cells():
    right = [HEAD, ["건축과", "열", 81]]
    assert "F2" in {one.cell for one in load(side_by_side([HEAD, *LEFT], right), year=2024).errors}


def test_tables_of_two_forms_are_not_mixed():
    left = [["업무", "연도", "건수", "평균처리시간(분)"], ["여권", 2024, 10, 5], ["등록", 2024, 12, 6]]
    rows = side_by_side(left, [HEAD, *LEFT])
    error = finding(load(rows), "side_by_side")
    assert (error.severity, error.cell) == ("error", "F1")
    batch = loaded(rows, drop=tuple(HEAD))
    assert set(batch.cells["department"]) == {""}


def test_a_blank_column_inside_one_table_is_nothing():
    rows = [["연도", "부서", "응답수", "", "종합만족도", "표준편차"], [2024, "민원과", 10, "", 80, 5]]
    assert sums(loaded(rows), "overall") == {"n": 10, "wx": 800}


def test_columns_of_figures_with_equal_names_are_no_tables():
    rows = [["점수", "부서", "점수", "부서"], [80, "민원과", 70, "세무과"]]
    assert "blocks_joined" not in codes(
        load(rows, source="satisfaction_survey", year=2024, columns={"overall": "점수"})
    )
