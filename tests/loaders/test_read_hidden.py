"""What is hidden and what was never calculated is said, whatever the kind of file."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pyarrow as pa
import pytest

from kpi.core.errors import UserError
from loaders.read.file import Content, read
from loaders.read.limits import Limits
from tests.loaders.locked_files import container, record, workbook_stream

OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns:"
EXCEL_2003 = "urn:schemas-microsoft-com:office:"


def read_bytes(folder: Path, content: bytes) -> Content:
    (folder / "input").write_bytes(content)
    return read(folder / "input", Limits())


def ods(table: str) -> bytes:
    spaces = " ".join(f'xmlns:{name}="{OPEN_DOCUMENT}{name}:1.0"' for name in ("office", "table", "text"))
    calc = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", "<manifest/>")
        package.writestr(
            "content.xml", f'<office:d {spaces} {calc}><table:table table:name="a">{table}</table:table></office:d>'
        )
    return target.getvalue()


def ods_cell(text: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p></table:table-cell>'


def xml_2003(table: str, options: str = "") -> bytes:
    spaces = f'xmlns="{EXCEL_2003}spreadsheet" xmlns:ss="{EXCEL_2003}spreadsheet" xmlns:x="{EXCEL_2003}excel"'
    sheet = (
        f'<Worksheet ss:Name="S"><Table>{table}</Table><x:WorksheetOptions>{options}</x:WorksheetOptions></Worksheet>'
    )
    return f'<?xml version="1.0"?><Workbook {spaces}>{sheet}</Workbook>'.encode()


def xls() -> bytes:
    """Return a workbook whose second column and first row are hidden."""
    hidden_column = record(0x007D, struct.pack("<HHHHHH", 1, 1, 2000, 15, 1, 0))
    hidden_row = record(0x0208, struct.pack("<HHHHHHI", 0, 0, 2, 255, 0, 0, 0x20))
    first = record(0x0204, b"")[:2]
    stream = workbook_stream()
    place = stream.index(first, stream.index(struct.pack("<HH", 0x0600, 0x0010)))
    return container(stream[:place] + hidden_column + hidden_row + stream[place:])


COLUMN = '<table:table-column table:number-columns-repeated="{0}" table:visibility="{1}"/>'
ROW_2003 = '<Row><Cell><Data ss:Type="Number">1</Data></Cell><Cell><Data ss:Type="Number">2</Data></Cell></Row>'
HIDDEN_COLUMN = {
    "ods": ods(
        COLUMN.format(1, "visible")
        + COLUMN.format(16000, "collapse")
        + f"<table:table-row>{ods_cell('a')}{ods_cell('b')}</table:table-row>"
    ),
    "xml": xml_2003(f'<Column/><Column ss:Hidden="1" ss:Span="900"/>{ROW_2003}'),
    "xls": xls(),
}


@pytest.mark.parametrize("kind", HIDDEN_COLUMN)
def test_hidden_columns_are_counted_as_far_as_the_sheet_is_used(tmp_path: Path, kind: str) -> None:
    content = read_bytes(tmp_path, HIDDEN_COLUMN[kind])
    assert content.kind == kind
    assert content.grids[0].hidden_columns == 1
    assert "hidden_columns" in {finding.code for finding in content.findings}


def test_hidden_rows_of_an_xls_and_hidden_sheets_of_xml_are_seen(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, xls()).grids[0].hidden_rows == [1]
    content = read_bytes(tmp_path, xml_2003(ROW_2003, "<x:Visible>SheetVeryHidden</x:Visible>"))
    assert content.grids[0].hidden


def test_formulas_without_a_value_are_seen_in_ods_and_xml(tmp_path: Path) -> None:
    never = '<table:table-cell table:formula="of:=[.A1]*2"/>'
    grid = read_bytes(tmp_path, ods(f"<table:table-row>{ods_cell('a')}{never}</table:table-row>")).grids[0]
    assert grid.faults == {(1, 1): "formula"}
    row = '<Row><Cell><Data ss:Type="Number">1</Data></Cell><Cell ss:Formula="=RC[-1]*2"/></Row>'
    grid = read_bytes(tmp_path, xml_2003(row)).grids[0]
    assert grid.faults == {(1, 1): "formula"}


def test_an_error_in_repeated_ods_cells_is_an_error_in_each(tmp_path: Path) -> None:
    error = '<table:table-cell calcext:value-type="error" table:number-columns-repeated="2"><text:p>#N/A</text:p></table:table-cell>'
    table = f'<table:table-row table:number-rows-repeated="2">{ods_cell("a")}{error}</table:table-row>'
    grid = read_bytes(tmp_path, ods(table)).grids[0]
    assert grid.faults == {(row, column): "#N/A" for row in (1, 2) for column in (1, 2)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "euc-kr"])
def test_xml_2003_is_read_in_every_encoding_it_declares(tmp_path: Path, encoding: str) -> None:
    row = '<Row><Cell><Data ss:Type="String">민원과</Data></Cell></Row>'
    declared = encoding.removesuffix("-sig")
    text = xml_2003(row).decode().replace('version="1.0"', f'version="1.0" encoding="{declared}"')
    content = read_bytes(tmp_path, text.encode(encoding))
    content.grids[0].write(tmp_path / "sheet.arrow")
    with pa.memory_map(str(tmp_path / "sheet.arrow")) as source:
        assert pa.ipc.open_file(source).read_all().column(0).to_pylist() == ["민원과"]


def test_xml_2003_that_is_cut_off_or_has_entities_is_refused(tmp_path: Path) -> None:
    whole = xml_2003(ROW_2003)
    entities = whole.replace(b"<Workbook", b"<!DOCTYPE a [<!ENTITY b 'c'>]><Workbook", 1)
    for content, code in ((whole[:-30], "broken_part"), (entities, "doctype")):
        with pytest.raises(UserError) as refused:
            read_bytes(tmp_path, content)
        assert refused.value.findings[0].code == code
