"""xls, ods, HTML and XML 2003: made by hand, byte for byte."""

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

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet"


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


def record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def excel_2(*cells: bytes) -> bytes:
    """A stream of Excel 2: the oldest kind of .xls, and the simplest to write by hand."""
    return record(0x0009, struct.pack("<HH", 2, 0x10)) + b"".join(cells) + record(0x000A, b"")


def test_an_old_xls_gives_texts_numbers_truths_and_errors(tmp_path: Path) -> None:
    place = struct.Struct("<HH3x")
    content = read_bytes(
        tmp_path,
        excel_2(
            record(0x0004, place.pack(1, 0) + b"\x04dept"),
            record(0x0002, place.pack(1, 1) + struct.pack("<H", 7)),
            record(0x0003, place.pack(2, 0) + struct.pack("<d", 4.6)),
            record(0x0005, place.pack(2, 1) + b"\x01\x00"),
            record(0x0005, place.pack(3, 0) + b"\x17\x01"),
        ),
    )
    assert content.kind == "xls"
    assert tables(tmp_path, content) == [[["dept", "7"], ["4.6", "TRUE"]]]
    assert (content.grids[0].first_row, content.grids[0].faults) == (2, {(4, 0): "#REF!"})


def test_an_old_xls_gives_percentages_as_they_are_shown(tmp_path: Path) -> None:
    formats = [record(0x001E, bytes([len(code)]) + code) for code in (b"General", b"0.0%")]
    numbers = [
        record(0x0003, struct.pack("<HH", 1, column) + bytes([0, column, 0]) + struct.pack("<d", number))
        for column, number in enumerate((4.6, 0.992))
    ]
    assert tables(tmp_path, read_bytes(tmp_path, excel_2(*formats, *numbers))) == [[["4.6", "99.2%"]]]


def test_an_old_xls_gives_elapsed_seconds_hours_and_numbers_in_powers_of_ten_as_they_are_shown(tmp_path: Path) -> None:
    formats = [record(0x001E, bytes([len(code)]) + code) for code in (b"[s]", b"[h]", b"0.00E+00")]
    numbers = [
        record(0x0003, struct.pack("<HH", 1, column) + bytes([0, column, 0]) + struct.pack("<d", number))
        for column, number in enumerate((0.5, 1.25, 1250.0))
    ]
    assert tables(tmp_path, read_bytes(tmp_path, excel_2(*formats, *numbers))) == [[["12:00:00", "30:00:00", "1250"]]]


def ods(rows: str, *, styles: str = "", table: str = 'table:name="점수"', manifest: str = "<manifest/>") -> bytes:
    spaces = " ".join(f'xmlns:{name}="{OFFICE}{name}:1.0"' for name in ("office", "table", "text", "style"))
    calc = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    body = f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet><table:table {table}>{rows}</table:table></office:spreadsheet></office:body>"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", manifest)
        package.writestr("content.xml", f"<office:document-content {spaces} {calc}>{body}</office:document-content>")
    return target.getvalue()


def cell(kind: str, value: str, text: str, more: str = "") -> str:
    name = {"date": "date-value", "time": "time-value", "boolean": "boolean-value"}.get(kind, "value")
    return f'<table:table-cell office:value-type="{kind}" office:{name}="{value}" {more}><text:p>{text}</text:p></table:table-cell>'


def repeated(times: int) -> str:
    return cell("float", "1", "1", f"table:number-columns-repeated='{times}'")


def test_an_ods_gives_stored_values_not_shown_ones(tmp_path: Path) -> None:
    row = (
        cell("float", "4.6000000000000005", "4.6")
        + cell("percentage", "0.123", "12 %")
        + cell("date", "2025-02-28", "28/02/25")
        + cell("date", "2025-02-28T09:30:00", "x")
        + cell("time", "PT30H05M00S", "30:05")
        + cell("boolean", "true", "참")
        + "<table:table-cell><text:p>두<text:s text:c='2'/>칸</text:p><text:p>줄</text:p></table:table-cell>"
    )
    content = read_bytes(tmp_path, ods(f"<table:table-row>{row}</table:table-row>"))
    expected = ["4.6000000000000005", "12.3%", "2025-02-28", "2025-02-28T09:30:00", "30:05:00", "TRUE", "두  칸\n줄"]
    assert (content.kind, tables(tmp_path, content)) == ("ods", [[expected]])


def test_repeated_cells_and_rows_of_an_ods_are_unrolled_and_endless_blanks_are_not(tmp_path: Path) -> None:
    rows = (
        '<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="2"/></table:table-row>'
        f'<table:table-row table:number-rows-repeated="2" table:visibility="collapse">{repeated(2)}'
        '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    grid = (content := read_bytes(tmp_path, ods(rows))).grids[0]
    assert tables(tmp_path, content) == [[["1", "1"], ["1", "1"]]]
    assert (grid.first_row, grid.hidden_rows) == (4, [4, 5])


def test_a_bomb_of_repeated_ods_cells_is_refused(tmp_path: Path) -> None:
    row = f'<table:table-row table:number-rows-repeated="1048576">{repeated(1000)}</table:table-row>'
    with pytest.raises(UserError) as refused:
        read_bytes(tmp_path, ods(row))
    assert refused.value.findings[0].code == "too_large_area"


def test_errors_merges_hidden_and_locked_ods_sheets_are_seen(tmp_path: Path) -> None:
    styles = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    error = '<table:table-cell calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
    merged = cell("float", "1", "1", "table:number-columns-spanned='2' table:number-rows-spanned='2'")
    content = read_bytes(
        tmp_path,
        ods(
            f"<table:table-row>{merged}<table:covered-table-cell/>{error}</table:table-row>",
            styles=styles,
            table='table:name="a" table:style-name="ta2"',
        ),
    )
    assert content.grids[0].faults == {(1, 2): "#DIV/0!"}
    assert content.grids[0].merged == [(1, 0, 2, 1)]
    assert {finding.code for finding in content.findings} == {"hidden_sheet", "merged_cells", "error_cells"}
    with pytest.raises(UserError) as refused:
        read_bytes(tmp_path, ods("", manifest="<manifest><encryption-data/></manifest>"))
    assert refused.value.findings[0].code == "encrypted_ods"


HTML = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=euc-kr">
<script>alert(1)</script></head><body><img src="http://example.invalid/a.png"><table border=1>
<tr><th rowspan=2>부서</th><th colspan=2>점수 &amp; 수</th></tr><tr><td>2013</td><td>2014</td></tr>
<tr><td>민원과</td><td>4<br>5</td><td>&nbsp;007&nbsp;</td></tr></table></body></html>"""


def test_a_table_of_a_web_page_keeps_its_spans_breaks_and_texts(tmp_path: Path) -> None:
    content = read_bytes(tmp_path, HTML.encode("cp949"))
    assert (content.kind, content.encoding) == ("html", "cp949")
    assert tables(tmp_path, content) == [[["부서", "점수 & 수", ""], ["", "2013", "2014"], ["민원과", "4\n5", "007"]]]
    assert content.grids[0].merged == [(1, 0, 2, 0), (1, 1, 1, 2)]


def test_a_table_inside_a_table_is_the_one_that_counts(tmp_path: Path) -> None:
    content = read_bytes(tmp_path, b"<html><table><tr><td><table><tr><td>1</td></tr></table></td></tr></table></html>")
    assert tables(tmp_path, content) == [[["1"]]]


def test_an_xml_spreadsheet_of_2003_keeps_places_and_types(tmp_path: Path) -> None:
    data = '<Cell ss:Index="2"><Data ss:Type="{0}">{1}</Data></Cell>'
    rows = "".join(
        f'<Row ss:Index="{number}">{data.format(kind, text)}</Row>'
        for number, (kind, text) in enumerate(
            [
                ("String", "부서"),
                ("Number", "3.0"),
                ("DateTime", "2025-02-28T00:00:00.000"),
                ("DateTime", "2025-02-28T09:30:00.000"),
                ("Boolean", "1"),
                ("Error", "#N/A"),
            ],
            start=3,
        )
    )
    text = f'<?xml version="1.0"?><Workbook xmlns="{SPREADSHEET}" xmlns:ss="{SPREADSHEET}"><Worksheet ss:Name="S"><Table>{rows}</Table></Worksheet></Workbook>'
    content = read_bytes(tmp_path, text.encode())
    assert [row[1] for row in tables(tmp_path, content)[0]] == [
        "부서",
        "3",
        "2025-02-28",
        "2025-02-28T09:30:00",
        "TRUE",
    ]
    assert (content.kind, content.grids[0].first_row, content.grids[0].faults) == ("xml", 3, {(8, 1): "#N/A"})
