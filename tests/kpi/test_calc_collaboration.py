"""Rated scores: their parts, weights, least raters, external results, and the jackknife across years."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from kpi.core.indicator import Question, indicators
from kpi.core.settings import Settings


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


def everyone_but_their_own(make_cell, years=("2013", "2014"), seed=4):
    """Ratings of four departments by six heads and six staff, nobody of the own department, each with a level."""
    rng = np.random.default_rng(seed)
    return [
        make_cell("rating", year, [60 + rng.normal(0, 9) + number], role=role, stratum="soft", rater=f"{role}{number}", department=name, item="i")
        for year in years
        for role, size in (("head", 6), ("staff", 6))
        for number in range(size)
        for place, name in enumerate("abcd")
        if number % 4 != place
    ]  # fmt: skip


@pytest.mark.parametrize("department", ["a", pytest.param("", marks=pytest.mark.slow)])
def test_interval_and_change_are_those_of_leaving_out_one_rater_after_the_other(make_evidence, make_cell, department):
    cells = everyone_but_their_own(make_cell)
    asked = {"keys": ("department",)} if department else {}

    def scored(kept):
        found = soft(make_evidence, kept, **asked)
        return found[found["department"] == department].iloc[-1]

    whole = scored(cells)
    variance = {"value": 0.0, "change": 0.0}
    for role, size in (("head", 6), ("staff", 6)):
        without = [scored([cell for cell in cells if cell["rater"] != f"{role}{number}"]) for number in range(size)]
        for name in variance:
            left = np.array([row[name] for row in without])
            variance[name] += (size - 1) / size * ((left - left.mean()) ** 2).sum()
    # 12 raters of the whole; of a department those who rated it
    raters = {"a": 4 + 4, "": 12}[department]
    half = stats.t.ppf(0.975, raters - 1) * variance["value"] ** 0.5
    assert whole["n"] == raters
    assert (whole["low"], whole["high"]) == pytest.approx((whole["value"] - half, whole["value"] + half))
    half = stats.t.ppf(0.975, raters - 1) * variance["change"] ** 0.5
    assert (whole["change_low"], whole["change_high"]) == pytest.approx(
        (whole["change"] - half, whole["change"] + half)
    )


def test_a_change_has_the_degrees_of_freedom_of_the_year_with_fewer_raters(make_evidence, make_cell):
    cells = [
        cell
        for year, level, raters in (("2013", 60, 3), ("2014", 63, 6))
        for role in ("head", "staff")
        for cell in ratings(make_cell, year, {"a": level}, role=role, raters=raters, noise=4.0)
    ]
    row = soft(make_evidence, cells).iloc[1]
    df = 2 * 3 - 1
    error = (row["change_high"] - row["change"]) / stats.t.ppf(0.975, df)
    assert row["p"] == pytest.approx(2 * stats.t.sf(abs(row["change"]) / error, df))


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
