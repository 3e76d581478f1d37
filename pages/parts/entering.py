"""Entries on a page: the table in which they are edited; what an edit would change; saving it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from kpi.core.errors import Finding, UserError
from kpi.core.text import Lang, Text
from pages.parts import draft, findings, office, session
from pages.parts.draft import PREFIX
from pages.parts.words import plain
from services.entered.drafts import Draft, grid, offered, proposal_of, with_edits
from services.entered.edits import Proposal, save
from services.entered.effects import Effects, effects
from services.entered.field import Field, Known
from services.entered.sort import Sort

_HOW = Text(
    "칸을 눌러 고치고, 맨 아래 빈 줄에 새로 적고, 줄 앞을 눌러 지웁니다. 저장하기 전에는 아무것도 바뀌지 않습니다.",
    "Click a cell to change it, add rows in the blank line at the bottom, tick a row to remove it. Nothing changes before you save.",
)
_OTHERS = Text(
    "그동안 다른 사람이 바꾼 것이 있습니다. 고치던 것은 그대로 두었습니다. 저장할 때 같은 항목이면 두 값을 함께 보여 드립니다.",
    "Somebody else saved changes meanwhile. Yours are kept; where both touch the same entry you will see both.",
)
_TRY = Text("무엇이 달라지는지 보기", "See what would change")
_DROP = Text("고친 것 버리기", "Discard my changes")
_TRYING = Text("무엇이 달라지는지 미리 계산하는 중", "Working out what would change")
_SAVE = Text("이대로 저장", "Save")
_SAVED = Text("{n}건을 저장했습니다. 아래 기록에서 되돌릴 수 있습니다.", "Saved: {n}. The history below can undo it.")
_TRIED = Text("미리 계산한 결과이며 아직 저장하지 않았습니다.", "A rehearsal: nothing is saved yet.")
_ENTRIES = Text("바뀌는 항목 {n}건", "Entries that change ({n})")
_NUMBERS = Text("달라지는 연간 수치 {n}건", "Yearly figures that change ({n})")
_SAME = Text("연간 수치는 달라지지 않습니다.", "No yearly figure changes.")
_WHOLE = Text("기관 전체", "All")
_ENTRY_COLUMNS = (Text("항목", "Entry"), Text("지금", "Now"), Text("저장 뒤", "After"))
_NUMBER_COLUMNS = (
    Text("기간", "Period"),
    Text("부서", "Department"),
    Text("지표", "Indicator"),
    Text("무엇", "What"),
    Text("지금", "Now"),
    Text("저장 뒤", "After"),
)
_OWN = Text(
    "시연용 자료가 보이는 동안에도 여기서 적는 것은 내 저장소에 들어갑니다.",
    "Even while the demo is shown, what is entered here goes into your own store.",
)


def said(lang: Lang) -> None:
    """Say once what the last save did, or why it was refused."""
    done, refused = session.recall(f"{PREFIX}done"), session.recall(f"{PREFIX}refused")
    session.forget(f"{PREFIX}done")
    session.forget(f"{PREFIX}refused")
    if done:
        st.success(_SAVED.say(lang, n=done), icon=":material/check_circle:")
    if refused:
        findings.table(refused, lang)


def table(sort: Sort, lang: Lang) -> None:
    """Draw what is in force as a table to edit, and what the edits would change."""
    with st.container(border=True):
        if office.current_scope().demo:
            st.caption(_OWN.say(lang))
        st.caption(sort.usual.say(lang))
        known = draft.known()
        rows, turn = draft.current(sort, lang)
        _editor(sort, rows, known, turn, lang)
        st.caption(_HOW.say(lang))
        edited = with_edits(rows, draft.edits(sort))
        if not edited.untouched and draft.stale(sort):
            st.warning(_OTHERS.say(lang), icon=":material/group:")
        with st.container(horizontal=True, gap="small"):
            st.button(
                _TRY.say(lang),
                key=f"{PREFIX}{sort.id}:try",
                icon=":material/preview:",
                disabled=edited.untouched,
                on_click=_try,
                args=(sort, edited, lang),
            )
            if not edited.untouched:
                with st.container(key="unsaved_entries", width="content"):
                    st.button(
                        _DROP.say(lang),
                        key=f"{PREFIX}{sort.id}:drop",
                        icon=":material/undo:",
                        on_click=draft.drop,
                        args=(sort,),
                    )
        outcome(sort, "table", repr(edited), lang)


def want(sort: Sort, origin: str, mark: str, wanted: Proposal | tuple[Finding, ...]) -> None:
    """Remember what is to be saved, or why it cannot be: ``mark`` tells one edit of an origin from another."""
    session.remember(f"{PREFIX}{sort.id}:wanted", (origin, mark, wanted))


def outcome(sort: Sort, origin: str, mark: str, lang: Lang) -> None:
    """Draw what the remembered edit would change with the button that saves it, or what is wrong with it."""
    held = session.recall(f"{PREFIX}{sort.id}:wanted")
    if held is None or held[:2] != (origin, mark):
        return
    wanted = held[2]
    if not isinstance(wanted, Proposal):
        findings.table(wanted, lang)
        return
    try:
        with st.spinner(_TRYING.say(lang)):
            found = _tried(wanted)
    except UserError as refused:
        findings.table(refused.findings, lang)
        return
    _changes(wanted, found, lang)
    st.button(
        _SAVE.say(lang),
        key=f"{PREFIX}{sort.id}:save:{origin}",
        type="primary",
        icon=":material/save:",
        on_click=_save,
        args=(wanted,),
    )


def _changes(wanted: Proposal, found: Effects, lang: Lang) -> None:
    st.markdown(f"**{_ENTRIES.say(lang, n=len(wanted.said))}**")
    lines = [tuple(text.say(lang) for text in line) for line in wanted.said]
    _listing(_ENTRY_COLUMNS, lines, _ENTRIES.say(lang, n=len(lines)), lang)
    if found.effects:
        st.markdown(f"**{_NUMBERS.say(lang, n=len(found.effects))}**")
        cells = [
            (
                one.period.label(lang),
                one.department or _WHOLE.say(lang),
                *(text.say(lang) for text in (one.name, one.what, one.before, one.after)),
            )
            for one in found.effects
        ]
        _listing(_NUMBER_COLUMNS, cells, _NUMBERS.say(lang, n=len(cells)), lang)
    else:
        st.caption(_SAME.say(lang))
    findings.table((*wanted.findings, *found.findings), lang)
    st.caption(plain(_TRIED.say(lang)))


def _listing(columns: tuple[Text, ...], lines: list[tuple[str, ...]], alt: str, lang: Lang) -> None:
    names = [column.say(lang) for column in columns]
    st.dataframe([dict(zip(names, line, strict=True)) for line in lines], hide_index=True, alt=alt)


def _editor(sort: Sort, rows: Draft, known: Known, turn: int, lang: Lang) -> None:
    cells = grid(rows, known, lang)
    key = f"{PREFIX}{sort.id}:editor:{turn}:{lang}"
    st.data_editor(
        cells,
        key=key,
        num_rows="dynamic",
        hide_index=True,
        alt=sort.name.say(lang),
        placeholder="",
        column_config={field.name: _column(field, list(cells[field.name]), known, lang) for field in sort.fields},
        on_change=session.on_change(key, lambda reported: draft.take(sort, reported)),
    )


def _column(field: Field, values: list[Any], known: Known, lang: Lang) -> Any:
    label, about = field.label.say(lang), field.help.say(lang)
    common: dict[str, Any] = {"label": label, "help": about, "required": field.required}
    if field.shape == "choice":
        default = field.show(field.empty, lang) if not field.required else None
        options = offered(values, field.choices(known, lang))
        return st.column_config.SelectboxColumn(**common, options=options, default=default or None)
    if field.shape == "day":
        return st.column_config.DateColumn(**common, format="YYYY-MM-DD")
    if field.shape == "number":
        return st.column_config.NumberColumn(**common)
    return st.column_config.TextColumn(**common)


def _try(sort: Sort, edited: Draft, lang: Lang) -> None:
    try:
        wanted: Proposal | tuple[Finding, ...] = proposal_of(edited, draft.known(), lang)
    except UserError as refused:
        wanted = refused.findings
    want(sort, "table", repr(edited), wanted)


def _tried(wanted: Proposal) -> Effects:
    store = office.own_store()
    key = ("entering", *draft.state(), repr(wanted.changes))
    return session.keep(key, lambda: effects(store, wanted, who=office.WHO, now=session.now()))


def _save(wanted: Proposal) -> None:
    try:
        save(office.own_store(), wanted, who=office.WHO, now=session.now())
    except UserError as refused:
        session.remember(f"{PREFIX}refused", refused.findings)
        draft.look_again(wanted.sort)
        return
    draft.drop(wanted.sort)
    session.remember(f"{PREFIX}done", len(wanted.changes))
