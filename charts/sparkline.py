"""A tiny line for a card: the shape of the trend and nothing else."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts.display import month_number
from charts.points import broken_at_gaps
from charts.theme import Mode, palette, template, verdict_colour
from charts.words import plain
from kpi.core import formats
from kpi.core.indicator import Indicator
from kpi.core.text import Lang
from kpi.sentences.rows import last_with_value, one_unit, period_of, value_of
from kpi.sentences.titles import trend_title


def sparkline(
    results: pd.DataFrame,
    *,
    indicator: Indicator,
    lang: Lang,
    mode: Mode = "light",
    size: tuple[int, int] = (180, 56),
    department: str | None = None,
) -> go.Figure:
    """Return line and area without axes, in the colour of the last verdict; the card beside it has the words.

    No hover and no text; what it shows in words travels as ``layout.meta``.
    """
    rows = one_unit(results, indicator, department=department)
    colours, last = palette(mode), last_with_value(rows)
    verdict = str(last.get("verdict") or "") if last else ""
    places, values = broken_at_gaps(rows, "value")
    known = [value for value in values if value is not None]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    room = (high - low) * 0.15 or 1.0
    area = {"improved": colours.good_area, "worsened": colours.bad_area}.get(verdict, colours.band)
    style = {"color": verdict_colour(verdict, mode), "width": 2}
    base: dict[str, Any] = {"hoverinfo": "skip", "showlegend": False, "cliponaxis": False}
    figure = go.Figure([_area(run, low - room, area, base) for run in _runs(places, values)])
    figure.add_scatter(x=places, y=values, mode="lines", line=style, **base)
    if last:
        end = [month_number(period_of(last))], [value_of(last)]
        figure.add_scatter(x=end[0], y=end[1], mode="markers", marker={"size": 6, "color": style["color"]}, **base)
    figure.layout.template = template(mode)
    figure.update_layout(height=size[1], margin={"l": 4, "r": 6, "t": 4, "b": 2, "pad": 0})
    said = plain(describe(results, indicator=indicator, lang=lang, department=department))
    figure.update_layout(meta={"description": said})
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False, range=[low - room, high + room])
    return figure


def describe(results: pd.DataFrame, *, indicator: Indicator, lang: Lang, department: str | None = None) -> str:
    """Return the first and the last level and the finding in words."""
    rows = [row for row in one_unit(results, indicator, department=department) if value_of(row) is not None]
    said = trend_title(rows, indicator=indicator, lang=lang)
    if len(rows) < 2:
        return said
    first = f"{period_of(rows[0]).label(lang)} {formats.quantity(value_of(rows[0]), indicator, lang)}"
    return f"{said}; {first}"


def _runs(places: list[float], values: list[float | None]) -> list[list[tuple[float, float]]]:
    runs: list[list[tuple[float, float]]] = [[]]
    for place, value in zip(places, values, strict=True):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((place, value))
    return [run for run in runs if len(run) > 1]


def _area(run: list[tuple[float, float]], floor: float, colour: str, base: dict[str, Any]) -> go.Scatter:
    places = [run[0][0], *(place for place, _ in run), run[-1][0]]
    heights = [floor, *(value for _, value in run), floor]
    return go.Scatter(x=places, y=heights, mode="lines", line={"width": 0}, fill="toself", fillcolor=colour, **base)
