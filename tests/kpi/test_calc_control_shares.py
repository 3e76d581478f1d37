"""Process limits of shares: Laney's p' by hand, against a second implementation, and where it must be the plain p chart.

The published limits (``laney_emergency``) are in ``test_calc_published``.
"""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kpi.calc.control import laney_limits, p_limits, share_sigma, signals

NAN = float("nan")
COUNTS = st.lists(st.tuples(st.integers(0, 60), st.integers(60, 900)), min_size=3, max_size=20)


def by_the_words(counts, n):
    """Laney (2002) value by value: z scores, their moving ranges, sigma of z, limits around the pooled share."""
    pooled = sum(counts) / sum(n)
    sigma = [math.sqrt(pooled * (1 - pooled) / size) for size in n]
    z = [(count / size - pooled) / one for count, size, one in zip(counts, n, sigma, strict=True)]
    spread = sum(abs(b - a) for a, b in pairwise(z)) / (len(z) - 1) / 1.128
    return [(max(0, pooled - 3 * one * spread), min(1, pooled + 3 * one * spread)) for one in sigma]


@settings(max_examples=60, deadline=None)
@example([(60, 60)] * 3)
@example([(0, 60)] * 3)
@given(COUNTS)
def test_limits_are_laneys_value_by_value(pairs):
    counts, n = (np.array(side, dtype=float) for side in zip(*pairs, strict=True))
    limits = laney_limits(counts / n, n)
    mixed = 0 < counts.sum() < n.sum()
    expected = by_the_words(counts, n) if mixed else [(limits.centre[0], limits.centre[0])] * len(n)
    assert np.column_stack([limits.low, limits.high]) == pytest.approx(np.array(expected))


def test_where_shares_vary_like_binomial_ones_the_limits_are_those_of_a_p_chart():
    rng = np.random.default_rng(8)
    n = rng.integers(200, 900, 4000).astype(float)
    shares = rng.binomial(n.astype(int), 0.3) / n
    prime, plain = laney_limits(shares, n), p_limits(shares, n)
    assert (prime.high - prime.centre) == pytest.approx(plain.high - plain.centre, rel=0.03)
    # ranges of z of exactly 1.128 on average: the same limits to the last digit
    pooled, sigma = share_sigma([0.5, 0.5], [100.0, 100.0])
    pair = pooled + np.array([0.5, -0.5]) * 1.128 * sigma
    assert laney_limits(pair, [100.0, 100.0]).high == pytest.approx(p_limits(pair, [100.0, 100.0]).high)


def test_a_share_of_one_case_counts_and_a_missing_one_is_no_neighbour():
    pooled, sigma = share_sigma([1.0, 0.0], [1.0, 3.0])
    assert pooled == 0.25
    assert sigma == pytest.approx([math.sqrt(0.1875), 0.25])
    assert np.isnan(laney_limits([0.0, NAN, 0.0], [5.0, 5.0, 5.0]).high).all()
    assert list(laney_limits([0.0, 0.0, NAN], [5.0, 5.0, 5.0]).high) == [0, 0, 0]


@settings(max_examples=40, deadline=None)
@given(COUNTS)
def test_the_share_of_the_others_has_the_mirrored_limits(pairs):
    counts, n = (np.array(side, dtype=float) for side in zip(*pairs, strict=True))
    one, other = laney_limits(counts / n, n), laney_limits(1 - counts / n, n)
    assert one.low == pytest.approx(1 - other.high, abs=1e-12)
    assert one.position(counts / n) == pytest.approx(-other.position(1 - counts / n), abs=1e-6, nan_ok=True)


def test_a_gap_gives_no_range_between_shares():
    shares, n = np.array([0.5, 0.6, 0.9, 0.8]), np.full(4, 400.0)
    limits = laney_limits(shares, n, [False, True, False, True])
    assert limits.high[0] - limits.centre[0] == pytest.approx(0.3 / 1.128)
    assert limits.position(shares)[0] == pytest.approx((0.5 - 0.7) / (0.3 / 1.128))
    assert laney_limits(shares, n).centre == pytest.approx([0.7] * 4)


def test_laneys_limits_are_binomial_ones_times_the_spread_between_periods():
    # hand-worked: sigma cancels where every n is the same, so the margin is 3 x mean moving range of the shares/1.128
    shares, n = np.array([0.5, 0.6, 0.5, 0.6]), np.full(4, 400.0)
    limits = laney_limits(shares, n)
    assert limits.centre == pytest.approx([0.55] * 4)
    assert (limits.low[0], limits.high[0]) == pytest.approx((0.55 - 0.3 / 1.128, 0.55 + 0.3 / 1.128))
    assert p_limits(shares, n).high[0] == pytest.approx(0.55 + 3 * (0.55 * 0.45 / 400) ** 0.5)


def test_huge_numbers_flag_every_plain_point_and_no_laney_point():
    shares = 0.9 + 0.01 * np.array([1, -1, 0.5, -0.7, 0.9, -0.8, 0.6, -1, 1, -0.6, 0.8, -0.9])
    n = np.full(12, 400_000.0)
    plain, laney = p_limits(shares, n), laney_limits(shares, n)
    assert (signals(shares, plain.position(shares))["outside"] != 0).all()
    assert not (signals(shares, laney.position(shares))["outside"] != 0).any()


def test_a_share_without_n_is_no_part_of_the_limits_and_has_none():
    shares, n = np.array([0.5, 0.6, 0.9, 0.5, 0.6]), np.array([400.0, 400.0, 0.0, 400.0, 400.0])
    limits = laney_limits(shares, n)
    assert limits.centre == pytest.approx([0.55] * 5)
    assert np.isnan(limits.high).tolist() == [False, False, True, False, False]
    assert limits.high[0] == pytest.approx(0.55 + 0.3 / 1.128)  # two ranges of 0.1: no neighbour without n
    assert laney_limits(shares, np.where(n > 0, n, NAN)).high == pytest.approx(limits.high, nan_ok=True)
    assert p_limits(shares, n).centre[0] == pytest.approx(0.55)


def test_shares_of_one_hundred_percent_throughout_are_common_cause():
    shares, n = np.ones(13), np.full(13, 50.0)
    limits = laney_limits(shares, n)
    assert (limits.low[0], limits.high[0]) == (1, 1)
    assert not any(signs.any() for signs in signals(shares, limits.position(shares)).values())


def test_limits_of_shares_stay_within_zero_and_one_but_positions_do_not_notice():
    shares, n = np.array([0.02, 0.1, 0.0, 0.06]), np.full(4, 10.0)
    limits = laney_limits(shares, n)
    assert limits.low[0] == 0
    assert limits.position(shares)[1] == pytest.approx(-limits.position(2 * limits.centre - shares)[1])
    assert np.isnan(laney_limits([NAN], [5.0]).centre[0])
