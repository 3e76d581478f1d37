"""One moment as people write it in a cell. What has two readings has none unless it is declared."""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

Order = Literal["ymd", "dmy", "mdy"]


class Moment(NamedTuple):
    """A naive local time, whether the cell says a time of day, and what was done to read it ("" is nothing).

    ``how``: "serial" (a number of days since 1900), "offset" (the distance to UTC was left out) or "weekday" (the cell names
    another day of the week than that of its date).
    """

    when: dt.datetime
    timed: bool
    how: Literal["", "serial", "offset", "weekday"] = ""


FIRST_YEAR, LAST_YEAR = 1900, 2100
_WEEKDAY = re.compile(
    r" ?\( ?([월화수목금토일](?=(?:요일)? ?\))(?:요일)?|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*) ?\)", re.IGNORECASE
)
_BARE_WEEKDAY = re.compile(
    r"(?P<date>['\u2018\u2019]?(?:\d{8}|\d{2,4} ?[-./] ?\d{1,2} ?[-./] ?\d{1,2})(?:\.,? ?|,? )|\d{2,4}년 ?\d{1,2} ?월 ?\d{1,2} ?일,? ?)"
    r"(?P<weekday>[월화수목금토일](?:요일)?|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)\.?,?(?= |$)",
    re.IGNORECASE,
)
"""A weekday without brackets behind a date: "2024-03-04 월"; in "3 월 4 일" there is none."""
_WEEKDAYS, _WEEKDAYS_EN = "월화수목금토일", ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CLOCK = (
    r"(?:(?P<half>오전|오후|[ap]\.?m\.?) ?)?"
    r"(?P<hour>\d{1,2}) ?(?:[:시] ?(?:(?P<minute>\d{1,2}) ?분?)?(?:[: ] ?(?P<second>\d{1,2})(?:[.,](?P<fraction>\d{1,9}))? ?초?)?)"
    r"(?: ?(?P<half2>[ap]\.?m\.?|오전|오후))?(?: ?(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d))?"
)
_SEPARATOR = r"(?:,? |T|(?<=[.일]))"
_YEAR_FIRST = r"(?P<quote>['\u2018\u2019`\u00b4])?(?P<year>\d{4}|\d{2}) ?(?P<mark>[-./]|년| (?=\d\d \d\d(?!\d))) ?(?P<month>\d{1,2}) ?(?:[-./]|월| (?=\d\d(?!\d))) ?(?P<day>\d{1,2}) ?[.일]?"
_YEAR_LAST = r"(?P<first>\d{1,2}) ?[-./] ?(?P<second_part>\d{1,2}) ?[-./] ?(?P<year>\d{4})\.?"
_SHORT_LAST = r"(?P<first>\d{1,2}) ?[-./] ?(?P<second_part>\d{1,2}) ?[-./] ?(?P<year>\d\d)\.?"
_NAMED = r"(?:(?P<day>\d{1,2})[- ](?P<name>[a-z]{3,9})\.?,?[- ]|(?P<name2>[a-z]{3,9})\.? (?P<day2>\d{1,2}),? )(?P<year>\d{4})"
_PATTERNS = tuple(
    re.compile(rf"{date}(?:{_SEPARATOR}{_CLOCK})?", re.IGNORECASE | re.ASCII)
    for date in (_YEAR_FIRST, _YEAR_LAST, _SHORT_LAST, _NAMED)
)
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:[ T]?(\d\d)(\d\d)(\d\d)?)?(?:\.0)?", re.ASCII)
_SHORT_COMPACT = re.compile(r"(\d\d)(\d\d)(\d\d)", re.ASCII)
_COMPACT_CLOCK = re.compile(
    rf"(?P<date>(?:19|20)\d{{6}})[ T](?:(?P<digits>\d{{4}}(?:\d\d)?)|{_CLOCK})", re.IGNORECASE | re.ASCII
)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_FIRST_SERIAL, _LAST_SERIAL = 18_264, 73_051
"""1950-01-01 and 2100-01-01; a smaller number in a date column is more likely a mistake than a date."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def moment_of(text: str, *, order: Order | None = None, zone: str | None = None) -> Moment | None:
    """Return the moment that a cleaned text says, or None.

    Read without asking: year first with four digits, an apostrophe ("'14.7.31") or words ("14년 7월 31일"), month names,
    eight digits, Excel serial numbers of the 1900 system. Only with ``order``: "14.7.31", "140731", "31-07-2014",
    "31.7.14". A UTC offset is dropped (the clock time stays) unless ``zone`` says into which zone it is turned; "Z"
    needs ``zone``.
    """
    weekday, rest = _without_weekday(text)
    moment = _moment(rest, order, zone)
    if weekday and moment and weekday_of(weekday) != moment.when.weekday():
        return moment._replace(how="weekday")
    return moment


def _without_weekday(text: str) -> tuple[str, str]:
    """Return the weekday that stands beside a date ("" where there is none), and the text without it."""
    in_brackets = _WEEKDAY.search(text)
    if in_brackets:
        return in_brackets[1], _WEEKDAY.sub("", text).strip()
    bare = _BARE_WEEKDAY.match(text)
    if bare is None:
        return "", text
    return bare["weekday"], (bare["date"].rstrip(" ,") + text[bare.end() :]).strip()


def weekday_of(word: str) -> int:
    """Return the number of a weekday, 0 for Monday: "화", "화요일", "Tue"."""
    return _WEEKDAYS.index(word[0]) if word[0] in _WEEKDAYS else _WEEKDAYS_EN.index(word[:3].casefold())


def _moment(text: str, order: Order | None, zone: str | None) -> Moment | None:
    if text.isascii() and text.replace(".", "", 1).isdigit() and text.count(".") < 2:
        return _of_digits(text, order)
    compact = _COMPACT_CLOCK.fullmatch(text)
    if compact:
        return _of_compact(compact, zone)
    for pattern in _PATTERNS:
        match = pattern.fullmatch(text)
        day = _day(match, order) if match else None
        if match and day:
            return _with_clock(day, match, zone)
    return None


def _of_digits(text: str, order: Order | None) -> Moment | None:
    match = _COMPACT.fullmatch(text)
    if match:
        year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
        moment = _datetime(year, month, day)
        if moment is None or hour > 23 or minute > 59 or second > 59:
            return None
        return Moment(moment.replace(hour=hour, minute=minute, second=second), match[4] is not None)
    short = _SHORT_COMPACT.fullmatch(text)
    if short and order:
        ordered = _ordered(short[1], short[2], short[3], order)
        return Moment(ordered, False) if ordered else None
    if not _SERIAL.fullmatch(text) or not _FIRST_SERIAL <= float(text) < _LAST_SERIAL:
        return None
    when = dt.datetime(1899, 12, 30) + dt.timedelta(seconds=round(float(text) * 86_400))
    return Moment(when, "." in text and float(text) % 1 > 0, "serial")


def _of_compact(match: re.Match[str], zone: str | None) -> Moment | None:
    """Return "20140731 0932", "20140731T093205" or "20140731 9:32"."""
    if match["digits"]:
        return _of_digits(match["date"] + match["digits"], None)
    date = match["date"]
    day = _datetime(int(date[:4]), int(date[4:6]), int(date[6:]))
    return _with_clock(day, match, zone) if day else None


def _day(match: re.Match[str], order: Order | None) -> dt.datetime | None:
    parts = match.groupdict()
    if "first" in parts:
        return _ordered(parts["first"], parts["second_part"], parts["year"], order) if order != "ymd" else None
    if "name" in parts:
        name = (parts["name"] or parts["name2"] or "").casefold()[:3]
        day = int(parts["day"] or parts["day2"])
        return _datetime(int(parts["year"]), _MONTHS.index(name) + 1, day) if name in _MONTHS else None
    if len(parts["year"]) == 2 and not parts["quote"] and parts["mark"] != "년":
        return _ordered(parts["year"], parts["month"], parts["day"], order)
    year = int(parts["year"])
    return _datetime(full_year(year) if len(parts["year"]) == 2 else year, int(parts["month"]), int(parts["day"]))


def _ordered(first: str, second: str, third: str, order: Order | None) -> dt.datetime | None:
    """Return the day that three numbers say in a declared order; a year has two digits or four."""
    if order is None:
        return None
    year, month, day = {
        "ymd": (first, second, third),
        "dmy": (third, second, first),
        "mdy": (third, first, second),
    }[order]
    if len(year) not in (2, 4):
        return None
    return _datetime(full_year(int(year)) if len(year) == 2 else int(year), int(month), int(day))


def full_year(year: int) -> int:
    """Return the year of two digits: 00-69 is 2000-2069."""
    return year + (2000 if year < 70 else 1900)


def _datetime(year: int, month: int, day: int) -> dt.datetime | None:
    try:
        return dt.datetime(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def _with_clock(day: dt.datetime, match: re.Match[str], zone: str | None) -> Moment | None:
    if match["hour"] is None:
        return Moment(day, False)
    hour = _hour(int(match["hour"]), (match["half"] or match["half2"] or "").casefold())
    minute, second = int(match["minute"] or 0), int(match["second"] or 0)
    if hour is None or minute > 59 or second > 59 or (hour == 24 and (minute or second)):
        return None
    moment = day + dt.timedelta(hours=hour, minutes=minute, seconds=second)
    return _in_zone(moment, match["zone"], zone)


def _hour(hour: int, half: str) -> int | None:
    """Return the hour of the day; "오후 12" is noon, "오전 12" midnight, 24 the end of the day."""
    if not half:
        return hour if hour <= 24 else None
    if hour > 23 or (hour > 12 and not _afternoon(half)):
        return None
    if hour > 12:
        return hour
    return hour % 12 + (12 if _afternoon(half) else 0)


def _afternoon(half: str) -> bool:
    return half == "오후" or half.startswith("p")


def _in_zone(moment: dt.datetime, offset: str | None, zone: str | None) -> Moment | None:
    if not offset:
        return Moment(moment, True)
    named = offset.upper() in ("Z", "UTC", "GMT")
    if zone is None:
        return None if named else Moment(moment, True, "offset")
    minutes = 0 if named else int(offset[1:3]) * 60 + int(offset[-2:])
    if minutes > 14 * 60:
        return None
    east = dt.timedelta(minutes=-minutes if offset.startswith("-") else minutes)
    return Moment(moment.replace(tzinfo=dt.timezone(east)).astimezone(ZoneInfo(zone)).replace(tzinfo=None), True)
