"""A file on its way in: choosing it, what the analyst decided about it, and what the check says."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from kpi.core.text import Lang, Text
from pages.parts import office, session
from services.check import Checked, Choice, check

KINDS = ["xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "tsv", "txt"]
PREFIX = "intake:"

_TITLE = Text("1. 파일 선택", "1. Choose a file")
_LABEL = Text(
    "민원 처리대장, 만족도 조사, 협업 평가, 수상·협업과제·우수사례 파일",
    "A file of petitions, a survey, ratings or achievements",
)
_HELP = Text(
    "엑셀(xlsx, xls, xlsb), ODS, CSV. 저장하기 전에는 아무것도 보관하지 않습니다.",
    "Excel (xlsx, xls, xlsb), ODS or CSV. Nothing is kept before you save.",
)


@dataclass(frozen=True)
class Incoming:
    """The chosen file; ``digest`` is the sha256 of its content."""

    name: str
    content: bytes
    digest: str


def choose(lang: Lang) -> Incoming | None:
    """Draw the file chooser and return the file, None as long as there is none."""
    with st.container(border=True):
        st.subheader(_TITLE.say(lang), anchor=False)
        st.file_uploader(_LABEL.say(lang), type=KINDS, key=_chooser(), help=_HELP.say(lang))
    return incoming()


def incoming() -> Incoming | None:
    """Return the file in the chooser; also for callbacks, which run before the page."""
    held = session.recall(_chooser())
    if held is None:
        return None
    content = bytes(held.getvalue())
    return Incoming(unicodedata.normalize("NFC", held.name), content, hashlib.sha256(content).hexdigest())


def finish(file: Incoming) -> None:
    """Empty the chooser and forget the decisions about the file, so that its memory is freed."""
    session.forget(f"{PREFIX}{file.digest}")
    session.remember(PREFIX + "turn", session.recall(PREFIX + "turn", 0) + 1)


def choice(file: Incoming) -> Choice:
    """Return what the analyst decided about this file so far."""
    decided: Choice = session.recall(_decided(file), Choice())
    return decided


def decide(file: Incoming, **changes: Any) -> None:
    """Remember a decision; another kind, sheet or header starts the matching anew."""
    if changes.keys() & {"source", "sheet", "header_row"}:
        changes.setdefault("columns", {})
        session.forget(f"{PREFIX}{file.digest}:field:")
    session.remember(_decided(file), replace(choice(file), **changes))


def read(file: Incoming) -> Checked:
    """Return the check of this file under the decisions so far, computed once for each state of the store."""
    store, decided = office.own_store(), choice(file)
    key = ("checked", str(store.url), store.revision(), file.digest, file.name, repr(decided))
    return session.keep(key, lambda: check(store, file.content, file.name, choice=decided, now=session.now()))


def _chooser() -> str:
    return f"chooser:{session.recall(PREFIX + 'turn', 0)}"


def _decided(file: Incoming) -> str:
    return f"{PREFIX}{file.digest}:choice"
