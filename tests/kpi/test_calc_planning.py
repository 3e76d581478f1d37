"""What the next survey can find out: the guards, by hand (the formula itself: test_calc_reliability.py)."""

from __future__ import annotations

import math

import numpy as np
import pytest

from kpi.calc.planning import least_change


def test_both_surveys_need_two_answers():
    assert np.isnan(least_change(4.0, [1, 2, 1], [30, 1, 1])).all()
    assert np.isnan(least_change(0.0, 1, 30))
    assert np.isfinite(least_change(4.0, 2, 2))
    assert np.isnan(least_change(math.nan, 30, 30))


def test_equal_surveys_find_the_sum_of_both_quantiles_times_the_error_of_a_difference():
    found = float(least_change(4.0, 16, 16))
    assert found == pytest.approx((2.042272 + 0.853767) * math.sqrt(8), rel=1e-5)
    smaller = float(least_change(4.0, 16, 64))
    assert smaller < found
    assert float(least_change(0.0, 16, 16)) == 0
