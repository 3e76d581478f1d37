"""The page of a pair of pillars: their cards, then one indicator with its cumulative views, table and sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from kpi.core.indicator import Indicator
from kpi.core.text import Lang, Text
from kpi.sentences.rows import last_with_value
from pages.parts import (
    cards,
    closer,
    definitions,
    detail,
    empty,
    figure,
    filters,
    header,
    office,
    session,
    spoken,
    states,
    tables,
    task_detail,
    timeline,
)

_TABLE = Text("표로 보기", "As a table")
_CLICK = Text("칸을 누르면 아래에 그 부서의 상세가 열립니다.", "Click a cell to open the department below.")
_METHOD = Text("정의와 한계", "Definition and limits")


@session.steady()
def draw(title: Text, pillars: tuple[str, ...], lang: Lang) -> None:
    """Draw the whole page."""
    header.head(title.say(lang), lang=lang, caption=header.freshness(office.current_scope(), lang))
    if empty.shown(lang):
        return
    mine = office.indicators_of(*pillars)
    looked_at = office.looked_at(mine, otherwise=_first_with_values(mine))
    filters.bar(lang, indicators=mine, looked_at=looked_at)
    cards.row(mine, lang)
    _cumulative(looked_at, lang)
    timeline.drawn(mine, looked_at, lang)


def _first_with_values(among: Sequence[Indicator]) -> str:
    having = (item for item in among if last_with_value(office.records(office.question(item.id))))
    return next(having, among[0]).id


def _cumulative(indicator: Indicator, lang: Lang) -> None:
    ask = office.question(indicator.id)
    rows = office.records(ask)
    last = last_with_value(rows)
    with st.container(border=True, key="finding"):
        st.subheader(indicator.name.say(lang), anchor=False)
        odd = states.drawn(indicator, rows, lang)
        if last is None and not odd:
            empty.of_indicator(indicator, lang)
        elif last is not None:
            spoken.row(last, ask, indicator, lang)
    if last is not None:
        _views(indicator, rows, lang)
        closer.look(indicator, lang)
    with st.expander(_METHOD.say(lang), icon=":material/menu_book:"):
        definitions.definition(indicator, lang)


def _views(indicator: Indicator, rows: list[dict[str, Any]], lang: Lang) -> None:
    with st.grid(2, min_column_width=420, gap="small") as grid:
        for kind in figure.cumulative_views(indicator):
            figure.card(figure.picture(kind, indicator, lang), key=f"{kind}_{indicator.id}", within=grid)
    _departments(indicator, lang)
    with st.expander(_TABLE.say(lang), icon=":material/table:", expanded=True):
        tables.rows(rows, indicator, lang, ask=office.question(indicator.id), key=f"table_{indicator.id}")
    task_detail.drawn(indicator, lang)


def _departments(indicator: Indicator, lang: Lang) -> None:
    shown = figure.picture("heatmap", indicator, lang, size=(1100, 300), department=None)
    if any(row["department"] for row in office.rows_of(shown)):
        with st.container(border=True, gap="xsmall", key="departments"):
            figure.pressed(shown, key="departments_heatmap", act=detail.open_cell, hint=_CLICK.say(lang))
    detail.opened(indicator, lang)
