"""Cases and achievements by year and department, one mark each; hollow marks where a department took a case over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts.canvas import EDGE, Canvas, Frame
from charts.lanes import MARK, Lanes, Mark, labels_of, lanes_of
from charts.theme import TEXT_SIZE, Mode, Palette
from charts.words import lines, plain, shortened, width
from kpi.core import formats
from kpi.core.indicator import Indicator
from kpi.core.text import Lang, Text
from kpi.sentences.origin import Origin
from kpi.sentences.rows import Row, period_of
from kpi.sentences.timeline import KINDS, counts_of, entry_lines, timeline_subtitle, timeline_title, timeline_words

_TAKEN = Text("받아들인 부서", "Took a case over")
_YEAR = Text("{n}건", "{n}")
_MANY = Text("{n}건", "{n} entries")
SYMBOLS = {
    "award": "star",
    "joint_project": "diamond",
    "good": "circle",
    "proactive": "triangle-up",
    "failure": "x",
    "case": "square",
}
"""Each kind has a shape of its own: colour is never the only sign."""
HOVER_ROOM = 320


def timeline(
    entries: pd.DataFrame,
    *,
    indicator: Indicator,
    lang: Lang,
    mode: Mode = "light",
    frame: Frame = "page",
    size: tuple[int, int] = (900, 480),
    origin: Origin | None = None,
) -> go.Figure:
    """Return the figure of entries with the columns of ``services.timeline.TIMELINE_COLUMNS``.

    A lane is a department, those with most entries first; an entry of several departments stands in the lane of each.
    The number of entries below a year counts each once.
    """
    rows = _rows(entries)
    canvas = Canvas(lang, mode, frame, size, origin or Origin())
    left = EDGE + 8 + min(size[0] * 0.22, max((width(label, TEXT_SIZE) for label in labels_of(rows, lang)), default=20))
    years = {period_of(row).start.year for row in rows}
    lanes = lanes_of(rows, lang, room=canvas.across(left + EDGE) / (max(years, default=0) - min(years, default=0) + 1))
    figure = go.Figure()
    canvas.dress(
        figure,
        title=timeline_title(rows, indicator=indicator, lang=lang),
        subtitle=timeline_subtitle(rows, lang=lang, origin=canvas.origin),
        legend=_legend(lanes, lang),
        left=left,
        right=EDGE,
        bottom=50,
        top=10,
    )
    if not rows:
        return figure.update_layout(xaxis={"visible": False}, yaxis={"visible": False})
    margin = figure.layout.margin
    figure.update_layout(height=margin.t + margin.b + lanes.tops[-1])
    figure.add_traces(_traces(lanes, canvas, indicator))
    figure.update_layout(**_axes(rows, lanes, left, lang), shapes=_lines(lanes.tops, canvas.colours))
    return figure


def describe_timeline(entries: pd.DataFrame, *, indicator: Indicator, lang: Lang) -> str:
    """Return the timeline in words: the finding, then the counts of each year."""
    return timeline_words(_rows(entries), indicator=indicator, lang=lang)


def _rows(entries: pd.DataFrame) -> list[Row]:
    found = [{str(name): value for name, value in row.items()} for row in entries.to_dict("records")]
    return [row for row in found if row.get("kind") in KINDS]


def _traces(lanes: Lanes, canvas: Canvas, indicator: Indicator) -> list[go.Scatter]:
    taken = [spot for spot in lanes.spots if spot[2].taken]
    found = []
    for kind in KINDS:
        made = [spot for spot in lanes.spots if spot[2].row["kind"] == kind and not spot[2].taken]
        found += [_made(kind, made, canvas, indicator)] if made else []
    found += [_took(taken, canvas, indicator)] if taken else []
    return found + ([_piled(lanes, canvas)] if lanes.piles else [])


def _made(kind: str, spots: Sequence[tuple[float, float, Mark]], canvas: Canvas, indicator: Indicator) -> go.Scatter:
    colours = canvas.colours
    colour = {"award": colours.target, "proactive": colours.good, "failure": colours.bad, "case": colours.neutral}.get(
        kind, colours.line
    )
    marker = {"symbol": SYMBOLS[kind], "size": MARK + (2 if kind == "award" else 0), "color": colour}
    return _scatter(spots, canvas, indicator, name=KINDS[kind].say(canvas.lang), marker=marker)


def _took(spots: Sequence[tuple[float, float, Mark]], canvas: Canvas, indicator: Indicator) -> go.Scatter:
    line = {"width": 1.6, "color": canvas.colours.neutral}
    marker = {"symbol": "circle-open", "size": MARK - 1, "color": canvas.colours.neutral, "line": line}
    return _scatter(spots, canvas, indicator, name=_TAKEN.say(canvas.lang), marker=marker)


def _scatter(
    spots: Sequence[tuple[float, float, Mark]], canvas: Canvas, indicator: Indicator, **look: Any
) -> go.Scatter:
    return go.Scatter(
        x=[x for x, _, _ in spots],
        y=[y for _, y, _ in spots],
        mode="markers",
        text=[_hover(mark.row, canvas.lang) for _, _, mark in spots],
        customdata=[[mark.department, period_of(mark.row).start.isoformat(), indicator.id] for _, _, mark in spots],
        hovertemplate="%{text}<extra></extra>",
        **look,
    )


def _piled(lanes: Lanes, canvas: Canvas) -> go.Scatter:
    """Return numbers in the place of more marks than a cell has room for."""
    return go.Scatter(
        x=[x for x, _, _ in lanes.piles],
        y=[y for _, y, _ in lanes.piles],
        mode="text",
        text=[_MANY.say(canvas.lang, n=formats.number(len(held), 0, canvas.lang)) for _, _, held in lanes.piles],
        textfont={"size": TEXT_SIZE, "color": canvas.colours.text},
        hovertext=[plain(counts_of([mark.row for mark in held], canvas.lang)) for _, _, held in lanes.piles],
        hovertemplate="%{hovertext}<extra></extra>",
        showlegend=False,
    )


def _hover(row: Row, lang: Lang) -> str:
    head, *rest = entry_lines(row, lang)
    wrapped = [plain(line) for text in rest for line in lines(text, TEXT_SIZE, HOVER_ROOM)]
    return "<br>".join([f"<b>{plain(head)}</b>", *wrapped])


def _legend(lanes: Lanes, lang: Lang) -> list[str]:
    there = {str(mark.row["kind"]) for mark in lanes.marks if not mark.taken}
    names = [KINDS[kind].say(lang) for kind in KINDS if kind in there]
    return names + ([_TAKEN.say(lang)] if any(mark.taken for mark in lanes.marks) else [])


def _axes(rows: Sequence[Row], lanes: Lanes, left: float, lang: Lang) -> dict[str, Any]:
    counts = Counter(period_of(row).start.year for row in rows)
    years = list(range(min(counts), max(counts) + 1))
    common = {"showgrid": False, "zeroline": False, "showline": False}
    return {
        "xaxis": {
            **common,
            "range": [years[0] - 0.5, years[-1] + 0.5],
            "tickvals": years,
            "ticktext": [f"{year}<br>{_YEAR.say(lang, n=counts[year])}" for year in years],
        },
        "yaxis": {
            **common,
            "range": [lanes.tops[-1], 0],
            "tickvals": [lanes.middle(lane) for lane in range(len(lanes.labels))],
            "ticktext": [plain(shortened(label, TEXT_SIZE, left - EDGE - 8)) for label in lanes.labels],
        },
    }


def _lines(tops: Sequence[float], colours: Palette) -> list[dict[str, Any]]:
    line = {"color": colours.grid, "width": 1}
    return [
        {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": top, "y1": top, "line": line, "layer": "below"}
        for top in tops
    ]
