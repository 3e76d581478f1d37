"""Many rows of a sheet read at once are the same as rows read one by one."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import ipc

from benchmarks.million_file import write_xlsx
from kpi.core.errors import UserError
from loaders.read import xlsx_strict as read_xlsx_strict
from loaders.read.file import read
from loaders.read.limits import Limits

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = f'<styleSheet {MAIN}><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="14"/><xf numFmtId="20"/></cellXfs></styleSheet>'
CELLS = (
    "",
    '<c r="{at}" t="s"><v>0</v></c>',
    '<c r="{at}" t="s"><v>2</v></c>',
    '<c r="{at}"><v>12.50</v></c>',
    '<c r="{at}"><v>7</v></c>',
    '<c r="{at}" s="1"><v>45000.4</v></c>',
    '<c r="{at}" s="2"><v>45000</v></c>',
    '<c r="{at}" s="1"/>',
)
ODD = (
    '<c r="{at}" s="2"><v>45000.000001</v></c>',
    '<c r="{at}" s="1"><v>60.5</v></c>',
    '<c r="{at}" s="3"><v>0.5</v></c>',
    '<c r="{at}" t="s"><v>9</v></c>',
    '<c r="{at}"><v>nothing</v></c>',
    '<c r="{at}" t="e"><v>#REF!</v></c>',
    '<c r="{at}" t="b"><v>1</v></c>',
    '<c r="{at}" t="str"><v>_x0041_</v></c>',
    '<c r="{at}" t="str"><v>글 &amp; 말</v></c>',
    '<c r="{at}" t="inlineStr"><is><t>민원</t></is></c>',
    '<c r="{at}"><f>1+1</f><v>2</v></c>',
    '<c r="{at}" t="s"></c>',
)


def book(rows: list[tuple[int, str, list[str]]], *, epoch_1904: bool = False) -> bytes:
    """Return a workbook of these rows: number, attributes, cells."""
    xml = "".join(
        f'<row r="{number}"{attributes}>'
        + "".join(cell.format(at=f"{chr(65 + place)}{number}") for place, cell in enumerate(cells))
        + "</row>"
        for number, attributes, cells in rows
    )
    parts = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{RELATIONS}"><workbookPr date1904="{int(epoch_1904)}"/><sheets>'
        '<sheet name="대장" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": "<Relationships>"
        f'<Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{RELATIONS}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId3" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f"<sst {MAIN}><si><t>접수</t></si><si><t>완료</t></si><si><t>과</t></si></sst>",
        "xl/worksheets/sheet1.xml": f"<worksheet {MAIN}><sheetData>{xml}</sheetData></worksheet>",
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return content.getvalue()


def everything(path: Path) -> object:
    """Return all that reading a workbook says, as plain values."""
    try:
        content = read(path, Limits(unpacked=1 << 30))
    except UserError as error:
        return [finding.to_json() for finding in error.findings]
    grid = content.grids[0]
    if grid.empty:
        return grid.to_json()
    grid.write(path.with_suffix(".arrow"))
    cells = ipc.open_file(path.with_suffix(".arrow")).read_all().to_pydict()
    return grid.to_json(), grid.budget.cells, cells, [finding.to_json() for finding in content.findings]


@st.composite
def books(draw: st.DrawFn) -> bytes:
    """Draw sheets of rows of the same shape, now and then with an odd cell, a gap, a hidden or empty row."""
    shape = draw(st.lists(st.sampled_from(CELLS), min_size=1, max_size=5))
    rows, number = [], draw(st.integers(1, 4))
    for _ in range(draw(st.integers(1, 8))):
        cells = [draw(st.sampled_from([one, one, one, "", *ODD[:: draw(st.integers(1, 12))]])) for one in shape]
        rows.append((number, draw(st.sampled_from(["", ' spans="1:5"', ' hidden="1"'])), cells))
        number += draw(st.sampled_from([1, 1, 1, 1, 3, 0]))
    return book(rows, epoch_1904=draw(st.booleans()))


@settings(max_examples=300, deadline=None)
@given(content=books())
def test_rows_read_at_once_are_the_same_as_rows_read_one_by_one(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("columns") / "book.xlsx"
    path.write_bytes(content)
    quick = everything(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(read_xlsx_strict, "add_rows", lambda *_: False)
        assert quick == everything(path)


def test_an_ordinary_register_takes_the_quick_lane_only(tmp_path, monkeypatch):
    path = tmp_path / "register.xlsx"
    write_xlsx(path, 3_000)
    rows = []
    monkeypatch.setattr(read_xlsx_strict, "_row", lambda *row: rows.append(row))
    grid = read(path, Limits()).grids[0]
    grid.write(tmp_path / "sheet.arrow")
    assert rows == []
    assert ipc.open_file(tmp_path / "sheet.arrow").read_all().num_rows == 3_001
