"""Published worked examples of survey scales and of process limits, recomputed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from kpi.calc.control import (
    RANGE_LIMIT,
    Limits,
    individuals_limits,
    laney_limits,
    moving_ranges,
    p_limits,
    screened,
    signals,
)
from kpi.calc.groups import poststratified
from kpi.calc.reliability import reliability

Figures = Mapping[str, Any]


def _individuals(figures: Figures) -> dict[str, float]:
    values = figures["values"]
    baseline = values[: figures.get("baseline")]
    ranges = moving_ranges(baseline)
    limits, wide = (individuals_limits(baseline, used) for used in (screened(ranges), ranges))
    centre, low, high = (float(end[0]) for end in (limits.centre, limits.low, limits.high))
    whole = Limits(*(np.full(len(values), end) for end in (centre, low, high)))
    return {
        "centre": centre,
        "low": low,
        "high": high,
        "low_unscreened": float(wide.low[0]),
        "high_unscreened": float(wide.high[0]),
        "mean_range": float(ranges.mean()),
        "range_limit": float(RANGE_LIMIT * ranges.mean()),
        **_outside(whole, values),
    }


def _outside(limits: Limits, values: Any) -> dict[str, float]:
    places = np.flatnonzero(signals(values, limits.position(values))["outside"]) + 1
    numbered = {f"outside_{number}": float(place) for number, place in enumerate(places, start=1)}
    return {"outside": float(len(places)), **numbered}


def _shares(figures: Figures) -> dict[str, float]:
    n = np.asarray(figures["n"])
    shares = np.asarray(figures["counts"]) / n
    limits = p_limits(shares, n)
    sizes = {int(size): int(np.flatnonzero(n == size)[0]) for size in np.unique(n)}
    ends = {f"low_{size}": float(limits.low[place]) for size, place in sizes.items()}
    ends |= {f"high_{size}": float(limits.high[place]) for size, place in sizes.items()}
    return {"centre": float(limits.centre[0]), **ends, **_outside(limits, shares)}


def _prime(figures: Figures) -> dict[str, float]:
    n = np.asarray(figures["n"])
    shares = np.asarray(figures["counts"]) / n
    prime, plain = laney_limits(shares, n), p_limits(shares, n)
    found = {"centre": float(prime.centre[0]), **_outside(prime, shares)}
    for name, limits in (("", prime), ("plain_", plain)):
        for place, (low, high) in enumerate(zip(limits.low, limits.high, strict=True), start=1):
            found |= {f"{name}low_{place}": float(low), f"{name}high_{place}": float(high)}
    return {**found, "plain_outside": _outside(plain, shares)["outside"]}


def _cronbach(figures: Figures) -> dict[str, float]:
    answers = {name: np.asarray(values) for name, values in figures["answers"].items()}
    names = list(answers)
    pairs = [(one, two) for at, one in enumerate(names) for two in names[at:]]
    sums = [
        {"wx": x.sum(), "wy": y.sum(), "wxy": (x * y).sum()}
        for x, y in ((answers[one], answers[two]) for one, two in pairs)
    ]
    table = pd.DataFrame(sums).assign(item=[one for one, _ in pairs], item2=[two for _, two in pairs])
    n = float(len(answers[names[0]]))
    found = reliability(table.assign(n=n, w=n, ww=n))
    if found is None:
        return {}
    without = {f"without_{name}": value for name, value in found.without.items()}
    return {name: getattr(found, name) for name in ("alpha", "standardised", "low", "high")} | without


def _poststratified(figures: Figures) -> dict[str, float]:
    n, x, xx, people = (np.asarray(figures[name]) for name in ("n", "x", "xx", "population"))
    mean = x / n
    variance = (1 - n / people) * (xx - n * mean**2) / (n - 1) / n
    groups = pd.DataFrame({"group": figures["groups"], "value": mean, "variance": variance, "df": n - 1})
    found = poststratified(groups, pd.Series(people, index=list(figures["groups"])))
    return {"mean": found.value, "se": found.variance**0.5} if found else {}


RECOMPUTE: Mapping[str, Callable[[Figures], dict[str, float]]] = {
    "xmr_deviations": _individuals,
    "xmr_standard": _individuals,
    "xmr_outlier": _individuals,
    "montgomery_individuals": _individuals,
    "montgomery_shares": _shares,
    "laney_emergency": _prime,
    "cronbach_attitude": _cronbach,
    "survey_api_poststratified": _poststratified,
}
