"""A file in: choose, match, check, see what would change, save, undo."""

import streamlit as st

from kpi.core.text import Text
from pages.parts import findings, header, history, intake, mapping, saving, session

_TITLE = Text("자료 올리기", "Upload data")
_CAPTION = Text(
    "파일을 고르고, 열을 맞추고, 확인한 뒤 저장합니다. 오류가 하나라도 있으면 아무것도 저장하지 않습니다.",
    "Choose a file, match its columns, check, then save. With a single error nothing is stored.",
)
_CHECK = Text("3. 확인", "3. Check")

lang = session.language()
header.head(_TITLE.say(lang), lang=lang, caption=_CAPTION.say(lang), share=False)
saving.said(lang)
file = intake.choose(lang)
if file is not None:
    checked = intake.read(file)
    mapping.correct(file, checked, lang)
    with st.container(border=True):
        st.subheader(_CHECK.say(lang), anchor=False)
        findings.verdict(checked.findings, lang, ok=checked.ok)
        findings.table(checked.findings, lang)
    saving.offer(file, checked, lang)
history.listing(lang)
history.templates(lang)
