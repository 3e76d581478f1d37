"""Totals are left out and listed; labels given once are filled down, never over a total, a block or a bare number row."""

import pytest

from tests.loaders.loading import book, codes, finding, layout_of, load, loaded, sheet, sums

HEAD = ["연도", "부서", "문항", "응답수", "평균", "표준편차"]


def test_several_keys_are_filled_down_at_once():
    rows = [
        HEAD,
        [2024, "민원과", "친절성", 10, 80, 5],
        ["", "", "신속성", 10, 81, 5],
        ["", "세무과", "친절성", 12, 82, 5],
    ]
    batch = loaded([*rows, ["", "", "신속성", 12, 83, 5]])
    assert sums(batch, "score", "department", "item", columns=["wx"])[("세무과", "신속성")] == (12 * 83,)
    assert {one.column: one.count for one in batch.findings if one.code == "filled_down"} == {"연도": 3, "부서": 2}


def test_a_closing_total_is_no_label_for_what_follows():
    rows = [HEAD, [2024, "민원과", "친절성", 10, 80, 5], ["소계", "", "", 10, 80, 5], ["", "", "신속성", 7, 70, 5]]
    layout = layout_of(rows)
    assert layout.table["부서"].tolist() == ["민원과", ""]
    assert finding(load(rows), "blank_period").rows == (4,)


def test_a_total_that_has_rows_of_its_own_takes_them_with_it():
    rows = [
        HEAD,
        [2024, "소계", "친절성", 22, 80, 5],
        ["", "", "신속성", 22, 81, 5],
        ["", "민원과", "친절성", 10, 80, 5],
    ]
    batch = loaded([*rows, ["", "", "신속성", 10, 82, 5]])
    assert finding(batch, "total_rows").rows == (2, 3)
    assert set(batch.cells["department"]) == {"민원과"}


def test_a_row_of_numbers_only_is_not_added_to_the_department_above():
    rows = [
        ["연도", "부서", "응답수", "종합만족도"],
        [2024, "민원과", 10, 80],
        [2024, "세무과", 20, 70],
        ["", "", 30, 75],
    ]
    batch = loaded(rows)
    assert sums(batch, "overall", "department", columns=["n"]) == {"민원과": (10,), "세무과": (20,)}
    assert finding(batch, "blank_period").rows == (4,)


@pytest.mark.parametrize("year", [2024, ""])
def test_a_blank_that_makes_two_rows_of_one_department_is_asked_for(year):
    rows = [
        ["연도", "부서", "응답수", "종합만족도"],
        [2024, "민원과", 10, 80],
        [year, "", 20, 70],
        [2025, "민원과", 9, 81],
    ]
    rows[2][2:2] = []
    error = finding(load([[*row, "조사"] for row in rows[:1]] + [[*row, "가"] for row in rows[1:]]), "filled_twice")
    assert (error.severity, error.cell, error.rows) == ("error", "B3", (3,))
    assert "2행" in error.say("ko")


def test_the_innermost_blank_is_to_blame_and_merged_cells_are_not():
    rows = [HEAD, [2024, "민원과", "친절성", 10, 80, 5], ["", "", "친절성", 11, 70, 5], ["", "", "신속성", 10, 81, 5]]
    batch = load(rows)
    assert [(one.column, one.cell) for one in batch.errors] == [("부서", "B3")]
    merged = load(book(sheet(rows, merged=[(2, 0, 4, 0), (2, 1, 4, 1)])))
    assert codes(merged, "error") == ["ask_repeats"]


def test_a_blank_among_labels_that_are_written_out_is_a_warning():
    rows = [HEAD, *([2024, "민원과", item, 10, 80, 5] for item in ("친절성", "신속성", "편리성"))]
    rows += [[2024, "", "정확성", 10, 80, 5]]
    assert finding(loaded(rows), "filled_down").severity == "warning"
    assert "4" not in finding(loaded([rows[0], rows[1], rows[4]]), "filled_down").say("ko")


def test_a_first_row_of_sums_without_a_department_is_no_sum_of_the_city():
    rows = [["연도", "부서", "응답수", "종합만족도"], [2024, "", 30, 75], [2024, "민원과", 10, 80]]
    assert (finding(load(rows), "blank_department").severity, finding(load(rows), "blank_department").cell) == (
        "error",
        "B2",
    )


def test_labels_are_not_filled_into_the_next_block():
    head = ["연도", "부서", "문항", "응답수", "평균"]
    rows = [["1분기"], head, [2024, "민원과", "친절성", 10, 80], [], ["2분기"], head, ["", "", "친절성", 11, 81]]
    assert layout_of(rows).table["부서"].tolist() == ["민원과", ""]


def test_merged_cells_speak_for_all_their_rows_also_in_a_register():
    rows = [
        ["평가연도", "평가자", "평가자 소속", "구분", "피평가부서", "평가항목", "점수"],
        ["2025", "A", "세무과", "직원", "민원과", "협업 노력", "5"],
        ["", "", "", "", "건축과", "협업 노력", "4"],
    ]
    merged = [(2, place, 3, place) for place in range(4)]
    batch = loaded(book(sheet(rows, merged=merged)))
    assert sums(batch, "rating", "department") == {"건축과": (1, 75), "민원과": (1, 100)}
    asked = load(rows, year=2025)
    assert [(one.code, one.column) for one in asked.errors] == [("ask_blanks", label) for label in rows[0][1:4]]
    assert "blank_rater" in codes(loaded(rows, year=2025, leave_blank=tuple(rows[0][1:4])))
    filled = loaded(rows, year=2025, fill_down=tuple(rows[0][1:4]))
    assert sums(filled, "rating", "department") == sums(batch, "rating", "department")


@pytest.mark.parametrize("name", ["합계", "소 계", "총계", "[계]", "평균", "민원과 소계", "전체 합계", "민원과 계"])
@pytest.mark.parametrize("place", [1, 2, 3])
def test_totals_first_in_the_middle_or_last_are_left_out(name, place):
    rows = [[2024, "민원과", 10, 80], [2024, "세무과", 20, 70]]
    rows.insert(place - 1, [2024, name, 30, 75])
    batch = loaded([["연도", "부서", "응답수", "종합만족도"], *rows])
    assert set(batch.cells["department"]) == {"민원과", "세무과"}
    assert finding(batch, "total_rows").rows == (place + 1,)


@pytest.mark.parametrize("name", ["회계과", "통계팀", "합계관리과", "설계", "평균대로"])
def test_names_that_only_look_like_totals_are_names(name):
    batch = loaded([["연도", "부서", "응답수", "종합만족도"], [2024, name, 10, 80], [2024, "세무과", 20, 70]])
    assert name in set(batch.cells["department"])
    assert "total_rows" not in codes(batch)


def test_the_overall_item_of_a_survey_is_no_total():
    batch = loaded([HEAD, [2024, "민원과", "친절성", 10, 80, 5], [2024, "민원과", "전체", 10, 82, 5]])
    assert sums(batch, "overall")["wx"] == 820


def test_remarks_pages_and_signatures_are_left_out_and_counted():
    last = [["※ 자체 조사"], ["출처: 자체"], ["- 3 -"], ["작성자: 가나다"], ["확인자 라마바 (인)"], ["끝."]]
    batch = loaded([["연도", "부서", "응답수", "종합만족도"], [2024, "민원과", 10, 80], [], *last, ["", "", "", ""]])
    assert finding(batch, "footers").rows == (4, 5, 6, 7, 8)
    assert finding(batch, "footers").count == 6


def test_headings_inside_a_table_stop_it_instead_of_becoming_tasks():
    rows = [["업무", "건수", "처리시간"], ["민원과"], ["여권", 10, "5분"], ["세무과"], ["여권", 10, "6분"]]
    error = finding(load(rows, year=2024), "section_rows")
    assert (error.severity, error.rows, error.cell) == ("error", (2, 4), "A2")
    blank = [["부서", "연도", "종합만족도", "응답수"], ["민원과"], ["세무과", 2024, 80, 10]]
    assert "section_rows" not in codes(load(blank))
