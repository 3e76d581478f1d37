"""Ratings of departments: scores freed from each rater's level, and their jackknife.

References: Searle (1987), Linear Models for Unbalanced Data, chapter 4; Efron and Tibshirani (1993), An Introduction to
the Bootstrap, chapter 11.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy

Floats = npt.NDArray[np.float64]
_AT_ONCE = 200


@dataclass(frozen=True)
class Adjusted:
    """Department scores of one period and role, with what the jackknife needs.

    ``scores``: one per department. ``deviations``: raters x departments, the scaled deviations of the scores without
    each rater; the variance of any weighted sum of scores is the sum over raters of the squared weighted sum of its
    deviations.
    """

    scores: Floats
    deviations: Floats


def least_squares_scores(counts: Floats, sums: Floats) -> Floats:
    """Return department scores from raters x departments matrices of the number and the sum of ratings.

    Least squares of rating = department + rater. The scores are at the mean level of the raters of a connected part (raters
    and departments linked by ratings); when everyone rates everyone, they are the plain means. Departments without a
    rating are NaN.
    """
    per_rater, rater_sums = counts.sum(axis=1), sums.sum(axis=1)
    present = per_rater > 0
    n, y, per_rater, rater_sums = counts[present], sums[present], per_rater[present], rater_sums[present]
    rated = n.sum(axis=0) > 0
    if not rated.any():
        return np.full(counts.shape[1], np.nan)
    scaled = n / per_rater[:, None]
    laplacian = np.diag(n.sum(axis=0)) - n.T @ scaled
    label = connected_parts(n)
    together = (label[:, None] == label[None, :]).astype("float64")
    size = together.sum(axis=1)
    effects = np.linalg.solve(laplacian + together / size[:, None], y.sum(axis=0) - scaled.T @ rater_sums)
    levels = (rater_sums - n @ effects) / per_rater
    part_of_rater = label[n.argmax(axis=1)]
    known = np.bincount(part_of_rater, minlength=label.max() + 1)
    level = np.bincount(part_of_rater, weights=levels, minlength=label.max() + 1) / np.maximum(known, 1)
    scores: Floats = np.where(rated, effects + level[label], np.nan)
    return scores


def connected_parts(counts: Floats) -> npt.NDArray[np.int64]:
    """Return for each department the number of the connected part it belongs to."""
    shared = (counts > 0).astype("float64")
    label: npt.NDArray[np.int64] = scipy.sparse.csgraph.connected_components(shared.T @ shared, directed=False)[1]
    return label


def adjusted(counts: Floats, sums: Floats) -> Adjusted:
    """Return adjusted scores with delete-one-rater jackknife deviations sqrt((R-1)/R) (score without r - their mean)."""
    scores = least_squares_scores(counts, sums)
    raters = np.flatnonzero(counts.sum(axis=1) > 0)
    number = len(raters)
    deviations = np.zeros(counts.shape)
    if number > 1:
        without = scores_without_each(counts[raters], sums[raters])
        deviations[raters] = np.sqrt((number - 1) / number) * (without - without.mean(axis=0))
    return Adjusted(scores, deviations)


def scores_without_each(counts: Floats, sums: Floats) -> Floats:
    """Return a row per rater: the department scores of least squares without that rater.

    Where every two departments share at least two raters, nothing falls apart without one, and the equations of many
    raters are solved at once; else one by one.
    """
    rated = (counts > 0).astype("float64")
    if (rated.T @ rated).min() >= 2:
        places = range(0, len(counts), _AT_ONCE)
        return np.concatenate([_many_without(counts, sums, slice(place, place + _AT_ONCE)) for place in places])
    everyone = np.arange(len(counts))
    return np.stack([least_squares_scores(counts[everyone != r], sums[everyone != r]) for r in everyone])


def _many_without(counts: Floats, sums: Floats, chosen: slice) -> Floats:
    n, y = counts[chosen], sums[chosen]
    totals, rater_sums = counts.sum(axis=1), sums.sum(axis=1)
    scaled = counts / totals[:, None]
    laplacian = np.diag(counts.sum(axis=0)) - counts.T @ scaled
    right = sums.sum(axis=0) - scaled.T @ rater_sums
    size = counts.shape[1]
    own = n[:, :, None] * scaled[chosen][:, None, :] - n[:, :, None] * np.eye(size)
    rights = right - y + scaled[chosen] * rater_sums[chosen][:, None]
    effects = np.linalg.solve(laplacian + own + 1 / size, rights[:, :, None])[:, :, 0]
    levels = (rater_sums[None, :] - effects @ counts.T) / totals[None, :]
    own_level = (rater_sums[chosen] - (effects * n).sum(axis=1)) / totals[chosen]
    mean_level = (levels.sum(axis=1) - own_level) / (len(counts) - 1)
    scores: Floats = effects + mean_level[:, None]
    return scores
