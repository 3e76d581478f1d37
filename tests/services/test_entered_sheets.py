"""Entries from spreadsheets: the template of each sort, and every way in which a file is not taken."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from kpi.core.errors import UserError
from services.entered.edits import save
from services.entered.sheets import from_file, template
from services.entered.sort import sorts
from services.entered.table import table_of
from services.stores import open_store

NOW = dt.datetime(2026, 1, 5, 9, 30)
HEADER = ["지표", "부서", "연도", "목표값", "하한"]


@pytest.fixture
def store(tmp_path):
    opened = open_store(f"sqlite:///{tmp_path / 'kpi.sqlite'}")
    yield opened
    opened.close()


def workbook(*rows, title="목표"):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def refused(store, name, content, file="목표.xlsx"):
    with pytest.raises(UserError) as caught:
        from_file(store, sorts()[name], content, file)
    return caught.value.findings


@pytest.mark.parametrize("lang", ["ko", pytest.param("en", marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", sorts())
def test_a_template_is_refused_as_it_is_and_read_once_it_is_filled_in(store, name, lang):
    file, content = template(sorts()[name], lang=lang)
    assert [one.code for one in refused(store, name, content, file)] == ["no_rows"]
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    rows = sheet.max_row
    for row in range(2, rows + 1):
        sheet.cell(row, sheet.max_column).value = None
    stream = io.BytesIO()
    book.save(stream)
    save(store, from_file(store, sorts()[name], stream.getvalue(), file), who="kim", now=NOW)
    assert len(table_of(store, sorts()[name]).lines) == rows - 1


def test_a_list_below_a_title_with_other_columns_is_read_and_changes_what_is_there(store):
    first = workbook(["2026년 목표"], [], [*HEADER, "담당"], ["고객만족도", None, 2026, 82.5, 80, "기획"])
    proposal = from_file(store, sorts()["target"], first, "목표.xlsx")
    assert [one.code for one in proposal.findings] == ["columns_unread"]
    save(store, proposal, who="kim", now=NOW)
    second = workbook(HEADER, ["고객만족도", "", 2026, 84, None], ["평균 처리기간", "", "2026년", "1,030.5", None])
    save(store, from_file(store, sorts()["target"], second, "목표.xlsx"), who="lee", now=NOW)
    held = [
        (line.values["indicator"], line.values["value"], line.values["low"])
        for line in table_of(store, sorts()["target"]).lines
    ]
    assert held == [("processing_time", 1030.5, None), ("satisfaction", 84.0, None)]
    assert [one.code for one in refused(store, "target", second)] == ["nothing_changes"]


def test_every_wrong_cell_is_said_with_its_place_and_nothing_is_proposed(store):
    rows = [
        ["고객만족도", "", 2026, 82.5, 80],
        ["고객만족", "", 2026, 82.5, None],
        ["고객만족도", "없는과", 2027, 500, None],
    ]
    found = refused(store, "target", workbook(HEADER, *rows))
    assert [(one.code, one.cell, one.sheet, one.file) for one in found] == [
        ("unknown_choice", "A3", "목표", "목표.xlsx"),
        ("unknown_department", "B4", "목표", "목표.xlsx"),
    ]
    assert "2" not in found[0].where("ko").split("행")[0][-2:]


def test_a_file_without_the_headers_is_refused_with_those_that_are_missing(store):
    (found,) = refused(store, "target", workbook(["지표", "값"], ["고객만족도", 80]))
    assert (found.code, "연도" in found.say("ko"), "Year" in found.say("en")) == ("no_list", True, True)


@pytest.mark.parametrize(
    ("cell", "code"),
    [("=1/0", "formula_without_value"), ("900101-1234568", "personal_data")],
    ids=["formula", "personal"],
)
def test_a_cell_that_no_upload_may_hold_stops_a_list_too(store, cell, code):
    content = workbook([*HEADER, "메모"], ["고객만족도", "", 2026, 80, None, cell])
    found = refused(store, "target", content)
    assert (found[0].code, found[0].cell or found[0].column) in {(code, "F2"), (code, "메모")}
    assert all("1234568" not in one.line("ko") for one in found)


def test_a_text_file_is_read_like_a_workbook_and_anything_else_is_refused_by_the_gate(store):
    text = "날짜,구분,이름\n2026-07-16,,시민의 날\n".encode("cp949")
    proposal = from_file(store, sorts()["holiday"], text, "휴무일.csv")
    assert [change.key["key"] for change in proposal.changes] == ["holiday:2026-07-16"]
    assert refused(store, "holiday", b"\x7fELF\x02\x01\x01" + bytes(100))[0].severity == "error"
