"""Result rows as a table of words and numbers, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from charts.display import Display, display
from kpi.core import formats
from kpi.core.indicator import VERDICTS, Indicator
from kpi.core.text import Lang, Text
from kpi.sentences.result import reasons
from kpi.sentences.rows import coverage_name, notes_of, period_of, value_of
from pages.parts import remarks, sources
from pages.parts.columns import text_column
from services.results import Ask

Row = dict[str, Any]
MOST_ROWS = 10

_PERIOD = Text("기간", "Period")
_DEPARTMENT = Text("부서", "Department")
_VALUE = Text("값", "Value")
_INTERVAL = Text("95% 구간", "95% interval")
_CHANGE = Text("변화", "Change")
_CHANGE_INTERVAL = Text("변화의 95% 구간", "Its interval")
_VERDICT = Text("판정", "Verdict")
_CRUDE = Text("단순 평균 변화", "Crude change")
_INDEX = Text("같은 업무 지수", "Index")
_N = Text("n", "n")
_NOTE = Text("비고", "Note")
_SOURCES = Text("근거 자료", "Sources")
_STALE = Text("재계산 필요", "to recompute")
_OPEN = Text("보기", "open")
_ALT = Text("{name} 표", "Table: {name}")


def rows(found: Sequence[Row], indicator: Indicator, lang: Lang, *, ask: Ask, key: str) -> None:
    """Draw the rows of one indicator; columns without anything in them are left out, notes stand below.

    The last column leads from each row to the uploads it rests on.
    """
    show = display(found, indicator, lang)
    linked = zip(reversed(found), reversed(sources.of_rows(found, ask)), strict=True)
    lines = [
        _line(row, show, lang, stale=stale) | {_SOURCES.say(lang): address or ""} for row, (address, stale) in linked
    ]
    used = [name for name in lines[0] if any(line[name] for line in lines)] if lines else []
    if len({line[_DEPARTMENT.say(lang)] for line in lines}) == 1:
        used = [name for name in used if name != _DEPARTMENT.say(lang)]
    notes = [
        (" ".join(line[name] for name in used[:2] if name in _name(lang)), line[_NOTE.say(lang)]) for line in lines
    ]
    folded = remarks.fold(notes)
    used = [name for name in used if not (folded and name == _NOTE.say(lang))]
    shown = [{name: line[name] for name in used} for line in lines]
    words = {_PERIOD.say(lang), _DEPARTMENT.say(lang), _VERDICT.say(lang), _NOTE.say(lang)}
    st.dataframe(
        shown,
        key=key,
        hide_index=True,
        alt=_ALT.say(lang, name=indicator.name.say(lang)),
        height="content" if len(shown) <= MOST_ROWS else "auto",
        column_config={
            name: text_column(name, (line[name] for line in shown), alignment="left" if name in words else "right")
            for name in used
        }
        | {_SOURCES.say(lang): st.column_config.LinkColumn(display_text=_OPEN.say(lang))},
    )
    if folded:
        remarks.below(notes)


def _name(lang: Lang) -> tuple[str, str]:
    return _PERIOD.say(lang), _DEPARTMENT.say(lang)


def _line(row: Row, show: Display, lang: Lang, *, stale: bool) -> dict[str, str]:
    coverage, index = value_of(row, "coverage"), value_of(row, "index")
    crude, count = value_of(row, "crude_change"), value_of(row, "n")
    return {
        _PERIOD.say(lang): period_of(row).label(lang),
        _DEPARTMENT.say(lang): str(row.get("department") or ""),
        _VALUE.say(lang): show.level(value_of(row)) if value_of(row) is not None else formats.MISSING,
        _INTERVAL.say(lang): show.interval(row, "low", "high"),
        _CHANGE.say(lang): show.change(value_of(row, "change")) if value_of(row, "change") is not None else "",
        _CHANGE_INTERVAL.say(lang): show.interval(row, "change_low", "change_high", signed=True),
        _VERDICT.say(lang): VERDICTS[row["verdict"]].say(lang) if row.get("verdict") in VERDICTS else "",
        _CRUDE.say(lang): show.change(crude) if crude is not None else "",
        _INDEX.say(lang): formats.number(index, 1, lang) if index is not None else "",
        coverage_name(show.indicator).say(lang): f"{formats.number(coverage * 100, 0, lang)}%"
        if coverage is not None
        else "",
        _N.say(lang): formats.number(count, 0, lang) if count is not None else "",
        _NOTE.say(lang): " · ".join(
            said for said in (reasons(notes_of(row), lang), _STALE.say(lang) if stale else "") if said
        ),
    }
