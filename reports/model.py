"""What a report says, without a word about files: every exporter writes the same sections, lines, tables and charts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from kpi.core.text import Lang
from reports.table import Cell, Column

Level = Literal[1, 2, 3, 4, 5]
"""1 `□`, 2 `○`, 3 `-`, 4 `*` a note, 5 `※` a reference: the levels of Korean administrative writing."""
ChartKind = Literal["line", "columns", "bars"]
"""``line`` over periods, ``columns`` over periods or parts, ``bars`` lying, one a department."""
Role = Literal["actual", "target", "national", "best_peer", "before", "part", "whole", "reference"]
"""``reference``: the whole organisation beside one department."""
HangulCharts = Literal["pictures", "native"]
"""How a Hangul document shows its charts."""
Values = tuple[float | None, ...]
"""A value for every category, None where there is none."""


@dataclass(frozen=True)
class Line:
    """One thought; the exporter gives it the mark of its level."""

    level: Level
    text: str


@dataclass(frozen=True)
class Series:
    """One series of a chart: a value for every category, None where there is none.

    ``low`` and ``high`` are 95 % intervals of the same length, or empty. ``verdicts`` are verdict ids ("" for none) of
    the same length, or empty.
    """

    name: str
    values: tuple[float | None, ...]
    role: Role = "actual"
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()
    verdicts: tuple[str, ...] = ()
    entry: str = ""
    """What kind of entry a series of counts is of ("award", "failure" ...): it has a colour of its own."""


@dataclass(frozen=True)
class Chart:
    """A chart as facts; numbers are unrounded, in the unit that is written.

    ``caption`` names it, ``message`` says what it found, ``unit`` are words, ``base`` is a value with a line of its own
    (zero, or 100 of an index), ``signed`` whether numbers carry their sign, ``starts`` the height at which each column
    begins (a waterfall; empty: zero), ``notes`` stand below (facts, source), ``alt`` says it to those who cannot see it.
    """

    kind: ChartKind
    caption: str
    message: str
    unit: str
    decimals: int
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    alt: str
    notes: tuple[str, ...] = ()
    base: float | None = None
    signed: bool = False
    starts: tuple[float, ...] = ()
    breaks: tuple[tuple[int, str], ...] = ()
    """Series breaks: the category before which the series is another one, and why."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(value is not None for series in self.series for value in series.values)

    def slices(self, most: int) -> list[Chart]:
        """Return the chart in pieces of at most so many categories, as equal as they can be."""
        count = len(self.categories)
        pieces = -(-count // most) or 1
        ends = [round(count * place / pieces) for place in range(pieces + 1)]
        return [self._piece(slice(*pair)) for pair in pairwise(ends)]

    def _piece(self, part: slice) -> Chart:
        series = [
            replace(one, values=one.values[part], low=one.low[part], high=one.high[part], verdicts=one.verdicts[part])
            for one in self.series
        ]
        return replace(self, categories=self.categories[part], series=tuple(series), starts=self.starts[part])


@dataclass(frozen=True)
class Grid:
    """A table: numbers are numbers (unrounded, None where missing), texts are texts; ``notes`` stand below it."""

    caption: str
    unit: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    decimals: int = 1
    notes: tuple[str, ...] = ()
    row_decimals: tuple[int, ...] = ()
    """Decimals of each row where they differ (rows with units of their own); empty: ``decimals`` everywhere."""

    def places(self, line: int) -> int:
        """Return the decimals of a row."""
        return self.row_decimals[line] if self.row_decimals else self.decimals


Block = Line | Chart | Grid


@dataclass(frozen=True)
class Section:
    """A chapter: ``title`` names it, ``parts`` are its pieces, each with one message."""

    title: str
    parts: tuple[Part, ...]
    appendix: bool = False


@dataclass(frozen=True)
class Part:
    """One message with what carries it; on a slide the message is the title. ``notes`` are method and source."""

    message: str
    blocks: tuple[Block, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """A whole report in one language.

    ``office`` is who hands it in, ``day`` the day it is made, ``facts`` what stands on every page (filters, period,
    revision, as-of day, "demo data"), ``summary`` the lines of the box on the first page, ``overview`` the table below
    it, ``verdict_words`` what the verdicts mean.
    """

    title: str
    lang: Lang
    day: dt.date
    office: str
    facts: tuple[str, ...]
    summary: tuple[str, ...]
    overview: Grid | None
    sections: tuple[Section, ...]
    verdict_words: str
    demo: bool = False
    subject: str = field(default="")


def charts_of(report: Report) -> tuple[Chart, ...]:
    """Return every chart that holds something, in the order of their numbers."""
    return tuple(block for block in _blocks(report) if isinstance(block, Chart) and not block.empty)


def grids_of(report: Report) -> tuple[Grid, ...]:
    """Return every table in the order of their numbers, the overview first."""
    first = (report.overview,) if report.overview else ()
    return (*first, *(block for block in _blocks(report) if isinstance(block, Grid)))


def _blocks(report: Report) -> Iterator[Block]:
    for section in report.sections:
        for part in section.parts:
            yield from part.blocks
