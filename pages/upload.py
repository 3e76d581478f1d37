"""Files in: choose, answer, match, check, see what would change, save, undo."""

import streamlit as st

from kpi.core.text import Text
from pages.parts import (
    asking,
    choosing,
    findings,
    header,
    history,
    intake,
    mapping,
    queue,
    readings,
    repair,
    saving,
    session,
)
from pages.parts.words import plain
from services.decisions import awaited, waiting

_TITLE = Text("자료 올리기", "Upload data")
_CAPTION = Text(
    "파일을 고르고, 열을 맞추고, 확인한 뒤 저장합니다. 오류가 하나라도 있으면 그 파일은 저장하지 않습니다.",
    "Choose files, match their columns, check, then save. A file with a single error is not stored.",
)
_CHECK = Text("3. 확인", "3. Check")

lang = session.language()
header.head(_TITLE.say(lang), lang=lang, caption=_CAPTION.say(lang), share=False)
choosing.choose(lang)
saving.work_off(lang)
saving.said(lang)
queue.look_through(lang)
queue.listing(lang)
file = intake.opened()
if file is not None:
    checked = intake.read(file)
    st.header(plain(file.name), anchor=False)
    readings.summary(file, checked, lang)
    asking.ask(file, checked, lang)
    mapping.correct(file, checked, lang)
    change = saving.rehearse(file, checked, lang) if checked.ok else ()
    refused = change if isinstance(change, tuple) else ()
    with st.container(border=True, key="unsaved"):
        st.subheader(_CHECK.say(lang), anchor=False)
        shown = [
            one for one in (*refused, *checked.findings) if not awaited(one) and one.code not in readings.FORM_CODES
        ]
        open_answers = waiting(checked) if all(one.severity != "error" for one in shown) else 0
        findings.verdict(shown, checked, lang, questions=open_answers, refused=bool(refused))
        findings.panel(shown, lang, key=f"{intake.PREFIX}{file.digest}:panel")
        repair.cells(file, checked, lang, questions=open_answers)
        repair.downloads(file, checked, lang)
    if not isinstance(change, tuple):
        saving.offer(file, change, lang)
history.listing(lang)
history.templates(lang)
