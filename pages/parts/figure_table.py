"""The numbers behind a chart, in its place: the same table that its files hold."""

from __future__ import annotations

import streamlit as st

from kpi.core import formats
from kpi.core.text import Lang, Text
from pages.parts import office, session
from pages.parts.columns import text_column
from pages.parts.words import plain
from services.pictures import Cell, Column, Picture, Table

_AS_TABLE = Text("표로 보기", "Show as a table")
_AS_CHART = Text("그림으로 보기", "Show as a chart")
_ALT = Text("{title} 표", "Table: {title}")
MOST_ROWS = 9


def switch(shown: Picture, *, key: str) -> bool:
    """Draw the button between chart and table; return whether the table is wanted."""
    held = f"as_table:{key}:{shown.indicator}"
    wanted = bool(session.recall(held))
    words = (_AS_CHART if wanted else _AS_TABLE).say(shown.lang)
    st.button(
        words,
        key=f"switch_{key}_{shown.indicator}",
        icon=":material/show_chart:" if wanted else ":material/table:",
        help=words,
        type="tertiary",
        on_click=session.remember,
        args=(held, not wanted),
    )
    return wanted


def table(shown: Picture) -> None:
    """Draw the table."""
    made = office.table_of(shown)
    rows = [
        {column.label: _text(cell, column, made, shown.lang) for column, cell in zip(made.columns, row, strict=True)}
        for row in made.rows
    ]
    st.dataframe(
        rows,
        hide_index=True,
        alt=_ALT.say(shown.lang, title=made.title),
        height="content" if len(rows) <= MOST_ROWS else 360,
        column_config={
            column.label: text_column(
                column.label,
                (row[column.label] for row in rows),
                alignment="left" if column.kind == "text" else "right",
            )
            for column in made.columns
        },
    )
    st.caption(plain(" · ".join((*made.notes, *made.foot))))


def _text(cell: Cell, column: Column, made: Table, lang: Lang) -> str:
    if cell is None or isinstance(cell, str):
        return cell or ""
    if column.kind == "change":
        return formats.signed(cell, made.decimals, lang)
    places = {"level": made.decimals, "count": 0, "percent": 1, "index": 3 if abs(cell) < 1 else 1}
    return formats.number(cell, places[column.kind], lang)
