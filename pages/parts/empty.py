"""What a page shows while there are no data."""

from __future__ import annotations

import streamlit as st

from kpi.core.text import Lang, Text
from pages.parts import menu, office

_TITLE = Text("아직 자료가 없습니다", "No data yet")
_TODO = Text(
    "민원 처리대장, 만족도 조사, 협업 평가, 수상·협업과제·우수사례 파일 가운데 하나를 올리면 이 화면이 채워집니다.",
    "Upload a file of petitions, a survey, ratings or achievements and this page fills.",
)
_UPLOAD = Text("자료 올리기", "Upload data")


def shown(lang: Lang) -> bool:
    """Draw what to do first where the store is empty; return whether it is."""
    if not office.current_scope().empty:
        return False
    st.info(_TODO.say(lang), title=_TITLE.say(lang), icon=":material/database:")
    st.page_link(menu.pages(lang)["upload.py"], label=_UPLOAD.say(lang), icon=":material/upload_file:")
    return True
