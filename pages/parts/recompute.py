"""Figures that were made with other days off or earlier loaders: what recomputing would change, and doing it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import streamlit as st

from kpi.core.errors import UserError
from kpi.core.text import Lang, Text
from pages.parts import findings, office, session
from pages.parts.words import plain
from services.history import entries
from services.rebuild import Rebuild, preview_rebuild, rebuild
from services.rebuild_said import rebuild_lines

PREFIX = "recompute:"
MOST_LINES = 30
_STALE = Text(
    "자료 {n}개({ids}번)의 값이 지금의 휴일이나 읽는 방법과 다르게 계산되어 있습니다.",
    "The figures of {n} uploads (no. {ids}) were made with other days off, or read in another way, than now.",
)
_LOOK = Text("무엇이 바뀌는지 보기", "See what would change")
_DO = Text("다시 계산해 저장", "Recompute and store")
_NOT_NOW = Text("그만두기", "Not now")
_AT = Text("저장한 행에서 다시 계산하는 중: {done}/{of}", "Recomputing from the kept rows: {done} of {of}")
_MORE = Text("그 밖에 {n}줄", "and {n} more lines")


def offer(lang: Lang) -> None:
    """Draw which uploads are to be recomputed, what that would change, and the button that does it; nothing for none."""
    asked = session.recall(f"{PREFIX}asked")
    if asked == "do":
        _do(lang)
    _refusal(lang)
    stale = [str(entry.upload.id) for entry in entries(office.store()) if entry.stale]
    if not stale or office.current_scope().demo:
        return
    with st.container(border=True, key="recompute"):
        st.warning(_STALE.say(lang, n=len(stale), ids=", ".join(stale[:20])), icon=":material/update:")
        if asked != "look":
            _button(_LOOK, "look", lang, icon=":material/preview:")
            return
        _lines(_tried(lang), lang, saved=False)
        with st.container(horizontal=True, gap="small"):
            _button(_DO, "do", lang, icon=":material/calculate:", primary=True)
            _button(_NOT_NOW, "", lang, icon=":material/close:")


def _tried(lang: Lang) -> Rebuild:
    """Return what recomputing would change, worked out once for a state of the store."""
    key, revision = f"{PREFIX}tried", office.own_store().revision()
    known = session.recall(key)
    if known is None or known[0] != revision:
        known = (revision, _with_progress(lang, preview_rebuild))
        session.remember(key, known)
    tried: Rebuild = known[1]
    return tried


def _do(lang: Lang) -> None:
    session.remember(f"{PREFIX}asked", "")
    try:
        done = _with_progress(lang, rebuild)
    except UserError as refused:
        session.remember(f"{PREFIX}refused", refused.findings)
        return
    _lines(done, lang, saved=True)


def _with_progress(lang: Lang, work: Callable[..., Rebuild]) -> Rebuild:
    bar = st.progress(0.0)

    def told(done: int, of: int) -> None:
        bar.progress(done / of if of else 1.0, text=_AT.say(lang, done=done, of=of))

    done = work(office.own_store(), who=office.WHO, now=session.now(), which="stale", progress=told)
    bar.empty()
    return done


def _lines(done: Rebuild, lang: Lang, *, saved: bool) -> None:
    lines = rebuild_lines(done, saved=saved, lang=lang)
    st.markdown("\n".join(f"- {plain(said)}" for said in lines[:MOST_LINES]))
    if len(lines) > MOST_LINES:
        st.caption(_MORE.say(lang, n=len(lines) - MOST_LINES))
    findings.table(done.left, lang)


def _refusal(lang: Lang) -> None:
    refused = session.recall(f"{PREFIX}refused")
    session.forget(f"{PREFIX}refused")
    if refused:
        findings.table(refused, lang)


def _button(word: Text, asked: str, lang: Lang, *, icon: str, primary: bool = False) -> None:
    kind: Literal["primary", "secondary"] = "primary" if primary else "secondary"
    st.button(word.say(lang), key=f"{PREFIX}{asked or 'none'}", icon=icon, type=kind, on_click=_ask, args=(asked,))


def _ask(asked: str) -> None:
    session.remember(f"{PREFIX}asked", asked)
