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
    "department": Text("등록되지 않은 부서입니다. 무엇인가요?", "These departments are not registered. What are they?"),
    "task": Text(
        "등록된 업무와 이름이 비슷합니다. 같은 업무인가요?", "These tasks look like registered ones. Are they the same?"
    ),
}
_CAPTION = {
    "department": Text(
        "이름만 바뀌었거나 다르게 적힌 부서는 등록된 부서를 고르세요. 해마다 이어집니다.",
        "Choose the registered department where only the name changed or is spelled otherwise: its years stay together.",
    ),
    "task": Text(
        "같은 업무인데 새 이름으로 두면 앞 해와 비교할 수 없습니다.",
        "Under a new name the same task cannot be compared with the years before.",
    ),
}
_SAME = Text("'{name}' 이름으로 읽기", "the same as '{name}'")
_NEW = {
    "department": Text("새 부서로 등록", "a new department: register it"),
    "task": Text("다른 업무(새 이름 그대로)", "another task (keep the new name)"),
}
_ALL_NEW = Text("고르지 않은 부서는 모두 새 부서로 등록", "Register all departments left open as new")
_ROWS = Text("{n}행", "{n} rows")
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
    for kind in _TITLE:
        of_kind = [finding for finding in unknown if NAME_CODES[finding.code] == kind]
        if not of_kind:
            continue
        st.markdown(f"#### {_TITLE[kind].say(lang)}")
        st.caption(_CAPTION[kind].say(lang))
        known = office.registered("task" if kind == "task" else "department")
        with st.grid(3, min_column_width=250, gap="small"):
            for finding in of_kind[:SHOWN_AT_ONCE]:
                _name(file, finding, kind, known, lang)
        if len(of_kind) > SHOWN_AT_ONCE:
            st.caption(_MORE.say(lang, n=len(of_kind) - SHOWN_AT_ONCE))
        if kind == "department":
            st.checkbox(_ALL_NEW.say(lang), key=_key(file, "all_new"))


def taken(file: Incoming, unknown: Sequence[Finding]) -> dict[str, Any]:
    """Return the decisions that the answers make; a name that stands for itself is new."""
    all_new = session.recall(_key(file, "all_new"))
    same: dict[tuple[str, str], str] = {}
    for finding in unknown:
        kind = NAME_CODES[finding.code]
        answer = session.recall(_key(file, f"{kind}:{finding.value}"))
        if answer is None and all_new and kind == "department":
            answer = NEW
        if answer is not None:
            same[kind, finding.value] = answer or finding.value
    return {"same_as": {**intake.choice(file).same_as, **same}} if same else {}


def _name(file: Incoming, finding: Finding, kind: str, known: Sequence[str], lang: Lang) -> None:
    near = list(finding.choices)
    options = [*near, NEW, *(name for name in known if name not in near)]
    st.selectbox(
        f"{plain(finding.value)} · {_ROWS.say(lang, n=f'{finding.count:,}')}",
        options,
        index=None,
        key=_key(file, f"{kind}:{finding.value}"),
        placeholder=_CHOOSE.say(lang),
        format_func=lambda name: _NEW[kind].say(lang) if name == NEW else _SAME.say(lang, name=name),
    )


def _key(file: Incoming, name: str) -> str:
    return f"{intake.PREFIX}{file.digest}:ask:name:{name}"
