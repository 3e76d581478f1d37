"""What opens below a chart: one department, then one of its tasks, year by year, down to the files behind it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from kpi.core.indicator import Indicator
from kpi.core.text import Lang, Text
from kpi.sentences.origin import unit_words
from kpi.sentences.rows import period_of
from pages.parts import behind, figure, office, session, sources, spoken, tables, task_detail
from pages.parts.words import plain

_WHOLE = Text("전체", "Whole")
_TITLE = Text("{name} 상세", "{name} in detail")
_CLOSE = Text("닫기", "Close")
_NOTHING = Text("이 부서의 값이 없습니다.", "There are no values for this department.")
_TASKS = Text(
    "이 부서의 업무, 단위는 {unit}. 줄을 고르면 그 업무가 열립니다.",
    "Its tasks, in {unit}. Select a line to open the task.",
)


def opened(indicator: Indicator, lang: Lang) -> None:
    """Draw the way to what is open, its sentence, table and trend, and its tasks; nothing when nothing is open."""
    chosen = session.selection()
    if chosen.opened is None:
        return
    department, year = chosen.opened
    changes: dict[str, Any] = {"department": department or chosen.department or None}
    changes |= {"task": chosen.opened_task} if chosen.opened_task else {}
    ask = office.question(indicator.id, **changes)
    rows = office.records(ask)
    with st.container(border=True, key="detail"):
        _head(department or chosen.department, chosen.opened_task, indicator, lang)
        if not rows:
            st.caption(_NOTHING.say(lang))
            return
        looked_at = next((row for row in rows if period_of(row).start.year == year), rows[-1])
        spoken.row(looked_at, ask, indicator, lang)
        sources.link(looked_at, ask, lang)
        tables.rows(rows, indicator, lang, ask=ask, key="detail_table")
        figure.drawn(figure.picture("trend", indicator, lang, size=(1100, 300), **changes), key="detail_trend")
        if chosen.opened_task or chosen.task:
            behind.cases(looked_at, indicator, ask, lang)
        elif indicator.same_task:
            st.caption(plain(_TASKS.say(lang, unit=unit_words(indicator, lang))))
            task_detail.choose(indicator, ask, lang, key=f"detail_tasks_{department}", act=_open_task)


def open_cell(event: list[str]) -> None:
    """Open the department and year of a clicked point (its customdata: department, ISO date, indicator)."""
    open_unit(str(event[0]), str(event[1]))


def open_unit(department: str, day: str, *, task: str = "") -> None:
    """Open the year of a day (ISO) of a department ("" for the whole) and, where one is named, of a task."""
    session.choose(opened=(department, int(day[:4])), opened_task=task)


def _head(department: str, task: str, indicator: Indicator, lang: Lang) -> None:
    """Draw the way here, each step of it a button, and the button that closes it all."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        place = " · ".join(name for name in (department or _WHOLE.say(lang), task, indicator.name.say(lang)) if name)
        st.subheader(plain(_TITLE.say(lang, name=place)), anchor=False, width="content")
        if task:
            back = plain(department or _WHOLE.say(lang))
            st.button(back, key="back_to_department", icon=":material/arrow_back:", type="tertiary", on_click=_back)
        st.space("stretch")
        st.button(_CLOSE.say(lang), key="close_detail", icon=":material/close:", on_click=_close)


def _open_task(task: str) -> None:
    session.choose(opened_task=task)


def _back() -> None:
    session.choose(opened_task="")


def _close() -> None:
    session.choose(opened=None, opened_task="")
