"""Excel's number formats and serial numbers: what a stored number means as text."""

from __future__ import annotations

import datetime as dt
import math
import re
from decimal import Decimal
from functools import cache
from typing import Literal

Shape = Literal["date", "datetime", "time", "elapsed", "percent"]
_DAY_MS = 86_400_000
_LAST_SERIAL = 2_958_466
"""The day after 9999-12-31."""
_LEAP_BUG = 60
"""Excel believes in 1900-02-29."""
_BUILT_IN: dict[int, Shape] = {
    **dict.fromkeys((14, 15, 16, 17, *range(27, 32), 36, *range(50, 59)), "date"),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 47), "time"),
    22: "datetime",
    46: "elapsed",
    **dict.fromkeys((9, 10), "percent"),
}
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.')
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_BRACKET = re.compile(r"\[[^\]]*\]")
_TIME = re.compile(r"[hs]|AM/PM|A/P", re.IGNORECASE)
_DATE = re.compile(r"[yd]|e(?![+-])|mmm|gg", re.IGNORECASE)
_MONTH = re.compile(r"m", re.IGNORECASE)


def shape_of_format(code: str, number: int = -1) -> Shape | None:
    """Return what a number format shows, or None for a plain number.

    ``number`` is the built-in id where there is no code.
    """
    if not code:
        return _BUILT_IN.get(number)
    section = _LITERAL.sub("", code).split(";")[0]
    if _ELAPSED.search(section):
        return "elapsed"
    plain = _BRACKET.sub("", section)
    if plain.strip().casefold() == "general":
        return None
    time = bool(_TIME.search(plain))
    date = bool(_DATE.search(plain)) or (bool(_MONTH.search(plain)) and not time)
    if date:
        return "datetime" if time else "date"
    if time:
        return "time"
    return "percent" if "%" in plain else None


def text_of_number(number: float) -> str:
    """Return the shortest text that reads back as the same number: "3", "4.5", "1e+21"."""
    return str(int(number)) if number.is_integer() and abs(number) < 1e16 else repr(number)


def text_of_percent(number: float) -> str:
    """Return a share as the percentage that a cell shows, digit for digit: 0.07 is "7%"."""
    percent = Decimal(repr(number)).scaleb(2).normalize()
    return f"{percent:f}%" if abs(percent) < 10**18 else text_of_number(number)


def text_of_serial(number: float, shape: Shape, *, epoch_1904: bool = False) -> str:
    """Return an Excel serial number as ISO text; numbers that are no date stay numbers.

    A time of day alone is "09:30:00", an elapsed time "30:05:00" (hours may exceed 24); 0.992 shown as a percentage is
    "99.2%".
    """
    if shape == "percent":
        return text_of_percent(number)
    milliseconds = round(number * _DAY_MS)
    if shape == "elapsed":
        return _clock(milliseconds)
    if shape == "time" and 0 <= milliseconds < _DAY_MS:
        return _clock(milliseconds)
    days = number + 1462 if epoch_1904 else number
    if not 0 < days < _LAST_SERIAL or math.floor(days) == _LEAP_BUG:
        return text_of_number(number)
    whole, rest = divmod(round(days * _DAY_MS), _DAY_MS)
    date = _date_text(whole + 1 if days < _LEAP_BUG else whole)
    return f"{date}T{_clock(rest)}" if rest or shape != "date" else date


def text_of_moment(moment: dt.datetime, *, with_time: bool = True) -> str:
    """Return "2025-02-28T09:30:00", with milliseconds only where there are some, or the date alone."""
    if not with_time:
        return moment.date().isoformat()
    return moment.isoformat(timespec="milliseconds" if moment.microsecond >= 1000 else "seconds")


@cache
def _date_text(serial: int) -> str:
    return (dt.date(1899, 12, 30) + dt.timedelta(days=serial)).isoformat()


def _clock(milliseconds: int) -> str:
    sign = "-" if milliseconds < 0 else ""
    seconds, rest = divmod(abs(milliseconds), 1000)
    minutes = seconds // 60
    text = f"{sign}{minutes // 60:02d}:{minutes % 60:02d}:{seconds % 60:02d}"
    return f"{text}.{rest:03d}" if rest else text


def text_of_value(value: object) -> str:
    """Return the text of a value as a reader library delivers it; None is ""."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return text_of_number(float(value)) if math.isfinite(value) else ""
    if isinstance(value, dt.datetime):
        return text_of_moment(value)
    if isinstance(value, dt.timedelta):
        return _clock(round(value / dt.timedelta(milliseconds=1)))
    if isinstance(value, dt.time):
        return value.isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, dt.date) else str(value)
