"""The chained same-task index, base = 100: what changed if the mix of work had stayed the same."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from charts.canvas import EDGE, Canvas, Frame
from charts.display import month_number, periods_between, time_axis
from charts.points import broken_at_gaps, event_data, hover_text, label_last
from charts.theme import TITLE_SIZE, Mode
from charts.ticks import value_axis
from charts.words import width
from kpi.core import formats
from kpi.core.indicator import Indicator
from kpi.core.text import Lang, Text
from kpi.sentences.origin import Origin, subtitle
from kpi.sentences.reasons import missing_line
from kpi.sentences.result import coverage_clause
from kpi.sentences.rows import Row, last_with_value, one_unit, period_of, value_of
from kpi.sentences.titles import index_title

_INDEX = Text("지수(기준=100)", "Index (base = 100)")
_REMARK = Text(
    "※ 점선은 기준(100). 같은 업무만 해마다 이어 비교한 피셔 연쇄지수이며 검정하지 않음",
    "Dotted line: the base (100). Fisher index of the same tasks, chained year by year; it is not tested",
)


def index(
    results: pd.DataFrame,
    *,
    indicator: Indicator,
    lang: Lang,
    mode: Mode = "light",
    frame: Frame = "page",
    size: tuple[int, int] = (900, 480),
    origin: Origin | None = None,
    department: str | None = None,
    task: str | None = None,
) -> go.Figure:
    """Return the ``index`` of a RESULT frame by period; where a link of the chain is missing the line breaks.

    The index is arithmetic over the cases that happened; no verdict is drawn because none was computed for it.
    """
    rows = one_unit(results, indicator, department=department, task=task)
    canvas = Canvas(lang, mode, frame, size, origin or Origin())
    last = last_with_value(rows, "index")
    known = [row for row in rows if value_of(row, "index") is not None]
    figure = go.Figure(_traces(rows, known, canvas))
    label = formats.number(value_of(last, "index") if last else None, 1, lang)
    label_last(figure, last, value=value_of(last, "index") if last else None, text=label, canvas=canvas)
    axis = value_axis([value_of(row, "index") for row in known], size[1], must_show=100.0)
    left, right = EDGE + 8 + axis.room, EDGE + max(width(label, TITLE_SIZE - 2), 20)
    canvas.dress(
        figure,
        title=index_title(rows, indicator=indicator, lang=lang),
        subtitle=subtitle(rows, indicator=indicator, lang=lang, origin=canvas.origin, unit=_INDEX.say(lang)),
        remarks=[_REMARK.say(lang), missing_line(rows, lang, "index")],
        left=left,
        right=right,
    )
    figure.update_layout(xaxis=time_axis(periods_between(rows), canvas.across(left + right)), yaxis=axis.layout())
    if known:
        figure.add_hline(y=100, line={"color": canvas.colours.neutral, "width": 1.2, "dash": "dot"})
    return figure


def describe(results: pd.DataFrame, *, indicator: Indicator, lang: Lang) -> str:
    """Return the chart in words: the finding, then the index of every period."""
    rows = one_unit(results, indicator)
    levels = "; ".join(
        f"{period_of(row).label(lang)} {formats.number(value_of(row, 'index'), 1, lang)}" for row in rows
    )
    return ". ".join(part for part in (index_title(rows, indicator=indicator, lang=lang), levels) if part) + "."


def _traces(rows: Sequence[Row], known: Sequence[Row], canvas: Canvas) -> list[go.Scatter]:
    places, values = broken_at_gaps(rows, "index")
    colours = canvas.colours
    path = go.Scatter(x=places, y=values, mode="lines", line={"color": colours.line, "width": 2.5})
    points = go.Scatter(
        x=[month_number(period_of(row)) for row in known],
        y=[value_of(row, "index") for row in known],
        mode="markers",
        marker={"size": 9, "color": colours.line, "line": {"color": colours.paper, "width": 2}},
        hovertext=[hover_text(_hover(row, canvas.lang)) for row in known],
        customdata=[event_data(row) for row in known],
        cliponaxis=False,
    )
    return [path.update(hoverinfo="skip", showlegend=False), points.update(hoverinfo="text", showlegend=False)]


def _hover(row: Row, lang: Lang) -> list[str]:
    value = formats.number(value_of(row, "index"), 1, lang)
    texts = [period_of(row).label(lang), f"{_INDEX.say(lang)} {value}", coverage_clause(row, lang)]
    return [text for text in texts if text]
