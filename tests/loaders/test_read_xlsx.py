"""xlsx: values as they stand in the XML, whatever the file says about itself."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest
import python_calamine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi.core.errors import UserError
from loaders.read.file import read
from loaders.read.grid import Grid
from loaders.read.limits import Limits
from loaders.read.serial import text_of_value

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;년&quot; m&quot;월&quot; d&quot;일&quot;"/>'
    '<numFmt numFmtId="165" formatCode="yyyy-mm-dd hh:mm"/><numFmt numFmtId="166" formatCode="[h]:mm"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="20"/></cellXfs></styleSheet>'
)


def workbook(sheet: str, *, strings: str = "", properties: str = "", state: str = "visible") -> bytes:
    """A package of one sheet; ``sheet`` is what stands inside its worksheet element."""
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/worksheet" Target="/xl/here.xml"/>'
        f'<Relationship Id="r2" Type="{OFFICE}/styles" Target="styles.xml"/><Relationship Id="r3" Type="{OFFICE}/sharedStrings" Target="ss.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}<sheets><sheet name="점수" sheetId="1" r:id="r1" state="{state}"/></sheets></workbook>',
        "xl/styles.xml": STYLES,
        "xl/ss.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        "xl/here.xml": f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>',
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return target.getvalue()


def grids(folder: Path, content: bytes) -> tuple[Grid, ...]:
    path = folder / "input"
    path.write_bytes(content)
    return read(path, Limits()).grids


def rows(grid: Grid, folder: Path) -> dict[int, list[str]]:
    """Row number -> texts."""
    grid.write(folder / "sheet.arrow")
    with pa.memory_map(str(folder / "sheet.arrow")) as source:
        columns = [column.to_pylist() for column in pa.ipc.open_file(source).read_all().columns]
    return {grid.first_row + number: list(row) for number, row in enumerate(zip(*columns, strict=True))}


def one_sheet(folder: Path, sheet: str, **more: str) -> tuple[Grid, dict[int, list[str]]]:
    grid = grids(folder, workbook(sheet, **more))[0]
    return grid, rows(grid, folder)


UNUSUAL = "<!-- not in the quick lane -->"


@pytest.mark.parametrize("unusual", ["", UNUSUAL], ids=["quick lane", "xml"])
@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c r="A1"><v>3</v></c>', "3"),
        ('<c r="A1" t="n"><v>3.0</v></c>', "3"),
        ('<c r="A1"><v>4.5999999999999996</v></c>', "4.6"),
        ('<c r="A1"><v>1.5E-10</v></c>', "1.5e-10"),
        ('<c r="A1"><v>0.1234567890123</v></c>', "0.1234567890123"),
        ('<c r="A1"><v>-0.5</v></c>', "-0.5"),
        ('<c r="A1"><v>007</v></c>', "7"),
        ('<c r="A1" t="s"><v>0</v></c>', "007"),
        ('<c r="A1" t="s"><v>1</v></c>', " 가\r\n나 "),
        ('<c r="A1" t="s"><v>2</v></c>', "굵게보통"),
        ('<c r="A1" t="str"><f>A2</f><v>&lt;끝&gt;</v></c>', "<끝>"),
        ('<c r="A1" t="inlineStr"><is><t>안 &amp; 밖</t></is></c>', "안 & 밖"),
        ('<c r="A1" t="b"><v>1</v></c>', "TRUE"),
        ('<c r="A1" t="b"><v>0</v></c>', "FALSE"),
        ('<c r="A1" t="d"><v>2025-02-28T09:30:00Z</v></c>', "2025-02-28T09:30:00"),
        ('<c r="A1" s="1"><v>45716</v></c>', "2025-02-28"),
        ('<c r="A1" s="1"><v>45716.25</v></c>', "2025-02-28T06:00:00"),
        ('<c r="A1" s="2"><v>45716</v></c>', "2025-02-28T00:00:00"),
        ('<c r="A1" s="2"><v>45716.395833333336</v></c>', "2025-02-28T09:30:00"),
        ('<c r="A1" s="2"><v>45289.999999999999</v></c>', "2023-12-30T00:00:00"),
        ('<c r="A1" s="3"><v>1.25</v></c>', "30:00:00"),
        ('<c r="A1" s="4"><v>0.39583333333333331</v></c>', "09:30:00"),
        ('<c r="A1" s="1"><v>1</v></c>', "1900-01-01"),
        ('<c r="A1" s="1"><v>60</v></c>', "60"),
        ('<c r="A1" s="1"><v>61</v></c>', "1900-03-01"),
        ('<c r="A1" s="1"><v>-5</v></c>', "-5"),
    ],
)
def test_a_stored_value_becomes_this_text(tmp_path: Path, cell: str, text: str, unusual: str) -> None:
    strings = "<si><t>007</t></si><si><t> 가_x000D_\n나 </t></si><si><r><t>굵게</t></r><r><t>보통</t></r><rPh><r><t>x</t></r></rPh></si>"
    _, found = one_sheet(tmp_path, f'<sheetData><row r="1">{cell}</row>{unusual}</sheetData>', strings=strings)
    assert found == {1: [text]}


@pytest.mark.parametrize("unusual", ["", UNUSUAL], ids=["quick lane", "xml"])
@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ('<c r="B2" t="e"><v>#REF!</v></c>', "#REF!"),
        ('<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c r="B2"><f>1+1</f></c>', "formula"),
        ('<c r="B2"><f>1+1</f><v></v></c>', "formula"),
        ('<c r="B2" t="n"><v>1e999</v></c>', "#NUM!"),
        ('<c r="B2"><v>점수</v></c>', "#NUM!"),
    ],
)
def test_a_cell_without_a_usable_value_is_a_fault_at_its_place(
    tmp_path: Path, cell: str, fault: str, unusual: str
) -> None:
    grid, found = one_sheet(tmp_path, f'<sheetData><row r="2"><c r="A2"><v>1</v></c>{cell}</row>{unusual}</sheetData>')
    assert grid.faults == {(2, 1): fault}
    assert found == {2: ["1"]}


@pytest.mark.parametrize("unusual", ["", UNUSUAL], ids=["quick lane", "xml"])
def test_shared_strings_keep_their_spaces_entities_and_escapes(tmp_path: Path, unusual: str) -> None:
    strings = f'<si><t>a &amp; &lt;b&gt;</t></si><si><t xml:space="preserve"> 두 칸  </t></si><si><t>_xD83D__xDE00_</t></si>{unusual}'
    cells = "".join(f'<c r="{"ABC"[number]}1" t="s"><v>{number}</v></c>' for number in range(3))
    _, found = one_sheet(tmp_path, f'<sheetData><row r="1">{cells}</row></sheetData>', strings=strings)
    assert found == {1: ["a & <b>", " 두 칸  ", "😀"]}


def test_rows_and_columns_keep_the_places_excel_shows(tmp_path: Path) -> None:
    sheet = '<dimension ref="A1"/><sheetData><row r="5"><c r="C5"><v>1</v></c></row><row r="7"><c r="AA7"><v>2</v></c></row></sheetData>'
    _, found = one_sheet(tmp_path, sheet)
    assert list(found) == [5, 6, 7]
    assert (found[5][2], found[6][2], found[7][26]) == ("1", "", "2")


def test_hidden_rows_columns_sheets_and_merged_ranges_are_named(tmp_path: Path) -> None:
    sheet = (
        '<cols><col min="1" max="16384" hidden="1"/></cols><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="2" hidden="1"><c r="A2"><v>2</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B3"/></mergeCells>'
    )
    (tmp_path / "input").write_bytes(workbook(sheet, state="veryHidden"))
    content = read(tmp_path / "input", Limits())
    assert {finding.code for finding in content.findings} == {
        "hidden_sheet",
        "hidden_rows",
        "hidden_columns",
        "merged_cells",
    }
    assert content.grids[0].merged == [(1, 0, 3, 1)]
    assert content.grids[0].hidden_rows == [2]
    assert all(finding.line(lang) for finding in content.findings for lang in ("ko", "en"))


def test_a_workbook_of_1904_counts_its_days_from_there(tmp_path: Path) -> None:
    sheet = '<sheetData><row r="1"><c r="A1" s="1"><v>44254</v></c></row></sheetData>'
    _, found = one_sheet(tmp_path, sheet, properties='<workbookPr date1904="1"/>')
    assert found == {1: ["2025-02-28"]}


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        ('<row r="2"><c r="A2"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>', "row_order"),
        ('<row r="1048577"><c r="A1048577"><v>1</v></c></row>', "row_order"),
        ('<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>', "bad_address"),
        ('<row r="1"><c r="A9"><v>1</v></c></row>', "bad_address"),
        ('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', "lost_text"),
        ('<row r="1"><c r="XFD1"><v>1</v></c></row>', "too_wide"),
        (
            '<row r="1"><c r="AZ1"><v>1</v></c></row><row r="1000000"><c r="A1000000"><v>1</v></c></row>',
            "too_large_area",
        ),
    ],
)
def test_a_sheet_that_contradicts_itself_is_refused(tmp_path: Path, sheet: str, code: str) -> None:
    with pytest.raises(UserError) as refused:
        one_sheet(tmp_path, f"<sheetData>{sheet}</sheetData>")
    assert refused.value.findings[0].code == code


CELL = st.one_of(
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=8).filter(
        lambda text: "_x" not in text and text[0] != "="
    ),
    st.integers(-(10**14), 10**14),
    st.floats(allow_nan=False, allow_infinity=False, width=32).filter(lambda number: float(f"{number:.16g}") == number),
    st.booleans(),
    st.datetimes(dt.datetime(1901, 1, 1), dt.datetime(2099, 1, 1)).map(lambda moment: moment.replace(microsecond=0)),
    st.none(),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=st.lists(st.lists(CELL, min_size=1, max_size=5), min_size=1, max_size=6))
def test_what_openpyxl_writes_comes_back_and_calamine_counts_the_same(
    tmp_path: Path, table: list[list[object]]
) -> None:
    book = openpyxl.Workbook()
    for values in table:
        book.active.append([None if isinstance(value, str) and value.startswith("#") else value for value in values])
    target = io.BytesIO()
    book.save(target)
    written = {
        (cell.row, cell.column - 1): text_of_value(cell.value) for row in book.active.iter_rows() for cell in row
    }
    expected = {place: text for place, text in written.items() if text}
    if not expected:
        return
    grid = grids(tmp_path, target.getvalue())[0]
    found = {
        (number, column): text
        for number, row in rows(grid, tmp_path).items()
        for column, text in enumerate(row)
        if text
    }
    assert found == expected
    cells = (
        python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(target.getvalue())).get_sheet_by_index(0).to_python()
    )
    assert sum(value != "" for row in cells for value in row) == len(found)
