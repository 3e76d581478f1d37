"""Agreement of raters: the complete block by loops, gaps by variance components, and what a role of few raters may say."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.calc.rater_agreement import agreement, complete_block, rater_agreement, variance_components
from kpi.core.indicator import Question, indicators

SOFT = indicators()["collaboration_score"]


def test_agreement_of_identical_raters_is_one_and_gaps_are_refused():
    same = np.repeat(np.array([[10.0], [40.0], [90.0]]), 4, axis=1)
    assert (agreement(same).single, agreement(same).average) == (1, 1)
    with pytest.raises(ValueError, match=r"^the block must be complete$"):
        agreement(np.array([[1.0, np.nan], [2.0, 3.0]]))


@pytest.mark.parametrize("score", [0.0, 0.1, 100 / 3, 200 / 3, 75.0])
def test_raters_who_say_the_same_of_everybody_agree_on_nothing_that_can_be_measured(score):
    for shape in ((7, 3), (5, 4), (11, 6), (2, 2)):
        block = np.full(shape, score)
        gaps = np.where(np.arange(block.size).reshape(shape) % 5 == 3, np.nan, block)
        for found in (agreement(block), variance_components(block), variance_components(gaps)):
            assert math.isnan(found.single)
            assert math.isnan(found.average)


@pytest.mark.parametrize("unit", [1e-15, 1e15])
def test_agreement_does_not_depend_on_the_unit(unit):
    block = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], dtype=float)
    gaps = np.where(block == 4, np.nan, block)
    for found, scaled in (
        (agreement(block), agreement(unit * block)),
        (variance_components(gaps), variance_components(unit * gaps)),
    ):
        assert (scaled.single, scaled.average) == pytest.approx((found.single, found.average))


def test_raters_who_differ_only_in_level_do_not_agree():
    found = agreement(np.repeat([[100 / 3, 50.0, 200 / 3]], 7, axis=0))
    assert (found.single, found.average) == (0, 0)
    crossed = agreement(np.array([[0.0, 10.0], [10.0, 0.0]]))
    assert math.isnan(crossed.average)  # the variance that is left to estimate is below zero


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 8), st.integers(2, 6))
def test_agreement_is_what_an_analysis_of_variance_by_loops_gives(seed, targets, raters):
    rng = np.random.default_rng(seed)
    scores = rng.normal(0, 10, (targets, 1)) + rng.normal(0, 5, (1, raters)) + rng.normal(0, 5, (targets, raters)) + 60
    total = sum(x for row in scores for x in row) / (targets * raters)
    by_target = [sum(row) / raters for row in scores]
    by_rater = [sum(column) / targets for column in scores.T]
    between = sum(raters * (x - total) ** 2 for x in by_target) / (targets - 1)
    judges = sum(targets * (x - total) ** 2 for x in by_rater) / (raters - 1)
    everything = sum((x - total) ** 2 for row in scores for x in row)
    rest = everything - between * (targets - 1) - judges * (raters - 1)
    error = rest / ((targets - 1) * (raters - 1))
    found = agreement(scores)
    below = between + (raters - 1) * error + raters * (judges - error) / targets
    assert found.single == pytest.approx((between - error) / below)
    if between + (judges - error) / targets > 1e-6:
        assert found.average == pytest.approx((between - error) / (between + (judges - error) / targets))
    assert (found.targets, found.raters) == (targets, raters)


def test_the_complete_block_has_no_gaps_and_keeps_what_is_complete():
    scores = np.array([[1.0, 2.0, np.nan], [3.0, 4.0, np.nan], [5.0, 6.0, 7.0]])
    assert complete_block(scores).tolist() == [[1, 2], [3, 4], [5, 6]]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 7), st.integers(2, 6))
def test_without_gaps_variance_components_are_the_analysis_of_variance(seed, targets, raters):
    rng = np.random.default_rng(seed)
    scores = 60 + rng.normal(0, 10, (targets, 1)) + rng.normal(0, 5, (1, raters)) + rng.normal(0, 5, (targets, raters))
    one, other = agreement(scores), variance_components(scores)
    assert (other.single, other.average) == pytest.approx((one.single, one.average), nan_ok=True)
    assert (other.complete, one.complete) == (False, True)


def test_with_gaps_the_components_are_near_those_of_the_whole():
    rng = np.random.default_rng(5)
    whole = 60 + rng.normal(0, 8, (150, 1)) + rng.normal(0, 4, (1, 60)) + rng.normal(0, 6, (150, 60))
    scores = np.where(rng.random(whole.shape) < 0.6, np.nan, whole)
    found = variance_components(scores)
    assert found.single == pytest.approx(agreement(whole).single, abs=0.03)
    k = 150 / (1 / (~np.isnan(scores)).sum(axis=1)).sum()
    assert found.average == pytest.approx(k * found.single / (1 + (k - 1) * found.single))  # Spearman and Brown


def test_ratings_that_leave_nothing_to_compare_have_no_components():
    gone = np.nan
    tree = [[1.0, 2.0, gone], [gone, 3.0, 4.0], [gone, gone, 5.0]]  # as many ratings as levels to estimate
    sizes = {(2, 2): [[1.0, gone], [gone, 2.0]], (1, 2): [[1.0, 2.0]], (3, 3): tree, (2, 1): [[1.0], [2.0]]}
    for (targets, raters), scores in sizes.items():
        found = variance_components(np.array(scores))
        assert (found.targets, found.raters, found.complete) == (targets, raters, False)
        assert math.isnan(found.single)
        assert math.isnan(found.average)
    assert math.isnan(variance_components(np.array([[gone, gone]])).single)
    assert (agreement(np.ones((1, 3))).targets, agreement(np.ones((1, 3))).raters) == (1, 3)
    for thin in (np.array([[1.0, 2.0, 3.0]]), np.array([[1.0], [2.0]])):
        assert np.isnan([agreement(thin).single, agreement(thin).average]).all()
    kept = variance_components(np.array([[1.0, 2.0, gone], [4.0, 6.0, gone], [gone, gone, gone]]))
    assert (kept.targets, kept.raters) == (2, 2)


@pytest.mark.parametrize("levels", [(0.1, 0.7, 0.3), (33.3, 66.6, 12.1), (1e9 + 0.1, 0.3, 7.7)])
def test_what_rounding_leaves_of_raters_of_one_level_each_is_no_agreement(levels):
    block = np.repeat([levels], 7, axis=0)
    assert (agreement(block).single, agreement(block).average) == (0, 0)


def test_squares_just_at_what_rounding_may_leave_are_none(monkeypatch):
    levels = np.array([[2.0, 0.0], [0.0, -2.0]])
    assert [found(levels).single for found in (agreement, variance_components)] == [0.5, 0.5]
    monkeypatch.setattr("kpi.calc.rater_agreement._ROUNDING", 0.5)
    assert all(math.isnan(found(levels).single) for found in (agreement, variance_components))


def test_a_small_spread_beside_a_high_level_is_a_spread():
    block = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], dtype=float)
    near = variance_components(1 + 1e-5 * block)
    assert (near.single, near.average) == pytest.approx((0.2898, 0.6201), abs=2e-4)  # Shrout and Fleiss (1979), table 4


def test_the_rater_or_the_department_with_the_larger_share_of_gaps_goes_and_the_rater_where_both_have():
    gone = np.nan
    late = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 7.0], [gone, gone, 6.0], [7.0, 9.0, 8.0]])
    assert complete_block(late).tolist() == [[1, 2, 3], [4, 5, 7], [7, 9, 8]]
    assert complete_block(np.array([[gone, 2.0], [3.0, 4.0]])).tolist() == [[2], [4]]


def rated(make_cell, raters, departments="abcd", own=False, role="staff"):
    rng = np.random.default_rng(1)
    return [
        make_cell("rating", "2014", [50 + 8 * place + rng.normal(0, 3)], role=role, stratum="soft", rater=f"r{number}", department=name, item=item)
        for number in range(raters)
        for place, name in enumerate(departments)
        for item in "ij"
        if own or number % len(departments) != place
    ]  # fmt: skip


def test_a_role_whose_raters_rated_everybody_has_the_block_and_others_variance_components(make_evidence, make_cell):
    cells = [*rated(make_cell, 4, own=True), *rated(make_cell, 4, role="head"), *rated(make_cell, 2, role="external")]
    other = [{**cell, "stratum": "smart"} for cell in rated(make_cell, 9, role="head")]
    found = rater_agreement(make_evidence([*cells, *other]), Question(("department",)), indicator=SOFT)
    assert [(one.role, one.found.complete) for one in found] == [("head", False), ("staff", True)]
    assert [(one.found.targets, one.found.raters) for one in found] == [(4, 4), (4, 4)]
    means = {(d, r): [] for d in "abcd" for r in range(4)}
    for cell in rated(make_cell, 4, own=True):
        means[cell["department"], int(cell["rater"][1:])].append(cell["wx"])
    block = np.array([[np.mean(means[d, r]) for r in range(4)] for d in "abcd"])
    assert found[1].found == agreement(block)
    assert {(one.period_start, one.period_months) for one in found} == {(pd.Timestamp(2014, 1, 1), 12)}
    assert 0 < found[0].found.single < found[0].found.average < 1


@pytest.mark.parametrize(("departments", "raters", "complete"), [("abc", 3, True), ("ab", 3, False), ("abc", 2, None)])
def test_a_block_needs_three_departments_and_the_least_number_of_raters(
    make_evidence, make_cell, departments, raters, complete
):
    cells = rated(make_cell, raters, departments, own=True)
    found = rater_agreement(make_evidence(cells), Question(("department",)), indicator=SOFT)
    assert [one.found.complete for one in found] == [complete][: complete is not None]


def test_a_rating_is_the_mean_over_the_items_that_were_rated(make_evidence, make_cell):
    cells = rated(make_cell, 4, own=True)
    fewer = [cell for cell in cells if (cell["rater"], cell["department"], cell["item"]) != ("r1", "c", "j")]
    found = rater_agreement(make_evidence(fewer), Question(("department",)), indicator=SOFT)[0].found
    means = {}
    for cell in fewer:
        means.setdefault((cell["department"], cell["rater"]), []).append(cell["wx"])
    assert found == agreement(np.array([[np.mean(means[d, f"r{r}"]) for r in range(4)] for d in "abcd"]))


def test_nothing_rated_agrees_on_nothing(make_evidence):
    assert rater_agreement(make_evidence([]), Question(("department",)), indicator=SOFT) == ()
