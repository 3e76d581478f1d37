"""One period as people write it in a cell: a first day and a number of months."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from kpi.core.periods import Period, add_months
from loaders.cells.dates import FIRST_YEAR, LAST_YEAR, full_year, moment_of

_YEAR = r"(?:(?P<year>(?:19|20)\d\d)|['\u2018\u2019`](?P<short>\d\d)|(?P<bare>[0-6]\d)(?= ?년|[.] ?[상하])) ?(?:년도?|학년도|fy)?[ .-]{0,2}"
_YEAR_OR_NOT = f"(?:{_YEAR})?"
_HALF = r"(?P<half>상반기|하반기|상|하|[12] ?반기|h ?[12]|[12] ?h)"
_QUARTER = (
    r"(?:(?P<quarter>[1-4]) ?(?:/ ?4)? ?분기|(?P<quarter2>[1-4]) ?/ ?4|q ?(?P<quarter3>[1-4])|(?P<quarter4>[1-4]) ?q)"
)
_MONTH = r"(?P<month>1[0-2]|0?[1-9]) ?월(?:분|중)?"
_NUMERIC_MONTH = r"(?P<year>(?:19|20)\d\d)(?: ?[-/] ?(?P<month>1[0-2]|0?[1-9])| ?\. ?(?P<dotted>1[0-2]|0[1-9]|[2-9]|1(?= ?\.))|(?P<tight>0[1-9]|1[0-2])) ?\.?"
_RANGE = re.compile(r"(?P<first>[^~∼〜]+?) ?[~∼〜] ?(?P<last>[^~∼〜]+)")
MONTHS_BEHIND = re.compile(r" ?[(\[] ?(1[0-2]|[1-9])월? ?[~∼〜-] ?(1[0-2]|[1-9]) ?월 ?[)\]]$")
"""Months in brackets behind a period: "상반기(1~6월)"."""
MONTHS_A_YEAR = 12
_LAST_YEAR_FIRST = r"(?P<quarter>q ?[1-4]|[1-4] ?q|h ?[12]|[12] ?h)[ ,/-]{1,2}(?P<year>(?:19|20)\d\d)"


def period_of(text: str, *, year: int | None = None) -> Period | None:
    """Return the period that a cleaned text says, or None.

    Years, halves, quarters, months, and ranges of months ("2013. 9. ~ 2014. 8."). A text without a year ("상반기",
    "3월") needs ``year``. "2014.1" as a number could be January or, its zero lost, October: None. A day is a period only
    when it is the first of a month, as Excel stores "2014년 7월".
    """
    text = text.casefold()
    months = MONTHS_BEHIND.search(text)
    if months:
        return _of_months(period_of(text[: months.start()].strip(), year=year), int(months[1]), int(months[2]))
    span = _RANGE.fullmatch(text)
    if span:
        return _span(period_of(span["first"], year=year), span["last"], year)
    return next((found for reader in _READERS if (found := reader(text, year))), None)


def _of_months(named: Period | None, first: int, last: int) -> Period | None:
    """Return a period with the months in brackets behind it: a part of a year, or what it says anyway; else None."""
    if named is None or not 1 <= first <= last <= MONTHS_A_YEAR:
        return None
    said = Period(dt.date(named.start.year, first, 1), last - first + 1)
    return said if named in (said, Period(dt.date(named.start.year, 1, 1), MONTHS_A_YEAR)) else None


def _span(first: Period | None, last_text: str, year: int | None) -> Period | None:
    last = first and period_of(last_text, year=year or first.start.year)
    if first is None or last is None or last.start < first.start:
        return None
    end = add_months(last.start, last.months)
    return Period(first.start, (end.year - first.start.year) * 12 + end.month - first.start.month)


def _year(match: re.Match[str], year: int | None) -> int | None:
    parts = match.groupdict()
    if parts.get("year"):
        year = int(parts["year"])
    elif parts.get("short") or parts.get("bare"):
        year = full_year(int(parts.get("short") or parts["bare"]))
    return year if year is not None and FIRST_YEAR <= year <= LAST_YEAR else None


def _reader(
    pattern: str, start: Callable[[re.Match[str]], int], months: int
) -> Callable[[str, int | None], Period | None]:
    compiled = re.compile(pattern, re.ASCII)

    def read(text: str, year: int | None) -> Period | None:
        match = compiled.fullmatch(text)
        known = _year(match, year) if match else None
        return Period(dt.date(known, start(match), 1), months) if match and known else None

    return read


def _named(match: re.Match[str], *names: str) -> int:
    return next(int(match[name]) for name in names if match.groupdict().get(name))


def _january(match: re.Match[str]) -> int:
    del match
    return 1


def _half(match: re.Match[str]) -> int:
    return 7 if "하" in match["half"] or "2" in match["half"] else 1


def _quarter(match: re.Match[str]) -> int:
    return _named(match, "quarter", "quarter2", "quarter3", "quarter4") * 3 - 2


def _english(text: str, year: int | None) -> Period | None:
    match = re.fullmatch(_LAST_YEAR_FIRST, text, re.ASCII)
    return period_of(f"{match['year']} {match['quarter']}", year=year) if match else None


def _first_of_month(text: str, year: int | None) -> Period | None:
    del year
    found = moment_of(text) if not re.fullmatch(r"[\d.]*", text) or len(text) == 8 else None
    return Period(found[0].date(), 1) if found and found[0].day == 1 and found[0].time() == dt.time() else None


_READERS = (
    _reader(
        r"(?:(?P<year>(?:19|20)\d\d)(?:\.0)?|['\u2018\u2019`](?P<short>\d\d)) ?(?:년도?|학년도|\.)?",
        _january,
        12,
    ),
    _reader(_YEAR_OR_NOT + _HALF, _half, 6),
    _reader(_YEAR_OR_NOT + _QUARTER, _quarter, 3),
    _reader(_YEAR_OR_NOT + _MONTH, lambda match: int(match["month"]), 1),
    _reader(_NUMERIC_MONTH, lambda match: _named(match, "month", "dotted", "tight"), 1),
    _english,
    _first_of_month,
)
