"""Dates in one column and times of day in another: read together as moments, and said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from kpi.core.text import Text
from loaders.load.observed import Moments
from loaders.source import Column, spelled

if TYPE_CHECKING:
    from loaders.load.reading import Reading

CLOCKS = {"received_at": "received_time", "completed_at": "completed_time"}
"""Field of a date -> field of the time of day that may stand beside it."""
CLOCK_COLUMNS = (
    Column(
        "received_time",
        Text("접수시각", "Time of receipt"),
        spelled("접수시간|민원접수시각|신청시각|신청시간|등록시각|등록시간|접수 시분|time received|open time"),
        "clock",
        Text("접수일과 다른 열에 적힌 시각: 09:30", "The time of day in a column beside the date of receipt: 09:30"),
        only="row",
    ),
    Column(
        "completed_time",
        Text("완료시각", "Time of completion"),
        spelled(
            "완료시간|처리시각|처리완료시각|처리완료시간|종결시각|종결시간|종료시각|종료시간|회신시각|발급시각|발급시간|완료 시분|처리 시분|closed time"
        ),
        "clock",
        Text("완료일과 다른 열에 적힌 시각: 17:20", "The time of day in a column beside the date of completion: 17:20"),
        only="row",
    ),
)
_JOINED = Text(
    "'{label}' 열의 날짜와 '{clock}' 열의 시각을 합쳐 {count}행을 '{example}'처럼 읽었습니다. 아니면 '{field}' 항목을 비우세요(명령줄: --map {field}=).",
    "The dates of column '{label}' and the times of column '{clock}' were read together in {count} rows, such as '{example}'. If that "
    "is wrong, leave the field '{field}' unread (command line: --map {field}=).",
)


def with_clock(reading: Reading, name: str, moments: Moments) -> Moments:
    """Return a field's moments with the times of day of the column beside it, where the dates say none."""
    field = CLOCKS.get(name, "")
    if not reading.has(field):
        return moments
    seconds = reading.clock(field)
    joined = moments.values.notna() & ~moments.timed & seconds.notna()
    if not joined.any():
        return moments
    values = (moments.values + pd.to_timedelta(seconds.where(joined, 0.0), unit="s")).astype("datetime64[s]")
    count, example = int(joined.sum()), f"{values[joined].iloc[0]:%Y-%m-%d %H:%M}"
    said = {"label": reading.label(name), "clock": reading.label(field), "field": field}
    reading.say("note", "times_joined", _JOINED, field_name=field, count=count, example=example, **said)
    return Moments(values, moments.timed | joined)
