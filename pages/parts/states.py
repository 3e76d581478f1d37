"""A view in a state of its own: hidden, alone, not comparable. What that means, and the way out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from kpi.core.indicator import Indicator
from kpi.core.text import Lang, Text
from kpi.sentences.states import Kind, State, states_of
from pages.parts import chips, menu, office, session
from pages.parts.words import plain

_ICONS: dict[Kind, str] = {
    "suppressed": ":material/visibility_off:",
    "one_year": ":material/event:",
    "not_comparable": ":material/link_off:",
    "one_department": ":material/apartment:",
}
_LINKS = {
    "upload": ("upload.py", Text("자료 올리기", "Upload data"), ":material/upload_file:"),
    "settings": ("settings.py", Text("설정 보기", "Open the settings"), ":material/tune:"),
}


def drawn(indicator: Indicator, rows: Sequence[dict[str, Any]], lang: Lang) -> list[State]:
    """Draw what is odd about the rows of an indicator under the selection, each with its way out; return it."""
    chosen = session.selection()
    known = () if chosen.department else _departments(indicator)
    found = states_of(rows, departments=known, filtered=bool(chosen.start or chosen.end))
    if found:
        with st.grid(min(len(found), 2), min_column_width=380, gap="small") as grid:
            for state in found:
                with grid.container(border=True, height="stretch", gap="xsmall", key=f"state_{state.kind}"):
                    _said(state, lang)
    return found


def _departments(indicator: Indicator) -> set[str]:
    asked = office.question(indicator.id, keys=("department",), department=None)
    return {str(row["department"]) for row in office.records(asked) if row["department"]}


def _said(state: State, lang: Lang) -> None:
    st.markdown(f"{_ICONS[state.kind]} **{plain(state.title(lang))}**")
    st.markdown(plain(state.meaning(lang)))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f":material/lightbulb: {plain(state.advice(lang))}", width="content")
        _way_out(state, lang)


def _way_out(state: State, lang: Lang) -> None:
    if state.way_out == "clear" and chips.any_set():
        chips.clear(lang, key=f"clear_{state.kind}")
    elif state.way_out in _LINKS:
        page, words, icon = _LINKS[state.way_out]
        st.page_link(menu.page(page, lang), label=words.say(lang), icon=icon)
