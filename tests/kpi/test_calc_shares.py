"""Intervals of shares and t intervals: second implementations and edges."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from kpi.calc.change import interval, p_value, welch, welch_df
from kpi.calc.shares import effective_n, newcombe, newcombe_p, wilson

counts = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(counts)
def test_wilson_equals_statsmodels(count):
    x, n = count
    low, high = wilson(x / n, n)
    expected = proportion_confint(x, n, method="wilson")
    assert (float(low), float(high)) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("x", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (1, 1, 0.2065, 1),
    ],
)
def test_wilson_gives_the_limits_printed_by_newcombe_and_is_exact_at_the_ends(x, n, low, high):
    assert [round(float(end), 4) for end in wilson(x / n, n)] == [low, high]
    assert [round(float(end), 4) for end in wilson(1 - x / n, n)] == [round(1 - high, 4), round(1 - low, 4)]
    narrower = wilson(x / n, n, confidence=0.8)
    expected = proportion_confint(x, n, alpha=0.2, method="wilson")
    assert [float(end) for end in narrower] == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("one", "two", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((10, 10), (0, 20), 0.6791, 1),
        ((5, 56), (0, 29), -0.0381, 0.1926),
    ],
)
def test_newcombe_gives_the_limits_printed_by_its_author(one, two, low, high):
    sides = (one[0] / one[1], one[1], two[0] / two[1], two[1])
    assert [round(float(end), 4) for end in newcombe(*sides)] == [low, high]
    wide, narrow = (newcombe(*sides, confidence=confidence) for confidence in (0.95, 0.8))
    assert [float(end) for end in wide] == [float(end) for end in newcombe(*sides)]
    assert float(narrow[0]) > float(wide[0])
    touched = newcombe(*sides, confidence=1 - float(newcombe_p(*sides)))
    assert min(abs(float(end)) for end in touched) == pytest.approx(0, abs=1e-7)


def test_no_share_is_below_zero_or_above_one_by_rounding():
    n = np.arange(1, 400)
    assert (wilson(0 * n, n)[0] == 0).all()
    assert (wilson(n / n, n)[1] == 1).all()
    assert (wilson(n / n, n)[0] < 1).all()
    assert (wilson(0 * n, n)[1] > 0).all()
    assert np.isnan([wilson(0.0, 0), wilson(1.0, 0)]).all()


def test_one_answer_has_limits_and_none_has_none():
    low, high = wilson([0.5, 0.5, 0.5], [1, 0, 0.5])
    assert np.isnan(low).tolist() == np.isnan(high).tolist() == [False, True, False]
    assert np.isnan(newcombe_p([0.5, 0.5], [1, 0], [0.2, 0.2], [1, 3])).tolist() == [False, True]


@given(counts, counts)
def test_newcombe_excludes_zero_exactly_when_its_p_is_below_five_percent(one, two):
    sides = (one[0] / one[1], one[1], two[0] / two[1], two[1])
    low, high = newcombe(*sides)
    p = float(newcombe_p(*sides))
    assert 0 <= p <= 1
    if abs(p - 0.05) > 1e-6:
        assert (low > 0 or high < 0) == (p < 0.05)


@given(counts, counts)
def test_at_the_confidence_of_its_p_a_limit_of_newcombe_touches_zero(one, two):
    sides = (one[0] / one[1], one[1], two[0] / two[1], two[1])
    p = float(newcombe_p(*sides))
    assume(1e-6 < p < 1 - 1e-6)
    assert min(abs(float(end)) for end in newcombe(*sides, confidence=1 - p)) == pytest.approx(0, abs=1e-7)


def test_equal_shares_have_a_p_of_one_and_unlike_ones_of_many_a_p_of_zero():
    assert newcombe_p([0.5, 0.0, 1.0], [10, 20, 30], [0.5, 0.0, 1.0], [40, 20, 10]).tolist() == pytest.approx([1.0] * 3)
    assert float(newcombe_p(0.9, 1e6, 0.1, 1e6)) < 1e-12


@given(counts, counts)
def test_newcombe_of_swapped_sides_is_mirrored(one, two):
    low, high = newcombe(one[0] / one[1], one[1], two[0] / two[1], two[1])
    back_low, back_high = newcombe(two[0] / two[1], two[1], one[0] / one[1], one[1])
    assert (float(low), float(high)) == pytest.approx((-float(back_high), -float(back_low)), abs=1e-12)


def test_a_share_of_nothing_has_no_interval():
    assert np.isnan(wilson(np.nan, 0)).all()
    assert np.isnan(newcombe_p([0.5, 0.5, np.nan, 0.5], [0, 10, 10, 10], [0.5] * 3 + [np.nan], [10, 0, 10, 10])).all()


def test_the_effective_n_of_a_plain_sample_is_about_n_and_edges_fall_back_to_n():
    assert float(effective_n(0.25, 0.25 * 0.75 / 80, 80)) == pytest.approx(80)
    assert [float(effective_n(*case)) for case in ((0.0, 0.01, 9), (1.0, 0.01, 9), (0.5, 0.0, 9))] == [9, 9, 9]
    assert np.isnan(effective_n(0.5, np.nan, 9))
    assert float(effective_n(0.5, 1.0, 9)) == 0.25
    assert effective_n([0.2, 0.999], [0.01, 0.01], [5, 5]).tolist() == pytest.approx([16, 0.0999])


samples = st.lists(st.floats(-50, 50).map(lambda x: round(x, 2)), min_size=2, max_size=12)


@given(samples, samples)
def test_welch_equals_scipy(one, two):
    sides = [(np.mean(x), np.var(x, ddof=1) / len(x), len(x) - 1) for x in (one, two)]
    assume(min(np.var(one), np.var(two)) > 1e-9)
    change, low, high, p = welch(*sides[0], *sides[1])
    expected = stats.ttest_ind(one, two, equal_var=False)
    limits = expected.confidence_interval(0.95)
    assert float(change) == pytest.approx(np.mean(one) - np.mean(two))
    assert float(p) == pytest.approx(expected.pvalue, rel=1e-9)
    assert (float(low), float(high)) == pytest.approx((limits.low, limits.high), rel=1e-9, abs=1e-9)


def test_without_variance_the_interval_is_the_value_and_p_is_certain():
    assert [float(x) for x in interval(3.0, 0.0, np.nan)] == [3.0, 3.0]
    assert [float(p_value(change, 0.0, np.nan)) for change in (3.0, 0.0)] == [0.0, 1.0]


def test_unknown_variance_or_no_degrees_of_freedom_give_no_interval():
    assert np.isnan(interval(3.0, np.nan, 5)).all()
    assert np.isnan(interval(3.0, 2.0, 0)).all()
    assert np.isnan(p_value(3.0, np.nan, 5))


def test_a_side_without_variance_leaves_the_degrees_of_freedom_of_the_other():
    assert float(welch_df(4.0, 7, 0.0, np.nan)) == 7
