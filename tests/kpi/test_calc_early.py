"""Finished early and points for it, from sums and distributions, against counting case by case."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.calc.early import finished_early, mileage, saved_days
from kpi.calc.shares import wilson
from kpi.core.histogram import histogram_of
from kpi.core.indicator import Question
from kpi.core.mileage import Bracket, MileageRule, rule_of

CITY = MileageRule()
OTHER = MileageRule(
    (Bracket(2, 5, 1.0), Bracket(6, 15, 0.8), Bracket(16, 30, 0.6)), most=math.inf, late_per_day=0, late_per_case=2
)
PETITIONS = st.lists(st.tuples(st.sampled_from((6, 7, 14, 30)), st.integers(0, 45)), min_size=1, max_size=30)


def cells_of(make_cell, petitions, kind="days"):
    """One cell a statutory period: it belongs to the task."""
    made = []
    for period in sorted({period for period, _ in petitions}):
        taken = [actual for mine, actual in petitions if mine == period]
        keys = {"task": f"{period}일 업무"}
        made.append(make_cell(f"statutory_{kind}", "2024", [period] * len(taken), **keys))
        made.append(make_cell(f"actual_{kind}", "2024", taken, histogram=histogram_of(taken), **keys))
    return made


def points_of(rule, period, actual):
    """One case, straight from the words of the rule."""
    for bracket in rule.brackets:
        if bracket.first <= period <= bracket.last:
            if actual > period:
                return -(rule.late_per_day * math.ceil(actual - period) + rule.late_per_case)
            return min(bracket.points * math.floor(period - actual), rule.most)
    return 0.0


@settings(max_examples=8, deadline=None)
@given(petitions=PETITIONS, rule=st.sampled_from((CITY, OTHER)))
def test_share_and_points_are_those_of_counting_case_by_case(make_evidence, make_cell, petitions, rule):
    saved = saved_days(make_evidence(cells_of(make_cell, petitions)), Question())
    row = finished_early(saved).iloc[0]
    assert row["early"] == sum(actual < period for period, actual in petitions)
    assert (row["n"], row["coverage"]) == (len(petitions), 1)
    assert row["low"] <= row["value"] <= row["high"]
    points = mileage(saved, rule).iloc[0]
    assert points["points"] == pytest.approx(sum(points_of(rule, *one) for one in petitions))


def test_short_periods_count_in_working_hours_and_stay_apart(make_evidence, make_cell):
    long = cells_of(make_cell, [(7, 3), (7, 9)])
    short = cells_of(make_cell, [(24, 2.0), (24, 24.0), (24, 30.0)], kind="hours")
    saved = saved_days(make_evidence([*long, *short]), Question())
    assert saved.index.tolist() == [0, 1, 2, 3, 4]
    found = finished_early(saved).set_index("kind")
    assert found["early"].to_dict() == {"days": 1, "hours": 1}
    assert found["n"].to_dict() == {"days": 2, "hours": 3}
    points = mileage(saved, CITY).iloc[0]
    assert points["points"] == 4 - 2 + 2 - 1
    assert points["per_case"] == pytest.approx(3 / 5)


def test_whole_days_saved_of_short_periods_are_told_from_bins_and_the_interval_is_wilsons(make_evidence, make_cell):
    taken = [(24, 16.0), (24, 8.0), (16, 8.0), (40, 33.0), (40, 41.0), (24, 24.0)]
    saved = saved_days(make_evidence(cells_of(make_cell, taken, kind="hours")), Question())
    exact = [sorted(saved.loc[saved["period"] == period, "saved"]) for period in (2, 3, 5)]
    assert exact[:2] == [[1], [0, 1, 2]]
    assert exact[2] == pytest.approx([-1 / 8, 7 / 8], abs=0.01 * 41 / 8)
    assert mileage(saved, CITY).iloc[0]["points"] == 1 + 1 + 2 - 1  # less a day begun when late
    row = finished_early(saved, confidence=0.8).iloc[0]
    limits = [100 * float(end) for end in wilson(4 / 6, 6, confidence=0.8)]
    assert [row[name] for name in ("value", "low", "high")] == pytest.approx([100 * 4 / 6, *limits])


def test_cells_with_several_periods_are_left_out_and_counted(make_evidence, make_cell):
    mixed = [
        make_cell("statutory_days", "2024", [7, 14], task="a"),
        make_cell("actual_days", "2024", [3, 5], task="a", histogram=histogram_of([3, 5])),
    ]
    saved = saved_days(make_evidence([*mixed, *cells_of(make_cell, [(7, 3)])]), Question())
    row = finished_early(saved).iloc[0]
    assert (row["n"], row["coverage"], row["value"]) == (1, pytest.approx(1 / 3), 100)
    assert mileage(saved, CITY).iloc[0]["coverage"] == pytest.approx(1 / 3)


def test_no_cells_have_no_share_and_no_points(make_evidence):
    saved = saved_days(make_evidence([]), Question())
    assert finished_early(saved).empty
    assert mileage(saved, CITY).empty


def test_the_two_rules_of_korean_practice_are_tables_of_parameters():
    assert rule_of({}) == CITY
    stored = {
        "brackets": [[2, 5, 1.0], [6, 15, 0.8], [16, 30, 0.6]],
        "most": math.inf,
        "late_per_day": 0,
        "late_per_case": 2,
    }
    assert rule_of(stored) == OTHER
    assert rule_of({"brackets": [[2, None, 1]]}) == CITY


@pytest.mark.parametrize("brackets", [[[5, 2, 1]], [[2, 6, 1], [5, 9, 1]], [[2, 6, -1]], [[-1, 6, 1]]])
def test_rules_that_are_none_are_refused(brackets):
    with pytest.raises(ValueError, match="not a rule of points"):
        rule_of({"brackets": brackets})


def test_seven_days_saved_are_cut_at_the_most(make_evidence, make_cell):
    saved = saved_days(make_evidence(cells_of(make_cell, [(14, 7)])), Question())
    assert isinstance(saved, pd.DataFrame)
    assert mileage(saved, CITY).iloc[0]["points"] == 5


def test_cases_on_the_day_neither_earn_nor_lose_and_a_day_begun_is_lost(make_evidence, make_cell):
    def points(actual):
        return mileage(saved_days(make_evidence(cells_of(make_cell, [(7, actual)])), Question()), OTHER).iloc[0]

    assert points(7)["points"] == 0
    assert points(8)["points"] == -2
    assert points(5)["points"] == pytest.approx(1.6)
    assert points(5)["per_case"] == pytest.approx(1.6)
    lost = saved_days(make_evidence(cells_of(make_cell, [(7, 7.5), (7, 4.5)])), Question())
    assert sorted(lost["saved"]) == pytest.approx([-0.5, 2.5], abs=0.01 * 7.5)
    assert (
        mileage(lost, MileageRule((Bracket(6, 9, 1.0),), most=9, late_per_day=3, late_per_case=0)).iloc[0]["points"]
        == -1
    )


def test_periods_outside_the_rule_earn_nothing_and_equal_cases_each_earn(make_evidence, make_cell):
    saved = saved_days(make_evidence(cells_of(make_cell, [(7, 5), (7, 5), (7, 5), (45, 3)])), Question())
    found = mileage(saved, OTHER)
    assert list(found.columns) == [
        "period_start",
        "period_months",
        "department",
        "task",
        "points",
        "cases",
        "per_case",
        "coverage",
    ]
    row = found.iloc[0]
    assert (row["points"], row["cases"], row["coverage"]) == (pytest.approx(3 * 1.6), 3, 1)
    assert row["per_case"] == pytest.approx(1.6)
    assert saved.index.tolist() == list(range(len(saved)))


def test_points_stand_with_their_own_rows_where_rows_were_left_out(make_evidence, make_cell):
    saved = saved_days(make_evidence(cells_of(make_cell, [(7, 5), (14, 4), (30, 9)])), Question())
    some = saved[saved["period"] > 7]
    assert mileage(some, OTHER).iloc[0]["points"] == pytest.approx(10 * 0.8 + 21 * 0.6)


def test_periods_of_which_the_time_taken_is_unknown_are_counted_as_such(make_evidence, make_cell):
    alone = make_cell("statutory_days", "2024", [7, 7, 7], task="모름")
    bare = [make_cell("statutory_days", "2024", [9], task="빈"), make_cell("actual_days", "2024", [3], task="빈")]
    saved = saved_days(make_evidence([alone, *bare, *cells_of(make_cell, [(7, 3)])]), Question())
    row = finished_early(saved).iloc[0]
    assert (row["n"], row["coverage"]) == (1, pytest.approx(1 / 5))
    assert saved["known"].tolist() == [True, False, False]
    assert saved.loc[~saved["known"], "saved"].isna().all()
    assert saved["saved"].dtype == "float64"
    assert mileage(saved, OTHER).iloc[0]["coverage"] == pytest.approx(1 / 5)


@pytest.mark.parametrize("period", [0, 7.3, 1234.56])
def test_equal_periods_are_one_period_whatever_rounding_leaves(make_evidence, make_cell, period):
    saved = saved_days(make_evidence(cells_of(make_cell, [(period, 2)] * 7)), Question())
    assert saved["known"].all()
    assert saved["saved"].tolist() == [pytest.approx(period - 2)]
    assert saved["count"].tolist() == [7]
