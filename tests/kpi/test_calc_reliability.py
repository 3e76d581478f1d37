"""Cronbach's alpha from sums of pairs, and what the next survey can find, against people one by one and other libraries."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from kpi.calc.change import NEAR_ZERO
from kpi.calc.planning import least_change
from kpi.calc.reliability import cronbach, feldt, reliability

ANSWERS = st.lists(st.tuples(*[st.sampled_from((0.0, 25.0, 50.0, 75.0, 100.0))] * 3), min_size=6, max_size=25)


def paired(columns, weights=None):
    """Every two items once, over the same people."""
    names = list(columns)
    w = np.ones(len(columns[names[0]])) if weights is None else np.asarray(weights, dtype="float64")
    rows = []
    for at, one in enumerate(names):
        for two in names[at:]:
            a, b = np.asarray(columns[one], dtype="float64"), np.asarray(columns[two], dtype="float64")
            sums = {"wx": w * a, "wy": w * b, "wxx": w * a * a, "wyy": w * b * b, "wxy": w * a * b, "w": w, "ww": w * w}
            rows.append({"item": one, "item2": two, "n": len(a)} | {name: part.sum() for name, part in sums.items()})
    return pd.DataFrame(rows)


@settings(max_examples=25, deadline=None)
@given(ANSWERS)
def test_alpha_from_sums_equals_alpha_from_people(answers):
    columns = dict(zip("abc", np.array(answers).T, strict=True))
    found = reliability(paired(columns))
    total = np.var(np.sum(answers, axis=1), ddof=1)
    assert found is not None
    if total < 1e-9:
        assert math.isnan(found.alpha)
        return
    parts = sum(np.var(column, ddof=1) for column in columns.values())
    assert found.alpha == pytest.approx(1.5 * (1 - parts / total), abs=1e-9)
    assert found.n == len(answers)


def test_alpha_does_not_depend_on_the_unit_the_order_or_equal_weights():
    rng = np.random.default_rng(5)
    base = rng.normal(0, 1, 40)
    columns = {name: base + rng.normal(0, 1, 40) for name in "abcd"}
    first = reliability(paired(columns))
    scaled = reliability(paired({name: 10 * columns[name] + 3 for name in "dcba"}, np.full(40, 2.0)))
    assert first is not None
    assert scaled is not None
    assert (scaled.alpha, scaled.low, scaled.high, scaled.n) == pytest.approx((first.alpha, first.low, first.high, 40))
    assert first.low < first.alpha < first.high
    light = reliability(paired(columns, np.full(40, 1e-3)))
    assert light is not None
    assert (light.alpha, light.n) == pytest.approx((first.alpha, 40))
    assert (first.items, scaled.items) == (tuple("abcd"), tuple("dcba"))
    assert scaled.without["a"] == pytest.approx(first.without["a"])


def test_survey_api_weighted_answers_count_as_kish_effective_number():
    # R survey, data(api): 200 schools of the stratified sample, n_eff 168.58133, deff 1.186371
    weights = np.repeat([44.2099990844727, 15.1000003814697, 20.3600006103516], [100, 50, 50])
    answers = np.random.default_rng(2).normal(0, 1, (2, 200))
    found = reliability(paired({"a": answers[0], "b": answers[0] + answers[1]}, weights))
    assert (round(found.n, 5), round(200 / found.n, 6)) == (168.58133, 1.186371)


def test_feldts_limits_are_those_that_r_psych_prints_for_attitude():
    assert [round(end, 3) for end in feldt(0.843142769565, n=30, items=7, confidence=0.95)] == [0.739, 0.916]
    low, high = feldt(0.5, n=2, items=3, confidence=0.5)
    assert low < 0.5 < high < 1


def test_two_items_of_one_spread_have_the_alpha_of_spearman_and_brown():
    x, y = np.random.default_rng(9).normal(0, 1, (2, 60))
    columns = {"a": x / x.std(), "b": (x + y) / (x + y).std()}
    r = np.corrcoef(columns["a"], columns["b"])[0, 1]
    assert reliability(paired(columns)).alpha == pytest.approx(2 * r / (1 + r))


def test_standardised_alpha_is_the_alpha_of_standardised_items():
    rng = np.random.default_rng(3)
    base = rng.normal(0, 1, 50)
    columns = {name: times * (base + rng.normal(0, 1, 50)) for name, times in (("a", 1), ("b", 5), ("c", 25))}
    found, same = reliability(paired(columns)), reliability(paired({k: v / v.std() for k, v in columns.items()}))
    assert found.standardised == pytest.approx(same.alpha)
    assert abs(found.standardised - found.alpha) > 0.1
    assert math.isnan(reliability(paired({"a": [1, 1, 1], "b": [1, 2, 4]})).standardised)


def test_alpha_without_an_item_is_the_alpha_of_the_others():
    rng = np.random.default_rng(6)
    base = rng.normal(0, 1, 30)
    columns = {name: base + rng.normal(0, 1, 30) for name in "abc"} | {"odd": rng.normal(0, 1, 30)}
    whole, rest = reliability(paired(columns)), reliability(paired({name: columns[name] for name in "abc"}))
    assert whole is not None
    assert rest is not None
    assert whole.without["odd"] == pytest.approx(rest.alpha)
    assert whole.without["odd"] > whole.alpha
    assert math.isnan(reliability(paired({name: columns[name] for name in "ab"})).without["a"])


def test_pairs_that_rest_on_different_people_or_one_item_have_no_alpha():
    table = paired({"a": [1, 2, 3], "b": [2, 2, 3]})
    assert reliability(table.assign(n=[3, 2, 3])) is None
    assert reliability(table.iloc[:2]) is None
    assert reliability(paired({"a": [1, 2, 3]})) is None
    assert reliability(table.iloc[:0]) is None
    assert reliability(paired({"a": [1, 2, 3], "b": [2, 2, 3]}, [0, 0, 0])) is None


def test_a_total_that_does_not_vary_has_no_alpha_and_one_answer_no_interval():
    assert math.isnan(cronbach(np.array([[1.0, -1.0], [-1.0, 1.0]])))
    assert math.isnan(cronbach(np.array([[2.0]])))
    assert math.isnan(cronbach(np.diag([NEAR_ZERO, 0.0])))
    assert cronbach(np.diag([2 * NEAR_ZERO, 0.0])) == 0
    nearly = [50 + 1e-6 * place for place in range(30)]
    assert math.isnan(reliability(paired({"a": nearly, "b": nearly[::2] + nearly[1::2]})).alpha)
    assert all(math.isnan(end) for n in (1, 1.5) for end in feldt(0.8, n=n, items=4, confidence=0.95))
    assert all(math.isnan(end) for end in feldt(float("nan"), n=9, items=4, confidence=0.95))


def test_the_least_change_is_found_with_the_power_it_promises():
    # statsmodels' exact noncentral t for 400 against 400 answers of standard deviation 20
    from statsmodels.stats.power import TTestIndPower

    change = float(least_change(20**2 / 400, 400, 400))
    assert TTestIndPower().power(change / 20, 400, 0.05) == pytest.approx(0.8, abs=0.002)
    smaller = float(least_change(20**2 / 400, 400, 800))
    assert TTestIndPower().power(smaller / 20, 400, 0.05, ratio=2) == pytest.approx(0.8, abs=0.002)
    assert smaller < change


def test_a_survey_of_one_or_of_unknown_spread_promises_nothing_and_one_without_spread_everything():
    found = least_change([1.0, 1.0, np.nan, 0.0], [1, 40, 40, 40], [40, 1, 40, 40])
    assert np.isnan(found).tolist() == [True, True, True, False]
    assert found[3] == 0
    assert np.isnan(least_change(1.0, 40, 0))
    assert float(least_change(1.0, 2, 2)) == pytest.approx((stats.t.ppf(0.975, 2) + stats.t.ppf(0.8, 2)) * 2**0.5)
    assert float(least_change(1.0, 40, 40)) == pytest.approx((stats.t.ppf(0.975, 78) + stats.t.ppf(0.8, 78)) * 2**0.5)
    assert float(least_change(0.0, 3, 3)) == 0
    assert float(least_change(1.0, 40, 40, power=0.9)) > float(least_change(1.0, 40, 40))
    assert float(least_change(1.0, 40, 40, confidence=0.99)) > float(least_change(1.0, 40, 40))
