"""Findings as people see them: one line a problem, searched, as a table, and as cells to put right."""

import datetime as dt

import pytest

from kpi.core.errors import Finding
from kpi.core.text import Text
from services.check import Checked, Choice, check
from services.findings import filtered, findings_csv, fixable, group_rows, grouped
from services.quoted import MOST_CELLS
from services.stores import open_store

NOW = dt.datetime(2026, 11, 24, 9, 0)
BAD_DAY = Text("'{found}' 값은 없는 날짜입니다.", "'{found}' is no day.")
BLANK = Text("부서가 빈 행이 {count}개입니다.", "{count} rows have no department.")


def bad_day(value, *rows):
    marks = tuple(("대장", row, 3) for row in rows)
    return Finding(
        "error", "bad_datetime", BAD_DAY, {"found": value}, "처리대장.xlsx", "대장", rows[0], "접수일", f"D{rows[0]}",
        value, len(rows), rows[:5], marks,
    )  # fmt: skip


def blank(count, first=2, sheet="대장"):
    rows = tuple(range(first, first + count))
    marks = tuple((sheet, row, 1) for row in rows)
    return Finding(
        "warning", "blank_department", BLANK, {"count": count}, "처리대장.xlsx", sheet, None, "부서", f"B{first}", "",
        count, rows[:5], marks,
    )  # fmt: skip


def test_the_same_problem_in_4000_rows_is_one_line_with_count_and_examples():
    (group,) = grouped([blank(4000)])
    assert group.count == 4000
    assert [example.cell for example in group.examples] == ["B2", "B3", "B4", "B5", "B6"]
    assert group_rows([group], "ko")[0]["cells"] == "B2, B3, B4, B5, B6 ..."
    assert group_rows([group], "ko")[0]["count"] == "4,000"


def test_different_bad_values_of_a_column_are_one_line_that_quotes_them():
    (group,) = grouped([bad_day("2025-02-30", 3, 9), bad_day("2025-13-01", 5), bad_day("2025-06-31", 7)])
    assert group.count == 4
    assert [(example.cell, example.value) for example in group.examples] == [
        ("D3", "2025-02-30"), ("D5", "2025-13-01"), ("D7", "2025-06-31"), ("D9", ""),
    ]  # fmt: skip
    assert group.say("en") == (
        "'2025-02-30' is no day. (other values with the same problem, 2: '2025-13-01', '2025-06-31')"
    )
    assert "같은 문제의 다른 값 2가지: '2025-13-01', '2025-06-31'" in group.say("ko")


def test_problems_of_other_columns_sheets_and_severities_stay_apart_the_worst_first():
    groups = grouped([blank(2), blank(3, sheet="2024"), bad_day("x", 3)])
    assert [(group.severity, group.sheet, group.count) for group in groups] == [
        ("error", "대장", 1), ("warning", "대장", 2), ("warning", "2024", 3),
    ]  # fmt: skip


def test_a_finding_that_knows_only_its_row_says_the_row():
    one = Finding("error", "broken_csv", Text("따옴표가 닫히지 않았습니다.", "A quote is not closed."), row=17)
    assert [group_rows(grouped([one]), lang)[0]["cells"] for lang in ("ko", "en")] == ["17행", "row 17"]


def test_a_finding_about_the_whole_file_has_no_place():
    one = Finding("note", "columns_unread", Text("읽지 않은 열", "Columns not read"))
    assert group_rows(grouped([one]), "ko")[0]["cells"] == ""


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["bad_datetime", "blank_department"]),
        ({"severity": "warning"}, ["blank_department"]),
        ({"column": "접수일"}, ["bad_datetime"]),
        ({"text": "2025-13"}, ["bad_datetime"]),
        ({"text": "d5"}, ["bad_datetime"]),
        ({"text": "NO DEPARTMENT"}, ["blank_department"]),
        ({"text": "부서가 빈"}, ["blank_department"]),
        ({"severity": "error", "text": "부서가 빈"}, []),
    ],
    ids=str,
)
def test_groups_are_filtered_by_severity_column_and_text(asked, found):
    groups = grouped([bad_day("2025-02-30", 3), bad_day("2025-13-01", 5), blank(2)])
    assert [group.code for group in filtered(groups, **asked)] == found


def test_findings_as_csv_are_one_a_line_and_run_nothing():
    lines = findings_csv([bad_day("=1+1", 3), blank(2)], "en").splitlines()
    assert lines[0] == "severity,code,file,sheet,row,cell,column,value,count,message"
    assert lines[1] == "error,bad_datetime,처리대장.xlsx,대장,3,D3,접수일,'=1+1,1,'=1+1' is no day."
    assert len(lines) == 3


def made_file(*rows):
    return "\n".join(",".join(row) for row in (("부서", "업무", "접수일시", "처리일시"), *rows)).encode()


def checked_file(content, tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'kpi.sqlite'}")
    return check(store, content, "처리대장.csv", choice=Choice(accept_new=True), now=NOW)


def test_cells_that_stop_the_load_or_are_warned_about_are_offered_with_what_stands_there(tmp_path):
    good = ("민원과", "전입신고", "2025-03-07 09:00", "2025-03-07 18:00")
    bad = ("민원과", "전입신고", "2025-02-30", "2025-03-07 18:00")
    empty = ("", "전입신고", "2025-03-07 09:00", "2025-03-07 18:00")
    rows = fixable(checked_file(made_file(good, bad, empty, good), tmp_path))
    assert [(row.cell, row.column, row.value, row.finding.severity) for row in rows] == [
        ("C3", "접수일시", "2025-02-30", "error"),
        ("A4", "부서", "", "warning"),
    ]
    assert "2025-02-28" in rows[0].expected("ko")


def test_no_more_cells_are_offered_for_fixing_than_a_person_would_fix():
    checked = Checked("처리대장.xlsx", (blank(4000), bad_day("x", 3)), Choice())
    rows = fixable(checked)
    assert len(rows) == MOST_CELLS
    assert (rows[0].cell, rows[0].value, rows[1].cell) == ("D3", "x", "B2")


def test_a_question_about_a_whole_column_is_no_list_of_cells_to_fix():
    question = Finding("error", "day_length", BLANK, {"count": 1}, column="시간", marks=(("대장", 2, 1),))
    assert fixable(Checked("처리대장.xlsx", (question,), Choice())) == ()


def test_a_slip_that_puts_an_item_on_another_scale_can_be_put_right(tmp_path):
    table = "부서,친절,신속,종합만족도\n" + "민원과,5,4,5\n" * 9 + "민원과,5,4,7\n"
    rows = fixable(checked_file(table.encode(), tmp_path))
    assert [(row.cell, row.value, row.finding.code) for row in rows] == [("D11", "7", "mixed_scales")]


def test_a_cell_with_an_error_and_a_warning_is_offered_once_with_the_error():
    warning = Finding("warning", "far", BLANK, {"count": 1}, column="접수일", marks=(("대장", 3, 3),))
    rows = fixable(Checked("처리대장.xlsx", (warning, bad_day("x", 3)), Choice()))
    assert [(row.cell, row.finding.code) for row in rows] == [("D3", "bad_datetime")]
