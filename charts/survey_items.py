"""The items of a survey: how each is rated, and how that goes with how closely it belongs to the overall score."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from charts.canvas import EDGE, Canvas, Frame
from charts.display import Display, display
from charts.points import event_data, hover_text, marker
from charts.theme import TEXT_SIZE, Mode
from charts.ticks import value_axis
from charts.words import plain, shortened, width
from kpi.core import formats
from kpi.core.indicator import Indicator
from kpi.core.text import Lang, Text
from kpi.sentences.origin import Origin, subtitle
from kpi.sentences.result import verdict_word
from kpi.sentences.rows import Row, rows_of, value_of
from kpi.sentences.survey import CAUSE, QUADRANTS, importance_title, latest, profile_title

NAME_ROOM = 150
ROW_HEIGHT = 30
_CLOSE = Text("종합과의 상관 {r}(95% 구간 {ends})", "Correlation with overall {r} (95% interval {ends})")
_ACROSS = Text("종합과의 상관(중요도)", "Correlation with the overall score (importance)")
_MEANS = Text("※ 가는 선은 문항들의 평균, 막대는 95% 구간", "Thin lines are the means of the items, bars 95% intervals")


def profile(
    items: pd.DataFrame,
    *,
    indicator: Indicator,
    lang: Lang,
    mode: Mode = "light",
    frame: Frame = "page",
    size: tuple[int, int] = (900, 480),
    origin: Origin | None = None,
) -> go.Figure:
    """Return the items of the last period from the best rated down, each a point with its interval and verdict."""
    rows = latest(rows_of(items, indicator))
    height = max(size[1], 150 + ROW_HEIGHT * len(rows))
    canvas = Canvas(lang, mode, frame, (size[0], height), origin or Origin())
    show = display(rows, indicator, lang)
    figure = go.Figure([_intervals(rows, show, canvas), *_marks(rows, show, canvas)] if rows else None)
    values = value_axis(
        [show.drawn(value_of(row, name)) for row in rows for name in ("value", "low", "high")], size[0] // 2
    )
    names = [shortened(str(row["item"]), TEXT_SIZE, NAME_ROOM) for row in rows]
    canvas.dress(
        figure,
        title=profile_title(rows, lang),
        subtitle=subtitle(rows, indicator=indicator, lang=lang, origin=canvas.origin),
        legend=[str(trace.name) for trace in figure.data if trace.showlegend is not False],
        left=EDGE + 8 + max((width(name, TEXT_SIZE) for name in names), default=10),
        right=EDGE + 40,
    )
    places = {"tickvals": list(range(len(rows))), "ticktext": [plain(name) for name in names]}
    figure.update_layout(
        xaxis={**values.layout(), "showgrid": True},
        yaxis={**places, "range": [len(rows) - 0.4, -0.6], "showgrid": False},
    )
    return figure


def importance(
    items: pd.DataFrame,
    *,
    indicator: Indicator,
    lang: Lang,
    mode: Mode = "light",
    frame: Frame = "page",
    size: tuple[int, int] = (900, 480),
    origin: Origin | None = None,
) -> go.Figure:
    """Return score (up) against importance (across) of the items of the last period, both with their intervals."""
    rows = [row for row in latest(rows_of(items, indicator)) if value_of(row, "importance") is not None]
    canvas = Canvas(lang, mode, frame, size, origin or Origin())
    show = display(rows, indicator, lang)
    figure = go.Figure(_crosses(rows, show, canvas) if rows else None)
    up = value_axis([show.drawn(value_of(row, name)) for row in rows for name in ("value", "low", "high")], size[1])
    names = ("importance", "importance_low", "importance_high")
    across = value_axis([value_of(row, name) for row in rows for name in names], size[0] // 2)
    canvas.dress(
        figure,
        title=importance_title(rows, lang),
        subtitle=subtitle(rows, indicator=indicator, lang=lang, origin=canvas.origin),
        left=EDGE + 8 + up.room,
        right=EDGE + 8,
        bottom=52,
        remarks=[_MEANS.say(lang), CAUSE.say(lang)] if rows else [],
    )
    title = {"text": plain(_ACROSS.say(lang)), "font": {"size": TEXT_SIZE, "color": canvas.colours.muted}}
    figure.update_layout(xaxis={**across.layout(), "title": title}, yaxis=up.layout())
    return _with_means(figure, rows, show, canvas)


def describe_profile(items: pd.DataFrame, *, indicator: Indicator, lang: Lang) -> str:
    """Return the profile in words: the ends, then every item."""
    rows = latest(rows_of(items, indicator))
    listed = [f"{row['item']} {formats.quantity(value_of(row), indicator, lang)}" for row in rows]
    return f"{profile_title(rows, lang)}. {'; '.join(listed)}."


def describe_importance(items: pd.DataFrame, *, indicator: Indicator, lang: Lang) -> str:
    """Return the importance-performance chart in words."""
    rows = [row for row in latest(rows_of(items, indicator)) if value_of(row, "importance") is not None]
    listed = [
        f"{row['item']} {formats.quantity(value_of(row), indicator, lang)}, {_closeness(row, lang)}" for row in rows
    ]
    return f"{importance_title(rows, lang)}. {'; '.join(listed)}. {CAUSE.say(lang)}."


def _intervals(rows: Sequence[Row], show: Display, canvas: Canvas) -> go.Scatter:
    places: list[float | None] = []
    ends: list[float | None] = []
    for place, row in enumerate(rows):
        places += [place, place, None]
        ends += [show.drawn(value_of(row, "low")), show.drawn(value_of(row, "high")), None]
    style = {"color": canvas.colours.line, "width": 2}
    return go.Scatter(x=ends, y=places, mode="lines", line=style, hoverinfo="skip", showlegend=False)


def _marks(rows: Sequence[Row], show: Display, canvas: Canvas) -> list[go.Scatter]:
    traces = []
    for verdict in dict.fromkeys(str(row["verdict"]) for row in rows):
        chosen = [(place, row) for place, row in enumerate(rows) if row["verdict"] == verdict]
        trace = go.Scatter(
            x=[show.drawn(value_of(row)) for _, row in chosen],
            y=[place for place, _ in chosen],
            mode="markers",
            name=plain(verdict_word(verdict, canvas.lang)),
            showlegend=bool(verdict),
            marker=marker(verdict, canvas),
            hovertext=[hover_text([str(row["item"]), *show.hover(row)]) for _, row in chosen],
            hoverinfo="text",
            customdata=[event_data(row) for _, row in chosen],
            cliponaxis=False,
        )
        traces.append(trace)
    return traces


def _crosses(rows: Sequence[Row], show: Display, canvas: Canvas) -> list[go.Scatter]:
    traces = []
    for row in rows:
        r, score = value_of(row, "importance"), show.drawn(value_of(row))
        focus = row["quadrant"] == "focus"
        colour = canvas.colours.bad if focus else canvas.colours.line
        for ends in (
            ([value_of(row, "importance_low"), value_of(row, "importance_high")], [score, score]),
            ([r, r], [show.drawn(value_of(row, "low")), show.drawn(value_of(row, "high"))]),
        ):
            line = go.Scatter(x=ends[0], y=ends[1], mode="lines", line={"color": colour, "width": 1})
            traces.append(line.update(hoverinfo="skip", showlegend=False))
        quadrant = QUADRANTS[str(row["quadrant"])].say(canvas.lang) if row["quadrant"] else ""
        point = go.Scatter(x=[r], y=[score], mode="markers+text", text=[plain(str(row["item"]))], showlegend=False)
        look = {"symbol": "diamond" if focus else "circle", "size": 10, "color": colour}
        said = [str(row["item"]), show.level(value_of(row)), _closeness(row, canvas.lang), quadrant]
        traces.append(
            point.update(
                marker=look,
                textposition="top right",
                textfont={"size": TEXT_SIZE, "color": canvas.colours.text},
                hovertext=[hover_text([one for one in said if one])],
                hoverinfo="text",
                cliponaxis=False,
            )
        )
    return traces


def _closeness(row: Row, lang: Lang) -> str:
    ends = formats.interval(value_of(row, "importance_low"), value_of(row, "importance_high"), 2, lang)
    return _CLOSE.say(lang, r=formats.number(value_of(row, "importance"), 2, lang), ends=ends or formats.MISSING)


def _with_means(figure: go.Figure, rows: Sequence[Row], show: Display, canvas: Canvas) -> go.Figure:
    style = {"color": canvas.colours.neutral, "width": 1, "dash": "dot"}
    scores = [value for value in (show.drawn(value_of(row)) for row in rows) if value is not None]
    weights = [value for value in (value_of(row, "importance") for row in rows) if value is not None]
    if scores and weights:
        figure.add_hline(y=sum(scores) / len(scores), line=style)
        figure.add_vline(x=sum(weights) / len(weights), line=style)
    return figure
