"""What the analyst is asked about a file before anything else: plain questions, answered together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import streamlit as st

from kpi.core.errors import Finding, UserError
from kpi.core.text import Lang, Text
from pages.parts import blanks, intake, personal, session
from pages.parts import names as unknown_names
from pages.parts.intake import Incoming
from pages.parts.words import plain
from services.check import Checked
from services.decisions import (
    PASSWORD_CODES,
    SEVERAL,
    TYPED,
    Question,
    asking,
    awaited,
    changes,
    cleared,
    effective,
    given,
    in_words,
    preselected,
    question_of,
    suggested,
)

SHOWN_PLACES = 3
WRONG = "wrong_password"

_TITLE = Text("먼저 답해 주세요", "Please answer first")
_CAPTION = Text(
    "두 가지로 읽힐 수 있는 곳은 짐작하지 않고 묻습니다. 같은 양식의 다른 파일과 다음 해 파일에도 이 답을 씁니다.",
    "What can be read in two ways is asked, not guessed. The answers also hold for other files of this form, and next year.",
)
_REVIEW = Text("이름을 확인해 주세요", "Please look at these names")
_REVIEW_CAPTION = Text(
    "답하지 않아도 저장할 수 있습니다. 그러면 새 이름으로 등록합니다.",
    "The file can be saved without an answer; the names are then registered as new.",
)
_ANSWER = Text("이대로 읽기", "Read it this way")
_TYPED = Text("목록에 없으면 여기에 쓰기", "Something else: write it here")
_TYPED_HINTS = {
    "year": Text("예: 2025", "Example: 2025"),
    "scale": Text("예: 1..6", "Example: 1..6"),
}
_CHOOSE = Text("고르거나 쓰세요", "Choose or write")
_LOCKED = Text("암호가 걸린 파일입니다", "This file is protected by a password")
_LOCKED_BODY = Text(
    "암호는 이 화면이 열려 있는 동안만 기억하고 저장하지 않습니다.",
    "The password is remembered only while this page is open, and never stored.",
)
_PASSWORD = Text("암호", "Password")
_OPEN = Text("열기", "Open")
_PLACES = Text("{column}{cells} · 모두 {n}칸", "{column}{cells} · {n} cells in all")


def ask(file: Incoming, checked: Checked, lang: Lang) -> None:
    """Draw the password box, or every open question in one form; nothing where nothing is asked."""
    if any(finding.code in PASSWORD_CODES for finding in checked.findings):
        _password(file, checked, lang)
        return
    questions = open_questions(file, checked)
    unknown, private, unclear = unknown_names.asked(checked), personal.asked(checked), blanks.asked(checked)
    if not (questions or unknown or private or unclear):
        return
    with st.container(border=True, key="questions"):
        must = any(awaited(finding) for finding in checked.findings)
        st.subheader((_TITLE if must or questions else _REVIEW).say(lang), anchor=False)
        st.caption((_CAPTION if must or questions else _REVIEW_CAPTION).say(lang))
        _refused(file, lang)
        with st.form(_key(file, "form"), border=False):
            for question in questions:
                _question(file, checked, question, lang)
            blanks.draw(file, unclear, lang)
            personal.draw(file, private, lang)
            unknown_names.draw(file, unknown, lang)
            st.form_submit_button(
                _ANSWER.say(lang),
                type="primary",
                icon=":material/check:",
                key=_key(file, "submit"),
                on_click=_take,
                args=(file, [question.name for question in questions], unknown, private, unclear),
            )


def open_questions(file: Incoming, checked: Checked) -> tuple[Question, ...]:
    """Return the questions of a file, and those that the analyst wants to answer anew."""
    names = [question.name for question in checked.questions]
    return tuple(question_of(name) for name in dict.fromkeys([*names, *session.recall(_key(file, "again"), ())]))


def ask_again(file: Incoming, name: str) -> None:
    """Put an answered question to the analyst once more; its answer holds until another is given."""
    session.remember(_key(file, "again"), (*session.recall(_key(file, "again"), ()), name))


def _password(file: Incoming, checked: Checked, lang: Lang) -> None:
    with st.container(border=True, key="questions"):
        st.subheader(_LOCKED.say(lang), anchor=False)
        for finding in checked.findings:
            if finding.code == WRONG:
                st.error(plain(finding.say(lang)), icon=":material/error:")
        st.caption(_LOCKED_BODY.say(lang))
        key = _key(file, "password")
        with st.form(_key(file, "form"), border=False), st.container(horizontal=True, vertical_alignment="bottom"):
            st.text_input(_PASSWORD.say(lang), type="password", key=key, width=280, autocomplete="off")
            st.form_submit_button(
                _OPEN.say(lang),
                type="primary",
                icon=":material/lock_open:",
                key=_key(file, "submit"),
                on_click=lambda: intake.unlock(file, session.recall(key) or ""),
            )


def _question(file: Incoming, checked: Checked, question: Question, lang: Lang) -> None:
    """Draw one question: its words, the cells that ask it, and its answers."""
    found = asking(checked, question)
    st.markdown(f"#### {question.text.say(lang)}")
    for finding in found:
        st.markdown(plain(finding.say(lang)))
        places = _places(finding, lang)
        if places:
            st.caption(places)
    held = given(effective(checked), question.name) or preselected(found)
    options = list(suggested(question, found)) or (list(checked.sheets) if question.name == "sheets" else [])
    if question.name in SEVERAL:
        _several(file, question, options, held, lang)
        return
    if options:
        st.radio(
            question.text.say(lang),
            options,
            index=options.index(held[0]) if held and held[0] in options else None,
            format_func=lambda answer: plain(in_words(question, answer).say(lang)),
            key=_key(file, question.name),
            label_visibility="collapsed",
        )
    if question.name in TYPED:
        _typed(file, question, options, held, lang)


def _typed(file: Incoming, question: Question, options: Sequence[str], held: Sequence[str], lang: Lang) -> None:
    st.text_input(
        (_TYPED if options else question.text).say(lang),
        value=held[0] if held and held[0] not in options else "",
        key=_key(file, question.name) + ":typed",
        placeholder=_TYPED_HINTS[question.name].say(lang),
        label_visibility="visible" if options else "collapsed",
        width=320,
    )


def _several(file: Incoming, question: Question, options: Sequence[str], held: Sequence[str], lang: Lang) -> None:
    def words(answer: str) -> str:
        return plain(in_words(question, answer).say(lang))

    st.multiselect(
        question.text.say(lang),
        [*options, *(one for one in held if one not in options)],
        default=list(held),
        format_func=words,
        key=_key(file, question.name),
        placeholder=_CHOOSE.say(lang) + (f" ({', '.join(map(words, options[:SHOWN_PLACES]))})" if options else ""),
        accept_new_options=question.name in TYPED,
        label_visibility="collapsed",
    )


def _places(finding: Finding, lang: Lang) -> str:
    if not (finding.column or finding.cell or finding.value):
        return ""
    column = plain(finding.column) + " · " if finding.column else ""
    cells = finding.cell or ", ".join(str(row) for row in finding.rows[:SHOWN_PLACES])
    value = f" '{plain(finding.value)}'" if finding.value else ""
    return _PLACES.say(lang, column=column, cells=f"{cells}{value}", n=f"{finding.count:,}")


def _refused(file: Incoming, lang: Lang) -> None:
    refused: Sequence[Finding] = session.recall(_key(file, "refused"), ())
    session.forget(_key(file, "refused"))
    for finding in refused:
        st.error(plain(finding.say(lang)), icon=":material/error:")


def _take(file: Incoming, questions: Sequence[str], unknown: Any, private: Any, unclear: Any) -> None:
    """Turn what was answered into decisions; an answer that is no answer is said, the others hold."""
    decided: dict[str, Any] = {}
    refused: list[Finding] = []
    again = session.recall(_key(file, "again"), ())
    for name in questions:
        answers = list(_answers(file, name))
        if answers:
            try:
                decided |= changes(name, answers)
            except UserError as wrong:
                refused += wrong.findings
        elif name in again:
            decided |= cleared(name)
    decided |= unknown_names.taken(file, unknown) | blanks.taken(file, unclear)
    private_decided, unconfirmed = personal.taken(file, private)
    decided |= private_decided
    refused += unconfirmed
    session.forget(_key(file, ""))
    if refused:
        session.remember(_key(file, "refused"), tuple(refused))
    if decided:
        intake.decide(file, **decided)


def _answers(file: Incoming, name: str) -> Iterator[str]:
    typed = session.recall(_key(file, name) + ":typed")
    held = session.recall(_key(file, name))
    if typed and typed.strip():
        yield typed.strip()
    elif isinstance(held, list):
        yield from held
    elif held:
        yield held


def _key(file: Incoming, name: str) -> str:
    return f"{intake.PREFIX}{file.digest}:ask:{name}"
