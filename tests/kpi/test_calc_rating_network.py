"""Who rates whom: hand-worked matrices, what must never be shown, and ties."""

import itertools
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.calc.rating_network import MATRIX_COLUMNS, hidden_pairs, network, rating_matrix
from kpi.core.indicator import Question, indicators
from kpi.core.settings import Settings

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
    same = {"indicator": SOFT.id, "pillar": SOFT.pillar, "unit": SOFT.unit, "task": "", "verdict": "", "note": ""}
    assert found[list(same)].drop_duplicates().to_dict("records") == [same]
    alone = pairs(rated(make_cell, everyone(), 1), make_evidence, settings=Settings(minimum_raters=1))
    assert (alone["value"].tolist(), set(alone["n"])) == (found["value"].tolist(), {1})


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


def test_raters_are_counted_per_role_and_not_over_the_roles(make_evidence, make_cell):
    """Two of staff and one head are three people, but neither role has three: no cell may rest on them."""
    full = rated(make_cell, {pair: 50 for pair in everyone() if pair[0] != "a"})
    heads = [{**cell, "role": "heads"} for cell in rated(make_cell, {("a", "b"): 90, ("a", "c"): 10}, 1)]
    few = pairs(full + heads + rated(make_cell, {("a", "b"): 90, ("a", "c"): 10}, 2), make_evidence)
    assert few.set_index(["rater_department", "department"])["note"].to_dict()["a", "b"] == "too_few"
    enough = pairs(full + heads + rated(make_cell, {("a", "b"): 60, ("a", "c"): 40}), make_evidence)
    found = enough.set_index(["rater_department", "department"]).loc[("a", "b")]
    assert (found["value"], found["adjusted"], found["n"]) == (60, 10, 3)  # what the head said is not in it


def table_of(counts):
    return pd.DataFrame([(*pair, n) for pair, n in counts.items()], columns=["rater_department", "department", "n"])


def open_to_guessing(hidden):
    """Every other table with the same sums of rows and columns, found by trying: a hidden pair in none of them follows."""
    tries = np.array(list(itertools.product((-1, 0, 1), repeat=len(hidden))), dtype="int8")
    same = np.ones(len(tries), dtype=bool)
    for side in (0, 1):
        for name in {pair[side] for pair in hidden}:
            same &= tries[:, [pair[side] == name for pair in hidden]].sum(axis=1) == 0
    return {pair for at, pair in enumerate(hidden) if (tries[same][:, at] != 0).any()}


@settings(max_examples=10, deadline=None)
@given(st.lists(st.sampled_from((0, 2, 3, 4, 9, 9)), min_size=12, max_size=12))
def test_no_hidden_pair_follows_from_the_sums_of_its_rater_and_its_department(numbers):
    counts = {pair: n for pair, n in zip(itertools.permutations("abcd", 2), numbers, strict=True) if n}
    hidden = [pair for pair, hide in zip(counts, hidden_pairs(table_of(counts), minimum=3), strict=True) if hide]
    few = [pair for pair, n in counts.items() if n < 3]
    assert {*few} <= {*hidden}
    if open_to_guessing(few) == {*few}:
        assert {*hidden} == {*few}  # nothing more than needed
    following = {*hidden} - open_to_guessing(hidden)
    assert not following & open_to_guessing([*counts])  # what follows even where everything is hidden cannot be helped


def test_one_pair_with_few_raters_takes_the_smallest_three_that_close_a_square_with_it():
    counts = {pair: 9 for pair in itertools.permutations("abcd", 2)} | {("a", "b"): 2, ("a", "c"): 4, ("d", "b"): 5}
    hidden = hidden_pairs(table_of(counts), minimum=3)
    assert {pair for pair, hide in zip(counts, hidden, strict=True) if hide} == {
        ("a", "b"), ("a", "c"), ("d", "b"), ("d", "c"),
    }  # fmt: skip


def hidden_of(counts):
    hide = hidden_pairs(table_of(counts), minimum=3)
    return {pair for pair, chosen in zip(counts, hide, strict=True) if chosen}


@pytest.mark.parametrize("way", [(("a", "c"), ("d", "c"), ("d", "b")), (("a", "d"), ("c", "d"), ("c", "b"))])
def test_the_circle_is_closed_where_the_fewest_raters_are(way):
    counts = dict.fromkeys(itertools.permutations("abcd", 2), 9) | {("a", "b"): 2} | dict.fromkeys(way, 4)
    assert hidden_of(counts) == {("a", "b"), *way}


def test_pairs_that_are_hidden_anyway_close_the_circle_of_others():
    counts = dict.fromkeys(itertools.permutations("abcd", 2), 9) | {("a", "b"): 2, ("c", "d"): 2}
    assert hidden_of(counts) == {("a", "b"), ("c", "d"), ("a", "d"), ("c", "b")}
    more = dict.fromkeys(itertools.permutations("abcd", 2), 9) | {("a", "b"): 2, ("d", "c"): 2}
    assert hidden_of(more) == {("a", "b"), ("d", "c"), ("a", "c"), ("d", "b")}


def test_a_circle_through_what_is_hidden_anyway_takes_fewer_from_the_readers():
    """One more pair of 8 raters closes the circle over two hidden ones; another way would take three pairs of 3."""
    counts = dict.fromkeys(itertools.permutations("abcdef", 2), 9)
    counts |= {("a", "b"): 2, ("a", "c"): 2, ("d", "c"): 2, ("d", "b"): 8}
    counts |= {("a", "e"): 3, ("f", "e"): 3, ("f", "b"): 3}
    assert hidden_of(counts) == {("a", "b"), ("a", "c"), ("d", "c"), ("d", "b")}


def test_what_is_hidden_for_another_pair_says_so(make_evidence, make_cell):
    scores = {pair: 60 for pair in itertools.permutations("abcd", 2)}
    few = {("a", "b"): scores.pop(("a", "b"))}
    found = pairs(rated(make_cell, scores) + rated(make_cell, few, 2), make_evidence)
    notes = found.set_index(["rater_department", "department"])["note"]
    assert notes["a", "b"] == "too_few"
    assert sorted(notes[notes != ""]) == ["protected", "protected", "protected", "too_few"]
    assert found.loc[found["note"] != "", ["value", "adjusted", "n"]].isna().all(axis=None)


def test_other_pillars_and_people_from_outside_do_not_count(make_evidence, make_cell):
    cells = rated(make_cell, everyone())
    smart = [{**cell, "stratum": "smart"} for cell in rated(make_cell, {("a", "b"): 0})]
    outside = [{**cell, "role": "external"} for cell in rated(make_cell, {("a", "b"): 0}, 5)]
    nowhere = [{**cell, "rater_department": ""} for cell in rated(make_cell, {("a", "b"): 0})]
    alone = pairs(cells, make_evidence)
    assert pairs(cells + smart + outside + nowhere, make_evidence).equals(alone)


def test_ties_that_are_returned_hand_worked():
    warm = {("a", "b"): 5, ("b", "a"): 1, ("a", "c"): 2, ("c", "a"): -3, ("d", "a"): -1}
    level = {("c", "d"): 0, ("d", "c"): 0}  # at the rater's own mean: no tie
    rows = [
        {"rater_department": one, "department": two, "value": 50.0, "adjusted": away}
        for (one, two), away in (warm | level).items()
    ]
    found = network(rows)
    assert found.departments == ("a", "b", "c", "d")
    assert found.density == pytest.approx(7 / 12)
    assert found.reciprocity == pytest.approx(2 / 3)  # a-b both ways, a-c one way
    assert found.mutual == (("a", "b"),)
    assert found.apart == ("c", "d")


def test_nothing_rated_is_no_network(make_evidence):
    assert pairs([], make_evidence).empty
    assert tuple(pairs([], make_evidence).columns) == MATRIX_COLUMNS
    assert math.isnan(network([]).reciprocity) or np.isnan(network([]).density)
