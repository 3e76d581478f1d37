"""Tables of web pages named .xls and of single file web pages (MHTML)."""

from __future__ import annotations

import base64
import quopri
from pathlib import Path

import pyarrow as pa
import pytest

from kpi.core.errors import UserError
from loaders.read.file import Content, read
from loaders.read.limits import Limits

SHEET = "<table><tr><td>{0}</td><td>4</td></tr></table>"
WORKBOOK = (
    "<html><!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets>{0}</x:ExcelWorksheets></x:ExcelWorkbook></xml>"
    "<![endif]--></html>"
)
LISTED = (
    "<x:ExcelWorksheet><x:Name>{0}</x:Name><x:WorksheetSource HRef='a.files/{1}'/>"
    "<x:WorksheetOptions>{2}</x:WorksheetOptions></x:ExcelWorksheet>"
)


def read_bytes(folder: Path, content: bytes) -> Content:
    (folder / "input").write_bytes(content)
    return read(folder / "input", Limits())


def tables(folder: Path, content: Content) -> list[list[list[str]]]:
    found = []
    for grid in content.grids:
        grid.write(folder / "sheet.arrow")
        with pa.memory_map(str(folder / "sheet.arrow")) as source:
            columns = [column.to_pylist() for column in pa.ipc.open_file(source).read_all().columns]
        found.append([list(row) for row in zip(*columns, strict=True)])
    return found


def part(location: str, text: str, *, coding: str = "base64", charset: str = "utf-8") -> bytes:
    raw = text.encode(charset)
    body = base64.encodebytes(raw) if coding == "base64" else quopri.encodestring(raw)
    head = f'Content-Location: file:///C:/{location}\nContent-Type: text/html; charset="{charset}"\n'
    return f"--B\n{head}Content-Transfer-Encoding: {coding}\n\n".encode() + body + b"\n"


def mhtml(*parts: bytes, before: bytes = b"") -> bytes:
    head = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="B"\n\n'
    return before + head + b"".join(parts) + b"--B--\n"


def test_a_single_file_web_page_keeps_sheets_names_and_what_is_hidden(tmp_path: Path) -> None:
    listed = LISTED.format("점수 &amp; 수", "sheet001.htm", "") + LISTED.format(
        "메모", "sheet002.htm", "<x:Visible>SheetHidden</x:Visible>"
    )
    content = read_bytes(
        tmp_path,
        mhtml(
            part("a.htm", WORKBOOK.format(listed)),
            part("a.files/sheet001.htm", SHEET.format("민원과")),
            part("a.files/tabstrip.htm", SHEET.format("탭")),
            part("a.files/sheet002.htm", SHEET.format("세무과"), coding="quoted-printable", charset="euc-kr"),
            before=b"From: <Saved by a report server>\nSubject: a\n b\n",
        ),
    )
    assert (content.kind, tables(tmp_path, content)) == ("html", [[["민원과", "4"]], [["세무과", "4"]]])
    assert [(grid.name, grid.hidden) for grid in content.grids] == [("점수 & 수", False), ("메모", True)]
    assert [finding.code for finding in content.findings] == ["hidden_sheet"]


def test_a_single_page_of_a_report_server_is_read(tmp_path: Path) -> None:
    page = f"MIME-Version: 1.0\nContent-Type: text/html\n\n<html>{SHEET.format('민원과')}</html>".encode("cp949")
    assert tables(tmp_path, read_bytes(tmp_path, page)) == [[["민원과", "4"]]]


def test_a_table_that_lays_out_the_text_of_a_cell_is_that_text(tmp_path: Path) -> None:
    laid_out = "<table><tr><td>민원과</td></tr><tr><td>1팀</td></tr></table>"
    page = f"<table><tr><td>번호</td><td>부서</td><td>건수</td></tr><tr><td>1</td><td>{laid_out}</td><td>4</td></tr></table>"
    assert tables(tmp_path, read_bytes(tmp_path, page.encode())) == [
        [["번호", "부서", "건수"], ["1", "민원과 1팀", "4"]]
    ]


def test_every_table_is_a_sheet_and_none_is_lost(tmp_path: Path) -> None:
    inner = "<table><tr><td>안</td></tr></table>"
    layout = f"<html><table><tr><td>{inner}</td></tr></table>{SHEET.format('민원과')}</html>"
    assert tables(tmp_path, read_bytes(tmp_path, layout.encode())) == [[["안"]], [["민원과", "4"]]]
    with_text = f"<html><table><tr><td>부서</td><td>값 {inner}</td></tr></table></html>"
    assert tables(tmp_path, read_bytes(tmp_path, with_text.encode())) == [[["부서", "값"]], [["안"]]]


def test_a_page_written_by_excel_gives_stored_numbers_names_and_hidden_rows(tmp_path: Path) -> None:
    rows = '<col style="display:none" span=2><tr><td x:num="4.125">4.1</td><td x:num="45289">2023-12-29</td></tr>'
    names = "<!--[if gte mso 9]><x:ExcelWorksheet><x:Name>점수</x:Name></x:ExcelWorksheet><![endif]-->"
    page = f"<html>{names}<table>{rows}<tr style='display: none'><td>5</td></tr></table></html>"
    content = read_bytes(tmp_path, page.encode())
    assert tables(tmp_path, content) == [[["4.125", "2023-12-29"], ["5", ""]]]
    assert content.grids[0].name == "점수"
    assert {finding.code: finding.count for finding in content.findings} == {"hidden_rows": 1, "hidden_columns": 2}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
@pytest.mark.parametrize(
    "start",
    [
        "",
        "\n\n<!-- made by a server -->",
        '<?xml version="1.0"?>\n<!DOCTYPE html>\n<html>',
        "<style>" + "a{}" * 4000 + "</style>",
    ],
)
def test_a_page_is_known_however_it_begins(tmp_path: Path, start: str, encoding: str) -> None:
    content = read_bytes(tmp_path, (start + SHEET.format("민원과")).encode(encoding))
    assert (content.kind, tables(tmp_path, content)) == ("html", [[["민원과", "4"]]])


def test_a_page_that_declares_another_encoding_than_ours_is_read_as_declared(tmp_path: Path) -> None:
    page = "<html><meta charset=shift_jis><table><tr><td>市民課</td></tr></table></html>"
    content = read_bytes(tmp_path, page.encode("shift_jis"))
    assert (content.encoding, tables(tmp_path, content)) == ("shift_jis", [[["市民課"]]])


def test_a_page_whose_declaration_is_wrong_is_read_as_it_is(tmp_path: Path) -> None:
    page = "<html><meta charset=euc-kr><table><tr><td>민원 처리 현황</td></tr></table></html>"
    content = read_bytes(tmp_path, page.encode())
    assert (content.encoding, tables(tmp_path, content)) == ("utf-8", [[["민원 처리 현황"]]])


def test_a_page_that_ends_inside_a_table_is_said_to_be_cut_off(tmp_path: Path) -> None:
    content = read_bytes(tmp_path, b"<html><table><tr><td>1</td></tr><tr><td>2")
    assert [(finding.severity, finding.code) for finding in content.findings] == [("warning", "page_cut_off")]
    assert read_bytes(tmp_path, f"<html>{SHEET.format('a')}".encode()).findings == ()


@pytest.mark.parametrize("kept", [0.75, 0.5])
def test_a_single_file_web_page_that_lost_its_end_is_refused(tmp_path: Path, kept: float) -> None:
    listed = LISTED.format("a", "sheet001.htm", "") + LISTED.format("b", "sheet002.htm", "")
    sheets = (part(f"a.files/sheet00{number}.htm", SHEET.format("민원과" * 200)) for number in (1, 2))
    whole = mhtml(part("a.htm", WORKBOOK.format(listed)), *sheets)
    assert len(read_bytes(tmp_path, whole).grids) == 2
    with pytest.raises(UserError) as refused:
        read_bytes(tmp_path, whole[: int(len(whole) * kept)])
    assert refused.value.findings[0].code == "broken_part"


def test_a_page_of_frames_names_the_file_that_holds_the_tables(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        read_bytes(tmp_path, b'<html><frameset><frame src="a.files/sheet001.htm"></frameset></html>')
    assert refused.value.findings[0].values["part"] == "a.files/sheet001.htm"
