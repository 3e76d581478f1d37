"""A workbook comes back as it was, but for colours and comments on the cells that findings are about, and their list."""

import io
import re
import zipfile

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Border, Font, Side
from openpyxl.worksheet.table import Table

from kpi.core.errors import Finding
from kpi.core.text import Text
from reports.marked import FILLS
from services.marked import marked_workbook
from tests.reports.package_rules import broken_rules

BAD = Text("'{found}' 값은 없는 날짜입니다.", "'{found}' is no day of the calendar.")
BLANK = Text("부서가 빈 행이 {count}개 있습니다.", "{count} rows have no department.")
SHEET = "민원 처리대장"


def finding(severity, *marks, text=BAD, column="접수일", value="2025-02-30", cell=""):
    values = {"found": value, "count": len(marks)}
    return Finding(severity, "made_up", text, values, "대장.xlsx", marks[0][0], None, column, cell, value, len(marks), marks=marks)  # fmt: skip


def made_book():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = SHEET
    sheet.append(["2025년 민원 처리 현황"])
    sheet.append(["부서", "업무", "접수일", "처리일", "건수"])
    for number in range(20):
        sheet.append(["민원과", "전입신고", f"2025-03-{number + 1:02d}", None, number])
    sheet["C5"].font, sheet["C5"].border = Font(bold=True), Border(left=Side("thin"))
    sheet["C5"].number_format = "yyyy-mm-dd"
    sheet["C5"].comment = Comment("담당자 확인", "김주무관")
    sheet["E23"] = "=SUM(E3:E22)"
    sheet.merge_cells("A10:A12")
    sheet.column_dimensions["B"].width = 33
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=5, min_row=3, max_row=8))
    sheet.add_chart(chart, "H3")
    sheet.add_table(Table(displayName="cases", ref="A2:E22"))
    return book


def saved(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def marked(content, *findings, lang="ko", name="대장.xlsx"):
    shown, copy = marked_workbook(content, name, findings, lang)
    assert broken_rules(copy) == []
    return shown, copy


def sheets_of(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_a_cell_gets_the_colour_of_the_severity_and_a_comment_and_keeps_its_look():
    _, copy = marked(saved(made_book()), finding("error", (SHEET, 6, 2)), finding("warning", (SHEET, 7, 2)))
    sheet = sheets_of(copy)[SHEET]
    assert [sheet[cell].fill.fgColor.rgb for cell in ("C6", "C7", "C8")] == [
        FILLS["error"],
        FILLS["warning"],
        "00000000",
    ]
    assert sheet["C6"].comment.text == "[오류] '2025-02-30' 값은 없는 날짜입니다."
    assert sheet["C7"].comment.text.startswith("[주의]")
    assert sheet["C8"].comment is None


def test_a_comment_that_is_there_stays_and_the_format_of_the_cell_too():
    _, copy = marked(saved(made_book()), finding("error", (SHEET, 5, 2)))
    cell = sheets_of(copy)[SHEET]["C5"]
    assert cell.comment.text == "담당자 확인\n[오류] '2025-02-30' 값은 없는 날짜입니다."
    assert cell.comment.author == "김주무관"
    assert (cell.font.b, cell.border.left.style, cell.number_format) == (True, "thin", "yyyy-mm-dd")


def test_two_findings_about_a_cell_are_two_paragraphs_in_the_colour_of_the_worse():
    note = finding("note", (SHEET, 6, 2), text=BLANK)
    _, copy = marked(saved(made_book()), note, finding("error", (SHEET, 6, 2)), lang="en")
    cell = sheets_of(copy)[SHEET]["C6"]
    assert cell.comment.text == "[Error] '2025-02-30' is no day of the calendar.\n[Note] 1 row has no department."
    assert cell.fill.fgColor.rgb == FILLS["error"]


def test_everything_else_in_the_package_stays_byte_for_byte():
    content = saved(made_book())
    _, copy = marked(content, finding("error", (SHEET, 6, 2), (SHEET, 40, 1)))
    before, after = parts_of(content), parts_of(copy)
    touched = {name for name in before if before[name] != after[name]}
    assert touched == {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
        "xl/worksheets/sheet1.xml", "xl/comments/comment1.xml", "xl/drawings/commentsDrawing1.vml",
    }  # fmt: skip
    old, new = before["xl/worksheets/sheet1.xml"], after["xl/worksheets/sheet1.xml"]
    added = re.compile(rb'<row r="40"><c r="B40" s="\d+"/></row>')
    assert re.sub(rb'<c r="C6"( s="\d+")?( t="\w+")( s="\d+")?', rb'<c r="C6"\2', added.sub(b"", new)) == old


def test_a_covered_cell_of_a_merged_range_is_marked_where_it_is_seen():
    _, copy = marked(saved(made_book()), finding("warning", (SHEET, 11, 0), (SHEET, 12, 0), text=BLANK))
    sheet = sheets_of(copy)[SHEET]
    assert sheet["A10"].fill.fgColor.rgb == FILLS["warning"]
    assert sheet["A10"].comment.text == "[주의] 부서가 빈 행이 2개 있습니다."
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A10:A12"]


def test_blank_cells_and_rows_that_are_not_in_the_file_can_be_marked():
    _, copy = marked(saved(made_book()), finding("error", (SHEET, 3, 3), (SHEET, 3, 9), (SHEET, 1, 4), (SHEET, 30, 2)))
    sheet = sheets_of(copy)[SHEET]
    assert [sheet[cell].fill.fgColor.rgb for cell in ("D3", "J3", "E1", "C30")] == [FILLS["error"]] * 4
    assert sheet["A1"].value == "2025년 민원 처리 현황"


def test_a_mark_of_a_whole_row_stands_on_its_first_value():
    book = openpyxl.Workbook()
    book.active.title = SHEET
    book.active["C4"] = "값"
    _, copy = marked(saved(book), finding("warning", (SHEET, 4, -1), (SHEET, 9, -1)))
    sheet = sheets_of(copy)[SHEET]
    assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment] == ["C4", "A9"]


def test_sheets_are_told_apart_and_hidden_ones_stay_hidden():
    book = made_book()
    for name, state in (("2024 '구' 서식", "visible"), ("숨김", "hidden")):
        book.create_sheet(name).append(["부서", "값"])
        book[name].sheet_state = state
    marks = ((SHEET, 6, 2), ("2024 '구' 서식", 1, 0), ("숨김", 1, 1))
    _, copy = marked(saved(book), *(finding("error", mark) for mark in marks))
    new = sheets_of(copy)
    assert [(sheet.title, sheet.sheet_state) for sheet in new] == [
        (SHEET, "visible"), ("2024 '구' 서식", "visible"), ("숨김", "hidden"), ("점검 결과", "visible"),
    ]  # fmt: skip
    assert [new[sheet].cell(row, place + 1).comment is not None for sheet, row, place in marks] == [True] * 3
    links = [new["점검 결과"].cell(row, 4).hyperlink for row in (6, 7, 8)]
    assert [link and link.location for link in links] == [f"'{SHEET}'!C6", "'2024 ''구'' 서식'!A1", None]


def test_the_list_says_each_finding_and_leads_to_its_cell():
    one = finding("error", (SHEET, 6, 2), cell="C6")
    whole = Finding("note", "columns_unread", Text("=읽지 않은 열 2개", "=2 columns were not read"), sheet=SHEET)
    _, copy = marked(saved(made_book()), whole, one)
    sheet = sheets_of(copy)["점검 결과"]
    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=5)]
    assert rows == [
        ("정도", "내용과 할 일", "시트", "셀", "열", "값", "건수"),
        ("오류", "'2025-02-30' 값은 없는 날짜입니다.", SHEET, "C6", "접수일", "2025-02-30", "1"),
        ("참고", "=읽지 않은 열 2개", SHEET, None, None, None, "1"),
    ]
    assert sheet["B7"].data_type == "s"
    assert sheet["D6"].hyperlink.location == f"'{SHEET}'!C6"


@pytest.mark.parametrize(
    ("name", "shown"), [("대장.xlsx", "대장_점검_결과.xlsx"), ("이상한/이름.csv", "이름_점검_결과.xlsx")]
)
def test_the_copy_is_named_after_the_file_and_what_it_is(name, shown):
    assert marked(saved(made_book()), finding("error", (SHEET, 6, 2)), name=name)[0] == shown


def test_macros_and_the_kind_of_a_workbook_with_macros_stay():
    plain, stream = parts_of(saved(made_book())), io.BytesIO()
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    types = plain["[Content_Types].xml"].replace(kind, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    types = types.replace(
        b"<Override", b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override', 1
    )
    with zipfile.ZipFile(stream, "w") as package:
        for name, part in {**plain, "[Content_Types].xml": types, "xl/vbaProject.bin": b"\1made up\0"}.items():
            package.writestr(name, part)
    name, copy = marked(stream.getvalue(), finding("error", (SHEET, 6, 2)))
    assert name == "대장_점검_결과.xlsm"
    assert parts_of(copy)["xl/vbaProject.bin"] == b"\1made up\0"


def test_a_workbook_with_a_sheet_of_that_name_gets_a_second_one():
    book = made_book()
    book.create_sheet("점검 결과")
    _, copy = marked(saved(book), finding("error", (SHEET, 6, 2)))
    assert sheets_of(copy).sheetnames == [SHEET, "점검 결과", "점검 결과 (2)"]


def test_the_same_file_and_findings_give_the_same_bytes():
    content = saved(made_book())
    assert marked(content, finding("error", (SHEET, 6, 2)))[1] == marked(content, finding("error", (SHEET, 6, 2)))[1]


def test_rows_of_the_list_are_as_high_as_their_sentences():
    long = finding("error", (SHEET, 6, 2), text=Text("가나다라마바사 " * 20, "long " * 20), cell="C6")
    _, copy = marked(saved(made_book()), long, finding("note", (SHEET, 7, 2)))
    sheet = sheets_of(copy)["점검 결과"]
    assert sheet.row_dimensions[6].height >= 4 * 15
    assert sheet.row_dimensions[7].height < 2 * 15
