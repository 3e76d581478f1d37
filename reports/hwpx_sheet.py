"""A Hangul document under way: styles, paragraphs, boxes, tables and pictures as officials write them."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from math import ceil, inf
from typing import Any

from hwpx import HwpxDocument
from lxml import etree
from PIL import Image

from charts.words import width
from reports.hwpx_looks import BORDERS, FONTS, FORMATS
from reports.hwpx_pages import Pages
from reports.shown import ems

MM = 7200 / 25.4
"""HWPUNIT of a millimetre."""
POINT = 100
SIDES, TOP, BOTTOM, HEADER = 20, 15, 15, 10
INSIDE = round(1.1 * MM)
"""Between the side of a cell and its text: narrow, so that a number in another font still stands on one line."""
MOST_KEPT, AROUND = 620.0, 6.0
"""Points up to which a table stays on one page, and what is around a table."""
SIZES = ((46.0, 9.0, ""), (60.0, 8.0, " small"), (inf, 7.5, " smaller"))
"""Up to how many letters across a table has letters of which size."""
_PARAGRAPH = "{http://www.hancom.co.kr/hwpml/2011/paragraph}"
_CHARTS = "http://www.hancom.co.kr/hwpml/2016/ooxmlchart"


class HangulSheet:
    """What is written goes to the end of the document."""

    def __init__(self) -> None:
        """Start with an empty A4 page and every style."""
        self.document = HwpxDocument.new()
        self.wide = int((210 - 2 * SIDES) * MM)
        margins = {"left": SIDES, "right": SIDES, "top": TOP, "bottom": BOTTOM, "header": HEADER, "footer": HEADER}
        self.document.page.set_margins(**{side: int(size * MM) for side, size in margins.items()})
        self.pages = Pages((297 - TOP - BOTTOM - 2 * HEADER) * MM / POINT)
        styles = self.document.styles
        self._fonts = {name: styles.ensure_run(**look) for name, look in FONTS.items()}
        self._borders = {name: styles.ensure_border_fill(**look) for name, look in BORDERS.items()}
        self._formats = {name: self._format(look) for name, look in FORMATS.items()}

    def line(self, text: str, font: str, form: str) -> None:
        """Write one paragraph."""
        written = self.document.add_paragraph(
            text, char_pr_id_ref=self._fonts[font], para_pr_id_ref=self._formats[form], inherit_style=False
        )
        look = FORMATS[form]
        high = FONTS[font]["size"] * look["line_spacing_percent"] / 100
        room = self.wide - look.get("indent_left_mm", 0.0) * MM
        points = look.get("spacing_before_pt", 0.0) + high * self._lines(text, FONTS[font]["size"], room)
        self.pages.put(written.element, points)

    def title(self, text: str) -> None:
        """Write the title in its box."""
        table = self.document.add_table(1, 1, width=self.wide, border_fill_id_ref=self._borders["title"])
        self._fill(table.cell(0, 0), text, "title", "center", "title")
        self._fit(table, [14 + 28 * self._lines(text, 20, self.wide)])

    def box(self, heading: str, said: Sequence[str]) -> None:
        """Write the summary in its box."""
        table = self.document.add_table(1, 1, width=self.wide, border_fill_id_ref=self._borders["line"])
        cell, height = table.cell(0, 0), 12 + 12 * 1.5
        self._fill(cell, heading, "caption", "center", "line")
        for text in said:
            cell.add_paragraph(text, char_pr_id_ref=self._fonts["box"], para_pr_id_ref=self._formats["box"])
            height += 11 * 1.5 * self._lines(text, 11, self.wide - int(9 * MM))
        self._fit(table, [height])

    def chapter(self, number: str, text: str) -> None:
        """Write the bar of a chapter: number white on navy, title beside it."""
        table = self.document.add_table(1, 3, width=self.wide, border_fill_id_ref=self._borders["line"])
        first = max(10, round(width(number, 3.2)) + 4)
        table.set_column_widths([first, 2, 96 - first])
        for place, (said, font, form, border) in enumerate(
            (
                (number, "number", "center", "number"),
                ("", "chapter", "center", "none"),
                (text, "chapter", "left", "line"),
            )
        ):
            self._fill(table.cell(0, place), said, font, form, border)
        self._fit(table, [30])

    def table(
        self, header: Sequence[str], rows: Sequence[Sequence[str]], texts: Sequence[bool], wide: Sequence[float]
    ) -> None:
        """Write a table whose header is repeated on every page; ``texts`` says which columns are words."""
        table = self.document.add_table(
            len(rows) + 1, len(header), width=self.wide, border_fill_id_ref=self._borders["line"]
        )
        table.set_column_widths([max(1, round(part * 10)) for part in wide])
        size, small = next((size, name) for most, size, name in SIZES if sum(wide) <= most)
        first, *others = [row.cells for row in table.rows]  # asking for one cell at a time goes through all of them
        for cell, label in zip(first, header, strict=True):
            self._fill(cell, label, f"head{small}", "center", "head")
            cell.element.set("header", "1")
        for row, shown in zip(rows, others, strict=True):
            for place, (cell, text) in enumerate(zip(shown, row, strict=True)):
                font = "up" if text.startswith("▲") else "down" if text.startswith("▼") else "cell"
                self._fill(cell, text, font + small, "left" if texts[place] else "right", "line")
        room = [self.wide * part / sum(wide) - 2 * INSIDE for part in wide]
        points = [self._row_height(row, room, size) for row in (header, *rows)]
        self._fit(table, points, least=max(sum(points[:4]), min(sum(points), MOST_KEPT)))
        for inside in ("inMargin", "cellMargin"):
            for margin in table.element.iter(f"{_PARAGRAPH}{inside}"):
                margin.set("left", str(INSIDE))
                margin.set("right", str(INSIDE))
        table.element.set("repeatHeader", "1")
        table.element.set("pageBreak", "CELL")

    def picture(self, png: bytes, said: str, wide_mm: float = 155) -> Any:
        """Write a picture as a letter of its own paragraph, with words for those who cannot see it."""
        across, down = Image.open(io.BytesIO(png)).size
        made = self.document.add_picture(
            png, "png", width_mm=wide_mm, height_mm=wide_mm * down / across, para_pr_id_ref=self._formats["picture"]
        )
        for element in made.element.iter():
            name = etree.QName(element).localname
            if name == "imgClip":
                element.set("right", str(across * 75))
                element.set("bottom", str(down * 75))
            elif name == "imgDim":
                element.set("dimwidth", str(across * 75))
                element.set("dimheight", str(down * 75))
            elif name == "shapeComment":
                element.text = said
        self.pages.put(_paragraph_of(made.element), wide_mm * down / across * MM / POINT)
        return made

    def chart(self, part: bytes, png: bytes, said: str) -> None:
        """Write a chart that can be edited, and its picture for programs that do not know charts.

        ``part`` is a ``c:chartSpace``. KS X 6101 clause 17 (``hp:switch``): a program takes the first case whose
        namespace it knows, else the default; Hangul itself keeps every chart in such a switch.
        """
        picture = self.picture(png, said).element
        size = picture.find(f"{_PARAGRAPH}sz")
        room = int(size.get("width")), int(size.get("height"))
        paragraph = self.document.paragraphs[-1]
        chart: Any = self.document.shapes.add_chart(part, paragraph=paragraph, size=room, treat_as_char=True).element
        etree.SubElement(chart, f"{_PARAGRAPH}shapeComment").text = said
        run = picture.getparent()
        chart.getparent().getparent().remove(chart.getparent())
        switch = etree.Element(f"{_PARAGRAPH}switch")
        run.replace(picture, switch)
        case = etree.SubElement(switch, f"{_PARAGRAPH}case", {f"{_PARAGRAPH}required-namespace": _CHARTS})
        case.append(chart)
        etree.SubElement(switch, f"{_PARAGRAPH}default").append(picture)

    def head(self, text: str) -> None:
        """Write what stands at the top of every page, on one line as far as it can."""
        story = self.document.page.set_header(text=text)
        for paragraph in story.paragraphs:
            for run in paragraph.runs:
                run.char_pr_id_ref = self._fonts["page"]

    def numbered_pages(self) -> None:
        """Put "- 1 -" at the foot of every page, as the program itself writes it: in the run with the page's set-up."""
        first = self.document.paragraphs[0].element
        for lines in first.findall(f"{_PARAGRAPH}linesegarray"):
            first.remove(lines)  # where lines break is the program's to say, for its fonts
        runs = first.iter(f"{_PARAGRAPH}run")
        run = next(run for run in runs if run.find(f"{_PARAGRAPH}secPr") is not None)
        control = etree.SubElement(run, f"{_PARAGRAPH}ctrl")
        number = etree.SubElement(control, f"{_PARAGRAPH}pageNum")
        for name, value in (("pos", "BOTTOM_CENTER"), ("formatType", "DIGIT"), ("sideChar", "-")):
            number.set(name, value)

    def _format(self, look: Mapping[str, Any]) -> str:
        """Return the id of a paragraph format: made on a paragraph that is taken away again."""
        paragraph = self.document.add_paragraph("", inherit_style=False)
        last = len(self.document.paragraphs) - 1
        self.document.styles.apply_paragraph_format(paragraph_index=last, **look)
        made = str(paragraph.para_pr_id_ref)
        paragraph.remove()
        return made

    def _fill(self, cell: Any, text: str, font: str, form: str, border: str) -> None:
        cell.set_text(text)
        paragraph = cell.paragraphs[0]
        paragraph.para_pr_id_ref = self._formats[form]
        for run in paragraph.runs:
            run.char_pr_id_ref = self._fonts[font]
        cell.element.set("borderFillIDRef", self._borders[border])

    def _fit(self, table: Any, points: Sequence[float], *, least: float | None = None) -> None:
        self.pages.put(_paragraph_of(table.element), sum(points) + AROUND, least=least)
        for row, high in zip(table.rows, points, strict=True):
            for cell in row.cells:
                cell.set_size(height=int(high * POINT))
        table.element.find(f"{_PARAGRAPH}sz").set("height", str(int(sum(points) * POINT)))

    def _row_height(self, row: Sequence[str], room: Sequence[float], size: float) -> float:
        most = max(self._lines(text, size, wide) for text, wide in zip(row, room, strict=True))
        return 6 + size * 1.4 * most

    def _lines(self, text: str, size: float, room: float) -> int:
        return max(1, ceil(ems(text) * size * POINT / max(room, size * POINT)))


def _paragraph_of(element: Any) -> Any:
    return next(element.iterancestors(f"{_PARAGRAPH}p"))
