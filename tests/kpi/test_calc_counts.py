"""Counts of achievements, against counting them one by one: whose claim makes a zero, and for whom."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.core.frames import RESULT_COLUMNS
from kpi.core.indicator import Question, indicators
from kpi.core.settings import Settings

YEARS = st.integers(2012, 2014)
DONE = st.lists(st.tuples(YEARS, st.sets(st.sampled_from("ab"), max_size=2)), max_size=6)
CLAIMS = st.lists(st.tuples(YEARS, st.sampled_from(("*", "a", "b"))), max_size=4)


def evidence_of(make_evidence, make_cell, done, claims):
    """One row for the whole organisation and a part for each department that shares it."""
    cells = []
    for year in sorted({year for year, _ in done}):
        mine = [owners for when, owners in done if when == year]
        cells.append(make_cell("joint_project", str(year), [1] * len(mine)))
        for name in "ab":
            shared = [owners for owners in mine if name in owners]
            cells += [make_cell("joint_project", str(year), [1] * len(shared), department=name)] if shared else []
    told = [{"source": "achievements", "claim_start": f"{year}-01-01", "department": who} for year, who in claims]
    return make_evidence(cells, claims=told)


def counted(evidence, **asked):
    found = indicators()["joint_projects"].compute(evidence, Question(**asked))
    return {(row.period_start.year, row.department): (row.value, row.n, row.note) for row in found.itertuples()}


@settings(max_examples=6, deadline=None)
@given(DONE, CLAIMS)
def test_a_claimed_year_without_an_achievement_is_a_zero_for_those_the_claim_speaks_for(
    make_evidence, make_cell, done, claims
):
    evidence = evidence_of(make_evidence, make_cell, done, claims)
    named = {name for _, owners in done for name in owners}
    for asked, scopes in (({}, [""]), ({"keys": ("department",)}, sorted(named))):
        found = counted(evidence, **asked)
        expected = set()
        for scope in scopes:
            for year in (2012, 2013, 2014):
                number = sum(when == year and (not scope or scope in owners) for when, owners in done)
                spoken = any(when == year and (not scope or who in ("*", scope)) for when, who in claims)
                if not number and not spoken:
                    continue
                expected.add((year, scope))
                value, n, note = found[year, scope]
                assert n == number
                assert value == number if spoken else math.isnan(value)
                assert ("partial" in note) == (not spoken)
        assert set(found) == expected


def test_a_claim_for_all_or_for_one_department_makes_its_zeros(make_evidence, make_cell):
    done = [(2012, {"a", "b"})]
    for who, zeros in (("*", {"a", "b"}), ("a", {"a"}), ("c", set())):
        evidence = evidence_of(make_evidence, make_cell, done, [(2013, who)])
        found = counted(evidence, keys=("department",))
        assert {name for year, name in found if year == 2013} == zeros
        assert set(counted(evidence)) == {(2012, ""), (2013, "")}


def test_a_claim_of_another_length_makes_no_zero(make_evidence, make_cell):
    cells = [make_cell("joint_project", "2013", [1, 1])]
    claims = [
        {"source": "achievements", "claim_start": "2013-01-01"},
        {"source": "achievements", "claim_start": "2014-03-01", "claim_months": 1},
        {"source": "cases", "claim_start": "2014-01-01"},
    ]
    evidence = make_evidence(cells, claims=claims)
    assert counted(evidence) == {(2013, ""): (2, 2, "no_counterpart")}
    assert counted(evidence, grain="month") == {(2014, ""): (0, 0, "no_counterpart")}


def test_points_and_their_number_are_summed_apart_and_compared_with_the_year_that_is_asked(make_evidence, make_cell):
    cells = [
        make_cell(measure, year, values)
        for year, points in (("2012", [3, 5]), ("2013", [1]), ("2014", [2, 2, 9]))
        for measure, values in (("award_points", points), ("award", [1] * len(points)))
    ]
    evidence = make_evidence(cells, years=(2012, 2013, 2014))
    awards = indicators()["external_achievements"]
    found = awards.compute(evidence, Question(compare="base", settings=Settings(base_year=2013)))
    assert found["value"].tolist() == [8, 1, 13]
    assert found["n"].tolist() == [2, 1, 3]
    assert found["change"].tolist() == pytest.approx([math.nan, math.nan, 12], nan_ok=True)
    assert found[["low", "high", "change_low", "change_high", "p"]].isna().all(axis=None)
    assert found["verdict"].tolist() == ["", "", "not_tested"]


def test_awards_without_points_are_counted_and_bring_none(make_evidence, make_cell):
    cells = [
        make_cell("award", "2013", [1, 1]),
        make_cell("award", "2014", [1]),
        make_cell("award_points", "2014", [5]),
    ]
    found = indicators()["external_achievements"].compute(make_evidence(cells, years=(2013, 2014)), Question())
    assert found[["value", "n"]].to_numpy().tolist() == [[0, 2], [5, 1]]


def test_a_task_asks_for_no_zeros_and_a_break_forbids_the_difference(make_evidence, make_cell):
    cells = [make_cell("joint_project", year, [1] * n, task="a") for year, n in (("2012", 2), ("2013", 1))]
    whole = [make_cell("joint_project", year, [1] * n) for year, n in (("2012", 2), ("2013", 1))]
    assert set(counted(make_evidence(cells), keys=("task",))) == {(2012, ""), (2013, "")}
    breaks = [{"measure": "joint_projects", "effective_on": "2013-01-01"}]
    found = indicators()["joint_projects"].compute(make_evidence(whole, breaks=breaks, years=(2012, 2013)), Question())
    assert found["verdict"].tolist() == ["", "not_comparable"]
    assert found["change"].isna().all()


def test_nothing_counted_gives_an_empty_frame_with_its_columns(make_evidence):
    for name in ("joint_projects", "case_spread"):
        assert tuple(indicators()[name].compute(make_evidence([]), Question()).columns) == RESULT_COLUMNS


def test_cases_without_a_count_of_adopters_have_no_mean_and_departments_are_parts(make_evidence, make_cell):
    cells = [make_cell("case_adopted", "2013", [2, 0]), make_cell("case_adopted", "2013", [2], department="a")]
    cells.append({**make_cell("case_adopted", "2014", [4]), "n": 0})
    spread = indicators()["case_spread"]
    found = spread.compute(make_evidence(cells, years=(2013, 2014)), Question())
    assert found["value"].tolist() == pytest.approx([1, math.nan], nan_ok=True)
    assert found["n"].tolist() == [2, 0]
    assert found[["low", "high", "change_low"]].isna().all(axis=None)
    uncovered = spread.compute(make_evidence(cells, years=(2013,)), Question())
    assert uncovered["note"].tolist()[1] == "partial"
