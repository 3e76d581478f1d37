"""A report as one workbook: contents, every table with number formats, every chart native on its sheet, definitions."""

from __future__ import annotations

import datetime as dt
import io
import re
from itertools import count
from typing import Any

import xlsxwriter

from kpi.core.text import Text
from reports.fonts import OFFICE
from reports.model import Chart, Grid, Line, Part, Report
from reports.safe import formula_like, printable
from reports.shown import FIGURE, MARKS, SUMMARY, TABLE, column_widths, dateline, filled, titled, unit_line
from reports.workbook_charts import add_chart, numbers_row

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
    "default_format_properties": {"font_name": OFFICE, "font_size": 10},
}
_FIRST = Text("요약", "Summary")
_TABLE_SHEET = Text("표 {number}", "Table {number}")
_FIGURE_SHEET = Text("그림 {number}", "Figure {number}")
_DEFINITIONS = Text("정의", "Definitions")
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "font_color": "#1B389A"},
    "heading": {"bold": True, "font_size": 12},
    "note": {"font_color": "#475467", "font_size": 9},
    "unit": {"font_color": "#475467", "font_size": 9, "align": "right"},
    "head": {
        "bold": True,
        "bg_color": "#E8EEF9",
        "align": "center",
        "valign": "vcenter",
        "text_wrap": True,
        "border": 1,
        "border_color": "#D0D5DD",
    },
    "cell": {"border": 1, "border_color": "#D0D5DD", "valign": "vcenter"},
    "word": {"border": 1, "border_color": "#D0D5DD", "valign": "vcenter", "indent": 1},
    "long": {"text_wrap": True, "valign": "top"},
}
PAPER_A4 = 9
ROWS_ON_A_PAGE = 15
"""A chart of more names and its table take two pages, or nobody could read them."""
TALL_SCALE = 58


def write(report: Report) -> bytes:
    """Return the XLSX file: numbers are numbers, unrounded, shown with the indicator's decimals; no text is run."""
    return _Workbook(report).written()


class _Workbook:
    """Writes one report sheet by sheet; tables and figures are numbered as in the other files."""

    def __init__(self, report: Report) -> None:
        self.report, self.lang = report, report.lang
        self.stream = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.stream, _OPTIONS)
        self.looks = {name: self.book.add_format({"font_name": OFFICE, **look}) for name, look in _LOOKS.items()}
        self._numbers: dict[tuple[str, int, bool], Any] = {}
        self._tables, self._figures = count(1), count(1)

    def written(self) -> bytes:
        report = self.report
        created = dt.datetime.combine(report.day, dt.time())
        self.book.set_properties(
            {"title": printable(report.title), "author": printable(report.office), "created": created}
        )
        self._summary()
        parts = [part for section, _, _ in titled(report) for part in section.parts]
        for part in parts:
            for block in filled(part):
                if isinstance(block, Grid):
                    self._table(block, part)
                elif isinstance(block, Chart):
                    self._chart(block)
        self._definitions()
        self.book.close()
        return self.stream.getvalue()

    def _summary(self) -> None:
        sheet = self.book.add_worksheet(_FIRST.say(self.lang))
        report = self.report
        sheet.write_string(0, 0, printable(report.title), self.looks["title"])
        sheet.write_string(1, 0, dateline(report.day, report.office, self.lang), self.looks["note"])
        sheet.write_string(2, 0, printable(" · ".join(report.facts)), self.looks["note"])
        sheet.write_string(4, 0, SUMMARY.say(self.lang), self.looks["heading"])
        wide = max(len(report.overview.columns) if report.overview else 8, 2)
        for line, said in enumerate(report.summary, start=5):
            text = MARKS[self.lang][2] + printable(said)
            sheet.merge_range(line, 0, line, wide - 1, "", self.looks["long"])
            sheet.write_string(line, 0, text, self.looks["long"])
            sheet.set_row(line, 15 * max(1, -(-len(text) // (62 if self.lang == "ko" else 115))))
        line = 6 + len(report.summary)
        if report.overview:
            line = self._grid(sheet, report.overview, line)
        sheet.write_string(line, 0, printable(report.verdict_words), self.looks["note"])
        self._page(sheet, pages=1)

    def _table(self, grid: Grid, part: Part) -> None:
        number = next(self._tables) + (1 if self.report.overview else 0)
        sheet = self.book.add_worksheet(_sheet_name(_TABLE_SHEET.say(self.lang, number=number)))
        sheet.write_string(0, 0, printable(part.message), self.looks["heading"])
        self._grid(sheet, grid, 2, number=number, freeze=True)
        self._page(sheet)

    def _grid(self, sheet: Any, grid: Grid, top: int, *, number: int = 1, freeze: bool = False) -> int:
        """Write caption, unit line, header, rows and notes; return the row below them."""
        last = len(grid.columns) - 1
        caption = TABLE.say(self.lang, number=number, caption=printable(grid.caption))
        sheet.write_string(top, 0, caption, self.looks["heading"])
        sheet.write_string(top + 1, last, unit_line(grid, self.lang), self.looks["unit"])
        head = top + 2
        for place, column in enumerate(grid.columns):
            sheet.write_string(head, place, printable(column.label), self.looks["head"])
        for line, row in enumerate(grid.rows):
            for place, cell in enumerate(row):
                self._cell(sheet, (head + 1 + line, place), cell, grid.columns[place].kind, grid.places(line))
        for place, wide in enumerate(column_widths(grid, self.lang)):
            sheet.set_column(place, place, max(wide * 1.75, 9))
        sheet.set_row(head, 30)
        if freeze:
            sheet.freeze_panes(head + 1, 1)
            sheet.repeat_rows(head)
            if grid.rows:
                sheet.autofilter(head, 0, head + len(grid.rows), last)
        below = head + len(grid.rows) + 2
        for line, note in enumerate(grid.notes, start=below):
            sheet.write_string(line, 0, printable(note), self.looks["note"])
        return below + len(grid.notes)

    def _cell(self, sheet: Any, at: tuple[int, int], cell: str | float | None, kind: str, decimals: int) -> None:
        if cell is None:
            sheet.write_blank(*at, None, self.looks["cell"])
        elif isinstance(cell, str):
            sheet.write_string(*at, printable(cell), self._number("text", 0, quoted=formula_like(cell)))
        else:
            sheet.write_number(*at, cell, self._number(kind, decimals))

    def _number(self, kind: str, decimals: int, *, quoted: bool = False) -> Any:
        key = (kind, decimals, quoted)
        if key not in self._numbers:
            look = dict(_LOOKS["cell"]) | ({"quote_prefix": True} if quoted else {})
            if kind == "text":
                look |= {"indent": 1}
            else:
                look |= {"num_format": _format_of(kind, decimals, self.lang), "align": "right"}
            self._numbers[key] = self.book.add_format({"font_name": OFFICE, **look})
        return self._numbers[key]

    def _chart(self, chart: Chart) -> None:
        number = next(self._figures)
        sheet = self.book.add_worksheet(_sheet_name(_FIGURE_SHEET.say(self.lang, number=number)))
        caption = FIGURE.say(self.lang, number=number, caption=printable(chart.caption))
        sheet.write_string(0, 0, printable(chart.message), self.looks["heading"])
        sheet.write_string(1, 0, caption, self.looks["heading"])
        form = self._number("signed" if chart.signed else "level", chart.decimals)
        below = add_chart(self.book, sheet, chart, self.looks, form, top=3, lang=self.lang)
        for line, note in enumerate((*chart.notes, printable(" · ".join(self.report.facts))), start=below):
            sheet.write_string(line, 0, printable(note), self.looks["note"])
        self._page(sheet, pages=1)
        if len(chart.categories) > ROWS_ON_A_PAGE:  # the chart on one page, its table on the next
            sheet.set_portrait()
            sheet.set_print_scale(TALL_SCALE)
            sheet.set_h_pagebreaks([numbers_row(chart, 3)])

    def _definitions(self) -> None:
        sheet = self.book.add_worksheet(_DEFINITIONS.say(self.lang))
        sheet.set_column(0, 0, 110)
        line = 0
        for section, number, title in titled(self.report):
            if not section.appendix:
                continue
            sheet.write_string(line, 0, f"{number}. {title}", self.looks["title"])
            line += 1
            for part in section.parts:
                if not any(isinstance(block, Line) for block in part.blocks):
                    continue  # a table alone has a sheet of its own
                sheet.write_string(line, 0, printable(part.message), self.looks["heading"])
                for one in (block for block in part.blocks if isinstance(block, Line)):
                    line += 1
                    text = MARKS[self.lang][one.level] + printable(one.text)
                    sheet.write_string(line, 0, text, self.looks["long"])
                    sheet.set_row(line, 14 * max(1, -(-len(text) // (60 if self.lang == "ko" else 105))))
                line += 2
        self._page(sheet)

    def _page(self, sheet: Any, *, pages: int = 0) -> None:
        """Set up A4 landscape, as wide as the sheet, on so many ``pages`` (0: as many as it needs)."""
        sheet.set_landscape()
        sheet.set_paper(PAPER_A4)
        sheet.fit_to_pages(1, pages)
        sheet.set_margins(left=0.6, right=0.6, top=0.75, bottom=0.75)
        facts = printable(" · ".join(self.report.facts)).replace("&", "&&")
        sheet.set_footer(f"&L&8{facts[:200]}&R- &P -")


def _format_of(kind: str, decimals: int, lang: str) -> str:
    tail = f".{'0' * decimals}" if decimals else ""
    if kind == "count":
        return "#,##0"
    if kind == "signed" or (kind == "change" and lang == "en"):
        return f"+#,##0{tail};-#,##0{tail};0{tail}"
    return f'"▲"#,##0{tail};"▼"#,##0{tail};0{tail}' if kind == "change" else f"#,##0{tail}"


def _sheet_name(name: str) -> str:
    return _FORBIDDEN.sub(" ", name)[:31]
