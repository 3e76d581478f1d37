"""What is chosen, as chips that take each choice back, and the way back to everything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import streamlit as st

from kpi.core.hierarchy import LEVELS
from kpi.core.text import Lang, Text
from pages.parts import session
from pages.parts.links import DEFAULT
from pages.parts.words import plain

_CLEAR = Text("조건 모두 지우기", "Clear all filters")
_TAKE_BACK = Text("이 조건을 지웁니다", "Take this filter back")
_SINCE, _UNTIL = Text("{year}년부터", "from {year}"), Text("{year}년까지", "until {year}")
_AGAINST = Text("{year}년과 비교", "against {year}")
_BASE = Text("첫해와 비교", "against the first year")
_GRAINS = {"quarter": Text("분기별", "by quarter"), "month": Text("월별", "by month")}
_REPORTED = Text("당시의 조직", "departments of the time")
FILTERS = ("department", "task", "start", "end", "compare", "grain", "organisation", "level")
_OPENED: dict[str, Any] = {"opened": None, "opened_task": ""}


def row(lang: Lang) -> None:
    """Draw a chip for each filter that is set and the button that clears them; nothing where none is."""
    chosen = list(_chosen(lang))
    if not chosen:
        return
    with st.container(horizontal=True, gap="xsmall", key="chips"):
        for name, words in chosen:
            st.button(
                plain(words),
                key=f"chip_{name}",
                icon=":material/close:",
                help=_TAKE_BACK.say(lang),
                on_click=session.choose,
                kwargs={name: getattr(DEFAULT, name), **_OPENED},
            )
        clear(lang, key="clear_filters")


def clear(lang: Lang, *, key: str) -> None:
    """Draw the button that clears every filter; language and indicator stay."""
    everything = {name: getattr(DEFAULT, name) for name in FILTERS}
    st.button(
        _CLEAR.say(lang),
        key=key,
        icon=":material/filter_alt_off:",
        type="tertiary",
        on_click=session.choose,
        kwargs=everything | _OPENED,
    )


def any_set() -> bool:
    """Return whether any filter is set."""
    return any(getattr(session.selection(), name) != getattr(DEFAULT, name) for name in FILTERS)


def _chosen(lang: Lang) -> Iterator[tuple[str, str]]:
    chosen = session.selection()
    words: dict[str, str] = {
        "department": chosen.department,
        "task": chosen.task,
        "start": _SINCE.say(lang, year=chosen.start) if chosen.start else "",
        "end": _UNTIL.say(lang, year=chosen.end) if chosen.end else "",
        "compare": _AGAINST.say(lang, year=chosen.compare) if chosen.compare.isdigit() else _BASE.say(lang),
        "grain": _GRAINS[chosen.grain].say(lang) if chosen.grain in _GRAINS else "",
        "organisation": _REPORTED.say(lang),
        "level": next((text.say(lang) for level, text in LEVELS.items() if level == chosen.level), ""),
    }
    for name in FILTERS:
        if getattr(chosen, name) != getattr(DEFAULT, name):
            yield name, words[name]
