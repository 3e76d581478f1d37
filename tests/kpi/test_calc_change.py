"""Intervals, p-values and Welch's degrees of freedom, by the tables of Student's t."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from kpi.calc.change import chance_apart, interval, p_of_alike, p_value, t_quantile, welch, welch_df

NAN = math.nan


def test_quantiles_are_those_of_the_table_and_missing_without_degrees_of_freedom():
    assert t_quantile(0.975, [1, 5, 30]).tolist() == pytest.approx([12.706205, 2.570582, 2.042272], rel=1e-6)
    assert t_quantile(0.9, 0.5) > t_quantile(0.9, 1)
    assert np.isnan(t_quantile(0.975, [0, -1, NAN])).all()


def test_an_interval_reaches_t_standard_errors_to_both_sides_at_the_confidence_that_is_asked():
    low, high = interval([10, -2], [4, 9], [5, 30])
    assert low.tolist() == pytest.approx([10 - 2 * 2.570582, -2 - 3 * 2.042272], rel=1e-6)
    assert high.tolist() == pytest.approx([10 + 2 * 2.570582, -2 + 3 * 2.042272], rel=1e-6)
    low, high = interval(10, 4, 5, confidence=0.9)
    assert (float(low), float(high)) == pytest.approx((10 - 2 * 2.015048, 10 + 2 * 2.015048), rel=1e-6)
    assert [float(end) for end in interval(10, 4, 5)] == [float(end) for end in interval(10, 4, 5, confidence=0.95)]
    assert [float(end) for end in interval(10, 0, 0)] == [10, 10]
    assert np.isnan(interval(10, 4, 0)).all()
    assert np.isnan(interval(10, NAN, 5)).all()
    assert np.isnan(interval([10, None], [None, 4], 5)).all()


@pytest.mark.parametrize(
    ("change", "variance", "df", "p"),
    [
        (2.570582, 1, 5, 0.05),
        (-2.570582, 1, 5, 0.05),
        (2 * 2.042272, 4, 30, 0.05),
        (0, 1, 5, 1),
        (12.706205, 1, 1, 0.05),
        (0, 0, 5, 1),
        (1e-9, 0, 5, 0),
        (-3, 0, 5, 0),
        (0.9e-9, 0, 5, 1),
        (1, 0, 0, 0),
        (1, 1, 0, NAN),
        (NAN, 0, 5, NAN),
        (NAN, 1, 5, NAN),
        (1, NAN, 5, NAN),
    ],
)
def test_a_p_is_two_sided_and_certain_where_nothing_varies(change, variance, df, p):
    assert float(p_value(change, variance, df)) == pytest.approx(p, rel=1e-5, nan_ok=True)


def test_degrees_of_freedom_of_a_difference_are_between_the_smaller_and_the_sum():
    assert float(welch_df(1, 4, 1, 4)) == pytest.approx(8)
    assert float(welch_df(2, 4, 1, 10)) == pytest.approx(9 / (4 / 4 + 1 / 10))
    assert float(welch_df(1, 10, 2, 4)) == pytest.approx(9 / (1 / 10 + 4 / 4))
    assert welch_df([0, 3], [NAN, 6], [3, 0], [6, NAN]).tolist() == [6, 6]
    assert welch_df([1, NAN], [0, 5], [1, 1], [5, 5]).tolist() == pytest.approx([0, NAN], nan_ok=True)


def test_a_difference_adds_the_variances_and_keeps_the_confidence_that_is_asked():
    change, low, high, p = welch(7, 1, 4, 5, 1, 4)
    half = 2.306004 * math.sqrt(2)
    assert (float(change), float(low), float(high)) == pytest.approx((2, 2 - half, 2 + half), rel=1e-6)
    assert float(p) == pytest.approx(float(p_value(2, 2, 8)))
    _, low, high, _ = welch(7, 1, 4, 5, 1, 4, confidence=0.9)
    assert float(high - low) == pytest.approx(2 * 1.859548 * math.sqrt(2), rel=1e-6)
    assert float(welch(5, 1, 4, 5, 0, NAN)[3]) == 1
    certain = welch(5, 0, NAN, 4, 0, NAN)
    assert [float(part) for part in certain] == [1, 1, 1, 0]


def rearranged(n, n_0):
    """How often the mean of n of the cases differs as much as when all of one period are 1 and all of the other 0."""
    cases = [1] * n + [0] * n_0
    sums = [sum(chosen) for chosen in itertools.combinations(cases, n)]
    apart = [abs(one / n - (n - one) / n_0) for one in sums]
    return sum(difference > 1 - 1e-9 for difference in apart) / len(sums)


@pytest.mark.parametrize("size", [2, 3, 4, 5])
def test_the_p_of_cases_that_are_alike_in_each_period_is_that_of_rearranging_them(size):
    p = float(p_of_alike(0, 0, chance_apart(size, size), confidence=0.01))
    assert p == pytest.approx(rearranged(size, size))
    few = float(p_of_alike(0, 0, chance_apart(size, size), confidence=0.95))
    assert few == pytest.approx(p if size >= 4 else NAN, nan_ok=True)


@pytest.mark.parametrize(
    ("p", "variance", "apart", "found"),
    [
        (0, 0, 0.25, NAN),  # 0.5 is not below 0.5
        (0, 0, 0.2, 0.4),
        (0, 0, 0, 0),
        (0, 1, 0.25, 0),
        (1, 0, 0.25, 1),
        (0.3, 1, 0.25, 0.3),
        (NAN, NAN, 0.25, NAN),
    ],
)
def test_only_a_certain_change_without_variance_is_rearranged_and_half_is_no_test_at_half(p, variance, apart, found):
    rearranged_p = float(p_of_alike(p, variance, apart, confidence=0.5))
    assert rearranged_p == pytest.approx(found, nan_ok=True)


def test_a_change_of_few_cases_that_are_alike_has_no_limits_and_one_of_enough_has():
    assert chance_apart([2, 4, 3, 1e5], [2, 4, 1, 1e5]).tolist() == pytest.approx([1 / 6, 1 / 70, 1 / 4, 0])
    few = welch([7, 7], 0, 1, 5, 0, 1, apart=[1 / 6, 1 / 70])
    assert [one.tolist() for one in few] == [[2, 2], *(pytest.approx([NAN, x], nan_ok=True) for x in (2, 2, 2 / 70))]
    assert [float(one) for one in welch(7, 0, 1, 5, 0, 1)] == [2, 2, 2, 0]
    assert float(welch(7, 0, 1, 5, 0, 1, apart=1 / 6, confidence=0.6)[3]) == pytest.approx(1 / 3)
    varied = welch(7, 1, 4, 5, 1, 4, apart=1 / 6)
    assert [float(one) for one in varied] == pytest.approx([float(one) for one in welch(7, 1, 4, 5, 1, 4)])
