"""A report as PDF/A-2b and PDF/UA-1 at once: embedded Korean fonts, drawings as vectors, the summary on a page of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from kpi.core.text import Lang
from reports.drawing import draw
from reports.model import Block, Chart, Grid, Line, Part, Report
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
from reports.typeset import document

WHOLE, HALF = (760, 226), (390, 210)
"""Sizes of a drawing across the page and of one of two side by side, in CSS pixels; their letters are of one size."""


def write(report: Report) -> bytes:
    """Return the PDF file: fit for keeping (ISO 19005-2, level B) and for readers who hear it (ISO 14289-1).

    Raises
    ------
    UserError
        ``no_font`` where the machine has no Korean font, ``not_typeset`` when the standards cannot be met.
    """
    made = _Numbered(report.lang)
    data: dict[str, Any] = {
        "title": printable(report.title),
        "office": printable(report.office),
        "lang": report.lang,
        "dateline": dateline(report.day, report.office, report.lang),
        "facts": " · ".join(map(printable, report.facts)),
        "summary_title": SUMMARY.say(report.lang),
        "summary": [printable(said) for said in report.summary],
        "bullet": MARKS[report.lang][2].strip(),
        "verdict_words": report.verdict_words,
        "demo": report.demo,
        "demo_words": report.facts[-1] if report.demo else "",
        "overview": made.table(report.overview) if report.overview else None,
    }
    data["chapters"] = list(_chapters(report, made))
    data["end"] = END.say(report.lang) if report.lang == "ko" else ""
    return document(made.drawings, data)


class _Numbered:
    """Blocks as plain data, tables and figures numbered in the order they are asked for; ``drawings`` by file name."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self.drawings: dict[str, str] = {}
        self._tables, self._figures = count(1), count(1)

    def row(self, parts: Sequence[Part], lead: str) -> list[dict[str, Any]]:
        size = WHOLE if len(parts) == 1 else HALF
        return [
            {
                "message": lead + printable(part.message),
                "blocks": [self.block(one, size, _said(part)) for one in filled(part)],
            }
            for part in parts
        ]

    def block(self, block: Block, size: tuple[int, int], said: tuple[str, ...]) -> dict[str, Any]:
        """Return a block; what is ``said`` below the part's figure is not said again below its table."""
        if isinstance(block, Line):
            mark = MARKS[self.lang][block.level].strip()
            return {"kind": "line", "level": block.level, "mark": mark, "text": printable(block.text)}
        if isinstance(block, Chart):
            return self.chart(block, size)
        return self.table(replace(block, notes=tuple(note for note in block.notes if note not in said)))

    def table(self, grid: Grid) -> dict[str, Any]:
        widths = column_widths(grid, self.lang, upright=True)
        return {
            "kind": "table",
            "caption": TABLE.say(self.lang, number=next(self._tables), caption=printable(grid.caption)),
            "unit": unit_line(grid, self.lang),
            "header": [printable(column.label) for column in grid.columns],
            "kinds": [column.kind for column in grid.columns],
            "rows": cells(grid, self.lang),
            "widths": widths,
            "size": 8.5 if sum(widths) < 52 else 7.5,
            "notes": [printable(note) for note in grid.notes],
        }

    def chart(self, chart: Chart, size: tuple[int, int]) -> dict[str, Any]:
        number = next(self._figures)
        name = f"{number}.svg"
        self.drawings[name] = draw(chart, lang=self.lang, size=size)
        return {
            "kind": "chart",
            "file": name,
            "alt": printable(chart.alt),
            "width": 88 if size == WHOLE else 100,
            "caption": FIGURE.say(self.lang, number=number, caption=printable(chart.caption)),
            "notes": [printable(note) for note in chart.notes],
        }


def _said(part: Part) -> tuple[str, ...]:
    return tuple(note for block in filled(part) if isinstance(block, Chart) for note in block.notes)


def _chapters(report: Report, made: _Numbered) -> Iterator[dict[str, Any]]:
    lead = MARKS[report.lang][1]
    for section, number, title in titled(report):
        rows = [made.row(parts, lead) for parts in _rows(section.parts)]
        yield {"title": f"{number}. {title}", "rows": rows, "apart": section.appendix}


def _rows(parts: Sequence[Part]) -> Iterator[tuple[Part, ...]]:
    """Yield the parts one by one, two that are a figure alone together; lying bars need the whole width."""
    waiting: list[Part] = []
    for part in parts:
        waiting.append(part)
        if not _narrow(part) or len(waiting) == 2:
            yield from [tuple(waiting)] if all(map(_narrow, waiting)) else [(one,) for one in waiting]
            waiting = []
    yield from [tuple(waiting)] if waiting else []


def _narrow(part: Part) -> bool:
    blocks = filled(part)
    return len(blocks) == 1 and isinstance(blocks[0], Chart) and blocks[0].kind != "bars"
