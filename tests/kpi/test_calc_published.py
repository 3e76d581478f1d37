"""Published values: every statistic reproduces its worked example to the printed digits."""

from __future__ import annotations

import dataclasses

import pytest

from kpi.calc import published
from kpi.calc.published import Reproduction, printed_change, reproduce
from kpi.core.indicator import indicators
from kpi.core.published import CASES
from kpi.core.study import PRINTED

REFERENCE_CASES = {
    "xmr_mdc_deviations": ("xmr_deviations",),
    "xmr_nhsr_snapshot": ("xmr_standard", "xmr_outlier"),
    "imr_montgomery_6_5": ("montgomery_individuals",),
    "pchart_montgomery_7_4": ("montgomery_shares",),
    "kitagawa_dasgupta_5_1": ("das_gupta",),
    "laspeyres_cpi_manual": ("cpi_manual",),
    "survey_api": (
        *("survey_api_mean", "survey_api_share", "survey_api_difference", "survey_api_ratio"),
        "survey_api_poststratified",
    ),
    "wilson": ("wilson",),
    "cronbach_attitude": ("cronbach_attitude",),
    "welch_sleep": ("welch_sleep",),
    "govuk_satisfaction": ("govuk_satisfaction",),
    "asem_top5": ("asem_composite",),
}
"""The cases of ../shared/reference/reference_cases.json that the definitions use, and what they are called here; its table of
runs (anhoej), its totals and its logit, beta and Korn-Graubard limits belong to no indicator."""


def test_every_reference_case_that_the_definitions_use_is_here():
    assert {name for names in REFERENCE_CASES.values() for name in names} <= {case.id for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_every_printed_digit_is_reproduced(case):
    found = Reproduction(case, published.RECOMPUTE[case.id](case.inputs))
    assert set(found.case.printed) <= set(found.computed)
    assert found.reproduced, (dict(found.case.printed), dict(found.computed))


def test_a_result_that_differs_in_the_last_printed_digit_is_not_reproduced():
    case = dataclasses.replace(CASES[0], printed={"within": "1.7404"})
    assert not Reproduction(case, {"within": 1.7403}).reproduced


def test_half_of_the_last_printed_digit_is_rounding():
    case = dataclasses.replace(CASES[0], printed={"within": "0"})
    assert [Reproduction(case, {"within": part}).reproduced for part in (0.5000001, 0.5000002)] == [True, False]


def test_a_p_just_at_the_rate_is_rejected_as_the_procedure_says():
    assert published.RECOMPUTE["benjamini_hochberg"]({"p": [0.05]}) == {"rejected": 1}


def test_groups_that_do_not_fit_the_population_have_no_poststratified_mean():
    inputs = next(case.inputs for case in CASES if case.id == "survey_api_poststratified")
    assert published.RECOMPUTE["survey_api_poststratified"](inputs)
    people = [float("nan"), *inputs["population"][1:]]
    assert published.RECOMPUTE["survey_api_poststratified"]({**inputs, "population": people}) == {}


def test_a_result_that_is_not_computed_is_not_reproduced():
    case = dataclasses.replace(CASES[0], printed={"within": "1.7403"})
    assert not Reproduction(case, {}).reproduced
    assert not Reproduction(case, {"within": float("nan")}).reproduced


def test_the_cases_are_reproduced_in_the_order_of_the_list():
    assert [(found.case, found.reproduced) for found in reproduce()] == [(case, True) for case in CASES]


def test_every_case_has_a_computation_and_every_indicator_names_a_case_that_exists():
    ids = {case.id for case in CASES}
    assert ids == set(published.RECOMPUTE)
    named = {indicator.published_case for indicator in indicators().values()} - {""}
    assert named <= ids
    counted = {"joint_projects", "external_achievements", "case_spread"}
    assert {i.id for i in indicators().values() if not i.published_case} == counted


@pytest.mark.parametrize(
    ("figure", "change"),
    [
        ("siheung_waiting", -28.7),
        ("siheung_handling", -68.6),
        ("busan_short", -57.1),
        ("busan_long", -33.3),
        ("chungnam_satisfaction", 8.94),
        ("chungnam_projects_2013", -2),
        ("chungnam_projects_2014", 13),
    ],
)
def test_changes_printed_in_the_study(figure, change):
    found = {one.id: one for one in PRINTED}[figure]
    digits = 1 if found.relative else 2
    assert round(printed_change(found), digits) == change


def test_the_study_prints_46_awards_and_nothing_to_compare_them_with():
    found = {one.id: one for one in PRINTED}["seosan_awards"]
    assert found.after == 46
    assert printed_change(found) != printed_change(found)
