"""Numbers of people in the names of files and sheets are covered in everything that is written, however a file ends."""

import sqlite3
import zipfile

import openpyxl

from tests.cli_office import HEADER, PETITIONS

RESIDENT, COVERED = "900101-1234568", "900101-1******"
PHONE, COVERED_PHONE = "010-1234-5678", "010-****-5678"


def book(path, *sheets):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets:
        page = made.create_sheet(name)
        for row in rows:
            page.append(row)
    made.save(path)
    return path


def said(office, *words, code):
    """Return all that a command writes, as text and as JSON."""
    printed = [office.run(*words, *more, code=code) for more in ((), ("--json",))]
    return "\n".join(text for one in printed for text in (one.out, one.err))


def test_a_file_that_cannot_be_read_is_named_covered(office, tmp_path):
    path = tmp_path / f"홍길동 {RESIDENT} {PHONE}.xlsx"
    path.write_bytes(b"PK\x03\x04 no workbook")
    text = said(office, "check", path, code=2)
    path.unlink()
    text += said(office, "check", path, code=2) + said(office, "target", "import", path, code=2)
    assert COVERED in text
    assert "234568" not in text
    assert "1234-5678" not in text


def test_names_of_sheets_are_covered_where_no_table_is_recognised(office, tmp_path):
    path = book(tmp_path / "메모.xlsx", (f"홍길동 {RESIDENT}", [["메모"], ["없음"]]), (PHONE, [["가"], ["나"]]))
    text = said(office, "check", path, code=2)
    assert COVERED in text
    assert COVERED_PHONE in text
    assert "234568" not in text
    assert "1234-5678" not in text


def test_names_of_files_in_a_zip_are_covered_and_each_is_still_read(office, tmp_path):
    path = tmp_path / "모음.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for last in ("8", "9"):
            packed.writestr(f"{RESIDENT[:-1]}{last}.csv", "가,나\n1,2\n")
    lines = office.run("check", path, "--json", code=2).lines
    assert [line["file"] for line in lines] == [f"{COVERED}.csv", f"{COVERED}.csv (2)"]


def test_a_sheet_is_chosen_stored_and_marked_by_its_covered_name(new_office):
    rows = [HEADER, *PETITIONS]
    wrong = [*rows[:2], [*rows[2][:-1], "2025-02-30"], *rows[3:]]
    path = book(new_office.folder / "대장.xlsx", (f"표지 {PHONE}", [["표지"]]), (f"대장 {PHONE}", wrong))
    text = said(new_office, "check", path, "--marked", str(new_office.folder / "marked"), code=2)
    assert "1234-5678" not in text
    (copy,) = (new_office.folder / "marked").iterdir()
    page = openpyxl.load_workbook(copy)[f"대장 {PHONE}"]
    assert [cell.coordinate for row in page for cell in row if cell.comment] == [f"{chr(64 + len(HEADER))}3"]
    book(path, (f"표지 {PHONE}", [["표지"]]), (f"대장 {PHONE}", rows))
    new_office.run("load", path, "--sheet", f"대장 {PHONE}", "--json")
    with sqlite3.connect(new_office.folder / "kpi.sqlite") as store:
        stored = "\n".join(store.iterdump())
    assert f"대장 {COVERED_PHONE}" in stored
    assert "1234-5678" not in stored
