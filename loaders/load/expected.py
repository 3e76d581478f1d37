"""What is said of a cell that cannot be read: what is wrong with it, as precisely as its text tells, and what to write."""

from __future__ import annotations

import re
from collections.abc import Callable

from kpi.core.text import Text
from loaders.cells.columns import LONGEST
from loaders.cells.dates import FIRST_YEAR, LAST_YEAR, moment_of
from loaders.cells.durations import without_day
from loaders.cells.periods import period_of
from loaders.cells.terms import said_twice, term_of
from loaders.cells.text import NO_SUCH, clean, plain

Says = Callable[[str], bool]

_YEAR = re.compile(r"^\D?(?P<first>\d{4})\D|^\d{1,2}\D{1,3}\d{1,2}\D{1,3}(?P<last>\d{4})(?!\d)")
_ORDER_UNKNOWN = re.compile(r"^\d{1,2}\s*[-./]\s*\d{1,2}\s*[-./]\s*\d{1,4}")
_DAY_LIKE = re.compile(r"^\D?\d{4}\s*[-./년]\s*\d{1,2}\s*[-./월]\s*\d{1,2}|^(?:19|20)\d{6}$")
_TIME_ALONE = re.compile(r"^(?:오전|오후)? ?\d{1,2} ?(?::\d\d|시)", re.IGNORECASE)
_UTC = re.compile(r"\d ?(?:Z|UTC|GMT)$", re.IGNORECASE)
_TWO_NUMBERS = re.compile(r"^\d[\d.,]*\D{0,4}? ?[/~∼-] ?\d[\d.,]*\D{0,4}$")
_SEPARATORS = re.compile(r"^[+-]?\d+(?:[ .,]\d+)+$")
_BOUND = re.compile(r"^\D{0,3}\d.*(?:이상|이하|미만|초과|넘음)$|^[<>≤≥]")
_TO = re.compile(r"\s*(?:[~∼〜]|\s[-–]\s|부터)\s*")
_FIRST_DAY = re.compile(r"^1900-01-01[ T]\d|^0?1/0?1/1900 \d")
_JANUARY_OR_OCTOBER = re.compile(r"^\d{4}\.1$")

_NO_OR_ZERO = Text(
    "'{found}' 값은 0인지 값이 없는 것인지 알 수 없습니다. 0이면 0으로 고치고, 없는 값이면 결측 코드로 지정하세요.",
    "'{found}' may mean 0 or no value. Write 0, or declare it as missing.",
)
_TWO = Text(
    "'{found}' 칸에는 수가 둘 있습니다. 수 하나만 쓰세요(만점이나 범위는 따로).",
    "'{found}' holds two numbers. Write one number (the highest possible score or a range goes elsewhere).",
)
_UNKNOWN_SEPARATORS = Text(
    "'{found}' 값의 쉼표·점·빈칸이 자릿수 구분인지 소수점인지 알 수 없습니다. 1,234.5 또는 1234.5처럼 쓰세요.",
    "Whether the commas, points or blanks of '{found}' divide thousands or decimals is not known. Write 1,234.5 or 1234.5.",
)
_ONLY_A_BOUND = Text(
    "'{found}' 값은 한계만 말하고 값을 말하지 않습니다. 값을 쓰거나 결측 코드로 지정하세요.",
    "'{found}' is a bound and not a value. Write the value, or declare it as missing.",
)
_SPECIAL: dict[str, tuple[tuple[Says, Text], ...]] = {}
_NUMBERS: tuple[tuple[Says, Text], ...] = (
    (lambda text: plain(text) in NO_SUCH, _NO_OR_ZERO),
    (lambda text: bool(_BOUND.search(text)), _ONLY_A_BOUND),
    (lambda text: bool(_TWO_NUMBERS.match(text)), _TWO),
    (lambda text: bool(_SEPARATORS.match(text)), _UNKNOWN_SEPARATORS),
)
_SPECIAL["number"] = _NUMBERS
_SPECIAL["answer"] = _NUMBERS[1:3]
_SPECIAL["datetime"] = (
    (
        lambda text: bool(_TIME_ALONE.search(without_day(text)) or _FIRST_DAY.search(text)),
        Text(
            "'{found}' 칸에는 시각만 있고 날짜가 없습니다. 2025-02-28 14:30처럼 날짜를 함께 쓰세요.",
            "'{found}' is a time of day without a day. Write the day, too: 2025-02-28 14:30",
        ),
    ),
    (
        lambda text: _far_year(text),
        Text(
            "'{found}' 값의 연도는 1900~2100년 밖입니다. 잘못 적은 값이면 고치고, '끝없음'이나 빈칸을 뜻하는 값이면 결측 코드로 "
            "지정하세요.",
            "The year of '{found}' lies outside 1900-2100. Correct it; if it means 'no end' or blank, declare it as missing.",
        ),
    ),
    (
        lambda text: _is_span(text),
        Text(
            "'{found}' 값은 하루가 아니라 여러 날에 걸친 기간입니다. 이 열이 뜻하는 하루만 쓰세요(접수일이면 시작한 날, 완료일이면 끝난 날). "
            "예: 2025-02-28",
            "'{found}' is a span of days and no single day. Write the one day that the column means (the first for a receipt, the "
            "last for a completion). Example: 2025-02-28",
        ),
    ),
    (
        lambda text: period_of(text) is not None and moment_of(text) is None,
        Text(
            "'{found}' 값은 날짜가 아니라 기간이라 어느 날인지 알 수 없습니다. 2025-02-28처럼 날까지 쓰세요.",
            "'{found}' is a period and says no day. Write the day, too: 2025-02-28",
        ),
    ),
    (
        lambda text: bool(_UTC.search(text)),
        Text(
            "'{found}' 값은 세계시(UTC)로 적힌 시각입니다. 한국 시각으로 바꾸어 쓰세요.",
            "'{found}' is in UTC. Write the local time.",
        ),
    ),
    (
        lambda text: bool(_DAY_LIKE.match(text)),
        Text(
            "'{found}' 값은 없는 날짜입니다. 예: 2025-02-28",
            "'{found}' is no day of the calendar. Example: 2025-02-28",
        ),
    ),
    (
        lambda text: bool(_ORDER_UNKNOWN.match(text)),
        Text(
            "'{found}' 값은 정해진 연·월·일 차례로는 날짜가 되지 않습니다. 2025-02-28처럼 네 자리 연도를 앞에 쓰세요.",
            "'{found}' is no date in the order of year, month and day that holds here. Write the year first with four "
            "digits: 2025-02-28",
        ),
    ),
)
_SPECIAL["period"] = (
    (
        lambda text: bool(_JANUARY_OR_OCTOBER.match(text)),
        Text(
            "'{found}' 값은 1월인지, 0이 지워진 10월인지 알 수 없습니다. 2025-01 또는 2025-10처럼 쓰세요.",
            "'{found}' may be January, or October with its zero lost. Write 2025-01 or 2025-10.",
        ),
    ),
    (
        lambda text: text.endswith(("이전", "이후", "부터", "까지")),
        Text(
            "'{found}' 값은 끝이 열린 기간이라 한 기간으로 셀 수 없습니다. 한 해나 한 달을 쓰거나 결측 코드로 지정하세요.",
            "'{found}' has no beginning or no end and is no one period. Write a year or month, or declare it as missing.",
        ),
    ),
)
_SPECIAL["duration"] = (
    *_NUMBERS[:2],
    (
        lambda text: bool(_FIRST_DAY.search(text)),
        Text(
            "'{found}' 값은 그 시각만인지, 하루(24시간)를 더한 시간인지 알 수 없습니다. 30:05:00처럼 시간만 쓰세요.",
            "'{found}' may be the time of day alone, or 24 hours more. Write the time alone, such as 30:05:00.",
        ),
    ),
    (
        lambda text: term_of(text) is not None,
        Text(
            "'{found}' 값은 길이가 정해지지 않은 기간입니다. 분·시간·일로 쓰거나 결측 코드로 지정하세요.",
            "'{found}' has no fixed length. Write minutes, hours or days, or declare it as missing.",
        ),
    ),
)
_SPECIAL["days"] = (
    (
        said_twice,
        Text(
            "'{found}' 값은 법이 다르게 세는 두 기간을 함께 말합니다. 하나만 쓰세요.",
            "'{found}' names two periods that the law counts differently. Write one of them.",
        ),
    ),
    (
        lambda text: term_of(text) is not None,
        Text(
            "'{found}' 값은 달력으로 세는 기간이라 며칠인지 알 수 없습니다. 일이나 시간으로 쓰세요. 예: 5일, 4시간",
            "'{found}' runs by the calendar and is no number of days. Write days or hours. Example: 5일, 4시간",
        ),
    ),
)
_EXPECTED = {
    "clock": Text(
        "'{found}' 값을 시각으로 읽을 수 없습니다. 예: 09:30, 오후 2:30, 14시 20분",
        "'{found}' cannot be read as a time of day. Example: 09:30 or 2:30 PM",
    ),
    "datetime": Text(
        "'{found}' 값을 날짜로 읽을 수 없습니다. 예: 2025-02-28 또는 2025-02-28 14:30",
        "'{found}' cannot be read as a date. Example: 2025-02-28 or 2025-02-28 14:30",
    ),
    "period": Text(
        "'{found}' 값을 기간으로 읽을 수 없습니다. 예: 2025, 2025년 상반기, 2025-03",
        "'{found}' cannot be read as a period. Example: 2025, 2025 H1, 2025-03",
    ),
    "duration": Text(
        "'{found}' 값을 시간으로 읽을 수 없습니다. 예: 8분 17초, 1시간 30분, 0:08:17, 12.5(분)",
        "'{found}' cannot be read as a duration. Example: 8분 17초, 0:08:17, 12.5 (minutes)",
    ),
    "days": Text(
        "'{found}' 값을 처리기간으로 읽을 수 없습니다. 예: 7일, 즉시, 3시간, 1개월",
        "'{found}' cannot be read as a statutory period. Example: 7일, 즉시, 3시간, 1개월",
    ),
    "role": Text(
        "'{found}' 값은 평가자 구분이 아닙니다. 쓸 수 있는 값: 부서장, 직원, 외부",
        "'{found}' is no role of a rater. Use: 부서장 (head), 직원 (staff), 외부 (external)",
    ),
    "number": Text(
        "'{found}' 값을 숫자로 읽을 수 없습니다. 예: 3 또는 4.5",
        "'{found}' cannot be read as a number. Example: 3 or 4.5",
    ),
    "answer": Text(
        "'{found}' 값은 응답이 아닙니다. 숫자나 '매우 만족' 같은 응답이 필요하며, 무응답 코드라면 결측 코드로 지정하세요.",
        "'{found}' is no answer. A number or words such as '매우 만족' are needed; declare a code for no answer as missing.",
    ),
}


def expected(text: str, kind: str) -> Text:
    """Return what is said of a cell's text that is no value of a kind of column; "{found}" is the text."""
    cleaned = clean(text[:LONGEST])
    for says, message in _SPECIAL.get(kind, ()):
        if says(cleaned):
            return message
    return _EXPECTED.get(kind, _EXPECTED["number"])


def _far_year(text: str) -> bool:
    match = _YEAR.match(text)
    return match is not None and not FIRST_YEAR <= int(match["first"] or match["last"]) <= LAST_YEAR


def _is_span(text: str) -> bool:
    first, *rest = _TO.split(text, maxsplit=1)
    return bool(rest) and rest[0][:1].isdigit() and moment_of(first, order="ymd") is not None
