"""In which organisation departments are shown: today's or the one of the time, by themselves or pooled into bureaus."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kpi.core.hierarchy import LEVELS
from kpi.core.indicator import Indicator
from kpi.core.organisation import Level
from kpi.core.text import Lang, Text
from pages.parts import office, session
from pages.parts.words import plain

_LABEL = Text("조직", "Organisation")
_HELP = Text(
    "오늘의 조직: 합쳐지거나 나뉜 부서의 지난 자료를 오늘의 부서로 이어 봅니다. 당시의 조직: 그해의 부서 이름 그대로 봅니다.",
    "Today's: past data of merged and split departments count under today's. Of the time: departments as they were that year.",
)
_ORGANISATIONS = {"today": Text("오늘의 조직", "Today's"), "reported": Text("당시의 조직", "Of the time")}
_BY_LEVEL = Text("{organisation} · {level}별", "{organisation} · by {level}")
_EXPLAINED = Text(
    "당시의 조직으로 보고 있습니다. 부서는 그해의 이름과 소속 그대로이고, 변화와 판정은 그 뒤 조직이 바뀌지 않은 곳만 나옵니다.",
    "Departments are shown as they were at the time. Changes and verdicts are given only where nothing was reorganised since.",
)


def choice(levels: Sequence[Level], lang: Lang) -> None:
    """Draw the choice of organisation, with the levels into which departments can be pooled."""
    chosen, key = session.selection(), "organisation"
    options = [f"{code}.{level}" for level in ("", *levels) for code in _ORGANISATIONS]
    held = f"{chosen.organisation}.{chosen.level}"
    session.remember(key, held if held in options else f"{chosen.organisation}.")

    def take(code: str | None) -> None:
        organisation, _, level = (code or "today.").partition(".")
        session.choose(organisation=organisation, level=level, opened=None, opened_task="")

    st.selectbox(
        _LABEL.say(lang),
        options,
        key=key,
        format_func=lambda code: _words(code, lang),
        help=_HELP.say(lang),
        on_change=session.on_change(key, take),
    )


def explained(lang: Lang) -> None:
    """Say what it means that departments are shown as they were at the time, where they are."""
    if session.selection().organisation == "reported":
        st.caption(f":material/history: {_EXPLAINED.say(lang)}")


def alone(indicator: Indicator, lang: Lang) -> None:
    """Say which departments could not be pooled into the level chosen."""
    for note in office.left_alone(office.question(indicator.id, department=None, keys=("department",))):
        st.caption(plain(note.say(lang)))


def _words(code: str, lang: Lang) -> str:
    organisation, _, level = code.partition(".")
    name = _ORGANISATIONS[organisation].say(lang)
    pooled = next((words for one, words in LEVELS.items() if one == level), None)
    return _BY_LEVEL.say(lang, organisation=name, level=pooled.say(lang).lower()) if pooled else name
