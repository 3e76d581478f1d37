"""The head of a page: title, what it rests on and how fresh that is, and the link to share."""

from __future__ import annotations

import streamlit as st

from kpi.core import formats
from kpi.core.text import Lang, Text
from pages.parts import office, session
from services.scope import Scope

_UPTO = Text("자료 기준일 {day}", "Data as of {day}")
_SAVED = Text("{time} 반영", "saved {time}")
_SOURCES = Text("출처: {sources}", "Sources: {sources}")
_SHARE = Text("공유 링크", "Share link")
_COPY = Text("이 주소를 열면 같은 화면이 나옵니다.", "This address opens the same view.")


def head(title: str, *, lang: Lang, caption: str = "", share: bool = True) -> None:
    """Draw title and caption at the left, the share button at the right."""
    left, right = st.columns([5, 1], vertical_alignment="center")
    with left, st.container(gap=None):
        st.title(title, anchor=False)
        if caption:
            st.caption(caption)
    if share:
        with right, st.container(horizontal=True, horizontal_alignment="right"):
            _share(lang)


def freshness(known: Scope, lang: Lang) -> str:
    """Return as-of date, time of the last save and the names of the sources in one line."""
    parts = []
    if known.as_of:
        parts.append(_UPTO.say(lang, day=formats.date_text(known.as_of, lang)))
    if known.loaded_at:
        parts.append(_SAVED.say(lang, time=formats.moment_text(known.loaded_at, lang)))
    names = [state.name.say(lang) for state in known.sources if state.uploads]
    if names:
        parts.append(_SOURCES.say(lang, sources=", ".join(names)))
    return " · ".join(parts)


def _share(lang: Lang) -> None:
    with st.popover(_SHARE.say(lang), icon=":material/link:"):
        st.caption(_COPY.say(lang))
        st.code(session.shared_link(office.current_scope().years), language=None, wrap_lines=True)
