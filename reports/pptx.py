"""A report as slides: one message a slide as its title, native charts, method and source in the notes."""

from __future__ import annotations

import datetime as dt
import io
from itertools import count
from typing import Any

from pptx.enum.text import MSO_ANCHOR
from pptx.util import Pt

from charts.words import lines as broken
from charts.words import shortened, width
from reports.model import Chart, Grid, Line, Part, Report
from reports.pptx_charts import add_chart, key_of
from reports.pptx_flow import SIZE, fits_below, grouped, only_lines, packed, paged, shares
from reports.pptx_table import add_table
from reports.pptx_text import AMBER, INK, MUTED, NAVY, box, emu, fill, fill_key, fitting, opened, title_only
from reports.safe import printable
from reports.sheet import highest
from reports.shown import FIGURE, MARKS, SUMMARY, TABLE, cells, column_widths, dateline, filled, titled, unit_line

ROWS_A_SLIDE, BARS_A_SLIDE = 14, 20
_EDGE, _ACROSS = 0.036, 0.928
_MIDDLE, _BOTTOM = 0.55, 0.84
"""Where a chart ends with its table below it, and without one."""
_POINT = 12700


def write(report: Report, *, template: bytes | None = None) -> bytes:
    """Return the PPTX file; without a summary it has no cover either. ``template`` is a presentation whose master, layouts and fonts are used.

    Raises
    ------
    UserError
        ``bad_template`` when the template is no presentation.
    """
    return _Slides(report, template).written()


class _Slides:
    """Writes one report slide by slide; tables and figures are numbered as they come."""

    def __init__(self, report: Report, template: bytes | None) -> None:
        self.report, self.lang = report, report.lang
        self.korean = template is None
        self.presentation = opened(template)
        self.size = (int(self.presentation.slide_width), int(self.presentation.slide_height))
        self.layout = title_only(self.presentation)
        self._tables, self._figures = count(1), count(1)

    def written(self) -> bytes:
        report = self.report
        if report.summary:
            self._cover()
            self._texts(SUMMARY.say(self.lang), [MARKS[self.lang][2] + said for said in report.summary], largest=20)
        if report.overview:
            self._table(report.overview, report.overview.caption)
        for section, number, title in titled(report):
            chapter = f"{number}. {title}" if title else ""
            for said, group in grouped(section.parts, self._room) if section.appendix else ():
                self._definitions(said, group, chapter)
            for part in section.parts:
                if not (section.appendix and only_lines(part)):
                    self._part(part, chapter)
        properties = self.presentation.core_properties
        properties.title, properties.author = printable(report.title), printable(report.office)
        properties.language = "ko-KR" if self.lang == "ko" else "en-GB"
        properties.created = properties.modified = dt.datetime.combine(report.day, dt.time())
        stream = io.BytesIO()
        self.presentation.save(stream)
        return stream.getvalue()

    def _cover(self) -> None:
        slide = self._slide(self.report.title, top=0.36, largest=36)
        day = dateline(self.report.day, self.report.office, self.lang)
        fill(box(slide, (_EDGE, 0.56, _ACROSS, 0.08), self.size), [day], size=16, colour=INK, korean=self.korean)
        self._foot(slide, (self.report.verdict_words,))

    def _part(self, part: Part, chapter: str) -> None:
        blocks = filled(part)
        lines = [MARKS[self.lang][one.level] + one.text for one in blocks if isinstance(one, Line)]
        charts = [one for one in blocks if isinstance(one, Chart)]
        grids = [one for one in blocks if isinstance(one, Grid)]
        below = grids[0] if len(charts) == len(grids) == 1 and fits_below(charts[0], grids[0]) else None
        for chart in charts:
            self._chart(chart, part, chapter, lines, below)
        if lines and not charts:
            self._texts(part.message, lines, largest=16, chapter=chapter)
        for grid in (one for one in grids if one is not below):
            self._table(grid, part.message, chapter, part.notes)

    def _chart(self, chart: Chart, part: Part, chapter: str, lines: list[str], below: Grid | None) -> None:
        caption = FIGURE.say(self.lang, number=next(self._figures), caption=chart.caption)
        pieces = chart.slices(BARS_A_SLIDE) if chart.kind == "bars" else [chart]
        longest = highest(chart)
        for place, piece in enumerate(pieces, start=1):
            said = f"{caption} ({place}/{len(pieces)})" if len(pieces) > 1 else caption
            slide = self._slide(chart.message or part.message, chapter=chapter)
            drawn = self._figure(slide, piece, said, lines, bottom=_MIDDLE if below else _BOTTOM)
            if len(pieces) > 1:
                drawn.value_axis.maximum_scale = longest
            if below:
                self._captioned(slide, below, cells(below, self.lang), next(self._tables), top=_MIDDLE + 0.01)
            notes = dict.fromkeys((*(below.notes if below else ()), *chart.notes))
            self._foot(slide, tuple(notes))
            self._notes(slide, [chart.alt, *lines, *notes, *part.notes])

    def _figure(self, slide: Any, chart: Chart, caption: str, lines: list[str], *, bottom: float) -> Any:
        whole, across = " ".join(lines), self._points(_ACROSS)
        size, most = (13.0, 2) if width(whole, 13) < 1.9 * across else (11.0, 3)
        said = shortened(whole, size, (most - 0.1) * across) if whole else ""
        if said:
            place = box(slide, (_EDGE, 0.145, _ACROSS, 0.08), self.size)
            fill(place, [said], size=size, colour=MUTED, korean=self.korean)
        top = 0.235 if said else 0.16
        place = box(slide, (_EDGE, top, 0.52, 0.045), self.size)
        fill(place, [shortened(caption, 13, self._points(0.52))], size=13, bold=True, korean=self.korean)
        key = box(slide, (0.56, top + 0.004, _EDGE + _ACROSS - 0.56, 0.04), self.size)
        fill_key(key, key_of(chart, self.lang), size=11, korean=self.korean)
        room = emu((_EDGE, top + 0.05, _ACROSS, bottom - top - 0.05), self.size)
        return add_chart(slide, chart, room, lang=self.lang, korean=self.korean, flat=bottom < _BOTTOM)

    def _table(self, grid: Grid, message: str, chapter: str = "", notes: tuple[str, ...] = ()) -> None:
        rows, number = cells(grid, self.lang), next(self._tables)
        for part in paged(rows, shares(grid, self.lang), self._points(_ACROSS), most=ROWS_A_SLIDE):
            slide = self._slide(message, chapter=chapter)
            self._captioned(slide, grid, rows[part], number, top=0.15, small=False)
            self._foot(slide, grid.notes)
            self._notes(slide, [*grid.notes, *notes])

    def _captioned(
        self, slide: Any, grid: Grid, rows: list[list[str]], number: int, *, top: float, small: bool = True
    ) -> None:
        """Write caption, unit and rows of a table from ``top`` on (shares of the slide)."""
        caption = shortened(TABLE.say(self.lang, number=number, caption=grid.caption), 13, self._points(0.6))
        fill(box(slide, (_EDGE, top, 0.62, 0.045), self.size), [caption], size=13, bold=True, korean=self.korean)
        unit = box(slide, (0.66, top + 0.005, _EDGE + _ACROSS - 0.66, 0.04), self.size)
        fill(unit, [unit_line(grid, self.lang)], size=11, colour=MUTED, align="right", korean=self.korean)
        self._grid(slide, grid, rows, small=small, top=top + (0.04 if small else 0.05))

    def _grid(self, slide: Any, grid: Grid, rows: list[list[str]], *, top: float, small: bool) -> None:
        high, most = (0.029, 10.0) if small else (0.042, 11.0)
        size = max(7.0, min(most, 0.95 * self._points(_ACROSS) / sum(column_widths(grid, self.lang))))
        parts = [part * _ACROSS for part in shares(grid, self.lang)]
        shown = [
            [
                shortened(text, size, (1.0 if small else 2.0) * (self._points(part) - 12))
                for text, part in zip(row, parts, strict=True)
            ]
            for row in ([column.label for column in grid.columns], *rows)
        ]
        add_table(
            slide,
            shown,
            words=[column.kind == "text" for column in grid.columns],
            wide=[int(part * self.size[0]) for part in parts],
            room=emu((_EDGE, top, _ACROSS, high * len(shown)), self.size),
            size=size,
            korean=self.korean,
        )

    def _definitions(self, message: str, group: list[Part], chapter: str) -> None:
        slide, headings, said = self._slide(message, chapter=chapter), [], list[str]()
        for part in group:
            headings += [len(said)] if len(group) > 1 else []
            said += [part.message] if len(group) > 1 else []
            said += [MARKS[self.lang][one.level] + one.text for one in part.blocks if isinstance(one, Line)]
        frame = box(slide, (_EDGE, 0.17, _ACROSS, 0.68), self.size)
        size = fitting(said, self._room, largest=SIZE if len(group) > 1 else 13, least=9)
        fill(frame, said, size=size, korean=self.korean)
        for place, paragraph in enumerate(frame.paragraphs):
            paragraph.space_after = Pt(size * 0.3)
            paragraph.runs[0].font.bold = place in headings
        self._foot(slide, ())

    def _texts(self, message: str, lines: list[str], *, largest: float, chapter: str = "") -> None:
        slide = self._slide(message, chapter=chapter)
        size = fitting(lines, self._room, largest=largest, least=9)
        frame = box(slide, (_EDGE, 0.17, _ACROSS, 0.68), self.size)
        fill(frame, lines, size=size, korean=self.korean)
        for paragraph in frame.paragraphs:
            paragraph.space_after = Pt(size * 0.3)
        self._foot(slide, ())

    @property
    def _room(self) -> tuple[float, float]:
        return self._points(_ACROSS), 0.68 * self.size[1] / _POINT

    def _slide(self, message: str, *, chapter: str = "", top: float = 0.045, largest: float = 20) -> Any:
        slide = self.presentation.slides.add_slide(self.layout)
        title = slide.shapes.title
        place = emu((_EDGE, top, _ACROSS, 0.1 if top < 0.3 else 0.16), self.size)
        if title is None:
            frame = box(slide, (_EDGE, top, _ACROSS, 0.1), self.size)
        else:
            title.left, title.top, title.width, title.height = place
            frame = title.text_frame
            frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        text = shortened(printable(message), 16, 2 * self._points(_ACROSS) - 60)
        size = largest if width(text, largest) < self._points(_ACROSS) - 30 else max(16, largest * 0.8)
        fill(frame, [text], size=size, bold=True, colour=NAVY, korean=self.korean)
        if chapter:
            fill(
                box(slide, (_EDGE, 0.018, _ACROSS, 0.03), self.size),
                [chapter],
                size=11,
                colour=MUTED,
                korean=self.korean,
            )
        for shape in list(slide.placeholders):
            if title is None or shape.shape_id != title.shape_id:
                shape._element.getparent().remove(shape._element)
        return slide

    def _foot(self, slide: Any, notes: tuple[str, ...]) -> None:
        """Write source and n, then what stands on every slide, and the slide's number."""
        across = self._points(_ACROSS)
        said = [line for note in packed(notes, 10, across, most=4) for line in broken(note, 10, across, most=2)][:4]
        fill(
            box(slide, (_EDGE, 0.855, _ACROSS, 0.09), self.size),
            said or [""],
            size=10,
            colour=MUTED,
            korean=self.korean,
        )
        colour = AMBER if self.report.demo else MUTED
        stated, room = " · ".join(self.report.facts), across * 0.9
        size = next((size for size in (10, 9, 8, 7) if width(stated, size) <= room), 6)
        facts = shortened(stated, size, room)
        fill(box(slide, (_EDGE, 0.955, 0.84, 0.035), self.size), [facts], size=size, colour=colour, korean=self.korean)
        number = f"- {len(self.presentation.slides)} -"
        place = box(slide, (0.87, 0.955, 0.094, 0.035), self.size)
        fill(place, [number], size=10, colour=MUTED, align="right", korean=self.korean)

    def _notes(self, slide: Any, texts: list[str]) -> None:
        slide.notes_slide.notes_text_frame.text = "\n".join(dict.fromkeys(printable(text) for text in texts if text))

    def _points(self, share: float) -> float:
        return share * self.size[0] / _POINT
