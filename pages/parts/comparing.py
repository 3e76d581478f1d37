"""Departments or tasks side by side: which, what of them, a panel for each, and the numbers as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

import streamlit as st

from charts.display import display
from kpi.core import formats
from kpi.core.indicator import Indicator, Key
from kpi.core.text import Lang, Text
from kpi.sentences.result import reasons
from kpi.sentences.rows import last_with_value, notes_of, value_of
from pages.parts import cards, detail, empty, figure, figure_table, office, reach, session
from pages.parts.words import plain
from services.pictures import Picture
from services.side_by_side import MOST_PANELS, PANELS

_SIDE = Text("나란히 볼 것", "Side by side")
_SIDES: dict[Key, Text] = {"department": Text("부서", "Departments"), "task": Text("업무", "Tasks")}
_UNITS = Text("고르기(최대 {most}개)", "Which (up to {most})")
_LARGEST = Text("비워 두면 건수나 응답이 많은 {count}개", "Empty: the {count} with the most cases or answers")
_VIEW = Text("보일 값", "Shown")
_VIEWS = {"level": Text("수준", "Level"), "index": Text("지수(기준=100)", "Index (base = 100)")}
_LEGEND = Text(
    "모든 칸의 눈금이 같습니다. 파란 선 실적 · 음영 95% 구간 · 회색 선 전체 · 점선 목표 · ● 개선 · ◆ 악화 · ○ 확인된 변화 없음. "
    "점을 누르면 아래에 상세가 열립니다.",
    "All panels have one scale. Blue: actual · shading: 95% interval · grey: the whole · dashes: target · ● improved · "
    "◆ worsened · ○ no confirmed change. Click a point to open the detail below.",
)
_INDEX_LEGEND = Text(
    "모든 칸의 눈금이 같습니다. 파란 선은 각자의 같은 업무 지수(점선: 기준=100), 회색 선은 전체. 지수는 계산이며 검정이 아닙니다. "
    "점을 누르면 아래에 상세가 열립니다.",
    "All panels have one scale. Blue: the same-task index of each (dotted: base = 100), grey: the whole. The index is "
    "arithmetic, no test. Click a point to open the detail below.",
)
_OTHER_TASKS = Text(
    "부서마다 맡은 업무가 달라 수준은 서로 견줄 수 없습니다. 각자의 지수로 보면 변화를 견줄 수 있습니다.",
    "Departments do different tasks, so their levels cannot be compared; their own index shows who changed.",
)
_NONE = Text("고른 조건에서는 나란히 볼 값이 없습니다.", "There is nothing to put side by side under this selection.")
_NO_DATA = Text("고른 조건에서 자료가 없는 곳: {names}", "Without data under this selection: {names}")
PANEL = (300, 190)


def choice(indicator: Indicator, lang: Lang) -> None:
    """Draw what stands side by side, which of them, and what is shown of them."""
    with st.container(border=True, key="sides"), st.container(horizontal=True, gap="medium"):
        _segments("side", _SIDE, _SIDES, session.selection().side, lang)
        if indicator.same_task:
            _segments("view", _VIEW, _VIEWS, _view(indicator), lang)
        _units(lang)


def panels(indicator: Indicator, lang: Lang) -> None:
    """Draw heading, files and a panel for each department or task."""
    shown = _picture(indicator, lang)
    rows = [row for row in office.rows_of(shown) if row[shown.by]]
    names = list(dict.fromkeys(row[shown.by] for row in rows))
    with st.container(border=True, gap="small", key="panels"):
        if not names:
            if empty.has_file(indicator):
                st.info(_NONE.say(lang), icon=":material/filter_alt_off:")
            else:
                empty.of_indicator(indicator, lang)
            return
        days = reach.last_days(rows, shown.by)

        def by_name() -> None:
            reach.menu(days, by=shown.by, lang=lang, key="multiples", act=lambda name, day: _open(shown, name, day))

        if figure.heading(shown, key="multiples", reached=by_name):
            figure_table.table(shown)
            return
        st.caption((_INDEX_LEGEND if shown.view == "index" else _LEGEND).say(lang))
        if indicator.same_task and shown.by == "department" and shown.view == "level":
            st.caption(f":material/info: {_OTHER_TASKS.say(lang)}")
        with st.grid(4, min_column_width=240, gap="small") as grid:
            for name in sorted(names, key=lambda name: _order(shown.units, name)):
                with grid.container(gap=None):
                    _panel(shown, name, [row for row in rows if row[shown.by] == name], lang)
        missing = [name for name in shown.units if name not in names]
        if missing:
            st.caption(plain(_NO_DATA.say(lang, names=", ".join(missing))))


def _panel(shown: Picture, name: str, rows: Sequence[dict[str, Any]], lang: Lang) -> None:
    indicator, index = shown.definition, shown.view == "index"
    last = last_with_value(rows, "index" if index else "value")
    show = display(office.rows_of(shown), indicator, lang)
    if last is None:
        value = reasons(notes_of(rows[-1]), lang) or formats.MISSING
    else:
        value = formats.number(value_of(last, "index"), 1, lang) if index else show.level(value_of(last))
    tested = last is not None and not index
    badge = cards.badge_words(str((last or {}).get("verdict") or ""), lang) if tested else ""
    st.markdown(f"**{plain(name)}**  \n{plain(value)} {badge}")

    key = f"panel_{shown.by}_{name}_{indicator.id}_{shown.view}"
    figure.clickable(replace(shown, panel=name), key=key, act=lambda event: _open(shown, name, event[1]))


def _open(shown: Picture, name: str, day: str) -> None:
    detail.open_unit(name if shown.by == "department" else "", day, task=name if shown.by == "task" else "")


def _order(chosen: Sequence[str], name: str) -> tuple[int, str]:
    return (chosen.index(name) if name in chosen else len(chosen), name)


def _picture(indicator: Indicator, lang: Lang) -> Picture:
    chosen = session.selection()
    changes: dict[str, Any] = {"keys": (chosen.side,), chosen.side: None}
    made = figure.picture("multiples", indicator, lang, size=PANEL, **changes)
    return replace(made, units=chosen.units, view=cast(Any, _view(indicator)))


def _view(indicator: Indicator) -> str:
    chosen = session.selection()
    if not indicator.same_task:
        return "level"
    return chosen.view or ("index" if chosen.side == "department" else "level")


def _segments(field: str, label: Text, words: Any, chosen: str, lang: Lang) -> None:
    key = f"compare_{field}"
    session.remember(key, chosen)

    def take(code: str) -> None:
        session.choose(**{field: code} | ({"units": (), "view": "", "opened": None} if field == "side" else {}))

    st.segmented_control(
        label.say(lang),
        list(words),
        key=key,
        format_func=lambda code: words[code].say(lang),
        required=True,
        width="content",
        on_change=session.on_change(key, take),
    )


def _units(lang: Lang) -> None:
    chosen, known, key = session.selection(), office.current_scope(), "compare_units"
    names = known.departments if chosen.side == "department" else known.tasks
    session.remember(key, list(chosen.units))
    st.multiselect(
        _UNITS.say(lang, most=MOST_PANELS),
        list(dict.fromkeys([*names, *chosen.units])),
        key=key,
        placeholder=_LARGEST.say(lang, count=PANELS),
        max_selections=MOST_PANELS,
        on_change=session.on_change(key, lambda names: session.choose(units=tuple(names or ()))),
    )
