"""What must travel with a chart or table: unit, period, filters, n; source, date, and that it is made up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from kpi.core import formats
from kpi.core.indicator import Indicator
from kpi.core.text import Lang, Text
from kpi.sentences.rows import Row, counted, period_of, value_of

_OF_PERCENTAGES = Text("%p", "pp")
_UNIT = Text("단위: {unit}", "Unit: {unit}")
_DAYS = Text("일(근무일, 1일=8시간)", "working days (1 day = 8 hours)")
_SHORT_DAYS = Text("일", "days")
_HOURS = Text("시간(근무시간)", "working hours")
_PEOPLE = Text("응답 {n}명", "{n} answers")
_CASES = Text("{n}건", "{n} cases")
_RATINGS = Text("평가 {n}건", "{n} ratings")
_COUNTS = Text("실적 {n}건", "{n} achievements")
_N = {"answer": _PEOPLE, "people": _PEOPLE, "case": _CASES, "rating": _RATINGS, "count": _COUNTS}
_SOURCE = Text("※ 자료: {sources}", "Source: {sources}")
_AS_OF = Text("{day} 기준", "as of {day}")
_DEMO = Text("시연용 자료(지어낸 수치)", "Demo data (made up)")
_BETTER = {
    "higher": Text("높을수록 좋음", "higher is better"),
    "lower": Text("낮을수록 좋음", "lower is better"),
}
_BETWEEN = Text("{least}~{most}", "{least} to {most}")


@dataclass(frozen=True)
class Origin:
    """Where the numbers come from.

    ``sources`` are the names of the sources, ``as_of`` the day the numbers stand for, ``filters`` the filters in words
    (already in the reader's language, user text unescaped), ``demo`` whether the numbers are made up.
    """

    sources: tuple[Text, ...] = ()
    as_of: dt.date | None = None
    filters: tuple[str, ...] = ()
    demo: bool = False


def subtitle(
    rows: Sequence[Row], *, indicator: Indicator, lang: Lang, origin: Origin, days: bool = False, unit: str = ""
) -> str:
    """Return unit, direction, period, filters and n in one line.

    ``days``: working hours are shown as days; ``unit`` replaces the indicator's unit (an index has its own).
    """
    shown = [period_of(row) for row in rows]
    parts = [_UNIT.say(lang, unit=unit or unit_words(indicator, lang, days=days))]
    if indicator.better in _BETTER:
        parts.append(_BETTER[indicator.better].say(lang))
    if shown:
        parts.append(formats.period_range(min(shown), max(shown), lang))
    parts += [*origin.filters, count_words(rows, indicator, lang)]
    return " · ".join(part for part in parts if part)


def foot(origin: Origin, lang: Lang) -> str:
    """Return source, date and, for made-up numbers, that they are made up; "" when nothing is known."""
    parts = []
    if origin.sources:
        parts.append(_SOURCE.say(lang, sources=", ".join(source.say(lang) for source in origin.sources)))
    if origin.as_of:
        parts.append(_AS_OF.say(lang, day=formats.date_text(origin.as_of, lang)))
    if origin.demo:
        parts.append(_DEMO.say(lang))
    return " · ".join(parts)


def unit_words(indicator: Indicator, lang: Lang, *, days: bool = False) -> str:
    """Return the unit in words; working hours say that they are working hours, or days of 8 of them."""
    if indicator.unit == "hours":
        return (_DAYS if days else _HOURS).say(lang)
    return indicator.unit_text.say(lang)


def change_words(indicator: Indicator, lang: Lang, *, days: bool = False) -> str:
    """Return the unit of a change in words: a difference of percentages is one in points of them, never "%"."""
    return _OF_PERCENTAGES.say(lang) if indicator.unit == "percent" else unit_words(indicator, lang, days=days)


def short_unit(indicator: Indicator, lang: Lang, *, days: bool = False) -> str:
    """Return the unit for a heading that has little room; ``unit_words`` stands beside it where there is more."""
    return _SHORT_DAYS.say(lang) if days and indicator.unit == "hours" else indicator.unit_text.say(lang)


def count_words(rows: Sequence[Row], indicator: Indicator, lang: Lang) -> str:
    """Return the n of one row, or the least and the most of several: "응답 1,204~1,388명"; "" without n."""
    counts = [n for n in (value_of(row, "n") for row in rows) if n]
    if not counts:
        return ""
    least, most = formats.number(min(counts), 0, lang), formats.number(max(counts), 0, lang)
    n = least if least == most else _BETWEEN.say(lang, least=least, most=most)
    return _N[counted(indicator)].say(lang, n=n)
