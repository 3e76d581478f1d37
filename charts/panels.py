"""What the panels of small multiples share: their rows, the whole, and the one scale that holds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from charts.canvas import Canvas
from charts.display import Display, display, periods_between
from charts.ticks import ValueAxis, value_axis
from kpi.core import formats
from kpi.core.indicator import Indicator, Key
from kpi.core.periods import Period
from kpi.sentences.rows import Row, rows_of, value_of

View = Literal["level", "index"]
"""What a panel shows: the level with its interval, or the same-task index (base = 100)."""
LOWEST = 120
"""The least height of a panel in pixels."""


@dataclass(frozen=True)
class Sheet:
    """What all panels share; ``column`` is the number drawn."""

    rows: tuple[Row, ...]
    whole: tuple[Row, ...]
    show: Display
    canvas: Canvas
    column: str
    axis: ValueAxis
    periods: tuple[Period, ...]
    by: Key

    def drawn(self, row: Row) -> float | None:
        """Return a row's number in the unit that is drawn."""
        value = value_of(row, self.column)
        return value if self.column == "index" else self.show.drawn(value)

    def label(self, row: Row) -> str:
        """Return a row's number in words."""
        if self.column == "index":
            return formats.number(value_of(row, "index"), 1, self.canvas.lang)
        return self.show.level(value_of(row))


def sheet_of(results: pd.DataFrame, indicator: Indicator, canvas: Canvas, view: View, by: Key) -> Sheet:
    """Return what all panels of a RESULT frame share; rows without a department (task) are the whole."""
    every = rows_of(results, indicator)
    rows = tuple(row for row in every if row[by])
    whole = tuple(row for row in every if not row[by])
    show, column = display(every, indicator, canvas.lang), "index" if view == "index" else "value"
    if view == "index":
        axis = value_axis([value_of(row, "index") for row in every], LOWEST + 230, must_show=100.0)
    else:
        axis = value_axis([show.drawn(value) for value in _held(every)], LOWEST + 230)
    return Sheet(rows, whole, show, canvas, column, axis, tuple(periods_between(every)), by)


def _held(rows: Sequence[Row]) -> list[float]:
    """Return what the common scale must hold: all values and targets, intervals up to half their span beyond.

    One small unit with a very wide interval would press all others flat; its band runs out of the panel instead.
    """
    known = [value for row in rows for name in ("value", "target") if (value := value_of(row, name)) is not None]
    if not known:
        return []
    least, most = min(known), max(known)
    reach = (most - least) / 2 or abs(most)
    ends = [value for row in rows for name in ("low", "high") if (value := value_of(row, name)) is not None]
    return [*known, *(min(max(end, least - reach), most + reach) for end in ends)]
