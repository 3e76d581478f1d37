"""What has accumulated since a base year: the change against it with interval and verdict; for counts the running total."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from charts.canvas import EDGE, Canvas, Frame
from charts.display import Display, display, month_number, periods_between, time_axis, verdicts_present
from charts.points import label_last, markers
from charts.theme import TITLE_SIZE, Mode
from charts.ticks import value_axis
from charts.totals import totals
from charts.words import width
from kpi.core import formats
from kpi.core.indicator import Compare, Indicator
from kpi.core.text import Lang, Text
from kpi.sentences.origin import Origin, change_words, subtitle
from kpi.sentences.reasons import missing_line
from kpi.sentences.result import against_words, finding, verdict_word
from kpi.sentences.rows import Row, after_base, base_of, of_base, one_unit, period_of, running_totals, value_of
from kpi.sentences.scale import CHANGES, as_days
from kpi.sentences.split import in_days
from kpi.sentences.titles import cumulative_title, total_title

_BARS = Text(
    "※ 점선은 기준({period}=0), 굵은 세로선은 기준과의 차이의 95% 구간",
    "Dotted line: the base ({period} = 0); thick bars: 95% interval of the difference from it",
)


def cumulative(
    results: pd.DataFrame,
    *,
    indicator: Indicator,
    lang: Lang,
    mode: Mode = "light",
    frame: Frame = "page",
    size: tuple[int, int] = (900, 480),
    origin: Origin | None = None,
    compare: Compare = "base",
    base_year: int | None = None,
    department: str | None = None,
    task: str | None = None,
) -> go.Figure:
    """Return the cumulative achievement of one department and task.

    Parameters
    ----------
    results
        RESULT frame computed with ``compare="base"``: ``change`` is against the base year (same tasks for times).
        For indicators that cumulate (counts) only ``value`` is used.
    base_year
        The base; None is the year in ``compare``, else the first year with a value. It is drawn as zero.

    Notes
    -----
    A running total ends where a period has no value. Counts are exact, so they have no interval and no verdict.
    """
    rows = one_unit(results, indicator, department=department, task=task)
    canvas = Canvas(lang, mode, frame, size, origin or Origin())
    if indicator.cumulates:
        return totals(rows, indicator=indicator, canvas=canvas)
    base_year = compare if isinstance(compare, int) else base_year
    base = base_of(rows, base_year)
    compared = [row for row in after_base(rows, base) if value_of(row, "change") is not None]
    show = display(rows, indicator, lang, CHANGES)
    verdicts = verdicts_present(compared)
    figure = go.Figure([*_path(rows, base, show, canvas), *_intervals(compared, show, canvas)])
    figure.add_traces(markers(compared, show=show, canvas=canvas, column="change", verdicts=verdicts))
    last, change = (compared[-1], value_of(compared[-1], "change")) if compared else (None, None)
    label = canvas.beside(show.change(change), show.signed(change)) if last else ""
    label_last(figure, last, value=show.drawn(change), text=label, canvas=canvas)
    unit = change_words(indicator, lang, days=show.days)
    values = [show.drawn(value_of(row, column)) for row in compared for column in CHANGES]
    axis = value_axis(values, size[1], signs="signed", must_show=0.0)
    left, right = EDGE + 8 + axis.room, EDGE + max(width(label, TITLE_SIZE - 2), 20)
    canvas.dress(
        figure,
        title=cumulative_title(rows, indicator=indicator, lang=lang, compare=compare, base_year=base_year),
        subtitle=subtitle(rows, indicator=indicator, lang=lang, origin=canvas.origin, unit=unit),
        legend=[verdict_word(verdict, lang) for verdict in verdicts],
        remarks=[_bars_line(base, lang), missing_line(after_base(rows, base), lang, "change")],
        left=left,
        right=right,
    )
    figure.update_layout(xaxis=time_axis(periods_between(rows), canvas.across(left + right)), yaxis=axis.layout())
    figure.add_hline(y=0, line={"color": canvas.colours.neutral, "width": 1.2, "dash": "dot"})
    return figure


def describe(results: pd.DataFrame, *, indicator: Indicator, lang: Lang, compare: Compare = "base") -> str:
    """Return the chart in words: the finding, then every period's change or total."""
    rows = one_unit(results, indicator)
    if indicator.cumulates:
        said = total_title(rows, indicator=indicator, lang=lang)
        totals = zip(rows, running_totals(rows), strict=True)
        parts = [f"{period_of(row).label(lang)} {formats.number(total, indicator.decimals)}" for row, total in totals]
    else:
        said = cumulative_title(rows, indicator=indicator, lang=lang, compare=compare)
        compared = [row for row in rows if row.get("verdict")]
        days = as_days(rows, indicator, CHANGES)
        told = [in_days(row, indicator) if days else (row, indicator) for row in compared]
        words = [finding(row, indicator=unit, lang=lang, compare=compare) for row, unit in told]
        parts = [f"{period_of(row).label(lang)} {word}" for row, word in zip(compared, words, strict=True)]
    return f"{said}. " + "; ".join(parts)


def _path(rows: Sequence[Row], base: Row | None, show: Display, canvas: Canvas) -> list[go.Scatter]:
    places: list[float] = []
    values: list[float | None] = []
    for row in rows:
        place = month_number(period_of(row))
        if places and place - places[-1] > period_of(row).months:
            places.append(place - 0.5)
            values.append(None)
        places.append(place)
        at_zero = of_base(row, base) and value_of(row) is not None
        values.append(0.0 if at_zero else show.drawn(value_of(row, "change")))
    style = {"color": canvas.colours.line, "width": 1.5}
    return [go.Scatter(x=places, y=values, mode="lines", line=style, hoverinfo="skip", showlegend=False)]


def _intervals(rows: Sequence[Row], show: Display, canvas: Canvas) -> list[go.Scatter]:
    places: list[float | None] = []
    values: list[float | None] = []
    for row in rows:
        ends = [show.drawn(value_of(row, column)) for column in ("change_low", "change_high")]
        if None not in ends:
            places += [month_number(period_of(row))] * 2 + [None]
            values += [*ends, None]
    style = {"color": canvas.colours.band, "width": 12}
    return (
        [go.Scatter(x=places, y=values, mode="lines", line=style, hoverinfo="skip", showlegend=False)] if places else []
    )


def _bars_line(base: Row | None, lang: Lang) -> str:
    return _BARS.say(lang, period=against_words(period_of(base).start.year, base, lang)) if base else ""
