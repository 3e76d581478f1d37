"""Names that no register knows: which registered one they stand for, or that they are new."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from kpi.core.errors import Finding
from kpi.core.text import Lang, Text
from pages.parts import intake, office, session
from pages.parts.intake import Incoming
from pages.parts.words import plain
from services.check import Checked
from services.decisions import NAME_CODES, effective

SHOWN_AT_ONCE = 40
NEW = ""

_TITLE = {
    "unknown_department": Text(
        "등록되지 않은 부서입니다. 무엇인가요?", "These departments are not registered. What are they?"
    ),
    "several_departments": Text(
        "부서 하나가 아니라 여러 부서나 전체를 뜻하는 이름입니다. 어떻게 읽을까요?",
        "These names say several departments, or all of them. How are they to be read?",
    ),
    "similar_department": Text(
        "다른 부서와 이름이 거의 같습니다. 같은 부서인가요?",
        "These names are almost the same as another. Are they the same department?",
    ),
    "similar_task": Text(
        "등록된 업무와 이름이 비슷합니다. 같은 업무인가요?", "These tasks look like registered ones. Are they the same?"
    ),
}
_CAPTION = {
    "unknown_department": Text(
        "이름만 바뀌었거나 다르게 적힌 부서는 등록된 부서를 고르세요. 해마다 이어집니다.",
        "Choose the registered department where only the name changed or is spelled otherwise: its years stay together.",
    ),
    "several_departments": Text(
        "부서별로 행을 나누어 다시 올리는 것이 가장 좋습니다. 기관 전체의 값이면 그 칸을 비우세요(집계표는 '합계').",
        "Best give each department its own row and upload the file again. For the whole organisation clear the cell ('total' "
        "in a table of sums).",
    ),
    "similar_department": Text(
        "잘못 적은 이름이면 맞는 이름으로 읽습니다. 그대로 두면 서로 다른 부서로 나뉩니다.",
        "A slip of the pen is read as the right name; left alone, they are kept as two departments.",
    ),
    "similar_task": Text(
        "같은 업무인데 새 이름으로 두면 앞 해와 비교할 수 없습니다.",
        "Under a new name the same task cannot be compared with the years before.",
    ),
}
_SAME = Text("'{name}' 이름으로 읽기", "the same as '{name}'")
_NEW = {
    "unknown_department": Text("새 부서로 등록", "a new department: register it"),
    "several_departments": Text("이 이름의 한 부서로 등록", "register it as one department of this name"),
    "similar_department": Text("서로 다른 부서", "another department"),
    "similar_task": Text("다른 업무(새 이름 그대로)", "another task (keep the new name)"),
}
_CHOSEN_FROM_ALL = "unknown_department"
"""The names whose answer may be any registered one; of the others the nearest names are all there is."""
_ALL_NEW = Text("고르지 않은 부서는 모두 새 부서로 등록", "Register all departments left open as new")
_ROWS = Text("{n}행", "rows: {n}")
_MORE = Text("나머지 {n}개는 답한 뒤에 나옵니다.", "{n} more follow after these.")
_CHOOSE = Text("고르세요", "Choose")


def asked(checked: Checked) -> tuple[Finding, ...]:
    """Return the findings about names that are to be reviewed, each with its nearest names."""
    decided = effective(checked).same_as
    return tuple(
        finding
        for finding in checked.findings
        if finding.code in NAME_CODES and finding.value and (NAME_CODES[finding.code], finding.value) not in decided
    )


def draw(file: Incoming, unknown: Sequence[Finding], lang: Lang) -> None:
    """Draw a list of answers for every unknown name."""
    for code in _TITLE:
        of_code = [finding for finding in unknown if finding.code == code]
        if not of_code:
            continue
        st.markdown(f"#### {_TITLE[code].say(lang)}")
        st.caption(_CAPTION[code].say(lang))
        if code == _CHOSEN_FROM_ALL:
            known = office.registered("department")
            with st.grid(3, min_column_width=250, gap="small"):
                for finding in of_code[:SHOWN_AT_ONCE]:
                    _name(file, finding, known, lang)
        else:
            for finding in of_code[:SHOWN_AT_ONCE]:
                _same_or_not(file, finding, lang)
        if len(of_code) > SHOWN_AT_ONCE:
            st.caption(_MORE.say(lang, n=len(of_code) - SHOWN_AT_ONCE))
        if code == _CHOSEN_FROM_ALL:
            st.checkbox(_ALL_NEW.say(lang), key=_key(file, "all_new"))


def taken(file: Incoming, unknown: Sequence[Finding]) -> dict[str, Any]:
    """Return the decisions that the answers make; a name that stands for itself is new."""
    all_new = session.recall(_key(file, "all_new"))
    same: dict[tuple[str, str], str] = {}
    for finding in unknown:
        kind = NAME_CODES[finding.code]
        answer = session.recall(_answer_key(file, finding))
        if answer is None and all_new and finding.code == _CHOSEN_FROM_ALL:
            answer = NEW
        if answer is not None:
            same[kind, finding.value] = answer or finding.value
    return {"same_as": {**intake.choice(file).same_as, **same}} if same else {}


def _same_or_not(file: Incoming, finding: Finding, lang: Lang) -> None:
    """Draw the few answers about a name that is almost another's: one click each."""
    st.radio(
        _label(finding, lang),
        [*finding.choices, NEW],
        index=None,
        horizontal=True,
        key=_answer_key(file, finding),
        format_func=lambda name: (_NEW[finding.code] if name == NEW else _SAME).say(lang, name=plain(name)),
    )


def _name(file: Incoming, finding: Finding, known: Sequence[str], lang: Lang) -> None:
    near = list(finding.choices)
    options = [*near, NEW, *(name for name in known if name not in near)]
    st.selectbox(
        _label(finding, lang),
        options,
        index=None,
        key=_answer_key(file, finding),
        placeholder=_CHOOSE.say(lang),
        format_func=lambda name: (_NEW[finding.code] if name == NEW else _SAME).say(lang, name=name),
    )


def _label(finding: Finding, lang: Lang) -> str:
    return f"{plain(finding.value)} · {_ROWS.say(lang, n=f'{finding.count:,}')}"


def _answer_key(file: Incoming, finding: Finding) -> str:
    return _key(file, f"{NAME_CODES[finding.code]}:{finding.value}")


def _key(file: Incoming, name: str) -> str:
    return f"{intake.PREFIX}{file.digest}:ask:name:{name}"
