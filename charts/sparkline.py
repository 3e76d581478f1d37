"""A tiny line for a card: the shape of the trend and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from charts.points import broken_at_gaps
from charts.theme import Mode, palette, verdict_colour
from kpi.core import formats
from kpi.core.indicator import Indicator
from kpi.core.text import Lang
from kpi.sentences.rows import last_with_value, one_unit, period_of, value_of
from kpi.sentences.titles import trend_title

Point = tuple[float, float]
_WIDTH, _HEIGHT, _EDGE, _FLOOR = 200, 48, 4, 40
"""Units of the picture: its size, the room around the line, and the height of the smallest value."""


def sparkline(
    results: pd.DataFrame, *, indicator: Indicator, mode: Mode = "light", department: str | None = None
) -> str:
    """Return line and area without axes as an SVG image, in the colour of the last verdict; the card has the words.

    It fills the width and height it is given. No hover and no text; ``describe`` has its words. A picture of this kind is drawn by the browser alone: five charts of Plotly would be most of the work
    of a page.
    """
    rows = one_unit(results, indicator, department=department)
    colours, last = palette(mode), last_with_value(rows)
    verdict = str(last.get("verdict") or "") if last else ""
    area = {"improved": colours.good_area, "worsened": colours.bad_area}.get(verdict, colours.band)
    colour = verdict_colour(verdict, mode)
    places, values = broken_at_gaps(rows, "value")
    runs = _runs(places, _heights(values))
    drawn = [_area(run, area) for run in runs if len(run) > 1]
    drawn += [_stroke(run, colour, 2) for run in runs if len(run) > 1]
    drawn += [_stroke([runs[-1][-1]] * 2, colour, 6)] if last else []
    box = f'viewBox="0 0 {_WIDTH} {_HEIGHT}" preserveAspectRatio="none"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{"".join(drawn)}</svg>'


def describe(results: pd.DataFrame, *, indicator: Indicator, lang: Lang, department: str | None = None) -> str:
    """Return the first and the last level and the finding in words."""
    rows = [row for row in one_unit(results, indicator, department=department) if value_of(row) is not None]
    said = trend_title(rows, indicator=indicator, lang=lang)
    if len(rows) < 2:
        return said
    first = f"{period_of(rows[0]).label(lang)} {formats.quantity(value_of(rows[0]), indicator, lang)}"
    return f"{said}; {first}"


def _heights(values: Sequence[float | None]) -> list[float | None]:
    """Return values as places from the upper edge: the largest near it, the smallest above the lower one."""
    known = [value for value in values if value is not None]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    room = (high - low) or 1.0
    return [None if value is None else _EDGE + (high - value) / room * (_FLOOR - _EDGE) for value in values]


def _runs(places: Sequence[float], heights: Sequence[float | None]) -> list[list[Point]]:
    """Return the unbroken stretches, from the left edge of the picture to near its right one."""
    start = min(places, default=0.0)
    scale = (_WIDTH - 2 * _EDGE) / ((max(places, default=0.0) - start) or 1.0)
    runs: list[list[Point]] = [[]]
    for place, height in zip(places, heights, strict=True):
        if height is None:
            runs.append([])
        else:
            runs[-1].append((_EDGE + (place - start) * scale, height))
    return [run for run in runs if run]


def _line(points: Sequence[Point]) -> str:
    return "L".join(f"{place:.1f} {height:.1f}" for place, height in points)


def _area(run: Sequence[Point], colour: str) -> str:
    return f'<path d="M{_line([(run[0][0], _HEIGHT), *run, (run[-1][0], _HEIGHT)])}Z" fill="{colour}"/>'


def _stroke(points: Sequence[Point], colour: str, thick: int) -> str:
    look = f'fill="none" stroke="{colour}" stroke-width="{thick}" stroke-linecap="round" stroke-linejoin="round"'
    return f'<path d="M{_line(points)}" {look} vector-effect="non-scaling-stroke"/>'
