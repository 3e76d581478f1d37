"""The published examples about tasks, indices, open cases and composites, recomputed with our own functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from kpi.calc.basket import decompose, matched
from kpi.calc.composite import arithmetic_mean, geometric_mean, goalpost_score
from kpi.calc.cumulative import chained
from kpi.calc.open_cases import kaplan_meier_median

Figures = Mapping[str, Any]


def basket(n: Any, mean: Any) -> pd.DataFrame:
    """Return one side of a comparison from the numbers of cases and the means of its tasks."""
    number, level = np.asarray(n), np.asarray(mean)
    tasks = [f"task {place}" for place in range(len(number))]
    return pd.DataFrame({"row": 0, "basket_task": tasks, "n": number, "wx": number * level, "wxx": np.nan})


def _chained(figures: Figures) -> dict[str, float]:
    sides = [basket(*both) for both in zip(figures["quantities"], figures["prices"], strict=True)]
    links = [np.nan, *(decompose(matched(sides[t], sides[t - 1]))["fisher"].iloc[0] for t in range(1, len(sides)))]
    starts = pd.to_datetime([f"{2000 + t}-01-01" for t in range(len(sides))])
    rows = pd.DataFrame({"period_start": starts, "value": 1.0, "link": links}).assign(department="", task="")
    return {f"fisher_{t + 1}": float(index) / 100 for t, index in enumerate(chained(rows)) if t}


def _asem(figures: Figures) -> dict[str, float]:
    found: dict[str, float] = {}
    for country, groups in figures["scores"].items():
        scored = {
            name: _mean(goalpost_score(scores, worst=figures["worst"], best=figures["best"]))
            for name, scores in groups.items()
        }
        sides = {side: _mean([scored[name] for name in names]) for side, names in figures["tree"].items()}
        found |= {f"{side}_{country}": score for side, score in sides.items()}
        found[f"index_{country}"] = _mean(list(sides.values()))
    return found


def _mean(scores: Any) -> float:
    numbers = np.asarray(scores)
    return float(arithmetic_mean(numbers, np.ones_like(numbers)))


def _hdi(figures: Figures) -> dict[str, float]:
    def share(value: Any, worst: float, best: float) -> float:
        return float(goalpost_score(value, worst=worst, best=best)) / 100

    found = {name: share(*figures[name]) for name in ("life", "mean_schooling", "expected_schooling")}
    found["income"] = share(*np.log(figures["income"]))
    schooling = np.array([found["mean_schooling"], found["expected_schooling"]])
    education = share(geometric_mean(schooling, np.ones(2)), *figures["education"])
    parts = np.array([found["life"], education, found["income"]])
    return {**found, "hdi": float(geometric_mean(parts, np.ones(3)))}


def _remission(figures: Figures) -> dict[str, float]:
    found: dict[str, float] = {}
    for group in ("treated", "placebo"):
        sides = [np.asarray(figures[name]) for name in (group, f"{group}_open")]
        closed, waiting = ((times, np.ones(len(times), dtype="int64")) for times in sides)
        median = kaplan_meier_median(*closed, *waiting)
        found |= {group: median.value, f"{group}_low": median.low, f"{group}_high": median.high}
    return found


RECOMPUTE: Mapping[str, Callable[[Figures], dict[str, float]]] = {
    "cpi_manual_chained": _chained,
    "asem_composite": _asem,
    "hdi_china": _hdi,
    "kaplan_meier_remission": _remission,
}
