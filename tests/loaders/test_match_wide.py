"""Wide tables: periods, departments and items in the header become rows, each with the cell it stands in."""

import pytest

from tests.loaders.loading import book, codes, finding, layout_of, load, loaded, sheet, sums


def cells(batch, measure, *keys):
    found = sums(batch, measure, *keys, "period_start")
    return {(*key[:-1], key[-1].year): value for key, value in found.items()}


def test_years_as_columns_are_means_and_not_answers_of_respondents():
    rows = [
        ["부서별 종합만족도"],
        ["", "", "", "(단위: 점)"],
        ["부서", "2022년", "2023년", "2024년"],
        ["민원과", 81, 82, 83],
        ["세무과", 71, 72, 73],
        ["평균", 76, 77, 78],
        ["출처: 자체조사"],
    ]
    batch = loaded(rows)
    assert cells(batch, "overall", "department")[("세무과", 2024)] == (0, 73)
    assert (finding(batch, "total_rows").rows, finding(batch, "footers").rows) == ((6,), (7,))
    assert "점" in finding(batch, "unit_row").say("ko")


@pytest.mark.parametrize(
    "rows",
    [
        [["부서", "2023", "", "2024", ""], ["", "응답수", "평균", "응답수", "평균"]],
        [["부서", "2023", "2023", "2024", "2024"], ["부서", "응답수", "평균", "응답수", "평균"]],
        [["부서", "2023년 응답수", "2023년 평균", "2024년 응답수", "2024년 평균"]],
        [["부서", "응답수(2023)", "평균(2023)", "응답수(2024)", "평균(2024)"]],
        [["부서", "응답수", "평균", "응답수", "평균"], ["", "2023", "2023", "2024", "2024"]],
    ],
)
def test_years_over_n_and_mean_in_every_spelling_give_the_same(rows):
    batch = loaded([*rows, ["민원과", 10, 80, 12, 81], ["세무과", 20, 70, 22, 71]])
    assert cells(batch, "overall", "department") == {
        ("민원과", 2023): (10, 800),
        ("민원과", 2024): (12, 972),
        ("세무과", 2023): (20, 1400),
        ("세무과", 2024): (22, 1562),
    }


def test_items_over_n_mean_and_sd():
    head = [["연도", "부서", "친절성", "", "", "신속성", "", ""], ["", "", *["응답수", "평균", "표준편차"] * 2]]
    batch = loaded([*head, [2024, "민원과", 10, 80, 5, 11, 70, 6]])
    assert sums(batch, "score", "item") == {"친절성": (10, 800), "신속성": (11, 770)}
    assert batch.cells["wxx"].notna().all()


def test_an_item_beside_its_standard_deviation():
    head = ["연도", "부서", "응답수", "친절성", "친절성 표준편차", "종합만족도", "종합만족도 표준편차"]
    batch = loaded([head, [2024, "민원과", 10, 80, 5, 71, 6]])
    assert (sums(batch, "score", "item"), sums(batch, "overall")) == ({"친절성": (10, 800)}, {"n": 10, "wx": 710})
    assert "no_sd" not in codes(batch)


def test_three_rows_of_header_year_item_and_figure():
    head = [
        ["부서", "2023", "", "", "", "2024", "", "", ""],
        ["", "친절성", "", "신속성", "", "친절성", "", "신속성", ""],
        ["", *["응답수", "평균"] * 4],
    ]
    batch = loaded([*head, ["민원과", 1, 81, 2, 82, 3, 83, 4, 84]])
    assert cells(batch, "score", "item") == {
        ("친절성", 2023): (1, 81),
        ("신속성", 2023): (2, 164),
        ("친절성", 2024): (3, 249),
        ("신속성", 2024): (4, 336),
    }


def test_departments_as_columns_and_their_sum_left_out():
    rows = [["연도", "문항", "민원과", "세무과", "합계"], [2024, "친절성", 80, 70, 75], [2024, "신속성", 81, 71, 76]]
    batch = loaded(rows)
    assert sums(batch, "score", "department", "item")[("세무과", "신속성")] == (0, 71)
    assert finding(batch, "total_columns").column == "합계"


def test_items_and_departments_as_columns_of_an_evaluation():
    items = [
        ["평가연도", "평가자", "평가자 소속", "구분", "피평가부서", "협업 노력", "정보 공유", "합계"],
        ["2025", "A", "세무과", "직원", "민원과", "5", "4", "9"],
        ["2025", "B", "세무과", "부서장", "건축과", "3", "1", "4"],
    ]
    found = sums(loaded(items), "rating", "department", "item")
    assert found[("민원과", "정보 공유")] == (1, 75)
    assert len(found) == 4
    offices = [
        ["평가연도", "평가자", "평가자 소속", "구분", "평가항목", "민원과", "건축과"],
        ["2025", "A", "세무과", "직원", "협업 노력", "5", "4"],
        ["2025", "A", "세무과", "직원", "정보 공유", "3", "1"],
    ]
    assert sums(loaded(offices), "rating", "department", "item")[("건축과", "정보 공유")] == (1, 0)


def test_quarters_as_columns_with_times_of_tasks():
    rows = [["민원명", "담당부서", "1분기 건수", "1분기 처리시간", "2분기 건수", "2분기 처리시간"]]
    rows.append(["여권", "민원과", 10, "5분", 20, "6분"])
    assert finding(load([["2024년 민원"], *rows]), "no_year").choices[0] == "2024"
    found = sums(loaded(rows, year=2024), "handling_minutes", "period_start")
    assert {start.month: value for start, value in found.items()} == {1: (10, 50), 4: (20, 120)}


def test_an_open_stretch_of_years_is_left_out_with_a_warning():
    rows = [["민원명", "담당부서", "2013년도 이전", "2014년", "2015년", "소계"], ["여권", "민원과", 10, 5, 20, 35]]
    batch = loaded(rows, columns={"handling_minutes": "[값]"})
    assert finding(batch, "open_period").severity == "warning"
    assert finding(batch, "open_period").column == "2013년도 이전"
    assert sums(batch, "handling_minutes")["wx"] == 25


def test_the_lost_zero_of_october_is_found_by_its_neighbours():
    head = ["민원명", "담당부서", *(f"2024.{month}" for month in range(1, 10)), "2024.1", "2024.11", "2024.12"]
    batch = loaded(
        [head, ["여권", "민원과", *(f"{at}분" for at in range(1, 13))]], columns={"handling_minutes": "[값]"}
    )
    found = sums(batch, "handling_minutes", "period_start", columns=["wx"])
    assert {start.month: minutes for start, (minutes,) in found.items()} == {at: at for at in range(1, 13)}


def test_a_finding_in_a_wide_table_names_the_cell_of_the_file():
    rows = [["부서", "2023", "", "2024", ""], ["", "응답수", "평균", "응답수", "평균"], ["민원과", 10, 80, 12, "높음"]]
    error = next(one for one in load(rows).errors if one.column == "평균")
    assert (error.row, error.cell, error.marks) == (3, "E3", (("2025", 3, 4),))


def test_wide_sheets_of_several_departments_are_one_long_table():
    sheets = [
        sheet([["문항", "2023", "2024"], ["친절성", 80 + at, 81 + at], ["신속성", 70, 71]], name)
        for at, name in enumerate(("민원과", "세무과"))
    ]
    batch = loaded(book(*sheets))
    assert cells(batch, "score", "department", "item")[("세무과", "친절성", 2024)] == (0, 82)
    layout = layout_of(book(*sheets))
    last = int(layout.table.index[-1])
    assert (layout.origin.place(last).sheet, layout.origin.cell(last, "[값]")) == ("세무과", "C3")


def test_a_register_with_a_year_in_one_header_is_no_wide_table():
    rows = [
        ["접수번호", "민원명", "담당부서", "접수일시", "완료일시", "2024년 비고"],
        ["1", "여권 발급", "민원과", "2025-03-04 10:00", "2025-03-05 10:00", "x"],
    ]
    assert "turned_long" not in codes(loaded(rows))


def test_values_that_nothing_names_are_asked_about():
    rows = [["부서", "2023년", "2024년"], ["민원과", 5, 6], ["세무과", 6, 7]]
    batch = load(rows, source="satisfaction_survey")
    assert "value_of_what" in codes(batch, "error")
    assert "예: '평균'(명령줄: --map mean=[값])" in finding(batch, "value_of_what").say("ko")


def test_months_as_columns_are_completed_by_a_column_of_years_given_once():
    rows = [["연도", "민원명", "담당부서", "1월", "2월"], [2023, "여권", "민원과", "5분", "6분"]]
    rows += [["", "증명", "민원과", "7분", "8분"], [2024, "여권", "민원과", "9분", "10분"]]
    found = sums(loaded(rows, columns={"handling_minutes": "[값]"}), "handling_minutes", "task", "period_start")
    assert {(task, start.year, start.month): value[1] for (task, start), value in found.items()} == {
        ("여권", 2023, 1): 5,
        ("여권", 2023, 2): 6,
        ("증명", 2023, 1): 7,
        ("증명", 2023, 2): 8,
        ("여권", 2024, 1): 9,
        ("여권", 2024, 2): 10,
    }


def test_a_column_of_the_same_name_as_those_of_the_years_is_left_out_and_said():
    rows = [["부서", "평균", "2023 평균", "2024 평균"], ["민원과", 80, 79, 81]]
    batch = loaded(rows)
    assert finding(batch, "total_columns").column == "평균"
    assert cells(batch, "overall", "department") == {("민원과", 2023): (0, 79), ("민원과", 2024): (0, 81)}
