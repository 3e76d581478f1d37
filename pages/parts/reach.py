"""What a click on a chart opens, for those who do not click: a department or task chosen by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import streamlit as st

from kpi.core.indicator import Key
from kpi.core.text import Lang, Text
from kpi.sentences.timeline import units_of
from pages.parts import session

_OPEN: dict[Key, Text] = {
    "department": Text("부서 골라 열기", "Open a department"),
    "task": Text("업무 골라 열기", "Open a task"),
}
_WHICH: dict[Key, Text] = {"department": Text("부서", "Department"), "task": Text("업무", "Task")}
_CHOOSE = Text("고르세요", "Choose")


def menu(days: Mapping[str, str], *, by: Key, lang: Lang, key: str, act: Callable[[str, str], None]) -> None:
    """Draw the button with the choice of a unit; ``days`` are the last days (ISO) of the units' rows.

    The name that is chosen and its day are handed to ``act``; nothing is drawn without units.
    """
    if not days:
        return
    held = f"reach_{key}_choice"

    def chosen(name: str | None) -> None:
        session.remember(held, None)
        if name is not None and name in days:
            act(name, days[name])

    words = _OPEN[by].say(lang)
    with st.popover(words, icon=":material/zoom_in:", help=words, type="tertiary", key=f"reach_{key}"):
        st.selectbox(
            _WHICH[by].say(lang),
            sorted(days),
            index=None,
            key=held,
            placeholder=_CHOOSE.say(lang),
            on_change=session.on_change(held, chosen),
        )


def last_days(rows: Iterable[Mapping[str, Any]], by: Key) -> dict[str, str]:
    """Return the last day (ISO) of the rows of each unit; a row of several departments is one of each."""
    days: dict[str, str] = {}
    for row in rows:
        for name in units_of(row, "department") if by == "department" else [str(row.get(by) or "")]:
            day = str(row["period_start"])[:10]
            if name:
                days[name] = max(day, days.get(name, day))
    return days
