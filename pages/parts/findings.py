"""What is wrong with a file and what to do, as a table that shows user text as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from kpi.core.errors import Finding, errors_of
from kpi.core.text import Lang, Text

SEVERITIES = {
    "error": Text("● 오류", "● Error"),
    "warning": Text("▲ 경고", "▲ Warning"),
    "note": Text("○ 참고", "○ Note"),
}
_STOPPED = Text("고칠 곳 {n}건", "{n} to put right")
_STOPPED_BODY = Text(
    "오류가 남아 있어 저장할 수 없습니다. 아래 표를 보고 파일이나 열 맞추기를 고치세요. 저장된 것은 없습니다.",
    "Errors remain, so it cannot be saved. Put the file or the matching right; nothing was stored.",
)
_FINE = Text("오류가 없습니다", "No errors found")
_FINE_BODY = Text("경고 {warnings}건, 참고 {notes}건.", "{warnings} warnings, {notes} notes.")
_COLUMNS = {
    "severity": Text("정도", "Severity"),
    "what": Text("내용과 할 일", "What, and what to do"),
    "sheet": Text("시트", "Sheet"),
    "row": Text("행", "Row"),
    "column": Text("열", "Column"),
    "value": Text("값", "Value"),
    "count": Text("건수", "Count"),
}
_ALT = Text("파일에서 찾은 문제의 목록", "List of what was found in the file")
MOST_ROWS = 9
WIDTH_OF_MESSAGES = 560
"""Pixels; with the other columns narrow a message and what to do fit a desk's width."""


def verdict(findings: Sequence[Finding], lang: Lang, *, ok: bool) -> None:
    """Say whether the file can be saved, in one box."""
    if ok:
        counts = {kind: sum(item.severity == kind for item in findings) for kind in ("warning", "note")}
        body = _FINE_BODY.say(lang, warnings=counts["warning"], notes=counts["note"])
        st.success(body, title=_FINE.say(lang), icon=":material/check_circle:")
    else:
        stopping = sum(item.count for item in errors_of(findings))
        st.error(_STOPPED_BODY.say(lang), title=_STOPPED.say(lang, n=stopping), icon=":material/error:")


def table(findings: Sequence[Finding], lang: Lang) -> None:
    """Draw the findings, errors first; nothing for none."""
    if not findings:
        return
    order = list(SEVERITIES)
    rows = [_row(item, lang) for item in sorted(findings, key=lambda item: order.index(item.severity))]
    names = {name: text.say(lang) for name, text in _COLUMNS.items()}
    used = [key for key in _COLUMNS if key in ("severity", "what") or any(row[key] for row in rows)]
    shown = [{names[key]: row[key] for key in used} for row in rows]
    st.dataframe(
        shown,
        hide_index=True,
        alt=_ALT.say(lang),
        height="content" if len(shown) <= MOST_ROWS else "auto",
        column_config={
            names["severity"]: st.column_config.TextColumn(width="small"),
            names["what"]: st.column_config.TextColumn(width=WIDTH_OF_MESSAGES),
            names["sheet"]: st.column_config.TextColumn(width="small"),
            names["row"]: st.column_config.TextColumn(width="small"),
            names["count"]: st.column_config.TextColumn(width="small", alignment="right"),
        },
    )


def _row(item: Finding, lang: Lang) -> dict[str, Any]:
    rows = ", ".join(str(row) for row in item.rows[:5]) or ("" if item.row is None else str(item.row))
    return {
        "severity": SEVERITIES[item.severity].say(lang),
        "what": item.say(lang),
        "sheet": item.sheet,
        "row": rows + (" …" if len(item.rows) > 5 else ""),
        "column": item.column,
        "value": item.value,
        "count": str(item.count) if item.count > 1 else "",
    }
