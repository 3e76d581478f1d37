"""Cells that say a span of time: periods, durations, statutory periods."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.core.periods import Period
from loaders.cells import parse as cells


def column(text: str) -> pd.Series[Any]:
    return pd.Series([text], dtype="str")


def period(text: str, **declared: Any) -> Any:
    parsed = cells.parse_period(column(text), **declared)
    if parsed.bad.iloc[0]:
        return "bad"
    return parsed.values.iloc[0].date(), parsed.months.iloc[0]


@pytest.mark.parametrize(
    ("text", "month", "months"),
    [
        ("2014", 1, 12),
        ("2014.0", 1, 12),
        ("2014년", 1, 12),
        ("2014년도", 1, 12),
        ("'14년", 1, 12),
        ("2014년 상반기", 1, 6),
        ("2014 하반기", 7, 6),
        ("2014-H2", 7, 6),
        ("2014.1/4", 1, 3),
        ("2014년 3/4분기", 7, 3),
        ("2014년 4분기", 10, 3),
        ("2014Q2", 4, 3),
        ("2014 1Q", 1, 3),
        ("1Q 2014", 1, 3),
        ("H1 2014", 1, 6),
        ("2014년 7월", 7, 1),
        ("'14. 7월", 7, 1),
        ("2014.7", 7, 1),
        ("2014.10", 10, 1),
        ("2014.01", 1, 1),
        ("2014. 1.", 1, 1),
        ("2014-07", 7, 1),
        ("201407", 7, 1),
        ("2014-07-01", 7, 1),
        ("2014. 9. ~ 2015. 8.", 9, 12),
        ("2014년 9월 ~ 12월", 9, 4),
    ],
)
def test_a_period_is_read_in_every_spelling(text: str, month: int, months: int) -> None:
    assert period(text) == (dt.date(2014, month, 1), months)


@pytest.mark.parametrize(
    "text",
    [
        "2014.1",
        "상반기",
        "1Q",
        "3월",
        "2013년도 이전",
        "2014-07-31",
        "2014년 13월",
        "2014 5Q",
        "1814",
        "2015년~2014년",
        "계",
    ],
)
def test_what_is_no_period_or_has_two_readings_is_bad(text: str) -> None:
    assert period(text) == "bad"


@pytest.mark.parametrize(
    ("text", "month", "months"),
    [("상반기", 1, 6), ("2분기", 4, 3), ("1/4", 1, 3), ("3월", 3, 1), ("2014년 하반기", 7, 6)],
)
def test_a_declared_year_completes_a_period(text: str, month: int, months: int) -> None:
    assert period(text, year=2014) == (dt.date(2014, month, 1), months)


@given(
    year=st.integers(1900, 2099),
    place=st.integers(0, 11),
    months=st.sampled_from([1, 3, 6, 12]),
    lang=st.sampled_from(["ko", "en"]),
)
def test_the_label_of_a_period_reads_back(year: int, place: int, months: int, lang: Any) -> None:
    wanted = Period(dt.date(year, place // months * months + 1, 1), months)
    label = wanted.label(lang)
    if lang == "ko" or months != 1:
        assert period(label) == (wanted.start, wanted.months)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("8분 17초", 8 + 17 / 60),
        ("2시간 30분", 150.0),
        ("2시간30분", 150.0),
        ("1시간", 60.0),
        ("45초", 0.75),
        ("0:08:17", 8 + 17 / 60),
        ("30:05:00", 1805.0),
        ("12.5", 12.5),
        ("1,200", 1200.0),
        ("8'17\"", 8 + 17 / 60),
        ("90 min", 90.0),
        ("2h 30m", 150.0),
        ("PT8M17S", 8 + 17 / 60),
        ("10분 정도", 10.0),
        ("0", 0.0),
        ("8:17", "bad"),
        ("4.1일", "bad"),
        (".1일", "bad"),
        ("즉시", "bad"),
        ("1주", "bad"),
        ("1개월", "bad"),
        ("-5", "bad"),
        ("17초 8분", "bad"),
        ("일", None),
        ("분", None),
    ],
)
def test_a_duration_is_minutes_or_bad(text: str, minutes: Any) -> None:
    parsed = cells.parse_duration_minutes(column(text))
    if minutes in ("bad", None):
        assert (parsed.bad.iloc[0], parsed.missing.iloc[0]) == (minutes == "bad", minutes is None)
    else:
        assert parsed.values.iloc[0] == pytest.approx(minutes)


@pytest.mark.parametrize(
    ("text", "declared", "minutes"),
    [
        ("4.1일", {"day_minutes": 480.0}, 1968.0),
        (".1일", {"day_minutes": 1440.0}, 144.0),
        ("1일 2시간", {"day_minutes": 480.0}, 600.0),
        ("0일", {"day_minutes": 480.0}, 0.0),
        ("3", {"bare": "day", "day_minutes": 480.0}, 1440.0),
        ("3", {"bare": "hour"}, 180.0),
        ("90", {"bare": "second"}, 1.5),
        ("8:17", {"two_parts": "m:ss"}, 8 + 17 / 60),
        ("8:17", {"two_parts": "h:mm"}, 497.0),
    ],
)
def test_a_declared_unit_is_followed(text: str, declared: dict[str, Any], minutes: float) -> None:
    assert cells.parse_duration_minutes(column(text), **declared).values.iloc[0] == pytest.approx(minutes)


def test_a_number_without_a_unit_is_bad_where_none_is_declared() -> None:
    assert cells.parse_duration_minutes(column("3"), bare=None).bad.iloc[0]


@given(hours=st.integers(0, 500), minutes=st.integers(0, 59), seconds=st.integers(0, 59))
def test_a_duration_comes_back_from_every_spelling_we_know(hours: int, minutes: int, seconds: int) -> None:
    total = hours * 60 + minutes + seconds / 60
    for text in (
        f"{hours}시간 {minutes}분 {seconds}초",
        f"{hours:02d}:{minutes:02d}:{seconds:02d}",
        f"{hours}h {minutes}m {seconds}s",
        f"PT{hours}H{minutes}M{seconds}S",
    ):
        assert cells.parse_duration_minutes(column(text)).values.iloc[0] == pytest.approx(total)


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("7일", 7.0, "day"),
        ("7일 이내", 7.0, "day"),
        ("14일이내", 14.0, "day"),
        ("7", 7.0, "day"),
        ("7.0", 7.0, "day"),
        ("10 근무일", 10.0, "day"),
        ("0일", 0.0, "day"),
        ("3근무시간", 3.0, "hour"),
        ("4시간", 4.0, "hour"),
        ("즉시", 3.0, "immediate"),
        ("즉 시", 3.0, "immediate"),
    ],
)
def test_a_statutory_period_has_an_amount_and_a_unit(text: str, amount: float, unit: str) -> None:
    parsed = cells.parse_days(column(text))
    assert (parsed.values.iloc[0], parsed.unit.iloc[0], parsed.bad.iloc[0]) == (amount, unit, False)


@pytest.mark.parametrize("text", ["1주", "1개월", "2년", "수시", "-3일", "7일 연장"])
def test_weeks_and_months_run_by_the_calendar_and_are_bad_as_days(text: str) -> None:
    assert cells.parse_days(column(text)).bad.iloc[0]


def test_a_unit_that_lost_its_number_is_missing() -> None:
    assert cells.parse_days(column("일")).missing.iloc[0]


@pytest.mark.parametrize("text", ["1e300", "9" * 30, "1e308", "-1e16", "99999999999999999분"])
def test_a_number_too_large_to_be_summed_is_bad(text: str) -> None:
    assert cells.parse_number(column(text)).bad.iloc[0]
    assert cells.parse_duration_minutes(column(text)).bad.iloc[0]
    assert cells.parse_number(column("1000000000000000")).values.iloc[0] == cells.LARGEST
