"""What goes together on a slide: definitions that fit on one, and notes in as many lines as there is room for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from charts.words import width
from kpi.core.text import Lang
from reports.model import Chart, Grid, Line, Part
from reports.pptx_text import filled_lines
from reports.shown import column_widths

SIZE = 12.0
"""Points of definitions that share a slide."""
ROWS_BELOW = 7
"""Rows of a table that stands below its chart."""


def fits_below(chart: Chart, grid: Grid) -> bool:
    """Return whether a chart and its table say one thing and share a slide: lines over a few periods."""
    return chart.kind == "line" and len(grid.rows) <= ROWS_BELOW and len(chart.categories) <= ROWS_BELOW


def only_lines(part: Part) -> bool:
    """Return whether a part is made of text alone."""
    return bool(part.blocks) and all(isinstance(block, Line) for block in part.blocks)


def grouped(parts: Sequence[Part], room: tuple[float, float]) -> Iterator[tuple[str, list[Part]]]:
    """Yield the title of every slide of texts and the parts on it, in their order; ``room`` is points across and down."""
    group: list[Part] = []
    for part in (one for one in parts if only_lines(one)):
        if group and sum(_height(one, room[0]) for one in (*group, part)) > room[1]:
            yield _title(group), group
            group = []
        group.append(part)
    if group:
        yield _title(group), group


def shares(grid: Grid, lang: Lang) -> list[float]:
    """Return the part of a table's width that each column takes."""
    wide = column_widths(grid, lang)
    return [one / sum(wide) for one in wide]


def paged(rows: Sequence[Sequence[str]], parts: Sequence[float], across: float, *, most: int) -> Iterator[slice]:
    """Yield which rows of a table stand on each slide: at most so many, fewer where texts take two lines.

    ``parts`` are the columns' shares of ``across`` points. A table without rows has one slide.
    """
    rooms = [part * across - 12 for part in parts]
    broken = [any(width(text, 11) > room for text, room in zip(row, rooms, strict=True)) for row in rows]
    heights, first = [1.4 if two else 1.0 for two in broken], 0
    while first < len(rows) or not first:
        last = first + 1
        while last < len(rows) and sum(heights[first : last + 1]) <= most + 1e-9:
            last += 1
        yield slice(first, last)
        first = last


def packed(notes: Sequence[str], size: float, room: float, *, most: int) -> list[str]:
    """Return notes in at most so many lines: neighbours share one where they fit; the last one (the source) is kept."""
    lines = [note for note in notes if note]
    while len(lines) > most:
        pairs = [width(f"{one}   {after}", size) for one, after in pairwise(lines)]
        place = pairs.index(min(pairs))
        if pairs[place] > room:
            return [*lines[: most - 1], lines[-1]]
        lines[place : place + 2] = [f"{lines[place]}   {lines[place + 1]}"]
    return lines


def _height(part: Part, across: float) -> float:
    texts = [part.message, *(block.text for block in part.blocks if isinstance(block, Line))]
    return filled_lines(texts, SIZE, across) * SIZE * 1.3 + len(texts) * SIZE * 0.3


def _title(group: Sequence[Part]) -> str:
    return " · ".join(part.message for part in group)
