"""A time of day that stands in a cell of its own, beside a date."""

from __future__ import annotations

import re

import pandas as pd

from loaders.cells.columns import Distinct, Parsed, flags, read_each
from loaders.cells.dates import moment_of
from loaders.cells.text import MISSING, NO_SUCH, NOT_YET

_ANY_DAY = "2000-01-01"
_DAY_ZERO = re.compile(r"(?:1899-12-3[01]|1900-01-0[01]|12/3[01]/1899|0?1/0?[01]/1900)[ T]")
"""What a spreadsheet writes before a time without a day."""
_DIGITS = re.compile(r"([01]?[0-9]|2[0-3])([0-5][0-9])")
_FRACTION = re.compile(r"0?[.][0-9]{3,}")
_SECONDS_A_DAY = 86_400


def clock_of(text: str) -> float | None:
    """Return the seconds since midnight that a cleaned text says, or None.

    "09:30", "오후 2:30", "14시 20분", "9시", "02:15 PM", "0930" and "930" (hour and minute), a part of a day ("0.395833"),
    24:00 as the end of the day. A bare number of one or two digits may be a length of time: None.
    """
    text = _DAY_ZERO.sub("", text)
    if digits := _DIGITS.fullmatch(text):
        return int(digits[1]) * 3600.0 + int(digits[2]) * 60.0
    if _FRACTION.fullmatch(text):
        return float(round(float(text) * _SECONDS_A_DAY))
    if text.isdecimal():
        return None
    moment = moment_of(f"{_ANY_DAY} {text}")
    midnight = moment_of(_ANY_DAY)
    return (moment.when - midnight.when).total_seconds() if moment and midnight and moment.timed else None


def parse_clock(values: pd.Series[str]) -> Parsed:
    """Return times of day in seconds since midnight (float64)."""
    distinct = Distinct.of(values)
    results, absent = read_each(distinct.texts, clock_of, MISSING | NO_SUCH | NOT_YET)
    seconds = distinct.spread([float("nan") if one is None else one for one in results], "float64", float("nan"))
    return Parsed(seconds, *flags(distinct, results, absent))
