"""Adjusted ratings, their jackknife and the agreement of raters, against second implementations."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.calc.ratings import adjusted, agreement, complete_block, least_squares_scores, scores_without_each
from kpi.core.indicator import Question, indicators
from kpi.core.settings import Settings


def by_dummies(counts, sums):
    """Least squares with a column per department and rater; scores at the mean level of all raters."""
    raters, departments = counts.shape
    rows, y, w = [], [], []
    for r in range(raters):
        for d in range(departments):
            if counts[r, d]:
                row = np.zeros(raters + departments)
                row[d] = row[departments + r] = 1
                rows.append(row)
                y.append(sums[r, d] / counts[r, d])
                w.append(math.sqrt(counts[r, d]))
    weights = np.array(w)
    beta = np.linalg.lstsq(np.array(rows) * weights[:, None], np.array(y) * weights, rcond=None)[0]
    return beta[:departments] + beta[departments:].mean()


def block(seed, raters, departments, *, gaps):
    rng = np.random.default_rng(seed)
    counts = rng.integers(1, 4, (raters, departments)).astype(float)
    if gaps:
        for rater in range(raters):
            counts[rater, rater % departments] = 0
    return counts, counts * rng.uniform(0, 100, counts.shape)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10_000), st.integers(3, 8), st.integers(3, 6))
def test_scores_equal_least_squares_with_dummies(seed, raters, departments):
    counts, sums = block(seed, raters, departments, gaps=True)
    if np.linalg.matrix_rank(counts) and (counts.sum(axis=0) > 0).all():
        assert least_squares_scores(counts, sums) == pytest.approx(by_dummies(counts, sums), abs=1e-8)


def test_when_everyone_rates_everyone_scores_are_the_plain_means():
    scores = np.random.default_rng(1).uniform(0, 100, (6, 4))
    assert least_squares_scores(np.ones((6, 4)), scores) == pytest.approx(scores.mean(axis=0))


def test_the_level_of_a_rater_moves_all_departments_alike():
    counts, sums = block(3, 6, 4, gaps=True)
    stricter = sums.copy()
    stricter[2] -= 12 * counts[2]
    moved = least_squares_scores(counts, stricter) - least_squares_scores(counts, sums)
    assert moved == pytest.approx(np.full(4, -12 / 6))


def test_departments_are_found_back_from_additive_ratings_without_the_own_department():
    truth, level = np.array([60.0, 70.0, 85.0]), np.array([-10.0, 0.0, 4.0, 6.0, -5.0, 5.0])
    counts = np.ones((6, 3))
    for rater in range(6):
        counts[rater, rater % 3] = 0
    sums = counts * (truth[None, :] + level[:, None])
    assert least_squares_scores(counts, sums) == pytest.approx(truth)
    plain = sums.sum(axis=0) / counts.sum(axis=0)
    assert abs(plain - truth).max() > 1


def test_groups_that_nobody_rates_across_are_adjusted_apart():
    counts = np.array([[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 1, 1]], dtype=float)
    sums = counts * np.array([[10, 20, 0, 0], [30, 40, 0, 0], [0, 0, 80, 60], [0, 0, 90, 90]])
    assert least_squares_scores(counts, sums) == pytest.approx([20, 30, 85, 75])


def test_a_department_that_nobody_rated_has_no_score():
    found = least_squares_scores(np.array([[1.0, 0.0]]), np.array([[50.0, 0.0]]))
    assert found[0] == 50
    assert np.isnan(found[1])


def test_the_jackknife_of_plain_means_is_the_variance_of_the_mean():
    scores = np.random.default_rng(5).uniform(0, 100, (7, 3))
    found = adjusted(np.ones((7, 3)), scores)
    assert (found.deviations**2).sum(axis=0) == pytest.approx(scores.var(axis=0, ddof=1) / 7)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 9), st.integers(2, 6), st.booleans())
def test_scores_without_each_rater_equal_a_fit_without_that_rater(seed, raters, departments, gaps):
    counts, sums = block(seed, raters, departments, gaps=gaps)
    kept = counts.sum(axis=1) > 0
    counts, sums = counts[kept], sums[kept]
    expected = [least_squares_scores(np.delete(counts, r, 0), np.delete(sums, r, 0)) for r in range(len(counts))]
    assert scores_without_each(counts, sums) == pytest.approx(np.array(expected), abs=1e-8, nan_ok=True)


def test_agreement_of_identical_raters_is_one_and_gaps_are_refused():
    same = np.repeat(np.array([[10.0], [40.0], [90.0]]), 4, axis=1)
    assert (agreement(same).single, agreement(same).average) == (1, 1)
    with pytest.raises(ValueError, match="complete"):
        agreement(np.array([[1.0, np.nan], [2.0, 3.0]]))


def test_the_complete_block_has_no_gaps_and_keeps_what_is_complete():
    scores = np.array([[1.0, 2.0, np.nan], [3.0, 4.0, np.nan], [5.0, 6.0, 7.0]])
    assert complete_block(scores).tolist() == [[1, 2], [3, 4], [5, 6]]


def ratings(make_cell, year, levels, *, role="head", stratum="soft", raters=6, noise=0.0):
    rng = np.random.default_rng(int(year))
    return [
        make_cell("rating", year, [score + rng.normal(0, noise)], role=role, stratum=stratum, rater=f"r{rater}", department=d, item="i")
        for rater in range(raters)
        for d, score in levels.items()
    ]  # fmt: skip


def soft(make_evidence, cells, claims=None, **asked):
    evidence = make_evidence(cells, claims=[RATED(year) for year in (2013, 2014)] if claims is None else claims)
    return indicators()["collaboration_score"].compute(evidence, Question(**asked))


def RATED(year):
    return {"source": "collaboration_evaluation", "claim_start": f"{year}-01-01"}


def test_a_score_is_the_weighted_mean_of_its_parts(make_evidence, make_cell):
    cells = [
        *ratings(make_cell, "2014", {"a": 80, "b": 60}),
        *ratings(make_cell, "2014", {"a": 50, "b": 40}, role="staff"),
        make_cell("joint_project_points", "2014", [4], department="a"),
    ]
    found = soft(make_evidence, cells, keys=("department",)).set_index("department")
    assert found["value"].to_dict() == pytest.approx({"a": 0.4 * 80 + 0.4 * 50 + 0.2 * 40, "b": 0.4 * 60 + 0.4 * 40})
    assert found["coverage"].tolist() == [1, 1]
    assert soft(make_evidence, cells).iloc[0]["value"] == pytest.approx(found["value"].mean())


def test_without_achievements_in_that_year_the_external_part_is_missing_not_zero(make_evidence, make_cell):
    cells = [*ratings(make_cell, "2014", {"a": 80}), *ratings(make_cell, "2014", {"a": 50}, role="staff")]
    row = soft(make_evidence, cells).iloc[0]
    assert (row["value"], row["coverage"]) == pytest.approx((65, 0.8))
    claims = [RATED(2014), {"source": "achievements", "claim_start": "2014-01-01"}]
    assert soft(make_evidence, cells, claims=claims).iloc[0]["value"] == pytest.approx(52)


def test_external_results_are_cut_at_full_marks(make_evidence, make_cell):
    cells = [
        *ratings(make_cell, "2014", {"a": 80}),
        *ratings(make_cell, "2014", {"a": 80}, role="staff"),
        make_cell("joint_project_points", "2014", [400], department="a"),
    ]
    assert soft(make_evidence, cells).iloc[0]["value"] == pytest.approx(84)


def test_a_role_with_two_raters_is_left_out_and_under_sixty_there_is_no_score(make_evidence, make_cell):
    cells = [*ratings(make_cell, "2014", {"a": 80}), *ratings(make_cell, "2014", {"a": 50}, role="staff", raters=2)]
    row = soft(make_evidence, cells, keys=("department",)).iloc[0]
    assert math.isnan(row["value"])
    assert row["note"] == "too_few,few_parts"


def test_ratings_of_the_other_pillar_do_not_count(make_evidence, make_cell):
    cells = [
        *ratings(make_cell, "2014", {"a": 80}),
        *ratings(make_cell, "2014", {"a": 80}, role="staff"),
        *ratings(make_cell, "2014", {"a": 0}, stratum="smart"),
    ]
    assert soft(make_evidence, cells).iloc[0]["value"] == pytest.approx(80)


def test_the_same_raters_in_both_years_make_a_change_more_certain(make_evidence, make_cell):
    level = [0, 10, 20, 30, 40, 50]

    def year(start, rise, names):
        return [
            make_cell(
                "rating", start, [level[k] + rise + k % 2], role=role, stratum="soft", rater=names[k], department="a"
            )
            for k in range(6)
            for role in ("head", "staff")
        ]

    names = [f"r{k}" for k in range(6)]
    same = soft(make_evidence, [*year("2013", 0, names), *year("2014", 10, names)]).iloc[1]
    others = soft(make_evidence, [*year("2013", 0, names), *year("2014", 10, [f"x{k}" for k in range(6)])]).iloc[1]
    assert same["change"] == pytest.approx(others["change"]) == pytest.approx(10)
    assert same["change_high"] - same["change_low"] < 1e-6
    assert others["change_high"] - others["change_low"] > 10
    assert (same["verdict"], others["verdict"]) == ("improved", "no_confirmed_change")


def test_external_ratings_stand_in_where_no_achievements_are_recorded(make_evidence, make_cell):
    cells = [
        *ratings(make_cell, "2014", {"a": 80}),
        *ratings(make_cell, "2014", {"a": 80}, role="staff"),
        *ratings(make_cell, "2014", {"a": 30}, role="external"),
    ]
    row = soft(make_evidence, cells).iloc[0]
    assert (row["value"], row["coverage"]) == pytest.approx((70, 1))


def test_weights_belong_to_the_settings(make_evidence, make_cell):
    cells = [*ratings(make_cell, "2014", {"a": 80}), *ratings(make_cell, "2014", {"a": 50}, role="staff")]
    chosen = Settings(role_weights={"head": 60.0, "staff": 20.0, "external": 20.0})
    assert soft(make_evidence, cells, settings=chosen).iloc[0]["value"] == pytest.approx((60 * 80 + 20 * 50) / 80)
