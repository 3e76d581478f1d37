"""Files that cannot come back as they are come back as their values, marked the same way."""

import csv
import io
import zipfile

import openpyxl
import pytest

from kpi.core.errors import Finding, UserError
from kpi.core.text import Text
from reports.marked import FILLS
from services import marked as marked_module
from services.marked import marked_workbook, marking_of
from tests.reports.package_rules import broken_rules

ODD = Text("'{found}' 값이 이상합니다.", "'{found}' is odd.")


def finding(severity, *marks, value="x", count=0):
    return Finding(severity, "odd", ODD, {"found": value}, value=value, count=count or len(marks), marks=marks)


def csv_file(*rows):
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode("cp949")


def copied(content, *findings, name="대장.csv", lang="ko", **how):
    shown, copy = marked_workbook(content, name, findings, lang, **how)
    assert broken_rules(copy) == []
    return shown, openpyxl.load_workbook(io.BytesIO(copy))


def texts_of(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_a_text_file_comes_back_as_a_workbook_of_its_texts():
    rows = [["부서", "번호", "값"], ["민원과", "00123", "1.50"], ["건축과", "20250301", "2025-03-01"]]
    name, book = copied(csv_file(*rows), finding("error", ("", 3, 1)))
    assert name == "대장_점검_결과.xlsx"
    assert book.sheetnames == ["자료", "점검 결과"]
    assert texts_of(book["자료"]) == rows
    assert book["자료"]["B3"].fill.fgColor.rgb == FILLS["error"]
    assert book["자료"]["B3"].comment.text == "[오류] 'x' 값이 이상합니다."
    assert book["점검 결과"]["D7"].hyperlink.location.endswith("!B3")
    assert any("값만 옮겼습니다" in str(row[0]) for row in texts_of(book["점검 결과"]))


def test_no_text_of_the_file_becomes_a_formula_a_number_or_a_link():
    rows = [["부서", "값"], ["=1+1", "http://a.b"], ["+82", "@SUM(A1)"], ["-3", "1e5"]]
    _, book = copied(csv_file(*rows), finding("warning", ("", 2, 0), value="=1+1"))
    assert {cell.data_type for row in book["자료"].iter_rows() for cell in row} == {"s"}
    assert all(cell.data_type in "sn" for row in book["점검 결과"].iter_rows() for cell in row)
    assert book["자료"]["A2"].hyperlink is None


def test_blank_cells_rows_behind_the_last_one_and_whole_rows_are_marked():
    _, book = copied(
        csv_file(["부서", "값"], ["", "3"]), finding("error", ("", 2, 0), ("", 2, -1), ("", 9, 4), ("", 12, -1))
    )
    sheet = book["자료"]
    assert [sheet[cell].fill.fgColor.rgb for cell in ("A2", "B2", "E9", "A12")] == [FILLS["error"]] * 4
    assert all(sheet[cell].comment for cell in ("A2", "B2", "E9", "A12"))


def test_a_broken_package_that_can_still_be_read_comes_back_as_values():
    book = openpyxl.Workbook()
    book.active.append(["부서", "값"])
    stream, made = io.BytesIO(), io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(
                name, part.replace(b"<fills", b"<filled").replace(b"</fills", b"</filled") if "styles" in name else part
            )
    _, copy = copied(made.getvalue(), finding("error", ("Sheet", 1, 0)), name="a.xlsx")
    assert copy["Sheet"]["A1"].comment is not None
    assert any("값만 옮겼습니다" in str(row[0]) for row in texts_of(copy["점검 결과"]))


def test_names_of_sheets_that_excel_does_not_take_are_changed():
    page = "<table><caption>a</caption><tr><td>부서</td><td>값</td></tr><tr><td>민원과</td><td>3</td></tr></table>" * 2
    _, book = copied(
        f"<html><meta charset='utf-8'><body>{page}</body></html>".encode(), finding("error", ("표 1", 1, 0))
    )
    assert len(set(book.sheetnames)) == 3
    assert all(len(name) <= 31 for name in book.sheetnames)


def test_a_file_that_cannot_be_read_says_so():
    with pytest.raises(UserError) as refused:
        marked_workbook(b"PK\3\4 broken", "a.xlsx", [], "ko")
    assert refused.value.findings[0].file == "a.xlsx"


def test_more_marks_than_a_workbook_bears_are_cut_and_said_errors_first(monkeypatch):
    monkeypatch.setattr(marked_module, "MOST_MARKS", 5)
    warning = finding("warning", *(("", row, 0) for row in range(2, 6)), count=4000)
    error = finding("error", *(("", row, 1) for row in range(2, 5)))
    marking = marking_of("a.csv", [warning, error], "ko")
    assert [(mark.row, mark.column, mark.line) for mark in marking.marks] == [(2, 1, 0), (3, 1, 0), (4, 1, 0), (2, 0, 1), (3, 0, 1)]  # fmt: skip
    assert "표시한 셀은 5개입니다. 나머지 3,998곳은 표시하지 못했습니다." in marking.head[-1]


def test_ten_thousand_marks_are_all_made():
    marks = tuple(("", row, 1) for row in range(2, 10_002))
    _, book = copied(
        csv_file(["부서", "값"], *(["민원과", str(row)] for row in range(10_000))), finding("error", *marks)
    )
    sheet = book["자료"]
    assert sum(cell.comment is not None for (cell,) in sheet.iter_rows(min_col=2, max_col=2)) == 10_000


def test_personal_data_are_covered_in_comments_and_in_the_list():
    one = finding("error", ("", 2, 1), value="900101-1234568")
    _, book = copied(csv_file(["부서", "값"], ["민원과", "x"]), one)
    said = [book["자료"]["B2"].comment.text, *(str(cell) for row in texts_of(book["점검 결과"]) for cell in row)]
    assert not any("1234568" in text for text in said)
    assert any("900101-1******" in text for text in said)


def test_a_finding_about_a_row_alone_marks_the_row_a_note_does_not():
    text = Text("줄이 짧습니다.", "The line is short.")
    findings = [Finding(severity, "x", text, row=3) for severity in ("error", "note")]
    assert [(mark.row, mark.column) for mark in marking_of("a.csv", findings, "en").marks] == [(3, -1)]


def test_a_locked_workbook_comes_back_unlocked_with_its_password_and_says_so():
    from msoffcrypto.format.ooxml import OOXMLFile

    book, plain, locked = openpyxl.Workbook(), io.BytesIO(), io.BytesIO()
    book.active["A1"] = "부서"
    book.save(plain)
    OOXMLFile(plain).encrypt("열려라", locked)
    one = finding("error", ("Sheet", 1, 0))
    with pytest.raises(UserError) as refused:
        marked_workbook(locked.getvalue(), "a.xlsx", [one], "ko")
    assert refused.value.findings[0].code == "encrypted"
    _, copy = copied(locked.getvalue(), one, name="a.xlsx", password="열려라")
    assert copy["Sheet"]["A1"].comment is not None
    assert any("이 사본에는 없습니다" in str(row[0]) for row in texts_of(copy["점검 결과"]))
