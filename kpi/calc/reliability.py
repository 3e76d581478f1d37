"""Cronbach's alpha of the items of a survey, from the stored sums of every pair of items over complete answers.

References: Cronbach (1951), Psychometrika 16, 297-334; Feldt (1965), Psychometrika 30, 357-370 (interval).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import scipy

from kpi.calc.change import NEAR_ZERO, Floats

LEAST_ITEMS = 2


@dataclass(frozen=True)
class Reliability:
    """How far the items measure one thing.

    ``alpha`` with its Feldt interval, ``standardised`` (of the correlations), ``without``: alpha of the others where an
    item is left out (NaN with two items); ``n`` complete answers (Kish's effective number where there are weights).
    """

    items: tuple[str, ...]
    n: float
    alpha: float
    low: float
    high: float
    standardised: float
    without: Mapping[str, float]


def reliability(pairs: pd.DataFrame, *, confidence: float = 0.95) -> Reliability | None:
    """Return alpha from the sums of pairs; None with fewer than two items, without weight, or of different answers.

    ``pairs``: one row for every item with itself and every two items once (item, item2, w, wx, wy, wxy, ww), all over the
    same complete answers. Items without any spread make alpha NaN only where the total has none.
    """
    items = tuple(dict.fromkeys(pairs["item"]))
    whole = len(pairs) == len(items) * (len(items) + 1) / 2 and pairs["n"].nunique() == 1
    if len(items) < LEAST_ITEMS or not whole or not (pairs["w"] > 0).all():
        return None
    covariance = covariances(pairs, items)
    n = float(pairs["w"].iloc[0] ** 2 / pairs["ww"].iloc[0])
    alpha = cronbach(covariance)
    low, high = feldt(alpha, n=n, items=len(items), confidence=confidence)
    kept = {item: np.delete(np.delete(covariance, at, 0), at, 1) for at, item in enumerate(items)}
    return Reliability(
        items=items,
        n=n,
        alpha=alpha,
        low=low,
        high=high,
        standardised=cronbach(correlations(covariance)),
        without={item: cronbach(rest) for item, rest in kept.items()},
    )


def covariances(pairs: pd.DataFrame, items: tuple[str, ...]) -> Floats:
    """Return the weighted covariance matrix of the items (divided by the weights; alpha does not depend on that)."""
    place = {item: at for at, item in enumerate(items)}
    matrix = np.full((len(items), len(items)), np.nan)
    mean = (pairs["wxy"] - pairs["wx"] * pairs["wy"] / pairs["w"]) / pairs["w"]
    for item, item2, value in zip(pairs["item"], pairs["item2"], mean, strict=True):
        matrix[place[item], place[item2]] = matrix[place[item2], place[item]] = value
    return matrix


def correlations(covariance: Floats) -> Floats:
    """Return the correlation matrix; NaN for items without spread."""
    spread = np.sqrt(np.diag(covariance))
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = covariance / np.outer(spread, spread)
    return found


def cronbach(covariance: Floats) -> float:
    """Return k/(k-1) (1 - sum of variances/variance of the total); NaN for one item or a total without spread."""
    k, total = len(covariance), covariance.sum()
    if k < LEAST_ITEMS or not abs(total) > NEAR_ZERO:
        return float("nan")
    return float(k / (k - 1) * (1 - np.trace(covariance) / total))


def feldt(alpha: float, *, n: float, items: int, confidence: float) -> tuple[float, float]:
    """Return Feldt's limits 1 - (1 - alpha) F of alpha, df n-1 and (n-1)(k-1); NaN with fewer than two answers."""
    if n < 2 or np.isnan(alpha):
        return float("nan"), float("nan")
    tail, df = (1 - confidence) / 2, (n - 1, (n - 1) * (items - 1))
    upper, lower = (float(scipy.stats.f.ppf(p, *df)) for p in (1 - tail, tail))
    return 1 - (1 - alpha) * upper, 1 - (1 - alpha) * lower
