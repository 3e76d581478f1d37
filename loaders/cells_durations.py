"""One duration or statutory period as people write it in a cell."""

from __future__ import annotations

import re
from typing import Literal

Unit = Literal["second", "minute", "hour", "day"]
TermUnit = Literal["day", "hour", "immediate"]

IMMEDIATE_HOURS = 3.0
"""시행령 제19조: "즉시" is within 3 working hours."""
_MINUTES: dict[str, float] = {"second": 1 / 60, "minute": 1.0, "hour": 60.0}
_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+"
_BARE = re.compile(rf"(?:{_NUMBER})")
_PARTS = re.compile(
    rf"(?:(?P<day>{_NUMBER}) ?(?:일|days?|d))? ?(?:(?P<hour>{_NUMBER}) ?(?:시간|hours?|hrs?|h))?"
    rf" ?(?:(?P<minute>{_NUMBER}) ?(?:분|minutes?|mins?|m|['\u2032\u2019]))?"
    rf" ?(?:(?P<second>{_NUMBER}) ?(?:초|seconds?|secs?|s|[\"\u2033\u201d]|''|\u2032\u2032))?(?: ?(?:소요|정도|이내|내외))?",
    re.IGNORECASE,
)
_ISO = re.compile(
    r"P(?:(?P<day>\d+)D)?(?:T(?:(?P<hour>\d+)H)?(?:(?P<minute>\d+)M)?(?:(?P<second>\d+(?:\.\d+)?)S)?)?", re.ASCII
)
_CLOCK = re.compile(r"(?P<hour>\d{1,6}):(?P<minute>[0-5]\d):(?P<second>[0-5]?\d(?:\.\d+)?)", re.ASCII)
_TWO_PARTS = re.compile(r"(?P<first>\d{1,6}):(?P<last>[0-5]\d)", re.ASCII)
_TERM = re.compile(
    rf"(?:(?P<number>{_NUMBER}) ?(?P<unit>근무일|영업일|일간|일|근무 ?시간|업무 ?시간|시간|working days?|days?|hours?)?)"
    r"(?: ?\(?(?:이내|이하|내|안|근무일 ?기준)\)?)?",
    re.IGNORECASE,
)
_IMMEDIATE = frozenset({"즉시", "즉시처리", "즉일", "즉결", "immediate", "immediately", "atonce"})
LOST = frozenset({"일", "시간", "분", "초"})
"""A unit whose number was lost."""


def minutes_of(
    text: str,
    *,
    bare: Unit | None = "minute",
    day_minutes: float | None = None,
    two_parts: Literal["h:mm", "m:ss"] | None = None,
) -> float | None:
    """Return the minutes that a cleaned text says, or None.

    ``bare`` is the unit of a number alone. Days count only with ``day_minutes``; "8:17" only with ``two_parts``.
    """
    if _BARE.fullmatch(text):
        number = float(text.replace(",", ""))
        return None if bare is None else _sum({bare: number}, day_minutes)
    two = _TWO_PARTS.fullmatch(text)
    if two:
        if two_parts is None:
            return None
        big, small = ("hour", "minute") if two_parts == "h:mm" else ("minute", "second")
        return _sum({big: float(two["first"]), small: float(two["last"])}, day_minutes)
    match = _CLOCK.fullmatch(text) or _ISO.fullmatch(text) or _PARTS.fullmatch(text)
    parts = {} if match is None else {unit: number for unit, number in match.groupdict().items() if number}
    return _sum({unit: float(number.replace(",", "")) for unit, number in parts.items()}, day_minutes)


def _sum(parts: dict[str, float], day_minutes: float | None) -> float | None:
    if not parts or ("day" in parts and day_minutes is None):
        return None
    return sum(number * (day_minutes or 0.0 if unit == "day" else _MINUTES[unit]) for unit, number in parts.items())


def term_of(text: str) -> tuple[float, TermUnit] | None:
    """Return amount and unit of a statutory period: "7일 이내" is 7 days, "즉시" 3 working hours, a number days.

    Weeks, months and years run by the calendar (제19조 3항), not by days: None.
    """
    if text.replace(" ", "").casefold() in _IMMEDIATE:
        return IMMEDIATE_HOURS, "immediate"
    match = _TERM.fullmatch(text)
    if match is None:
        return None
    unit = (match["unit"] or "일").replace(" ", "").casefold()
    return float(match["number"].replace(",", "")), "hour" if "시간" in unit or "hour" in unit else "day"
