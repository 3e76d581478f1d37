"""The registers on a page: the table, the form of an edit, what it would change, and the edits so far."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kpi.core import formats
from kpi.core.errors import UserError
from kpi.core.hierarchy import LEVELS
from kpi.core.organisation import RegisterKind
from kpi.core.text import Lang, Text
from pages.parts import findings, office, registry_form, session
from pages.parts.registry_form import PREFIX
from pages.parts.words import said_by
from services import registers
from services.doubts import outdated_facts
from services.registers import Action, Edit, Line
from services.rehearsed import Change
from services.twice import counted_twice

_KINDS: dict[RegisterKind, Text] = {"department": Text("부서", "Departments"), "task": Text("업무", "Tasks")}
_KIND = Text("명부", "Register")
_COLUMNS = (
    Text("이름", "Name"),
    Text("단계", "Level"),
    Text("상위 조직", "Stands under"),
    Text("다른 이름(쓴 기간)", "Other names (when)"),
    Text("넘겨준 곳", "Handed over to"),
    Text("넘겨받은 곳", "Took over from"),
    Text("상태", "State"),
)
_STATES = (Text("있음", "at work"), Text("없어짐", "ended"))
_GUESS = Text("{level}(이름으로 추정)", "{level} (by its name)")
_NONE = Text(
    "아직 등록된 이름이 없습니다. 자료를 올리면 그 이름이 등록되고, 아래에서 미리 등록할 수도 있습니다.",
    "Nothing is registered yet. Uploads register their names; you can also add them below.",
)
_EDIT = Text("명부 고치기", "Change the register")
_ACTION = Text("무엇을", "What")
_TRY = Text("무엇이 달라지는지 보기", "See what would change")
_TRYING = Text("무엇이 달라지는지 미리 계산하는 중", "Working out what would change")
_SAVE = Text("이대로 저장", "Save")
_TRIED = Text("미리 계산한 결과이며 아직 저장하지 않았습니다.", "A rehearsal: nothing is saved yet.")
_SAME = Text("부서별 연간 대표 지표는 달라지지 않습니다.", "No yearly headline number of a department changes.")
_CHANGES = Text("달라지는 대표 지표(부서별, 연간)", "Headline numbers that change (departments, yearly)")
_CHANGE_COLUMNS = (
    Text("기간", "Period"),
    Text("부서", "Department"),
    Text("지표", "Indicator"),
    Text("지금", "Now"),
    Text("저장 뒤", "After"),
)
_SAVED = Text(
    "명부를 고쳤습니다. 잘못했으면 '취소'로 되돌릴 수 있습니다.",
    "The register was changed; a mistake can be taken back.",
)
_HISTORY = Text("고친 기록 {n}건", "Edits ({n})")
_HISTORY_COLUMNS = (Text("때", "When"), Text("누가", "Who"), Text("무엇을", "What"), Text("내용", "Detail"))


def chosen_kind(lang: Lang) -> RegisterKind:
    """Draw the choice between departments and tasks and return it."""
    kind: RegisterKind | None = st.segmented_control(
        _KIND.say(lang),
        list(_KINDS),
        default="department",
        required=True,
        key=f"{PREFIX}kind",
        format_func=lambda code: _KINDS[code].say(lang),
        label_visibility="collapsed",
        on_change=lambda: session.forget(f"{PREFIX}wanted"),
    )
    return kind or "department"


def said(lang: Lang) -> None:
    """Say once what the last edit did, or why it was refused."""
    done, refused = session.recall(f"{PREFIX}done"), session.recall(f"{PREFIX}refused")
    session.forget(f"{PREFIX}done")
    session.forget(f"{PREFIX}refused")
    if done:
        st.success(_SAVED.say(lang), icon=":material/check_circle:")
    if refused:
        findings.table(refused, lang)


def listing(kind: RegisterKind, lang: Lang) -> None:
    """Draw the register as a table."""
    lines = registers.lines(office.own_store(), kind)
    if not lines:
        st.caption(_NONE.say(lang))
        return
    names = [column.say(lang) for column in _COLUMNS]
    rows = [dict(zip(names, _line(line, lang), strict=True)) for line in lines]
    used = [name for name in names if any(row[name] for row in rows)]
    shown = [{name: row[name] for name in used} for row in rows]
    st.dataframe(shown, hide_index=True, alt=_KINDS[kind].say(lang))
    store = office.own_store()
    key = ("doubts", str(store.url), store.revision(), kind)
    doubts = session.keep(
        key, lambda: outdated_facts(store, kind) + (counted_twice(store) if kind == "department" else ())
    )
    if doubts:
        findings.table(doubts, lang)


def editing(kind: RegisterKind, lang: Lang) -> None:
    """Draw the form of an edit; once it was tried out, what it would change and the button that saves."""
    lines = registers.lines(office.own_store(), kind)
    with st.container(border=True):
        st.subheader(_EDIT.say(lang), anchor=False)
        action: Action = st.selectbox(
            _ACTION.say(lang),
            registry_form.actions(kind, lines),
            key=f"{PREFIX}{kind}:action",
            format_func=lambda code: registry_form.ACTIONS[code].say(lang),
        )
        wanted = registry_form.draw(kind, action, lines, lang)
        st.button(
            _TRY.say(lang),
            key=f"{PREFIX}try",
            icon=":material/preview:",
            disabled=wanted is None,
            on_click=session.remember,
            args=(f"{PREFIX}wanted", wanted),
        )
        held = session.recall(f"{PREFIX}wanted")
        if wanted is not None and held is not None and _alike(held, wanted):
            _outcome(held, lang)


def history(kind: RegisterKind, lang: Lang) -> None:
    """Draw the edits so far, newest first."""
    entries = registers.history(office.own_store(), kind)
    names = [column.say(lang) for column in _HISTORY_COLUMNS]
    with st.expander(_HISTORY.say(lang, n=len(entries))):
        cells = [
            (
                formats.moment_text(entry["at"], lang),
                said_by(entry["who"], lang),
                registers.DEEDS[entry["action"]].say(lang) if entry["action"] in registers.DEEDS else entry["action"],
                registers.detail_line(entry["detail"]),
            )
            for entry in entries
        ]
        st.dataframe([dict(zip(names, row, strict=True)) for row in cells], hide_index=True)


def _alike(one: Edit, other: Edit) -> bool:
    """Return whether two edits ask for the same, whatever was seen meanwhile."""
    return {**vars(one), "seen": None} == {**vars(other), "seen": None}


def _outcome(wanted: Edit, lang: Lang) -> None:
    try:
        with st.spinner(_TRYING.say(lang)):
            changes = _tried(wanted)
    except UserError as refused:
        findings.table(refused.findings, lang)
        return
    changed(changes, lang)
    st.button(
        _SAVE.say(lang), key=f"{PREFIX}save", type="primary", icon=":material/save:", on_click=_save, args=(wanted,)
    )


def changed(changes: Sequence[Change], lang: Lang) -> None:
    """Draw the numbers that an edit would change, and that nothing is saved yet."""
    if changes:
        st.markdown(f"**{_CHANGES.say(lang)}**")
        names = [column.say(lang) for column in _CHANGE_COLUMNS]
        rows = [dict(zip(names, _cells(change, lang), strict=True)) for change in changes]
        st.dataframe(rows, hide_index=True, alt=_CHANGES.say(lang))
    else:
        st.caption(_SAME.say(lang))
    st.caption(_TRIED.say(lang))


def _tried(wanted: Edit) -> tuple[Change, ...]:
    store = office.own_store()
    key = ("register", str(store.url), store.revision(), repr(wanted))
    return session.keep(key, lambda: registers.preview(store, wanted, who=office.WHO, now=session.now()))


def _cells(change: Change, lang: Lang) -> tuple[str, ...]:
    before, after = (formats.quantity(one, change.indicator, lang) for one in (change.before, change.after))
    return change.period.label(lang), change.department, change.indicator.name.say(lang), before, after


def _save(wanted: Edit) -> None:
    try:
        registers.edit(office.own_store(), wanted, who=office.WHO, now=session.now())
    except UserError as refused:
        session.remember(f"{PREFIX}refused", refused.findings)
        return
    session.forget(f"{PREFIX}wanted")
    session.remember(f"{PREFIX}done", wanted.action)


def _line(line: Line, lang: Lang) -> tuple[str, ...]:
    level = (
        LEVELS[line.level].say(lang)
        if line.level
        else _GUESS.say(lang, level=LEVELS[line.guess].say(lang))
        if line.guess
        else ""
    )
    lists = (", ".join(part) for part in (line.aliases, line.successors, line.predecessors))
    return line.name, level, line.parent, *lists, _STATES[line.gone].say(lang)
