"""What opens below the heat map: one department, year by year."""

from __future__ import annotations

import streamlit as st

from kpi.core.indicator import Indicator
from kpi.core.text import Lang, Text
from kpi.sentences.result import sentence
from kpi.sentences.rows import period_of
from pages.parts import figure, office, session, sources, tables
from pages.parts.words import plain

_TITLE = Text("{department} · {name} 상세", "{department} · {name} in detail")
_CLOSE = Text("닫기", "Close")
_NOTHING = Text("이 부서의 값이 없습니다.", "There are no values for this department.")


def opened(indicator: Indicator, lang: Lang) -> None:
    """Draw the opened department's sentence, table and trend; nothing when none is open."""
    chosen = session.selection().opened
    if chosen is None:
        return
    department, year = chosen
    ask = office.question(indicator.id, department=department)
    rows = office.records(ask)
    with st.container(border=True, key="detail"):
        left, right = st.columns([6, 1], vertical_alignment="center")
        with left:
            title = _TITLE.say(lang, department=department, name=indicator.name.say(lang))
            st.subheader(plain(title), anchor=False)
        with right, st.container(horizontal=True, horizontal_alignment="right"):
            st.button(_CLOSE.say(lang), key="close_detail", icon=":material/close:", on_click=_close)
        if not rows:
            st.caption(_NOTHING.say(lang))
            return
        looked_at = next((row for row in rows if period_of(row).start.year == year), rows[-1])
        st.markdown(plain(sentence(looked_at, indicator=indicator, lang=lang, compare=ask.compare)))
        sources.link(looked_at, ask, lang)
        table, picture = st.columns([5, 4], gap="medium")
        with table:
            tables.rows(rows, indicator, lang, ask=ask, key="detail_table")
        with picture:
            figure.replayed(figure.picture("trend", indicator, lang, size=(500, 330), department=department))


def open_cell(event: list[str]) -> None:
    """Open the department and year of a clicked cell (its customdata: department, ISO date, indicator)."""
    department, day = str(event[0]), str(event[1])
    session.choose(opened=(department, int(day[:4])))


def _close() -> None:
    session.choose(opened=None)
