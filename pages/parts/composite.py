"""The 5S number below the cards: closed until somebody asks, and never without its parts."""

from __future__ import annotations

import streamlit as st

from kpi.core.text import Lang, Text
from kpi.sentences.composite import composite_sentence, goalpost_lines
from pages.parts import office, session
from pages.parts.words import plain
from services.composite import composite_of

_TITLE = Text("5S 종합점수와 그 부분", "One 5S number, with its parts")
_YEARS = Text("해마다(조직 전체)", "Year by year (the whole organisation)")
_DEPARTMENTS = Text("부서별, {year}", "Departments, {year}")
_HOW = Text("점수를 매기는 기준", "How the parts are scored")


def expander(lang: Lang) -> None:
    """Draw the 5S numbers of all years and, for the last one, of the departments."""
    with st.expander(_TITLE.say(lang), icon=":material/stacks:", on_change="rerun", key="composite") as opened:
        if not opened.open:
            return
        store = office.store()
        found = session.keep(("composite", *office.state()), lambda: composite_of(store))
        records = found.records()
        last = max((row["period_start"] for row in records), default="")
        apart = [row for row in records if row["period_start"] == last and row["department"]]
        _lines(_YEARS.say(lang), [composite_sentence(row, lang) for row in reversed(records) if not row["department"]])
        apart.sort(key=lambda row: (row["rank"] is None, row["rank"], row["department"]))
        _lines(_DEPARTMENTS.say(lang, year=last[:4]), [composite_sentence(row, lang) for row in apart])
        _lines(_HOW.say(lang), goalpost_lines(found.parts, lang))


def _lines(heading: str, lines: list[str]) -> None:
    if lines:
        st.markdown(f"**{plain(heading)}**\n\n" + "\n".join(f"- {plain(line)}" for line in lines))
