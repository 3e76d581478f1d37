"""One duration as people write it in a cell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

Unit = Literal["second", "minute", "hour", "day"]
Clock = Literal["h:mm", "m:ss"]

WORKDAY_MINUTES = 480.0
"""A working day: 8 working hours."""
_MINUTES: dict[str, float] = {"second": 1 / 60, "minute": 1.0, "hour": 60.0, "workday": WORKDAY_MINUTES}
NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+"
_BARE = re.compile(rf"(?:{NUMBER})")
_PARTS = re.compile(
    rf"(?:약 ?)?(?:(?P<workday>{NUMBER}) ?(?:근무일|영업일|working days?)|(?P<day>{NUMBER}) ?(?:일|days?|d))?간?"
    rf" ?(?:(?P<hour>{NUMBER}) ?(?:(?:근무 ?|업무 ?)?시간|hours?|hrs?|h)(?P<half> ?반)?)?간?"
    rf" ?(?:(?P<minute>{NUMBER}) ?(?:분|minutes?|mins?|m|['\u2032\u2019]))?간?"
    rf" ?(?:(?P<second>{NUMBER}) ?(?:초|seconds?|secs?|s|[\"\u2033\u201d]|''|\u2032\u2032))?간?(?: ?(?:소요|정도|이내|내외))?",
    re.IGNORECASE,
)
_ISO = re.compile(
    r"P(?:(?P<day>\d+)D)?(?:T(?:(?P<hour>\d+)H)?(?:(?P<minute>\d+)M)?(?:(?P<second>\d+(?:\.\d+)?)S)?)?", re.ASCII
)
_CLOCK = re.compile(r"(?P<hour>\d{1,6}):(?P<minute>[0-5]\d):(?P<second>[0-5]?\d(?:\.\d+)?)", re.ASCII)
_TWO_PARTS = re.compile(r"(?P<first>\d{1,6}):(?P<last>[0-5]\d)", re.ASCII)
_ON_NO_DAY = re.compile(
    r"(?:1899-12-3[01]|12/3[01]/1899|3[01]/12/1899)[ T](?P<clock>\d{1,2}:\d\d:\d\d)(?:\.0+)?(?: ?(?P<half>[ap])\.?m\.?)?",
    re.IGNORECASE | re.ASCII,
)
_NO_SECONDS = re.compile(r"(?P<hour>\d{1,6}):[0-5]\d:00(?:\.0+)?", re.ASCII)
LOST = frozenset({"일", "시간", "분", "초"})
"""A unit whose number was lost."""


def minutes_of(
    text: str,
    *,
    bare: Unit | None = "minute",
    day_minutes: float | None = None,
    two_parts: Clock | None = None,
    hours_are: Clock | None = "h:mm",
) -> float | None:
    """Return the minutes that a cleaned text says, or None.

    ``bare`` is the unit of a number alone. Days count only with ``day_minutes`` (0 days are 0 in any case); "8:17" only
    with ``two_parts``. ``hours_are`` is how "08:17:00" is read: as it stands, as 8 min 17 s, or (None) not at all. A
    time of day that a spreadsheet wrote with its day zero ("12/31/1899 09:30:00 AM") is the time alone.
    """
    text = without_day(text)
    if _BARE.fullmatch(text):
        return None if bare is None else _sum({bare: float(text.replace(",", ""))}, day_minutes)
    two = _TWO_PARTS.fullmatch(text)
    if two is None and hours_are != "h:mm" and _NO_SECONDS.fullmatch(text):
        two, two_parts = _TWO_PARTS.match(text), hours_are
    if two:
        if two_parts is None:
            return None
        big, small = ("hour", "minute") if two_parts == "h:mm" else ("minute", "second")
        return _sum({big: float(two["first"]), small: float(two["last"])}, day_minutes)
    match = _CLOCK.fullmatch(text) or _ISO.fullmatch(text) or _PARTS.fullmatch(text)
    parts = {} if match is None else {unit: number for unit, number in match.groupdict().items() if number}
    half = 30.0 if parts.pop("half", "") else 0.0
    total = _sum({unit: float(number.replace(",", "")) for unit, number in parts.items()}, day_minutes)
    return None if total is None else total + half


def without_day(text: str) -> str:
    """Return the time of day alone where a text is one on day zero of a spreadsheet; else the text."""
    match = _ON_NO_DAY.fullmatch(text)
    if match is None:
        return text
    hour, _, rest = match["clock"].partition(":")
    half = (match["half"] or "").casefold()
    hours = int(hour) % 12 + (12 if half == "p" else 0) if half else int(hour)
    return f"{hours:02d}:{rest}"


def could_be_minutes(texts: Iterable[str]) -> bool:
    """Return whether all clock times lack seconds and one has hours: "8:17" (8 min 17 s) is kept as 08:17:00."""
    clocks = [text for text in map(without_day, texts) if _CLOCK.fullmatch(text)]
    found = [_NO_SECONDS.fullmatch(text) for text in clocks]
    return all(found) and any(match is not None and int(match["hour"]) > 0 for match in found)


def _sum(parts: dict[str, float], day_minutes: float | None) -> float | None:
    if not parts or (parts.get("day", 0.0) > 0 and day_minutes is None):
        return None
    return sum(number * (day_minutes or 0.0 if unit == "day" else _MINUTES[unit]) for unit, number in parts.items())
