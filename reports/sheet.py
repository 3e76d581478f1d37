"""The sheet that charts are drawn on as SVG: shapes, marks, text kept as text, legend and axis."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from charts.display import thinning
from charts.theme import MARKERS, palette, verdict_colour
from charts.ticks import ValueAxis, value_axis
from charts.words import lines, shortened, width
from kpi.core.indicator import VERDICTS
from kpi.core.text import Lang
from reports.fonts import OFFICE
from reports.model import Chart, Series
from reports.safe import printable
from reports.shown import value_label

SIZE = (760, 300)
TEXT = 13
SMALL = 12
COLOURS = palette("light")
FONTS = f"NanumGothic, Pretendard, '{OFFICE}', 'Malgun Gothic', 'Apple SD Gothic Neo', 'Noto Sans KR', sans-serif"
AIMS = {
    "reference": (COLOURS.text, "1 4"),
    "target": (COLOURS.target, "7 4"),
    "national": (COLOURS.muted, "2 3"),
    "best_peer": (COLOURS.muted, "8 3 2 3"),
}


_ENTRIES = {"award": COLOURS.target, "proactive": COLOURS.good, "failure": COLOURS.bad}
"""Kinds of entries as on the page; others have the colour of lines."""


def column_colour(series: Series) -> str:
    """Return the colour of a series of columns: what was there before is pale, kinds of entries have their own."""
    return "#C7D2E8" if series.role == "before" else _ENTRIES.get(series.entry, COLOURS.line)


@dataclass
class Sheet:
    """The drawing under way: its elements in order, and where the plot lies in it."""

    size: tuple[int, int]
    left: float
    right: float
    top: float
    bottom: float
    parts: list[str] = field(default_factory=list)

    def line(self, x0: float, y0: float, x1: float, y1: float, colour: str, stroke: float = 1, dash: str = "") -> None:
        """Add a straight line."""
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        ends = f'x1="{x0:.2f}" y1="{y0:.2f}" x2="{x1:.2f}" y2="{y1:.2f}"'
        self.parts.append(f'<line {ends} stroke="{colour}" stroke-width="{stroke}"{dashes}/>')

    def box(self, x: float, y: float, wide: float, high: float, colour: str, said: str = "") -> None:
        """Add a filled rectangle; ``said`` is read under a pointer."""
        title = f"<title>{plain(said)}</title>" if said else ""
        place = f'x="{x:.2f}" y="{y:.2f}" width="{max(wide, 0):.2f}" height="{max(high, 0):.2f}"'
        self.parts.append(f'<rect {place} fill="{colour}">{title}</rect>')

    def path(self, points: Sequence[tuple[float, float]], colour: str, stroke: float, dash: str = "") -> None:
        """Add an open line through the points."""
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        through = " ".join(f"{x:.2f},{y:.2f}" for x, y in points)
        style = f'fill="none" stroke="{colour}" stroke-width="{stroke}" stroke-linejoin="round"{dashes}'
        self.parts.append(f'<polyline points="{through}" {style}/>')

    def area(self, points: Sequence[tuple[float, float]], colour: str) -> None:
        """Add a filled polygon."""
        through = " ".join(f"{x:.2f},{y:.2f}" for x, y in points)
        self.parts.append(f'<polygon points="{through}" fill="{colour}"/>')

    def text(
        self,
        x: float,
        y: float,
        said: str,
        *,
        size: int = SMALL,
        colour: str = "",
        at: str = "start",
        bold: bool = False,
    ) -> None:
        """Add one line of text; ``at`` is start, middle or end."""
        weight = ' font-weight="bold"' if bold else ""
        style = f'font-size="{size}" fill="{colour or COLOURS.muted}" text-anchor="{at}"{weight}'
        self.parts.append(f'<text x="{x:.2f}" y="{y:.2f}" {style}>{plain(said)}</text>')

    def mark(self, x: float, y: float, verdict: str, said: str) -> None:
        """Add a point in the shape and colour of its verdict."""
        shape, colour = MARKERS.get(verdict, MARKERS[""]), verdict_colour(verdict, "light")
        half, inside = shape.size / 2, colour if shape.filled else COLOURS.paper
        style = f'fill="{inside}" stroke="{colour}" stroke-width="1.6"'
        outline = {
            "circle": f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{half}" {style}>',
            "diamond": f'<path d="M{x:.2f} {y - half - 1:.2f} l{half + 1} {half + 1} l-{half + 1} {half + 1} l-{half + 1} -{half + 1} z" {style}>',
            "square": f'<rect x="{x - half:.2f}" y="{y - half:.2f}" width="{shape.size}" height="{shape.size}" {style}>',
            "x-thin": f'<path d="M{x - half:.2f} {y - half:.2f} l{shape.size} {shape.size} m0 -{shape.size} l-{shape.size} {shape.size}" {style}>',
        }[shape.symbol]
        end = {"circle": "circle", "square": "rect"}.get(shape.symbol, "path")
        self.parts.append(f"{outline}<title>{plain(said)}</title></{end}>")

    def written(self, alt: str) -> str:
        """Return the whole drawing."""
        wide, high = self.size
        head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}"'
        kind = f'role="img" aria-label="{plain(alt)}" font-family="{FONTS}"'
        ground = f'<rect width="{wide}" height="{high}" fill="{COLOURS.paper}"/>'
        return f"{head} {kind}>{ground}{''.join(self.parts)}</svg>"


def plain(text: str) -> str:
    """Return user text as XML shows it letter by letter."""
    return escape(printable(text), {'"': "&quot;"})


def axis_of(chart: Chart, height: int) -> ValueAxis:
    """Return the value axis that holds every number of the chart, its base too, and of bars zero, where they begin."""
    values: list[float | None] = [*_bridged(chart)] or [*_shown(chart), *([0.0] if chart.kind == "bars" else [])]
    return value_axis(values, height, signs="signed" if chart.signed else "plain", must_show=chart.base)


def _shown(chart: Chart) -> list[float | None]:
    return [end for series in chart.series for ends in (series.values, series.low, series.high) for end in ends]


def _bridged(chart: Chart) -> list[float]:
    """Return every height that the columns of a bridge begin and end at; nothing for another chart."""
    ends = [start + (chart.series[0].values[place] or 0.0) for place, start in enumerate(chart.starts)]
    return [*chart.starts, *ends]


def native_ends(chart: Chart) -> tuple[float | None, float | None]:
    """Return ends for the value axis of an office program's own chart (None: its own).

    Lines have round ends near their values; they would else begin at zero. No axis goes below zero, or above 100 %, where
    no value does. Columns and bars begin at zero; the program
    would else begin near the smallest of them.
    """
    if chart.kind != "line":
        reached = _bridged(chart) or [value or 0.0 for series in chart.series for value in series.values]
        return (0.0 if min(reached) >= 0 else None), (0.0 if min(reached) < 0 >= max(reached) else None)
    axis = axis_of(chart, SIZE[1])
    step = axis.ticks[1] - axis.ticks[0] if len(axis.ticks) > 1 else (axis.high - axis.low) or 1.0
    low, high = math.floor(axis.low / step + 1e-9) * step, math.ceil(axis.high / step - 1e-9) * step
    known = [value for value in _shown(chart) if value is not None]
    low = 0.0 if low < 0 <= min(known, default=0.0) else low
    high = 100.0 if chart.unit == "%" and high > 100 >= max(known, default=0.0) else high
    return round(low, 9), round(high, 9)


def highest(chart: Chart) -> float:
    """Return the round end of the scale that all pieces of a chart share."""
    axis = axis_of(chart, _height(chart))
    step = axis.ticks[1] - axis.ticks[0] if len(axis.ticks) > 1 else (axis.high - axis.low) or 1.0
    return round(math.ceil(axis.high / step - 1e-9) * step, 9)


def _height(chart: Chart) -> int:
    """Return the height that decides how close ticks stand; those of lying bars stand along its longer side."""
    return 450 if chart.kind == "bars" else SIZE[1]


def native_scale(chart: Chart) -> tuple[int, float | None]:
    """Return the decimals that the steps of an office program's value axis need, and the step (None: its own)."""
    axis = axis_of(chart, _height(chart))
    step = axis.ticks[1] - axis.ticks[0] if len(axis.ticks) > 1 else None
    return max((len(text.partition(".")[2]) for text in axis.texts), default=0), step


def legend(sheet: Sheet, entries: Sequence[tuple[str, str, str]], *, above: float = 16) -> None:
    """Add the legend above the plot: (kind, colour or verdict, word) each; kinds are line, dash names, box, mark."""
    x, y = sheet.left, sheet.top - above
    for kind, look, word in entries:
        if kind == "mark":
            sheet.mark(x + 9, y - 4, look, word)
        elif kind == "box":
            sheet.box(x, y - 10, 18, 11, look)
        else:
            sheet.line(x, y - 4, x + 20, y - 4, look, 2.4, AIMS.get(kind, ("", ""))[1])
        short = shortened(word, SMALL, 190)
        sheet.text(x + 25, y, short)
        x += 25 + width(short, SMALL) + 16


def verdict_entries(series: Series, lang: Lang) -> list[tuple[str, str, str]]:
    """Return legend entries of the verdicts that a series has, in their order."""
    there = set(series.verdicts)
    return [("mark", verdict, VERDICTS[verdict].say(lang)) for verdict in VERDICTS if verdict in there]


def shown_places(labels: Sequence[str], room: float) -> list[int]:
    """Return which categories get a label: as many as fit, the last one always."""
    every = thinning(labels, room, SMALL)
    return list(range((len(labels) - 1) % every, len(labels), every)) if labels else []


def point_words(chart: Chart, place: int, value: float | None, lang: Lang) -> str:
    """Return what a pointer reads at a point."""
    return f"{chart.categories[place]}: {value_label(chart, value, lang)} {chart.unit}"


def wrapped(text: str, room: float) -> list[str]:
    """Return a label in at most two lines."""
    return lines(text, SMALL, room, most=2)
