"""A report as one HTML file that needs no network: words, tables, drawings, nothing that runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import count
from pathlib import Path

from kpi.core.text import Text
from reports.drawing import draw
from reports.model import Block, Chart, Grid, Line, Report
from reports.safe import printable
from reports.shown import FIGURE, MARKS, SUMMARY, TABLE, cells, dateline, filled, titled, unit_line

SHORT = 24
"""Words of a cell that stay on one line; a wide table is moved sideways on a phone."""
STYLE = Path(__file__).resolve().parent / "report.css"
_SIDEWAYS = Text("옆으로 밀어 모두 보기", "Slide sideways to see all of it")
_CONTENTS = Text("차례", "Contents")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def write(report: Report) -> bytes:
    """Return the page; it holds no script, and its policy lets nothing be loaded from anywhere."""
    return "".join(_Page(report).pieces()).encode("utf-8")


class _Page:
    """Writes one report from top to bottom; tables and figures are numbered as in the other files."""

    def __init__(self, report: Report) -> None:
        self.report, self.lang = report, report.lang
        self._tables, self._figures = count(1), count(1)

    def pieces(self) -> Iterator[str]:
        report = self.report
        yield f'<!doctype html><html lang="{report.lang}"><head><meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>{_safe(report.title)}</title><style>{STYLE.read_text(encoding='utf-8')}{_printed_pages(report)}</style></head><body>"
        facts = _safe(" · ".join(report.facts))
        yield f'<header class="facts{" demo" if report.demo else ""}">{facts}</header><main>'
        yield f"<h1>{_safe(report.title)}</h1>"
        yield f'<p class="dateline">{_safe(dateline(report.day, report.office, self.lang))}</p>'
        said = "".join(f"<li>{_safe(text)}</li>" for text in report.summary)
        yield f'<section class="summary"><h2>{SUMMARY.say(self.lang)}</h2><ul>{said}</ul></section>'
        if report.overview:
            yield self._table(report.overview)
        yield f'<p class="notes">{_safe(report.verdict_words)}</p>'
        chapters = [(section, _safe(f"{number}. {title}")) for section, number, title in titled(report)]
        links = "".join(f'<a href="#c{place}">{said}</a>' for place, (_, said) in enumerate(chapters, start=1))
        yield f'<nav aria-label="{_CONTENTS.say(self.lang)}">{links}</nav>'
        for place, (section, said) in enumerate(chapters, start=1):
            yield f'<section><h2 id="c{place}">{said}</h2>'
            for part in section.parts:
                yield f"<article><h3>{_safe(part.message)}</h3>"
                yield from (self._block(block) for block in filled(part))
                yield "</article>"
            yield "</section>"
        yield f"</main><footer>{facts}</footer></body></html>"

    def _block(self, block: Block) -> str:
        if isinstance(block, Line):
            return f'<p class="level{block.level}">{_safe(MARKS[self.lang][block.level] + block.text)}</p>'
        return self._table(block) if isinstance(block, Grid) else self._chart(block)

    def _table(self, grid: Grid) -> str:
        caption = TABLE.say(self.lang, number=next(self._tables), caption=grid.caption)
        head = "".join(f'<th scope="col">{_safe(column.label)}</th>' for column in grid.columns)
        kinds = ["text" if column.kind == "text" else "number" for column in grid.columns]
        body = "".join(
            "<tr>" + "".join(_cell(text, kind) for text, kind in zip(row, kinds, strict=True)) + "</tr>"
            for row in cells(grid, self.lang)
        )
        unit = f'<div class="unit">{_safe(unit_line(grid, self.lang))}</div>' if grid.unit else ""
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        return (
            f"<figure><figcaption>{_safe(caption)}</figcaption>{unit}{self._wide(table)}{_notes(grid.notes)}</figure>"
        )

    def _chart(self, chart: Chart) -> str:
        caption = FIGURE.say(self.lang, number=next(self._figures), caption=chart.caption)
        drawn = self._wide(draw(chart, lang=self.lang))
        return f"<figure>{drawn}<figcaption>{_safe(caption)}</figcaption>{_notes(chart.notes)}</figure>"

    def _wide(self, content: str) -> str:
        """Return what is moved sideways where it has no room, with a word about that for phones."""
        return f'<p class="sideways">{_SIDEWAYS.say(self.lang)} ↔</p><div class="wide" tabindex="0">{content}</div>'


def _printed_pages(report: Report) -> str:
    """Return what stands on every printed page: facts at its top, its number at its foot.

    Of a style only strings are made of texts, and in these everything but letters, digits and spaces is written by its number.
    """
    facts = re.sub(r"[^\w ]", lambda found: f"\\{ord(found[0]):x} ", printable(" · ".join(report.facts)))
    return f'@page{{@top-left{{content:"{facts}"}}@bottom-center{{content:"- " counter(page) " -"}}}}'


def _cell(text: str, kind: str) -> str:
    kind = "short" if kind == "text" and len(text) <= SHORT else kind
    sign = " up" if text.startswith("▲") else " down" if text.startswith("▼") else ""
    return f'<td class="{kind}{sign}">{_safe(text)}</td>'


def _notes(notes: tuple[str, ...]) -> str:
    return f'<p class="notes">{"<br>".join(map(_safe, notes))}</p>' if notes else ""


def _safe(text: str) -> str:
    return escape(printable(text))
