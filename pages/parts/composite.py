"""The 5S number below the cards: closed until somebody asks, and never without its parts."""

from __future__ import annotations

from typing import Any

import streamlit as st

from kpi.core.text import Lang, Text
from kpi.sentences.composite import composite_cells, composite_sentence, goalpost_lines
from pages.parts import office, session
from pages.parts.columns import text_column
from pages.parts.words import plain
from services.composite import composite_of

_TITLE = Text("5S 종합점수와 그 부분", "One 5S number, with its parts")
_YEARS = Text("해마다(조직 전체)", "Year by year (the whole organisation)")
_DEPARTMENTS = Text("부서별, {year}", "Departments, {year}")
_HOW = Text("점수를 매기는 기준", "How the parts are scored")
_LEFT = 2
"""Columns of words at the left of the table; the others hold numbers but for the note, the last one."""


def expander(lang: Lang) -> None:
    """Draw the 5S numbers of all years and, for the last one, of the departments."""
    with st.expander(_TITLE.say(lang), icon=":material/stacks:", on_change="rerun", key="composite") as opened:
        if not opened.open:
            return
        store = office.store()
        found = session.keep(("composite", *office.state()), lambda: composite_of(store))
        records = found.records()
        last = max((row["period_start"] for row in records), default="")
        whole = [row for row in reversed(records) if not row["department"]]
        apart = [row for row in records if row["period_start"] == last and row["department"]]
        apart.sort(key=lambda row: (row["rank"] is None, row["rank"], row["department"]))
        if whole:
            st.markdown(plain(composite_sentence(whole[0], lang)))
        _table(_YEARS.say(lang), whole, lang)
        _table(_DEPARTMENTS.say(lang, year=last[:4]), apart, lang)
        lines = "\n".join(f"- {plain(line)}" for line in goalpost_lines(found.parts, lang))
        st.markdown(f"**{plain(_HOW.say(lang))}**\n\n{lines}")


def _table(heading: str, records: list[dict[str, Any]], lang: Lang) -> None:
    if not records:
        return
    st.markdown(f"**{plain(heading)}**")
    lines = [composite_cells(row, lang) for row in records]
    names = [name for name in lines[0] if any(line[name] for line in lines)]
    words = {*list(lines[0])[:_LEFT], list(lines[0])[-1]}
    st.dataframe(
        [{name: line[name] for name in names} for line in lines],
        hide_index=True,
        height="content",
        alt=heading,
        column_config={
            name: text_column(name, (line[name] for line in lines), alignment="left" if name in words else "right")
            for name in names
        },
    )
