"""What changed and why, in three sentences, each with the way to its detail."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kpi.core.text import Lang, Text
from pages.parts import cards, menu, office, session
from pages.parts.words import plain

_TITLE = Text("무엇이 왜 바뀌었나", "What changed, and why")
_NOTHING = Text("고른 조건에서는 값이 있는 지표가 없습니다.", "No indicator has a value under this selection.")
_HELP = Text(
    "가장 확실한 것부터, 다섯 기둥에서 하나씩 골라 셋을 말합니다.", "The three surest findings, one from each pillar."
)


def sentences(lang: Lang, *, within: DeltaGenerator) -> None:
    """Draw the findings of the selection in a card, as high as its neighbours."""
    with within.container(border=True, height="stretch", gap="small", key="changed"):
        st.markdown(f"**{_TITLE.say(lang)}**", help=_HELP.say(lang))
        found = office.what_changed(lang)
        if not found:
            st.caption(_NOTHING.say(lang))
        for one in found:
            badge = cards.badge_words(one.verdict, lang)
            with st.container(gap=None):
                st.markdown(f"{badge} {plain(one.text)}")
                menu.link_to(one.indicator, lang, query=session.linked(indicator=one.indicator))
