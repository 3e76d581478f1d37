"""Verdicts: the interval of the difference, the direction, many comparisons, forbidden comparisons."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from kpi.calc.verdict import adjusted, finish, notes, verdicts
from kpi.core.indicator import Question, indicators

NAN = float("nan")


def judged(better="higher", alpha=0.05, **fields):
    row = {"change": 1.0, "change_low": 0.5, "change_high": 1.5, "p_adjusted": 0.01, **fields}
    return verdicts(pd.DataFrame([row]), better=better, alpha=alpha).iloc[0]


@pytest.mark.parametrize(
    ("better", "low", "high", "verdict"),
    [
        ("higher", 0.5, 1.5, "improved"),
        ("higher", -1.5, -0.5, "worsened"),
        ("lower", 0.5, 1.5, "worsened"),
        ("lower", -1.5, -0.5, "improved"),
        ("neither", 0.5, 1.5, "no_confirmed_change"),
        ("higher", -0.1, 1.5, "no_confirmed_change"),
        ("higher", 0.0, 1.5, "no_confirmed_change"),
        ("higher", 0.0, 0.0, "no_confirmed_change"),
        ("higher", NAN, NAN, "not_tested"),
    ],
)
def test_a_verdict_follows_the_interval_of_the_difference(better, low, high, verdict):
    assert judged(better, change_low=low, change_high=high)["verdict"] == verdict


def test_nothing_to_compare_has_no_verdict():
    assert judged(change=NAN, change_low=NAN, change_high=NAN, p_adjusted=NAN)["verdict"] == ""


@pytest.mark.parametrize("forbidding", ["series_break", "open_cases"])
def test_a_forbidden_comparison_is_not_comparable(forbidding):
    assert judged(**{forbidding: True})["verdict"] == "not_comparable"


def test_an_interval_that_does_not_survive_the_adjustment_is_no_confirmed_change_and_says_why():
    found = judged(p_adjusted=0.05)
    assert (found["verdict"], bool(found["many_compared"])) == ("no_confirmed_change", True)
    found = judged(p_adjusted=0.0499)
    assert (found["verdict"], bool(found["many_compared"])) == ("improved", False)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30), st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_adjusted_p_equal_statsmodels_family_by_family(one, two):
    p, family = pd.Series([*one, *two]), pd.Series([1] * len(one) + [2] * len(two))
    expected = [*multipletests(one, method="fdr_bh")[1], *multipletests(two, method="fdr_bh")[1]]
    assert adjusted(p, family).tolist() == pytest.approx(expected)


def test_missing_p_take_no_part_in_the_family():
    found = adjusted(pd.Series([0.01, np.nan, 0.04]), pd.Series([1, 1, 1]))
    assert found.tolist() == pytest.approx([0.02, np.nan, 0.04], nan_ok=True)


def test_notes_are_joined_in_the_order_of_the_vocabulary():
    rows = pd.DataFrame({"many_compared": [True, False], "too_few": [True, False], "partial": [False, False]})
    assert notes(rows).tolist() == ["too_few,many_compared", ""]
    assert notes(rows.iloc[:0]).dtype == notes(rows).dtype


@pytest.mark.parametrize("name", sorted(indicators()))
def test_a_finished_row_says_which_indicator_pillar_and_unit_it_is_of(name):
    indicator = indicators()[name]
    row = {"period_start": pd.Timestamp("2014-01-01"), "period_months": 12, "department": "", "task": "", "value": 1.0}
    nothing = dict.fromkeys(("change", "change_low", "change_high", "p"), NAN)
    found = finish(pd.DataFrame([row | nothing]), indicator=indicator, question=Question()).iloc[0]
    assert (found["indicator"], found["pillar"], found["unit"]) == (name, indicator.pillar, indicator.unit)
