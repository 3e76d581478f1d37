"""Registration numbers outside the table: said with sheet and cell, once, and never where the analyst decided already."""

from __future__ import annotations

from dataclasses import replace

from tests.loaders.loading import book, codes, finding, load, loaded, sheet

HEADER = ["접수번호", "민원명", "담당부서", "접수일시", "완료일시"]
ROWS = [
    ["1", "여권 발급", "민원봉사과", "2025-03-04 09:00", "2025-03-05 09:00"],
    ["2", "건축신고", "건축과", "2025-03-04 09:00", "2025-03-06 09:00"],
]
RESIDENT = "900101-1234568"


def said(batch) -> list[tuple[str, str]]:
    return [(one.sheet, one.cell) for one in batch.findings if one.code == "personal_elsewhere"]


def test_titles_footers_and_hidden_sheets_are_looked_through():
    table = [["처리대장"], [f"작성자 {RESIDENT}"], HEADER, *ROWS, ["※ 작성자", f"{RESIDENT}"]]
    hidden = sheet([["메모", f"홍길동 {RESIDENT}", "9001011234568"]], "숨김", hidden=True)
    batch = loaded(book(sheet(table, "대장"), hidden))
    assert said(batch) == [("대장", "A2"), ("숨김", "B1")]
    found = [one for one in batch.findings if one.code == "personal_elsewhere"]
    assert [one.severity for one in found] == ["warning", "warning"]
    assert found[0].marks == (("대장", 2, 0), ("대장", 6, 1))
    assert found[1].marks == (("숨김", 1, 1), ("숨김", 1, 2))
    assert all("234568" not in str(one) for one in batch.findings)


def test_a_dropped_column_is_not_spoken_of_again():
    rows = [[*HEADER, "주민등록번호"], *([*row, RESIDENT] for row in ROWS)]
    batch = loaded(rows, drop=("주민등록번호",))
    assert said(batch) == []
    assert batch.mapping["drop"] == ["주민등록번호"]


def test_sheets_read_as_one_table_count_as_read():
    first = sheet([HEADER, *ROWS], "1월")
    second = sheet([[f"담당 {RESIDENT}"], HEADER, ["3", *ROWS[0][1:]], ["4", *ROWS[1][1:]]], "2월")
    batch = loaded(book(first, second), sheets=("1월", "2월"), sheets_mean="nothing")
    assert said(batch) == [("2월", "A1")]


def test_a_column_read_from_several_sheets_names_sheet_and_cell():
    first = sheet([[*HEADER, "비고"], *([*row, "-"] for row in ROWS)], "1월")
    second = sheet([[*HEADER, "비고"], ["3", *ROWS[0][1:], "-"], ["4", *ROWS[1][1:], RESIDENT]], "2월")
    answers = {"sheets": ("1월", "2월"), "sheets_mean": "nothing"}
    batch = loaded(book(first, second), **answers, drop=("비고",))
    assert said(batch) == []
    batch = loaded(book(first, second), **answers, harmless=("비 고",))
    assert batch.mapping["harmless"] == ["비 고"]
    assert "personal_data" not in codes(batch)


def test_the_name_of_the_file_is_warned_about_and_that_of_a_sheet_stops_the_file():
    named = replace(book(sheet([HEADER, *ROWS])), name=f"홍길동_{RESIDENT}.xlsx")
    batch = loaded(named)
    assert finding(batch, "personal_file_name").value == "900101-1******"
    assert batch.file_name == "홍길동_900101-1******.xlsx"
    stopped = load(book(sheet([HEADER, *ROWS], f"홍길동 {RESIDENT}")))
    assert [one.code for one in stopped.errors] == ["personal_data"]
    assert "234568" not in str(stopped.findings)
    assert "personal_file_name" not in codes(loaded(replace(named, name="export_1709510400123.xlsx")))


def test_cells_of_a_wide_table_are_counted_once():
    wide = [
        ["부서별 종합만족도"],
        ["부서", "담당", "2022년", "2023년", "2024년"],
        ["민원과", RESIDENT, 81, 82, 83],
        ["세무과", "-", 71, 72, 73],
    ]
    found = finding(load(wide), "personal_data")
    assert (found.column, found.cell, found.count, found.marks) == ("담당", "B3", 1, (("2025", 3, 1),))
    assert said(loaded(wide, drop=("담당",))) == []
