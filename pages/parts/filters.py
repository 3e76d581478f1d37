"""The one-line filter bar. The selection is the truth; the widgets only show and change it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kpi.core.indicator import PILLARS, Indicator
from kpi.core.periods import MONTHS
from kpi.core.text import Lang, Text
from pages.parts import chips, office, organisation, session
from pages.parts.words import plain

_INDICATOR = Text("지표", "Indicator")
_DROPPED = Text(
    "주소에 있는 이름을 찾을 수 없어 전체를 보여 줍니다: {names}",
    "Names in the address were not found, so everything is shown: {names}",
)
_PERIOD = Text("기간", "Period")
_DEPARTMENT = Text("부서", "Department")
_TASK = Text("업무", "Task")
COMPARE = Text("비교", "Compare")
_GRAIN = Text("단위", "Grain")
_ALL_DEPARTMENTS = Text("전체 부서", "All")
_ALL_TASKS = Text("전체 업무", "All")
_PREVIOUS = Text("전년", "Year before")
_BASE = Text("첫해({year}년)", "First year ({year})")
_YEAR = Text("{year}년", "{year}")
_GRAINS = {
    "year": Text("연도별", "By year"),
    "quarter": Text("분기별", "By quarter"),
    "month": Text("월별", "By month"),
}
HELP_COMPARE = Text(
    "변화와 판정을 어느 해와 비교할지 고릅니다. 누적 변화와 지수는 기준연도를 씁니다.",
    "The year that changes and verdicts compare with; index and cumulative change start from it.",
)


def bar(lang: Lang, *, indicators: Sequence[Indicator], looked_at: Indicator) -> None:
    """Draw indicator, period, department, task, comparison, grain and organisation in one line."""
    known, chosen = office.current_scope(), session.selection()
    departments = (*known.departments, *(known.former if chosen.organisation == "reported" else ()))
    with st.container(border=True, key="filters"), st.grid(8, min_column_width=120, gap="xsmall") as grid:
        with grid.cell(column_span=2):
            _indicator(indicators, looked_at, lang)
        with grid.cell():
            _period(known.years, lang)
        with grid.cell():
            _unit("department", departments, _DEPARTMENT.say(lang), _ALL_DEPARTMENTS.say(lang))
        with grid.cell():
            _unit("task", known.tasks, _TASK.say(lang), _ALL_TASKS.say(lang))
        with grid.cell():
            _compare(known.years, lang)
        with grid.cell():
            _grain(lang)
        with grid.cell():
            organisation.choice(known.levels, lang)
    # One place whatever stands in it: charts below that moved by one place would all be drawn anew in the browser.
    with st.container(gap="xsmall"):
        chips.row(lang)
        organisation.explained(lang)


def dropped(names: Sequence[str], lang: Lang) -> None:
    """Say that a link named departments or tasks that are not there."""
    if names:
        st.warning(_DROPPED.say(lang, names=", ".join(plain(name) for name in names)), icon=":material/link_off:")


def _indicator(indicators: Sequence[Indicator], looked_at: Indicator, lang: Lang) -> None:
    key = "indicator"
    words = {item.id: f"{PILLARS[item.pillar].say(lang)} · {item.name.say(lang)}" for item in indicators}
    session.remember(key, looked_at.id)
    st.selectbox(
        _INDICATOR.say(lang),
        list(words),
        key=key,
        format_func=lambda code: words.get(code, code),
        on_change=session.on_change(key, lambda code: session.choose(indicator=code or "")),
    )


def _period(years: Sequence[int], lang: Lang) -> None:
    if len(years) < 2:
        st.text_input(_PERIOD.say(lang), value=_YEAR.say(lang, year=years[0]), disabled=True, key="period_only")
        return
    key, chosen = "period", session.selection()
    start = min(max(chosen.start or years[0], years[0]), years[-1])
    session.remember(key, (start, max(start, min(chosen.end or years[-1], years[-1]))))

    def take(span: tuple[int, int]) -> None:
        first, last = span
        session.choose(start=None if first == years[0] else first, end=None if last == years[-1] else last)

    st.slider(_PERIOD.say(lang), years[0], years[-1], key=key, format="%d", on_change=session.on_change(key, take))


def _unit(kind: str, names: Sequence[str], label: str, everything: str) -> None:
    chosen = getattr(session.selection(), kind)
    options = ["", *names] if not chosen or chosen in names else ["", chosen, *names]
    key = f"filter_{kind}"
    session.remember(key, chosen)
    st.selectbox(
        label,
        options,
        key=key,
        format_func=lambda name: name or everything,
        on_change=session.on_change(
            key, lambda name: session.choose(**{kind: name or ""}, opened=None, opened_task="")
        ),
    )


def comparisons(years: Sequence[int], lang: Lang) -> dict[str, str]:
    """Return what changes can be compared with, and how it is called."""
    words = {"previous": _PREVIOUS.say(lang), "base": _BASE.say(lang, year=years[0])}
    return words | {str(year): _YEAR.say(lang, year=year) for year in years[1:]}


def _compare(years: Sequence[int], lang: Lang) -> None:
    chosen, words = session.selection().compare, comparisons(years, lang)
    key = "compare"
    session.remember(key, chosen if chosen in words else "base" if chosen == str(years[0]) else "previous")
    st.selectbox(
        COMPARE.say(lang),
        list(words),
        key=key,
        format_func=lambda code: words[code],
        help=HELP_COMPARE.say(lang),
        on_change=session.on_change(key, lambda code: session.choose(compare=code or "previous")),
    )


def _grain(lang: Lang) -> None:
    key = "grain"
    session.remember(key, session.selection().grain)
    st.selectbox(
        _GRAIN.say(lang),
        list(MONTHS),
        key=key,
        format_func=lambda code: _GRAINS[code].say(lang),
        on_change=session.on_change(key, lambda code: session.choose(grain=code or "year")),
    )
