"""Funnel limits: second implementations with scipy, hand-worked places, edges."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from kpi.calc.funnel import LIMIT_COLUMNS, funnel, limits_at, mean_limits, pooled_spread, share_limits


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
