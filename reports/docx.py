"""A report as a Word document: headings, tables whose header repeats, pictures with words for them, page numbers."""

from __future__ import annotations

import datetime as dt
import io
from itertools import count
from math import inf
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from reports.docx_table import add_table
from reports.drawing import draw
from reports.fonts import OFFICE
from reports.model import Block, Chart, Grid, Line, Report, charts_of
from reports.safe import printable
from reports.shown import FIGURE, MARKS, SUMMARY, TABLE, cells, column_widths, dateline, filled, titled, unit_line
from reports.typeset import pictures

_INK, _MUTED, _NAVY = RGBColor(0x10, 0x18, 0x28), RGBColor(0x47, 0x54, 0x67), RGBColor(0x1B, 0x38, 0x9A)
_SIDE, _WIDE = 20, 170
_INDENT = {2: 5, 3: 10, 4: 14, 5: 14}
_SIZES = ((46.0, 8.5), (60.0, 7.5), (inf, 7.0))
"""Up to how many letters across a table has letters of which size."""


def write(report: Report) -> bytes:
    """Return the DOCX file; charts are pictures, tables are tables.

    Raises
    ------
    UserError
        ``no_font`` where there is no Korean font to draw the pictures with.
    """
    return _Letter(report).written()


class _Letter:
    """Writes one report from top to bottom; tables and figures are numbered as in the other files."""

    def __init__(self, report: Report) -> None:
        self.report, self.lang = report, report.lang
        self.document = Document()
        self._tables, self._figures = count(1), count(1)
        self._pictures = iter(pictures([draw(chart, lang=report.lang) for chart in charts_of(report)], scale=2.0))

    def written(self) -> bytes:
        report = self.report
        self._styles()
        self._page()
        self._line(report.title, size=20, bold=True, colour=_NAVY, align="CENTER")
        self._line(dateline(report.day, report.office, self.lang), size=9.5, align="RIGHT")
        self._line(SUMMARY.say(self.lang), size=12, bold=True, colour=_NAVY)
        for said in report.summary:
            self._line(MARKS[self.lang][2] + said, size=11, indent=5)
        if report.overview:
            self._table(report.overview)
        self._line(report.verdict_words, size=8.5, colour=_MUTED)
        for place, (section, number, title) in enumerate(titled(report)):
            heading = self.document.add_heading(f"{number}. {title}", level=1)
            heading.paragraph_format.page_break_before = section.appendix or place == 0
            for part in section.parts:
                self.document.add_heading(MARKS[self.lang][1] + printable(part.message), level=2)
                for block in filled(part):
                    self._block(block)
        properties = self.document.core_properties
        properties.title, properties.author = printable(report.title), printable(report.office)
        properties.language, properties.comments = "ko-KR" if self.lang == "ko" else "en-GB", ""
        properties.created = properties.modified = dt.datetime.combine(report.day, dt.time())
        stream = io.BytesIO()
        self.document.save(stream)
        return stream.getvalue()

    def _block(self, block: Block) -> None:
        if isinstance(block, Line):
            small = block.level >= 4
            text = MARKS[self.lang][block.level] + block.text
            look: dict[str, Any] = {"size": 9, "colour": _MUTED} if small else {"size": 10.5, "keep": True}
            self._line(text, indent=_INDENT.get(block.level, 0), **look)
        elif isinstance(block, Grid):
            self._table(block)
        else:
            self._chart(block)

    def _chart(self, chart: Chart) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.alignment, paragraph.paragraph_format.keep_with_next = WD_ALIGN_PARAGRAPH.CENTER, True
        shape = paragraph.add_run().add_picture(io.BytesIO(next(self._pictures)), width=Mm(150))
        shape._inline.docPr.set("descr", printable(chart.alt))
        caption = FIGURE.say(self.lang, number=next(self._figures), caption=chart.caption)
        self._line(caption, size=10, bold=True, align="CENTER", keep=bool(chart.notes))
        self._notes(chart.notes)

    def _table(self, grid: Grid) -> None:
        caption = TABLE.say(self.lang, number=next(self._tables), caption=grid.caption)
        self._line(caption, size=10, bold=True, align="CENTER", keep=True)
        if grid.unit:
            self._line(unit_line(grid, self.lang), size=8.5, colour=_MUTED, align="RIGHT", keep=True)
        rows, wide = cells(grid, self.lang), column_widths(grid, self.lang, upright=True)
        add_table(
            self.document,
            [[column.label for column in grid.columns], *rows],
            words=[column.kind == "text" for column in grid.columns],
            wide=[_WIDE * part / sum(wide) for part in wide],
            size=next(size for most, size in _SIZES if sum(wide) <= most),
            followed=bool(grid.notes),
        )
        self._notes(grid.notes)

    def _notes(self, notes: tuple[str, ...]) -> None:
        if notes:
            self._line("\n".join(map(printable, notes)), size=8, colour=_MUTED)

    def _line(
        self,
        text: str,
        *,
        size: float,
        bold: bool = False,
        colour: RGBColor = _INK,
        align: str = "LEFT",
        indent: float = 0,
        keep: bool = False,
    ) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, align)
        form = paragraph.paragraph_format
        form.space_after, form.keep_with_next = Pt(3), keep
        form.left_indent, form.first_line_indent = Mm(indent), Mm(-indent * 0.6)
        lines = [printable(line) for line in text.split("\n")]
        for number, line in enumerate(lines):
            run = paragraph.add_run(line)
            run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, colour
            if number < len(lines) - 1:
                run.add_break()

    def _styles(self) -> None:
        for name, size in (("Normal", 10.5), ("Heading 1", 15), ("Heading 2", 12)):
            style = self.document.styles[name]
            style.font.name, style.font.size = OFFICE, Pt(size)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for kind in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
                fonts.set(qn(kind), OFFICE)
            for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
                fonts.attrib.pop(qn(kind), None)
            if name != "Normal":
                style.font.color.rgb = _NAVY if name == "Heading 1" else _INK

    def _page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(_SIDE)
        section.top_margin = section.bottom_margin = Mm(20)
        head = section.header.paragraphs[0]
        head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = head.add_run(printable(" · ".join(self.report.facts)))
        run.font.size, run.font.color.rgb = Pt(8), _MUTED
        foot = section.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        foot.add_run("- ")
        _field(foot.add_run(), "PAGE")
        foot.add_run(" -")


def _field(run: Any, code: str) -> None:
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        element = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            element.text = text
        else:
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)
