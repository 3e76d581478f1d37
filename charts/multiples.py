"""Small multiples: departments or tasks side by side, each in a panel of its own, all on one scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts.aims import aim_lines
from charts.canvas import EDGE, Canvas, Frame
from charts.display import month_number, time_axis, verdicts_present
from charts.panels import LOWEST, Sheet, View, sheet_of
from charts.points import band, broken_at_gaps, event_data, hover_text, line, markers
from charts.theme import TEXT_SIZE, Mode
from charts.words import plain, shortened, width
from kpi.core import formats
from kpi.core.indicator import Compare, Indicator, Key
from kpi.core.periods import Period
from kpi.core.text import Lang, Text
from kpi.sentences.origin import Origin, subtitle
from kpi.sentences.result import verdict_word
from kpi.sentences.rows import Row, last_with_value, period_of, rows_of, unit_of, value_of
from kpi.sentences.titles import heatmap_title

HEAD, BELOW, ASIDE = 26, 26, 28
"""Pixels above a panel for its name, below it for the years, and between panels."""
_REMARK = Text(
    "※ 모든 칸의 눈금이 같음. 회색 선은 전체, 음영은 95% 구간, 점선은 목표",
    "All panels have one scale. Grey line: the whole; shading: 95% interval; dashes: target",
)
_INDEX_REMARK = Text(
    "※ 모든 칸의 눈금이 같음. 각자의 같은 업무 지수(기준=100, 점선), 검정 아님. 회색 선은 전체",
    "All panels have one scale. Same-task index of each (base = 100, dotted), not tested. Grey line: the whole",
)
INDEX_UNIT = Text("지수(기준=100)", "Index (base = 100)")


def multiples(
    results: pd.DataFrame,
    *,
    indicator: Indicator,
    lang: Lang,
    mode: Mode = "light",
    frame: Frame = "page",
    size: tuple[int, int] = (900, 480),
    origin: Origin | None = None,
    by: Key = "department",
    view: View = "level",
    only: str | None = None,
    compare: Compare = "previous",
) -> go.Figure:
    """Return a panel for each department or task of the frame, in its order; all panels have the scale of all of them.

    Parameters
    ----------
    results
        RESULT frame of departments or of tasks (``by``); rows without one are the whole and drawn in every panel.
    only
        The one unit that is drawn (as ``unit_names`` gives it), on the scale of all: a page lays panels out itself.

    Notes
    -----
    A missing value leaves a gap. The figure grows in height where panels need it. A click tells department, first day
    of the period (ISO) and indicator.
    """
    names = [only] if only is not None else unit_names(results, indicator, by)
    sheet = sheet_of(results, indicator, Canvas(lang, mode, frame, size, origin or Origin()), view, by)
    figure = go.Figure()
    canvas, left = sheet.canvas, EDGE + 8 + sheet.axis.room
    canvas.dress(
        figure,
        title=heatmap_title(sheet.rows, indicator=indicator, lang=lang, compare=compare, by=by, days=sheet.show.days),
        subtitle=_subtitle(sheet, indicator),
        remarks=[] if only is not None else [(_INDEX_REMARK if view == "index" else _REMARK).say(lang)],
        left=left,
        right=EDGE,
        bottom=4,
        top=4,
    )
    columns = _columns(len(names), size[0] - left - EDGE)
    _place(figure, len(names), columns, size)
    for number, name in enumerate(names):
        _panel(figure, sheet, name, number, (columns, math.ceil(len(names) / columns)), heading=only is None)
    return figure


def unit_names(results: pd.DataFrame, indicator: Indicator, by: Key = "department") -> list[str]:
    """Return the departments or tasks of a frame in its order; not the whole."""
    names = results.loc[results["indicator"] == indicator.id, by]
    return [str(name) for name in dict.fromkeys(names) if name]


def describe(
    results: pd.DataFrame,
    *,
    indicator: Indicator,
    lang: Lang,
    by: Key = "department",
    compare: Compare = "previous",
) -> str:
    """Return the chart in words: the finding, then the last value and verdict of every unit."""
    parts = [row for row in rows_of(results, indicator) if row[by]]
    said = []
    for name in unit_names(results, indicator, by):
        last = last_with_value([row for row in parts if row[by] == name])
        word = verdict_word(str(last.get("verdict") or ""), lang) if last else ""
        value = formats.quantity(value_of(last), indicator, lang) if last else formats.MISSING
        said.append(f"{name} {value}" + (f" ({word})" if word else ""))
    title = heatmap_title(parts, indicator=indicator, lang=lang, compare=compare, by=by)
    return f"{title}. " + "; ".join(said) + "."


def _subtitle(sheet: Sheet, indicator: Indicator) -> str:
    unit = INDEX_UNIT.say(sheet.canvas.lang) if sheet.column == "index" else ""
    shared: dict[str, Any] = {"indicator": indicator, "lang": sheet.canvas.lang, "origin": sheet.canvas.origin}
    return subtitle(sheet.rows, **shared, days=sheet.show.days, unit=unit)


def _columns(panels: int, room: float) -> int:
    return max(1, min(4, panels, int(room // 210)))


def _place(figure: go.Figure, panels: int, columns: int, size: tuple[int, int]) -> None:
    lines, margin = math.ceil(max(panels, 1) / columns), figure.layout.margin
    needed = margin.t + margin.b + lines * (HEAD + LOWEST + BELOW)
    figure.update_layout(height=max(size[1], needed) if panels > 1 else size[1])


def _panel(figure: go.Figure, sheet: Sheet, name: str, number: int, grid: tuple[int, int], *, heading: bool) -> None:
    rows = [row for row in sheet.rows if row[sheet.by] == name]
    key, (columns, lines) = "" if number == 0 else str(number + 1), grid
    margin = figure.layout.margin
    wide = sheet.canvas.size[0] - margin.l - margin.r
    tall = figure.layout.height - margin.t - margin.b
    across = (wide - ASIDE * (columns - 1)) / columns
    x0 = (number % columns) * (across + ASIDE) / wide
    top = 1 - (number // columns) / lines
    x_axis = time_axis(sheet.periods, across)
    x_axis |= {"domain": [x0, x0 + across / wide], "anchor": f"y{key}"}
    y_axis = sheet.axis.layout() | {"anchor": f"x{key}", "showticklabels": number % columns == 0}
    y_axis["domain"] = [top - 1 / lines + BELOW / tall, top - (HEAD / tall if heading else 0)]
    figure.update_layout({f"xaxis{key}": x_axis, f"yaxis{key}": y_axis})
    for trace in _traces(rows, sheet):
        figure.add_trace(trace.update(xaxis=f"x{key}", yaxis=f"y{key}", showlegend=False))
    if heading:
        _heading(figure, name, rows, sheet, key=key, room=across)


def _heading(figure: go.Figure, name: str, rows: Sequence[Row], sheet: Sheet, *, key: str, room: float) -> None:
    last, canvas = last_with_value(rows, sheet.column), sheet.canvas
    value = sheet.label(last) if last else formats.MISSING
    word = verdict_word(str(last.get("verdict") or ""), canvas.lang) if last and sheet.column == "value" else ""
    said = " · ".join(part for part in (value, word) if part)
    short = shortened(name, TEXT_SIZE, max(40.0, room - width(said, TEXT_SIZE - 1) - 10))
    figure.add_annotation(
        text=f"<b>{plain(short)}</b>  <span style='color:{canvas.colours.muted}'>{plain(said)}</span>",
        xref=f"x{key} domain",
        yref=f"y{key} domain",
        x=0,
        y=1,
        xanchor="left",
        yanchor="bottom",
        yshift=3,
        showarrow=False,
        font={"size": TEXT_SIZE},
    )


def _traces(rows: Sequence[Row], sheet: Sheet) -> list[go.Scatter]:
    canvas, show = sheet.canvas, sheet.show
    whole = _line(sheet.whole, sheet, canvas.colours.neutral, 1.2)
    if sheet.column == "index":
        known = [row for row in rows if value_of(row, "index") is not None]
        base = go.Scatter(x=_ends(sheet.periods), y=[100.0, 100.0], mode="lines", hoverinfo="skip")
        base.line = {"color": canvas.colours.neutral, "width": 1, "dash": "dot"}
        return [base, whole, _line(rows, sheet, canvas.colours.line, 2.2), _points(known, sheet)]
    drawn = [*band(rows, show=show, canvas=canvas, name=""), whole, *aim_lines(rows, show=show, canvas=canvas)]
    points = markers(rows, show=show, canvas=canvas, verdicts=verdicts_present(rows))
    return [*drawn, line(rows, show=show, canvas=canvas, name=""), *points]


def _line(rows: Sequence[Row], sheet: Sheet, colour: str, thick: float) -> go.Scatter:
    places, _ = broken_at_gaps(rows, sheet.column)
    by_place = {month_number(period_of(row)): sheet.drawn(row) for row in rows}
    values = [by_place.get(int(place)) if float(place).is_integer() else None for place in places]
    made = go.Scatter(x=places, y=values, mode="lines", hoverinfo="skip", connectgaps=False)
    return made.update(line={"color": colour, "width": thick})


def _points(rows: Sequence[Row], sheet: Sheet) -> go.Scatter:
    colours, lang = sheet.canvas.colours, sheet.canvas.lang
    said = [
        [f"{unit_of(row)} · {period_of(row).label(lang)}", f"{INDEX_UNIT.say(lang)} {sheet.label(row)}"] for row in rows
    ]
    return go.Scatter(
        x=[month_number(period_of(row)) for row in rows],
        y=[sheet.drawn(row) for row in rows],
        mode="markers",
        marker={"size": 8, "color": colours.line, "line": {"color": colours.paper, "width": 2}},
        hovertext=[hover_text(texts) for texts in said],
        hoverinfo="text",
        customdata=[event_data(row) for row in rows],
        cliponaxis=False,
    )


def _ends(periods: Sequence[Period]) -> list[int]:
    return [month_number(periods[0]), month_number(periods[-1])] if periods else [0, 0]
