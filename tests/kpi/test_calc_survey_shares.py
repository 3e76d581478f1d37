"""Shares of satisfied people against statsmodels, with and without weights, and what a hidden result may still say."""

from __future__ import annotations

import pytest
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from kpi.calc.shares import newcombe_p
from kpi.core.indicator import Question, indicators
from kpi.core.settings import Settings


def share(make_evidence, make_cell, old, new, weights=None, **asked):
    """Return the rows of the satisfied share for two years of people of whom some (of all) are satisfied."""
    cells = [
        make_cell("satisfied", year, [1.0] * some + [0.0] * (of - some), weights, department="d")
        for year, (some, of) in (("2013", old), ("2014", new))
    ]
    return indicators()["satisfied_share"].compute(make_evidence(cells), Question(**asked))


def test_shares_have_the_intervals_of_statsmodels_at_the_confidence_asked(make_evidence, make_cell):
    row = share(make_evidence, make_cell, (48, 80), (56, 70), settings=Settings(confidence=0.9)).iloc[1]
    ends = proportion_confint(56, 70, alpha=0.1, method="wilson")
    assert (row["low"], row["high"]) == pytest.approx([100 * end for end in ends])
    moved = confint_proportions_2indep(56, 70, 48, 80, method="newcomb", compare="diff", alpha=0.1)
    assert (row["change_low"], row["change_high"]) == pytest.approx([100 * end for end in moved])
    assert row["change"] == pytest.approx(20.0)
    assert row["p"] == row["p_adjusted"] == pytest.approx(float(newcombe_p(56 / 70, 70, 48 / 80, 80)))


def test_weights_that_are_one_on_average_widen_the_interval_of_a_share(make_evidence, make_cell):
    """Kish: 40 people with weights of 0.2 and 1.8 are as precise as about 40/1.64."""
    row = share(make_evidence, make_cell, (20, 40), (20, 40), [0.2, 1.8] * 20).iloc[1]
    low, high = proportion_confint(20, 40, method="wilson")
    assert row["high"] - row["low"] > 1.2 * 100 * (high - low)


def test_where_all_of_a_weighted_sample_agree_the_answers_are_its_size(make_evidence, make_cell):
    row = share(make_evidence, make_cell, (40, 40), (40, 40), [0.5, 1.5] * 20).iloc[1]
    low, high = proportion_confint(40, 40, method="wilson")
    assert (row["low"], row["high"]) == pytest.approx((100 * low, 100 * high))


@pytest.mark.parametrize("indicator", ["satisfaction", "satisfied_share"])
def test_nothing_is_left_of_a_hidden_result(indicator, make_evidence, make_cell):
    """Neither the small department nor the one hidden with it keeps a number, in its year or in a change."""
    cells = [
        make_cell(indicators()[indicator].measures[0], year, [1.0, 0.0] * half, department=name)
        for year in ("2013", "2014")
        for name, half in (("a", 2), ("b", 6), ("c", 20))
    ]
    rows = indicators()[indicator].compute(make_evidence(cells), Question(("department",)))
    hidden = rows[rows["department"].isin(["a", "b"])]
    numbers = ["value", "low", "high", "n", "change", "change_low", "change_high", "p", "p_adjusted"]
    assert len(hidden) == 4
    assert hidden[numbers].isna().all(axis=None)
    assert rows.loc[rows["department"] == "c", numbers[:4]].notna().all(axis=None)
