"""A bridge as Excel draws it: stacked columns on an unseen base, lines that join them, and the cells they stand on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kpi.core.text import Lang, Text
from reports.bridge import COLOURS, Bridge, Piece, bridge
from reports.fonts import OFFICE
from reports.model import Chart
from reports.safe import printable
from reports.shown import short_name, value_label

_CELLS = Text(
    "그림이 쓰는 값입니다. 변화를 고치면 이 값과 그림의 글자도 함께 고치세요.",
    "What the chart is drawn from. When a change is edited, edit these values and the chart's labels, too.",
)


def write_bridge(
    book: Any, sheet: Any, chart: Chart, looks: dict[str, Any], form: Any, *, top: int, lang: Lang
) -> tuple[Any, int]:
    """Write the cells of a bridge from the row ``top`` on; return the chart drawn from them and the row below them."""
    parts = bridge(chart, lang)
    series = (*parts.pieces, *parts.connectors, parts.top)
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
    labels = [value_label(chart, value, lang) for value in chart.series[0].values]
    return _drawn(book, parts, _Cells(sheet.get_name(), head, last), labels), last + 2


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


def _drawn(book: Any, parts: Bridge, cells: _Cells, labels: Sequence[str]) -> Any:
    drawn, lines = book.add_chart({"type": "column", "subtype": "stacked"}), book.add_chart({"type": "line"})
    for place, piece in enumerate(parts.pieces, start=1):
        drawn.add_series(cells.series(place) | _look(piece))
    first = len(parts.pieces) + 1
    for place in range(first, first + len(parts.connectors)):
        lines.add_series(cells.series(place) | {"line": {"color": COLOURS.muted, "width": 0.75}})
    font = {"name": OFFICE, "size": 10, "bold": True, "color": COLOURS.text}
    texts = [{"value": label, "font": font} for label in labels]
    shown = {"value": True, "position": "above", "custom": texts}
    lines.add_series(cells.series(first + len(parts.connectors)) | {"line": {"none": True}, "data_labels": shown})
    drawn.combine(lines)
    return drawn


def _look(piece: Piece) -> dict[str, Any]:
    look: dict[str, Any] = {"gap": 45, "fill": {"color": piece.colour} if piece.named else {"none": True}}
    points = [{"fill": {"color": colour}} for colour in piece.colours]
    return look | ({"points": points} if points else {})


def unnamed(chart: Chart, lang: Lang) -> list[int]:
    """Return the series that the legend does not speak of."""
    parts = bridge(chart, lang)
    every = (*parts.pieces, *parts.connectors, parts.top)
    return [number for number, one in enumerate(every) if not one.named]
