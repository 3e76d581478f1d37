"""How long cases took: the share that was done within each time, for the last period and the one before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts.canvas import EDGE, PHONE, Canvas, Frame
from charts.points import hover_text
from charts.theme import Mode
from charts.ticks import value_axis
from kpi.core import formats
from kpi.core.indicator import Indicator
from kpi.core.periods import Period
from kpi.core.text import Lang, Text
from kpi.sentences.origin import Origin, subtitle
from kpi.sentences.rows import period_of, rows_of, value_of

TITLE = Text("{name}: 얼마 안에 끝났나", "{name}: done within how long")
_POINT = Text("{value} 안에 {share}%", "{share}% within {value}")
_REMARK = Text(
    "※ 가로 점선: 절반(중앙값)과 90%. 저장된 분포(2% 폭)에서 읽어 오차 1% 이내",
    "Dotted lines: half (the median) and 90%. Read from stored bins of 2%: at most 1% off",
)
_FINDING = Text(
    "{period} {name}: 절반은 {half}, 열에 아홉은 {most} 안에 끝남",
    "{name}, {period}: half done within {half}, nine in ten within {most}",
)
_NOTHING = Text("{name}: 표시할 값 없음", "{name}: nothing to show")
_LINES = (50.0, 90.0)
_SHOWN = 0.97
"""The longest cases are left out of the picture, so that the rest can be seen; the axis says how far it goes."""
Bin = Mapping[str, Any]


def distribution(
    bins: Sequence[Bin],
    *,
    indicator: Indicator,
    lang: Lang,
    mode: Mode = "light",
    frame: Frame = "page",
    size: tuple[int, int] = (900, 480),
    origin: Origin | None = None,
) -> go.Figure:
    """Return the cumulative shares (percent) of the last two periods of histogram bins (value, count; one unit)."""
    canvas = Canvas(lang, mode, frame, size, origin or Origin())
    periods, curves, longest = _curves(bins)
    days = in_days(bins, indicator)
    divisor = formats.HOURS_A_DAY if days else 1.0
    names = [period.label(lang) for period in periods]
    figure = go.Figure(_lines(curves, names, canvas, divisor, indicator if not days else None))
    across, up = value_axis([longest / divisor], PHONE, must_show=0.0), value_axis([100.0], size[1], must_show=0.0)
    canvas.dress(
        figure,
        title=finding(bins, indicator=indicator, lang=lang),
        subtitle=subtitle(counts(bins), indicator=indicator, lang=lang, origin=canvas.origin, days=days),
        legend=names,
        remarks=[_REMARK.say(lang)],
        left=EDGE + 20 + up.room,
        right=EDGE + 8,
    )
    percents = [f"{text}%" for text in up.texts]
    figure.update_layout(
        xaxis={**across.layout(), "tickangle": 0}, yaxis={**up.layout(), "range": [0, 104], "ticktext": percents}
    )
    for share in _LINES:
        figure.add_hline(y=share, line={"color": canvas.colours.neutral, "width": 1, "dash": "dot"})
    return figure


def distribution_of_rows(results: pd.DataFrame, *, indicator: Indicator, **drawing: Any) -> go.Figure:
    """Return the figure of a frame of bins (RESULT keys, value, count); ``drawing`` as in ``distribution``."""
    return distribution(rows_of(results, indicator), indicator=indicator, **drawing)


def describe(results: pd.DataFrame, *, indicator: Indicator, lang: Lang) -> str:
    """Return the chart in words: within how long half and nine tenths were done, in each of the periods drawn."""
    bins = rows_of(results, indicator)
    periods = sorted({period_of(row) for row in bins})[-2:]
    return " ".join(
        finding([row for row in bins if period_of(row) == period], indicator=indicator, lang=lang) + "."
        for period in reversed(periods)
    )


def finding(bins: Sequence[Bin], *, indicator: Indicator, lang: Lang) -> str:
    """Return what the last period says: within how long half and nine tenths of the cases were done."""
    if not bins:
        return _NOTHING.say(lang, name=indicator.name.say(lang))
    last = max(period_of(row) for row in bins)
    values, shares = curve([row for row in bins if period_of(row) == last])
    half, most = (
        formats.quantity(
            next(value for value, share in zip(values, shares, strict=True) if share >= line), indicator, lang
        )
        for line in _LINES
    )
    return _FINDING.say(lang, period=last.label(lang), name=indicator.name.say(lang), half=half, most=most)


def curve(bins: Sequence[Bin]) -> tuple[list[float], list[float]]:
    """Return values, ascending, and the percent of cases that took at most that long."""
    ordered = sorted((value_of(row, "value") or 0.0, float(row["count"])) for row in bins)
    total = sum(count for _, count in ordered)
    done, shares = 0.0, []
    for _, count in ordered:
        done += count
        shares.append(100 * done / total)
    return [value for value, _ in ordered], shares


def counts(bins: Sequence[Bin]) -> list[dict[str, Any]]:
    """Return a row with its n for each of the periods that are drawn."""
    periods = sorted({period_of(row) for row in bins})[-2:]
    sums = {period: sum(float(row["count"]) for row in bins if period_of(row) == period) for period in periods}
    return [{"period_start": one.start, "period_months": one.months, "n": n} for one, n in sums.items()]


def in_days(bins: Sequence[Bin], indicator: Indicator) -> bool:
    """Return whether working hours are drawn as working days: where the picture reaches that far."""
    return indicator.unit == "hours" and _curves(bins)[2] >= formats.HOURS_A_DAY


def _curves(bins: Sequence[Bin]) -> tuple[list[Period], list[tuple[list[float], list[float]]], float]:
    """Return the last two periods, their curves, and how far the picture reaches."""
    periods = sorted({period_of(row) for row in bins})[-2:]
    curves = [curve([row for row in bins if period_of(row) == period]) for period in periods]
    return periods, curves, max((value for both in curves for value in _within(*both)), default=1.0)


def _within(values: Sequence[float], shares: Sequence[float]) -> list[float]:
    shown = [value for value, share in zip(values, shares, strict=True) if share <= 100 * _SHOWN]
    return shown or list(values[:1])


def _lines(
    curves: Sequence[tuple[list[float], list[float]]],
    names: Sequence[str],
    canvas: Canvas,
    divisor: float,
    indicator: Indicator | None,
) -> list[go.Scatter]:
    styles = [
        {"color": canvas.colours.neutral, "width": 2, "dash": "dash"},
        {"color": canvas.colours.line, "width": 2.5},
    ]
    traces = []
    for (values, shares), name, style in zip(curves, names, styles[len(styles) - len(curves) :], strict=True):
        drawn = [value / divisor for value in values]
        said = [_hover(name, value, share, canvas.lang, indicator) for value, share in zip(drawn, shares, strict=True)]
        line = {"shape": "hv", **style}
        traces.append(
            go.Scatter(x=drawn, y=shares, mode="lines", name=name, line=line, hovertext=said, hoverinfo="text")
        )
    return traces


def _hover(name: str, value: float, share: float, lang: Lang, indicator: Indicator | None) -> str:
    unit = "days" if indicator is None else indicator.unit
    text = formats.with_unit(
        formats.number(value, 1, lang), unit, indicator.unit_text if indicator else Text("일", "days"), lang
    )
    return hover_text([name, _POINT.say(lang, value=text, share=formats.number(share, 0, lang))])
