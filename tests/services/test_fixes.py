"""From a bad cell to a stored upload: offered, put right, read again, recorded; and the marked copy reads like the file."""

import datetime as dt
import io

import openpyxl
import pytest

from services.check import Choice, check
from services.decisions import Fix
from services.findings import fixable
from services.listing import upload_record
from services.load import load
from services.marked import marked_workbook
from services.stores import open_store
from services.uploads import list_uploads

NOW = dt.datetime(2026, 11, 24, 9, 0)
HEADER = ("부서", "업무", "접수일시", "처리일시")


def workbook():
    book, stream = openpyxl.Workbook(), io.BytesIO()
    book.active.title = "대장"
    book.active.append(("2025년 민원 처리 현황",))
    book.active.append(HEADER)
    for day in range(1, 9):
        book.active.append(("민원과", "전입신고", f"2025-03-{day:02d} 09:00", f"2025-03-{day + 1:02d} 18:00"))
    book.active["C5"] = "2025-02-30"
    book.active["A6"] = None
    book.save(stream)
    return stream.getvalue()


@pytest.fixture
def store(tmp_path):
    return open_store(f"sqlite:///{tmp_path / 'kpi.sqlite'}")


def checked(store, content, **choice):
    return check(store, content, "처리대장.xlsx", choice=Choice(accept_new=True, **choice), now=NOW)


def test_cells_put_right_let_the_file_load_and_are_kept_with_the_upload(store):
    before = checked(store, workbook())
    assert not before.ok
    right = {"C5": "2025-03-03 09:00", "A6": "민원과"}
    fixes = tuple(Fix(row.sheet, row.cell, right[row.cell]) for row in fixable(before))
    assert [fix.cell for fix in fixes] == ["C5", "A6"]
    after = checked(store, workbook(), fixes=fixes)
    assert [finding.line("ko") for finding in after.findings if finding.severity != "note"] == []
    load(store, after, who="made up", now=NOW)
    (upload,) = list_uploads(store)
    assert upload_record(upload)["fixes"] == [
        {"sheet": "대장", "cell": "C5", "value": "2025-03-03 09:00"},
        {"sheet": "대장", "cell": "A6", "value": "민원과"},
    ]


def test_an_upload_without_fixes_has_none(store):
    content = workbook()
    fixes = tuple(Fix("대장", cell, value) for cell, value in (("C5", "2025-03-03 09:00"), ("A6", "민원과")))
    load(store, checked(store, content, fixes=fixes), who="made up", now=NOW)
    assert "fixes" not in dict(checked(store, content).batch.mapping)


def test_every_problem_of_a_file_is_marked_in_its_copy_which_reads_as_the_file_does(store):
    before = checked(store, workbook())
    _, copy = marked_workbook(workbook(), before.file, before.findings, "ko")
    sheet = openpyxl.load_workbook(io.BytesIO(copy))["대장"]
    assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment] == ["C5", "A6"]
    again = checked(store, copy, sheet="대장")
    problems = [(one.severity, one.code, one.cell, one.value) for one in before.findings if one.severity != "note"]
    assert [
        (one.severity, one.code, one.cell, one.value) for one in again.findings if one.severity != "note"
    ] == problems
