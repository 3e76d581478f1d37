"""Several tables on one sheet: blocks of the same form are one table, blocks of another form are named, never mixed."""

from tests.loaders.loading import codes, finding, layout_of, load, loaded, sums

HEAD = ["부서", "응답수", "종합만족도", "표준편차"]
FIRST = [["민원과", 10, 81.5, 3], ["세무과", 20, 70.5, 4]]
SECOND = [["민원과", 11, 82.5, 3], ["세무과", 21, 71.5, 4]]
CASES = [
    ["접수번호", "민원명", "담당부서", "접수일시", "완료일시"],
    ["1", "여권 발급", "민원과", "2025-03-04 10:00", "2025-03-05 10:00"],
]
YEARS = {("민원과", 2023): (10, 815), ("세무과", 2023): (20, 1410), ("민원과", 2024): (11, 907.5)}


def by_year(batch):
    found = sums(batch, "overall", "department", "period_start")
    return {(department, start.year): value for (department, start), value in found.items()}


def test_tables_below_each_other_are_one_table_and_their_titles_say_the_year():
    rows = [
        ["2023년 만족도"],
        HEAD,
        *FIRST,
        ["소계", 30, 75, 4],
        [],
        ["2024년 만족도"],
        HEAD,
        *SECOND,
        [],
        ["※ 자체 조사"],
    ]
    batch = loaded(rows)
    assert by_year(batch) == {**YEARS, ("세무과", 2024): (21, 1501.5)}
    assert finding(batch, "blocks_joined").severity == "note"
    assert (finding(batch, "total_rows").rows, finding(batch, "footers").rows) == ((5,), (12,))


def test_a_title_directly_under_the_table_above_is_no_row_of_it():
    batch = loaded([["2023년"], HEAD, *FIRST, ["2024년"], HEAD, *SECOND])
    assert by_year(batch)[("세무과", 2024)] == (21, 1501.5)
    assert batch.counts["rows"] == 4


def test_titles_may_name_departments():
    head = ["문항", "응답수", "평균"]
    rows = [["1. 민원과"], head, ["친절성", 10, 80], ["계", 10, 80], [], ["2. 세무과"], head, ["친절성", 11, 81]]
    batch = loaded(rows, year=2024)
    assert sums(batch, "score", "department", "item") == {
        ("민원과", "친절성"): (10, 800),
        ("세무과", "친절성"): (11, 891),
    }


def test_titles_that_say_nothing_are_quoted_in_a_warning():
    head = ["문항", "응답수", "평균"]
    rows = [["가"], head, ["친절성", 10, 80], [], ["나"], head, ["친절성", 11, 81]]
    assert codes(load(rows, year=2024), "error") == ["ask_repeats"]
    batch = loaded(rows, year=2024, repeats="pool")
    assert "'가', '나'" in finding(batch, "blocks_untold").say("ko")
    assert finding(batch, "blocks_untold").severity == "warning"


def test_a_table_of_another_form_below_is_named_and_none_of_its_rows_is_read():
    batch = loaded([*CASES, [], ["부서별 요약"], ["부서", "건수"], ["민원과", "1"], ["세무과", 3]])
    other = finding(batch, "other_tables")
    assert (other.row, "4-7" in other.say("ko")) == (5, True)
    assert batch.counts["rows"] == 1


def test_a_better_table_below_is_read_and_the_rows_above_are_said():
    rows = [["구분", "건수"], ["민원과", 1], ["세무과", 2], [], *CASES]
    batch = loaded(rows)
    assert (batch.header_row, batch.counts["rows"]) == (5, 1)
    assert finding(batch, "rows_above").rows == (1, 2, 3)


def test_a_blank_row_without_a_header_below_is_no_end_of_the_table():
    more = ["2", "여권 발급", "세무과", "2025-03-04 10:00", "2025-03-05 10:00"]
    assert loaded([*CASES, [], [], more]).counts["rows"] == 2


def test_a_header_on_every_page_with_its_title_and_page_number_cuts_nothing_out():
    more = ["2", "여권 발급", "세무과", "2025-03-04 10:00", "2025-03-05 10:00"]
    batch = loaded([["민원처리대장"], *CASES, ["- 1 -"], [], ["민원처리대장"], CASES[0], more, ["작성자: 가나다"]])
    assert (batch.header_row, batch.counts["rows"]) == (2, 2)
    assert finding(batch, "footers").count == 2
    assert {row: batch.rows["row_number"][row] for row in (0, 1)} == {0: 3, 1: 8}


def test_a_bare_repeated_header_is_left_out_and_counted():
    more = ["2", "여권 발급", "세무과", "2025-03-04 10:00", "2025-03-05 10:00"]
    batch = loaded([*CASES, CASES[0], more])
    assert (batch.header_row, batch.counts["rows"], finding(batch, "repeated_header").rows) == (1, 2, (3,))


def test_findings_in_a_second_block_name_its_own_rows_and_cells():
    broken = [["민원과", 11, "높음", 3], ["세무과", 21, 71.5, 4]]
    layout = layout_of([["2023년"], HEAD, *FIRST, [], ["2024년"], HEAD, *broken])
    cell = {
        layout.origin.place(int(number)).row: layout.origin.cell(int(number), "종합만족도")
        for number in layout.table.index
    }
    assert cell == {3: "C3", 4: "C4", 8: "C8", 9: "C9"}


def test_stacked_tables_of_several_forms_on_a_sheet_give_one_of_them():
    forms = [["성별", "응답수", "친절성", "친절성 표준편차", "신속성", "신속성 표준편차"], ["남자", 3, 80, 1, 70, 1]]
    layout = layout_of(
        [*forms, ["여자", 4, 81, 1, 71, 2], [], ["학년", *forms[0][1:]], ["1학년", 7, 80, 1, 70, 2]], year=2024
    )
    assert layout.table["[항목]"].tolist() == ["친절성", "신속성"] * 2
    assert "other_tables" in [found.code for found in layout.findings]


def test_duplicate_headers_are_kept_apart_and_said():
    batch = loaded([[*CASES[0], "민원명"], [*CASES[1], "여권 발급"]])
    said = finding(batch, "duplicate_header").say("ko")
    assert ("B, F" in said, said.endswith("읽은 열: '민원명'")) == (True, True)
    assert "other_tables" not in codes(batch)
