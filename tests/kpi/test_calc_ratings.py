"""Adjusted ratings and their jackknife, against second implementations."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.calc.ratings import adjusted, least_squares_scores, scores_without_each


def by_dummies(counts, sums):
    """Least squares with a column per department and rater; scores at the mean level of all raters."""
    raters, departments = counts.shape
    rows, y, w = [], [], []
    for r in range(raters):
        for d in range(departments):
            if counts[r, d]:
                row = np.zeros(raters + departments)
                row[d] = row[departments + r] = 1
                rows.append(row)
                y.append(sums[r, d] / counts[r, d])
                w.append(math.sqrt(counts[r, d]))
    weights = np.array(w)
    beta = np.linalg.lstsq(np.array(rows) * weights[:, None], np.array(y) * weights, rcond=None)[0]
    return beta[:departments] + beta[departments:].mean()


def block(seed, raters, departments, *, gaps):
    rng = np.random.default_rng(seed)
    counts = rng.integers(1, 4, (raters, departments)).astype(float)
    if gaps:
        for rater in range(raters):
            counts[rater, rater % departments] = 0
    return counts, counts * rng.uniform(0, 100, counts.shape)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10_000), st.integers(3, 8), st.integers(3, 6))
def test_scores_equal_least_squares_with_dummies(seed, raters, departments):
    counts, sums = block(seed, raters, departments, gaps=True)
    if np.linalg.matrix_rank(counts) and (counts.sum(axis=0) > 0).all():
        assert least_squares_scores(counts, sums) == pytest.approx(by_dummies(counts, sums), abs=1e-8)


def test_when_everyone_rates_everyone_scores_are_the_plain_means():
    scores = np.random.default_rng(1).uniform(0, 100, (6, 4))
    assert least_squares_scores(np.ones((6, 4)), scores) == pytest.approx(scores.mean(axis=0))


def test_the_level_of_a_rater_moves_all_departments_alike():
    counts, sums = block(3, 6, 4, gaps=True)
    stricter = sums.copy()
    stricter[2] -= 12 * counts[2]
    moved = least_squares_scores(counts, stricter) - least_squares_scores(counts, sums)
    assert moved == pytest.approx(np.full(4, -12 / 6))


def test_departments_are_found_back_from_additive_ratings_without_the_own_department():
    truth, level = np.array([60.0, 70.0, 85.0]), np.array([-10.0, 0.0, 4.0, 6.0, -5.0, 5.0])
    counts = np.ones((6, 3))
    for rater in range(6):
        counts[rater, rater % 3] = 0
    sums = counts * (truth[None, :] + level[:, None])
    assert least_squares_scores(counts, sums) == pytest.approx(truth)
    plain = sums.sum(axis=0) / counts.sum(axis=0)
    assert abs(plain - truth).max() > 1


def test_groups_that_nobody_rates_across_are_adjusted_apart():
    counts = np.array([[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 1, 1]], dtype=float)
    sums = counts * np.array([[10, 20, 0, 0], [30, 40, 0, 0], [0, 0, 80, 60], [0, 0, 90, 90]])
    assert least_squares_scores(counts, sums) == pytest.approx([20, 30, 85, 75])


def test_a_department_that_nobody_rated_has_no_score():
    found = least_squares_scores(np.array([[1.0, 0.0]]), np.array([[50.0, 0.0]]))
    assert found[0] == 50
    assert np.isnan(found[1])
    assert np.isnan(least_squares_scores(np.zeros((2, 3)), np.zeros((2, 3)))).tolist() == [True] * 3
    apart = np.array([[1.0, 0, 0, 0], [0, 1, 0, 0]])
    assert least_squares_scores(apart, 30 * apart) == pytest.approx([30, 30, np.nan, np.nan], nan_ok=True)
    alone = adjusted(apart[:1], 30 * apart[:1])
    assert (alone.scores[0], alone.deviations.tolist()) == (30, [[0, 0, 0, 0]])


def test_the_jackknife_of_plain_means_is_the_variance_of_the_mean():
    scores = np.random.default_rng(5).uniform(0, 100, (7, 3))
    found = adjusted(np.ones((7, 3)), scores)
    assert (found.deviations**2).sum(axis=0) == pytest.approx(scores.var(axis=0, ddof=1) / 7)


@pytest.mark.parametrize("raters", [2, 3, 200, 201, 401])
def test_the_jackknife_is_that_of_the_plain_mean_for_any_number_of_raters(raters):
    scores = np.random.default_rng(raters).uniform(0, 100, (raters, 2))
    found = adjusted(np.ones((raters, 2)), scores)
    assert (found.deviations**2).sum(axis=0) == pytest.approx(scores.var(axis=0, ddof=1) / raters)


def test_a_rater_without_a_rating_counts_nothing_and_one_of_a_single_rating_counts():
    counts, sums = block(4, 6, 3, gaps=True)
    counts[0] = [0, 1, 0]
    sums = sums * (counts > 0)
    silent = [np.insert(table, 2, 0.0, axis=0) for table in (counts, sums)]
    heard, alone = adjusted(*silent), adjusted(counts, sums)
    assert heard.scores == pytest.approx(alone.scores)
    assert heard.deviations == pytest.approx(np.insert(alone.deviations, 2, 0.0, axis=0))
    without = np.array([least_squares_scores(np.delete(counts, r, 0), np.delete(sums, r, 0)) for r in range(6)])
    assert alone.deviations == pytest.approx(np.sqrt(5 / 6) * (without - without.mean(axis=0)))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 9), st.integers(2, 6), st.booleans())
def test_scores_without_each_rater_equal_a_fit_without_that_rater(seed, raters, departments, gaps):
    counts, sums = block(seed, raters, departments, gaps=gaps)
    kept = counts.sum(axis=1) > 0
    counts, sums = counts[kept], sums[kept]
    expected = [least_squares_scores(np.delete(counts, r, 0), np.delete(sums, r, 0)) for r in range(len(counts))]
    assert scores_without_each(counts, sums) == pytest.approx(np.array(expected), abs=1e-8, nan_ok=True)
