"""The level of one indicator by period, with its interval, its target and the verdict on every change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from charts.canvas import EDGE, Canvas, Frame
from charts.display import Display, display, month_number, periods_between, time_axis, verdicts_present
from charts.points import band, label_last, line, markers
from charts.theme import TITLE_SIZE, Mode
from charts.ticks import value_axis
from charts.words import width
from kpi.core import formats
from kpi.core.indicator import Compare, Indicator
from kpi.core.text import Lang, Text
from kpi.sentences.origin import Origin, subtitle
from kpi.sentences.reasons import missing_line
from kpi.sentences.result import sentence, verdict_word
from kpi.sentences.rows import Row, last_with_value, one_unit, period_of, value_of
from kpi.sentences.titles import trend_title

Target = float | Mapping[int, float] | None
"""One number for every period, or a number for each calendar year; in the indicator's unit (times: working hours)."""

_ACTUAL = Text("실적", "Actual")
_BAND = Text("95% 구간", "95% interval")
_TARGET = Text("목표", "Target")


def trend(
    results: pd.DataFrame,
    *,
    indicator: Indicator,
    lang: Lang,
    mode: Mode = "light",
    frame: Frame = "page",
    size: tuple[int, int] = (900, 480),
    origin: Origin | None = None,
    target: Target = None,
    compare: Compare = "previous",
    department: str | None = None,
    task: str | None = None,
) -> go.Figure:
    """Return the trend of one department and task (None: the whole organisation, or the only one there is).

    Parameters
    ----------
    results
        RESULT frame, any number of indicators, departments and periods; it is not changed.
    target
        In the indicator's unit; drawn dashed over the periods it is given for.
    compare
        What ``change`` was computed against; only for the words.

    Notes
    -----
    A missing value leaves a gap in the line and is never drawn as zero. Working hours are drawn as days of 8 hours
    when the largest is 8 hours or more. Shapes differ by verdict, the hover box has its word.
    """
    rows = one_unit(results, indicator, department=department, task=task)
    show = display(rows, indicator, lang)
    canvas = Canvas(lang, mode, frame, size, origin or Origin())
    verdicts = verdicts_present(rows)
    aims = target_points(rows, target, show)
    bands = band(rows, show=show, canvas=canvas, name=_BAND.say(lang))
    figure = go.Figure(
        [*bands, *_target_line(aims, canvas), line(rows, show=show, canvas=canvas, name=_ACTUAL.say(lang))]
    )
    figure.add_traces(markers(rows, show=show, canvas=canvas, verdicts=verdicts))
    names = [_ACTUAL.say(lang), *([_BAND.say(lang)] if bands else []), *([_TARGET.say(lang)] if aims else [])]
    last = last_with_value(rows)
    label = show.level(value_of(last)) if last else ""
    label_last(figure, last, value=show.drawn(value_of(last)) if last else None, text=label, canvas=canvas)
    values = [show.drawn(value_of(row, column)) for row in rows for column in ("value", "low", "high")]
    axis = value_axis([*values, *(aim for _, aim in aims)], size[1])
    left, right = EDGE + 8 + axis.room, EDGE + width(label, TITLE_SIZE - 2)
    canvas.dress(
        figure,
        title=trend_title(rows, indicator=indicator, lang=lang, compare=compare),
        subtitle=subtitle(rows, indicator=indicator, lang=lang, origin=canvas.origin, days=show.days),
        legend=[*names, *(verdict_word(verdict, lang) for verdict in verdicts)],
        left=left,
        right=right,
        remarks=[missing_line(rows, lang)],
    )
    figure.update_layout(xaxis=time_axis(periods_between(rows), size[0] - left - right), yaxis=axis.layout())
    return figure


def describe(results: pd.DataFrame, *, indicator: Indicator, lang: Lang, compare: Compare = "previous") -> str:
    """Return the chart in words, for those who cannot see it: the finding, then the level of every period."""
    rows = one_unit(results, indicator)
    last = last_with_value(rows)
    if last is None:
        return trend_title(rows, indicator=indicator, lang=lang)
    levels = "; ".join(
        f"{period_of(row).label(lang)} {formats.quantity(value_of(row), indicator, lang)}" for row in rows
    )
    return f"{sentence(last, indicator=indicator, lang=lang, compare=compare)} {levels}."


def target_points(rows: Sequence[Row], target: Target, show: Display) -> list[tuple[int, float]]:
    """Return place and drawn value of the target in every period that has one."""
    points = []
    for period in periods_between(rows):
        aim = target.get(period.start.year) if isinstance(target, Mapping) else target
        drawn = show.drawn(aim)
        if drawn is not None:
            points.append((month_number(period), drawn))
    return points


def _target_line(aims: Sequence[tuple[int, float]], canvas: Canvas) -> list[go.Scatter]:
    if not aims:
        return []
    single = len(aims) == 1
    return [
        go.Scatter(
            x=[place for place, _ in aims],
            y=[aim for _, aim in aims],
            mode="markers" if single else "lines",
            name=_TARGET.say(canvas.lang),
            line={"color": canvas.colours.target, "width": 2, "dash": "dash"},
            marker={"symbol": "line-ew", "size": 26, "line": {"color": canvas.colours.target, "width": 2.5}},
            hoverinfo="skip",
            legendrank=3,
        )
    ]
