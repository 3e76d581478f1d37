"""The office's own days off, and public holidays that it works."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kpi.core.errors import Finding
from kpi.core.text import Text
from services.entered import reads
from services.entered.field import Field, Known, Values
from services.entered.problems import always, problem
from services.entered.sort import Sort, in_settings
from services.settings import ADDED, FIRST_HOLIDAY_YEAR, HOLIDAY, LAST_HOLIDAY_YEAR, REMOVED

CHANGES = {ADDED: Text("쉬는 날", "Day off"), REMOVED: Text("일하는 날", "Working day")}
SATURDAY = 5
_OUTSIDE = Text("{first}년부터 {last}년 사이의 날짜여야 합니다.", "The day must lie in the years {first} to {last}.")
_OFF_ALREADY = Text(
    "{day} 날짜는 이미 쉬는 날(주말이나 공휴일)입니다.", "{day} is a day off already (weekend or holiday)."
)
_WORKED_ALREADY = Text(
    "{day} 날짜는 공휴일이 아닙니다. '일하는 날'은 공휴일에만 쓸 수 있습니다.",
    "{day} is no public holiday; only a public holiday can become a working day.",
)
_WEEKEND = Text(
    "{day} 날짜는 주말입니다. 주말은 일하는 날로 셀 수 없습니다.",
    "{day} is on a weekend, which cannot count as worked.",
)


def check(values: Values, known: Known) -> Iterator[Finding]:
    """Yield what is wrong: a year that the calendar does not know, a change that changes nothing."""
    day: dt.date = values["date"]
    if not FIRST_HOLIDAY_YEAR <= day.year <= LAST_HOLIDAY_YEAR:
        yield problem("day_outside", _OUTSIDE, "date", first=FIRST_HOLIDAY_YEAR, last=LAST_HOLIDAY_YEAR)
        return
    weekend, holiday = day.weekday() >= SATURDAY, day in known.calendar.holidays
    if values["change"] == ADDED and (weekend or holiday):
        yield problem("already_off", _OFF_ALREADY, "date", severity="warning", day=day.isoformat())
    if values["change"] == REMOVED and weekend:
        yield problem("weekend", _WEEKEND, "date", day=day.isoformat())
    elif values["change"] == REMOVED and not holiday:
        yield problem("no_holiday", _WORKED_ALREADY, "date", day=day.isoformat())


SORT = Sort(
    id="holiday",
    place=3,
    name=Text("쉬는 날", "Days off"),
    about=Text(
        "기관만의 휴무일과, 공휴일이지만 일한 날을 적습니다. 처리기간은 쉬는 날을 빼고 셉니다.",
        "The office's own days off, and public holidays that were worked; processing time leaves days off out.",
    ),
    usual=Text(
        "관공서의 공휴일, 대체공휴일, 선거일은 이미 들어 있습니다. 적지 않아도 됩니다.",
        "Public holidays, substitute holidays and election days are known already.",
    ),
    grain=Text("날짜 하나가 한 행", "One day a row"),
    kept=in_settings(
        HOLIDAY,
        key=lambda values: values["date"].isoformat(),
        pack=lambda values: {"change": values["change"], "name": values["name"]},
        unpack=lambda rest, value: {"date": dt.date.fromisoformat(rest), **(value or {})},
    ),
    fields=(
        Field(
            "date",
            Text("날짜", "Day"),
            Text("예: 2026-05-01", "Such as 2026-05-01"),
            "day",
            reads.day,
            key=True,
            required=True,
            empty=None,
            spellings="일자|휴일|휴무일|date",
            example=("2026-07-16", "2026-05-05"),
        ),
        Field(
            "change",
            Text("구분", "Change"),
            Text("쉬는 날(비우면 이것), 일하는 날", "Day off (when blank), Working day"),
            "choice",
            reads.one_of(lambda: CHANGES),
            reads.shown_of(lambda: CHANGES),
            reads.choices_of(lambda: CHANGES),
            empty=ADDED,
            spellings="종류|유형",
            example=("쉬는 날", "일하는 날"),
        ),
        Field(
            "name",
            Text("이름", "Name"),
            Text("무슨 날인지", "What day it is"),
            "text",
            reads.text,
            required=True,
            spellings="휴일명|명칭|사유|내용|비고",
            example=("시민의 날(예시)", "비상근무(예시)"),
        ),
    ),
    check=check,
    touches=always("processing_records"),
    by_calendar=True,
)
