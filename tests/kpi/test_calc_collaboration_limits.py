"""Rated scores whose parts differ: roles without a weight, other raters in another year or department, two raters."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from kpi.core.indicator import Question, indicators
from kpi.core.settings import Settings
from tests.kpi.test_calc_collaboration_parts import claims, rated, scored


def said_by(make_cell, year, role, scores, names="r"):
    """Ratings by department: one number of every rater of the role."""
    return [
        make_cell("rating", year, [x], role=role, stratum="soft", rater=f"{names}{at}", department=name, item="i")
        for name, numbers in scores.items()
        for at, x in enumerate(numbers)
    ]


def variance_of_mean(numbers):
    return np.var(numbers, ddof=1) / len(numbers)


def limits(value, variance, df, confidence=0.95):
    return pytest.approx(stats.t.interval(confidence, df, loc=value, scale=np.sqrt(variance)))


def test_a_role_without_a_weight_changes_nothing_and_each_pillar_has_its_own_scores(make_evidence, make_cell):
    cells = rated(make_cell, "2014", {"a": 80}) + rated(make_cell, "2014", {"a": 10}, roles=("guest",))
    cells += rated(make_cell, "2014", {"a": 30}, stratum="smart")
    evidence = make_evidence(cells, claims=claims(2014))
    found = [indicators()[name].compute(evidence, Question()) for name in ("collaboration_score", "proactivity_score")]
    assert [one["value"].tolist() for one in found] == [[80], [30]]
    assert [one["coverage"].tolist() for one in found] == [[pytest.approx(0.8)]] * 2


def test_the_whole_rests_on_every_rater_also_of_a_role_that_rated_some_departments_only(make_evidence, make_cell):
    heads, staff = {"a": [50, 60, 80], "b": [40, 70, 70]}, {"a": [20, 30, 70, 60]}
    cells = said_by(make_cell, "2014", "head", heads) + said_by(make_cell, "2014", "staff", staff)
    row = scored(make_evidence, cells, said=claims(2014), settings=Settings(minimum_parts=40.0)).iloc[0]
    value = (np.mean(heads["a"]) / 2 + np.mean(staff["a"]) / 2 + np.mean(heads["b"])) / 2
    of_heads = [a / 4 + b / 2 for a, b in zip(heads["a"], heads["b"], strict=True)]
    variance = variance_of_mean(of_heads) + variance_of_mean([x / 4 for x in staff["a"]])
    assert (row["value"], row["n"]) == (pytest.approx(value), 7)
    assert (row["low"], row["high"]) == limits(value, variance, 6)


@pytest.mark.parametrize("confidence", [0.95, 0.8])
def test_other_raters_in_another_year_are_independent_of_the_first(make_evidence, make_cell, confidence):
    then, now = [50, 60, 80], [70, 90, 80, 60]
    cells = said_by(make_cell, "2013", "head", {"a": then}) + said_by(make_cell, "2014", "head", {"a": now}, names="s")
    asked = Settings(minimum_parts=40.0, confidence=confidence)
    row = scored(make_evidence, cells, settings=asked).iloc[1]
    change, variance = np.mean(now) - np.mean(then), variance_of_mean(now) + variance_of_mean(then)
    assert (row["low"], row["high"]) == limits(np.mean(now), variance_of_mean(now), 3, confidence)
    assert (row["change_low"], row["change_high"]) == limits(change, variance, 2, confidence)


def test_two_raters_have_an_interval_where_two_are_enough(make_evidence, make_cell):
    cells = said_by(make_cell, "2014", "head", {"a": [50, 60]})
    asked = Settings(minimum_parts=40.0, minimum_raters=2)
    row = scored(make_evidence, cells, said=claims(2014), settings=asked).iloc[0]
    assert (row["low"], row["high"]) == limits(55, 25, 1)


@pytest.mark.parametrize(("month", "value"), [("2014-01-01", 64), ("2014-12-01", 64), ("2015-01-01", 80)])
def test_achievements_recorded_in_one_month_of_a_year_count_for_that_year(make_evidence, make_cell, month, value):
    said = [*claims(2014), {"source": "achievements", "claim_start": month, "claim_months": 1}]
    assert scored(make_evidence, rated(make_cell, "2014", {"a": 80}), said=said)["value"].tolist() == [
        pytest.approx(value)
    ]
