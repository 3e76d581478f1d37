"""A chart's facts -> an SVG drawing, without a browser: lines over periods, standing columns, lying bars."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from charts.theme import verdict_colour
from charts.ticks import ValueAxis
from charts.words import shortened, width
from kpi.core.indicator import VERDICTS
from kpi.core.text import Lang, Text
from reports.bridge import is_bridge, steps
from reports.model import Chart, ChartKind, Series
from reports.sheet import (
    AIMS,
    COLOURS,
    SIZE,
    SMALL,
    TEXT,
    Sheet,
    axis_of,
    column_colour,
    legend,
    point_words,
    shown_places,
    verdict_entries,
    wrapped,
)
from reports.shown import value_label

BAND = "#E2E9FB"
BAR_ROOM = 24
TICK_ROOM = 150
"""A printed chart bears ticks closer together than a card on the screen."""
NAME_ROOM = 150
_INTERVAL = Text("95% 구간", "95% interval")
_WHOLE = Text("전체 값", "Whole organisation")


def drawn_lines(chart: Chart, *, lang: Lang, size: tuple[int, int]) -> Sheet:
    """Return lines over periods with interval, targets, breaks, a mark for every verdict and the last value written."""
    axis = axis_of(chart, size[1] + TICK_ROOM)
    main = chart.series[0]
    last = next((value for value in reversed(main.values) if value is not None), None)
    label = value_label(chart, last, lang)
    sheet = Sheet(size, 20 + axis.room, size[0] - 26 - width(label, TEXT + 1), 38, size[1] - 34)
    across, up = _scales(sheet, axis, len(chart.categories))
    _ground(sheet, chart, axis, across, up)
    _intervals(sheet, main, across, up)
    for series in chart.series[1:]:
        colour, dash = AIMS.get(series.role, (COLOURS.muted, "3 3"))
        _runs(sheet, series, across, up, colour, 2, dash)
    _runs(sheet, main, across, up, COLOURS.line, 2.6, "")
    for place, value in enumerate(main.values):
        if value is not None:
            verdict = main.verdicts[place] if main.verdicts else ""
            sheet.mark(across(place), up(value), verdict, point_words(chart, place, value, lang))
    if last is not None:
        place = max(place for place, value in enumerate(main.values) if value is not None)
        sheet.text(across(place) + 11, up(last) + 5, label, size=TEXT + 1, colour=COLOURS.line, bold=True)
    entries = [("line", COLOURS.line, main.name)] + ([("box", BAND, _INTERVAL.say(lang))] if any(main.low) else [])
    entries += [
        (series.role, AIMS.get(series.role, (COLOURS.muted, ""))[0], series.name) for series in chart.series[1:]
    ]
    legend(sheet, entries + verdict_entries(main, lang))
    return sheet


def drawn_columns(chart: Chart, *, lang: Lang, size: tuple[int, int]) -> Sheet:
    """Return standing columns: several series stacked, or one as a bridge whose columns begin at ``starts``."""
    parts, stacked = steps(chart, lang) if is_bridge(chart) else [], len(chart.series) > 1
    axis = axis_of(_summed(chart) if stacked else chart, size[1] + TICK_ROOM)
    sheet = Sheet(size, 20 + axis.room, size[0] - 20, 56 if parts else 38 if stacked else 26, size[1] - 46)
    across, up = _scales(sheet, axis, len(chart.categories))
    _ground(sheet, chart, axis, across, up)
    half = min((sheet.right - sheet.left) / max(len(chart.categories), 1) * 0.3, 46)
    for place in range(len(chart.categories)):
        begin = bottom = chart.starts[place] if chart.starts else 0.0
        for series in chart.series:
            value = series.values[place]
            if value is None:
                continue
            colour = parts[place].colour if parts else column_colour(series)
            high, low = up(max(bottom, bottom + value)), up(min(bottom, bottom + value))
            said = point_words(chart, place, value, lang)
            sheet.box(across(place) - half, high, 2 * half, max(low - high, 1.2), colour, said)
            bottom += value
        label = value_label(chart, bottom - begin, lang)
        sheet.text(
            across(place), up(max(begin, bottom)) - 5, label, size=TEXT, colour=COLOURS.text, at="middle", bold=True
        )
    for place, one in enumerate(parts[:-1]):
        sheet.line(across(place) + half, up(one.end), across(place + 1) - half, up(one.end), COLOURS.muted)
    if stacked or parts:
        named = [(one.name, one.colour) for one in parts] or [(one.name, column_colour(one)) for one in chart.series]
        legend(sheet, [("box", colour, name) for name, colour in dict.fromkeys(named)], above=34 if parts else 16)
    return sheet


def drawn_bars(chart: Chart, *, lang: Lang, size: tuple[int, int]) -> Sheet:
    """Return lying bars with value and interval; the base is a dotted line. The drawing grows with its bars."""
    main, count = chart.series[0], len(chart.categories)
    size = (size[0], max(120, 74 + BAR_ROOM * count))
    axis = axis_of(chart, size[0])
    room = min(NAME_ROOM, max((width(name, SMALL) for name in chart.categories), default=20))
    sheet = Sheet(size, 18 + room, size[0] - 70, 40, size[1] - 28)
    low = 0.0 if min((value or 0.0) for value in main.values) >= 0 else axis.low
    span = (axis.high - low) or 1.0

    def along(value: float) -> float:
        return sheet.left + (value - low) / span * (sheet.right - sheet.left)

    for tick, said in zip(axis.ticks, axis.texts, strict=True):
        if tick < low:
            continue
        sheet.line(along(tick), sheet.top - 6, along(tick), sheet.bottom, COLOURS.grid)
        sheet.text(along(tick), sheet.bottom + 16, said, at="middle")
    for place, (name, value) in enumerate(zip(chart.categories, main.values, strict=True)):
        y = sheet.top + BAR_ROOM * place
        sheet.text(sheet.left - 8, y + 14, shortened(name, SMALL, NAME_ROOM), colour=COLOURS.text, at="end")
        if value is not None:
            _bar(sheet, chart, place, y, along, lang)
    if chart.base is not None:
        sheet.line(along(chart.base), sheet.top - 6, along(chart.base), sheet.bottom, COLOURS.text, 1.2, "3 3")
    legend(sheet, _bar_legend(chart, lang))
    return sheet


def _bar(sheet: Sheet, chart: Chart, place: int, y: float, along: Callable[[float], float], lang: Lang) -> None:
    main = chart.series[0]
    value = main.values[place] or 0.0
    verdict = main.verdicts[place] if main.verdicts else ""
    colour = verdict_colour(verdict, "light")
    start = max(along(0.0), sheet.left)
    left, right = sorted((start, along(value)))
    sheet.box(left, y + 3, right - left, BAR_ROOM - 9, colour, point_words(chart, place, value, lang))
    ends = [side[place] if side else None for side in (main.low, main.high)]
    if ends[0] is not None and ends[1] is not None:
        middle = y + 3 + (BAR_ROOM - 9) / 2
        sheet.line(max(along(ends[0]), sheet.left), middle, along(ends[1]), middle, COLOURS.text, 1.4)
        right = max(right, along(ends[1]))
    said = value_label(chart, value, lang)
    base = along(chart.base) if chart.base is not None else 0.0
    if right < base < right + 10 + width(said, TEXT + 1):  # the number stands beyond the line that would cross it
        right = base
    sheet.text(right + 6, y + 15, said, size=TEXT, colour=COLOURS.text, bold=True)


def _bar_legend(chart: Chart, lang: Lang) -> list[tuple[str, str, str]]:
    there = set(chart.series[0].verdicts)
    found = [
        ("box", verdict_colour(verdict, "light"), VERDICTS[verdict].say(lang))
        for verdict in VERDICTS
        if verdict in there
    ]
    words = [("line", COLOURS.text, _INTERVAL.say(lang))] if any(chart.series[0].low) else []
    whole = [("national", COLOURS.text, _WHOLE.say(lang))] if chart.base is not None else []
    return [*found, *words, *whole]


def _scales(sheet: Sheet, axis: ValueAxis, count: int) -> tuple[Callable[[float], float], Callable[[float], float]]:
    step = (sheet.right - sheet.left) / max(count, 1)
    span = (axis.high - axis.low) or 1.0

    def across(place: float) -> float:
        return sheet.left + step * (place + 0.5)

    def up(value: float) -> float:
        return sheet.bottom - (value - axis.low) / span * (sheet.bottom - sheet.top)

    return across, up


def _ground(sheet: Sheet, chart: Chart, axis: ValueAxis, across: Any, up: Any) -> None:
    for tick, said in zip(axis.ticks, axis.texts, strict=True):
        sheet.line(sheet.left, up(tick), sheet.right, up(tick), COLOURS.grid)
        sheet.text(sheet.left - 8, up(tick) + 4, said, at="end")
    step = across(1) - across(0)
    few = len(chart.categories) <= 5
    shown = range(len(chart.categories)) if few else shown_places(chart.categories, sheet.right - sheet.left)
    for place in shown:
        for number, said in enumerate(wrapped(chart.categories[place], step - 6) if few else [chart.categories[place]]):
            sheet.text(across(place), sheet.bottom + 18 + 14 * number, said, at="middle")
    if chart.base is not None:
        sheet.line(sheet.left, up(chart.base), sheet.right, up(chart.base), COLOURS.neutral, 1.2, "3 3")
    for place, reason in chart.breaks:
        x = across(place - 0.5)
        sheet.line(x, sheet.top, x, sheet.bottom, COLOURS.muted, 1.4, "2 3")
        sheet.text(x + 4, sheet.top + 12, shortened(reason, SMALL, sheet.right - x - 8))


def _intervals(sheet: Sheet, main: Series, across: Any, up: Any) -> None:
    run: list[tuple[float, float, float]] = []
    for place, (low, high) in enumerate([*zip(main.low, main.high, strict=True), (None, None)]):
        if low is not None and high is not None:
            run.append((across(place), up(low), up(high)))
            continue
        if len(run) == 1:
            x, bottom, top = run[0]
            run = [(x - 5, bottom, top), (x + 5, bottom, top)]
        if run:
            sheet.area([(x, bottom) for x, bottom, _ in run] + [(x, top) for x, _, top in reversed(run)], BAND)
        run = []


def _runs(sheet: Sheet, series: Series, across: Any, up: Any, colour: str, stroke: float, dash: str) -> None:
    run: list[tuple[float, float]] = []
    for place, value in enumerate([*series.values, None]):
        if value is not None:
            run.append((across(place), up(value)))
            continue
        if len(run) > 1:
            sheet.path(run, colour, stroke, dash)
        elif run and dash:
            sheet.line(run[0][0] - 13, run[0][1], run[0][0] + 13, run[0][1], colour, stroke)
        run = []


def _summed(chart: Chart) -> Chart:
    sums = tuple(sum(series.values[place] or 0.0 for series in chart.series) for place in range(len(chart.categories)))
    return replace(chart, series=(replace(chart.series[0], values=sums),))


DRAWN: Mapping[ChartKind, Callable[..., Sheet]] = {
    "line": drawn_lines,
    "columns": drawn_columns,
    "bars": drawn_bars,
}


def draw(chart: Chart, *, lang: Lang, size: tuple[int, int] = SIZE) -> str:
    """Return the chart as SVG, without title (caption and message stand beside it); ``size`` in CSS pixels.

    Lying bars take the height that their number needs.
    """
    return DRAWN[chart.kind](chart, lang=lang, size=size).written(chart.alt)
