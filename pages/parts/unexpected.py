"""What a page says where something fails that nobody foresaw; the whole of it stands in the log of the server."""

from __future__ import annotations

import streamlit as st

from kpi.core.text import Text
from pages.parts import session

_TITLE = Text(
    "예상하지 못한 오류로 화면을 다 보이지 못했습니다", "This page could not be finished: an unexpected error"
)
_TODO = Text(
    "1. 화면을 새로 고치세요(F5). 하던 저장은 다 되었거나 전혀 되지 않았고, '자료 기록'에서 볼 수 있습니다.\n"
    "2. 또 나면 메뉴에서 '종합 현황'을 열고 조건을 다시 고르세요.\n"
    "3. 그래도 나면 서버를 맡은 사람에게 {when}의 오류({kind})라고 알리세요. 자세한 내용은 서버 기록에 있습니다.",
    "1. Reload the page (F5). A save you were making is complete or was not made at all; 'History' shows which.\n"
    "2. If it comes again, open 'Overview' from the menu and choose anew.\n"
    "3. If it stays, tell whoever runs the server: the error of {when} ({kind}). The details are in the server's log.",
)


def told(error: Exception) -> bool:
    """Say in the language of the session what to do about an error that ended the run, without its details.

    Streamlit logs the error with its traceback before it asks; ``True`` keeps its own English box away.
    """
    lang = session.language()
    words = _TODO.say(lang, when=f"{session.now():%Y-%m-%d %H:%M:%S}", kind=type(error).__name__)
    st.error(words, title=_TITLE.say(lang), icon=":material/report:")
    return True
