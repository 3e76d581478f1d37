"""The published examples of textbooks, recomputed with our own functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from kpi.calc.open_cases import kaplan_meier_median
from kpi.calc.planning import least_change
from kpi.calc.survey import Estimate, domain_estimate

Figures = Mapping[str, Any]


def _agriculture(figures: Figures) -> dict[str, float]:
    simple, stratified = (_finite(figures[name]) for name in ("simple", "stratified"))
    se = stratified.variance**0.5
    return {
        "simple_se": simple.variance**0.5,
        "stratified_mean": stratified.value,
        "stratified_se": se,
        "total_se": se * sum(figures["stratified"]["population"]),
    }


def _finite(strata: Figures) -> Estimate:
    """Return the mean of a sample known by the size, mean and variance of each stratum."""
    names = ("n", "population", "mean", "variance")
    n, people, mean, variance = (np.asarray(strata[name]) for name in names)
    weight, xx = people / n, (n - 1) * variance + n * mean**2
    sums = {"w": weight * n, "wx": weight * n * mean, "wxx": weight * xx}
    squared = {f"w{name}": weight * values for name, values in sums.items()}
    return domain_estimate(pd.DataFrame({"n": n, "sampled": n, "fpc": 1 - n / people, **sums, **squared}))


def _power(figures: Figures) -> dict[str, float]:
    return {f"change_{n}": float(least_change(1 / n, n, n)) for n in figures["n"]}


def _leukaemia(figures: Figures) -> dict[str, float]:
    found = {}
    for group in ("maintained", "not_maintained"):
        sides = [np.asarray(figures[name]) for name in (group, f"{group}_open")]
        closed, waiting = ((times, np.ones(len(times), dtype="int64")) for times in sides)
        found[group] = kaplan_meier_median(*closed, *waiting).value
    return found


RECOMPUTE: Mapping[str, Callable[[Figures], dict[str, float]]] = {
    "lohr_agriculture": _agriculture,
    "cohen_power": _power,
    "kaplan_meier_leukaemia": _leukaemia,
}
