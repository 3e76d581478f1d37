"""Choosing the files that are to be saved, and opening those again that were chosen before a reload."""

from __future__ import annotations

import hashlib
import unicodedata

import streamlit as st

from kpi.core.errors import UserError
from kpi.core.text import Lang, Text
from pages.parts import intake, session
from pages.parts.intake import PREFIX, Incoming
from pages.parts.words import on_page, plain
from services.unpacking import files_in

MOST_FILES, MOST_BYTES = 100, 300_000_000

_NOTICES, _TURN = PREFIX + "notices", PREFIX + "turn"
_TITLE = Text("1. 파일 선택", "1. Choose files")
FILES_TAKEN = Text(
    "민원 처리대장, 만족도 조사, 협업 평가, 수상·협업과제·우수사례, 우수·실패사례 파일. 여러 개나 zip도 됩니다.",
    "Files of petitions, surveys, ratings, achievements or cases; several at once, or a zip",
)
_HELP = Text(
    "엑셀(xlsx, xlsm, xls, xlsb), ODS, CSV·TSV·TXT, 웹 표로 저장된 xls. 저장하기 전에는 서버의 메모리에만 있으며, 새로 고쳐도 한 시간까지는 다시 엽니다.",
    "Excel (xlsx, xlsm, xls, xlsb), ODS, CSV, TSV, TXT, web tables named .xls. Before you save, files are only in "
    "the server's memory; after a reload they are opened again for up to an hour.",
)
_TWICE = Text("'{name}' 파일은 이미 목록에 있습니다.", "The file '{name}' is in the list already.")
_TOO_MANY = Text(
    "'{name}' 파일은 넣지 않았습니다. 한 번에 {files}개, {size}MB까지입니다. 앞의 것을 저장하거나 빼고 다시 고르세요.",
    "The file '{name}' was left out: at most {files} files and {size} MB at a time. Save or remove some first.",
)
_AGAIN = Text(
    "지난번에 고르고 저장하지 않은 파일 {n}개를 다시 열었습니다.",
    "Files chosen before and not saved yet were opened again: {n}.",
)
_AWAY = Text("치우기", "Put away")


def choose(lang: Lang) -> None:
    """Draw the file chooser; what is chosen goes to the list of files at once."""
    with st.container(border=True):
        st.subheader(_TITLE.say(lang), anchor=False)
        st.file_uploader(
            FILES_TAKEN.say(lang), accept_multiple_files=True, key=_chooser(), help=_HELP.say(lang), on_change=_take
        )
        _again(lang)
        notices: list[tuple[bool, str]] = session.recall(_NOTICES, [])
        session.forget(_NOTICES)
        for wrong, notice in notices:
            (st.error if wrong else st.info)(notice, icon=":material/error:" if wrong else ":material/info:")


def _again(lang: Lang) -> None:
    """Say that files of before a reload are open, with the button that puts them away."""
    digests = intake.reopened()
    if digests:
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="reopened"):
            st.markdown(f":material/history: {_AGAIN.say(lang, n=len(digests))}", width="content")
            st.button(
                _AWAY.say(lang),
                key="let_go",
                type="tertiary",
                icon=":material/close:",
                on_click=intake.remove,
                args=digests,
            )


def _take() -> None:
    """Move what is in the chooser to the list, show the first of it, and empty the chooser: the list outlives a visit to
    another page.
    """
    chosen: list[str] = []
    for held in session.recall(_chooser()) or ():
        name = unicodedata.normalize("NFC", held.name)
        try:
            inside, left_out = files_in(name, bytes(held.getvalue()))
        except UserError as refused:
            inside, left_out = {}, refused.findings
        for finding in left_out:
            _notice(plain(on_page(finding.line(session.language()))), wrong=finding.severity == "error")
        for inner, content in inside.items():
            chosen += _add(inner, content)
    if chosen:
        intake.open_file(chosen[0])
    session.remember(_TURN, session.recall(_TURN, 0) + 1)


def _add(name: str, content: bytes) -> list[str]:
    """Put a file on the list; return its digest, nothing where it had no room."""
    held, digest = intake.files(), hashlib.sha256(content).hexdigest()
    full = len(held) >= MOST_FILES or sum(len(file.content) for file in held.values()) + len(content) > MOST_BYTES
    if digest in held and digest not in intake.saved():
        _notice(_TWICE.say(session.language(), name=plain(name)))
    elif full:
        limits = {"files": MOST_FILES, "size": MOST_BYTES // 1_000_000}
        _notice(_TOO_MANY.say(session.language(), name=plain(name), **limits))
        return []
    else:
        intake.add(Incoming(name, content, digest))
    return [digest]


def _notice(said: str, *, wrong: bool = False) -> None:
    session.remember(_NOTICES, [*session.recall(_NOTICES, []), (wrong, said)])


def _chooser() -> str:
    return f"chooser:{session.recall(_TURN, 0)}"
