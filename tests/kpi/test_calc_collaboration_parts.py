"""What a rated score is made of: external results by year and full marks, weights of a year, hidden numbers, the whole."""

from __future__ import annotations

import math

import pytest
from scipy import stats

from kpi.core.frames import RESULT_COLUMNS
from kpi.core.indicator import Question, indicators
from kpi.core.settings import Settings

BOTH = ("head", "staff")


def rated(make_cell, year, levels, *, roles=BOTH, raters=4, stratum="soft", names="r"):
    return [
        make_cell("rating", year, [level], role=role, stratum=stratum, rater=f"{names}{rater}", department=department, item="i")
        for role in roles
        for rater in range(raters)
        for department, level in levels.items()
    ]  # fmt: skip


def claims(*years, sources=("collaboration_evaluation",)):
    return [{"source": source, "claim_start": f"{year}-01-01"} for source in sources for year in years]


def scored(make_evidence, cells, *, said=None, indicator="collaboration_score", **asked):
    evidence = make_evidence(cells, claims=claims(2013, 2014) if said is None else said)
    return indicators()[indicator].compute(evidence, Question(**asked))


def test_external_results_of_several_kinds_add_up_and_belong_to_their_year(make_evidence, make_cell):
    cells = rated(make_cell, "2013", {"a": 50}, stratum="smart") + rated(make_cell, "2014", {"a": 50}, stratum="smart")
    cells += [
        make_cell("award_points", "2014", [2], department="a"),
        make_cell("case_points", "2014", [1], department="a"),
    ]
    cells += [make_cell("award_points", "2013", [9], department="a"), make_cell("award_points", "2014", [99])]
    asked = {"indicator": "proactivity_score", "settings": Settings(full_marks={"joint_project": 10.0, "award": 12.0})}
    found = scored(make_evidence, cells, **asked)
    assert found["value"].tolist() == pytest.approx([0.8 * 50 + 0.2 * 100 * 9 / 12, 0.8 * 50 + 0.2 * 100 * 3 / 12])
    assert found["coverage"].tolist() == pytest.approx([1, 1])


def test_a_claim_of_one_department_says_that_achievements_of_that_year_were_recorded(make_evidence, make_cell):
    said = [*claims(2014), {"source": "achievements", "claim_start": "2014-01-01", "department": "a"}]
    cells = rated(make_cell, "2014", {"a": 80})
    assert scored(make_evidence, cells, said=said)["value"].tolist() == pytest.approx([64])
    other = [*claims(2014), {"source": "achievements", "claim_start": "2013-01-01"}]
    assert scored(make_evidence, cells, said=other)["value"].tolist() == [80]


def test_a_department_without_external_results_has_none_where_others_have_some(make_evidence, make_cell):
    cells = [
        *rated(make_cell, "2014", {"a": 80, "b": 60}),
        make_cell("joint_project_points", "2014", [10], department="a"),
    ]
    found = scored(make_evidence, cells, keys=("department",)).set_index("department")["value"]
    assert found.to_dict() == pytest.approx({"a": 0.8 * 80 + 20, "b": 0.8 * 60})


@pytest.mark.parametrize(("grain", "start"), [("quarter", "2014-04-01"), ("month", "2014-05-01")])
def test_months_and_quarters_have_no_external_part(make_evidence, make_cell, grain, start):
    cells = [*rated(make_cell, "2014-05", {"a": 80}), make_cell("joint_project_points", "2014", [10], department="a")]
    row = scored(make_evidence, cells, grain=grain, keys=("department",)).iloc[0]
    assert (str(row["period_start"].date()), row["value"], row["coverage"]) == (start, 80, 0.8)


def test_weights_hold_from_their_year_on_and_a_year_from_september_has_those_of_its_end(make_evidence, make_cell):
    levels = {"head": 80, "staff": 40}
    cells = [
        cell
        for year in ("2013", "2014")
        for role, level in levels.items()
        for cell in rated(make_cell, year, {"a": level}, roles=(role,))
    ]
    changed = Settings(weights_by_year={2014: {"head": 60.0, "staff": 20.0, "external": 20.0}})
    found = scored(make_evidence, cells, settings=changed)
    assert found["value"].tolist() == pytest.approx([60, (60 * 80 + 20 * 40) / 80])
    months = [
        cell for role, level in levels.items() for cell in rated(make_cell, "2013-10", {"a": level}, roles=(role,))
    ]
    autumn = Settings(weights_by_year=changed.weights_by_year, first_month=9)
    said = [{"source": "collaboration_evaluation", "claim_start": "2013-09-01", "claim_months": 12}]
    assert scored(make_evidence, months, said=said, settings=autumn)["value"].iloc[0] == pytest.approx(70)


def test_people_of_a_hidden_score_are_hidden_where_they_are_few(make_evidence, make_cell):
    two = rated(make_cell, "2014", {"a": 80}, raters=2)
    row = scored(make_evidence, two, keys=("department",)).iloc[0]
    assert row[["value", "n", "low"]].isna().all()
    assert (row["department"], row["note"]) == ("a", "too_few,few_parts")
    five = rated(make_cell, "2014", {"a": 80}, roles=("head",), raters=5)
    row = scored(make_evidence, five, keys=("department",)).iloc[0]
    assert (math.isnan(row["value"]), row["n"], row["note"], row["coverage"]) == (True, 5, "few_parts", 0.4)


def test_the_whole_is_the_plain_mean_of_departments_with_a_score_and_counts_their_raters_once(make_evidence, make_cell):
    cells = rated(make_cell, "2014", {"a": 80, "b": 50}) + rated(
        make_cell, "2014", {"c": 10}, roles=("head",), names="x"
    )
    whole = scored(make_evidence, cells).iloc[0]
    assert (whole["value"], whole["n"], whole["coverage"]) == pytest.approx((65, 8, 0.8))
    none = scored(make_evidence, rated(make_cell, "2014", {"a": 80, "b": 50}, roles=("head",), raters=6)).iloc[0]
    assert (math.isnan(none["value"]), none["n"], none["note"], none["department"]) == (True, 6, "few_parts", "")
    assert none["coverage"] == 0
    few = scored(make_evidence, rated(make_cell, "2014", {"a": 80}, raters=2)).iloc[0]
    assert (few["note"], math.isnan(few["n"])) == ("too_few,few_parts", True)


def test_a_score_needs_parts_worth_what_the_settings_ask_and_raters_too(make_evidence, make_cell):
    heads = rated(make_cell, "2014", {"a": 80}, roles=("head",), raters=3)
    easy = Settings(minimum_parts=40.0)
    assert scored(make_evidence, heads, settings=easy)[["value", "n", "task"]].to_numpy().tolist() == [[80, 3, ""]]
    assert scored(make_evidence, heads, settings=Settings(minimum_parts=40.1))["value"].isna().all()
    strict = Settings(minimum_parts=40.0, minimum_raters=4)
    assert scored(make_evidence, heads, settings=strict)["note"].tolist() == ["too_few,few_parts"]


def test_tasks_have_no_ratings_and_a_year_without_a_claim_has_no_value(make_evidence, make_cell):
    cells = rated(make_cell, "2013", {"a": 80}) + rated(make_cell, "2014", {"a": 90})
    assert scored(make_evidence, cells, keys=("task",)).empty
    assert tuple(scored(make_evidence, cells, keys=("task",)).columns) == RESULT_COLUMNS
    found = scored(make_evidence, cells, said=claims(2013))
    assert found["value"].tolist() == pytest.approx([80, math.nan], nan_ok=True)
    assert found["note"].tolist() == ["no_counterpart", "partial"]
    base = scored(make_evidence, cells, compare="base", settings=Settings(base_year=2013))
    assert base["change"].tolist() == pytest.approx([math.nan, 10], nan_ok=True)
    broken = make_evidence(cells, breaks=[{"measure": "rating", "effective_on": "2014-01-01"}])
    assert indicators()["collaboration_score"].compute(broken, Question())["verdict"].tolist()[1] == "not_comparable"


def test_one_rater_alone_has_a_score_and_no_interval(make_evidence, make_cell):
    alone = rated(make_cell, "2014", {"a": 80}, roles=("head",), raters=1)
    row = scored(make_evidence, alone, settings=Settings(minimum_parts=40.0, minimum_raters=1)).iloc[0]
    assert (row["value"], row["n"]) == (80, 1)
    assert row[["low", "high"]].isna().all()


def test_every_year_has_the_degrees_of_freedom_of_its_own_comparison_with_the_base(make_evidence, make_cell):
    cells = [
        {**cell, "wx": cell["wx"] + place % 3}
        for year, level, raters in (("2012", 50, 9), ("2013", 60, 7), ("2014", 66, 5), ("2015", 70, 3))
        for place, cell in enumerate(rated(make_cell, year, {"a": level}, raters=raters))
    ]
    asked = {"compare": "base", "settings": Settings(base_year=2013), "said": claims(2012, 2013, 2014, 2015)}
    found = scored(make_evidence, cells, **asked)
    assert found["change"].isna().tolist() == [True, True, False, False]
    for row, n in ((found.iloc[2], 10), (found.iloc[3], 6)):
        error = (row["change_high"] - row["change"]) / stats.t.ppf(0.975, n - 1)
        assert row["p"] == pytest.approx(2 * stats.t.sf(row["change"] / error, n - 1))
