"""The value axis: round ticks, written in the fonts' own hyphen-minus, and the room their labels need."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from charts.words import width
from kpi.core import formats

Signs = Literal["plain", "signed"]
PIXELS_A_TICK = 38


@dataclass(frozen=True)
class ValueAxis:
    """Ends, ticks and their texts."""

    low: float
    high: float
    ticks: tuple[float, ...]
    texts: tuple[str, ...]

    @property
    def room(self) -> float:
        """The width of the widest label in pixels."""
        return max((width(text, 12) for text in self.texts), default=10)

    def layout(self) -> dict[str, Any]:
        """Return the axis for Plotly."""
        return {
            "range": [self.low, self.high],
            "tickmode": "array",
            "tickvals": list(self.ticks),
            "ticktext": list(self.texts),
        }


def value_axis(
    values: Iterable[float | None],
    height: int,
    *,
    signs: Signs = "plain",
    must_show: float | None = None,
    head: float = 0.08,
) -> ValueAxis:
    """Return an axis that holds all values with some air; ``must_show`` (a base, zero) is always inside.

    ``height`` is the figure's; ``head`` the air above the highest value as a share of the span.
    """
    known = [value for value in (*values, must_show) if value is not None] or [0.0, 1.0]
    low, high = min(known), max(known)
    span = (high - low) or abs(high) * 0.2 or 1.0
    rests = {must_show} & {0} if high > low else set()
    low, high = low - (0.0 if low in rests else span * 0.08), high + (0.0 if high in rests else span * head)
    step = nice_step((high - low) / max(4, (height - 150) // PIXELS_A_TICK))
    if math.floor(high / step + 1e-9) <= math.ceil(low / step - 1e-9):
        step = nice_step(step / 2.5)
    first = math.ceil(low / step - 1e-9)
    ticks = tuple(number * step for number in range(first, math.floor(high / step + 1e-9) + 1))
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    written = formats.signed if signs == "signed" else formats.number
    return ValueAxis(low, high, ticks, tuple(written(tick, decimals) for tick in ticks))


def nice_step(least: float) -> float:
    """Return the smallest of 1, 2, 5 x 10^k that is not under ``least``."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least * (1 - 1e-9))
