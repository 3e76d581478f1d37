"""What is wrong with a file and what to do: a verdict, and a list that wraps, is searched, and shows user text as it is."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from kpi.core.errors import Finding, Severity, errors_of
from kpi.core.text import Lang, Text
from pages.parts.words import on_page
from services.checked import Checked
from services.findings import SEVERITIES, Group, filtered, grouped

SHOWN_AT_FIRST = 12
SEARCHED_FROM = 6
"""So many lines need a search; fewer can be read."""
SHOWN_PLACES = 4
_MARKS: dict[Severity, str] = {"error": "●", "warning": "▲", "note": "○"}
_STOPPED = Text("고칠 곳 {n}건", "To put right: {n}")
_STOPPED_BODY = Text(
    "오류가 남아 있어 저장할 수 없습니다. 아래를 보고 파일이나 열 맞추기를 고치세요. 저장된 것은 없습니다.",
    "Errors remain, so it cannot be saved. Put the file or the matching right; nothing was stored.",
)
_UNREAD = Text("읽지 못한 파일입니다", "The file could not be read")
_UNREAD_BODY = Text(
    "아래 까닭을 보고 파일을 바로잡거나 다른 파일을 고르세요. 저장된 것은 없습니다.",
    "See why below, then put the file right or choose another one; nothing was stored.",
)
_ASKED = Text("답을 기다립니다", "Waiting for your answer")
_ASKED_BODY = Text(
    "위의 질문 {n}개에 답하면 다시 확인합니다. 저장된 것은 없습니다.",
    "Questions above: {n}. Answer them and the file is checked again; nothing was stored.",
)
_REFUSED = Text("저장할 수 없습니다", "It cannot be saved")
_REFUSED_BODY = Text("파일은 읽었지만 저장할 수 없습니다.", "The file was read, but cannot be saved.")
_FINE = Text("오류가 없습니다", "No errors found")
_FINE_BODY = Text("주의 {warnings}건, 참고 {notes}건.", "Warnings: {warnings}, notes: {notes}.")
_SHEET = Text("시트 '{sheet}'", "sheet '{sheet}'")
_COLUMN = Text("'{column}' 열", "column '{column}'")
_CELLS = Text("위치 {cells}", "at {cells}")
_VALUES = Text("값 {values}", "value {values}")
_COUNT = Text("모두 {n}건", "{n} in all")
_SEARCH = Text("찾기", "Search")
_SEARCH_HINT = Text("열, 값, 칸, 내용", "column, value, cell, words")
_SEVERITY = Text("정도", "Severity")
_ALL = Text("모두", "all")
_MORE = Text("나머지 {n}개 모두 보기", "Show the other {n}")
_NOTES = Text("참고 {n}가지 보기", "Notes: {n}")
_NO_MATCH = Text("찾는 것이 없습니다.", "Nothing matches.")


def verdict(
    findings: Sequence[Finding], checked: Checked, lang: Lang, *, questions: int = 0, refused: bool = False
) -> None:
    """Say in one box whether the file can be saved, waits for answers, is no table, has errors, or the store refuses it."""
    if checked.ok and not refused:
        counts = {kind: sum(item.severity == kind for item in findings) for kind in ("warning", "note")}
        body = _FINE_BODY.say(lang, warnings=counts["warning"], notes=counts["note"])
        st.success(body, title=_FINE.say(lang), icon=":material/check_circle:")
    elif refused:
        st.error(_REFUSED_BODY.say(lang), title=_REFUSED.say(lang), icon=":material/block:")
    elif questions:
        st.info(_ASKED_BODY.say(lang, n=questions), title=_ASKED.say(lang), icon=":material/help:")
    elif not checked.sheets:
        st.error(_UNREAD_BODY.say(lang), title=_UNREAD.say(lang), icon=":material/block:")
    else:
        stopping = sum(item.count for item in errors_of(findings))
        st.error(_STOPPED_BODY.say(lang), title=_STOPPED.say(lang, n=f"{stopping:,}"), icon=":material/error:")


def table(findings: Sequence[Finding], lang: Lang) -> None:
    """Draw the findings as a list, errors first; nothing for none."""
    if findings:
        _list(grouped(findings), lang)


def panel(findings: Sequence[Finding], lang: Lang, *, key: str) -> None:
    """Draw the findings with what narrows them: severity and words; the rest of a long list, or mere notes, unfold."""
    groups = grouped(findings)
    if groups and all(group.severity == "note" for group in groups):
        with st.expander(_NOTES.say(lang, n=len(groups))):
            _list(groups, lang)
        return
    if len(groups) >= SEARCHED_FROM:
        groups = filtered(groups, *_wanted(groups, lang, key))
        if not groups:
            st.caption(_NO_MATCH.say(lang))
    if groups:
        _list(groups[:SHOWN_AT_FIRST], lang)
    rest = groups[SHOWN_AT_FIRST:]
    if rest:
        with st.expander(_MORE.say(lang, n=len(rest))):
            _list(rest, lang)


def _wanted(groups: Sequence[Group], lang: Lang, key: str) -> tuple[str, str, str]:
    kinds = ["", *(kind for kind in SEVERITIES if any(group.severity == kind for group in groups))]
    counts = {kind: sum(kind in ("", group.severity) for group in groups) for kind in kinds}
    words: dict[str, Text] = {"": _ALL} | {kind: text for kind, text in SEVERITIES.items()}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        severity = st.segmented_control(
            _SEVERITY.say(lang),
            kinds,
            default="",
            required=True,
            key=key + ":severity",
            format_func=lambda kind: f"{words[kind].say(lang)} {counts[kind]}",
            label_visibility="collapsed",
        )
        text = st.text_input(
            _SEARCH.say(lang),
            key=key + ":text",
            placeholder=f"{_SEARCH.say(lang)}: {_SEARCH_HINT.say(lang)}",
            label_visibility="collapsed",
            width=300,
        )
    return severity or "", "", text


def _list(groups: Sequence[Group], lang: Lang) -> None:
    st.html(f'<ul class="findings">{"".join(_item(group, lang) for group in groups)}</ul>')


def _item(group: Group, lang: Lang) -> str:
    word = f"{_MARKS[group.severity]} {SEVERITIES[group.severity].say(lang)}"
    where = f'<div class="where">{escape(_where(group, lang))}</div>' if _where(group, lang) else ""
    sentences = "".join(f"<div>{escape(on_page(sentence))}</div>" for sentence in group.sentences(lang))
    said = f'<div class="said">{sentences}{where}</div>'
    return f'<li class="{group.severity}"><span class="severity">{escape(word)}</span>{said}</li>'


def _where(group: Group, lang: Lang) -> str:
    places = list(dict.fromkeys(place for one in group.examples if (place := one.place(lang))))
    values = list(dict.fromkeys(one.value for one in group.examples if one.value))
    more = " …" if group.count > len(places[:SHOWN_PLACES]) else ""
    parts = [
        group.sheet and _SHEET.say(lang, sheet=group.sheet),
        group.column and _COLUMN.say(lang, column=group.column),
        places and _CELLS.say(lang, cells=", ".join(places[:SHOWN_PLACES]) + more),
        values and _VALUES.say(lang, values=", ".join(f"'{value}'" for value in values[:SHOWN_PLACES])),
        group.count > 1 and _COUNT.say(lang, n=f"{group.count:,}"),
    ]
    return " · ".join(str(part) for part in parts if part)
