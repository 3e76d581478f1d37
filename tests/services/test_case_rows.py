"""The kept rows behind a figure are the very cases it was computed from: their number and mean are the figure's own."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest

from services.case_rows import case_rows, rows_to_read
from services.check import Choice, check
from services.load import load
from services.registers import Edit, edit
from services.results import Ask, results
from services.uploads import withdraw

NOW = dt.datetime(2026, 11, 22, 9, 0)
BY = {"who": "김", "now": NOW}
FIRST = """접수번호,민원명,담당부서,접수일시,완료일시
1,여권,민원과,2024-12-30 09:00,2025-01-02 11:00
2,여권,민원과,2025-01-06 09:00,2025-01-06 12:00
3,여권,세무과,2025-02-03 09:00,2025-02-05 12:00
4,등본,민원과,2025-02-03 09:00,2025-02-03 10:00
5,여권,민원과,2025-03-03 09:00,2024-03-03 09:00
6,여권,민원과,2025-12-30 09:00,
2,여권,민원과,2025-01-06 09:00,2025-01-07 12:00
"""


def loaded(store, text, name="2025.csv"):
    checked = check(store, text.encode("utf-8"), name, choice=Choice(accept_new=True), now=NOW)
    assert checked.ok, [finding.line("en") for finding in checked.findings]
    return load(store, checked, **BY).upload_id


def behind(store, **asked):
    ask = Ask(indicators=("processing_time",), **asked)
    row = next(one for one in results(store, ask).records() if one["period_start"].startswith("2025"))
    found = case_rows(store, ask, row)
    assert found.n == row["n"]
    assert found.frame["value"].mean() == pytest.approx(row["value"])
    assert not found.shared
    return found


def test_the_cases_are_those_of_the_figure_through_years_corrections_and_a_merge(own_store):
    old = loaded(own_store, FIRST)
    whole = behind(own_store)
    assert list(whole.frame["row_number"]) == [2, 4, 5, 8]
    assert [case["row_number"] for case in whole.longest()[:2]] == [4, 2]
    assert [(period.start.month, n) for period, n, _ in whole.by_month() if n] == [(1, 2), (2, 2)]
    assert list(behind(own_store, department="민원과", task="여권").frame["row_number"]) == [2, 8]
    correction = loaded(
        own_store, "접수번호,민원명,담당부서,접수일시,완료일시\n9,여권,세무과,2025-02-04 09:00,2025-02-04 12:00\n"
    )
    assert behind(own_store).by_file() == [(old, "2025.csv", 3), (correction, "2025.csv", 1)]
    withdraw(own_store, correction, **BY)
    assert behind(own_store).by_file() == [(old, "2025.csv", 4)]
    edit(own_store, Edit("department", "add", ("통합과",)), **BY)
    edit(own_store, Edit("department", "merge", ("민원과", "세무과"), "통합과", on=dt.date(2026, 1, 1)), **BY)
    assert behind(own_store, department="통합과").n == 4
    assert behind(own_store, department="세무과", organisation="reported").n == 1
    assert rows_to_read(own_store, Ask(indicators=("processing_time",)), whole.row) == 6


def test_the_file_of_the_cases_names_no_person_and_no_case_number(own_store):
    loaded(own_store, FIRST)
    found = behind(own_store, department="민원과", task="등본")
    said = list(csv.reader(io.StringIO(found.file("csv", "ko").decode("utf-8-sig"))))
    assert said == [
        ["업로드", "파일의 행", "부서", "업무", "접수", "완료", "값(근무시간)"],
        ["1", "5", "민원과", "등본", "2025-02-03T09:00:00", "2025-02-03T10:00:00", "1"],
    ]
    assert found.file("xlsx", "en").startswith(b"PK")
    assert found.file_name("csv", "ko") == "평균_처리기간_민원과_등본_2025년.csv"
