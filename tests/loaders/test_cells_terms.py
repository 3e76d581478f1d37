"""Statutory periods as they stand in a cell, and what those that run by the calendar count for."""

import pandas as pd
import pytest

from loaders.cells import parse as cells
from tests.loaders.loading import codes, finding, load, loaded, sums

HEADER = ["접수번호", "민원명", "담당부서", "접수일시", "완료일시", "법정처리기간", "보완기간"]


def case(number, received, completed, period, suspended=""):
    return [number, "여권", "민원과", received, completed, period, suspended]


def term(text):
    parsed = cells.parse_days(pd.Series([text], dtype="str"), by_calendar=True)
    if parsed.bad.iloc[0]:
        return "bad"
    return None if parsed.missing.iloc[0] else (parsed.values.iloc[0], parsed.unit.iloc[0])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1주", (1, "week")),
        ("2주일 이내", (2, "week")),
        ("1개월", (1, "month")),
        ("2개월 이내", (2, "month")),
        ("３개월간", (3, "month")),
        ("1달", (1, "month")),
        ("1년", (1, "year")),
        ("1년 6개월", (18, "month")),
        ("당일", (1, "same_day")),
        ("즉시(3시간)", (3, "immediate")),
        ("3일(24시간)", (3, "day")),
        ("7일(공휴일 제외)", (7, "day")),
        ("7일 (토·공휴일 제외)", (7, "day")),
        ("7일이내(토요일, 공휴일 제외)", (7, "day")),
        ("10일(근무일 기준)", (10, "day")),
        ("12개월(1년)", (12, "month")),
        ("30일(1개월)", "bad"),
        ("7일(1주)", "bad"),
        ("1.5개월", "bad"),
        ("1개월 15일", "bad"),
        ("5~7일", "bad"),
        ("6월", "bad"),
        ("수시", "bad"),
        ("일", None),
        ("없음", None),
        ("", None),
    ],
)
def test_a_statutory_period_is_read_by_the_laws_words(text, found):
    assert term(text) == found


@pytest.mark.parametrize("text", ["1주", "1개월", "1년", "당일"])
def test_as_a_number_of_days_such_periods_cannot_be_read(text):
    assert cells.parse_days(pd.Series([text], dtype="str")).bad.all()
    batch = load([HEADER, case("1", "2025-03-04 10:00", "2025-03-05 10:00", "7일", text)])
    assert codes(batch, "error") == ["bad_days"]


def test_periods_by_the_calendar_count_for_on_time_and_not_for_the_shortening_rate():
    rows = [
        HEADER,
        case("1", "2025-01-31 10:00", "2025-02-28 17:00", "1개월"),
        case("2", "2025-01-31 10:00", "2025-03-04 09:00", "1개월"),
        case("3", "2025-03-05 10:00", "2025-03-11 10:00", "1주"),
        case("4", "2025-03-05 10:00", "2025-03-05 17:30", "당일"),
        case("5", "2025-03-05 10:00", "2025-03-06 09:30", "당일"),
        case("6", "2025-03-05 10:00", "2025-03-06 09:30", "7일"),
    ]
    batch = loaded(rows)
    assert sums(batch, "on_time") == {"n": 6, "wx": 4}
    assert sums(batch, "statutory_days") == {"n": 1, "wx": 7}
    assert sums(batch, "actual_days")["n"] == 1
    assert sums(batch, "statutory_hours")["n"] == 0
    note = finding(batch, "calendar_terms")
    assert (note.severity, note.count, note.rows) == ("note", 5, (2, 3, 4, 5, 6))


def test_a_supplement_of_two_days_lengthens_a_month():
    batch = loaded([HEADER, case("1", "2025-03-05 10:00", "2025-04-08 17:00", "1개월", "2일")])
    assert sums(batch, "on_time") == {"n": 1, "wx": 1}


def test_a_period_of_zero_days_is_no_period_and_is_said():
    batch = loaded([HEADER, case("1", "2025-03-04 10:00", "2025-03-05 10:00", "0일")])
    assert finding(batch, "zero_term").rows == (2,)
    assert sums(batch, "statutory_hours")["n"] == sums(batch, "on_time")["n"] == 0


@pytest.mark.parametrize(
    ("period", "said"), [("400일", True), ("2년", True), ("13개월", True), ("1년", False), ("60일", False)]
)
def test_a_statutory_period_of_more_than_a_year_is_doubted(period, said):
    batch = loaded([HEADER, case("1", "2025-03-04 10:00", "2025-03-05 10:00", period)])
    assert ("long_term" in codes(batch, "warning")) is said
    if said:
        assert finding(batch, "long_term").cell == "F2"


def test_a_case_that_took_years_is_doubted():
    batch = loaded([HEADER, case("1", "2015-03-04 10:00", "2025-03-05 10:00", "7일")])
    assert (finding(batch, "long_case").severity, finding(batch, "long_case").cell) == ("warning", "E2")
