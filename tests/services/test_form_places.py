"""Where a remembered form stood: sheets, header rows, wide tables."""

import datetime as dt
import io

import openpyxl
import pytest

from services.check import Choice, check
from services.load import load
from services.stores import open_store, sqlite_url

NOW = dt.datetime(2026, 11, 22, 9, 0)
HEADER = ["접수번호", "민원명", "담당부서", "접수일시", "완료일시"]
UNTELLING = ["번호", "업무구분", "담당", "시작", "끝"]
FIELDS = {"task": "업무구분", "department": "담당", "received_at": "시작", "completed_at": "끝"}


@pytest.fixture
def store(tmp_path):
    opened = open_store(sqlite_url(tmp_path / "kpi.sqlite"))
    yield opened
    opened.close()


def workbook(sheets):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def cases(year, department, header=HEADER):
    days = [(f"{year}-03-0{day} 09:00", f"{year}-03-0{day} 1{day % 5}:00") for day in (4, 5, 6)]
    return [header, *([f"{year}{n}", "여권", department, *both] for n, both in enumerate(days))]


def checked(store, book, **choice):
    return check(store, workbook(book), "대장.xlsx", choice=Choice(accept_new=True, **choice), now=NOW)


def loaded(store, book, **choice):
    found = checked(store, book, **choice)
    assert found.ok, [finding.line("en") for finding in found.findings]
    load(store, found, who="kim", now=NOW)
    return found


def test_the_sheet_chosen_last_year_is_chosen_again(store):
    both = {"원본": cases(2024, "민원과"), "수정본": cases(2024, "건축과")}
    assert [finding.code for finding in checked(store, both).findings if finding.severity == "error"] == ["ask_sheets"]
    loaded(store, both, sheet="수정본")
    found = loaded(store, {"원본": cases(2025, "민원과"), "수정본": cases(2025, "건축과")})
    assert (found.sheet, found.used.sheet) == ("수정본", "수정본")
    note = next(finding for finding in found.findings if finding.code == "form_remembered")
    assert "시트 '수정본'" in note.say("ko")
    again = checked(store, {"확정": cases(2026, "민원과"), "수정안": cases(2026, "건축과")})
    assert again.used is None or again.used.sheet is None


def test_sheets_of_years_are_all_read_although_their_names_are_new(store):
    loaded(
        store,
        {"2022": cases(2022, "민원과"), "2023": cases(2023, "건축과")},
        sheets=("2022", "2023"),
        sheets_mean="year",
    )
    found = loaded(store, {"2024": cases(2024, "민원과"), "2025": cases(2025, "건축과")})
    assert (found.used.sheets, found.used.sheets_mean) == (("2024", "2025"), "year")
    assert len(found.batch.rows) == 6


def test_a_header_row_named_by_hand_is_found_where_it_stands_now(store):
    above = [["메모", "2024"], ["총괄", "표"], [None]]
    place = {"source": "processing_records", "header_row": 4}
    loaded(store, {"자료": [*above, *cases(2024, "민원과", UNTELLING)]}, columns=FIELDS, **place)
    found = loaded(store, {"자료": [["한 줄"], *above, *cases(2025, "민원과", UNTELLING)]})
    assert (found.header_row, found.used.header_row) == (5, 5)
    assert FIELDS.items() <= found.mapping.items()


def test_a_wide_table_with_one_more_year_is_the_same_form(store):
    rows = [["부서", "2021년", "2022년", "2023년"], ["민원과", 80.5, 81.5, 82.5], ["건축과", 70.1, 71.1, 72.1]]
    first = {"source": "satisfaction_survey", "scale": (0.0, 100.0)}
    unnamed = checked(store, {"표": rows}, **first)
    assert not unnamed.ok
    value = unnamed.labels[-1]
    loaded(store, {"표": rows}, columns={"mean": value}, **first)
    rows = [[*rows[0], "2024년"], *([*row, 75.5] for row in rows[1:])]
    found = checked(store, {"표": rows})
    assert found.ok, [finding.line("en") for finding in found.findings]
    assert (found.remembered.exact, found.used.scale, found.mapping["mean"]) == (True, (0.0, 100.0), value)
