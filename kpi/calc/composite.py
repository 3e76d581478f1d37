"""One number from several parts: fixed goalposts, an arithmetic or geometric mean, and how far the choices move it.

Reference: OECD and JRC (2008), Handbook on Constructing Composite Indicators, steps 5 to 7.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from kpi.core.composite import CompositePart

Floats = npt.NDArray[np.float64]

MINIMUM_WEIGHT = 0.6
"""Share of the weight that must be there."""
VARIATION = 0.25
"""How far each weight is moved up and down, as a share of itself."""
PERIOD = ["period_start", "period_months"]
_DIGITS = 9
"""Scores that agree to so many decimals are equal: the order of adding up is no achievement."""


def goalpost_score(value: Any, *, worst: float, best: float) -> Floats:
    """Return 100 (value - worst)/(best - worst), cut at 0 and 100; NaN stays NaN."""
    share = (np.asarray(value, dtype="float64") - worst) / (best - worst)
    scores: Floats = 100 * np.clip(share, 0.0, 1.0)
    return scores


def arithmetic_mean(scores: Floats, weights: Floats) -> Floats:
    """Return the weighted mean along the last axis over the scores that are there; NaN where none is."""
    return _mean(scores, weights)


def geometric_mean(scores: Floats, weights: Floats) -> Floats:
    """Return the weighted geometric mean along the last axis over the scores that are there; 0 where one of them is 0."""
    with np.errstate(divide="ignore"):
        means: Floats = np.exp(_mean(np.log(scores), weights))
    return means


def _mean(scores: Floats, weights: Floats) -> Floats:
    known = ~np.isnan(scores)
    total = np.where(known, weights, 0.0).sum(axis=-1)
    sums = np.where(known, scores * weights, 0.0).sum(axis=-1)
    means: Floats = np.divide(sums, total, out=np.full_like(total, np.nan), where=total > 0)
    return means


def choices(weights: Sequence[float], *, variation: float = VARIATION) -> Floats:
    """Return the given weights, then every way of moving each of them up or down by the variation, one a row.

    Both means are monotone in each weight, so no weights in between go further than these corners.
    """
    given = np.asarray(weights)
    corners = itertools.product((1 - variation, 1 + variation), repeat=len(given))
    return np.vstack([given, *(given * np.asarray(corner) for corner in corners)])


def composite(scores: pd.DataFrame, parts: Sequence[CompositePart], *, variation: float = VARIATION) -> pd.DataFrame:
    """Return one row per period and department from the scores (0-100) of the parts, a column each.

    ``score`` is the arithmetic mean by the weights; ``low``, ``high`` the least and most over all ``choices`` and both
    means; ``weight_share`` the share of the weight that is there (0-1); ``few_parts`` where that is under 60 %, and then
    there is no score. ``rank`` among the departments of the period (1 is best), ``rank_best`` and ``rank_worst`` over all
    choices; the whole organisation (department "") has no rank.
    """
    names = [part.indicator for part in parts]
    numbers = scores[names].to_numpy("float64")
    weights = choices([part.weight for part in parts], variation=variation)
    share = np.where(np.isnan(numbers), 0.0, weights[0]).sum(axis=1) / weights[0].sum()
    enough = share >= MINIMUM_WEIGHT - 1e-9
    numbers = np.where(enough[:, None], numbers, np.nan)
    stacked = numbers[None, :, :], weights[:, None, :]
    tried = np.concatenate([arithmetic_mean(*stacked), geometric_mean(*stacked)])
    keys = scores[[*PERIOD, "department"]].reset_index(drop=True)
    found = keys.assign(
        score=tried[0], low=tried.min(axis=0), high=tried.max(axis=0), weight_share=share, few_parts=~enough
    )
    return found.join(_ranks(keys, tried))


def _ranks(keys: pd.DataFrame, tried: Floats) -> pd.DataFrame:
    """Return rank, best and worst rank of each department within its period over all that was tried; rounding parts no tie."""
    table = pd.DataFrame(tried.T, index=keys.index).round(_DIGITS)
    table = table[(keys["department"] != "") & table[0].notna()]
    ranks = table.groupby([keys.loc[table.index, name] for name in PERIOD]).rank(ascending=False, method="min")
    return pd.DataFrame({"rank": ranks[0], "rank_best": ranks.min(axis=1), "rank_worst": ranks.max(axis=1)})
