"""How far raters agree: intraclass correlations of a complete block, or of what there is by variance components.

References: Shrout and Fleiss (1979), Psychological Bulletin 86, 420-428; Searle, Casella and McCulloch (1992), Variance
Components, section 5.5 (Henderson's method 3, for ratings with gaps).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kpi.calc.ratings import Floats, connected_parts, least_squares_scores
from kpi.calc.scope import of_measures, scoped
from kpi.core.indicator import Evidence, Indicator, Question

LEAST_TARGETS = 3
"""Departments in a complete block; with fewer, or with too few raters, variance components use all ratings."""
_ROUNDING = 1e-12
"""Sums of squares below this share of the squares of all ratings are what rounding leaves of equal ones."""


@dataclass(frozen=True)
class Agreement:
    """ICC(2,1) of one rater and ICC(2,k) of the mean of all; ``complete``: everybody rated every target."""

    single: float
    average: float
    targets: int
    raters: int
    complete: bool = True


@dataclass(frozen=True)
class RoleAgreement:
    """How far the raters of one role agree in one period about the departments."""

    period_start: pd.Timestamp
    period_months: int
    role: str
    found: Agreement


def agreement(block: Floats) -> Agreement:
    """Return the intraclass correlations of a complete targets x raters matrix (two-way random, absolute agreement).

    NaN with fewer than two targets or raters, without any variance (what rounding leaves of equal ratings is none), or
    where the estimated variance of all is not above zero.

    Raises
    ------
    ValueError
        When the block is not complete.
    """
    if np.isnan(block).any():
        raise ValueError("the block must be complete")
    n, k = block.shape
    if n < 2 or k < 2:
        return Agreement(np.nan, np.nan, n, k)
    mean, nothing = block.mean(), _ROUNDING * float((block**2).sum())
    rest = block - block.mean(axis=1)[:, None] - block.mean(axis=0)[None, :] + mean
    squares = (k * (block.mean(axis=1) - mean) ** 2, n * (block.mean(axis=0) - mean) ** 2, rest**2)
    sums = [total if total > nothing else 0.0 for total in (float(part.sum()) for part in squares)]
    rows, columns, error = (total / df for total, df in zip(sums, (n - 1, k - 1, (n - 1) * (k - 1)), strict=True))
    single = rows + (k - 1) * error + k * (columns - error) / n
    average = rows + (columns - error) / n
    found = [(rows - error) / below if below > nothing else np.nan for below in (single, average)]
    return Agreement(found[0], found[1], n, k)


def complete_block(scores: Floats) -> Floats:
    """Return the targets x raters matrix without the raters, then the targets, that have gaps.

    One by one the rater or target with the largest share of gaps is dropped, a rater where both have as many.
    """
    block = scores
    while block.size and np.isnan(block).any():
        gaps = np.isnan(block)
        by_target, by_rater = gaps.mean(axis=1), gaps.mean(axis=0)
        axis = 0 if by_target.max() > by_rater.max() else 1
        worst = int((by_target if axis == 0 else by_rater).argmax())
        block = np.delete(block, worst, axis=axis)
    return block


def variance_components(scores: Floats) -> Agreement:
    """Return the intraclass correlations of targets x raters with gaps (NaN) by Henderson's method 3.

    Without gaps they are those of ``agreement``. k of ICC(2,k) is the harmonic mean of the raters of a target. NaN without
    a rating to spare, without any variance, or where the estimated variance of all is not above zero.
    """
    scores = scores[~np.isnan(scores).all(axis=1)][:, ~np.isnan(scores).all(axis=0)]
    there = ~np.isnan(scores)
    targets, raters, n = *scores.shape, int(there.sum())
    parts = len(np.unique(connected_parts(there.T.astype("float64"))))
    unknown = Agreement(np.nan, np.nan, targets, raters, complete=False)
    if n - targets - raters + parts <= 0:
        return unknown
    nothing = _ROUNDING * float(np.nansum(scores**2))
    rest, of_targets, of_raters = (total if total > nothing else 0.0 for total in _left(scores))
    error = rest / (n - targets - raters + parts)
    target = (of_raters - rest - (targets - parts) * error) / (n - raters)
    rater = (of_targets - rest - (raters - parts) * error) / (n - targets)
    k = targets / float((1 / there.sum(axis=1)).sum())
    below = target + rater + error, target + (rater + error) / k
    single, average = (target / total if total > nothing / n else np.nan for total in below)
    return Agreement(single, average, targets, raters, complete=False)


def _left(scores: Floats) -> tuple[float, float, float]:
    """Return the squares left by targets and raters together, by the means of targets, and by the means of raters."""
    there = ~np.isnan(scores)
    fitted = least_squares_scores(there.T.astype("float64"), np.where(there, scores, 0.0).T)
    away = scores - fitted[:, None]
    sides = (
        away - np.nanmean(away, axis=0)[None, :],
        scores - np.nanmean(scores, axis=1)[:, None],
        scores - np.nanmean(scores, axis=0)[None, :],
    )
    rest, of_targets, of_raters = (float(np.nansum(side**2)) for side in sides)
    return rest, of_targets, of_raters


def rater_agreement(evidence: Evidence, question: Question, *, indicator: Indicator) -> tuple[RoleAgreement, ...]:
    """Return how far the raters of each period and role agree about the departments, in the order of time and role.

    A rating is a rater's mean over the items of the indicator's pillar. The complete block where it has ``minimum_raters``
    raters and three departments, else variance components over all ratings; roles with fewer raters are left out.
    """
    ratings = of_measures(evidence.cells, "rating")
    cells = scoped(ratings[ratings["stratum"] == indicator.pillar], question)
    found = []
    for (start, months, role), mine in cells.groupby(["period_start", "period_months", "role"]):
        sums = mine.groupby(["department", "rater"])[["n", "wx"]].sum()
        scores = (sums["wx"] / sums["n"]).unstack().to_numpy("float64")
        if scores.shape[1] >= question.settings.minimum_raters:
            agreed = _of_scores(scores, minimum=question.settings.minimum_raters)
            found.append(RoleAgreement(start, int(months), str(role), agreed))
    return tuple(found)


def _of_scores(scores: Floats, *, minimum: int) -> Agreement:
    block = complete_block(scores)
    whole = len(block) >= LEAST_TARGETS and block.shape[1] >= minimum
    return agreement(block) if whole else variance_components(scores)
