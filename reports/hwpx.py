"""A report as the Hangul document that officials hand in (KS X 6101): title box, dateline, summary, chapters, levels."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import count

from kpi.core.text import Lang
from reports.bridge import is_bridge
from reports.drawing import draw
from reports.hwpx_sheet import HangulSheet
from reports.model import Block, Chart, Grid, HangulCharts, Line, Part, Report, charts_of
from reports.safe import printable
from reports.shown import (
    END,
    FIGURE,
    MARKS,
    SUMMARY,
    TABLE,
    cells,
    column_widths,
    dateline,
    filled,
    titled,
    unit_line,
)
from reports.typeset import pictures

_LOOKS = {
    1: ("level1", "level1"),
    2: ("level2", "level2"),
    3: ("level2", "level3"),
    4: ("note", "note"),
    5: ("note", "note"),
}
_INDENTS = {2: " ", 3: "   ", 4: "    ", 5: "    "}


def write(report: Report, *, charts: HangulCharts = "pictures") -> bytes:
    """Return the HWPX file; tables are tables, charts pictures or ``native`` ones that can be edited.

    A native chart carries its picture with it, for programs that do not know charts. Bridges stay pictures: unseen
    columns under lines are not shown alike by every program that reads Hangul documents.

    Raises
    ------
    UserError
        ``no_font`` where there is no Korean font to draw the pictures with.
    """
    return _Writer(report, charts).written()


def _native(charts: Sequence[Chart], lang: Lang) -> dict[int, bytes]:
    """Return the part of every chart that is no bridge, by its ``id``; the library they need is loaded here only."""
    from reports.hwpx_charts import chart_parts

    native = [chart for chart in charts if not is_bridge(chart)]
    return dict(zip(map(id, native), chart_parts(native, lang=lang), strict=True))


class _Writer:
    """Writes one report from top to bottom; tables and figures are numbered as they come."""

    def __init__(self, report: Report, charts: HangulCharts) -> None:
        self.report, self.lang = report, report.lang
        self.sheet = HangulSheet()
        self._tables, self._figures = count(1), count(1)
        every = charts_of(report)
        self._pictures = iter(pictures([draw(chart, lang=report.lang) for chart in every], scale=2.0))
        self._native = _native(every, report.lang) if charts == "native" else {}

    def written(self) -> bytes:
        report, sheet = self.report, self.sheet
        sheet.title(printable(report.title))
        sheet.line(dateline(report.day, report.office, self.lang), "unit", "right")
        bullet = MARKS[self.lang][2]
        sheet.box(SUMMARY.say(self.lang), [bullet + printable(said) for said in report.summary])
        if report.overview:
            self._table(report.overview)
        sheet.line(printable(f"※ {report.verdict_words}"), "note", "note")
        for place, (section, number, title) in enumerate(titled(report)):
            apart = section.appendix or place == 0
            sheet.pages.begin(page=apart)
            sheet.line("", "unit", "apart" if apart else "left")
            sheet.chapter(number, title)
            for nth, part in enumerate(section.parts):
                self._part(part, first=nth == 0)
        sheet.pages.begin()
        if self.lang == "ko":
            sheet.line(END.say(self.lang), "level2", "level2")
        return self._finished()

    def _part(self, part: Part, *, first: bool) -> None:
        """Write a message with its first block on one page, and each further table or chart with its caption."""
        if not first:
            self.sheet.pages.begin()
        self.sheet.line(MARKS[self.lang][1] + printable(part.message), "level1", "level1")
        blocks = filled(part)
        shown = [block for block in blocks if not isinstance(block, Line)]
        for block in blocks:
            if any(block is one for one in shown[1:]):
                self.sheet.pages.begin()
            self._block(block)

    def _block(self, block: Block) -> None:
        if isinstance(block, Line):
            font, form = _LOOKS[block.level]
            mark = MARKS[self.lang][block.level]
            self.sheet.line(_INDENTS.get(block.level, "") + mark + printable(block.text), font, form)
        elif isinstance(block, Grid):
            self._table(block)
        else:
            self._chart(block)

    def _table(self, grid: Grid) -> None:
        caption = TABLE.say(self.lang, number=next(self._tables), caption=printable(grid.caption))
        self.sheet.line(caption, "caption", "caption")
        if grid.unit:
            self.sheet.line(unit_line(grid, self.lang), "unit", "unit")
        header = [printable(column.label) for column in grid.columns]
        texts = [column.kind == "text" for column in grid.columns]
        self.sheet.table(header, cells(grid, self.lang), texts, column_widths(grid, self.lang, upright=True))
        self._notes(grid.notes)

    def _chart(self, chart: Chart) -> None:
        png, alt = next(self._pictures), printable(chart.alt)
        if id(chart) in self._native:
            self.sheet.chart(self._native[id(chart)], png, alt)
        else:
            self.sheet.picture(png, alt)
        caption = FIGURE.say(self.lang, number=next(self._figures), caption=printable(chart.caption))
        self.sheet.line(caption, "caption", "under")
        self._notes(chart.notes)

    def _notes(self, notes: tuple[str, ...]) -> None:
        for note in notes:
            self.sheet.line(printable(note), "note", "note")

    def _finished(self) -> bytes:
        document, report = self.sheet.document, self.report
        self.sheet.head(printable(" · ".join(report.facts)))
        self.sheet.numbered_pages()
        day = dt.datetime.combine(report.day, dt.time()).strftime("%Y-%m-%dT%H:%M:%SZ")
        document.parts.clear_document_metadata(keep=("language",))
        document.parts.set_document_metadata(
            title=printable(report.title), creator=printable(report.office), created_date=day, modified_date=day
        )
        document.parts.clear_preview()
        content: bytes = document.to_bytes()
        return content
