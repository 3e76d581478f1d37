"""The level of one indicator by period, with its interval, its targets, breaks and the verdict on every change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from charts.aims import aim_lines, mark_breaks
from charts.canvas import EDGE, Canvas, Frame
from charts.display import display, periods_between, time_axis, verdicts_present
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
from kpi.sentences.rows import last_with_value, one_unit, period_of, value_of
from kpi.sentences.titles import trend_title

Breaks = Sequence[tuple[dt.date, str]]
"""Day from which a series is another one, and why."""

_ACTUAL = Text("실적", "Actual")
_BAND = Text("95% 구간", "95% interval")


def trend(
    results: pd.DataFrame,
    *,
    indicator: Indicator,
    lang: Lang,
    mode: Mode = "light",
    frame: Frame = "page",
    size: tuple[int, int] = (900, 480),
    origin: Origin | None = None,
    breaks: Breaks = (),
    compare: Compare = "previous",
    department: str | None = None,
    task: str | None = None,
) -> go.Figure:
    """Return the trend of one department and task (None: the whole organisation, or the only one there is).

    Parameters
    ----------
    results
        RESULT frame, any number of indicators, departments and periods; it is not changed. Columns ``target``,
        ``target_low``, ``target_high``, ``national`` and ``best_peer`` are drawn where they hold something.
    breaks
        Drawn as upright lines where they lie between two of the periods.
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
    aims = aim_lines(rows, show=show, canvas=canvas)
    bands = band(rows, show=show, canvas=canvas, name=_BAND.say(lang))
    figure = go.Figure([*bands, *aims, line(rows, show=show, canvas=canvas, name=_ACTUAL.say(lang))])
    figure.add_traces(markers(rows, show=show, canvas=canvas, verdicts=verdicts))
    names = [
        _ACTUAL.say(lang),
        *([_BAND.say(lang)] if bands else []),
        *(one.name for one in aims if one.showlegend is not False),
    ]
    last = last_with_value(rows)
    label = canvas.beside(show.level(value_of(last)), show.figures(value_of(last))) if last else ""
    label_last(figure, last, value=show.drawn(value_of(last)) if last else None, text=label, canvas=canvas)
    values = [show.drawn(value_of(row, column)) for row in rows for column in ("value", "low", "high")]
    axis = value_axis([*values, *(aim for one in aims for aim in one.y)], size[1])
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
    figure.update_layout(xaxis=time_axis(periods_between(rows), canvas.across(left + right)), yaxis=axis.layout())
    return mark_breaks(figure, rows, breaks, canvas=canvas)


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
