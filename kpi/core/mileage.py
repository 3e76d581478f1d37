"""Points for finishing early (처리 마일리지): every city has rules of its own, so they are a table of parameters."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Bracket:
    """Statutory periods from ``first`` to ``last`` days (both in) earn ``points`` for each whole day finished early."""

    first: float
    last: float
    points: float


@dataclass(frozen=True)
class MileageRule:
    """How points are given.

    ``most``: points a case at most; a late case loses ``late_per_day`` for each day begun and ``late_per_case`` once.
    Cases outside all brackets earn and lose nothing.

    Raises
    ------
    ValueError
        When a bracket ends before it begins, brackets overlap, or a number is negative or missing.
    """

    brackets: tuple[Bracket, ...] = (Bracket(2, math.inf, 1.0),)
    most: float = 5.0
    late_per_day: float = 1.0
    late_per_case: float = 0.0

    def __post_init__(self) -> None:
        """Refuse rules that give no clear number of points."""
        edges = [edge for one in self.brackets for edge in (one.first, one.last)]
        numbers = [*(one.points for one in self.brackets), self.most, self.late_per_day, self.late_per_case]
        rising = all(a <= b for a, b in itertools.pairwise(edges))
        apart = all(a < b for a, b in zip(edges[1::2], edges[2::2], strict=False))
        if not edges or not rising or not apart or not all(number >= 0 for number in [edges[0], *numbers]):
            raise ValueError(f"not a rule of points: {self}")


def rule_of(stored: Mapping[str, Any]) -> MileageRule:
    """Return the rule stored as brackets ([first, last or None, points]), most, late_per_day and late_per_case.

    What is left out is as usual: 1 point a day from 2 days up, at most 5 a case, 1 less for each late day (the usual
    rule of several cities; KOREAN_PRACTICE marks it as secondhand). Raises ValueError as ``MileageRule`` does.
    """
    usual = MileageRule()
    rows: Sequence[Sequence[Any]] = stored.get("brackets") or ()
    brackets = tuple(Bracket(float(a), math.inf if b is None else float(b), float(c)) for a, b, c in rows)
    return MileageRule(
        brackets or usual.brackets,
        *(float(stored.get(name, getattr(usual, name))) for name in ("most", "late_per_day", "late_per_case")),
    )
