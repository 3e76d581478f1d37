"""Columns that look personal: left out, or declared harmless by somebody who looked."""

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
from services.decisions import PERSONAL

_TITLE = Text("'{column}' 열에 개인정보가 있습니다", "Column '{column}' holds personal data")
_ANSWERS = {
    "drop": Text("이 열은 읽지 않음(권장)", "do not read this column (recommended)"),
    "harmless": Text("개인정보가 아님", "it is not personal data"),
}
_CONFIRM = Text(
    "'{column}' 열을 직접 보고 개인정보가 아님을 확인했습니다. 이 결정은 기록됩니다.",
    "I looked at column '{column}' myself and it is not personal data. This decision is recorded.",
)
_UNCONFIRMED = Text(
    "'{column}' 열이 개인정보가 아니라면 아래 확인란에도 표시하세요.",
    "If column '{column}' is not personal data, tick the box below it too.",
)
_QUOTED = Text("{cell} '{value}' · 모두 {n}칸", "{cell} '{value}' · {n} cells in all")


def asked(checked: Checked) -> tuple[Finding, ...]:
    """Return the error findings about personal data in a column, one for each column."""
    by_column: dict[str, Finding] = {}
    for finding in checked.findings:
        if finding.code == PERSONAL and finding.severity == "error" and finding.column:
            former = by_column.get(finding.column)
            choices = finding.choices if former is None else tuple(x for x in former.choices if x in finding.choices)
            by_column[finding.column] = finding.at(choices=choices)
    return tuple(by_column.values())


def draw(file: Incoming, private: Sequence[Finding], lang: Lang) -> None:
    """Draw the answers for every column that looks personal."""
    for finding in private:
        st.markdown(f"#### {plain(_TITLE.say(lang, column=finding.column))}")
        st.markdown(plain(finding.say(lang)))
        if finding.value:
            st.caption(_QUOTED.say(lang, cell=finding.cell, value=plain(finding.value), n=f"{finding.count:,}").strip())
        answers = [answer for answer in _ANSWERS if answer in (finding.choices or ("drop",))]
        st.radio(
            plain(_TITLE.say(lang, column=finding.column)),
            answers,
            index=0 if len(answers) == 1 else None,
            format_func=lambda answer: _ANSWERS[answer].say(lang),
            key=_key(file, finding.column),
            label_visibility="collapsed",
        )
        if "harmless" in answers:
            st.checkbox(plain(_CONFIRM.say(lang, column=finding.column)), key=_key(file, finding.column) + ":sure")


def taken(file: Incoming, private: Sequence[Finding]) -> tuple[dict[str, Any], list[Finding]]:
    """Return the decisions that the answers make, and what is still to be confirmed."""
    decided: dict[str, Any] = {}
    unconfirmed = []
    for finding in private:
        key = _key(file, finding.column)
        answer = session.recall(key)
        if answer == "harmless" and not session.recall(key + ":sure"):
            unconfirmed.append(Finding("error", "unconfirmed", _UNCONFIRMED, {"column": finding.column}))
        elif answer:
            held = decided.get(answer, getattr(intake.choice(file), answer))
            decided[answer] = (*held, finding.column)
    return decided, unconfirmed


def _key(file: Incoming, column: str) -> str:
    return f"{intake.PREFIX}{file.digest}:ask:personal:{column}"
