"""Matching a file's columns to the fields of its source: recognised, and corrected by the analyst."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from kpi.core.text import Lang, Text
from pages.parts import intake, office, session
from pages.parts.intake import Incoming
from pages.parts.words import plain
from services.check import Checked, FieldChoice
from services.decisions import SURE_WORD, effective, how_sure, question_of, reason
from services.templates import source_names

_TITLE = Text("2. 열 맞추기", "2. Match the columns")
_SOURCE = Text("자료 종류", "Kind of data")
_CHOOSE = Text("(고르세요)", "(choose)")
_SHEET = Text("시트", "Sheet")
_HEADER = Text("머리글 행", "Header row")
_UNREAD = Text("(읽지 않음)", "(not read)")
_AS_BEFORE = Text("지난번과 같음", "as last time")
_COLUMNS_UNREAD = Text("읽지 않는 열 {n}개: {labels}", "{n} columns are not read: {labels}")
_MORE = Text("연도·척도·결측값 등 더 정하기", "Year, scale, missing codes and more")
_YEAR = Text("연도(파일에 없을 때)", "Year (if the file has none)")
_LOW = Text("척도: 가장 나쁜 답", "Scale: worst answer")
_HIGH = Text("척도: 가장 좋은 답", "Scale: best answer")
_MISSING = Text("무응답 코드(쉼표로 구분)", "Codes that are no answers (comma)")
_AS_OF = Text("자료 기준일", "As-of date")
_DAY = Text("처리기간 '1일'의 시간", "Hours of a 'day' in durations")
_DEPARTMENT = Text("부서(파일 전체가 한 부서일 때)", "Department (when the whole file is one)")
_NEEDED = Text("필요한 열입니다. 고르세요", "needed: choose its column")
_MISSING_FIELDS = Text("찾지 못한 필요한 열: {names}", "Needed columns that were not found: {names}")
_DOUBTFUL = Text(
    "머리글만으로 확실하지 않은 열이 있습니다. 값을 보고 확인하세요: {names}",
    "The headers do not say these for sure. Look at their values: {names}",
)
_OPTIONAL = Text("읽지 않는 항목 {n}개 보기", "Show {n} fields that are not read")
_SAMPLE = Text("원본 미리보기", "First rows of the file")
SHOWN_LABELS = 12
_SCALED = ("satisfaction_survey", "collaboration_evaluation")


def correct(file: Incoming, checked: Checked, lang: Lang) -> None:
    """Draw kind, sheet, header row, the field of every column, and the other decisions about a file.

    Nothing is drawn for a file that could not be read: there is nothing to match. What is read as last time is folded
    away.
    """
    if not checked.sheets:
        return
    remembered = any(finding.code == "form_remembered" for finding in checked.findings)
    if remembered:
        with st.expander(f"**{_TITLE.say(lang)}** · {_AS_BEFORE.say(lang)}"):
            _matching(file, checked, lang)
        return
    with st.container(border=True):
        st.subheader(_TITLE.say(lang), anchor=False)
        _matching(file, checked, lang)


def _matching(file: Incoming, checked: Checked, lang: Lang) -> None:
    _place(file, checked, lang)
    shown = [item for item in checked.fields if item.required or item.column]
    rest = [item for item in checked.fields if item not in shown]
    _to_look_at(shown, lang)
    _fields(file, shown, checked.labels, lang)
    unread = [label for label in checked.labels if label not in set(checked.mapping.values())]
    if unread:
        more = " …" if len(unread) > SHOWN_LABELS else ""
        labels = plain(", ".join(unread[:SHOWN_LABELS])) + more
        st.caption(
            _COLUMNS_UNREAD.say(lang, n=len(unread), labels=labels), help=plain(", ".join(unread)) if more else None
        )
    if rest:
        with st.expander(_OPTIONAL.say(lang, n=len(rest))):
            _fields(file, rest, checked.labels, lang)
    _more(file, checked, lang)
    if checked.sample:
        with st.expander(_SAMPLE.say(lang), expanded=not checked.source):
            st.dataframe(list(checked.sample), hide_index=True, alt=_SAMPLE.say(lang))


def _place(file: Incoming, checked: Checked, lang: Lang) -> None:
    kind, sheet, header = st.columns([3, 3, 1])
    names = source_names()
    with kind:
        _select(
            file,
            "source",
            _SOURCE.say(lang),
            ["", *names],
            checked.source,
            lambda id: names[id].say(lang) if id else _CHOOSE.say(lang),
        )
    with sheet:
        if any(checked.sheets):
            _select(file, "sheet", _SHEET.say(lang), list(checked.sheets), checked.sheet or checked.sheets[0])
    with header:
        key = _key(file, "header_row")
        session.remember(key, checked.header_row or 1)
        st.number_input(
            _HEADER.say(lang),
            min_value=1,
            key=key,
            on_change=session.on_change(key, lambda row: intake.decide(file, header_row=int(row))),
        )


def _select(
    file: Incoming,
    name: str,
    label: str,
    options: Sequence[str],
    chosen: str,
    words: Callable[[str], str] = str,
    *,
    new: bool = False,
) -> None:
    key = _key(file, name)
    session.remember(key, chosen)
    act = session.on_change(key, lambda value: intake.decide(file, **{name: value or None}))
    st.selectbox(label, list(options), key=key, format_func=words, on_change=act, accept_new_options=new)


def _fields(file: Incoming, items: Sequence[FieldChoice], labels: Sequence[str], lang: Lang) -> None:
    if items:
        with st.grid(4, min_column_width=190, gap="small"):
            for item in items:
                _field(file, item, labels, lang)


def _field(file: Incoming, item: FieldChoice, labels: Sequence[str], lang: Lang) -> None:
    key = f"{intake.PREFIX}{file.digest}:field:{item.field}"
    session.remember(key, item.column)

    def take(column: str | None) -> None:
        intake.decide(file, columns={**intake.choice(file).columns, item.field: column or ""})

    with st.container(gap=None):
        st.selectbox(
            plain(item.label.say(lang)) + (" \\*" if item.required else ""),
            ["", *labels],
            key=key,
            format_func=lambda column: column or _UNREAD.say(lang),
            help=plain(item.help.say(lang)),
            on_change=session.on_change(key, take),
        )
        if item.column:
            st.caption(_sure(item, lang))
        elif item.required:
            st.caption(f":red-badge[:material/error: {_NEEDED.say(lang)}]")


def _sure(item: FieldChoice, lang: Lang) -> str:
    """Return how sure the match is, and why, in words and a colour; what is not sure stands out."""
    word, why = how_sure(item), reason(item)
    if word is SURE_WORD:
        return f":green[● {word.say(lang)}]" + (f" · {why.say(lang)}" if why else "")
    told = f" · {why.say(lang)}" if why and why.say(lang) not in word.say(lang) else ""
    return f":orange-badge[:material/help: {word.say(lang)}]{told}"


def _to_look_at(items: Sequence[FieldChoice], lang: Lang) -> None:
    """Say which columns were not found for sure, and which required ones not at all."""
    doubtful = [item.label.say(lang) for item in items if item.column and how_sure(item) is not SURE_WORD]
    missing = [item.label.say(lang) for item in items if item.required and not item.column]
    if missing:
        st.markdown(f":red[:material/error: {plain(_MISSING_FIELDS.say(lang, names=', '.join(missing)))}]")
    if doubtful:
        st.markdown(f":orange[:material/help: {plain(_DOUBTFUL.say(lang, names=', '.join(doubtful)))}]")


def _more(file: Incoming, checked: Checked, lang: Lang) -> None:
    decided = effective(checked)
    with st.expander(_MORE.say(lang)), st.grid(4, min_column_width=190, gap="small"):
        _number(file, "year", _YEAR.say(lang), decided.year, lambda value: {"year": int(value) if value else None})
        _department(file, decided.department, lang)
        _text(file, "missing", _MISSING.say(lang), ", ".join(decided.missing), lambda text: {"missing": _codes(text)})
        _date(file, decided.as_of, lang)
        if checked.source in _SCALED:
            _scale(file, decided.scale, lang)
        elif checked.source:
            words = question_of("day_hours").answers
            _select(
                file,
                "day_hours",
                _DAY.say(lang),
                ["", *words],
                decided.day_hours or "",
                lambda id: words[id].say(lang) if id else "-",
            )


def _department(file: Incoming, name: str | None, lang: Lang) -> None:
    known = office.registered("department")
    options = ["", *known, *([name] if name and name not in known else [])]
    _select(file, "department", _DEPARTMENT.say(lang), options, name or "", lambda one: one or "-", new=True)


def _scale(file: Incoming, scale: tuple[float, float] | None, lang: Lang) -> None:
    low, high = scale or (None, None)
    _number(file, "low", _LOW.say(lang), low, lambda value: _scale_of(value, _held(file, "high")))
    _number(file, "high", _HIGH.say(lang), high, lambda value: _scale_of(_held(file, "low"), value))


def _scale_of(low: float | None, high: float | None) -> dict[str, Any]:
    known = low is not None and high is not None and low != high
    return {"scale": (float(low or 0), float(high or 0)) if known else None}


def _number(
    file: Incoming, name: str, label: str, value: float | None, change: Callable[[float | None], dict[str, Any]]
) -> None:
    key = _key(file, name)
    if value is not None or session.recall(key) is None:
        session.remember(key, None if value is None else float(value))
    act = session.on_change(key, lambda number: intake.decide(file, **change(number)))
    st.number_input(label, step=1.0, format="%g", key=key, on_change=act)


def _text(file: Incoming, name: str, label: str, value: str, change: Callable[[str], dict[str, Any]]) -> None:
    key = _key(file, name)
    session.remember(key, value)
    st.text_input(
        label, key=key, on_change=session.on_change(key, lambda text: intake.decide(file, **change(text or "")))
    )


def _date(file: Incoming, value: dt.date | None, lang: Lang) -> None:
    key = _key(file, "as_of")
    session.remember(key, value)
    act = session.on_change(key, lambda day: intake.decide(file, as_of=day))
    st.date_input(_AS_OF.say(lang), key=key, on_change=act, format="YYYY-MM-DD")


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code.strip() for code in text.split(",") if code.strip())


def _held(file: Incoming, name: str) -> Any:
    return session.recall(_key(file, name))


def _key(file: Incoming, name: str) -> str:
    return f"{intake.PREFIX}{file.digest}:{name}"
