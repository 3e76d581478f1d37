"""Excel's own charts, which the reader can edit, on a sheet of their own so that no page edge cuts them."""

from __future__ import annotations

from typing import Any

from xlsxwriter.chart import Chart
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from kpi.core.indicator import VERDICTS
from kpi.core.text import Text
from reports.figures import ChartFile
from reports.model import Chart as Facts
from reports.model import Series
from reports.pivot import pivot
from reports.safe import printable
from reports.table import Cell, Table
from reports.workbook_bridge import unnamed, write_bridge

FONT = "맑은 고딕"
_SHEET = Text("그림", "Chart")
_PARTS_SHEET = Text("변화의 내용", "Parts of the change")
_TITLE = Text("[그림 1] {title}", "[Figure 1] {title}")
_SERIES: dict[str, tuple[str, ...]] = {
    "trend": ("value", "low", "high"),
    "index": ("index",),
    "cumulative": ("change", "change_low", "change_high"),
    "breakdown": ("within", "mix", "entry_exit", "crude_change"),
    "control": ("value", "control_low", "control_high", "centre"),
}
_TABLES = ("items", "importance", "matrix", "multiples", "distribution", "timeline")
"""Kinds whose rows are no one series: the workbook has the table alone."""
_COLOURS = ("#1D4ED8", "#98A2B3", "#98A2B3", "#475467")


def add_chart_sheet(
    book: Workbook, chart: ChartFile, *, data_sheet: str, pivot_sheet: str, first_row: int, looks: dict[str, Format]
) -> None:
    """Add the sheet with the chart; a table without a row to draw gets none.

    ``first_row`` is the 0-based row of the first data row on both data sheets; ``looks`` are the formats note, cell,
    head, change and level of the sheet that a bridge is drawn from.
    """
    table = chart.table
    if not table.rows or chart.kind in _TABLES:
        return
    hidden: list[int] = []
    least: float | None = None
    by_department = pivot(table)
    if by_department is not None and len(by_department.rows) > 1:
        drawn = _bars(book, pivot_sheet, first_row, len(by_department.rows), len(by_department.periods))
        least = 0 if min((values[-1] or 0.0) for _, values in by_department.rows) >= 0 else None
    elif chart.kind == "breakdown":
        drawn, hidden = _parts(book, table, looks)
    else:
        drawn = _lines(book, chart, data_sheet, first_row)
    _finish(drawn, table, hidden, least)
    sheet = book.add_chartsheet(_SHEET.say(table.lang))
    sheet.set_chart(drawn)
    sheet.set_landscape()
    sheet.set_paper(9)


def _lines(book: Workbook, chart: ChartFile, sheet: str, first: int) -> Chart:
    table, drawn = chart.table, book.add_chart({"type": "line"})
    last = first + len(table.rows) - 1
    names = [name for name in _SERIES.get(chart.kind, _SERIES["trend"]) if table.place(name) is not None]
    for number, name in enumerate(names):
        place = table.place(name) or 0
        line = {"color": _COLOURS[number], "width": 2.25 if number == 0 else 1.0}
        series: dict[str, Any] = {
            "name": [sheet, first - 1, place],
            "categories": [sheet, first, 0, last, 0],
            "values": [sheet, first, place, last, place],
            "line": line if number == 0 else {**line, "dash_type": "dash"},
        }
        if number == 0:
            series["marker"] = {"type": "circle", "size": 7, "fill": {"color": _COLOURS[0]}}
            series["data_labels"] = {"value": True, "position": "above", "font": {"name": FONT, "size": 9}}
        drawn.add_series(series)
    return drawn


def _parts(book: Workbook, table: Table, looks: dict[str, Format]) -> tuple[Chart, list[int]]:
    """Return the bridge of the last period whose change has parts, drawn from a sheet of its own, and its unseen series."""
    places = [table.place(name) or 0 for name in _SERIES["breakdown"]]
    row = next((row for row in reversed(table.rows) if row[places[-1]] is not None), table.rows[-1])
    facts = _model(table, row, places)
    sheet = book.add_worksheet(_PARTS_SHEET.say(table.lang))
    sheet.write_string(0, 0, printable(f"{row[0]} · {facts.caption}"), looks["note"])
    for line, (name, value) in enumerate(zip(facts.categories, facts.series[0].values, strict=True), start=1):
        sheet.write_string(line, 0, name, looks["cell"])
        sheet.write_number(line, 1, value or 0.0, looks["change"])
    top = len(facts.categories) + 3
    drawn, _ = write_bridge(book, sheet, facts, looks, looks["level"], top=top, changes=1, lang=table.lang)
    sheet.set_column(0, len(places) + 8, 16)
    return drawn, unnamed(facts, table.lang)


def _model(table: Table, row: tuple[Cell, ...], places: list[int]) -> Facts:
    within, mix, turnover, crude = (cell if isinstance(cell := row[place], float) else 0.0 for place in places)
    said = row[table.place("verdict") or 0]
    verdict = next((name for name, word in VERDICTS.items() if word.say(table.lang) == said), "")
    return Facts(
        kind="columns",
        caption=table.title,
        message="",
        unit=table.unit,
        decimals=table.decimals,
        categories=tuple(printable(table.columns[place].label) for place in places),
        series=(Series("", (within, mix, turnover, crude), verdicts=(verdict, "", "", "")),),
        alt=table.title,
        signed=True,
        starts=(0.0, within, within + mix, 0.0),
    )


def _bars(book: Workbook, sheet: str, first: int, departments: int, periods: int) -> Chart:
    drawn = book.add_chart({"type": "bar"})
    last = first + departments - 1
    drawn.add_series(
        {
            "name": [sheet, first - 1, periods],
            "categories": [sheet, first, 0, last, 0],
            "values": [sheet, first, periods, last, periods],
            "fill": {"color": _COLOURS[0]},
            "data_labels": {"value": True, "font": {"name": FONT, "size": 9}},
            "gap": 60,
        }
    )
    drawn.set_y_axis({"reverse": True, "num_font": {"name": FONT, "size": 10}})
    return drawn


def _finish(drawn: Chart, table: Table, hidden: list[int], least: float | None) -> None:
    font = {"name": FONT, "size": 10}
    drawn.set_title(
        {"name": _TITLE.say(table.lang, title=printable(table.title)), "name_font": {"name": FONT, "size": 14}}
    )
    drawn.set_legend({"position": "bottom", "font": font, "delete_series": hidden})
    drawn.set_x_axis({"num_font": font, "label_position": "low", "min": least})
    drawn.show_blanks_as("gap")
