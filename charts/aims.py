"""What stands beside a series: targets of every kind, the band of the own one, and where the series breaks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from charts.canvas import SMALL, Canvas
from charts.display import Display, month_number
from charts.words import plain, shortened
from kpi.core.targets import OWN, TARGET_KINDS
from kpi.core.text import Text
from kpi.sentences.rows import Row, period_of, value_of

DASHES = {OWN: "dash", "national": "dot", "best_peer": "dashdot"}
LONGEST_REASON = 240
_BAND = Text("목표 범위", "Target band")
_BREAK = Text("계열 단절", "Series break")


def aim_lines(rows: Sequence[Row], *, show: Display, canvas: Canvas) -> list[go.Scatter]:
    """Return a dashed line for every kind of target that the rows have, thin lines for the band of the own one."""
    found = []
    for kind, name in TARGET_KINDS.items():
        points = _points(rows, kind, show)
        if points:
            colour = canvas.colours.target if kind == OWN else canvas.colours.muted
            found.append(_line(points, name.say(canvas.lang), colour, DASHES[kind], width=2.0))
    ends = [points for end in ("target_low", "target_high") if (points := _points(rows, end, show))]
    for number, points in enumerate(ends):
        edge = _line(points, _BAND.say(canvas.lang), canvas.colours.target, "dot", width=1.0)
        found.append(edge.update(showlegend=number == 0, legendgroup="target_band"))
    return found


def mark_breaks(
    figure: go.Figure, rows: Sequence[Row], breaks: Sequence[tuple[dt.date, str]], *, canvas: Canvas
) -> go.Figure:
    """Draw an upright line between the two periods that a break parts, with its reason; return the same figure."""
    periods = sorted({period_of(row) for row in rows})
    for day, reason in breaks:
        after = next((period for period in periods if day <= period.end), None)
        if after is None or after == periods[0]:
            continue
        place = month_number(after) - after.months / 2
        said = f"{_BREAK.say(canvas.lang)}: {reason}" if reason else _BREAK.say(canvas.lang)
        style: dict[str, Any] = {"color": canvas.colours.muted, "width": 1.5, "dash": "dot"}
        figure.add_shape(type="line", xref="x", yref="paper", x0=place, x1=place, y0=0, y1=1, line=style, layer="below")
        figure.add_annotation(
            x=place,
            y=1,
            yref="paper",
            text=plain(shortened(said, SMALL, LONGEST_REASON)),
            showarrow=False,
            xanchor="left",
            yanchor="top",
            xshift=3,
            font={"size": SMALL, "color": canvas.colours.muted},
        )
    return figure


def _points(rows: Sequence[Row], column: str, show: Display) -> list[tuple[int, float]]:
    drawn = [(month_number(period_of(row)), show.drawn(value_of(row, column))) for row in rows]
    return [(place, value) for place, value in drawn if value is not None]


def _line(points: Sequence[tuple[int, float]], name: str, colour: str, dash: str, *, width: float) -> go.Scatter:
    return go.Scatter(
        x=[place for place, _ in points],
        y=[value for _, value in points],
        mode="markers" if len(points) == 1 else "lines",
        name=name,
        line={"color": colour, "width": width, "dash": dash},
        marker={"symbol": "line-ew", "size": 26, "line": {"color": colour, "width": width + 0.5}},
        hoverinfo="skip",
        legendrank=3,
    )
