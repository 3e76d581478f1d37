"""Results of the same-task engine by hand: what is an interval, what is tested, and what is said where there is none."""

from __future__ import annotations

import math

import pytest
from scipy import stats

from kpi.core.indicator import Question, indicators
from kpi.core.settings import Settings


def compute(make_evidence, cells, **asked):
    return indicators()["processing_time"].compute(make_evidence(cells), Question(**asked))


def test_a_basket_of_one_task_is_the_welch_test_of_two_means(make_evidence, make_cell):
    old, new = [8.0, 9.5, 12.0, 7.0], [5.0, 6.5, 9.0, 4.0, 6.0]
    cells = [make_cell("processing_hours", "2013", old, task="a"), make_cell("processing_hours", "2014", new, task="a")]
    row = compute(make_evidence, cells, keys=("task",)).iloc[1]
    expected = stats.ttest_ind(new, old, equal_var=False)
    limits = expected.confidence_interval()
    assert (row["change_low"], row["change_high"], row["p"]) == pytest.approx(
        (limits.low, limits.high, expected.pvalue)
    )


def test_a_change_of_mix_alone_is_no_change(make_evidence, make_cell):
    quick, slow = [1.0, 2.0, 3.0], [9.0, 10.0, 11.0]
    cells = [
        make_cell("processing_hours", "2013", quick, task="a"),
        make_cell("processing_hours", "2013", slow * 3, task="b"),
        make_cell("processing_hours", "2014", quick * 3, task="a"),
        make_cell("processing_hours", "2014", slow, task="b"),
    ]
    row = compute(make_evidence, cells).iloc[1]
    assert row["crude_change"] == pytest.approx(-4)
    assert (row["within"], row["mix"], row["entry_exit"]) == pytest.approx((0, -4, 0))
    assert row["verdict"] == "no_confirmed_change"
    assert row["index"] == pytest.approx(100)


def test_a_task_with_one_case_uses_the_pooled_spread_and_says_so(make_evidence, make_cell):
    cells = [
        make_cell("processing_hours", "2013", [10.0], task="a"),
        make_cell("processing_hours", "2013", [4.0, 6.0, 8.0], task="b"),
        make_cell("processing_hours", "2014", [7.0, 8.0], task="a"),
        make_cell("processing_hours", "2014", [3.0, 4.0, 5.0], task="b"),
    ]
    row = compute(make_evidence, cells).iloc[1]
    assert row["note"] == "pooled_spread"
    assert row["change_low"] < row["change"] < row["change_high"]


def test_without_any_task_of_two_cases_there_is_no_interval(make_evidence, make_cell):
    cells = [make_cell("processing_hours", year, [x], task="a") for year, x in (("2013", 9), ("2014", 5))]
    row = compute(make_evidence, cells).iloc[1]
    assert row["change"] == -4
    assert math.isnan(row["change_low"])
    assert row["verdict"] == "not_tested"


@pytest.mark.parametrize(
    ("then", "now", "p"),
    [
        ({"a": 3}, {"a": 3}, None),
        ({"a": 4}, {"a": 4}, 2 / 70),
        ({"a": 4, "b": 4}, {"a": 4, "b": 4}, 2 / 70**2),
        ({"a": 2, "b": 3}, {"a": 3, "b": 3}, 2 / (10 * 20)),
        ({"a": 2, "unchanged": 9}, {"a": 2, "unchanged": 9}, None),
        ({"a": 4, "slower": 9}, {"a": 4, "slower": 9}, 2 / math.comb(18, 9)),
        ({"a": 9, "slower": 2}, {"a": 9, "slower": 2}, 2 / math.comb(18, 9)),
        ({"a": 4, "gone": 7}, {"a": 4, "new": 7}, 2 / 70),
        (dict.fromkeys("abc", 500), dict.fromkeys("abc", 500), 0.0),
    ],
)
def test_cases_that_are_all_alike_confirm_a_change_only_where_there_are_enough(make_evidence, make_cell, then, now, p):
    moves = {"unchanged": 0, "slower": 1}
    cells = [make_cell("processing_hours", "2013", [10.0] * n, task=task) for task, n in then.items()]
    cells += [make_cell("processing_hours", "2014", [10.0 + moves.get(k, -1)] * n, task=k) for k, n in now.items()]
    row = compute(make_evidence, cells).iloc[1]
    verdict = "worsened" if row["change"] > 0 else "improved"
    tested = p is not None
    assert (row["verdict"], row["note"]) == ((verdict, "") if tested else ("not_tested", "no_spread"))
    assert row["p"] == pytest.approx(p if tested else math.nan, nan_ok=True)
    limits = [row["change"]] * 2 if tested else [math.nan] * 2
    assert row[["change_low", "change_high"]].tolist() == pytest.approx(limits, nan_ok=True)


def test_every_comparison_counts_its_own_cases_and_no_change_needs_none(make_evidence, make_cell):
    sizes = {("a", "2013"): (2, 9), ("a", "2014"): (2, 8), ("b", "2013"): (4, 9), ("b", "2014"): (5, 8)}
    sizes |= {("c", "2013"): (2, 9), ("c", "2014"): (2, 9)}
    cells = [make_cell("processing_hours", year, [x] * n, task=k) for (k, year), (n, x) in sizes.items()]
    rows = compute(make_evidence, cells, keys=("task",)).dropna(subset="change").set_index("task")
    assert rows["p"].to_dict() == pytest.approx({"a": math.nan, "b": 2 / 126, "c": 1}, nan_ok=True)
    assert rows["verdict"].to_dict() == {"a": "not_tested", "b": "improved", "c": "no_confirmed_change"}
    wide = compute(make_evidence, cells, keys=("task",), settings=Settings(confidence=0.6))
    assert wide.dropna(subset="change").set_index("task")["p"]["a"] == pytest.approx(1 / 3)


def test_periods_without_a_common_task_have_no_change_and_say_why(make_evidence, make_cell):
    cells = [make_cell("processing_hours", year, [5, 6], task=task) for year, task in (("2013", "a"), ("2014", "b"))]
    row = compute(make_evidence, cells).iloc[1]
    assert math.isnan(row["change"])
    assert (row["coverage"], row["matched_tasks"], row["all_tasks"]) == (0, 0, 2)
    assert row["verdict"] == ""
    assert row["note"] == "no_matched_tasks,chain_broken"


def test_a_mean_printed_without_n_is_one_case_that_is_never_tested(make_evidence, make_cell):
    printed = {"n": 0, "w": None, "wxx": None, "ww": None, "wwx": None, "wwxx": None}
    cells = [{**make_cell("processing_hours", year, [x]), **printed} for year, x in (("2013", 56), ("2014", 24))]
    row = compute(make_evidence, cells).iloc[1]
    assert (row["value"], row["change"], row["crude_change"]) == (24, -32, -32)
    assert row["index"] == pytest.approx(100 * 24 / 56)
    assert row["verdict"] == "not_tested"


def test_the_interval_has_the_confidence_of_the_settings(make_evidence, make_cell):
    old, new = [8.0, 9.5, 12.0, 7.0], [5.0, 6.5, 9.0, 4.0, 6.0]
    cells = [make_cell("processing_hours", "2013", old, task="a"), make_cell("processing_hours", "2014", new, task="a")]
    row = compute(make_evidence, cells, settings=Settings(confidence=0.8)).iloc[1]
    limits = stats.ttest_ind(new, old, equal_var=False).confidence_interval(0.8)
    assert (row["change_low"], row["change_high"]) == pytest.approx((limits.low, limits.high))
    level = stats.t.interval(0.8, 4, loc=6.1, scale=stats.sem(new))
    assert (row["low"], row["high"]) == pytest.approx(level)
