"""How a column of each kind is read, and what must be asked first where its cells have two readings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from kpi.core.text import Text
from loaders.cells import parse as cells
from loaders.cells.clocks import parse_clock
from loaders.cells.durations import Unit
from loaders.cells.outer import begin_with_digits
from loaders.load.answers import parse_answer
from loaders.load.units import DAY_HOURS, periods_or_dates

Answers = Mapping[str, Any]
"""Field of ``Choice`` -> the answer, None where there is none."""


@dataclass(frozen=True)
class Ask:
    """A question about the cells of a column.

    The field ``name`` of ``Choice`` takes one of ``options`` (best first); ``code`` and ``message`` ask. ``taken``: what is
    said where one option alone reads every such cell and is taken; options that are not in it are asked even then. ``clash``: no option reads them all.
    """

    name: str
    code: str
    options: tuple[str, ...]
    message: Text
    clash: Text
    taken: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True)
class Kind:
    """A kind of column: its name in findings, how it is read with the answers given, and what it may have to ask."""

    name: str
    read: Callable[[pd.Series[Any], Answers], Any]
    asks: tuple[Ask, ...] = ()

    def probable(self, values: pd.Series[Any]) -> cells.Parsed:
        """Return the cells as parsed, bad only where no answer to any question would read them."""
        parsed: cells.Parsed = self.read(values, {})
        bad = parsed.bad
        for ask in self.asks:
            for option in ask.options if bad.any() else ():
                bad &= self.read(values, {ask.name: option}).bad
        return replace(parsed, bad=bad)


MARKS = Ask(
    "marks",
    "ask_marks",
    ("minus", "press"),
    Text(
        "△·▲·▽·▼ 표시가 붙은 값이 {count}칸 있습니다(예: {examples}). 마이너스인지, ▲ 증가와 ▼·▽ 감소인지 지정하세요.",
        "{count} cells carry △, ▲, ▽ or ▼ (for example {examples}). Say whether the mark is a minus, or ▲ a rise and ▼, ▽ "
        "a fall.",
    ),
    Text(
        "△·▲·▽·▼ 표시의 뜻이 한 열 안에서 서로 다릅니다({count}칸, 예: {examples}). 표시 대신 -를 쓰세요.",
        "The marks △, ▲, ▽, ▼ have no one meaning in this column ({count} cells, for example {examples}). Write - instead.",
    ),
)
BRACKETS = Ask(
    "brackets",
    "ask_brackets",
    ("minus", "plain"),
    Text(
        "괄호 안의 숫자가 {count}칸 있습니다(예: {examples}). 마이너스인지 그냥 그 숫자인지 지정하세요.",
        "{count} cells hold a number in brackets (for example {examples}). Say whether it is a minus or just the number.",
    ),
    Text(
        "괄호 안의 숫자 {count}칸을 읽을 수 없습니다(예: {examples}). 괄호 없이 숫자만 쓰세요.",
        "{count} numbers in brackets cannot be read (for example {examples}). Write the number without brackets.",
    ),
)
DATE_ORDER = Ask(
    "date_order",
    "ask_date_order",
    ("ymd", "dmy", "mdy"),
    Text(
        "연·월·일의 차례를 알 수 없는 날짜가 {count}칸 있습니다(예: {examples}). 차례를 지정하거나 2025-02-28처럼 쓰세요.",
        "The order of year, month and day is not known in {count} cells (for example {examples}). Say the order, or write "
        "2025-02-28.",
    ),
    Text(
        "한 열에 날짜의 차례가 둘 이상입니다({count}칸, 예: {examples}). 2025-02-28처럼 한 가지로 고치세요.",
        "The dates of this column are in more than one order ({count} cells, for example {examples}). Write them in one way, "
        "such as 2025-02-28.",
    ),
    {
        "ymd": Text(
            "날짜 {count}칸을 연-월-일 차례로 읽었습니다. '{evidence}' 값은 이 차례로만 날짜가 됩니다.",
            "{count} dates were read as year-month-day: '{evidence}' is a date in this order only.",
        ),
        "dmy": Text(
            "날짜 {count}칸을 일-월-연 차례로 읽었습니다. '{evidence}' 값은 이 차례로만 날짜가 됩니다.",
            "{count} dates were read as day-month-year: '{evidence}' is a date in this order only.",
        ),
        "mdy": Text(
            "날짜 {count}칸을 월-일-연 차례로 읽었습니다. '{evidence}' 값은 이 차례로만 날짜가 됩니다.",
            "{count} dates were read as month-day-year: '{evidence}' is a date in this order only.",
        ),
    },
)
DAY_HOURS_ASK = Ask(
    "day_hours",
    "day_length",
    ("8", "24"),
    Text(
        "일 단위로 적힌 값이 {count}칸 있습니다(예: {examples}). 하루를 8시간(근무일)으로 셀지 24시간으로 셀지 지정하세요.",
        "{count} values are in days (for example {examples}). Say whether a day is 8 hours (a working day) or 24 hours.",
    ),
    Text(
        "일 단위로 적힌 값 {count}칸을 읽을 수 없습니다(예: {examples}). 시간이나 분으로 쓰세요.",
        "{count} values in days cannot be read (for example {examples}). Write hours or minutes.",
    ),
)
CLOCK = Ask(
    "clock",
    "ask_clock",
    ("m:ss", "h:mm"),
    Text(
        "'시:분'인지 '분:초'인지 알 수 없는 값이 {count}칸 있습니다(예: {examples}). 무엇인지 지정하세요. 분:초로 적은 값을 "
        "엑셀이 시:분으로 바꾸어 두었을 수 있습니다.",
        "{count} values may be hours:minutes or minutes:seconds (for example {examples}). Say which; a spreadsheet may have "
        "turned minutes:seconds into hours:minutes.",
    ),
    Text(
        "'시:분' 또는 '분:초'로 읽을 수 없는 값이 {count}칸 있습니다(예: {examples}). 8분 17초처럼 쓰세요.",
        "{count} values can be read neither as hours:minutes nor as minutes:seconds (for example {examples}). Write 8분 17초 or 0:08:17.",
    ),
)


_YEARLESS = r"\s*\d{1,2} ?[./월] ?\d{1,2}(?!\d)(?! ?[./월] ?\d{1,4}(?![:\d시]))"
"""A month and a day without their year: "3.1. 09:00", "3월 1일(금)"."""
_MAYBE_YEARLESS = r"\s*\d{1,2} ?[./월]"
_HEAD = len("12 .")
_MONTH_WORD = re.compile(r"\s*\d{1,2} ?월")


def _number(values: pd.Series[Any], answers: Answers) -> cells.ParsedNumbers:
    return cells.parse_number(values, marks=answers.get("marks"), brackets=answers.get("brackets"))


def _datetime(values: pd.Series[Any], answers: Answers) -> cells.ParsedTimes:
    order, year = answers.get("date_order"), answers.get("year")
    parsed = cells.parse_datetime(values, order=order)
    if year is None or not parsed.bad.any():
        return parsed
    lacking = parsed.bad & yearless(values)
    return cells.parse_datetime(values.where(~lacking, with_year(values, year, lacking)), order=order)


def yearless(values: pd.Series[Any]) -> pd.Series[Any]:
    """Return which cells hold a month and a day without their year."""
    if begin_with_digits(values, _HEAD):
        return pd.Series(False, index=values.index)
    texts = pa.array(values, pa.large_string(), from_pandas=True)
    heads = pc.unique(pc.utf8_slice_codeunits(texts, 0, _HEAD)).to_pylist()
    if not any(head and (head[0].isspace() or re.match(_MAYBE_YEARLESS, head)) for head in heads):
        return pd.Series(False, index=values.index)
    likely = values.str.match(_MAYBE_YEARLESS)
    return likely & values.where(likely, "").str.match(_YEARLESS) if likely.any() else likely


def with_year(values: pd.Series[Any], year: int, chosen: pd.Series[Any]) -> pd.Series[Any]:
    """Return some of the cells with a year before their month and day; the others are missing."""
    dated = {text: f"{year}{'년 ' if _MONTH_WORD.match(text) else '.'}{text}" for text in values[chosen].unique()}
    return values.where(chosen).map(dated)


def _period(values: pd.Series[Any], answers: Answers) -> cells.ParsedPeriods:
    return periods_or_dates(values, year=answers.get("year"), order=answers.get("date_order"))


def duration(bare: Unit, *, counter: bool = True, said: Answers | None = None) -> Kind:
    """Return the kind of durations; ``bare`` is the unit of a number alone, ``counter`` tells times of minutes, not days.

    In a column of minutes, 08:17:00 may be what a spreadsheet made of 8 minutes 17 seconds. ``said``: what the header
    answers by itself; the analyst's answers win.
    """

    def read(values: pd.Series[Any], answers: Answers) -> cells.Parsed:
        answers = {**(said or {}), **{name: answer for name, answer in answers.items() if answer}}
        hours = DAY_HOURS.get(answers.get("day_hours") or "")
        return cells.parse_duration_minutes(
            values,
            bare=bare,
            day_minutes=None if hours is None else hours * 60.0,
            two_parts=answers.get("clock"),
            doubt_hours=counter,
        )

    clock = CLOCK if counter else replace(CLOCK, options=CLOCK.options[::-1])
    return Kind("duration", read, (DAY_HOURS_ASK, clock))


NUMBER = Kind("number", _number, (MARKS, BRACKETS))
DATETIME = Kind("datetime", _datetime, (DATE_ORDER,))
PERIOD = Kind("period", _period, (DATE_ORDER,))
KINDS: Mapping[str, Kind] = {
    "number": NUMBER,
    "datetime": DATETIME,
    "period": PERIOD,
    "duration": duration("minute"),
    "days": Kind("days", lambda values, _: cells.parse_days(values, by_calendar=True)),
    "suspended": Kind("days", lambda values, _: cells.parse_days(values)),
    "clock": Kind("clock", lambda values, _: parse_clock(values)),
    "role": Kind("role", lambda values, _: cells.parse_role(values)),
    "answer": Kind("answer", lambda values, _: parse_answer(values)),
}
"""The kinds of columns a source declares (see ``loaders.source.Kind``), as they are read before anything is asked."""
