"""Settings: breaks of series, days off, office hours, role weights, windows, populations, the 5S number, points."""

import streamlit as st

from kpi.core.text import Text
from pages.parts import entered, entering, header, recompute, session
from services.entered.sort import sorts

_TITLE = Text("설정", "Settings")
_CAPTION = Text(
    "수치를 세는 방법입니다. 적은 것은 모두 누가 언제 바꾸었는지와 함께 남고, 되돌릴 수 있습니다.",
    "How figures are counted. Every entry is kept with who made it and when, and can be undone.",
)
_KIND = Text("무엇", "What")

lang = session.language()
header.head(_TITLE.say(lang), lang=lang, caption=_CAPTION.say(lang), share=False)
kinds = {name: sort for name, sort in sorts().items() if name != "target"}
chosen = st.segmented_control(
    _KIND.say(lang),
    list(kinds),
    default=session.recall("settings:last", "series_break"),
    required=True,
    key="settings:kind",
    format_func=lambda name: kinds[name].name.say(lang),
    label_visibility="collapsed",
    on_change=session.on_change("settings:kind", lambda name: session.remember("settings:last", name)),
)
sort = kinds[chosen or "series_break"]
entering.said(lang)
recompute.offer(lang)
st.markdown(sort.about.say(lang))
entering.table(sort, lang)
entered.importing(sort, lang)
entered.past(sort, lang)
