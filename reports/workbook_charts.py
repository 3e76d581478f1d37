"""Excel's own charts of a report, beside the numbers they are drawn from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from charts.theme import palette, verdict_colour
from charts.words import width
from kpi.core.indicator import VERDICTS
from kpi.core.text import Lang, Text
from reports.bars import has_whiskers, with_whole
from reports.bridge import is_bridge
from reports.fonts import OFFICE
from reports.model import Chart, Series
from reports.safe import printable
from reports.sheet import column_colour, native_ends, native_scale
from reports.shown import UNIT, number_format, short_name, stacked_format
from reports.workbook_bars import add_short, beside_bars, end_of_scale, error_bars, labels_at_the_foot, write_reaches
from reports.workbook_bridge import unnamed, write_bridge

COLOURS = palette("light")
_BESIDE = {"target": COLOURS.target, "reference": COLOURS.text}
_CATEGORY = Text("구분", "Category")
_LOW, _HIGH = Text("95% 하한", "95% low"), Text("95% 상한", "95% high")
_VERDICT = Text("판정", "Verdict")
_KINDS = {"line": "line", "columns": "column", "bars": "bar"}
_SIZE = (900, 400)
MANY = 6
"""From so many columns on they are narrow: the page would else shrink."""
_ROW = 20
"""Pixels of a row."""


def add_chart(book: Any, sheet: Any, chart: Chart, looks: dict[str, Any], form: Any, *, top: int, lang: Lang) -> int:
    """Put the native chart on the sheet, below it the numbers it is drawn from; return the row below both."""
    chart = with_whole(chart, lang)
    head = numbers_row(chart, top) + 1
    columns = _columns(chart, lang)
    below = _write_numbers(sheet, chart, columns, looks, form, head=head, lang=lang)
    if is_bridge(chart):
        drawn, below = write_bridge(book, sheet, chart, looks, form, top=below, changes=head + 1, lang=lang)
        _dress(drawn, chart, legend=True, unnamed=unnamed(chart, lang))
    else:
        drawn = _drawn(book, sheet.get_name(), chart, columns, head)
    sheet.insert_chart(top, 0, drawn, _placed(chart))
    return below


def numbers_row(chart: Chart, top: int) -> int:
    """Return the row below a chart whose upper edge is at the row ``top``."""
    return top + -(-_height(chart) // _ROW) + 1


def _write_numbers(
    sheet: Any, chart: Chart, columns: list[Series], looks: dict[str, Any], form: Any, *, head: int, lang: Lang
) -> int:
    """Write the unit above the row ``head``, then names, values and verdicts; return the row below them."""
    sheet.write_string(head - 1, 0, printable(UNIT.say(lang, unit=chart.unit)), looks["note"])
    for place, label in enumerate([_CATEGORY.say(lang), *(one.name for one in columns)]):
        sheet.write_string(head, place, printable(label), looks["head"])
    for line, name in enumerate(chart.categories, start=head + 1):
        sheet.write_string(line, 0, short_name(name), looks["cell"])
        for place, one in enumerate(columns, start=1):
            sheet.write(line, place, one.values[line - head - 1], form)  # nothing is a blank cell in its frame
    if has_whiskers(chart):
        write_reaches(sheet, chart, form, head=head)
    last, verdicts = 1 + len(columns), chart.series[0].verdicts
    if any(verdicts):
        sheet.write_string(head, last, _VERDICT.say(lang), looks["head"])
        for line, verdict in enumerate(verdicts, start=head + 1):
            sheet.write_string(line, last, VERDICTS[verdict].say(lang) if verdict in VERDICTS else "", looks["word"])
    longest = max(width(name, 1.0) for name in chart.categories)
    sheet.set_column(0, 0, min(max(longest * 1.9 + 2, 13), 40))
    sheet.set_column(1, last - 1, 18 if last < MANY else 14)
    sheet.set_column(last, last, 20)
    if last >= MANY:
        sheet.set_row(head, 30)
    return head + len(chart.categories) + 2


def _height(chart: Chart) -> int:
    """Return the height of a chart in pixels: lying bars take what their number needs."""
    return max(_SIZE[1], 26 * len(chart.categories) + 90) if chart.kind == "bars" else _SIZE[1]


def _columns(chart: Chart, lang: Lang) -> list[Series]:
    main = chart.series[0]
    ends = [Series(name.say(lang), side, "part") for name, side in ((_LOW, main.low), (_HIGH, main.high)) if any(side)]
    return [*chart.series, *ends, *(beside_bars(chart, lang) if has_whiskers(chart) else ())]


def _drawn(book: Any, sheet: str, chart: Chart, columns: list[Series], head: int) -> Any:
    stacked = chart.kind == "columns" and len(chart.series) > 1
    shape = {"type": _KINDS[chart.kind]} | ({"subtype": "stacked"} if stacked else {})
    drawn, last = book.add_chart(shape), head + len(chart.categories)
    shown = columns if chart.kind == "line" else columns[: len(chart.series)]
    for place, one in enumerate(shown, start=1):
        drawn.add_series(
            {
                "name": [sheet, head, place],
                "categories": [sheet, head + 1, 0, last, 0],
                "values": [sheet, head + 1, place, last, place],
                **_look(chart, one, first=place == 1),
                **(error_bars(chart, sheet, head) if has_whiskers(chart) else {}),
            }
        )
    if has_whiskers(chart):
        add_short(drawn, chart, sheet, head)
    _dress(drawn, chart, legend=len(shown) > 1)
    return drawn


def _dress(drawn: Any, chart: Chart, *, legend: bool, unnamed: Sequence[int] = ()) -> None:
    font = {"name": OFFICE, "size": 9}
    drawn.set_title({"none": True})
    shown = {"position": "bottom", "font": font, "delete_series": list(unnamed)}
    drawn.set_legend(shown if legend else {"none": True})
    grid = {"visible": True, "line": {"color": COLOURS.grid}}
    decimals, step = native_scale(chart)
    value: dict[str, Any] = {
        "num_font": font,
        "num_format": number_format(chart, decimals),
        "major_unit": step,
        "name": printable(chart.unit),
        "name_font": font | {"bold": False},
        "major_gridlines": grid,
    }
    names = {"num_font": font, "label_position": "low", "major_gridlines": {"visible": False}}
    value["min"], value["max"] = native_ends(chart)
    if has_whiskers(chart):
        value["max"] = end_of_scale(chart)
    if chart.kind == "bars":
        drawn.set_y_axis(names | {"reverse": True, "interval_unit": 1})
        drawn.set_x_axis(value | {"label_position": "high"})
    else:
        drawn.set_x_axis(names)
        drawn.set_y_axis(value)
    drawn.show_blanks_as("gap")
    drawn.set_size({"width": _SIZE[0], "height": _height(chart)})


def _look(chart: Chart, one: Series, *, first: bool) -> dict[str, Any]:
    if chart.kind == "line":
        colour = COLOURS.line if first else _BESIDE.get(one.role, COLOURS.neutral)
        line = {"color": colour, "width": 2.25 if first else 1.0} | ({} if first else {"dash_type": "dash"})
        return {"line": line} | (
            {"marker": {"type": "circle", "size": 6}, "data_labels": _labels(chart, one)} if first else {}
        )
    fill = {"color": column_colour(one)}
    look: dict[str, Any] = {"fill": fill, "gap": 45, "data_labels": _labels(chart, one)}
    points = _points(chart, one)
    return look | ({"points": points} if any(points) else {})


def _points(chart: Chart, one: Series) -> list[dict[str, Any] | None]:
    """Return the colours of single columns: those of verdicts, and that of the whole organisation, which stands first."""
    colours = [verdict_colour(verdict, "light") if any(one.verdicts) else "" for verdict in one.verdicts]
    if chart.kind == "bars" and chart.base is not None:
        colours = [COLOURS.neutral, *(colours[1:] or [""] * (len(one.values) - 1))]
    return [{"fill": {"color": colour}} if colour else None for colour in colours]


def _labels(chart: Chart, one: Series) -> dict[str, Any]:
    if has_whiskers(chart):
        return labels_at_the_foot(chart, one)
    place = {"position": "above"} if chart.kind == "line" else {}
    stacked = chart.kind == "columns" and len(chart.series) > 1
    form = stacked_format(chart) if stacked else number_format(chart)
    ink = {"color": "#FFFFFF"} if stacked and one.role != "before" else {}
    return {"value": True, "num_format": form, "font": {"name": OFFICE, "size": 9} | ink, **place}


def _placed(chart: Chart) -> dict[str, Any]:
    return {"description": printable(chart.alt), "object_position": 2}
