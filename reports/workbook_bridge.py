"""A bridge as Excel draws it: stacked columns on an unseen base, lines that join them, and the cells they stand on."""

from __future__ import annotations

from typing import Any

from kpi.core.text import Lang, Text
from reports.bridge import COLOURS, Bridge, Piece, bridge
from reports.fonts import OFFICE
from reports.model import Chart
from reports.safe import printable
from reports.shown import number_format, short_name, value_label

_CELLS = Text(
    "그림이 쓰는 값입니다. 변화를 고치면 그림의 글자는 따라 바뀝니다. 기둥의 값은 함께 고치세요.",
    "What the chart is drawn from. When a change is edited, its label follows; edit the columns' values, too.",
)
_LABELS = Text("그림의 글자와 그 자리", "Labels of the chart and their places")


def write_bridge(
    book: Any, sheet: Any, chart: Chart, looks: dict[str, Any], form: Any, *, top: int, changes: int, lang: Lang
) -> tuple[Any, int]:
    """Write the cells of a bridge from the row ``top`` on; return the chart drawn from them and the row below them.

    ``changes`` is the row of the first change, in the column B: labels follow these cells.
    """
    parts = bridge(chart, lang)
    series = (*parts.pieces, *parts.connectors)
    head, last = top + 1, top + 1 + len(chart.categories)
    sheet.write_string(top, 0, _CELLS.say(lang), looks["note"])
    sheet.set_row(head, 30)
    sheet.set_column(1, len(series), 15)
    for line, name in enumerate(chart.categories, start=head + 1):
        sheet.write_string(line, 0, short_name(name), looks["cell"])
    for place, one in enumerate(series, start=1):
        sheet.write_string(head, place, printable(one.name), looks["head"])
        for line, value in enumerate(one.values, start=head + 1):
            sheet.write(line, place, value, form)  # nothing is a blank cell in its frame
    _write_labels(sheet, chart, parts, looks, form, top=last + 1, changes=changes, lang=lang)
    return _drawn(book, parts, _Cells(sheet.get_name(), head, last)), last + 3 + len(chart.categories)


def _write_labels(
    sheet: Any, chart: Chart, parts: Bridge, looks: dict[str, Any], form: Any, *, top: int, changes: int, lang: Lang
) -> None:
    """Write a row for every label: its text, a formula of the change it says, and above which column it stands."""
    sheet.write_string(top, 0, _LABELS.say(lang), looks["note"])
    for place, (value, height) in enumerate(zip(chart.series[0].values, parts.top.values, strict=True)):
        line = top + 1 + place
        said = f'=TEXT(B{changes + place + 1},"{number_format(chart)}")'
        sheet.write_formula(line, 0, said, looks["cell"], value_label(chart, value, lang))
        for column in range(len(chart.categories)):
            sheet.write(line, column + 1, height if column == place else None, form)


class _Cells:
    """Where the cells of a series are."""

    def __init__(self, sheet: str, head: int, last: int) -> None:
        self.sheet, self.head, self.last = sheet, head, last

    def series(self, place: int) -> dict[str, Any]:
        return {
            "name": [self.sheet, self.head, place],
            "categories": [self.sheet, self.head + 1, 0, self.last, 0],
            "values": [self.sheet, self.head + 1, place, self.last, place],
        }

    def label(self, place: int) -> dict[str, Any]:
        line = self.last + 2 + place
        return {
            "name": [self.sheet, line, 0],
            "categories": [self.sheet, self.head + 1, 0, self.last, 0],
            "values": [self.sheet, line, 1, line, self.last - self.head],
        }


def _drawn(book: Any, parts: Bridge, cells: _Cells) -> Any:
    """Return the chart; a label is the name of an unseen line of one point, because a name follows its cell."""
    drawn, lines = book.add_chart({"type": "column", "subtype": "stacked"}), book.add_chart({"type": "line"})
    for place, piece in enumerate(parts.pieces, start=1):
        drawn.add_series(cells.series(place) | _look(piece))
    first = len(parts.pieces) + 1
    for place in range(first, first + len(parts.connectors)):
        lines.add_series(cells.series(place) | {"line": {"color": COLOURS.muted, "width": 0.75}})
    font = {"name": OFFICE, "size": 10, "bold": True, "color": COLOURS.text}
    for place in range(len(parts.top.values)):
        shown = {"series_name": True, "position": "above", "font": dict(font)}
        lines.add_series(cells.label(place) | {"line": {"none": True}, "data_labels": shown})
    drawn.combine(lines)
    return drawn


def _look(piece: Piece) -> dict[str, Any]:
    look: dict[str, Any] = {"gap": 45, "fill": {"color": piece.colour} if piece.named else {"none": True}}
    points = [{"fill": {"color": colour}} for colour in piece.colours]
    return look | ({"points": points} if points else {})


def unnamed(chart: Chart, lang: Lang) -> list[int]:
    """Return the series that the legend does not speak of."""
    parts = bridge(chart, lang)
    every = (*parts.pieces, *parts.connectors, *([parts.top] * len(parts.top.values)))
    return [number for number, one in enumerate(every) if not one.named]
