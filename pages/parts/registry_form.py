"""The form of an edit of a register: the fields of each kind of edit, and the edit that they say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

import streamlit as st

from kpi.core.hierarchy import LEVELS
from kpi.core.organisation import RegisterKind
from kpi.core.text import Lang, Text
from pages.parts import session
from pages.parts.words import plain
from services.registers import Action, Edit, Line

PREFIX = "registers:"
ACTIONS: dict[Action, Text] = {
    "rename": Text("이름 바꾸기", "Rename"),
    "merge": Text("합치기", "Merge"),
    "split": Text("나누기", "Split"),
    "alias": Text("다른 이름 더하기", "Add another name"),
    "unalias": Text("다른 이름 없애기", "Take another name away"),
    "undo": Text("합치기·나누기 취소", "Take a merge or split back"),
    "add": Text("새로 등록", "Register a new one"),
    "reuse": Text("같은 이름을 다른 조직이 씀", "The name now means another unit"),
    "level": Text("단계 정하기", "Set the level"),
    "parent": Text("상위 조직 정하기", "Set what it stands under"),
    "unparent": Text("상위 조직 기록 취소", "Take a parent back"),
}
_OF_DEPARTMENTS: tuple[Action, ...] = ("level", "parent", "unparent")
_UNITS = Text("합쳐진 이름들", "Those that were merged")
_UNIT = Text("이름", "Name")
_CHOSEN = Text("부서", "Departments")
_LEVEL = Text("단계", "Level")
_UNDER = Text("상위 조직", "Stands under")
_NO_LEVEL, _NOBODY = Text("정하지 않음", "not known"), Text("상위 조직 없음", "under none")
_EVER = Text("처음부터(날짜 없이)", "From the beginning (no day)")
_PROPOSED = Text(
    "이름의 끝을 보고 이 단계로 보이는 부서를 골라 두었습니다. 맞는지 확인하세요.",
    "Those whose names end like this level are chosen beforehand: a proposal. Check it.",
)
_RECORD = Text("취소할 기록", "Which entry")
_REUSED = Text("다시 쓰는 이름", "The name")
_FORMER = Text(
    "옛 조직을 부를 이름(비우면 이름 뒤에 날짜)", "What to call the former unit (empty: the name with its last day)"
)
_FIRST = Text("새 조직의 첫날", "First day of the new unit")
_INTO = Text("합쳐진 곳", "Merged into")
_HEIRS = Text("나뉜 곳", "Split into")
_NEW = Text("새 이름", "New name")
_OTHER = Text("다른 이름", "Other name")
_ON = Text("바뀐 날", "Day of the change")
_UNKNOWN = Text("몫을 모름(지난 자료를 잇지 않고 계열이 끊깁니다)", "Shares not known (the series breaks there)")
_SHARE = Text("{name} 몫(%)", "Share of {name} (%)")
_NOTE = Text("근거(규칙, 문서 번호 등)", "Reason (rule, document)")


def actions(kind: RegisterKind, lines: Sequence[Line]) -> list[Action]:
    """Return what can be done with a register."""
    if not lines:
        return ["add"]
    return [action for action in ACTIONS if kind == "department" or action not in _OF_DEPARTMENTS]


def draw(kind: RegisterKind, action: Action, lines: Sequence[Line], lang: Lang) -> Edit | None:
    """Draw the fields of an edit and return it; None as long as something is missing."""
    key = f"{PREFIX}{kind}:{action}:"
    if action in _PLACES:
        return _PLACES[action](lines, key, lang)
    if action == "reuse":
        return _reused(kind, lines, key, lang)
    return _form(kind, action, lines, key, lang)


def _form(kind: RegisterKind, action: Action, lines: Sequence[Line], key: str, lang: Lang) -> Edit | None:
    names = [line.name for line in lines]
    units: list[str] = []
    if action == "merge":
        units = st.multiselect(_UNITS.say(lang), names, key=f"{key}units")
    elif action != "add":
        one = st.selectbox(_UNIT.say(lang), names, key=f"{key}unit", index=None)
        units = [one] if one else []
    name = _name(action, names, key, lang)
    shares = _shares(names, units, key, lang) if action == "split" else {}
    day: dt.date | None = None
    if action in ("rename", "merge", "split", "undo"):
        day = _day(_ON, key, lang)
    note = st.text_input(_NOTE.say(lang), key=f"{key}note") if action in ("merge", "split") else ""
    needs_name = action not in ("split", "undo")
    if action == "add":
        units = [name] if name else []
    if not units or (needs_name and not name) or (action == "split" and not shares):
        return None
    return Edit(kind, action, tuple(units), name, day, None, shares, note, _seen(lines, *units, name, *shares))


def _name(action: Action, names: Sequence[str], key: str, lang: Lang) -> str:
    if action == "merge":
        return st.selectbox(_INTO.say(lang), names, key=f"{key}into", index=None) or ""
    labels: dict[Action, Text] = {"rename": _NEW, "add": _NEW, "alias": _OTHER, "unalias": _OTHER}
    return st.text_input(labels[action].say(lang), key=f"{key}name").strip() if action in labels else ""


def _shares(names: Sequence[str], units: Sequence[str], key: str, lang: Lang) -> dict[str, float | None]:
    heirs = st.multiselect(_HEIRS.say(lang), [name for name in names if name not in units], key=f"{key}heirs")
    if st.checkbox(_UNKNOWN.say(lang), key=f"{key}unknown"):
        return dict.fromkeys(heirs)
    given: dict[str, float | None] = {}
    for heir in heirs:
        label = _SHARE.say(lang, name=plain(heir))
        given[heir] = st.number_input(label, 0.0, 100.0, 100.0 / len(heirs), 5.0, key=f"{key}{heir}:{len(heirs)}") / 100
    return given


def _seen(lines: Sequence[Line], *names: str) -> dict[int, str]:
    return {line.id: line.state for line in lines if line.name in names}


def _day(label: Text, key: str, lang: Lang) -> dt.date:
    first = dt.date(1948, 1, 1)
    return st.date_input(label.say(lang), key=f"{key}on", value=session.now().date(), min_value=first)


def _reused(kind: RegisterKind, lines: Sequence[Line], key: str, lang: Lang) -> Edit | None:
    name = st.text_input(_REUSED.say(lang), key=f"{key}name").strip()
    former = st.text_input(_FORMER.say(lang), key=f"{key}former").strip()
    day = _day(_FIRST, key, lang)
    return Edit(kind, "reuse", (name,), former, day, seen=_seen(lines, name)) if name else None


def _levels(lines: Sequence[Line], key: str, lang: Lang) -> Edit | None:
    words: dict[str, str] = {"": _NO_LEVEL.say(lang), **{code: text.say(lang) for code, text in LEVELS.items()}}
    level = st.selectbox(
        _LEVEL.say(lang),
        list(words)[::-1],
        index=len(LEVELS) - 1,
        key=f"{key}level",
        format_func=lambda code: words[code],
    )
    proposed = [line.name for line in lines if level and line.guess == level]
    units = st.multiselect(_CHOSEN.say(lang), [line.name for line in lines], proposed, key=f"{key}units:{level}")
    if proposed:
        st.caption(_PROPOSED.say(lang))
    return Edit("department", "level", tuple(units), level or "", seen=_seen(lines, *units)) if units else None


def _parents(lines: Sequence[Line], key: str, lang: Lang) -> Edit | None:
    names = [line.name for line in lines]
    units = st.multiselect(_CHOSEN.say(lang), names, key=f"{key}units")
    parent = st.selectbox(
        _UNDER.say(lang),
        ["", *names],
        index=None,
        key=f"{key}under",
        format_func=lambda name: name or _NOBODY.say(lang),
    )
    ever = st.checkbox(_EVER.say(lang), key=f"{key}ever")
    day = None if ever else _day(_ON, key, lang)
    whole = units and parent is not None
    return Edit("department", "parent", tuple(units), parent or "", day, seen=_seen(lines, *units)) if whole else None


def _unparented(lines: Sequence[Line], key: str, lang: Lang) -> Edit | None:
    having = {line.name: line for line in lines if line.parents}
    name = st.selectbox(_UNIT.say(lang), list(having), index=None, key=f"{key}unit")
    if not name:
        return None
    line = having[name]
    place = st.selectbox(
        _RECORD.say(lang), range(len(line.parents)), key=f"{key}{name}", format_func=lambda number: line.parents[number]
    )
    return Edit("department", "unparent", (name,), on=line.since[place or 0], seen=_seen(lines, name))


_PLACES: dict[Action, Callable[[Sequence[Line], str, Lang], Edit | None]] = {
    "level": _levels,
    "parent": _parents,
    "unparent": _unparented,
}
