"""Intervals, p-values and Welch's degrees of freedom, by the tables of Student's t."""

from __future__ import annotations

import math

import numpy as np
import pytest

from kpi.calc.change import interval, p_value, t_quantile, welch, welch_df

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
