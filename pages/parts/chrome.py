"""The frame around every page: look, words of Streamlit itself, language switch, notice about made-up data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import streamlit as st

from kpi.core.errors import UserError
from kpi.core.text import Lang, Text
from pages.parts import findings, office, session

ASSETS = Path(__file__).resolve().parent / "assets"
LOGO = str(ASSETS / "logo.svg")
SIDEBAR = 232
"""Width of the menu in pixels; on a phone it starts closed."""
NAME = Text("5S 성과판", "5S dashboard")
LANGUAGES: dict[Lang, str] = {"ko": "한국어", "en": "English"}

_SWITCH = Text("언어 / Language", "Language / 언어")
_MADE_UP = Text(
    "시연용 자료입니다. 지어낸 수치이며 실제 기관과 관계가 없습니다.",
    "Demo data: the figures are made up and belong to no real office.",
)
_START = Text("내 자료로 시작", "Start with my own data")
_OWN_EMPTY = Text(
    "아직 저장된 자료가 없습니다. 파일을 올리거나 시연용 화면을 볼 수 있습니다.",
    "Nothing is stored yet. Upload a file, or look at the demo.",
)
_WAIT = Text("자료를 준비하고 있습니다(처음 한 번은 1분쯤 걸립니다).", "Making the data ready (about a minute, once).")
_CLOSED = Text("자료 저장소를 쓸 수 없습니다", "The store cannot be used")
_CLOSED_BODY = Text("아래 까닭을 없앤 뒤 다시 여세요.", "Put the following right, then open the page again.")
_SHOW_DEMO = Text("시연용 화면 보기", "Show the demo")


def dress(lang: Lang) -> None:
    """Set title and icon of the page, our style, and Streamlit's own words in the language."""
    st.set_page_config(page_title=NAME.say(lang), page_icon=LOGO, layout="wide")
    st.set_page_config(initial_sidebar_state=SIDEBAR)
    st.logo(str(ASSETS / f"logo-{lang}.svg"), size="large", icon_image=LOGO)
    with st.sidebar:
        st.html(f"<style>{_asset('app.css')}</style>")
        script = _asset("chrome.js").replace("__LANG__", lang)
        st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)


def open_store(lang: Lang) -> None:
    """Open the store, saying so for as long as that takes; where it cannot be opened, say why and end the run."""
    with st.container(key="waiting"), saying(lang), st.spinner(_WAIT.say(lang)):
        office.store()


@contextmanager
def saying(lang: Lang) -> Iterator[None]:
    """End the run with what is to be done, where the store refuses what a page asks of it and the page says nothing."""
    try:
        yield
    except UserError as refused:
        st.error(_CLOSED_BODY.say(lang), title=_CLOSED.say(lang), icon=":material/database_off:")
        findings.table(refused.findings, lang)
        st.stop()


def language_switch(lang: Lang) -> None:
    """Draw the switch between Korean and English at the foot of the menu."""
    key = "language"
    session.remember(key, lang)
    with st.sidebar:
        st.segmented_control(
            _SWITCH.say(lang),
            list(LANGUAGES),
            format_func=lambda code: LANGUAGES[code],
            key=key,
            required=True,
            width="stretch",
            on_change=session.on_change(key, lambda code: session.choose(lang=code or lang)),
        )


def notice(lang: Lang) -> None:
    """Say on every page when the numbers are made up, or when there are none yet."""
    known = office.current_scope()
    if known.demo:
        _notice(_MADE_UP.say(lang), _START.say(lang), key="use_own_data", act=office.use_own_data)
    elif known.empty:
        _notice(_OWN_EMPTY.say(lang), _SHOW_DEMO.say(lang), key="use_demo", act=office.use_demo)


def _notice(text: str, button: str, *, key: str, act: Callable[[], None]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="notice", gap="small"):
        st.markdown(f":orange[:material/info: {text}]", width="content")
        st.button(button, key=key, type="tertiary", icon=":material/arrow_forward:", on_click=act)


@cache
def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")
