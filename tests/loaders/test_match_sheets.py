"""Several sheets: read as one where their names tell them apart; a question where they do not."""

import pytest

from tests.loaders.loading import book, codes, finding, layout_of, load, loaded, sheet, sums

HEAD = ["부서", "응답수", "종합만족도", "표준편차"]
FIRST = [HEAD, ["민원과", 10, 81.5, 3], ["세무과", 20, 70.5, 4]]
SECOND = [HEAD, ["민원과", 11, 82.5, 3], ["세무과", 21, 71.5, 4]]
OF_YEARS = [["연도", "응답수", "종합만족도", "표준편차"], [2023, 10, 81.5, 3], [2024, 20, 70.5, 4]]
LATER = [["연도", "응답수", "종합만족도", "표준편차"], [2021, 11, 81.5, 3], [2022, 21, 70.5, 4]]


def years(batch):
    return {start.year for start in batch.cells["period_start"]}


@pytest.mark.parametrize("names", [("2023", "2024"), ("2023년 결과", "2024년 결과"), ("'23년", "'24년")])
def test_a_sheet_per_year_is_one_table(names):
    batch = loaded(book(sheet(FIRST, names[0]), sheet(SECOND, names[1])))
    assert years(batch) == {2023, 2024}
    assert sums(batch, "overall", "department") == {"민원과": (21, 815 + 907.5), "세무과": (41, 1410 + 1501.5)}
    assert names[1] in finding(batch, "sheets_joined").say("ko")


def test_a_sheet_per_department_is_one_table_also_with_columns_in_another_order():
    turned = [[row[3], *row[:3]] for row in LATER]
    batch = loaded(book(sheet(OF_YEARS, "민원과"), sheet(turned, "기획예산담당관")))
    assert sums(batch, "overall", "department") == {"민원과": (30, 815 + 1410), "기획예산담당관": (32, 896.5 + 1480.5)}


def test_a_sheet_per_year_and_department_gives_both():
    items = [["문항", "응답수", "평균"], ["친절성", 10, 80]]
    names = ("2023 민원과", "2024 민원과", "2023 세무과", "2024 세무과")
    sheets = [sheet([items[0], ["친절성", 10 + at, 80]], name) for at, name in enumerate(names)]
    found = sums(loaded(book(*sheets)), "score", "period_start", "department", columns=["n"])
    assert {(start.year, department): n for (start, department), (n,) in found.items()} == {
        (2023, "민원과"): 10,
        (2024, "민원과"): 11,
        (2023, "세무과"): 12,
        (2024, "세무과"): 13,
    }


def test_quarters_as_sheets_need_a_year_and_suggest_those_of_the_titles():
    sheets = [sheet([["2024년 조사"], *rows], name) for rows, name in ((FIRST, "1분기"), (SECOND, "2분기"))]
    error = finding(load(book(*sheets)), "no_year")
    assert (error.severity, error.choices[0]) == ("error", "2024")
    batch = loaded(book(*sheets), year=2024)
    assert {start.month for start in batch.cells["period_start"]} == {1, 4}


def test_names_that_do_not_tell_the_sheets_apart_are_asked_about():
    both = book(sheet(OF_YEARS, "원본"), sheet(LATER, "수정본"))
    error = finding(load(both), "ask_sheets")
    assert (error.severity, error.choices) == ("error", ("*", "원본", "수정본"))
    assert years(loaded(both, sheets=("수정본",))) == {2021, 2022}
    assert years(loaded(both, sheets=("원본", "수정본"))) == {2021, 2022, 2023, 2024}
    assert years(loaded(both, sheet="원본")) == {2023, 2024}


def test_what_the_names_stand_for_is_asked_where_only_some_say_it_and_the_answer_counts():
    both = book(sheet(FIRST, "2023"), sheet(SECOND, "수정"))
    error = finding(load(both, sheets=("2023", "수정")), "ask_sheets_mean")
    assert error.choices == ("year", "department", "nothing")
    named = book(sheet(OF_YEARS, "가나"), sheet(OF_YEARS[:2], "다라"))
    batch = loaded(named, sheets=("가나", "다라"), sheets_mean="department")
    assert set(batch.cells["department"]) == {"가나", "다라"}


def test_sheets_named_after_other_years_than_their_cells_are_asked_about():
    rows = [["연도", *HEAD], [2022, *FIRST[1]], [2022, *FIRST[2]]]
    other = [["연도", *HEAD], [2024, *SECOND[1]], [2024, *SECOND[2]]]
    assert "ask_sheets" in codes(load(book(sheet(rows, "2023"), sheet(other, "2024"))), "error")
    agreeing = [[2023, *row[1:]] for row in rows[1:]]
    assert years(loaded(book(sheet([rows[0], *agreeing], "2023"), sheet(other, "2024")))) == {2023, 2024}


def test_sheets_of_another_form_that_were_named_are_refused():
    batch = load(book(sheet(FIRST, "가"), sheet([["상호", "주소"], ["나", "다"]], "나")), sheets=("가", "나"))
    assert "'나'" in finding(batch, "sheets_differ").say("ko")


def test_an_overview_sheet_is_left_out_and_unread_and_hidden_sheets_are_said():
    sheets = [sheet(FIRST, "2023"), sheet(SECOND, "2024"), sheet([HEAD, ["민원과", 21, 82, 3]], "전체")]
    batch = loaded(book(*sheets, sheet(FIRST, "2022", hidden=True), sheet([["메모", "가"]], "메모")))
    assert years(batch) == {2023, 2024}
    said = finding(batch, "sheets_unread").say("ko")
    assert ("'전체'" in said, "'메모'" in said) == (True, True)


def test_rows_keep_the_sheet_and_cell_they_stand_in():
    broken = [HEAD, ["민원과", 11, 82.5, 3], ["세무과", 21, "높음", 4]]
    batch = load(book(sheet(FIRST, "2023"), sheet(broken, "2024")), source="satisfaction_survey")
    error = next(one for one in batch.errors if one.column == "종합만족도")
    assert (error.sheet, error.row, error.cell) == ("2024", 3, "C3")
    assert error.marks == (("2024", 3, 2),)


def test_error_cells_of_every_sheet_are_found():
    faulty = sheet([HEAD, ["민원과", 11, "", 3]], "2024", faults={(2, 2): "#REF!"})
    error = finding(load(book(sheet(FIRST, "2023"), faulty)), "error_cell")
    assert (error.sheet, error.cell) == ("2024", "C2")


def test_a_plain_table_keeps_its_row_numbers_as_ids():
    layout = layout_of([["2024년"], *FIRST])
    assert (list(layout.table.index), dict(layout.origin.places)) == ([3, 4], {})


@pytest.mark.parametrize("names", [("민원과", "세무과"), ("2023년", "2024년")])
def test_equal_rows_under_names_of_different_departments_or_years_are_all_read_with_a_warning(names):
    rows = OF_YEARS if "과" in names[0] else FIRST
    batch = loaded(book(sheet(rows, names[0]), sheet(rows, names[1])))
    assert (batch.counts["rows"], "sheet_copies" in codes(batch)) == (4, False)
    warning = finding(batch, "equal_sheets")
    assert (warning.severity, warning.sheet) == ("warning", names[1])


def test_a_copy_with_a_counter_is_left_out_and_named_also_beside_other_sheets():
    sheets = [sheet(FIRST, "2023"), sheet(FIRST, "2023 (2)"), sheet(SECOND, "2024")]
    batch = loaded(book(*sheets))
    assert (batch.counts["rows"], "equal_sheets" in codes(batch)) == (4, False)
    assert "'2023 (2)'" in finding(batch, "sheet_copies").say("ko")
    assert "sheets_unread" not in codes(batch)
