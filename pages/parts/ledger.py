"""The list of uploads with what narrows it, page by page; one of them is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from kpi.core import formats
from kpi.core.text import Lang, Text
from pages.parts import findings, ledger_entry, office, session
from pages.parts.words import plain, said_by
from services.history import Entry, UploadState, entries, narrowed, years
from services.history_said import covered, source_name, stale_words
from services.listing import STATES

A_PAGE = 20
PREFIX = "ledger:"
Colour = Literal["green", "blue", "gray", "orange"]
LOOKS: dict[UploadState, tuple[Colour, str]] = {
    "active": ("green", ":material/check_circle:"),
    "partly": ("blue", ":material/layers:"),
    "replaced": ("gray", ":material/history:"),
    "withdrawn": ("orange", ":material/undo:"),
}
_NONE = Text("아직 올린 자료가 없습니다.", "Nothing has been uploaded yet.")
_NO_MATCH = Text("고른 조건에 맞는 자료가 없습니다.", "No upload matches.")
_SOURCE, _YEAR, _STATE = Text("자료 종류", "Kind"), Text("자료의 연도", "Year of the data"), Text("상태", "State")
_ALL = Text("모두", "all")
_STALE = Text("다시 계산할 것", "to recompute")
_ONLY = Text("고른 수치의 근거 자료만 봅니다: {ids}번", "Only what the chosen number rests on: no. {ids}")
_EVERY = Text("모두 보기", "Show all")
_COUNT = Text("자료 {n}개", "Uploads: {n}")
_PAGE = Text("{first}~{last} / {n}", "{first}-{last} of {n}")
_BEFORE, _NEXT = Text("이전", "Previous"), Text("다음", "Next")
_LINE = Text("{id}번 · {source} · {period} · {rows}행", "no. {id} · {source} · {period} · {rows} rows")
_SAVED = Text("{at} {who} 저장", "saved {at} by {who}")
_BY = Text("대체한 자료 {by}번", "replaced by no. {by}")
_OPEN, _CLOSE = Text("자세히", "Details"), Text("닫기", "Close")


def said(lang: Lang) -> None:
    """Draw what the last click did or why it was refused."""
    done, refused = session.recall(ledger_entry.DONE), session.recall(ledger_entry.REFUSED)
    session.forget(ledger_entry.DONE)
    session.forget(ledger_entry.REFUSED)
    if done:
        upload_id, taken = done
        ledger_entry.undo(upload_id, taken, lang)
    if refused:
        findings.table(refused, lang)


def listing(lang: Lang) -> None:
    """Draw the uploads, newest first."""
    every = entries(office.store())
    if not every:
        st.caption(_NONE.say(lang))
        return
    found = _narrowed(every, lang)
    if not found:
        st.caption(_NO_MATCH.say(lang))
        return
    first = _first(len(found))
    with st.container(border=True, gap="xsmall", key="ledger_list"):
        for entry in found[first : first + A_PAGE]:
            _line(entry, lang)
    _turning(first, len(found), lang)


def _narrowed(every: Sequence[Entry], lang: Lang) -> Sequence[Entry]:
    names = {entry.upload.source: source_name(entry.upload, lang) for entry in every}
    known = sorted({year for entry in every for year in years(entry.upload)}, reverse=True)
    words: dict[str, str] = {"": _ALL.say(lang), "stale": _STALE.say(lang)}
    words |= {name: word.say(lang) for name, word in STATES.items()}
    ids = session.selection().uploads
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="ledger_filters"):
        source = _choice(_SOURCE, {"": _ALL.say(lang), **names}, "source", lang)
        year = _choice(_YEAR, {"": _ALL.say(lang), **{str(one): str(one) for one in known}}, "year", lang)
        state = _choice(_STATE, words, "state", lang)
    if ids:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(_ONLY.say(lang, ids=", ".join(map(str, ids))), width="content")
            st.button(_EVERY.say(lang), key=f"{PREFIX}every", type="tertiary", on_click=_show_all)
    return narrowed(every, source=source, year=int(year) if year else None, state=state, ids=ids)


def _choice(label: Text, words: dict[str, str], name: str, lang: Lang) -> str:
    key = f"{PREFIX}{name}"
    chosen = st.selectbox(
        label.say(lang),
        list(words),
        key=key,
        format_func=lambda code: words[code],
        width=210,
        on_change=session.on_change(key, lambda _: session.remember(f"{PREFIX}first", 0)),
    )
    return chosen or ""


def _first(count: int) -> int:
    first = int(session.recall(f"{PREFIX}first", 0))
    return first if first < count else 0


def _line(entry: Entry, lang: Lang) -> None:
    upload = entry.upload
    opened = session.recall(f"{PREFIX}opened") == upload.id
    about = {"id": upload.id, "source": source_name(upload, lang), "period": covered(upload)}
    said = _LINE.say(lang, **about, rows=formats.number(upload.row_count, 0, lang))
    said += f" · {_SAVED.say(lang, at=formats.moment_text(upload.at, lang), who=said_by(upload.who, lang))}"
    said += f" · {_BY.say(lang, by=', '.join(map(str, entry.by)))}" if entry.by else ""
    left, right = st.columns([8, 1.3], vertical_alignment="center", gap="small")
    with left, st.container(gap=None):
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.text(upload.file_name, width="content")
            colour, icon = LOOKS[entry.state]
            st.badge(STATES[entry.state].say(lang), color=colour, icon=icon)
            if entry.stale:
                st.badge(stale_words(entry, lang), color="orange", icon=":material/update:")
        st.caption(plain(said))
    right.button(
        (_CLOSE if opened else _OPEN).say(lang),
        key=f"{PREFIX}open:{upload.id}",
        icon=":material/expand_less:" if opened else ":material/expand_more:",
        width="stretch",
        on_click=_open,
        args=(0 if opened else upload.id,),
    )
    if opened:
        ledger_entry.opened(entry, lang)


def _turning(first: int, count: int, lang: Lang) -> None:
    if count <= A_PAGE:
        st.caption(_COUNT.say(lang, n=count))
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        key, icon = f"{PREFIX}before", ":material/chevron_left:"
        args = (max(first - A_PAGE, 0),)
        st.button(_BEFORE.say(lang), key=key, icon=icon, disabled=first == 0, on_click=_turn, args=args)
        st.caption(_PAGE.say(lang, first=first + 1, last=min(first + A_PAGE, count), n=count), width="content")
        key, icon, last = f"{PREFIX}next", ":material/chevron_right:", first + A_PAGE >= count
        st.button(_NEXT.say(lang), key=key, icon=icon, disabled=last, on_click=_turn, args=(first + A_PAGE,))


def _turn(first: int) -> None:
    session.remember(f"{PREFIX}first", first)


def _open(upload_id: int) -> None:
    session.remember(f"{PREFIX}opened", upload_id)


def _show_all() -> None:
    session.choose(uploads=())
