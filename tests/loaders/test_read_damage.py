"""Files damaged at random: they are read or refused, and nothing else happens."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from kpi.core.errors import UserError
from loaders.read.file import read
from loaders.read.limits import Limits

BITS = (
    b"<",
    b">",
    b'"',
    b"&",
    b"]]>",
    b"\xff",
    b"\0",
    b"<v>",
    b"</c>",
    b"<row>",
    b"-",
    b"99999999999",
    b't="s"',
    b"<!--",
    "가".encode(),
)
HTML = "<html><table><tr><th colspan=2>부서</th></tr><tr><td rowspan=3>민원</td><td>1</td></tr></table></html>".encode()
ODS = (
    b'<d xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    b' xmlns:x="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><t:table t:name="a"><t:table-row t:number-rows-repeated="2">'
    b'<t:table-cell o:value-type="float" o:value="3"><x:p>3</x:p></t:table-cell></t:table-row></t:table></d>'
)
XML_2003 = (
    b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
    b'<Worksheet ss:Name="S"><Table><Row ss:Index="2"><Cell ss:Index="2"><Data ss:Type="Number">3</Data></Cell></Row></Table></Worksheet></Workbook>'
)


def packed(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return target.getvalue()


def parts_of_a_workbook() -> dict[str, bytes]:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("점수")
        for number, row in enumerate((["부서", "점수", "날짜"], ["민원과", 4.5, "2025-02-28"], ["세무과", 3])):
            sheet.write_row(number, 0, row)
        sheet.merge_range("A5:B5", "비고")
    with zipfile.ZipFile(target) as package:
        return {name: package.read(name) for name in package.namelist()}


def damaged(content: bytes, chosen: random.Random) -> bytes:
    for _ in range(chosen.randint(1, 3)):
        place, size = chosen.randrange(len(content) + 1), chosen.choice((0, 0, 1, 5, 40))
        content = content[:place] + chosen.choice((b"", *BITS)) + content[place + size :]
    return content


def test_a_row_outside_any_worksheet_is_refused(tmp_path: Path) -> None:
    """Found by damaging files at random."""
    assert outcome(tmp_path, XML_2003.replace(b"Worksheet", b"Other")) == "no_sheet"


def outcome(folder: Path, content: bytes) -> str:
    (folder / "input").write_bytes(content)
    try:
        found = read(folder / "input", Limits())
        for grid in found.grids:
            grid.write(folder / "sheet.arrow")
    except UserError as error:
        return error.findings[0].code
    return found.kind


@pytest.mark.parametrize(
    "part",
    [
        "xl/worksheets/sheet1.xml",
        "xl/workbook.xml",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "xl/_rels/workbook.xml.rels",
    ],
)
def test_a_damaged_part_of_a_workbook_is_read_or_refused(tmp_path: Path, part: str) -> None:
    chosen, parts = random.Random(part), parts_of_a_workbook()
    found = [outcome(tmp_path, packed({**parts, part: damaged(parts[part], chosen)})) for _ in range(120)]
    assert {"xlsx", "broken_part"} <= set(found)
    assert "broken_structure" not in found


@pytest.mark.parametrize("kind", ["zip", "html", "ods", "xml", "csv"])
def test_other_damaged_files_are_read_or_refused(tmp_path: Path, kind: str) -> None:
    chosen = random.Random(kind)
    whole = {
        "zip": packed(parts_of_a_workbook()),
        "html": HTML,
        "xml": XML_2003,
        "csv": "부서,점수\n민원과,4\n".encode("cp949"),
        "ods": ODS,
    }[kind]
    found = []
    for _ in range(150):
        content = damaged(whole, chosen)
        found.append(
            outcome(
                tmp_path,
                packed({"content.xml": content, "META-INF/manifest.xml": b"<m/>"}) if kind == "ods" else content,
            )
        )
    assert len(set(found)) >= 3
