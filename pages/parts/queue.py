"""Several files at once: the list of them with the state of each, and one button that saves all that can be saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import streamlit as st

from kpi.core.text import Lang, Text
from pages.parts import intake, office, saving
from pages.parts.intake import Incoming
from pages.parts.words import plain
from services.uploads import stored_content

State = Literal["ready", "question", "error", "refused", "saved", "there"]
SCROLLED_FROM = 9
"""So many files scroll in a box of their own."""
HEIGHT = 420

_TITLE = Text("고른 파일 {n}개", "Chosen files: {n}")
_STATES: Mapping[State, tuple[Text, str, str]] = {
    "ready": (Text("저장할 수 있음", "ready to save"), "green", ":material/check_circle:"),
    "question": (Text("질문 {n}개", "questions: {n}"), "blue", ":material/help:"),
    "error": (Text("고칠 곳 {n}건", "to put right: {n}"), "red", ":material/error:"),
    "refused": (Text("저장하지 못함", "not saved"), "red", ":material/block:"),
    "saved": (Text("저장됨 {n}번", "saved, no. {n}"), "gray", ":material/task_alt:"),
    "there": (Text("이미 저장되어 있음 {n}번", "already there, no. {n}"), "gray", ":material/inventory_2:"),
}
_OPEN = Text("열기", "Open")
_SHOWN = Text("보는 중", "Shown")
_REMOVE = Text("'{name}' 목록에서 빼기", "Take '{name}' off the list")
_SAVE_ALL = Text("저장할 수 있는 {n}개 모두 저장", "Save all that are ready ({n})")
_CLEAR = Text("저장된 {n}개 목록에서 치우기", "Clear those saved ({n})")
_READING = Text("파일을 읽고 확인하는 중 {at}/{n}: {name}", "Reading and checking {at} of {n}: {name}")


def look_through(lang: Lang) -> None:
    """Check every file of the list that is not checked yet, saying how far it is."""
    waiting = [file for file in intake.files().values() if state_unknown(file)]
    if not waiting:
        return
    bar = st.progress(0.0)
    for number, file in enumerate(waiting):
        text = _READING.say(lang, at=number + 1, n=len(waiting), name=plain(file.name))
        bar.progress(number / len(waiting), text=text)
        intake.read(file)
    bar.empty()


def state_unknown(file: Incoming) -> bool:
    """Return whether a file is still to be checked."""
    return file.digest not in intake.saved() and intake.outcome(file) is None


def listing(lang: Lang) -> None:
    """Draw the list of files where there is more than one."""
    files = intake.files()
    if len(files) < 2:
        return
    there = stored_content(office.own_store())
    states = {digest: _state(file, there) for digest, file in files.items()}
    with st.container(border=True, gap="small"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader(_TITLE.say(lang, n=len(files)), anchor=False, width="stretch")
            _together(states, lang)
        opened = intake.opened()
        with st.container(height=HEIGHT if len(files) >= SCROLLED_FROM else "content", border=False, gap="xsmall"):
            for digest, file in files.items():
                _line(file, *states[digest], shown=opened is not None and opened.digest == digest, lang=lang)


def _together(states: Mapping[str, tuple[State, int]], lang: Lang) -> None:
    ready = [digest for digest, (state, _) in states.items() if state == "ready"]
    done = [digest for digest, (state, _) in states.items() if state in ("saved", "there")]
    if ready:
        st.button(
            _SAVE_ALL.say(lang, n=len(ready)),
            key="save_all",
            type="primary",
            icon=":material/save:",
            on_click=saving.save_all,
            args=(ready,),
        )
    if done:
        st.button(_CLEAR.say(lang, n=len(done)), key="clear", type="tertiary", on_click=intake.remove, args=done)


def _line(file: Incoming, state: State, number: int, *, shown: bool, lang: Lang) -> None:
    word, colour, icon = _STATES[state]
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"file:{file.digest[:12]}"):
        st.text(file.name, width="stretch")
        st.badge(word.say(lang, n=f"{number:,}"), icon=icon, color=colour)  # type: ignore[arg-type]  # one of the colours above
        if state != "saved":
            st.button(
                (_SHOWN if shown else _OPEN).say(lang),
                key=f"open:{file.digest}",
                disabled=shown,
                on_click=intake.open_file,
                args=(file.digest,),
            )
        st.button(
            _REMOVE.say(lang, name=plain(file.name)),
            key=f"remove:{file.digest}",
            icon=":material/close:",
            type="tertiary",
            help=_REMOVE.say(lang, name=plain(file.name)),
            on_click=intake.remove,
            args=(file.digest,),
        )


def _state(file: Incoming, there: Mapping[str, int]) -> tuple[State, int]:
    """Return the state of a file and the number that belongs to it."""
    if file.digest in intake.saved():
        return "saved", intake.saved()[file.digest][0]
    known = intake.outcome(file)
    if known is None:
        return "error", 0
    if known.questions:
        return "question", known.questions
    if not known.ok:
        return "error", known.errors
    if file.digest in there:
        return "there", there[file.digest]
    return ("refused", 0) if intake.refusal(file) else ("ready", 0)
