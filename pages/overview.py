"""The five S at a glance: cards, the trend and the departments of one indicator, and a department's detail."""

import streamlit as st

from kpi.core.text import Text
from pages.parts import (
    board,
    cards,
    changed,
    composite,
    detail,
    empty,
    figure,
    filters,
    header,
    office,
    organisation,
    session,
    states,
)

_TITLE = Text("{year}년 종합 현황", "Overview {year}")
_NO_YEAR = Text("종합 현황", "Overview")
_CLICK = Text("칸을 누르면 아래에 그 부서의 상세가 열립니다.", "Click a cell to open the department below.")

lang = session.language()
with session.steady():
    known, chosen = office.current_scope(), session.selection()
    last = min(chosen.end or known.years[-1], known.years[-1]) if known.years else None
    title = _TITLE.say(lang, year=last) if last else _NO_YEAR.say(lang)
    header.head(title, lang=lang, caption=header.freshness(known, lang))
    if not empty.shown(lang):
        looked_at = office.looked_at(office.indicators_of(), otherwise="processing_time")
        filters.bar(lang, indicators=office.indicators_of(), looked_at=looked_at)
        cards.row(office.card_indicators(), lang)
        states.drawn(looked_at, office.records(office.question(looked_at.id)), lang)
        with st.grid(3, min_column_width=300, gap="small") as grid:
            changed.sentences(lang, within=grid)
            figure.card(figure.picture("trend", looked_at, lang, size=(400, 300)), key="trend", within=grid)
            with grid.container(border=True, height="stretch", gap="xsmall"):
                departments = figure.picture("heatmap", looked_at, lang, size=(400, 280), department=None)
                figure.pressed(departments, key="heatmap", act=detail.open_cell, hint=_CLICK.say(lang))
                organisation.alone(looked_at, lang)
        detail.opened(looked_at, lang)
        board.expander(lang)
        composite.expander(lang)
