"""One chart on a page: heading, picture (replayed from the cache), words for those who cannot see it, files."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any, cast
from urllib.parse import quote

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts import sparkline
from charts.canvas import remarks_of
from charts.distribution import counts
from charts.distribution import finding as distribution_finding
from charts.finished import Finished
from kpi.core.indicator import Indicator
from kpi.core.text import Lang, Text
from kpi.sentences.origin import short_unit, subtitle
from kpi.sentences.ratings import network_title
from kpi.sentences.rows import last_with_value, value_of
from kpi.sentences.series import funnel_title, series_title
from kpi.sentences.survey import importance_title, latest, profile_title
from kpi.sentences.timeline import timeline_subtitle, timeline_title
from kpi.sentences.titles import (
    breakdown_title,
    cumulative_title,
    heatmap_title,
    index_title,
    total_title,
    trend_title,
)
from pages.parts import downloads, figure_table, office, reach, session, to_report, units
from pages.parts.words import plain
from services.detail_charts import DETAIL_CHARTS
from services.pictures import CHARTS, ChartKind, Picture
from services.results import Ask

CONFIG = {"displayModeBar": False, "displaylogo": False, "responsive": True}
CARD = (560, 320)
Row = dict[str, Any]
NAMES: dict[ChartKind, Text] = {
    "trend": Text("수준과 추이", "Level"),
    "index": Text("같은 업무 지수", "Same-task index"),
    "cumulative": Text("기준연도 대비 누적 변화", "Cumulative change against the base year"),
    "heatmap": Text("부서별", "By department"),
    "breakdown": Text("단순 평균 변화의 내용", "What the change of the crude mean is made of"),
    "multiples": CHARTS["multiples"],
    **{cast("ChartKind", kind): chart.name for kind, chart in DETAIL_CHARTS.items()},
}
DETAIL_TITLES: dict[str, Callable[[list[Row], Indicator, Lang], str]] = {
    "distribution": lambda rows, indicator, lang: distribution_finding(rows, indicator=indicator, lang=lang),
    "control": lambda rows, indicator, lang: series_title(rows, indicator=indicator, lang=lang),
    "funnel": lambda rows, indicator, lang: funnel_title(rows, indicator=indicator, lang=lang),
    "items": lambda rows, _, lang: profile_title(latest(rows), lang),
    "importance": lambda rows, _, lang: importance_title(latest(rows), lang),
    "matrix": lambda rows, indicator, lang: network_title(rows, indicator=indicator, lang=lang),
    "timeline": lambda rows, indicator, lang: timeline_title(rows, indicator=indicator, lang=lang),
}
_DRAWN = {"trend": "value", "index": "index", "cumulative": "change", "breakdown": "crude_change"}
"""What must be there, or a chart would be empty axes."""
_NOTHING = Text("견줄 수 있는 값이 없어 그림이 없습니다.", "There is nothing to compare, so no chart.")
_NO_VALUE = Text("고른 조건에 값이 없어 그림이 없습니다.", "No value under this selection, so no chart.")
TOTAL = Text("누적 합계", "Running total")


def cumulative_views(indicator: Indicator) -> list[ChartKind]:
    """Return the charts that show how an indicator's results accumulate."""
    return ["trend", "index", "cumulative", "breakdown"] if indicator.same_task else ["trend", "cumulative"]


def picture(
    kind: ChartKind, indicator: Indicator, lang: Lang, *, size: tuple[int, int] = CARD, **changes: Any
) -> Picture:
    """Return the chart of an indicator under the selection; ``changes`` replace parts of the question."""
    return Picture(kind, indicator.id, office.question(indicator.id, **changes), lang, size)


def card(shown: Picture, *, key: str, within: DeltaGenerator) -> None:
    """Draw a chart in a bordered card with heading and files, as high as its neighbours."""
    with within.container(border=True, height="stretch", gap="xsmall"):
        drawn(shown, key=key)


def drawn(shown: Picture, *, key: str) -> None:
    """Draw a chart, or its table where that is wanted, below its heading."""
    if heading(shown, key=key):
        figure_table.table(shown)
    elif _is_empty(shown):
        said = _NO_VALUE if shown.kind == "trend" else _NOTHING
        st.caption(f":material/show_chart: {said.say(shown.lang)}")
    else:
        replayed(shown)


def pressed(shown: Picture, *, key: str, act: Callable[[list[str]], None], hint: str) -> None:
    """Draw a chart whose points can be clicked, with a hint, or its table, below its heading with the choice by name."""
    days = reach.last_days(office.rows_of(shown), "department")

    def by_name() -> None:
        reach.menu(days, by="department", lang=shown.lang, key=key, act=lambda name, day: act([name, day]))

    if heading(shown, key=key, reached=by_name):
        figure_table.table(shown)
    else:
        clickable(shown, key=f"{key}_{shown.indicator}", act=act)
        with st.container(key=f"hint_{key}"):
            st.caption(hint)


def heading(shown: Picture, *, key: str, reached: Callable[[], None] = lambda: None) -> bool:
    """Draw name, unit and finding of a chart, its facts as help, at the right table and files; return if it is a table.

    ``reached`` draws what opens its parts by name.
    """
    name, facts, found = session.keep(("heading", *_key(shown)), lambda: _heading(shown))
    with st.container(gap=None, key=f"heading_{key}"):
        with st.container(horizontal=True, wrap=False, gap="xxsmall", vertical_alignment="center"):
            with st.container():
                st.markdown(name, help=facts)
            reached()
            wanted = figure_table.switch(shown, key=key)
            to_report.button(shown, key=key)
            downloads.menu(shown, key=key)
        st.caption(found)
    return wanted


def _heading(shown: Picture) -> tuple[str, str, str]:
    """Return the words above a chart: its name with the unit, its facts, its finding."""
    rows, lang, indicator = office.rows_of(shown), shown.lang, shown.definition
    name = TOTAL if shown.kind == "cumulative" and indicator.cumulates else NAMES[shown.kind]
    counted = counts(rows) if shown.kind == "distribution" else rows
    days, own = units.in_days(shown, rows), units.own(shown)
    unit = f" :small[:gray[{plain(own or short_unit(indicator, lang, days=days))}]]"
    facts = _facts(shown, counted, days=days, unit=own)
    return f"**{plain(indicator.name.say(lang))} · {name.say(lang)}**{unit}", plain(facts), plain(title(shown, rows))


def _facts(shown: Picture, rows: list[Row], *, days: bool, unit: str) -> str:
    origin, lang = office.origin_of(shown), shown.lang
    if shown.kind == "timeline":
        return timeline_subtitle(rows, lang=lang, origin=origin)
    return subtitle(rows, indicator=shown.definition, lang=lang, origin=origin, days=days, unit=unit)


def _is_empty(shown: Picture) -> bool:
    """Return whether a chart would be empty axes: nothing was compared."""
    column = "value" if shown.kind == "cumulative" and shown.definition.cumulates else _DRAWN.get(shown.kind)
    if column is None:
        return False
    there = [row for row in office.rows_of(shown) if value_of(row, column) is not None]
    return len(there) < (2 if shown.kind == "index" else 1)


def replayed(shown: Picture) -> None:
    """Draw the chart, or replay it as it was drawn for the same data, selection, language and mode."""
    session.replay(_key(shown), lambda: _show(shown))


def clickable(shown: Picture, *, key: str, act: Callable[[list[str]], None]) -> None:
    """Draw the chart so that a click on a point hands its customdata to ``act``."""

    def clicked(event: Any) -> None:
        points = event["selection"]["points"] if event else []
        if points and points[0].get("customdata"):
            act(list(points[0]["customdata"]))

    figure, words = session.keep(("figure", *_key(shown)), lambda: _finished(shown))
    st.plotly_chart(
        figure,
        theme=None,
        config=CONFIG,
        key=key,
        alt=words,
        on_select=session.on_change(key, clicked),
        selection_mode="points",
    )
    _remarks(figure)


def _finished(shown: Picture) -> tuple[Finished, str]:
    figure, words = office.drawn(shown)
    return Finished(figure), words


def spark(indicator: Indicator, ask: Ask, lang: Lang) -> None:
    """Draw the tiny line of a card."""

    def draw() -> None:
        frame = office.answer(ask).frame
        drawn = sparkline.sparkline(frame, indicator=indicator, mode=session.mode())
        words = escape(sparkline.describe(frame, indicator=indicator, lang=lang), quote=True)
        st.html(f'<img class="spark" alt="{words}" src="data:image/svg+xml,{quote(drawn)}">')

    session.replay(("spark", *office.state(), indicator.id, repr(ask), lang, session.mode()), draw)


def title(shown: Picture, rows: list[Row]) -> str:
    """Return what the chart found, as its file says it too."""
    indicator, lang, compare = shown.definition, shown.lang, office.compared(shown)
    if shown.kind == "trend":
        return trend_title(rows, indicator=indicator, lang=lang, compare=compare)
    if shown.kind == "index":
        return index_title(rows, indicator=indicator, lang=lang)
    if shown.kind == "heatmap":
        parts = [row for row in rows if row["department"]]
        return heatmap_title(parts, indicator=indicator, lang=lang, compare=compare)
    if shown.kind == "multiples":
        parts, days = [row for row in rows if row[shown.by]], units.in_days(shown, rows)
        return heatmap_title(parts, indicator=indicator, lang=lang, compare=compare, by=shown.by, days=days)
    if shown.kind == "breakdown":
        return breakdown_title(last_with_value(rows, "crude_change"), indicator=indicator, lang=lang)
    if shown.kind in DETAIL_TITLES:
        return DETAIL_TITLES[shown.kind](rows, indicator, lang)
    if indicator.cumulates:
        return total_title(rows, indicator=indicator, lang=lang)
    return cumulative_title(rows, indicator=indicator, lang=lang, compare=compare)


def _show(shown: Picture) -> None:
    figure, words = office.drawn(shown)
    st.plotly_chart(figure, theme=None, config=CONFIG, alt=words)
    _remarks(figure)


def _remarks(figure: Any) -> None:
    """Write what is to be known of a chart below it, as wide as the page is."""
    remarks = remarks_of(figure)
    if remarks:
        st.caption("  \n".join(f":small[{plain(remark)}]" for remark in remarks))


def _key(shown: Picture) -> tuple[Any, ...]:
    return ("picture", *office.state(), repr(shown), session.mode())
