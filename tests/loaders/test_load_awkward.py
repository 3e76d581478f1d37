"""Tables of real offices that were once read wrongly: each with what it must say or give."""

from __future__ import annotations

import pytest

from tests.loaders.loading import codes, layout_of, load, loaded

OFFICES = ("민원봉사과", "세무과")


def test_subtotals_of_a_column_that_nothing_is_read_from_are_totals():
    rows = [["연도", "부서", "성별", "만족도", "응답자수"]]
    for office in OFFICES:
        rows += [
            ["2024", office, "남", "80", "10"],
            ["2024", office, "여", "82", "30"],
            ["2024", office, "소계", "81.5", "40"],
        ]
    batch = loaded(rows, repeats="pool")
    left = [one for one in batch.findings if one.code == "total_rows"]
    assert [one.rows for one in left] == [(4, 7)]
    assert batch.cells.loc[batch.cells["measure"].eq("overall"), "n"].sum() == 80


def test_a_remark_that_says_mean_and_a_column_of_one_word_are_no_totals():
    rows = [["연도", "부서", "구분", "만족도", "응답자수", "비고"], ["2024", OFFICES[0], "전체", "80", "10", "평균"]]
    assert "total_rows" not in codes(loaded([*rows, ["2024", OFFICES[1], "전체", "81", "10", ""]]))


def test_quarters_of_a_survey_are_its_periods():
    rows = [
        ["부서", "분기", "만족도(점)", "응답자(명)"],
        [OFFICES[0], "1/4", "80", "30"],
        ["", "2/4", "81", "30"],
        ["", "소계", "80.5", "60"],
    ]
    batch = load(rows)
    assert batch.mapping["columns"]["year"] == "분기"
    assert "no_year" in codes(batch, "error")
    assert "total_rows" in codes(batch, "note")


def rated(*heads: str):
    rows = [["연번", "평가자 구분", "평가부서", "평가대상부서", *heads]]
    for number in range(10):
        figures = [15 + number % 5, 16, 18 - number % 3]
        rows.append(
            [
                number + 1,
                ("부서장", "직원")[number % 2],
                OFFICES[number % 2],
                OFFICES[1 - number % 2],
                *figures,
                sum(figures),
            ]
        )
    return rows


def test_a_table_of_who_rates_whom_is_an_evaluation_and_its_sum_no_item():
    layout = layout_of(rated("소통(20)", "협조(20)", "신속(20)", "종합점수(60)"))
    assert layout.source.id == "collaboration_evaluation"
    assert set(layout.table["[항목]"]) == {"소통(20)", "협조(20)", "신속(20)"}


@pytest.mark.parametrize(
    ("label", "error"), [("만족도(60)", True), ("만족도(100점 만점)", False), ("만족도(점)", False)]
)
def test_a_header_that_names_another_highest_score_stops_an_inferred_scale(label, error):
    rows = [["연도", "부서", label, "응답자수"], ["2024", OFFICES[0], "53", "30"], ["2024", OFFICES[1], "51.5", "30"]]
    assert ("unknown_scale" in codes(load(rows), "error")) == error
    assert not codes(load(rows, scale=(0.0, 60.0)), "error")


def test_the_question_about_everything_is_the_overall_one():
    rows = [["응답일시", "부서", "1. 직원의 친절성에 만족하십니까?", "2. 전반적으로 만족하십니까?"]]
    rows += [["2024-05-01 10:00", OFFICES[0], str(1 + n % 5), str(5 - n % 5)] for n in range(10)]
    assert loaded(rows).mapping["columns"]["overall"] == "2. 전반적으로 만족하십니까?"


def register_without_years(*dates: str):
    rows = [["2024년 민원처리대장", "", "", "", ""], ["접수번호", "민원명", "담당부서", "접수일시", "완료일시"]]
    return [*rows, *([str(number), "여권", OFFICES[0], one, one] for number, one in enumerate(dates))]


def test_dates_without_a_year_ask_for_it_and_are_read_with_the_answer():
    rows = register_without_years("3.1. 09:00", "3월 4일 14시 20분", "12/31", "3.4.(월) 10:00")
    asked = load(rows)
    assert codes(asked, "error") == ["no_year", "no_year"]
    assert asked.errors[0].choices == ("2024", "2025")
    read = loaded(rows, year=2024).rows["received_at"]
    assert list(read) == ["2024-03-01T09:00:00", "2024-03-04T14:20:00", "2024-12-31", "2024-03-04T10:00:00"]


def test_a_given_year_turns_nothing_else_into_a_date():
    assert "bad_datetime" in codes(
        load(register_without_years("3.1. 09:00", "13.40.", "3.1.24", "접수"), year=2024), "error"
    )
    whole = loaded(register_without_years("2023-03-01 09:00"), year=2024).rows["received_at"]
    assert list(whole) == ["2023-03-01T09:00:00"]


def test_page_numbers_between_the_pages_of_a_table_are_no_titles():
    header = ["민원명", "담당부서", "접수일", "처리일"]
    page = [header, *(["여권", OFFICES[0], f"2024-03-0{day}", f"2024-03-0{day + 1}"] for day in range(1, 5))]
    batch = loaded([["민원처리대장", "", "", ""], *page, ["- 1 -", "", "", ""], *page, ["- 2 -", "", "", ""]])
    assert "blocks_untold" not in codes(batch)
    assert batch.counts["rows"] == 8


def test_a_table_of_who_rates_whom_without_a_column_of_scores_is_asked_about():
    rows = [["평가연도", "평가부서", "평가대상부서", "협업 태도"]]
    rows += [["2025", OFFICES[number % 2], OFFICES[1 - number % 2], str(2 + number % 4)] for number in range(8)]
    assert "who_rates_whom" in codes(load(rows), "error")
    assert load(rows).rows.empty
    assert "who_rates_whom" not in codes(load(rows, source="satisfaction_survey"))
