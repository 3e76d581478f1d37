"""Workbooks behind stray bytes, and workbooks that were saved as text."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import xlsxwriter

from kpi.core.errors import UserError
from loaders.read.file import Content, read
from loaders.read.limits import Limits

BOM = b"\xef\xbb\xbf"
WARNING = "<br />\n<b>Warning</b>: Cannot modify header information in /민원/excel.php<br />\n".encode()


def workbook() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("점수")
        for row in range(200):
            sheet.write_row(row, 0, [f"부서 {row * 7919 % 1000}", row * 104729 % 9973])
    return target.getvalue()


def read_bytes(folder: Path, content: bytes) -> Content:
    (folder / "input").write_bytes(content)
    return read(folder / "input", Limits())


@pytest.mark.parametrize("ahead", [BOM, b"\r\n\r\n", BOM + b"\n", WARNING], ids=["bom", "lines", "both", "warning"])
def test_a_workbook_behind_stray_bytes_is_read_and_they_are_counted(tmp_path: Path, ahead: bytes) -> None:
    content = read_bytes(tmp_path, ahead + workbook())
    assert (content.kind, content.grids[0].name, content.grids[0].width) == ("xlsx", "점수", 2)
    note = content.findings[0]
    assert (note.code, note.severity, note.values) == ("stray_bytes", "note", {"number": str(len(ahead))})


def test_a_workbook_behind_another_program_is_not_looked_for(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        read_bytes(tmp_path, b"MZ\x90\0" + workbook())
    assert refused.value.findings[0].code == "not_a_table_file"


@pytest.mark.parametrize("ahead", [b"", BOM], ids=["plain", "bom"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_a_workbook_saved_as_text_is_told_to_be_lost(tmp_path: Path, ahead: bytes, encoding: str) -> None:
    with pytest.raises(UserError) as refused:
        read_bytes(tmp_path, ahead + workbook().decode(encoding, "replace").encode())
    assert refused.value.findings[0].code == "saved_as_text"


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8"])
def test_a_compound_file_saved_as_text_is_told_to_be_lost(tmp_path: Path, encoding: str) -> None:
    raw = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    with pytest.raises(UserError) as refused:
        read_bytes(tmp_path, raw.decode(encoding, "replace").encode())
    assert refused.value.findings[0].code == "saved_as_text"
