"""Lying bars of a workbook: intervals as error bars and numbers free of them, all bound to the cells below the chart."""

from __future__ import annotations

from typing import Any

from charts.theme import palette
from kpi.core.text import Lang, Text
from reports.bars import whiskers
from reports.fonts import OFFICE
from reports.model import Chart, Series
from reports.sheet import highest
from reports.shown import number_format

COLOURS = palette("light")
_SHORT = Text("짧은 막대의 값", "Values of short bars")
SHORT = 0.055
"""Share of the axis that a number needs within its bar."""
_VALUE, _LOW, _HIGH, _ABOVE, _BELOW, _SMALL = "BCDEFG"
"""Columns of the cells below a chart."""


def beside_bars(chart: Chart, lang: Lang) -> tuple[Series, ...]:
    """Return what stands in cells beside values and ends: how far intervals reach, and the values of short bars."""
    main, short = chart.series[0], _short(chart)
    small = tuple(value if one else None for value, one in zip(main.values, short, strict=True))
    return (*whiskers(main, lang)[1:], *([Series(_SHORT.say(lang), small, "part")] if any(short) else []))


def write_reaches(sheet: Any, chart: Chart, form: Any, *, head: int) -> None:
    """Write formulas over what is reckoned from other cells, so that an edited number takes bar, interval and label along."""
    main = chart.series[0]
    for place, (value, low, high) in enumerate(zip(main.values, main.low, main.high, strict=True)):
        line = head + 2 + place
        if value is not None and low is not None and high is not None:
            sheet.write_formula(f"{_ABOVE}{line}", f"={_HIGH}{line}-{_VALUE}{line}", form, high - value)
            sheet.write_formula(f"{_BELOW}{line}", f"={_VALUE}{line}-{_LOW}{line}", form, value - low)
        if value is not None and _short(chart)[place]:
            sheet.write_formula(f"{_SMALL}{line}", f"={_VALUE}{line}", form, value)


def error_bars(chart: Chart, sheet: str, head: int) -> dict[str, Any]:
    """Return the intervals of bars as error bars of the cells that say how far they reach."""
    last = head + len(chart.categories)
    above, below = (f"='{sheet}'!${letter}${head + 2}:${letter}${last + 1}" for letter in (_ABOVE, _BELOW))
    reached = [[value or 0.0 for value in one.values] for one in whiskers(chart.series[0], "ko")[1:]]
    ends = {"plus_values": above, "minus_values": below, "plus_data": reached[0], "minus_data": reached[1]}
    return {"y_error_bars": {"type": "custom", **ends, "line": {"color": COLOURS.text, "width": 1.25}}, "overlap": 100}


def labels_at_the_foot(chart: Chart, one: Series) -> dict[str, Any]:
    """Return numbers that stand where bars begin, free of the whiskers; short bars have none of these."""
    font = {"name": OFFICE, "size": 9, "bold": True, "color": "#FFFFFF"}
    gone = [
        {"delete": True} if short or value is None else None
        for value, short in zip(one.values, _short(chart), strict=True)
    ]
    return {"value": True, "num_format": number_format(chart), "position": "inside_base", "custom": gone, "font": font}


def add_short(drawn: Any, chart: Chart, sheet: str, head: int) -> None:
    """Add the numbers of short bars beyond their ends: labels of unseen bars of the same length."""
    if not any(_short(chart)):
        return
    last, column = head + len(chart.categories), ord(_SMALL) - ord("A")
    font = {"name": OFFICE, "size": 9, "bold": True, "color": COLOURS.text}
    labels = {"value": True, "num_format": number_format(chart), "position": "outside_end", "font": font}
    drawn.add_series(
        {
            "name": [sheet, head, column],
            "categories": [sheet, head + 1, 0, last, 0],
            "values": [sheet, head + 1, column, last, column],
            "fill": {"none": True},
            "gap": 45,
            "data_labels": labels,
        }
    )


def end_of_scale(chart: Chart) -> float:
    """Return where the scale of bars with intervals ends: round, beyond every interval, and never over 100 %."""
    main = chart.series[0]
    most = max(value for value in (*main.values, *main.high) if value is not None)
    return 100.0 if chart.unit == "%" and most <= 100 < highest(chart) else highest(chart)


def _short(chart: Chart) -> list[bool]:
    least = SHORT * end_of_scale(chart)
    return [value is not None and value < least for value in chart.series[0].values]
