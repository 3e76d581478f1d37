"""The page of a pair of pillars: their cards, then one indicator with its cumulative views, table and sentence."""

from __future__ import annotations

import streamlit as st

from kpi.core.indicator import Indicator
from kpi.core.text import Lang, Text
from kpi.sentences.result import sentence
from kpi.sentences.rows import last_with_value
from pages.parts import cards, definitions, empty, figure, filters, header, office, tables
from pages.parts.words import plain

_TABLE = Text("표로 보기", "As a table")
_METHOD = Text("정의와 한계", "Definition and limits")


def draw(title: Text, pillars: tuple[str, ...], lang: Lang) -> None:
    """Draw the whole page."""
    header.head(title.say(lang), lang=lang, caption=header.freshness(office.current_scope(), lang))
    if empty.shown(lang):
        return
    mine = office.indicators_of(*pillars)
    looked_at = office.looked_at(mine, otherwise=mine[0].id)
    filters.bar(lang, indicators=mine, looked_at=looked_at)
    cards.row(mine, lang)
    _cumulative(looked_at, lang)


def _cumulative(indicator: Indicator, lang: Lang) -> None:
    ask = office.question(indicator.id)
    rows = office.records(ask)
    last = last_with_value(rows)
    with st.container(border=True, key="finding"):
        st.subheader(indicator.name.say(lang), anchor=False)
        if last is not None:
            st.markdown(plain(sentence(last, indicator=indicator, lang=lang, compare=ask.compare)))
    with st.grid(2, min_column_width=420, gap="small") as grid:
        for kind in figure.cumulative_views(indicator):
            with grid.cell():
                figure.card(figure.picture(kind, indicator, lang), key=f"{kind}_{indicator.id}")
    with st.expander(_TABLE.say(lang), icon=":material/table:", expanded=True):
        tables.rows(rows, indicator, lang, key=f"table_{indicator.id}")
    with st.expander(_METHOD.say(lang), icon=":material/menu_book:"):
        definitions.definition(indicator, lang)
