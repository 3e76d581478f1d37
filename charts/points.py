"""Traces that several time charts share: points by verdict, intervals as a band, the value written at the last point."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from charts.canvas import Canvas
from charts.display import Display, month_number
from charts.theme import MARKERS, TITLE_SIZE, verdict_colour
from charts.words import plain
from kpi.sentences.result import verdict_word
from kpi.sentences.rows import Row, notes_of, period_of, value_of

CROWDED = 24
"""From more points than these on, points are drawn smaller."""


def line(rows: Sequence[Row], *, show: Display, canvas: Canvas, column: str = "value", name: str) -> go.Scatter:
    """Return the line through the values; it breaks where a period is missing and across a series break."""
    places, values = broken_at_gaps(rows, column)
    return go.Scatter(
        x=places,
        y=[show.drawn(value) for value in values],
        mode="lines",
        name=plain(name),
        line={"color": canvas.colours.line, "width": 2.5},
        connectgaps=False,
        hoverinfo="skip",
        legendrank=1,
    )


def broken_at_gaps(rows: Sequence[Row], column: str) -> tuple[list[float], list[float | None]]:
    """Return places and values with a None wherever the line must not go on."""
    places: list[float] = []
    values: list[float | None] = []
    for row in rows:
        place = month_number(period_of(row))
        if places and (place - places[-1] > period_of(row).months or "series_break" in notes_of(row)):
            places.append(place - 0.5)
            values.append(None)
        places.append(place)
        values.append(value_of(row, column))
    return places, values


def markers(
    rows: Sequence[Row], *, show: Display, canvas: Canvas, column: str = "value", verdicts: Sequence[str]
) -> list[go.Scatter]:
    """Return one trace of points for each verdict: its own shape, its own colour, its word in legend and hover."""
    traces = []
    for verdict in ("", *verdicts):
        chosen = [row for row in rows if str(row.get("verdict") or "") == verdict and value_of(row, column) is not None]
        if not chosen:
            continue
        trace = go.Scatter(
            x=[month_number(period_of(row)) for row in chosen],
            y=[show.drawn(value_of(row, column)) for row in chosen],
            mode="markers",
            name=verdict_word(verdict, canvas.lang),
            showlegend=bool(verdict),
            marker=marker(verdict, canvas, crowded=len(rows) > CROWDED),
            hovertext=[hover_text(show.hover(row)) for row in chosen],
            hoverinfo="text",
            customdata=[event_data(row) for row in chosen],
            cliponaxis=False,
        )
        traces.append(trace)
    return traces


def marker(verdict: str, canvas: Canvas, *, crowded: bool = False) -> dict[str, Any]:
    """Return Plotly's marker for a verdict; in a crowded chart what changed stands out, the rest is small."""
    shape, colour = MARKERS.get(verdict, MARKERS[""]), verdict_colour(verdict, canvas.mode)
    inside = colour if shape.filled else canvas.colours.paper
    edge = canvas.colours.paper if shape.filled else colour
    return {
        "symbol": shape.symbol,
        "size": shape.size * (0.55 if crowded and verdict not in ("improved", "worsened") else 1.0),
        "color": inside,
        "opacity": 1,
        "line": {"color": colour if shape.symbol == "x-thin" else edge, "width": 1.5 if crowded else 2},
    }


def band(rows: Sequence[Row], *, show: Display, canvas: Canvas, name: str) -> list[go.Scatter]:
    """Return the 95 % intervals as a band along each unbroken run of periods; a single period gets a short bar."""
    runs = _runs(rows, show)
    return [
        go.Scatter(
            **_outline(run),
            mode="lines",
            fill="toself",
            fillcolor=canvas.colours.band,
            line={"width": 0, "color": canvas.colours.band},
            name=plain(name),
            legendgroup="band",
            showlegend=number == 0,
            hoverinfo="skip",
            legendrank=2,
        )
        for number, run in enumerate(runs)
    ]


def _runs(rows: Sequence[Row], show: Display) -> list[list[tuple[int, float, float, int]]]:
    runs: list[list[tuple[int, float, float, int]]] = []
    for row in rows:
        low, high = (show.drawn(value_of(row, end)) for end in ("low", "high"))
        if low is None or high is None:
            continue
        period = period_of(row)
        place = month_number(period)
        joined = runs and place - runs[-1][-1][0] == period.months and "series_break" not in notes_of(row)
        if not joined:
            runs.append([])
        runs[-1].append((place, low, high, period.months))
    return runs


def _outline(run: Sequence[tuple[int, float, float, int]]) -> dict[str, list[float]]:
    if len(run) == 1:
        place, low, high, months = run[0]
        half = months * 0.06
        return {"x": [place - half, place + half, place + half, place - half], "y": [low, low, high, high]}
    places = [point[0] for point in run]
    return {"x": [*places, *reversed(places)], "y": [point[1] for point in run] + [point[2] for point in reversed(run)]}


def label_last(figure: go.Figure, row: Row | None, *, value: float | None, text: str, canvas: Canvas) -> None:
    """Write the last value beside its point, at the right."""
    if row is None or value is None:
        return
    figure.add_annotation(
        x=month_number(period_of(row)),
        y=value,
        text=f"<b>{plain(text)}</b>",
        showarrow=False,
        xanchor="left",
        xshift=11,
        font={"size": TITLE_SIZE - 2, "color": canvas.colours.line},
    )


def hover_text(texts: Sequence[str]) -> str:
    """Return the lines of a hover box, the first one bold, user text harmless."""
    return "<br>".join([f"<b>{plain(texts[0])}</b>", *(plain(text) for text in texts[1:])])


def event_data(row: Row) -> list[str]:
    """Return what a click tells the page: department, first day of the period (ISO), indicator."""
    return [str(row.get("department") or ""), period_of(row).start.isoformat(), str(row["indicator"])]
