"""Running totals of a count as stacked bars: what was there before, and what the period added."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from charts.canvas import EDGE, Canvas
from charts.display import Display, display, month_number, periods_between, time_axis
from charts.points import event_data, hover_text
from charts.ticks import value_axis
from kpi.core import formats
from kpi.core.indicator import Indicator
from kpi.core.text import Text
from kpi.sentences.origin import subtitle
from kpi.sentences.reasons import missing_line
from kpi.sentences.rows import Row, period_of, running_totals, value_of
from kpi.sentences.titles import total_title

_BEFORE = Text("이전까지", "Before")
_NEW = Text("그 기간", "In the period")
_TOTAL = Text("누적 {total}", "{total} in total")


def totals(rows: Sequence[Row], *, indicator: Indicator, canvas: Canvas) -> go.Figure:
    """Return the running total of one department's rows; it ends where a period has no value."""
    lang, show = canvas.lang, display(rows, indicator, canvas.lang)
    known = [(row, total) for row, total in zip(rows, running_totals(rows), strict=True) if total is not None]
    axis = value_axis([total for _, total in known], canvas.size[1], must_show=0.0, head=0.15)
    figure = go.Figure(_bars(known, rows, show, canvas))
    left = EDGE + 8 + axis.room
    canvas.dress(
        figure,
        title=total_title(rows, indicator=indicator, lang=lang),
        subtitle=subtitle(rows, indicator=indicator, lang=lang, origin=canvas.origin),
        legend=[_BEFORE.say(lang), _NEW.say(lang)],
        remarks=[missing_line(rows, lang)],
        left=left,
        right=EDGE,
    )
    room = canvas.size[0] - left - EDGE
    figure.update_layout(barmode="stack", xaxis=time_axis(periods_between(rows), room), yaxis=axis.layout())
    return figure


def _bars(known: Sequence[tuple[Row, float]], rows: Sequence[Row], show: Display, canvas: Canvas) -> list[go.Bar]:
    lang, news = canvas.lang, [value_of(row) or 0.0 for row, _ in known]
    hovers = [hover_text([*show.hover(row), _TOTAL.say(lang, total=show.level(total))]) for row, total in known]
    common = {
        "x": [month_number(period_of(row)) for row, _ in known],
        "hovertext": hovers,
        "hoverinfo": "text",
        "customdata": [event_data(row) for row, _ in known],
        "width": 0.6 * min((period.months for period in periods_between(rows)), default=12),
    }
    before = [total - new for (_, total), new in zip(known, news, strict=True)]
    written = [f"<b>{formats.number(total, show.decimals)}</b>" for _, total in known]
    return [
        go.Bar(y=before, name=_BEFORE.say(lang), marker={"color": canvas.colours.levels[2]}, **common),
        go.Bar(
            y=news,
            name=_NEW.say(lang),
            marker={"color": canvas.colours.line},
            text=written,
            textposition="outside",
            textfont={"color": canvas.colours.text},
            cliponaxis=False,
            **common,
        ),
    ]
