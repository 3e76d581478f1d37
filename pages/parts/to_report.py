"""From a chart to the report: its indicator and department are chosen there, more charts add theirs."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from kpi.core.text import Lang, Text
from pages.parts import menu, session
from services.pictures import Picture
from services.single_chart import is_of_reports

_HELD = "report:put_in"
_WIDGETS = ("report:Indicators", "report:Departments", "report:year", "report:compare")
_PUT = Text("보고서에 넣기", "Put into the report")
_HELP = Text(
    "이 지표의 그림과 표를 연도별로 담은 보고서를 만듭니다.", "Makes a report with this indicator's charts and tables."
)
_NOTICE = Text(
    "그림에서 담은 것으로 시작합니다(지표 {count}개).", "Starts with what was put in from charts (indicators: {count})."
)
_CLEAR = Text("비우고 모두 담기", "Clear, report everything")


@dataclass(frozen=True)
class PutIn:
    """Indicators put in so far; department, last year (None: the newest) and comparison of the chart put in last."""

    indicators: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    last: int | None = None
    compare: str = "previous"


def held() -> PutIn:
    """Return what was put in during this session."""
    found = session.recall(_HELD)
    return found if isinstance(found, PutIn) else PutIn()


def button(picture: Picture, *, key: str) -> None:
    """Draw the button that puts a chart's indicator into the report and goes there; nothing for other kinds of charts."""
    if not is_of_reports(picture.kind):
        return
    pressed = st.button(
        _PUT.say(picture.lang),
        key=f"put_{key}",
        icon=":material/note_add:",
        help=f"{_PUT.say(picture.lang)}: {_HELP.say(picture.lang)}",
        type="tertiary",
        on_click=_put,
        args=(picture,),
    )
    if pressed:
        st.switch_page(menu.page("report.py", picture.lang))


def notice(lang: Lang) -> None:
    """Say that the choices come from charts, with the button that clears them; nothing where nothing was put in."""
    count = len(held().indicators)
    if count:
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="put_in"):
            st.markdown(f":material/note_add: {_NOTICE.say(lang, count=count)}", width="content")
            st.button(_CLEAR.say(lang), key="clear_put_in", type="tertiary", on_click=_clear)


def _put(picture: Picture) -> None:
    before, chosen, department = held(), session.selection(), picture.ask.department
    indicators = (*(one for one in before.indicators if one != picture.indicator), picture.indicator)
    departments = (department,) if department else ()
    session.remember(_HELD, PutIn(indicators, departments, chosen.end, chosen.compare))


def _clear() -> None:
    session.remember(_HELD, PutIn())
    for key in _WIDGETS:
        session.forget(key)
