"""Below an indicator of tasks: which task got faster or slower, with what weight, and how the times are spread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from kpi.core.indicator import Indicator
from kpi.core.text import Lang, Text
from kpi.sentences.origin import unit_words
from kpi.sentences.shortening import rule_sentence, shortening_sentence
from kpi.sentences.tasks import survival_sentence, table_sentence
from pages.parts import figure, office, remarks, session
from pages.parts.columns import text_column
from pages.parts.words import plain
from services import tasks
from services.results import Ask
from services.shortening import shortening_of
from services.task_listing import TASK_HEADINGS, task_rows

_TITLE = Text("업무별로 빨라지고 느려진 것", "Which tasks got faster and which slower")
_HELP = Text(
    "몫 = 비중 × 업무의 변화. 몫을 모두 더하면 같은 업무 변화가 됩니다. 판정은 모든 업무를 함께 비교해 보정한 p로 합니다.",
    "Part = weight x change of the task; the parts add up to the change of the same tasks. Verdicts use p adjusted over "
    "all tasks.",
)
_EARLY = Text("조기 처리와 처리 마일리지", "Finished early, and points for it")
_HISTORY = Text("추이", "Trend")
_WORDS = ("task", "verdict", "presence", "note")
_MANY_OPEN = 0.1
"""From this share of open cases on the estimate that counts them is said, too."""
_MOST_ROWS = 12


def drawn(indicator: Indicator, lang: Lang) -> None:
    """Draw what belongs to the indicator: its tasks and the distribution of times, or cases finished early."""
    if indicator.same_task:
        _tasks(indicator, lang)
    elif indicator.id == "shortening_rate":
        _early(indicator, lang)


def choose(indicator: Indicator, ask: Ask, lang: Lang, *, key: str, act: Callable[[str], None]) -> None:
    """Draw the tasks of a question's last period; a line that is selected hands its task to ``act``."""
    found = _records("tasks", lambda: tasks.tasks_of(office.store(), ask).latest(), ask)

    def chosen(event: Any) -> None:
        lines = event["selection"]["rows"] if event else []
        if lines:
            act(str(found[lines[0]]["task"]))

    if found:
        select = {"on_select": session.on_change(key, chosen), "selection_mode": "single-row", "key": key}
        _table(found, indicator, lang, **select)


def _early(indicator: Indicator, lang: Lang) -> None:
    """Draw shares finished early and points, the last period first."""
    ask = office.question(indicator.id)
    found = session.keep(("shortening", *office.state(), repr(ask)), lambda: shortening_of(office.store(), ask))
    lines = [shortening_sentence(row, lang) for row in reversed(found.records())]
    if lines:
        with st.container(border=True, key="early"):
            st.markdown(f"**{plain(_EARLY.say(lang))}**")
            st.markdown("\n".join(f"- {plain(line)}" for line in lines))
            st.caption(plain(rule_sentence(found.rule, lang)))


def _tasks(indicator: Indicator, lang: Lang) -> None:
    """Draw the tasks of the last period of the selection and the distribution of times."""
    ask = office.question(indicator.id)
    found = _records("tasks", lambda: tasks.tasks_of(office.store(), ask).latest(), ask)
    if not found:
        return
    with st.container(border=True, key=f"tasks_{indicator.id}"):
        st.markdown(_heading(_TITLE.say(lang), unit_words(indicator, lang)), help=plain(_HELP.say(lang)))
        st.caption(plain(table_sentence(found, indicator=indicator, lang=lang)))
        _table(found, indicator, lang)
    if indicator.unit in tasks.TIMES:
        _spread(indicator, lang)


def _heading(title: str, unit: str) -> str:
    return f"**{plain(title)}** :small[:gray[{plain(unit)}]]"


def _table(found: list[dict[str, Any]], indicator: Indicator, lang: Lang, **select: Any) -> None:
    names = {key: heading.say(lang) for key, heading in TASK_HEADINGS.items() if key not in ("period", "department")}
    lines = task_rows(found, indicator, lang)
    notes = [(line["task"], line["note"]) for line in lines]
    folded = remarks.fold(notes)
    used = [key for key in names if any(line[key] for line in lines) and not (folded and key == "note")]
    history = _HISTORY.say(lang)
    shown = [
        {names["task"]: line["task"], history: row["history"], **{names[key]: line[key] for key in used}}
        for line, row in zip(lines, found, strict=True)
    ]
    columns: dict[str, Any] = {
        names[key]: text_column(
            names[key], (str(line[key]) for line in lines), alignment="left" if key in _WORDS else "right"
        )
        for key in used
    }
    columns[history] = st.column_config.LineChartColumn(width="small", y_min=0)
    st.dataframe(
        shown,
        hide_index=True,
        column_config=columns,
        alt=_TITLE.say(lang),
        height="content" if len(shown) <= _MOST_ROWS else "auto",
        **select,
    )
    if folded:
        remarks.below(notes)


def _spread(indicator: Indicator, lang: Lang) -> None:
    shown = figure.picture("distribution", indicator, lang, size=(1100, 300))
    if not office.rows_of(shown):
        return
    with st.container(border=True, key=f"spread_{indicator.id}"):
        figure.drawn(shown, key=f"distribution_{indicator.id}")
        open_cases = _open_cases(indicator, office.question(indicator.id), lang)
        if open_cases:
            st.caption(plain(open_cases))


def _open_cases(indicator: Indicator, ask: Ask, lang: Lang) -> str:
    if indicator.id != "processing_time":
        return ""
    medians = _records("survival", lambda: tasks.survival_of(office.store(), ask), ask)
    many = [row for row in medians if (row["open_share"] or 0.0) >= _MANY_OPEN]
    return " ".join(survival_sentence(row, indicator=indicator, lang=lang) for row in many)


def _records(what: str, ask_for: Any, ask: Ask) -> list[dict[str, Any]]:
    return session.keep((what, *office.state(), repr(ask)), lambda: ask_for().records())
