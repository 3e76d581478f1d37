"""Departments by their size against the limits of chance: a funnel, not a league table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts.canvas import EDGE, Canvas, Frame
from charts.display import Display, display
from charts.points import event_data, hover_text
from charts.theme import Mode
from charts.ticks import value_axis
from charts.words import plain
from kpi.calc.funnel import curve
from kpi.core import formats
from kpi.core.indicator import Indicator
from kpi.core.text import Lang, Text
from kpi.sentences.origin import Origin, count_words, subtitle
from kpi.sentences.rows import Row, value_of
from kpi.sentences.series import PLACES, funnel_title

_CENTRE = Text("전체", "Whole organisation")
_LIMIT = {"95": Text("95% 한계", "95% limits"), "998": Text("99.8% 한계", "99.8% limits")}
_REMARK = Text(
    "※ 가로축은 자료 수(n). 한계 안의 차이는 우연만으로도 생길 수 있음",
    "Across: n. Differences within the limits can be chance alone",
)
NAMED = 8
"""So many departments outside get their names written; the others have theirs in the hover box."""


def funnel(
    departments: pd.DataFrame,
    *,
    indicator: Indicator,
    lang: Lang,
    mode: Mode = "light",
    frame: Frame = "page",
    size: tuple[int, int] = (900, 480),
    origin: Origin | None = None,
) -> go.Figure:
    """Return the funnel of ``kpi.calc.funnel`` rows of one period, with the limits by n."""
    limits = curve(departments)
    rows: list[Row] = [{str(name): value for name, value in row.items()} for row in departments.to_dict("records")]
    canvas = Canvas(lang, mode, frame, size, origin or Origin())
    show = display(rows, indicator, lang)
    figure = go.Figure([*_curves(limits, rows[0], show, canvas), *_points(rows, show, canvas)] if rows else None)
    ends = [show.drawn(value_of(row, name)) for row in rows for name in ("value", "low_998", "high_998")]
    axis = value_axis([end if end is None else min(max(end, 0.0), 100.0) for end in ends], size[1])
    names = [str(trace.name) for trace in figure.data if trace.showlegend is not False]
    canvas.dress(
        figure,
        title=funnel_title(rows, indicator=indicator, lang=lang),
        subtitle=subtitle(rows, indicator=indicator, lang=lang, origin=canvas.origin, days=show.days),
        legend=names,
        left=EDGE + 8 + axis.room,
        right=EDGE + 8,
        remarks=[_REMARK.say(lang)] if rows else [],
    )
    figure.update_layout(xaxis={"type": "log", **_sizes(limits)}, yaxis=axis.layout())
    _name_outside(figure, rows, show, canvas)
    return figure


def describe_funnel(departments: pd.DataFrame, *, indicator: Indicator, lang: Lang) -> str:
    """Return the chart in words: how many are outside, then every department with its place."""
    rows: list[Row] = [{str(name): value for name, value in row.items()} for row in departments.to_dict("records")]
    listed = [
        f"{row['department']} {formats.quantity(value_of(row), indicator, lang)} {PLACES[str(row['place'])].say(lang)}"
        for row in rows
    ]
    title = funnel_title(rows, indicator=indicator, lang=lang)
    return f"{title}. {'; '.join(listed)}." if listed else f"{title}."


def _curves(limits: pd.DataFrame, first: Row, show: Display, canvas: Canvas) -> list[go.Scatter]:
    sizes = limits["n"].tolist()
    middle = go.Scatter(
        x=sizes,
        y=[show.drawn(value_of(first, "centre"))] * len(sizes),
        mode="lines",
        name=plain(_CENTRE.say(canvas.lang)),
    )
    traces = [middle.update(line={"color": canvas.colours.muted, "width": 1.2}, hoverinfo="skip")]
    for name, dash in (("95", "dot"), ("998", "solid")):
        for end in ("low", "high"):
            values = [show.drawn(value) for value in limits[f"{end}_{name}"].tolist()]
            trace = go.Scatter(x=sizes, y=values, mode="lines", name=plain(_LIMIT[name].say(canvas.lang)))
            style = {"color": canvas.colours.target, "width": 1.2, "dash": dash}
            traces.append(trace.update(line=style, hoverinfo="skip", showlegend=end == "low"))
    return traces


def _points(rows: Sequence[Row], show: Display, canvas: Canvas) -> list[go.Scatter]:
    traces = []
    for place in PLACES:
        found = [row for row in rows if row["place"] == place]
        if not found:
            continue
        trace = go.Scatter(
            x=[row["n"] for row in found],
            y=[show.drawn(value_of(row)) for row in found],
            mode="markers",
            name=plain(PLACES[place].say(canvas.lang)),
            marker=_look(place, show, canvas),
            hovertext=[hover_text(_hover(row, show)) for row in found],
            hoverinfo="text",
            customdata=[event_data(row) for row in found],
            showlegend=place.endswith("998"),
            cliponaxis=False,
        )
        traces.append(trace)
    return traces


def _look(place: str, show: Display, canvas: Canvas) -> dict[str, Any]:
    """Return the marker of a place: only beyond the outer limits does it say good or bad, by shape and colour."""
    good = "above" if show.indicator.better == "higher" else "below"
    edge = {"color": canvas.colours.paper, "width": 1.5}
    if not place.endswith("998"):
        return {"symbol": "circle", "size": 8, "color": canvas.colours.line, "line": edge}
    if place.startswith(good):
        return {"symbol": "circle", "size": 11, "color": canvas.colours.good, "line": edge}
    return {"symbol": "diamond", "size": 11, "color": canvas.colours.bad, "line": edge}


def _hover(row: Row, show: Display) -> list[str]:
    counted = count_words([row], show.indicator, show.lang)
    return [str(row["department"]), show.level(value_of(row)), counted, PLACES[str(row["place"])].say(show.lang)]


def _sizes(limits: pd.DataFrame) -> dict[str, object]:
    """Return the ticks of the size axis: 1, 2, 5 x 10^k inside what is drawn."""
    if limits.empty:
        return {"visible": False}
    least, most = float(limits["n"].min()), float(limits["n"].max())
    ticks = [step * 10**power for power in range(7) for step in (1, 2, 5)]
    inside = [tick for tick in ticks if least <= tick <= most]
    return {"tickvals": inside, "ticktext": [formats.number(tick, 0) for tick in inside], "tickangle": 0}


def _name_outside(figure: go.Figure, rows: Sequence[Row], show: Display, canvas: Canvas) -> None:
    outside = [row for row in rows if str(row["place"]).endswith("998")]
    for row in outside[:NAMED]:
        below = str(row["place"]).startswith("below")
        figure.add_annotation(
            x=math.log10(float(row["n"])),
            y=show.drawn(value_of(row)),
            text=plain(str(row["department"])),
            showarrow=False,
            yanchor="top" if below else "bottom",
            yshift=-7 if below else 7,
            font={"size": 11, "color": canvas.colours.text},
        )
