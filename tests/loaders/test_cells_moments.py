"""Cells that say a day or a moment, in the spellings of Korean spreadsheets."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.cells import parse as cells


def column(*texts: str | None) -> pd.Series[Any]:
    return pd.Series(list(texts), dtype="str", index=range(4, 4 + len(texts)), name="값")


def value(parsed: cells.Parsed) -> Any:
    """The one value of a column of one cell: None when missing, "bad" when bad."""
    if parsed.bad.iloc[0]:
        assert pd.isna(parsed.values.iloc[0]) or parsed.values.iloc[0] == ""
        return "bad"
    return None if parsed.missing.iloc[0] else parsed.values.iloc[0]


MOMENTS = [
    ("2014. 7. 31.", "2014-07-31", False),
    ("2014.7.31", "2014-07-31", False),
    ("2014-07-31 9:32", "2014-07-31T09:32", True),
    ("'14.7.31", "2014-07-31", False),
    ("’14. 7. 31.", "2014-07-31", False),
    ("2014년 7월 31일", "2014-07-31", False),
    ("2014년 7월 31일 14시 30분", "2014-07-31T14:30", True),
    ("2014. 7. 31.(목) 14:30", "2014-07-31T14:30", True),
    ("20140731", "2014-07-31", False),
    ("20140731.0", "2014-07-31", False),
    ("20140731093205", "2014-07-31T09:32:05", True),
    ("45289.6", "2023-12-29T14:24", True),
    ("45289", "2023-12-29", False),
    ("2023-07-14 9:05", "2023-07-14T09:05", True),
    ("2015-07-03 오후 2:30", "2015-07-03T14:30", True),
    ("2015-07-03 오전 12:10:05", "2015-07-03T00:10:05", True),
    ("2015-07-03 오후 12:10", "2015-07-03T12:10", True),
    ("2015-07-03 2:30 PM", "2015-07-03T14:30", True),
    ("2014-01-01 02:57:13", "2014-01-01T02:57:13", True),
    ("2014-01-01T02:57:13.250", "2014-01-01T02:57:13", True),
    ("2014-07-31T09:32:00+01:00", "2014-07-31T09:32", True),
    ("2014-07-31 24:00", "2014-08-01", True),
    ("31-Jul-2014", "2014-07-31", False),
    ("July 31, 2014", "2014-07-31", False),
    ("２０１４．７．３１", "2014-07-31", False),
    ("2024-02-29", "2024-02-29", False),
]


@pytest.mark.parametrize(("text", "moment", "has_time"), MOMENTS)
def test_a_moment_is_read_in_every_spelling(text: str, moment: str, has_time: bool) -> None:
    parsed = cells.parse_datetime(column(text))
    assert (value(parsed), parsed.has_time.iloc[0]) == (pd.Timestamp(moment), has_time)
    assert value(cells.parse_date(column(text))) == pd.Timestamp(moment).normalize()


@pytest.mark.parametrize(
    "text",
    ["2025-02-30", "2023-02-29", "2014-13-01", "05-07-2014", "31/07/2014", "14.7.31", "2014-07-31T09:32:00Z", "2014-07-31 25:00", "2014-07-31 24:01",
     "12/31/1899 09:30:00 AM", "2023022706.0", "오후 3:00", "140731", "3", "2014-07-31 오전 13:00", "어제", "2014-07-31 09:60", "2014-07-319:32"],
)  # fmt: skip
def test_what_is_no_moment_or_has_two_readings_is_bad(text: str) -> None:
    assert value(cells.parse_datetime(column(text))) == "bad"


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("05-07-2014", "dmy", "2014-07-05"),
        ("05-07-2014", "mdy", "2014-05-07"),
        ("31/07/2014", "mdy", "bad"),
        ("14.7.31", "ymd", "2014-07-31"),
    ],
)
def test_a_declared_order_is_followed(text: str, order: Any, day: str) -> None:
    found = value(cells.parse_datetime(column(text), order=order))
    assert found == (day if day == "bad" else pd.Timestamp(day))


def test_an_offset_is_turned_into_the_declared_zone() -> None:
    parsed = cells.parse_datetime(column("2014-07-31T09:32:00Z", "2014-07-31T09:32:00+01:00"), zone="Asia/Seoul")
    assert parsed.values.tolist() == [pd.Timestamp("2014-07-31 18:32"), pd.Timestamp("2014-07-31 17:32")]


@given(
    moment=st.datetimes(dt.datetime(1950, 1, 1), dt.datetime(2099, 12, 31)).map(
        lambda moment: moment.replace(microsecond=0)
    )
)
def test_a_moment_comes_back_from_every_spelling_we_know(moment: dt.datetime) -> None:
    half = f"{moment:%Y. %-m. %-d.} {'오후' if moment.hour >= 12 else '오전'} {moment.hour % 12 or 12}:{moment:%M:%S}"
    serial = repr((moment - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1))
    texts = [moment.isoformat(), f"{moment:%Y%m%d%H%M%S}", f"{moment:%Y년 %-m월 %-d일 %-H시 %-M분 %-S초}", half, serial]
    assert set(cells.parse_datetime(column(*texts)).values) == {pd.Timestamp(moment)}
