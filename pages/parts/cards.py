"""The card of a pillar: value, unit, change with its verdict in word and icon, tiny line, target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import streamlit as st

from charts.display import Display, display
from kpi.core import formats
from kpi.core.indicator import NOTES, PILLARS, VERDICTS, Compare, Indicator
from kpi.core.periods import Period
from kpi.core.targets import OWN, TARGET_KINDS
from kpi.core.text import Lang, Text
from kpi.sentences.rows import base_of, last_with_value, notes_of, period_of, value_of
from pages.parts import definitions, figure, menu, office, session, sources
from pages.parts.words import plain

Colour = Literal["green", "red", "gray", "orange"]
LOOKS: dict[str, tuple[str, Colour]] = {
    "improved": (":material/task_alt:", "green"),
    "worsened": (":material/error:", "red"),
    "no_confirmed_change": (":material/drag_handle:", "gray"),
    "not_comparable": (":material/block:", "gray"),
    "not_tested": (":material/help:", "gray"),
}
MOST_IN_A_LINE = 5
_BASE = Text("기준연도", "base year")
_AGAINST = Text("{against} 대비", "vs {against}")
_SAME_TASKS = Text("같은 업무 기준", "same tasks")
"""A change within the same tasks is not the difference of the two levels beside it."""
_REACHED = Text("목표 {value} 달성", "Target {value} met")
_MISSED = Text("목표 {value} 미달", "Target {value} missed")
_WITHIN = Text("목표 {value} 허용 범위", "Near target {value}")
TARGET_LOOKS: dict[str, tuple[Text, str, Colour]] = {
    "met": (_REACHED, ":material/flag:", "green"),
    "within": (_WITHIN, ":material/flag_circle:", "gray"),
    "missed": (_MISSED, ":material/outlined_flag:", "orange"),
}
_NO_TARGET = Text("목표 없음", "No target")
_NO_VALUE = Text("값 없음", "No value")


def row(chosen: Sequence[Indicator], lang: Lang) -> None:
    """Draw the cards side by side, six of them in two lines."""
    columns = len(chosen) if len(chosen) <= MOST_IN_A_LINE else (len(chosen) + 1) // 2
    with st.grid(columns, min_column_width=150, gap="small") as grid:
        for indicator in chosen:
            with grid.container(border=True, height="stretch", gap="xsmall", key=f"card_{indicator.id}"):
                card(indicator, lang)


def card(indicator: Indicator, lang: Lang) -> None:
    """Draw one card: the last period that has a value."""
    ask = office.question(indicator.id)
    rows = office.records(ask)
    last = last_with_value(rows)
    label = f"{PILLARS[indicator.pillar].say(lang)} · {indicator.name.say(lang)}"
    if last is None:
        _nothing(label, rows, indicator, lang)
        return
    show = display(rows, indicator, lang)
    verdict = str(last.get("verdict") or "")
    change = value_of(last, "change")
    st.metric(
        plain(label),
        _value(show, value_of(last), lang),
        delta=None if change is None else show.change(change),
        delta_arrow="off" if change is None or not show.change(change).startswith(("+", "-")) else "auto",
        delta_color=LOOKS.get(verdict, ("", "gray"))[1],
        delta_description=None if change is None else _compared_with(indicator, ask.compare, last, lang),
        help=definitions.short(indicator, lang),
    )
    figure.spark(indicator, ask, lang)
    with st.container(gap="xxsmall"):
        _verdict(verdict, lang)
        _target(last, show, lang)
        with st.container(horizontal=True, gap="xsmall"):
            menu.link_to(indicator.id, lang, query=session.linked(indicator=indicator.id))
            sources.link(last, ask, lang)


def verdict_badge(verdict: str, lang: Lang) -> None:
    """Draw a verdict as word, icon and colour."""
    icon, colour = LOOKS[verdict]
    st.badge(VERDICTS[verdict].say(lang), icon=icon, color=colour)


def badge_words(verdict: str, lang: Lang) -> str:
    """Return a verdict's badge for a line of text, "" for none."""
    if verdict not in LOOKS:
        return ""
    icon, colour = LOOKS[verdict]
    return f":{colour}-badge[{icon} {VERDICTS[verdict].say(lang)}]"


def _compared_with(indicator: Indicator, compare: Compare, last: Mapping[str, Any], lang: Lang) -> str:
    if indicator.same_task:
        return _SAME_TASKS.say(lang)
    since = base_year(office.records(office.question(indicator.id, start=None))) if compare == "base" else None
    return _AGAINST.say(lang, against=against(since or compare, last, lang))


def base_year(rows: Sequence[Mapping[str, Any]]) -> int | None:
    """Return the year that rows since the first upload start from, None without a value."""
    base = base_of(rows)
    return period_of(base).start.year if base else None


def against(compare: Compare, last: Mapping[str, Any], lang: Lang) -> str:
    """Return the name of the period that a row is compared with."""
    if compare == "base":
        return _BASE.say(lang)
    now = period_of(last)
    year = compare if isinstance(compare, int) else now.start.year - 1
    return Period(now.start.replace(year=year), now.months).label(lang)


def _verdict(verdict: str, lang: Lang) -> None:
    if verdict in LOOKS:
        verdict_badge(verdict, lang)


def _value(show: Display, value: float | None, lang: Lang) -> str:
    number = formats.number(show.drawn(value), show.decimals, lang)
    unit = show.level(value).removeprefix(number).strip()
    return f"{number} :small[{plain(unit)}]" if unit else number


def _target(last: Mapping[str, Any], show: Display, lang: Lang) -> None:
    aim, standing = value_of(last, OWN), str(last.get("standing") or "")
    if aim is None or standing not in TARGET_LOOKS:
        st.badge(_NO_TARGET.say(lang), icon=":material/flag:", color="gray")
    else:
        words, icon, colour = TARGET_LOOKS[standing]
        st.badge(plain(words.say(lang, value=show.level(aim))), icon=icon, color=colour)
    others = [(kind, value_of(last, kind)) for kind in TARGET_KINDS if kind != OWN]
    said = [f"{TARGET_KINDS[kind].say(lang)} {show.level(value)}" for kind, value in others if value is not None]
    if said:
        st.caption(plain(" · ".join(said)))


def _nothing(label: str, rows: list[dict[str, Any]], indicator: Indicator, lang: Lang) -> None:
    st.metric(plain(label), "–", help=definitions.short(indicator, lang))
    reasons = notes_of(rows[-1]) if rows else ("no_data",)
    known = [NOTES[code].say(lang) for code in reasons if code in NOTES]
    st.caption(plain(f"{_NO_VALUE.say(lang)}: {', '.join(known)}"))
