"""What a page shows while there are no data."""

from __future__ import annotations

import streamlit as st

from kpi.core.indicator import Indicator
from kpi.core.text import Lang, Text
from pages.parts import chips, menu, office
from pages.parts.words import plain

_TITLE = Text("아직 자료가 없습니다", "No data yet")
FILES_WANTED = Text(
    "민원 처리대장, 만족도 조사, 협업 평가, 수상·협업과제·우수사례, 우수·실패사례 파일 가운데 하나를 올리면 이 화면이 채워집니다.",
    "Upload a file of petitions, a survey, ratings, achievements or cases and this page fills.",
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
_NO_FILE = Text(
    "'{source}' 자료가 아직 없어 이 지표가 비어 있습니다. 파일을 올리면 채워집니다.",
    "There is no file of '{source}' yet, so this indicator is empty. Upload one and it fills.",
)
_NO_COLUMN = Text(
    "올린 '{source}' 자료에 이 지표를 셈할 칸이 없습니다. 그 칸이 있는 파일을 올리면 채워집니다.",
    "The files of '{source}' lack what this indicator is counted from. Upload files that have it and it fills.",
)
_CHOSEN = Text(
    "고른 조건에서는 이 지표의 값이 없습니다. 위에서 기간, 부서, 업무, 단위를 바꿔 보세요.",
    "There are no values of this indicator under this selection. Change period, department, task or grain above.",
)


def has_file(indicator: Indicator) -> bool:
    """Return whether a file of the indicator's source counts."""
    return any(one.uploads for one in office.current_scope().sources if one.id == indicator.source)


def of_indicator(indicator: Indicator, lang: Lang) -> None:
    """Say why an indicator has no value: no file of its source, none with what it needs, or the choice; and the way out."""
    state = next((one for one in office.current_scope().sources if one.id == indicator.source), None)
    if state is None or (state.uploads and chips.any_set()):
        st.info(_CHOSEN.say(lang), icon=":material/filter_alt_off:")
        if chips.any_set():
            chips.clear(lang, key="clear_nothing")
        return
    words = _NO_COLUMN if state.uploads else _NO_FILE
    st.info(plain(words.say(lang, source=state.name.say(lang))), icon=":material/database:")
    st.page_link(menu.page("upload.py", lang), label=_UPLOAD.say(lang), icon=":material/upload_file:")


def shown(lang: Lang) -> bool:
    """Draw what to do first where the store is empty; return whether it is."""
    if not office.current_scope().empty:
        return False
    st.info(FILES_WANTED.say(lang), title=_TITLE.say(lang), icon=":material/database:")
    st.markdown("\n".join(f"{number}. {step.say(lang)}" for number, step in enumerate(_STEPS, 1)))
    st.page_link(menu.page("upload.py", lang), label=_UPLOAD.say(lang), icon=":material/upload_file:")
    return True
