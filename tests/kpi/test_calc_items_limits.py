"""Items of a survey at the limits of a rule: what breaks them, what is shown, what has a correlation and a quadrant."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from kpi.calc.change import NEAR_ZERO
from kpi.calc.items import correlation
from tests.kpi.test_calc_items import pair, profile


@pytest.mark.parametrize("about", [("score", ""), ("score", "*"), ("respondents", "")])
def test_a_break_of_all_items_or_of_who_was_asked_breaks_each(make_evidence, make_cell, about):
    cells = [make_cell("score", year, [50, 100] * 20, item=item) for year in ("2013", "2014") for item in ("b", "a")]
    breaks = [{"effective_on": "2014-01-01", "measure": about[0], "item": about[1]}]
    found = profile(make_evidence, cells, breaks=breaks)
    assert found["item"].tolist() == ["a", "a", "b", "b"]
    assert found["verdict"].tolist() == ["", "not_comparable"] * 2


def test_the_least_number_of_answers_is_enough_for_an_importance(make_evidence, make_cell):
    cells = [make_cell("score", "2014", [50, 100] * 9, item=item) for item in "ab"]
    pairs = [
        pair([1, 2, 3, 4, 5][:n], [1, 2, 3, 4, 5][:n], item=item, item2="overall") for item, n in (("a", 5), ("b", 4))
    ]
    assert profile(make_evidence, cells, pairs)["importance"].notna().tolist() == [True, False]


def of_sums(wxx, wyy, wxy):
    """Sums of one answer's weight with means of zero: variances and covariance as they stand."""
    return pd.DataFrame([{"w": 1.0, "wx": 0.0, "wy": 0.0, "wxx": wxx, "wyy": wyy, "wxy": wxy}])


def test_a_spread_of_rounding_is_none_and_a_correlation_never_passes_one():
    for sums in (of_sums(NEAR_ZERO, 1.0, 1e-5), of_sums(1.0, NEAR_ZERO, 1e-5)):
        assert np.isnan(correlation(sums)).all()
        assert correlation(sums.replace(NEAR_ZERO, 4 * NEAR_ZERO)) == pytest.approx([1e-5 / (4 * NEAR_ZERO) ** 0.5])
    assert correlation(of_sums(1.0, 1.0, 1.0 + 1e-15)).tolist() == [1.0]
    assert correlation(of_sums(1.0, 1.0, -1.0 - 1e-15)).tolist() == [-1.0]


def test_items_alike_in_score_or_in_importance_have_no_quadrant(make_evidence, make_cell):
    steps = list(range(20))
    close, far = [steps, steps], [steps, steps[10:] + steps[:10]]
    for (good, poor), weights in (((50, 50), (close, far)), ((90, 10), (close, close))):
        cells = [make_cell("score", "2014", [x] * 20, item=item) for item, x in (("a", good), ("b", poor))]
        pairs = [pair(*both, item=item, item2="overall") for item, both in zip("ab", weights, strict=True)]
        found = profile(make_evidence, cells, pairs)
        assert found["low"].tolist() == found["high"].tolist() == [good, poor]
        assert found["importance"].notna().all()
        assert found["quadrant"].tolist() == ["", ""]
