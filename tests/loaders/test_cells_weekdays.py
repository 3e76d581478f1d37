"""Weekdays beside dates, and spans of days in a column of dates."""

import pytest

from loaders.cells.dates import moment_of
from loaders.load.expected import expected
from tests.loaders.loading import codes, finding, load, loaded

HEADER = ["접수번호", "민원명", "담당부서", "접수일", "완료일"]


def rows(*days):
    return [HEADER, *([str(n), "여권", "민원과", day, "2024-03-08"] for n, day in enumerate(days))]


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("2024-03-04(월)", ""),
        ("2024-03-04(화)", "weekday"),
        ("2024. 3. 4.(월요일) 14:00", ""),
        ("2024. 3. 4. (일요일) 14:00", "weekday"),
        ("2024-03-04 (Mon)", ""),
        ("2024-03-04 (Monday)", ""),
        ("2024-03-04 (Sun)", "weekday"),
        ("2024-03-04", ""),
        ("2024-03-04 월", ""),
        ("2024-03-04 화", "weekday"),
        ("2024. 3. 4. 월요일 14:00", ""),
        ("2024.3.4.월 14:00", ""),
        ("2024.3.4 일", "weekday"),
        ("2024년 3월 4일 월요일", ""),
        ("2024년 3월 4일", ""),
        ("2024년 3월 4일 수", "weekday"),
        ("2024-03-04 Mon 09:00", ""),
        ("2024-03-04, Sunday", "weekday"),
        ("20240304 월", ""),
    ],
)
def test_a_weekday_is_held_against_its_date(text, how):
    moment = moment_of(text)
    assert (moment.when.date().isoformat(), moment.how) == ("2024-03-04", how)


def test_a_wrong_weekday_is_a_warning_with_its_cell_and_both_weekdays():
    warning = finding(loaded(rows("2024-03-04(월)", "2024-03-05(월)")), "other_weekday")
    assert (warning.severity, warning.cell, warning.count) == ("warning", "D3", 1)
    assert "'2024-03-05(월)' 날짜는 화요일" in warning.say("ko")
    assert "'2024-03-05(월)' is a Tuesday" in warning.say("en")
    assert "other_weekday" not in codes(loaded(rows("2024-03-04(월)")))


@pytest.mark.parametrize(
    "text", ["2024-03-04~05", "2024.3.4.~3.5.", "2024-03-04 ~ 2024-03-05", "2024-03-04 - 2024-03-05"]
)
def test_a_span_of_days_is_called_a_span(text):
    error = finding(load(rows("2024-03-04", text)), "bad_datetime")
    assert "여러 날에 걸친 기간" in error.say("ko")
    assert "span of days" in error.say("en")


@pytest.mark.parametrize("text", ["2024-02-30", "2024-13-01", "2024-02-30 - 1"])
def test_a_day_that_is_not_in_the_calendar_is_no_span(text):
    assert "여러 날" not in expected(text, "datetime").ko
