"""The data behind a chart as an Excel workbook: a formatted table, departments by periods, and a native chart."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from charts.words import width
from kpi.core.text import Text
from reports.figures import ChartFile
from reports.native import add_chart_sheet
from reports.pivot import Pivot, pivot
from reports.safe import formula_like, printable
from reports.table import Cell, Column, Table

FONT = "맑은 고딕"
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
    "default_format_properties": {"font_name": FONT, "font_size": 10},
}
_DATA = Text("자료", "Data")
_PIVOT = Text("부서별", "By department")
_ARROWS = Text(
    "※ ▲ 상승, ▼ 하락. 빈칸은 값 없음(비고에 이유)", "▲ up, ▼ down. Empty: no value (the reason is in the notes)"
)
_UNDATED = dt.datetime(2000, 1, 1)
PAPER_A4 = 9


@dataclass(frozen=True)
class Styles:
    """The cell formats of one workbook."""

    title: Format
    note: Format
    header: Format
    text: Format
    quoted: Format
    numbers: Mapping[str, Format]


def xlsx_file(chart: ChartFile) -> bytes:
    """Return the workbook: sheet 1 the table, then departments by periods where there are several, last the chart.

    Title, unit, period, filters and n stand above the table, source and date below. Numbers stay unrounded, a format
    shows the indicator's decimals. Text is written as text: nothing in it becomes a formula or a link.
    """
    stream, table = io.BytesIO(), chart.table
    book = xlsxwriter.Workbook(stream, _OPTIONS)
    created = dt.datetime.combine(table.as_of, dt.time()) if table.as_of else _UNDATED
    book.set_properties({"title": printable(table.title), "created": created})
    styles = _styles(book, table)
    sheet = book.add_worksheet(_DATA.say(table.lang))
    first = _write_table(sheet, table, styles)
    by_department = pivot(table)
    if by_department is not None:
        _write_pivot(book.add_worksheet(_PIVOT.say(table.lang)), by_department, table, styles)
    looks = {"note": styles.note, "cell": styles.text, "head": styles.header}
    looks |= {kind: styles.numbers[kind] for kind in ("change", "level")}
    names = {"data_sheet": _DATA.say(table.lang), "pivot_sheet": _PIVOT.say(table.lang)}
    add_chart_sheet(book, chart, **names, first_row=first, looks=looks)
    book.close()
    return stream.getvalue()


def _styles(book: Workbook, table: Table) -> Styles:
    tail = f".{'0' * table.decimals}" if table.decimals else ""
    shown = {
        "level": f"#,##0{tail}",
        "change": f'"▲"#,##0{tail};"▼"#,##0{tail};0{tail}',
        "count": "#,##0",
        "percent": "0.0",
        "index": "0.0##",
    }
    line = {"border": 1, "border_color": "#D0D5DD"}

    def style(**more: Any) -> Format:
        return book.add_format({"font_name": FONT, "font_size": 10, **more})

    return Styles(
        title=style(bold=True, font_size=14),
        note=style(font_color="#475467", font_size=9),
        header=style(bold=True, bg_color="#E8EEF9", align="center", valign="vcenter", text_wrap=True, **line),
        text=style(**line),
        quoted=style(quote_prefix=True, **line),
        numbers={kind: style(num_format=form, align="right", **line) for kind, form in shown.items()},
    )


def _write_table(sheet: Worksheet, table: Table, styles: Styles) -> int:
    """Write the table and return the (0-based) row of its first data row."""
    header = _write_head(sheet, table, styles)
    last = header + max(len(table.rows), 1)
    names = [{"header": printable(column.label), "header_format": styles.header} for column in table.columns]
    shape = {"columns": names, "style": None, "autofilter": True, "name": "results"}
    sheet.add_table(header, 0, last, len(table.columns) - 1, shape)
    for line, row in enumerate(table.rows):
        for place, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            _write_cell(sheet, header + 1 + line, place, cell, column.kind, styles)
    _write_foot(sheet, last + 2, table, styles)
    _set_page(sheet, header)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, _letters(column, [row[place] for row in table.rows]))
    return header + 1


def _write_head(sheet: Worksheet, table: Table, styles: Styles) -> int:
    """Write title and notes and return the row of the header."""
    sheet.write_string(0, 0, printable(table.title), styles.title)
    for line, note in enumerate(table.notes, start=1):
        sheet.write_string(line, 0, printable(note), styles.note)
    return len(table.notes) + 2


def _write_foot(sheet: Worksheet, first: int, table: Table, styles: Styles) -> None:
    for line, note in enumerate((_ARROWS.say(table.lang), *table.foot)):
        sheet.write_string(first + line, 0, printable(note), styles.note)


def _write_cell(sheet: Worksheet, line: int, place: int, cell: Cell, kind: str, styles: Styles) -> None:
    if isinstance(cell, str):
        sheet.write_string(line, place, printable(cell), styles.quoted if formula_like(cell) else styles.text)
    elif cell is None:
        sheet.write_blank(line, place, None, styles.numbers.get(kind, styles.text))
    else:
        sheet.write_number(line, place, cell, styles.numbers[kind])


def _write_pivot(sheet: Worksheet, by_department: Pivot, table: Table, styles: Styles) -> None:
    header = _write_head(sheet, table, styles)
    for place, label in enumerate((by_department.corner, *by_department.periods)):
        sheet.write_string(header, place, printable(label), styles.header)
    for line, (department, values) in enumerate(by_department.rows, start=header + 1):
        _write_cell(sheet, line, 0, department, "text", styles)
        for place, value in enumerate(values, start=1):
            _write_cell(sheet, line, place, value, "level", styles)
    last = header + max(len(by_department.rows), 1)
    colours = {"type": "2_color_scale", "min_color": "#F0F5FF", "max_color": "#6C97F6"}
    sheet.conditional_format(header + 1, 1, last, max(len(by_department.periods), 1), colours)
    _write_foot(sheet, last + 2, table, styles)
    _set_page(sheet, header)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, len(by_department.periods), 11)


def _set_page(sheet: Worksheet, header: int) -> None:
    sheet.freeze_panes(header + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(PAPER_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header)
    sheet.set_margins(left=0.6, right=0.6, top=0.75, bottom=0.75)
    sheet.set_footer("&C- &P -")
    sheet.set_row(header, 32)


def _letters(column: Column, cells: list[Cell]) -> float:
    texts = [cell for cell in cells if isinstance(cell, str)]
    widest = max((width(text, 1.0) * 1.9 for text in texts), default=0)
    return min(max(widest + 2, width(column.label, 1.0) * 1.1 + 3, 10), 60)
