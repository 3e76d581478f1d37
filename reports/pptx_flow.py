"""What goes together on a slide: definitions that fit on one, and notes in as many lines as there is room for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from charts.words import width
from reports.model import Chart, Grid, Line, Part
from reports.pptx_text import filled_lines

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
