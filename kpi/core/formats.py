"""Numbers, changes, working time and dates as text. Korean and English differ in words and spaces, never in the number.

A missing number (None or NaN) is "-", never 0. Minus is the hyphen-minus: Nanum fonts have no U+2212.
"""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

from kpi.core.indicator import Indicator
from kpi.core.periods import Period
from kpi.core.text import Lang, Text

MISSING = "-"
HOURS_A_DAY = 8.0
"""Working hours of one working day (9-12 and 13-18)."""

_SUFFIX: dict[str, Text] = {
    "points": Text("점", " points"),
    "percent": Text("%", "%"),
    "minutes": Text("분", " min"),
    "hours": Text("시간", " h"),
    "days": Text("일", " days"),
    "projects": Text("건", " projects"),
}
_POINTS_OF_PERCENT = Text("%p", " pp")


def is_missing(value: Any) -> bool:
    """Return whether a number is None, NaN or infinite."""
    return value is None or not math.isfinite(value)


def number(value: float | None, decimals: int, lang: Lang = "ko") -> str:
    """Return the number with thousands commas and a fixed number of decimals; "-" when missing.

    Examples
    --------
    >>> number(1234.56, 1, "ko")
    '1,234.6'
    """
    del lang  # both languages group by comma and use a point; kept so that a third one may differ
    if value is None or is_missing(value):
        return MISSING
    return f"{round(value, decimals) + 0.0:,.{decimals}f}"


def signed(value: float | None, decimals: int, lang: Lang = "ko") -> str:
    """Return the number with its sign; what rounds to zero has none.

    Examples
    --------
    >>> signed(2.04, 1), signed(-0.04, 1)
    ('+2.0', '0.0')
    """
    text = number(value, decimals, lang)
    return f"+{text}" if value is not None and not is_missing(value) and round(value, decimals) > 0 else text


def change(value: float | None, unit: str, decimals: int, lang: Lang) -> str:
    """Return a signed change with its unit: "+2.0점", "-1.2%p" (a difference of percentages is never "%").

    Parameters
    ----------
    unit
        A unit id: points, percent, minutes, hours (working hours), days, count, projects.

    Examples
    --------
    >>> change(-1.24, "percent", 1, "ko"), change(8.94, "points", 2, "en")
    ('-1.2%p', '+8.94 points')
    """
    text = signed(value, decimals, lang)
    return (text + _of_one(text, change_unit(unit, lang), lang)).rstrip()


def change_of(value: float | None, indicator: Indicator, lang: Lang) -> str:
    """Return a signed change in the indicator's own unit and decimals: "+2.0점", "-3단계"."""
    if indicator.unit in _SUFFIX:
        return change(value, indicator.unit, indicator.decimals, lang)
    return with_unit(signed(value, indicator.decimals, lang), indicator.unit, indicator.unit_text, lang)


def change_unit(unit: str, lang: Lang) -> str:
    """Return what stands behind a change in this unit, with the space English needs; unknown units have none."""
    text = _POINTS_OF_PERCENT if unit == "percent" else _SUFFIX.get(unit)
    return text.say(lang) if text else ""


def growth(share: float | None, lang: Lang) -> str:
    """Return a relative change (0.121 = 12.1 %) as "+12.1%"."""
    return MISSING if share is None or is_missing(share) else f"{signed(share * 100, 1, lang)}%"


def quantity(value: float | None, indicator: Indicator, lang: Lang) -> str:
    """Return the indicator's value with its unit; 8 working hours and more also as working days: "25.1시간(3.1일)"."""
    if value is None or is_missing(value):
        return MISSING
    text = with_unit(number(value, indicator.decimals, lang), indicator.unit, indicator.unit_text, lang)
    if indicator.unit != "hours" or abs(value) < HOURS_A_DAY:
        return text
    days = number(value / HOURS_A_DAY, 1, lang)
    return f"{text}({days}일)" if lang == "ko" else f"{text} ({days} days)"


def with_unit(text: str, unit: str, unit_text: Text, lang: Lang) -> str:
    """Return a formatted number followed by its unit (percent and Korean units without a space)."""
    if unit == "percent":
        return f"{text}%"
    known = _SUFFIX.get(unit)
    if known is None:
        return f"{text}{unit_text.ko}" if lang == "ko" else f"{text} {unit_text.en}"
    return text + _of_one(text, known.say(lang), lang)


def _of_one(text: str, unit: str, lang: Lang) -> str:
    """Return the unit in the singular behind "1", "+1" or "-1"."""
    return unit.removesuffix("s") if lang == "en" and text.lstrip("+-") == "1" else unit


def interval(low: float | None, high: float | None, decimals: int, lang: Lang) -> str:
    """Return "1.2~3.0" or "1.2 to 3.0"; "" when an end is missing."""
    if is_missing(low) or is_missing(high):
        return ""
    ends = number(low, decimals, lang), number(high, decimals, lang)
    return ("~" if lang == "ko" else " to ").join(ends)


def signed_interval(low: float | None, high: float | None, decimals: int, lang: Lang) -> str:
    """Return "-2.0~+0.4" or "-2.0 to +0.4"; "" when an end is missing."""
    if is_missing(low) or is_missing(high):
        return ""
    ends = signed(low, decimals, lang), signed(high, decimals, lang)
    return ("~" if lang == "ko" else " to ").join(ends)


def working_time(hours: float | None, lang: Lang) -> str:
    """Return working hours; from 8 hours on as working days of 8 hours: "3.2일(근무일)".

    Examples
    --------
    >>> working_time(25.6, "ko"), working_time(5.0, "en")
    ('3.2일(근무일)', '5.0 working hours')
    """
    if hours is None or is_missing(hours):
        return MISSING
    if abs(hours) < HOURS_A_DAY:
        return f"{number(hours, 1, lang)}시간(근무시간)" if lang == "ko" else f"{number(hours, 1, lang)} working hours"
    days = number(hours / HOURS_A_DAY, 1, lang)
    return f"{days}일(근무일)" if lang == "ko" else f"{days} working days"


def date_text(day: dt.date, lang: Lang) -> str:
    """Return "2026. 1. 5." or "5 Jan 2026"."""
    if lang == "ko":
        return f"{day.year}. {day.month}. {day.day}."
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def moment_text(moment: dt.datetime, lang: Lang) -> str:
    """Return "2026. 1. 5. 09:30" or "5 Jan 2026 09:30"."""
    return f"{date_text(moment.date(), lang)} {moment:%H:%M}"


def moment(at: dt.datetime) -> Text:
    """Return ``moment_text`` as a text of both languages: what a finding is told with."""
    return Text(moment_text(at, "ko"), moment_text(at, "en"))


def period_range(first: Period, last: Period, lang: Lang) -> str:
    """Return "2019년~2025년" or "2019 to 2025"; one label when both are the same period."""
    if first == last:
        return first.label(lang)
    return ("~" if lang == "ko" else " to ").join((first.label(lang), last.label(lang)))


def tick(period: Period) -> str:
    """Return the period for an axis, in no language: "2024", "2024.1Q", "2024.03", "2024.09-2025.08"."""
    year, month = period.start.year, period.start.month
    if period.months == 12 and month == 1:
        return f"{year}"
    if period.months == 3 and month % 3 == 1:
        return f"{year}.{(month + 2) // 3}Q"
    if period.months == 1:
        return f"{year}.{month:02d}"
    return f"{year}.{month:02d}-{period.end.year}.{period.end.month:02d}"
