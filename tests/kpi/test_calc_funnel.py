"""Funnel limits: second implementations with scipy, hand-worked places, edges."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from kpi.calc.change import NEAR_ZERO
from kpi.calc.funnel import (
    CURVE_POINTS,
    LIMIT_COLUMNS,
    LIMITS,
    curve,
    funnel,
    limits_at,
    mean_limits,
    pooled_spread,
    share_limits,
)


def departments(values, n, **columns):
    return pd.DataFrame(
        {"department": [f"d{place}" for place in range(len(values))], "value": values, "n": n} | columns
    )


def dumb_limit(p, n, centre):
    """The interpolated binomial limit, counted upwards case by case."""
    below = 0.0
    for r in range(n + 1):
        mass = stats.binom.pmf(r, n, centre)
        if below + mass > p:
            return min(max((r - (below + mass - p) / mass) / n, 0.0), 1.0)
        below += mass
    return 1.0


@given(st.integers(1, 200), st.floats(0.02, 0.98), st.sampled_from((0.95, 0.998)))
def test_limits_of_shares_equal_counting_case_by_case(n, centre, confidence):
    low, high = share_limits(centre, n, confidence=confidence)
    tail = (1 - confidence) / 2
    assert float(low) == pytest.approx(dumb_limit(tail, n, centre), abs=1e-6)
    assert float(high) == pytest.approx(dumb_limit(1 - tail, n, centre), abs=1e-6)


def test_limits_of_means_are_normal_quantiles_of_the_standard_error():
    low, high = mean_limits(70.0, 400.0, [100.0, 0.0], confidence=0.95)
    assert (low[0], high[0]) == pytest.approx((70 - 1.959964 * 2, 70 + 1.959964 * 2), abs=1e-5)
    assert np.isnan(low[1])
    assert np.isnan(share_limits(0.5, [0.0], confidence=0.95)[0]).all()


def test_the_pooled_spread_weighs_departments_by_their_degrees_of_freedom():
    table = departments([1, 1, 1, 1], [5.0, 11.0, 1.0, 9.0], variance=[2.0, 3.0, 1.0, np.nan])
    assert pooled_spread(table) == pytest.approx((4 * 2 * 5 + 10 * 3 * 11) / 14)
    assert np.isnan(pooled_spread(table.assign(variance=np.nan)))


def test_departments_of_one_answer_have_limits_and_no_spread():
    assert mean_limits(70.0, 4.0, [1.0], confidence=0.95)[1][0] == pytest.approx(70 + 1.959964 * 2, abs=1e-5)
    alone = departments([1, 1], [1.0, 1.0], variance=[2.0, 3.0])
    assert np.isnan(pooled_spread(alone))
    two = departments([1, 1], [1.0, 2.0], variance=[2.0, 3.0])
    assert pooled_spread(two) == pytest.approx(3.0 * 2)


def test_limits_of_shares_where_a_tail_is_a_whole_number_of_cases():
    """P(R <= 1) of 4 fair coins is 5/16: the limit is 1 of 4, whichever way it is interpolated."""
    low, high = share_limits(0.5, 4, confidence=1 - 2 * 5 / 16)
    assert (float(low), float(high)) == pytest.approx((1 / 4, 2 / 4))
    assert share_limits(0.5, 4.9, confidence=0.95)[1] == share_limits(0.5, 4, confidence=0.95)[1]


def test_departments_are_placed_by_the_outermost_limit_they_pass():
    found = funnel(departments([70, 75, 62, 80, 50], [100.0] * 5), centre=70.0, spread=400.0)
    assert found["place"].tolist() == ["within", "above_95", "below_998", "above_998", "below_998"]
    assert limits_at([100.0], centre=70.0, spread=400.0)[list(LIMIT_COLUMNS)].iloc[0].tolist() == pytest.approx(
        [66.08, 73.92, 63.82, 76.18], abs=0.005
    )


def test_shares_are_placed_in_percent():
    found = funnel(departments([90.0, 60.0, 95.0], [200.0, 200.0, 20.0]), centre=90.0, spread=None)
    assert found["place"].tolist() == ["within", "below_998", "within"]
    assert found["high_998"].max() <= 100


def test_all_of_few_cases_is_no_surprise_and_all_of_many_is_one():
    found = funnel(departments([100.0, 100.0, 100.0], [30.0, 200.0, 400.0]), centre=97.7, spread=None)
    # 0.977^30 = 0.50, 0.977^200 = 0.0095, 0.977^400 = 0.00009
    assert found["place"].tolist() == ["within", "above_95", "above_998"]


@given(st.integers(5, 60), st.floats(0.1, 0.9), st.data())
def test_shares_are_outside_exactly_when_scipys_one_sided_test_says_so(n, centre, data):
    x = data.draw(st.integers(0, n))
    table = departments([100 * x / n] * 3, [float(n)] * 3)
    place = funnel(table, centre=100 * centre, spread=None)["place"].iloc[0]
    p = {end: stats.binomtest(x, n, centre, alternative=end).pvalue for end in ("greater", "less")}
    for name, tail in (("95", 0.025), ("998", 0.001)):
        inner = place.endswith((name, "998"))
        if abs(min(p.values()) - tail) > 1e-9:
            assert (place.startswith("above") and inner) == (p["greater"] < tail)
            assert (place.startswith("below") and inner) == (p["less"] < tail)


def test_without_value_n_spread_or_enough_departments_there_is_no_funnel():
    assert funnel(departments([70, 71], [9.0, 9.0]), centre=70.0, spread=4.0).empty
    assert funnel(departments([70, 71, 72], [9.0] * 3), centre=70.0, spread=float("nan")).empty
    assert funnel(departments([70, 71, 72], [9.0] * 3), centre=float("nan"), spread=None).empty
    assert len(funnel(departments([70, 71, 72, np.nan], [9.0] * 4), centre=70.0, spread=4.0)) == 3
    assert len(funnel(departments([70, 71, 72, 70], [9.0, 9.0, 9.0, np.nan]), centre=70.0, spread=4.0)) == 3


def test_alike_answers_throughout_place_every_other_department_outside():
    found = funnel(departments([70, 70, 71], [9.0] * 3), centre=70.0, spread=0.0)
    assert found["place"].tolist() == ["within", "within", "above_998"]


def test_a_funnel_names_its_centre_and_spread_and_drops_whom_it_cannot_place():
    table = departments([70, 75, 62, 80], [100.0, 0.0, 1.0, 100.0]).iloc[::-1]
    found = funnel(table, centre=70.0, spread=400.0)
    assert found["department"].tolist() == ["d3", "d2", "d0"]
    assert found.index.tolist() == [0, 1, 2]
    assert list(found.columns) == ["department", "value", "n", *LIMIT_COLUMNS, "place", "centre", "spread"]
    assert (found["centre"] == 70.0).all()
    assert (found["spread"] == 400.0).all()
    shares = funnel(departments([50.0] * 3, [9.0] * 3), centre=50.0, spread=None)
    assert shares["spread"].isna().all()
    empty = [funnel(table.iloc[:2], centre=50.0, spread=spread) for spread in (1.0, None)]
    assert [one["place"].dtype for one in empty] == [found["place"].dtype] * 2


def test_sixty_of_a_hundred_fair_coins_are_no_surprise_and_sixty_one_are():
    """P(60 heads or more) = 0.0284 and P(61 or more) = 0.0176, one-sided: outside is below 0.025."""
    found = funnel(departments([60.0, 61.0, 40.0, 39.0], [100.0] * 4), centre=50.0, spread=None)
    assert found["place"].tolist() == ["within", "above_95", "within", "below_95"]


def test_a_share_that_chance_gives_just_as_often_as_the_limit_allows_is_within():
    """One case: P(R >= 1) is the centre itself, P(R <= 0) what is left of it."""
    tail = (1 - LIMITS["95"]) / 2
    for centre in (tail, 1 - tail):
        for nudge, places in ((0.0, {"within"}), (1e-9, {"within", "above_95", "below_95"})):
            rare = centre - nudge if centre < 0.5 else centre + nudge
            found = funnel(departments([100.0, 0.0, 100.0], [1.0] * 3), centre=100 * rare, spread=None)
            assert set(found["place"]) <= places
            assert (len(set(found["place"])) == 2) == bool(nudge)


def test_a_mean_that_is_off_a_limit_by_rounding_only_is_within():
    values = [NEAR_ZERO, -NEAR_ZERO, 2 * NEAR_ZERO, -2 * NEAR_ZERO]
    found = funnel(departments(values, [9.0] * 4), centre=0.0, spread=0.0)
    assert found["place"].tolist() == ["within", "within", "above_998", "below_998"]


@pytest.mark.parametrize("spread", [400.0, None])
def test_the_curve_runs_from_a_little_below_the_smallest_department_to_above_the_largest(spread):
    table = funnel(departments([50.0] * 3, [10.0, 40.0, 200.0]), centre=50.0, spread=spread)
    found = curve(table)
    assert found["n"].iloc[[0, -1]].tolist() == pytest.approx([8.0, 220.0])
    assert len(found) == CURVE_POINTS
    assert np.allclose(np.diff(np.log(found["n"])), np.log(220 / 8) / (CURVE_POINTS - 1))
    pd.testing.assert_frame_equal(found, limits_at(found["n"], centre=50.0, spread=spread))
    at = limits_at([10.0], centre=50.0, spread=spread).iloc[0]
    ends = mean_limits(50.0, 400.0, 10, confidence=0.95) if spread else share_limits(0.5, 10, confidence=0.95)
    assert (at["n"], at["low_95"], at["high_95"]) == pytest.approx((10.0, *(e if spread else 100 * e for e in ends)))


def test_the_curve_of_tiny_departments_begins_at_two_and_of_none_is_empty():
    table = funnel(departments([50.0] * 3, [1.0] * 3), centre=50.0, spread=4.0)
    assert curve(table)["n"].tolist() == pytest.approx([2.0] * CURVE_POINTS)
    pd.testing.assert_frame_equal(curve(table.iloc[:1]), curve(table))
    empty = curve(table.iloc[:0])
    assert list(empty.columns) == ["n", *LIMIT_COLUMNS]
    assert empty.empty
