"""What one 5S number is made of: the parts, their fixed goalposts and weights, and why they are so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from kpi.core.text import Text

Column = Literal["value", "index"]

_SMILE = Text(
    "50점은 5점 척도의 '보통', 100점은 모두 '매우 만족'인 점수입니다.",
    "50 is the middle of a five-point scale, 100 is everybody very satisfied.",
)
_TIME = Text(
    "같은 업무 지수로 봅니다: 기준연도(100)의 1.5배가 걸리면 0점, 절반이면 100점입니다.",
    "The same-task index: half as long again as in the base year (150) is 0, half as long (50) is 100.",
)
_RATING = Text("평가 점수의 척도 그대로 0~100점입니다.", "The scale of the score itself, 0 to 100.")


@dataclass(frozen=True)
class CompositePart:
    """One part of the 5S number.

    ``column`` of the indicator's RESULT rows becomes 0 at ``worst`` and 100 at ``best``, cut at both; the goalposts are
    fixed, so that a later year never changes an earlier score. ``weight`` is out of the sum of all weights.

    Raises
    ------
    ValueError
        When the goalposts are equal, or the weight is not above zero.
    """

    indicator: str
    column: Column
    worst: float
    best: float
    weight: float
    why: Text

    def __post_init__(self) -> None:
        """Refuse goalposts and weights that give no score."""
        if self.worst == self.best or not self.weight > 0:
            raise ValueError(f"no goalposts or weight: {self.indicator} {self.worst}..{self.best}, {self.weight}")


PARTS: tuple[CompositePart, ...] = (
    CompositePart("satisfaction", "value", 50.0, 100.0, 20.0, _SMILE),
    CompositePart("handling_time", "index", 150.0, 50.0, 20.0, _TIME),
    CompositePart("processing_time", "index", 150.0, 50.0, 20.0, _TIME),
    CompositePart("collaboration_score", "value", 0.0, 100.0, 20.0, _RATING),
    CompositePart("proactivity_score", "value", 0.0, 100.0, 20.0, _RATING),
)
"""One indicator of each pillar, all pillars alike: the study names five and ranks none above another."""


def parts_of(changes: Mapping[str, Mapping[str, Any]]) -> tuple[CompositePart, ...]:
    """Return the parts with an office's own goalposts and weights: indicator -> worst, best, weight (any of them).

    Weight 0 leaves a part out. Raises ValueError as ``CompositePart`` does, and when no part is left.
    """
    chosen = []
    for part in PARTS:
        mine = changes.get(part.indicator, {})
        worst, best, weight = (
            float(mine.get(name, usual))
            for name, usual in (("worst", part.worst), ("best", part.best), ("weight", part.weight))
        )
        if weight != 0:
            chosen.append(replace(part, worst=worst, best=best, weight=weight))
    if not chosen:
        raise ValueError("no part has a weight above 0")
    return tuple(chosen)
