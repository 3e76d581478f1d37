"""Targets: what an office aims at, and what it looks up to; how a value stands to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from kpi.core.indicator import Better
from kpi.core.text import Text

Standing = Literal["met", "within", "missed"]
OWN = "target"
TARGET_KINDS: Mapping[str, Text] = {
    OWN: Text("자체 목표", "Own target"),
    "national": Text("전국 기준", "National figure"),
    "best_peer": Text("최우수 기관", "Best peer"),
}
"""The own target is met or missed; the others are only shown beside the value."""
STANDINGS: Mapping[Standing, Text] = {
    "met": Text("달성", "met"),
    "within": Text("허용 범위", "within the band"),
    "missed": Text("미달", "missed"),
}


@dataclass(frozen=True)
class Aim:
    """A target in the indicator's unit with the ends of its band (None: no end)."""

    value: float
    low: float | None = None
    high: float | None = None


def standing(value: float, aim: Aim, *, better: Better, decimals: int) -> Standing:
    """Return how a value stands to a target, compared as it is shown (rounded to ``decimals``).

    Met: the target or better. Within: worse than the target, but inside the band (for "higher" not below ``low``, for
    "lower" not above ``high``). An indicator without a direction is met inside its band, without a band at the target.
    """
    shown, target = round(value, decimals), round(aim.value, decimals)
    low, high = (None if end is None else round(end, decimals) for end in (aim.low, aim.high))
    if better == "neither":
        inside = (low is None or shown >= low) and (high is None or shown <= high)
        return "met" if (inside if (low, high) != (None, None) else shown == target) else "missed"
    if (shown >= target) if better == "higher" else (shown <= target):
        return "met"
    end = low if better == "higher" else high
    within = end is not None and (shown >= end if better == "higher" else shown <= end)
    return "within" if within else "missed"
