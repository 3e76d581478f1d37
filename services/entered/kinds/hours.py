"""The office's opening hours, from ever and from days on."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator
from typing import Any

from kpi.core.calendars import OFFICE_HOURS
from kpi.core.errors import Finding, refuse
from kpi.core.text import Lang, Text
from services.entered import reads
from services.entered.field import Field, Known, Values
from services.entered.problems import always, problem
from services.entered.sort import Sort, in_settings
from services.settings import FIRST_HOLIDAY_YEAR, HOURS, LAST_HOLIDAY_YEAR

Spans = tuple[tuple[float, float], ...]
_SPAN = re.compile(r"^(\d{1,2})(?::([0-5]\d))?\s*[-~]\s*(\d{1,2})(?::([0-5]\d))?$")
_OUTSIDE = Text("{first}년부터 {last}년 사이의 날짜여야 합니다.", "The day must lie in the years {first} to {last}.")
_NOT_HOURS = Text(
    "'{value}' 값은 근무시간이 아닙니다. 하루 안에서 이른 시간부터 쓰세요. 예: 09:00-12:00, 13:00-18:00",
    "'{value}' are no office hours. Write them in order within one day, such as 09:00-12:00, 13:00-18:00.",
)


def spans(said: str, known: Known) -> Spans:
    """Return opening hours, in hours from midnight."""
    del known
    found = [_SPAN.match(part.strip()) for part in said.split(",")]
    read = tuple((_hour(one[1], one[2]), _hour(one[3], one[4])) for one in found if one)
    edges = [hour for span in read for hour in span]
    rising = all(earlier < later for earlier, later in itertools.pairwise(edges))
    if len(read) != len(found) or not rising or edges[-1] > 24:
        raise refuse("bad_hours", _NOT_HOURS, value=said)
    return read


def shown(value: Spans | None, lang: Lang) -> str:
    """Return opening hours as people write them."""
    del lang
    return ", ".join(f"{_clock(begins)}-{_clock(ends)}" for begins, ends in value or ())


def check(values: Values, known: Known) -> Iterator[Finding]:
    """Yield what is wrong: a day on which no working time is counted."""
    del known
    since = values["since"]
    if since and not FIRST_HOLIDAY_YEAR <= since.year <= LAST_HOLIDAY_YEAR:
        yield problem("day_outside", _OUTSIDE, "since", first=FIRST_HOLIDAY_YEAR, last=LAST_HOLIDAY_YEAR)


def _read_back(rest: str, value: Any) -> Values:
    return {
        "since": dt.date.fromisoformat(rest) if rest else None,
        "hours": tuple((one[0], one[1]) for one in value["spans"]) if value else None,
    }


def _hour(hours: str, minutes: str | None) -> float:
    return int(hours) + int(minutes or 0) / 60


def _clock(hour: float) -> str:
    minutes = round(hour * 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


_USUAL = shown(OFFICE_HOURS, "ko")
SORT = Sort(
    id="hours",
    place=4,
    name=Text("근무시간", "Office hours"),
    about=Text(
        "처리기간(근무시간)을 세는 하루의 시간입니다. 점심시간은 빼고 적습니다. 어느 날부터 바뀌었으면 '이 날부터'에 그날을 적습니다. 그 앞의 자료는 앞의 시간으로 셉니다.",
        "The hours of a day in which processing time is counted, without the lunch break. Where they changed on a day, enter that day in 'From'; earlier data are counted by the hours before.",
    ),
    usual=Text(f"적은 것이 없으면 {_USUAL}입니다.", f"Without an entry: {_USUAL}."),
    grain=Text("어느 날부터의 근무시간이 한 행", "The office hours from a day on in one row"),
    kept=in_settings(
        HOURS,
        key=lambda values: values["since"].isoformat() if values.get("since") else "",
        pack=lambda values: {"spans": [list(span) for span in values["hours"]]},
        unpack=_read_back,
    ),
    fields=(
        Field(
            "since",
            Text("이 날부터", "From"),
            Text("바뀐 날. 비우면 처음부터", "The day they changed; blank: from ever"),
            "day",
            reads.day,
            key=True,
            empty=None,
            spellings="시작일|적용일|부터|since",
            example=("", "2026-07-01"),
        ),
        Field(
            "hours",
            Text("근무시간", "Hours"),
            Text("예: 09:00-12:00, 13:00-18:00", "Such as 09:00-12:00, 13:00-18:00"),
            "text",
            spans,
            shown,
            required=True,
            empty=None,
            spellings="시간|업무시간|office hours",
            example=(_USUAL, "09:00-12:00, 13:00-17:00"),
        ),
    ),
    check=check,
    touches=always("processing_records"),
    by_calendar=True,
)
