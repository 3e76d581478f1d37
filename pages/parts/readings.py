"""How a file was read, in one place: what was recognised, what was answered, and the way to change it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import streamlit as st

from kpi.core import formats
from kpi.core.text import Lang, Text
from pages.parts import asking, intake
from pages.parts.intake import Incoming
from pages.parts.words import plain
from services.check import Checked, Choice
from services.decisions import effective, given, in_words, questions

Decision = tuple[str, Text, Callable[[], None] | None]
"""A decision in words, the word on its button, and what takes it back or asks again (None: made last time)."""
SHOWN_SHEETS = 4
FORM_CODES = ("form_remembered", "form_changed")

_TITLE = Text("이렇게 읽었습니다", "Read like this")
_UNKNOWN = Text(
    "아직 무슨 자료인지 모릅니다. 아래에서 자료 종류와 머리글 행을 고르세요.",
    "It is not known yet what this file is. Choose its kind and header row below.",
)
_SHEET = Text("시트 '{sheet}'", "sheet '{sheet}'")
_MORE_SHEETS = Text("그 밖의 시트 {n}개", "{n} more sheets")
_HEADER = Text("머리글 {row}행", "header in row {row}")
_ROWS = Text("{n}행", "{n} rows")
_CHANGE = Text("바꾸기", "Change")
_UNDO = Text("취소", "Undo")
_LEAVE_OUT = Text("읽지 않기", "Do not read it")
_READ_AGAIN = Text("다시 읽기", "Read it again")
_DROPPED = Text("'{column}' 열은 읽지 않음", "column '{column}' is not read")
_HARMLESS = Text("'{column}' 열은 개인정보가 아님", "column '{column}' is not personal")
_FILLED = Text("'{column}' 열의 빈칸은 위의 값으로 채움", "blank cells of column '{column}' are filled from above")
_LEFT = Text("'{column}' 열의 빈칸은 비워 둠", "blank cells of column '{column}' are left blank")
_OTHERWISE = Text("다르게 읽기", "Read it the other way")
_BLANKS = (("fill_down", _FILLED, "leave_blank"), ("leave_blank", _LEFT, "fill_down"))
_SAME = Text("'{name}' 이름은 '{known}' 이름으로 읽음", "'{name}' is read as '{known}'")
_NEW_NAME = Text("'{known}' 이름을 새로 등록함", "'{known}' is registered as new")
_NEW = Text("새 부서를 등록함", "new departments are registered")
_FIX = Text("{place} 칸을 '{value}' 값으로 고쳐 읽음", "cell {place} is read as '{value}'")
_ONE_DEPARTMENT = Text("모두 '{name}' 부서 자료로 읽기", "Read all of it as '{name}'")
_WHOLE = Text("파일 전체를 '{name}' 부서로 읽음", "the whole file is read as department '{name}'")
_FRESH = Text("지난번 양식을 쓰지 않음", "how this form was read last time is not used")
_SWITCHES = {"accept_new": _NEW, "fresh": _FRESH}
_IGNORE = Text("지난번 양식 쓰지 않기", "Do not use last time's form")


def summary(file: Incoming, checked: Checked, lang: Lang) -> None:
    """Draw one line of what the file is, and every decision with the button that changes it."""
    if not checked.sheets:
        return
    with st.container(gap="xsmall", key="readings"):
        st.markdown(f"**{_TITLE.say(lang)}** · {_what(checked, lang)}" if checked.source else _UNKNOWN.say(lang))
        _form(file, checked, lang)
        _department(file, checked, lang)
        for number, (said, label, act) in enumerate(_decisions(file, checked, lang)):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(f":material/check: {plain(said)}", width="content")
                if act is not None:
                    st.button(label.say(lang), key=f"reading:{number}:{said}", type="tertiary", on_click=act)


def _what(checked: Checked, lang: Lang) -> str:
    parts = [plain(checked.source_name.say(lang))] if checked.source_name else []
    sheets = [sheet for sheet in checked.sheets_read or (checked.sheet,) if sheet]
    parts += [plain(_SHEET.say(lang, sheet=sheet)) for sheet in sheets[:SHOWN_SHEETS]]
    parts += [_MORE_SHEETS.say(lang, n=len(sheets) - SHOWN_SHEETS)] if len(sheets) > SHOWN_SHEETS else []
    parts += [_HEADER.say(lang, row=checked.header_row)] if checked.header_row else []
    if checked.batch is not None and len(checked.batch.rows):
        parts.append(_ROWS.say(lang, n=formats.number(len(checked.batch.rows), 0, lang)))
    return " · ".join(parts)


def _form(file: Incoming, checked: Checked, lang: Lang) -> None:
    for finding in checked.findings:
        if finding.code in FORM_CODES:
            icon = ":green[:material/history:]" if finding.code == FORM_CODES[0] else ":orange[:material/difference:]"
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(f"{icon} {plain(finding.say(lang))}", width="content")
                st.button(_IGNORE.say(lang), key="fresh", type="tertiary", on_click=_set, args=(file, {"fresh": True}))


def _department(file: Incoming, checked: Checked, lang: Lang) -> None:
    """Offer the department that title, sheet or file name speaks of; it is never taken for granted.

    Not while it is open which sheets are read, nor where there are several: their names may be other departments.
    """
    if effective(checked).sheets or {"sheets", "sheets_mean"} & {question.name for question in checked.questions}:
        return
    for finding in checked.findings:
        if finding.code == "department_in_title" and finding.choices:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(f":orange[:material/apartment:] {plain(finding.say(lang))}", width="content")
                for name in finding.choices:
                    label = plain(_ONE_DEPARTMENT.say(lang, name=name))
                    st.button(label, key=f"whole:{name}", on_click=_set, args=(file, {"department": name}))


def _decisions(file: Incoming, checked: Checked, lang: Lang) -> Iterator[Decision]:
    for question in questions():
        answers = given(effective(checked), question.name)
        if answers:
            words = ", ".join(in_words(question, answer).say(lang) for answer in answers)
            yield f"{question.text.say(lang)} {words}", _CHANGE, _again(file, question.name)
    if effective(checked).department:
        whole = _WHOLE.say(lang, name=effective(checked).department)
        yield whole, _UNDO, lambda: _set(file, {"department": None})
    yield from _undoable(file, effective(checked), lang)
    for name, said in _SWITCHES.items():
        if getattr(effective(checked), name):
            yield said.say(lang), _UNDO, _off(file, name)


def _undoable(file: Incoming, choice: Choice, lang: Lang) -> Iterator[Decision]:
    for label in choice.drop:
        undo = _without(file, "drop", label)
        act = (_UNDO, undo) if undo else (_READ_AGAIN, _listed(file, "undrop", label))
        yield _DROPPED.say(lang, column=label), *act
    for label in choice.harmless:
        undo = _without(file, "harmless", label)
        act = (_UNDO, undo) if undo else (_LEAVE_OUT, _listed(file, "drop", label))
        yield _HARMLESS.say(lang, column=label), *act
    for name, said, other in _BLANKS:
        for label in getattr(choice, name):
            undo = _without(file, name, label)
            act = (_UNDO, undo) if undo else (_OTHERWISE, _listed(file, other, label))
            yield said.say(lang, column=label), *act
    for pair, known in choice.same_as.items():
        said = _NEW_NAME if known == pair[1] else _SAME
        yield said.say(lang, name=pair[1], known=known), _UNDO, _without(file, "same_as", pair)
    for fix in choice.fixes:
        yield _FIX.say(lang, place=fix.place, value=fix.value), _UNDO, _without(file, "fixes", fix)


def _listed(file: Incoming, name: str, label: str) -> Callable[[], None]:
    """Return what puts a column into a list of the choice, which takes back what was said of it with last time's file."""
    return lambda: intake.decide(file, **{name: (*getattr(intake.choice(file), name), label)})


def _off(file: Incoming, name: str) -> Callable[[], None]:
    return lambda: intake.decide(file, **{name: False})


def _again(file: Incoming, name: str) -> Callable[[], None]:
    return lambda: asking.ask_again(file, name)


def _without(file: Incoming, name: str, gone: object) -> Callable[[], None] | None:
    """Return what takes one decision back, None for one that was made with last time's file."""
    before: Any = getattr(intake.choice(file), name)
    if gone not in before:
        return None

    def act() -> None:
        if isinstance(before, Mapping):
            after: Any = {key: value for key, value in before.items() if key != gone}
        else:
            after = tuple(one for one in before if one != gone)
        intake.decide(file, **{name: after})

    return act


def _set(file: Incoming, changes: Mapping[str, Any]) -> None:
    intake.decide(file, **changes)
