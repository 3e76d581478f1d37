"""Small cells: nothing that is hidden can be worked out from what is shown."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from kpi.calc.suppress import hidden_places, uncertain
from kpi.calc.suppress_groups import hidden_groups
from kpi.core.indicator import Question, indicators

LEAST = 5
YEAR = pd.Timestamp("2024-01-01")


def cells_of(make_cell, counts: dict[tuple[str, str], int]):
    """Return cells of n answers of 50 points by (period, department)."""
    return [make_cell("overall", period, [50.0] * n, department=name) for (period, name), n in counts.items() if n]


def hidden(make_evidence, make_cell, counts) -> set[tuple[str, str]]:
    places = hidden_places(make_evidence(cells_of(make_cell, counts)).cells, least=LEAST)
    return {(f"{start:%Y}" if months == 12 else f"{start:%Y-%m}/{months}", name) for months, start, name in places}


def test_one_small_department_takes_the_next_smallest_with_it(make_evidence, make_cell):
    counts = {("2024", "a"): 3, ("2024", "b"): 40, ("2024", "c"): 12}
    assert hidden(make_evidence, make_cell, counts) == {("2024", "a"), ("2024", "c")}


def test_two_small_departments_of_enough_people_together_take_none(make_evidence, make_cell):
    counts = {("2024", "a"): 3, ("2024", "b"): 40, ("2024", "c"): 4}
    assert hidden(make_evidence, make_cell, counts) == {("2024", "a"), ("2024", "c")}


def test_two_tiny_departments_take_a_third(make_evidence, make_cell):
    counts = {("2024", "a"): 1, ("2024", "b"): 40, ("2024", "c"): 2, ("2024", "d"): 9}
    assert hidden(make_evidence, make_cell, counts) == {("2024", "a"), ("2024", "c"), ("2024", "d")}


def test_answers_without_a_department_hide_one_small_department_among_them(make_evidence, make_cell):
    counts = {("2024", "a"): 3, ("2024", "b"): 40, ("2024", ""): 6}
    assert hidden(make_evidence, make_cell, counts) == {("2024", "a")}


def test_a_small_month_is_not_given_away_by_the_year(make_evidence, make_cell):
    counts = {(f"2024-{month:02}", name): 20 for month in (1, 2, 5) for name in "ab"} | {("2024-01", "a"): 3}
    found = hidden(make_evidence, make_cell, counts)
    assert {("2024-01/1", "a"), ("2024-01/1", "b"), ("2024-02/1", "a")} <= found
    assert ("2024", "a") not in found


def test_what_is_hidden_for_another_says_so_and_gives_no_number(make_evidence, make_cell):
    evidence = make_evidence(cells_of(make_cell, {("2014", "a"): 3, ("2014", "b"): 40, ("2014", "c"): 12}))
    for name in ("satisfaction",):
        rows = indicators()[name].compute(evidence, Question(("department",))).set_index("department")
        assert rows["note"].to_dict()["c"] == "protected"
        assert math.isnan(rows.at["c", "value"])
        assert math.isnan(rows.at["c", "n"])
        assert rows.at["b", "value"] == 50.0
    assert indicators()["satisfaction"].compute(evidence, Question()).iloc[0]["value"] == 50.0


def bounds(
    counts: dict[tuple[str, str], int], found: set[tuple[str, str]], groups: Sequence[set[tuple[str, str]]] = ()
) -> dict[tuple[str, str], float]:
    """Return how far each hidden number can be pinned down from the numbers shown of months, of the year and of groups."""
    periods, names = sorted({period for period, _ in counts}), sorted({name for _, name in counts})
    unknown = [(period, name) for period in periods for name in names if (f"{period}/1", name) in found]
    shown = [[key for key in unknown if key[0] == period] for period in periods if (f"{period}/1", "") not in found]
    shown += [[key for key in unknown if key[1] == name] for name in names if ("2024", name) not in found]
    shown += [unknown] if ("2024", "") not in found else []
    shown += [[key for key in unknown if key in members] for members in groups]
    rows = [[float(key in members) for key in unknown] for members in shown if members]
    right = [float(sum(counts[key] for key in members)) for members in shown if members]
    widths = {}
    for at, key in enumerate(unknown):
        goal = np.eye(len(unknown))[at]
        ends = [linprog(sign * goal, A_eq=rows or None, b_eq=right or None, bounds=(0, 1000)).fun for sign in (1, -1)]
        widths[key] = -ends[1] - ends[0]
    return widths


@settings(max_examples=30, deadline=None)
@given(numbers=st.lists(st.integers(0, 14), min_size=24, max_size=24))
def test_no_hidden_month_of_a_department_can_be_worked_out(make_evidence, make_cell, numbers):
    months, names = [f"2024-{month:02}" for month in (1, 4, 7, 10)], list("abcdef")
    counts = dict(zip([(month, name) for month in months for name in names], numbers, strict=True))
    found = hidden(make_evidence, make_cell, counts)
    small = {(f"{period}/1", name) for (period, name), n in counts.items() if 0 < n < LEAST}
    assert small <= found
    assert all(width > 0.5 for width in bounds(counts, found).values())


GROUP_OF = dict(zip("abcdef", "가가가나나다", strict=True))


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(numbers=st.lists(st.integers(0, 14), min_size=24, max_size=24))
def test_no_hidden_department_can_be_worked_out_from_groups_of_departments(make_evidence, make_cell, numbers):
    months, names = [f"2024-{month:02}" for month in (1, 4, 7, 10)], list("abcdef")
    counts = dict(zip([(month, name) for month in months for name in names], numbers, strict=True))
    found = hidden(make_evidence, make_cell, counts)
    cells = make_evidence(cells_of(make_cell, counts)).cells
    unseen = {(months, start, name) for months, start, name in hidden_groups(cells, GROUP_OF, least=LEAST)}
    groups = [
        {key for key in counts if GROUP_OF[key[1]] == group and (key[0] == month or length == 12)}
        for group in "가나다"
        for length, month in [(1, month) for month in months] + [(12, "2024-01")]
        if (length, pd.Timestamp(f"{month}-01"), group) not in unseen
    ]
    assert all(width > 0.5 for width in bounds(counts, found, groups).values())


def test_a_group_is_shown_with_two_hidden_departments_of_enough_people_and_not_with_one(make_evidence, make_cell):
    counts = {("2024", "a"): 3, ("2024", "b"): 4, ("2024", "c"): 30, ("2024", "d"): 40, ("2024", "f"): 4}
    cells = make_evidence(cells_of(make_cell, counts | {("2024", "e"): 4})).cells
    assert hidden_groups(cells, GROUP_OF, least=LEAST) == {(12, YEAR, "나"), (12, YEAR, "다")}
    given_away_by_the_rest = make_evidence(cells_of(make_cell, counts)).cells
    assert hidden_groups(given_away_by_the_rest, GROUP_OF, least=LEAST) == {(12, YEAR, "가"), (12, YEAR, "다")}
    assert hidden_groups(cells, GROUP_OF, least=3) == frozenset()


@pytest.mark.parametrize(
    ("numbers", "rest", "open_to_doubt"),
    [
        ([1, 5], 0, False),
        ([2, 5], 0, True),
        ([1, 5], 1, False),
        ([2, 5], 1, True),
        ([4, 4], 0, False),
        ([3, 4], 0, True),
        ([2, 2], 0, False),
        ([2, 3], 0, True),
        ([7], 0, False),
        ([5], 1, False),
        ([5], 2, True),
        ([4], 1, True),
        ([3], 1, False),
        ([5, 5], 0, False),
        ([5, 6], 0, True),
        ([4, 4], 1, True),
    ],
)
def test_hidden_numbers_are_open_to_doubt_unless_their_sum_leaves_one_answer(numbers, rest, open_to_doubt):
    """Each below five is at least 1 and at most 4, each other at least 5, the rest at least 1: which sums have one split."""
    assert uncertain(numbers, least=LEAST, rest=rest) == open_to_doubt


def test_of_two_groups_that_give_a_department_away_only_the_one_of_fewer_people_is_hidden(make_evidence, make_cell):
    counts = {("2024", name): n for name, n in zip("abcde", (2, 4, 2, 3, 2), strict=True)}
    cells = make_evidence(cells_of(make_cell, counts)).cells
    group_of = dict(zip("abcde", "가가나나다", strict=True))
    assert hidden_groups(cells, group_of, least=LEAST) == {(12, YEAR, "나"), (12, YEAR, "다")}


def test_a_department_without_a_group_is_a_group_of_its_own(make_evidence, make_cell):
    counts = {("2024", name): n for name, n in (("a", 3), ("b", 40), ("c", 12), ("d", 60))}
    cells = make_evidence(cells_of(make_cell, counts)).cells
    assert (
        hidden_groups(cells, {}, least=LEAST) == hidden_places(cells, least=LEAST) == {(12, YEAR, "a"), (12, YEAR, "c")}
    )
    found = hidden_groups(cells, {"a": "가", "c": "가"}, least=LEAST)
    assert found == frozenset()


def test_a_group_of_all_departments_is_hidden_wherever_its_sum_gives_one_of_them_away(make_evidence, make_cell):
    counts = {("2024-01", "a"): 2, ("2024-01", "b"): 3, ("2024-02", "a"): 5}
    cells = make_evidence(cells_of(make_cell, counts)).cells
    places = [(1, "2024-01"), (3, "2024-01"), (12, "2024-01"), (1, "2024-02")]
    expected = {(months, pd.Timestamp(f"{start}-01"), "가") for months, start in places}
    assert hidden_groups(cells, {"a": "가", "b": "가"}, least=LEAST) == expected


@pytest.mark.parametrize("given_away", ["2023", "2024"])
def test_each_year_hides_the_groups_that_it_hides_alone(make_evidence, make_cell, given_away):
    counts = {(year, name): n for year in ("2023", "2024") for name, n in zip("abcdf", (3, 4, 30, 40, 4), strict=True)}
    safe = next(year for year in ("2023", "2024") if year != given_away)
    cells = make_evidence(cells_of(make_cell, counts | {(safe, "e"): 4})).cells
    found = {(str(start.year), name) for _, start, name in hidden_groups(cells, GROUP_OF, least=LEAST)}
    assert found == {(safe, "나"), (safe, "다"), (given_away, "가"), (given_away, "다")}


@pytest.mark.parametrize("least", [5, 10])
def test_files_hide_more(make_evidence, make_cell, least):
    cells = make_evidence(cells_of(make_cell, {("2024", "a"): 7, ("2024", "b"): 40, ("2024", "c"): 12})).cells
    assert len(hidden_places(cells, least=least)) == (0 if least == 5 else 2)
