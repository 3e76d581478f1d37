"""Days of completion that do not say their year, in a register over New Year; and years that are kept as dates."""

from __future__ import annotations

import pytest

from tests.loaders.loading import codes, finding, load, loaded, sums

HEAD = ["접수번호", "민원명", "담당부서", "접수일", "완료일", "처리기한"]
CASES = [
    ["1", "여권", "민원과", "2024.12.27.", "12.30.", "12.31."],
    ["2", "여권", "민원과", "2024.12.30.", "1.3.", "1.2."],
    ["3", "여권", "민원과", "2024. 2. 27.", "2월 29일", ""],
]


def days(batch):
    return batch.rows.set_index("row_number")["completed_at"].tolist()


def test_the_year_is_that_of_the_receipt_or_the_next_one():
    batch = loaded([HEAD, *CASES])
    assert days(batch) == ["2024-12-30", "2025-01-03", "2024-02-29"]
    said = next(one for one in batch.findings if one.code == "year_of_receipt" and one.column == "완료일")
    assert (said.severity, said.count, said.values["number"]) == ("note", 3, 1)
    assert sums(batch, "on_time") == {"n": 2, "wx": 1}


def test_the_year_that_is_given_is_that_of_the_receipts():
    rows = [[one.replace("2024.", "").strip() for one in case] for case in CASES]
    assert "no_year" in codes(load([HEAD, *rows]), "error")
    assert days(loaded([HEAD, *rows], year=2024)) == ["2024-12-30", "2025-01-03", "2024-02-29"]


@pytest.mark.parametrize("day", ["3.4.", "3월 4일"])
def test_a_day_a_little_before_its_receipt_is_a_slip_and_not_a_year_later(day):
    batch = loaded(
        [HEAD, ["1", "여권", "민원과", "2024.3.5.", day, ""], ["2", "여권", "민원과", "2024.3.5.", "3.6.", ""]]
    )
    assert finding(batch, "end_before_start").rows == (2,)


def test_a_day_without_a_receipt_is_asked_about():
    rows = [HEAD, *CASES, ["4", "여권", "민원과", "", "1.5.", ""]]
    assert finding(load(rows, leave_blank=("접수일",)), "no_year").cell == "E5"


def periods(head, *cells):
    rows = [[head, "민원명", "담당부서", "건수", "처리시간"], *([cell, "여권", "민원과", 10, "2분"] for cell in cells)]
    batch = loaded(rows)
    return sorted(zip(batch.cells["period_start"].astype(str), batch.cells["period_months"], strict=True))


@pytest.mark.parametrize("head", ["연도", "기준년도*", "Year", "처리연도 1)"])
@pytest.mark.parametrize("cell", ["{}-01-01", "{}-01-01T00:00:00", "{}. 1. 1."])
def test_first_of_january_below_a_header_of_years_is_the_year(head, cell):
    assert periods(head, cell.format(2023), cell.format(2024)) == [("2023-01-01", 12), ("2024-01-01", 12)]


@pytest.mark.parametrize(("head", "cells"), [("연월", ["2024-01-01"]), ("연도", ["2024-01-01", "2024-02-01"])])
def test_first_of_january_among_months_is_january(head, cells):
    assert periods(head, *cells) == [(cell, 1) for cell in cells]


def test_footnote_marks_numbers_and_line_breaks_of_headers_change_nothing():
    head = ["① 연 도", "담당\n부서*", "민원명 1)", "처리\n건수※", "평균 처리시간\n(분)²⁾"]
    batch = loaded([head, [2024, "민원과", "여권", 10, 2]])
    assert sums(batch, "handling_minutes", "department") == {"민원과": (10, 20)}
