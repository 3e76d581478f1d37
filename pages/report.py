"""The report: choose what it says, look at its contents, make its files."""

import streamlit as st

from kpi.core.text import Text
from pages.parts import empty, header, reporting, session, to_report

_TITLE = Text("보고서", "Report")
_CAPTION = Text(
    "연도와 부서를 고르면 요약, 지표별 판정, 그림과 표, 정의, 자료의 판까지 갖춘 보고서를 파일로 만듭니다.",
    "Choose year and departments: summary, verdicts, charts, tables, definitions and data version become a file.",
)

lang = session.language()
header.head(_TITLE.say(lang), lang=lang, caption=_CAPTION.say(lang), share=False)
if not empty.shown(lang):
    to_report.notice(lang)
    left, right = st.columns([2, 3], gap="medium")
    with left:
        wanted = reporting.choose(lang)
    with right:
        reporting.preview(wanted, lang)
        reporting.build(wanted, lang)
