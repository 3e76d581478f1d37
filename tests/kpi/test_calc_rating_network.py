"""Who rates whom: hand-worked matrices, what must never be shown, and ties."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.calc.rating_network import MATRIX_COLUMNS, network, rating_matrix
from kpi.core.indicator import Question, indicators

SOFT = indicators()["collaboration_score"]
LEVEL = {"a": 80, "b": 60, "c": 40}


def pairs(cells, make_evidence, **question):
    return rating_matrix(make_evidence(cells, years=(2014,)), Question(**question), indicator=SOFT)


def rated(make_cell, scores, raters=3, **keys):
    """Return ratings by so many people of each department; ``scores``: (rater department, rated) -> score."""
    return [
        make_cell("rating", "2014", [score], role="staff", stratum="soft", rater=f"{home}{number}", rater_department=home, department=other, **keys)
        for (home, other), score in scores.items()
        for number in range(raters)
    ]  # fmt: skip


def everyone(severity=None):
    """Return scores in which the department is all that counts, and each rating department has a level of its own."""
    own = severity or dict.fromkeys(LEVEL, 0)
    return {(home, other): LEVEL[other] + own[home] for home in LEVEL for other in LEVEL if home != other}


def test_a_pair_has_its_plain_mean_and_its_distance_to_the_raters_own_mean(make_evidence, make_cell):
    found = pairs(rated(make_cell, everyone()), make_evidence)
    assert list(found.columns) == list(MATRIX_COLUMNS)
    by = {(row.rater_department, row.department): (row.value, row.adjusted, row.n) for row in found.itertuples()}
    assert by["a", "b"] == (60, 10, 3)  # a rates b 60 and c 40: 50 on average
    assert by["c", "a"] == (80, 10, 3)
    assert len(by) == 6


@settings(max_examples=15, deadline=None)
@given(severity=st.fixed_dictionaries({name: st.integers(-30, 15) for name in LEVEL}))
def test_strict_and_lenient_raters_make_the_same_ties(make_evidence, make_cell, severity):
    plain = pairs(rated(make_cell, everyone()), make_evidence)
    moved = pairs(rated(make_cell, everyone(severity)), make_evidence)
    assert moved["adjusted"].tolist() == pytest.approx(plain["adjusted"].tolist())
    assert network(moved.to_dict("records")) == network(plain.to_dict("records"))


@pytest.mark.parametrize("raters", [1, 2])
def test_a_pair_with_too_few_raters_has_no_value_and_makes_no_tie(make_evidence, make_cell, raters):
    few = rated(make_cell, {("a", "b"): 90}, raters) + rated(make_cell, {("b", "a"): 90, ("b", "c"): 10})
    found = pairs(few, make_evidence).set_index(["rater_department", "department"])
    assert found.loc[("a", "b"), ["value", "adjusted", "n"]].isna().all()
    assert found.loc[("a", "b"), "note"] == "too_few"
    assert network(found.reset_index().to_dict("records")).mutual == ()


def test_other_pillars_and_people_from_outside_do_not_count(make_evidence, make_cell):
    cells = rated(make_cell, everyone())
    smart = [{**cell, "stratum": "smart"} for cell in rated(make_cell, {("a", "b"): 0})]
    outside = [{**cell, "role": "external"} for cell in rated(make_cell, {("a", "b"): 0}, 5)]
    nowhere = [{**cell, "rater_department": ""} for cell in rated(make_cell, {("a", "b"): 0})]
    alone = pairs(cells, make_evidence)
    assert pairs(cells + smart + outside + nowhere, make_evidence).equals(alone)


def test_ties_that_are_returned_hand_worked():
    warm = {("a", "b"): 5, ("b", "a"): 1, ("a", "c"): 2, ("c", "a"): -3, ("d", "a"): -1}
    rows = [
        {"rater_department": one, "department": two, "value": 50.0, "adjusted": away}
        for (one, two), away in warm.items()
    ]
    found = network(rows)
    assert found.departments == ("a", "b", "c", "d")
    assert found.density == pytest.approx(5 / 12)
    assert found.reciprocity == pytest.approx(2 / 3)  # a-b both ways, a-c one way
    assert found.mutual == (("a", "b"),)
    assert found.apart == ("c", "d")


def test_nothing_rated_is_no_network(make_evidence):
    assert pairs([], make_evidence).empty
    assert math.isnan(network([]).reciprocity) or np.isnan(network([]).density)
