"""Departments by periods: every value in its cell, better or worse as colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts.canvas import EDGE, Canvas, Frame
from charts.display import Display, display
from charts.grid import Grid, Shades, columns_axis, grid, lines_axis, reach_texts, shades
from charts.letters import Letters, put
from charts.points import event_data, hover_text
from charts.theme import TEXT_SIZE, Mode, scale, shade, text_on
from charts.words import width
from kpi.core import formats
from kpi.core.indicator import Compare, Indicator
from kpi.core.periods import Period
from kpi.core.text import Lang, Text
from kpi.sentences.origin import Origin, subtitle
from kpi.sentences.reasons import reasons_line, short_reason, short_reasons
from kpi.sentences.rows import Row, notes_of, value_of
from kpi.sentences.titles import heatmap_title

_OWN = Text(
    "※ 색은 그 부서의 같은 업무 지수(기준 연도=100)의 변화(파랑: 나음, 빨강: 못함), 검정 아님. 회색은 지수 없음",
    "Colour: own same-task index since the base year (blue better, red worse), no test. Grey: none",
)
_APART = Text(
    "※ 색은 같은 기간 전체 값과의 차이(파랑: 나음, 빨강: 못함), 차이의 검정 아님. 회색은 값 없음",
    "Colour is the distance to the whole in the same period (blue better, red worse), not a test. Grey: no value",
)
_LEVELS = Text("※ 색은 값의 크기. 회색은 값 없음", "Colour is the size of the value. Grey: no value")
_REMARKS = {"own": _OWN, "apart": _APART, "levels": _LEVELS}
_WHOLE = Text("전체 값", "Whole")
_NO_ROW = Text("자료 없음", "No data")
ROW_ROOM = 20
"""The least height of a row in pixels; a chart of many departments grows instead of becoming unreadable."""
MOST_ROOM = 44
"""The greatest one on a page: one department alone is no wall of colour."""
BAR = 40
"""What the colour bar takes below the cells, in pixels."""
CELL_DECIMALS = 1
"""A cell is small; the hover box has every digit."""
_SIZES = (12, 11, 10, 9)


@dataclass(frozen=True)
class _Cell:
    """One cell ready to draw; ``share`` is its place on the colour scale, None without a value.

    ``texts``: what may stand in it, the longest first.
    """

    column: int
    line: int
    texts: tuple[str, ...]
    share: float | None
    hover: str
    event: list[str]


def heatmap(
    results: pd.DataFrame,
    *,
    indicator: Indicator,
    lang: Lang,
    mode: Mode = "light",
    frame: Frame = "page",
    size: tuple[int, int] = (900, 480),
    origin: Origin | None = None,
    compare: Compare = "previous",
) -> go.Figure:
    """Return one cell for each department and period; departments stand in the order of the frame.

    Parameters
    ----------
    results
        RESULT frame by department. Better is blue, worse is red, whatever the indicator's direction: same-task times
        against the department's own base year, others against the organisation's rows (department ""). Without those
        rows, or where neither direction is better, colour is the level.

    Notes
    -----
    Plotly's heat map sends no event for a click: an invisible square marker lies on every cell, with customdata
    [department, first day of the period (ISO), indicator]; one of them is drawn, all of them answer. Missing cells are
    grey and name their reason. The figure grows in height where departments need it.
    """
    table = grid(results, indicator)
    places = shades(table, indicator)
    show = display(table.rows, indicator, lang)
    left = EDGE + 8 + min(size[0] * 0.3, max((width(name, TEXT_SIZE) for name in table.departments), default=20))
    canvas = Canvas(lang, mode, frame, size, origin or Origin())
    figure = canvas.dress(
        go.Figure(),
        title=heatmap_title(table.rows, indicator=indicator, lang=lang, compare=compare),
        subtitle=subtitle(table.rows, indicator=indicator, lang=lang, origin=canvas.origin, days=show.days),
        remarks=[_REMARKS[places.kind].say(lang), reasons_line(table.rows, lang) if frame == "page" else ""],
        left=left,
        right=EDGE,
        bottom=BAR,
        top=24,
    )
    room = _grow(figure, len(table.departments), size, frame)
    cell = room[0] / max(len(table.periods), 1), room[1] / max(len(table.departments), 1)
    cells = [_cell(table, places, show, place) for place in table.places()]
    across = canvas.across(left + EDGE)
    figure.add_traces(_colours(cells, table, places, show, canvas, across))
    _write(figure, cells, table, places, canvas, cell, across / max(len(table.periods), 1))
    figure.add_trace(_targets(cells, cell))
    figure.update_layout(
        xaxis=columns_axis(table, across),
        yaxis=lines_axis(table, left),
        hoverdistance=int(max(20, cell[0] / 2)),
    )
    return figure


def describe(results: pd.DataFrame, *, indicator: Indicator, lang: Lang, compare: Compare = "previous") -> str:
    """Return the chart in words: the finding, then every department's value in the last period."""
    table = grid(results, indicator)
    said = heatmap_title(table.rows, indicator=indicator, lang=lang, compare=compare)
    if not table.periods:
        return said
    last = [(name, table.cells.get((name, table.periods[-1]))) for name in table.departments]
    return f"{said}. " + "; ".join(f"{name} {_in_words(row, indicator, lang)}" for name, row in last) + "."


def _in_words(row: Row | None, indicator: Indicator, lang: Lang) -> str:
    if row is None or value_of(row) is None:
        return short_reason(notes_of(row) if row else (), lang)
    return formats.quantity(value_of(row), indicator, lang)


def _cell(table: Grid, places: Shades, show: Display, place: tuple[int, int, str, Period]) -> _Cell:
    column, line, department, period = place
    row = table.cells.get((department, period))
    event = [department, period.start.isoformat(), show.indicator.id]
    if row is None:
        hover = [f"{department} · {period.label(show.lang)}", _NO_ROW.say(show.lang)]
        return _Cell(column, line, short_reasons((), show.lang), None, hover_text(hover), event)
    value = value_of(row)
    digits = formats.number(show.drawn(value), min(show.decimals, CELL_DECIMALS), show.lang)
    texts = short_reasons(notes_of(row), show.lang) if value is None else (digits,)
    share = places.shares.get((department, period))
    return _Cell(column, line, texts, share, hover_text(show.hover(row)), event_data(row))


def _grow(figure: go.Figure, lines: int, size: tuple[int, int], frame: Frame) -> tuple[float, float]:
    margin = figure.layout.margin
    most = margin.t + margin.b + max(lines, 1) * (MOST_ROOM if frame == "page" else size[1])
    height = max(min(figure.layout.height, most), margin.t + margin.b + lines * ROW_ROOM)
    figure.update_layout(height=height)
    return size[0] - margin.l - margin.r, height - margin.t - margin.b


def _colours(
    cells: Sequence[_Cell], table: Grid, places: Shades, show: Display, canvas: Canvas, room: float
) -> list[go.Heatmap]:
    shares: list[list[float | None]] = [[None] * len(table.periods) for _ in table.departments]
    absent: list[list[float | None]] = [[None] * len(table.periods) for _ in table.departments]
    for cell in cells:
        shares[cell.line][cell.column] = cell.share
        absent[cell.line][cell.column] = 0.0 if cell.share is None else None
    colours = canvas.colours.levels if places.kind == "levels" else canvas.colours.apart
    common: dict[str, Any] = {"zmin": 0, "zmax": 1, "xgap": 2, "ygap": 2, "hoverinfo": "skip"}
    bar = _bar(places, show, canvas, room) if places.shares else None
    grey = scale((canvas.colours.absent, canvas.colours.absent))
    return [
        go.Heatmap(z=shares, colorscale=scale(colours), showscale=bar is not None, colorbar=bar, **common),
        go.Heatmap(z=absent, colorscale=grey, showscale=False, **common),
    ]


def _bar(places: Shades, show: Display, canvas: Canvas, room: float) -> dict[str, Any]:
    ticks, texts = reach_texts(places, show, _WHOLE.say(canvas.lang))
    return {
        "orientation": "h",
        "lenmode": "pixels",
        "len": min(180, room * 0.75) + 16,
        "thickness": 8,
        "x": 0.5,
        "xanchor": "center",
        "y": 0,
        "yanchor": "top",
        "xpad": 8,
        "ypad": 10,
        "outlinewidth": 0,
        "tickvals": ticks,
        "ticktext": texts,
        "ticks": "",
        "tickangle": 0,
        "tickfont": {"size": 11, "color": canvas.colours.muted},
    }


def _write(
    figure: go.Figure,
    cells: Sequence[_Cell],
    table: Grid,
    places: Shades,
    canvas: Canvas,
    room: tuple[float, float],
    least: float,
) -> None:
    """Write the values into their cells where the longest fits, reasons where one does on the narrowest page."""
    widest = max((width(cell.texts[0], 1) for cell in cells if cell.share is not None), default=1)
    size = next((size for size in _SIZES if widest * size <= room[0] - 6 and size + 4 <= room[1]), None)
    if size is None:
        return
    colours = canvas.colours.levels if places.kind == "levels" else canvas.colours.apart
    texts = [
        Letters(
            cell.column,
            cell.line,
            cell.texts[0] if cell.share is not None else _fitting(cell.texts, size, min(room[0], least)),
            canvas.colours.muted if cell.share is None else text_on(shade(colours, cell.share)),
        )
        for cell in cells
    ]
    put(figure, texts, columns=len(table.periods), lines=len(table.departments), size=size, frame=canvas.frame)


def _fitting(texts: Sequence[str], size: int, room: float) -> str:
    return next((text for text in texts if width(text, size) <= room - 2), "·")


def _targets(cells: Sequence[_Cell], room: tuple[float, float]) -> go.Scatter:
    unseen = {"marker": {"opacity": 0}}
    return go.Scatter(
        x=[cell.column for cell in cells],
        y=[cell.line for cell in cells],
        mode="markers",
        marker={"symbol": "square", "size": max(6, min(room) - 2), "opacity": 0, "maxdisplayed": 1},
        selected=unseen,
        unselected=unseen,
        customdata=[cell.event for cell in cells],
        hovertext=[cell.hover for cell in cells],
        hoverinfo="text",
        showlegend=False,
    )
