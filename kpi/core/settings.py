"""What an office may set: thresholds, weights and goalposts. Every default has its reason in INDICATORS or practice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Settings:
    """The numbers that indicators need beside the data.

    Shares are 0-1, weights and minimum_parts are out of 100, full_marks are points a year and department that count
    as 100; ``base_year`` None means the first year with data. ``weights_by_year``: role weights from a year on;
    ``composite``: indicator -> worst, best, weight of its part of the 5S number where they are not the usual ones.
    ``mileage``: the rule of points for finishing early where it is not the usual one (``kpi.core.mileage``).
    ``windows``: indicator or source -> first month (1-12) of its years; ``first_month``: that of the indicator asked.
    """

    confidence: float = 0.95
    minimum_answers: int = 5
    reference_answers: int = 30
    minimum_raters: int = 3
    guard_open_share: float = 0.30
    guard_difference: float = 0.10
    role_weights: Mapping[str, float] = field(default_factory=lambda: {"head": 40.0, "staff": 40.0, "external": 20.0})
    minimum_parts: float = 60.0
    full_marks: Mapping[str, float] = field(default_factory=lambda: {"joint_project": 10.0, "award": 10.0})
    base_year: int | None = None
    weights_by_year: Mapping[int, Mapping[str, float]] = field(default_factory=dict)
    windows: Mapping[str, int] = field(default_factory=dict)
    composite: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    mileage: Mapping[str, Any] = field(default_factory=dict)
    first_month: int = 1

    def weights_of(self, year: int) -> Mapping[str, float]:
        """Return the role weights of a year: those set for it or for the latest year before it, else the usual ones."""
        set_for = max((known for known in self.weights_by_year if known <= year), default=None)
        return self.role_weights if set_for is None else self.weights_by_year[set_for]

    def window_of(self, indicator: str, source: str) -> int:
        """Return the month in which the yearly window of an indicator begins: its own, else its source's, else January."""
        return self.windows.get(indicator, self.windows.get(source, 1))
