"""Labels that may be given once for several rows: what their blank cells mean, asked column by column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from kpi.core.errors import Finding
from kpi.core.text import Lang, Text
from pages.parts import intake, session
from pages.parts.intake import Incoming
from pages.parts.words import plain
from services.check import Checked
from services.decisions import BLANKS

_TITLE = Text("'{column}' 열의 빈칸은 무슨 뜻인가요?", "What do the blank cells of column '{column}' mean?")
_ANSWERS = {
    "fill_down": Text("바로 위의 값과 같음(위의 값으로 채움)", "the same as above (filled with the value above)"),
    "leave_blank": Text("정말 값이 없음(비워 둠)", "there really is none (left blank)"),
}


def asked(checked: Checked) -> tuple[Finding, ...]:
    """Return the findings that ask what the blank cells of a column mean."""
    return tuple(one for one in checked.findings if one.code == BLANKS and one.severity == "error")


def draw(file: Incoming, unclear: Sequence[Finding], lang: Lang) -> None:
    """Draw the answers for every column that is asked about."""
    for finding in unclear:
        title = plain(_TITLE.say(lang, column=finding.column))
        st.markdown(f"#### {title}")
        st.markdown(plain(finding.say(lang)))
        st.radio(
            title,
            list(_ANSWERS),
            index=None,
            format_func=lambda answer: _ANSWERS[answer].say(lang),
            key=_key(file, finding.column),
            label_visibility="collapsed",
        )


def taken(file: Incoming, unclear: Sequence[Finding]) -> dict[str, Any]:
    """Return the decisions that the answers make."""
    decided: dict[str, Any] = {}
    for finding in unclear:
        answer = session.recall(_key(file, finding.column))
        if answer:
            held = decided.get(answer, getattr(intake.choice(file), answer))
            decided[answer] = (*held, finding.column)
    return decided


def _key(file: Incoming, column: str) -> str:
    return f"{intake.PREFIX}{file.digest}:ask:blanks:{column}"
