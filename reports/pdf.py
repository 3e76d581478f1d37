"""A report as PDF/A-2b and PDF/UA-1 at once: embedded Korean fonts, drawings as vectors, the summary on a page of its own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

from kpi.core.text import Lang
from reports.drawing import draw
from reports.model import Block, Chart, Grid, Line, Report
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
    titled,
    unit_line,
)
from reports.typeset import document


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

    def block(self, block: Block) -> dict[str, Any]:
        if isinstance(block, Line):
            mark = MARKS[self.lang][block.level].strip()
            return {"kind": "line", "level": block.level, "mark": mark, "text": printable(block.text)}
        return self.table(block) if isinstance(block, Grid) else self.chart(block)

    def table(self, grid: Grid) -> dict[str, Any]:
        widths = column_widths(grid, self.lang)
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

    def chart(self, chart: Chart) -> dict[str, Any]:
        number = next(self._figures)
        name = f"{number}.svg"
        self.drawings[name] = draw(chart, lang=self.lang)
        return {
            "kind": "chart",
            "file": name,
            "alt": printable(chart.alt),
            "width": 84,
            "caption": FIGURE.say(self.lang, number=number, caption=printable(chart.caption)),
            "notes": [printable(note) for note in chart.notes],
        }


def _chapters(report: Report, made: _Numbered) -> Iterator[dict[str, Any]]:
    lead = MARKS[report.lang][1]
    for section, number, title in titled(report):
        parts = [
            {
                "message": lead + printable(part.message),
                "blocks": [
                    made.block(block) for block in part.blocks if not (isinstance(block, Chart) and block.empty)
                ],
            }
            for part in section.parts
        ]
        yield {"title": f"{number}. {title}", "parts": parts, "apart": section.appendix}
