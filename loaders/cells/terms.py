"""One statutory period as people write it in a cell."""

from __future__ import annotations

import re
from typing import Literal

from loaders.cells.durations import NUMBER

TermUnit = Literal["day", "hour", "immediate", "same_day", "week", "month", "year"]
Term = tuple[float, TermUnit]

IMMEDIATE_HOURS = 3.0
"""시행령 제19조: "즉시" is within 3 working hours."""
HOURS_A_DAY = 8.0
"""제19조 1항: periods of 5 days or less run in hours, 8 a day."""
MOST_SHORT_DAYS = 5.0
BY_CALENDAR = frozenset({"week", "month", "year"})
_UNITS: dict[str, TermUnit] = {
    **dict.fromkeys(("일", "일간", "근무일", "영업일", "day", "days", "workingday", "workingdays"), "day"),
    **dict.fromkeys(("시간", "근무시간", "업무시간", "hour", "hours", "workinghour", "workinghours"), "hour"),
    **dict.fromkeys(("주", "주일", "주간", "week", "weeks"), "week"),
    **dict.fromkeys(("개월", "개월간", "달", "월간", "month", "months"), "month"),
    **dict.fromkeys(("년", "년간", "개년", "year", "years"), "year"),
}
_WORDS = "|".join(
    [
        "(?:근무|업무) ?시간",
        "working (?:days?|hours?)",
        *sorted((u for u in _UNITS if u.isalpha()), key=len, reverse=True),
    ]
)
_TERM = re.compile(rf"(?P<number>{NUMBER}) ?(?P<unit>{_WORDS})?(?: ?(?P<months>[0-9]{{1,2}}) ?개월)?", re.IGNORECASE)
_WITHIN = re.compile(r" ?\(?(?:이내|이하|내|안)\)?$")
_OFF = "토요일|일요일|공휴일|법정공휴일|휴일|주말|토"
_GLOSS = re.compile(
    rf" ?\(? ?(?:근무일 ?기준|(?:{_OFF})(?: ?(?:[,·ᆞ/]|및)? ?(?:{_OFF}))* ?(?:은 ?|는 ?)?(?:제외|미포함|불산입)) ?\)?$"
)
_SAID_TWICE = re.compile(r"(?P<first>[^()]+?) ?\( ?(?P<second>[^()]+?) ?\)")
_IMMEDIATE = frozenset({"즉시", "즉시처리", "즉결", "immediate", "immediately", "atonce"})
_SAME_DAY = frozenset({"당일", "당일처리", "즉일", "sameday"})


def term_of(text: str) -> Term | None:
    """Return amount and unit of a statutory period, or None.

    "7일 이내", "7일(공휴일 제외)" and "7" are 7 days, "3근무시간" 3 hours, "즉시" 3 working hours ("immediate"), "당일" the
    day itself ("same_day"). Weeks, months and years run by the calendar (제19조 3항) and are whole: "1년 6개월" is 18
    months. A period said twice ("3일(24시간)") is one only where the law counts both alike: "30일(1개월)" is None.
    """
    text = _WITHIN.sub("", _GLOSS.sub("", text).strip()).strip()
    twice = _SAID_TWICE.fullmatch(text)
    if twice is None:
        return _one(text)
    first, second = _one(twice["first"]), _one(twice["second"])
    return first if first and second and _lawful(first) == _lawful(second) else None


def said_twice(text: str) -> bool:
    """Return whether a text names two periods that the law counts differently."""
    twice = _SAID_TWICE.fullmatch(_WITHIN.sub("", text))
    return bool(twice and _one(twice["first"]) and _one(twice["second"]) and term_of(text) is None)


def _one(text: str) -> Term | None:
    text = _WITHIN.sub("", text)
    said = text.replace(" ", "").casefold()
    if said in _IMMEDIATE:
        return IMMEDIATE_HOURS, "immediate"
    if said in _SAME_DAY:
        return 1.0, "same_day"
    match = _TERM.fullmatch(text)
    if match is None:
        return None
    amount = float(match["number"].replace(",", ""))
    unit = _UNITS[(match["unit"] or "일").replace(" ", "").casefold()]
    if match["months"]:
        return (amount * 12 + int(match["months"]), "month") if unit == "year" and amount.is_integer() else None
    return None if unit in BY_CALENDAR and not amount.is_integer() else (amount, unit)


def _lawful(term: Term) -> Term:
    """Return a period in the unit in which the law counts it."""
    amount, unit = term
    if unit == "immediate" or (unit == "day" and amount <= MOST_SHORT_DAYS):
        return amount if unit == "immediate" else amount * HOURS_A_DAY, "hour"
    return (amount * 12, "month") if unit == "year" else (amount, unit)
