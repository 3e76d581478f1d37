"""A monthly or quarterly series with its process limits: every rule that finds something has its mark and its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts.canvas import EDGE, Canvas, Frame
from charts.display import Display, display, month_number, periods_between, time_axis
from charts.points import event_data, hover_text
from charts.theme import Mode
from charts.ticks import value_axis
from charts.words import plain
from kpi.core.indicator import Indicator
from kpi.core.text import Lang, Text
from kpi.sentences.origin import Origin, subtitle
from kpi.sentences.reasons import missing_line
from kpi.sentences.rows import Row, one_unit, period_of, value_of
from kpi.sentences.series import RULES, VARIATIONS, series_title

_VALUE = Text("실적", "Actual")
_CENTRE = Text("중심선", "Centre")
_LIMITS = Text("관리 한계", "Process limits")
_HOVER = Text("한계 {low}~{high}", "limits {low} to {high}")
_REMARK = Text(
    "※ 한계는 목표가 아니라 평소의 변동 폭. 끊긴 곳부터 한계를 새로 계산",
    "Limits are the usual variation, not targets; they begin anew at a break",
)


def control_chart(
    points: pd.DataFrame,
    *,
    indicator: Indicator,
    lang: Lang,
    mode: Mode = "light",
    frame: Frame = "page",
    size: tuple[int, int] = (900, 480),
    origin: Origin | None = None,
) -> go.Figure:
    """Return the chart of one series of ``kpi.calc.series.control_chart`` rows; without limits the line alone."""
    rows = one_unit(points, indicator)
    canvas = Canvas(lang, mode, frame, size, origin or Origin())
    show = display(rows, indicator, lang)
    signals = _signals(rows, show, canvas)
    limits = _limits(rows, show, canvas)
    figure = go.Figure([*limits, _line(rows, show, canvas), *signals])
    ends = [show.drawn(value_of(row, name)) for row in rows for name in ("value", "control_low", "control_high")]
    axis = value_axis(ends, size[1])
    left = EDGE + 8 + axis.room
    names = [str(trace.name) for trace in figure.data if trace.showlegend is not False]
    canvas.dress(
        figure,
        title=series_title(rows, indicator=indicator, lang=lang),
        subtitle=subtitle(rows, indicator=indicator, lang=lang, origin=canvas.origin, days=show.days),
        legend=names,
        left=left,
        right=EDGE,
        remarks=[_REMARK.say(lang) if limits else "", missing_line(rows, lang)],
    )
    figure.update_layout(xaxis=time_axis(periods_between(rows), canvas.across(left + EDGE)), yaxis=axis.layout())
    return figure


def describe_control(points: pd.DataFrame, *, indicator: Indicator, lang: Lang) -> str:
    """Return the chart in words: the last value, then every period in which a rule found something."""
    rows = one_unit(points, indicator)
    listed = [f"{period_of(row).label(lang)} {RULES[row['rule']].say(lang)}" for row in rows if row["rule"]]
    return ". ".join([series_title(rows, indicator=indicator, lang=lang), *(["; ".join(listed)] if listed else [])])


def _line(rows: Sequence[Row], show: Display, canvas: Canvas) -> go.Scatter:
    return go.Scatter(
        x=[month_number(period_of(row)) for row in rows],
        y=[show.drawn(value_of(row)) for row in rows],
        mode="lines+markers",
        name=plain(_VALUE.say(canvas.lang)),
        line={"color": canvas.colours.line, "width": 1.5},
        marker={"size": 5, "color": canvas.colours.line},
        connectgaps=False,
        hovertext=[hover_text(_hover(row, show)) for row in rows],
        hoverinfo="text",
        customdata=[event_data(row) for row in rows],
    )


def _limits(rows: Sequence[Row], show: Display, canvas: Canvas) -> list[go.Scatter]:
    """Return centre and limits as steps; each segment by itself, and nothing where there are none."""
    styles: tuple[tuple[str, Text, dict[str, Any]], ...] = (
        ("centre", _CENTRE, {"color": canvas.colours.muted, "width": 1.2}),
        ("control_low", _LIMITS, {"color": canvas.colours.target, "width": 1.2, "dash": "dash"}),
        ("control_high", _LIMITS, {"color": canvas.colours.target, "width": 1.2, "dash": "dash"}),
    )
    if all(value_of(row, "centre") is None for row in rows):
        return []
    traces = []
    for column, name, style in styles:
        places, values = _steps(rows, column, show)
        shown = column != "control_high"
        trace = go.Scatter(x=places, y=values, mode="lines", line=style, name=plain(name.say(canvas.lang)))
        traces.append(trace.update(hoverinfo="skip", showlegend=shown, connectgaps=False, line_shape="hvh"))
    return traces


def _steps(rows: Sequence[Row], column: str, show: Display) -> tuple[list[float], list[float | None]]:
    places: list[float] = []
    values: list[float | None] = []
    for number, row in enumerate(rows):
        if number and row["segment"] != rows[number - 1]["segment"]:
            places.append(month_number(period_of(row)) - period_of(row).months / 2)
            values.append(None)
        places.append(month_number(period_of(row)))
        values.append(show.drawn(value_of(row, column)))
    return places, values


def _signals(rows: Sequence[Row], show: Display, canvas: Canvas) -> list[go.Scatter]:
    """Return the marks of what the rules found: good and bad by direction, each with a shape of its own."""
    better = {"higher": 1, "lower": -1, "neither": 0}[show.indicator.better]
    colours = {"improvement": canvas.colours.good, "concern": canvas.colours.bad}
    traces = []
    for sign in (1, -1):
        found = [row for row in rows if row["rule"] and row["direction"] == sign and value_of(row) is not None]
        kind = ("improvement" if sign == better else "concern") if better else ("high" if sign > 0 else "low")
        if not found:
            continue
        trace = go.Scatter(
            x=[month_number(period_of(row)) for row in found],
            y=[show.drawn(value_of(row)) for row in found],
            mode="markers",
            name=plain(VARIATIONS[kind].say(canvas.lang)),
            marker={
                "symbol": "diamond" if kind == "concern" else "circle",
                "size": 10,
                "color": colours.get(kind, canvas.colours.target),
                "line": {"color": canvas.colours.paper, "width": 1.5},
            },
            hovertext=[hover_text(_hover(row, show)) for row in found],
            hoverinfo="text",
            customdata=[event_data(row) for row in found],
            cliponaxis=False,
        )
        traces.append(trace)
    return traces


def _hover(row: Row, show: Display) -> list[str]:
    low, high = (show.level(value_of(row, name)) for name in ("control_low", "control_high"))
    known = value_of(row, "control_low") is not None
    said = [_HOVER.say(show.lang, low=low, high=high)] if known else []
    rule = [RULES[str(row["rule"])].say(show.lang)] if row["rule"] else []
    return [period_of(row).label(show.lang), show.level(value_of(row)), *said, *rule]
