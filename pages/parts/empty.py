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
_STEPS = (
    Text("파일을 올립니다. 엑셀, csv, 압축 파일 모두 됩니다.", "Upload a file: Excel, csv, or a zip of several."),
    Text(
        "물음에 답하고 저장합니다. 저장 전에 달라질 수치를 봅니다.",
        "Answer what is asked, see what would change, and save.",
    ),
    Text("이 화면이 채워집니다. 언제든 되돌릴 수 있습니다.", "This page fills. It can be undone at any time."),
)
_UPLOAD = Text("자료 올리기", "Upload data")


def shown(lang: Lang) -> bool:
    """Draw what to do first where the store is empty; return whether it is."""
    if not office.current_scope().empty:
        return False
    st.info(_TODO.say(lang), title=_TITLE.say(lang), icon=":material/database:")
    st.markdown("\n".join(f"{number}. {step.say(lang)}" for number, step in enumerate(_STEPS, 1)))
    st.page_link(menu.page("upload.py", lang), label=_UPLOAD.say(lang), icon=":material/upload_file:")
    return True
