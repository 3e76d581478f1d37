"""A change and its parts as a bridge: each column begins where the one before it ended; the last one is the sum.

Office programs have no such chart that every one of them reads, but all stack columns: an unseen base carries the part
that is seen. What lies above zero and what lies below it are stacked apart, so a column across zero is two pieces.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from charts.theme import palette, verdict_colour
from kpi.core.indicator import VERDICTS
from kpi.core.text import Lang, Text
from reports.model import Chart, Values

COLOURS = palette("light")
RISE, FALL, SUM = "#667085", "#B3BCCB", COLOURS.line
_RISE, _FALL, _SUM = Text("늘어난 몫", "Adds"), Text("줄어든 몫", "Takes away"), Text("합계", "Sum")
_BASE, _ACROSS = Text("바탕(보이지 않음)", "Base (unseen)"), Text("0 건너편", "Across zero")
_LEVEL = Text("잇는 선 {number}", "Connector {number}")
_TOP = Text("글자 자리", "Place of the label")


@dataclass(frozen=True)
class Step:
    """One column: what it means, its colour, and the two heights between which it stands."""

    name: str
    colour: str
    start: float
    end: float


@dataclass(frozen=True)
class Piece:
    """One stacked series; ``colours`` name a column's own colour ("" for the series'); without ``colour`` it is unseen."""

    name: str
    values: Values
    colour: str = ""
    colours: tuple[str, ...] = ()

    @property
    def named(self) -> bool:
        """Whether the legend speaks of it."""
        return bool(self.colour)


@dataclass(frozen=True)
class Bridge:
    """``pieces`` are stacked in their order; ``connectors`` and ``top`` are lines over them: where each column ended
    and the next begins, and where the labels stand."""

    pieces: tuple[Piece, ...]
    connectors: tuple[Piece, ...]
    top: Piece


def is_bridge(chart: Chart) -> bool:
    """Return whether the columns of a chart begin at heights of their own."""
    return chart.kind == "columns" and bool(chart.starts)


def steps(chart: Chart, lang: Lang) -> list[Step]:
    """Return the columns of a bridge; one with a verdict has its name and colour, the last one is the sum."""
    main, last, made = chart.series[0], len(chart.categories) - 1, []
    for place, (start, size) in enumerate(zip(chart.starts, main.values, strict=True)):
        verdict = main.verdicts[place] if main.verdicts else ""
        if verdict in ("improved", "worsened"):
            name, colour = VERDICTS[verdict].say(lang), verdict_colour(verdict, "light")
        elif place == last:
            name, colour = _SUM.say(lang), SUM
        else:
            name, colour = (_RISE.say(lang), RISE) if _rises(chart, size) else (_FALL.say(lang), FALL)
        made.append(Step(name, colour, start, start + (size or 0.0)))
    return made


def _rises(chart: Chart, size: float | None) -> bool:
    """Return the direction of a part; one that is written as zero takes a direction that another one has."""
    rounded = [round(one or 0.0, chart.decimals) for one in (size, *chart.series[0].values[:-1])]
    return rounded[0] > 0 or (rounded[0] == 0 and max(rounded) > 0)


def bridge(chart: Chart, lang: Lang) -> Bridge:
    """Return the stacked pieces, connecting lines and places of the labels of a chart that ``is_bridge``."""
    columns = steps(chart, lang)
    spans = [(min(one.start, one.end), max(one.start, one.end)) for one in columns]
    bases = tuple(low if low > 0 else high if high < 0 else None for low, high in spans)
    seen = [_seen(low, high) for low, high in spans]
    across = tuple(low if low < 0 < high else None for low, high in spans)
    pieces = [Piece(_BASE.say(lang), bases)] if any(base is not None for base in bases) else []
    for name, colour in dict.fromkeys((one.name, one.colour) for one in columns):
        mine = tuple(value if one.name == name else None for one, value in zip(columns, seen, strict=True))
        pieces.append(Piece(name, mine, colour))
    if any(value is not None for value in across):
        pieces.append(Piece(_ACROSS.say(lang), across, colours=tuple(one.colour for one in columns)))
    return Bridge(tuple(pieces), _connectors(columns, lang), Piece(_TOP.say(lang), tuple(high for _, high in spans)))


def _seen(low: float, high: float) -> float:
    """Return the height of the piece that has the column's own series: below zero it hangs."""
    if high <= 0:
        return low - high
    return high if low < 0 else high - low


def _connectors(columns: Sequence[Step], lang: Lang) -> tuple[Piece, ...]:
    def level(place: int) -> Values:
        return tuple(columns[place].end if at in (place, place + 1) else None for at in range(len(columns)))

    places = range(len(columns) - 1)
    return tuple(Piece(_LEVEL.say(lang, number=place + 1), level(place)) for place in places)
