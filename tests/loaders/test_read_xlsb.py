"""xlsb: made by hand from the records of [MS-XLSB]."""

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

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def number_of_bytes(value: int) -> bytes:
    """Seven bits a byte, the lowest first."""
    out = bytearray()
    while True:
        value, low = value >> 7, value & 0x7F
        out.append(low | (0x80 if value else 0))
        if not value:
            return bytes(out)


def record(kind: int, data: bytes = b"") -> bytes:
    return number_of_bytes(kind) + number_of_bytes(len(data)) + data


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def row(number: int, *, hidden: bool = False) -> bytes:
    return record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, 0x10 if hidden else 0, 0, 0))


def cell(kind: int, column: int, data: bytes) -> bytes:
    return record(kind, struct.pack("<II", column, 0) + data)


def text(column: int, content: str) -> bytes:
    return cell(6, column, wide(content))


def real(column: int, number: float) -> bytes:
    return cell(5, column, struct.pack("<d", number))


def styles(*formats: int) -> bytes:
    """Styles of built-in or own formats; before them stand the styles that cells are derived from, which count apart."""
    own = record(44, struct.pack("<H", 200) + wide('0.0"%"')) + record(44, struct.pack("<H", 201) + wide("0.000%"))
    base = record(626) + record(47, struct.pack("<HH", 0xFFFF, 10) + bytes(12)) + record(627)
    cells = b"".join(record(47, struct.pack("<HH", 0, number) + bytes(12)) for number in formats)
    own = record(615, struct.pack("<I", 2)) + own + record(616)
    return record(278) + own + base + record(617, struct.pack("<I", len(formats))) + cells + record(618) + record(279)


def xlsb(rows: bytes, *, state: int = 0, after: bytes = b"", styled: bytes = b"") -> bytes:
    size = record(148, struct.pack("<4I", 0, 9, 0, 9))
    sheet = record(129) + size + record(145) + rows + record(146) + after + record(130)
    bundle = record(156, struct.pack("<II", state, 1) + wide("rId1") + wide("점수"))
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="a" Type="{OFFICE}/officeDocument" Target="xl/workbook.bin"/></Relationships>'.encode(),
        "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>'.encode(),
        "xl/workbook.bin": record(131) + record(153, b"\0" * 12) + record(143) + bundle + record(144) + record(132),
        "xl/worksheets/sheet1.bin": sheet,
    }
    if styled:
        parts["xl/styles.bin"] = styled
        link = f'<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.bin"/></Relationships>'.encode()
        name = "xl/_rels/workbook.bin.rels"
        parts[name] = parts[name].replace(b"</Relationships>", link)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return target.getvalue()


def read_bytes(folder: Path, content: bytes) -> Content:
    (folder / "input").write_bytes(content)
    return read(folder / "input", Limits())


def table(folder: Path, content: Content) -> list[list[str]]:
    content.grids[0].write(folder / "sheet.arrow")
    with pa.memory_map(str(folder / "sheet.arrow")) as source:
        return [
            list(row)
            for row in zip(*(column.to_pylist() for column in pa.ipc.open_file(source).read_all().columns), strict=True)
        ]


def test_texts_numbers_truths_and_errors_keep_their_places(tmp_path: Path) -> None:
    rows = row(2) + text(0, "부서") + real(1, 4.6) + row(4) + cell(4, 0, b"\x01") + cell(3, 1, b"\x2a")
    content = read_bytes(tmp_path, xlsb(rows))
    grid = content.grids[0]
    assert (content.kind, grid.name, grid.first_row) == ("xlsb", "점수", 3)
    assert table(tmp_path, content) == [["부서", "4.6"], ["", ""], ["TRUE", ""]]
    assert grid.faults == {(5, 1): "#N/A"}


def test_hidden_sheets_rows_and_merged_ranges_are_named(tmp_path: Path) -> None:
    merged = record(177, struct.pack("<I", 1)) + record(176, struct.pack("<4I", 0, 2, 1, 3)) + record(178)
    content = read_bytes(tmp_path, xlsb(row(0, hidden=True) + real(0, 1.0), state=1, after=merged))
    assert (content.grids[0].hidden_rows, content.grids[0].merged) == ([1], [(1, 1, 3, 3)])
    assert {finding.code for finding in content.findings} == {"hidden_sheet", "hidden_rows", "merged_cells"}


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (row(0) + real(0, 1.0) + row(1_000_000) + real(900, 1.0), "too_large_area"),
        (row(0) + cell(3, 0, b"\x2a")[:-4], "broken_record"),
    ],
)
def test_a_sheet_that_cannot_be_is_refused_before_calamine_sees_it(tmp_path: Path, rows: bytes, code: str) -> None:
    with pytest.raises(UserError) as refused:
        read_bytes(tmp_path, xlsb(rows))
    assert refused.value.findings[0].code == code


def test_percentages_are_read_as_they_are_shown(tmp_path: Path) -> None:
    def shown(column: int, kind: int, style: int, number: float) -> bytes:
        return record(kind, struct.pack("<II", column, style) + struct.pack("<d", number) + bytes(6 * (kind == 9)))

    rows = row(0) + text(0, "비율") + shown(1, 5, 1, 0.992) + shown(2, 5, 2, 0.07) + shown(3, 9, 1, 1.0)
    rows += shown(4, 5, 0, 0.5) + shown(5, 5, 3, 99.2)
    content = read_bytes(tmp_path, xlsb(rows, styled=styles(0, 10, 201, 200)))
    assert table(tmp_path, content) == [["비율", "99.2%", "7%", "100%", "0.5", "99.2"]]


@pytest.mark.parametrize(("epoch", "read"), [(0, "2008-04-07"), (1, "2012-04-08")])
def test_dates_kept_as_whole_numbers_are_dates(tmp_path: Path, epoch: int, read: str) -> None:
    whole = record(2, struct.pack("<IIi", 0, 0, 39545 << 2 | 2))
    share = record(2, struct.pack("<IIi", 1, 1, 7 << 2 | 3))
    content = xlsb(row(0) + whole + share, styled=styles(14, 10))
    content = with_book(content, record(153, bytes([epoch]) + b"\0" * 11))
    assert table(tmp_path, read_bytes(tmp_path, content)) == [[read, "7%"]]


def with_book(content: bytes, properties: bytes) -> bytes:
    """Return the workbook with other properties of the whole."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as package:
        for name in source.namelist():
            part = source.read(name)
            package.writestr(
                name, part.replace(record(153, b"\0" * 12), properties) if "workbook.bin" in name else part
            )
    return target.getvalue()
