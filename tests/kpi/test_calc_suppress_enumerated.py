"""Complementary suppression against enumeration: every set that could be hidden, every table that could be behind it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kpi.calc.suppress import Total, determined, hidden_places, uncertain

LEAST = 5
NAMES = "abcdef"


def hidden_names(make_evidence, make_cell, numbers: Sequence[int], rest: int) -> set[str]:
    """Return what is hidden of departments of one year ("" is the whole); ``rest``: answers without a department."""
    people = {**dict(zip(NAMES, numbers, strict=False)), "": rest}
    cells = [make_cell("overall", "2024", [50.0] * n, department=name) for name, n in people.items() if n]
    return {name for _, _, name in hidden_places(make_evidence(cells).cells, least=LEAST)}


def possible(total: int, few: Sequence[bool], rest: bool) -> list[tuple[int, ...]]:
    """Every way to fill hidden departments (below five or not, as their notes say) so that they add up to a total."""
    ranges = [range(1, LEAST) if one else range(LEAST, total + 1) for one in few] + [range(1, total + 1)] * rest
    return [numbers for numbers in itertools.product(*ranges) if sum(numbers) == total]


def safe(hidden: Sequence[int], rest: int) -> bool:
    """Whether every hidden number has two possible values at least, by trying all, and enough people stand together."""
    total = sum(hidden) + rest
    ways = possible(total, [n < LEAST for n in hidden], rest > 0)
    return total >= LEAST and all(len({way[at] for way in ways}) > 1 for at in range(len(hidden)))


numbers = st.lists(st.integers(0, 9), min_size=1, max_size=4)


@settings(max_examples=25, deadline=None)
@given(numbers=numbers, rest=st.sampled_from((0, 0, 1, 4)))
@example(numbers=[4, 4, 9], rest=0)
@example(numbers=[1, 5, 7], rest=0)
@example(numbers=[1, 9], rest=0)
@example(numbers=[1, 5, 5], rest=0)
def test_of_one_year_the_fewest_departments_are_hidden_that_no_table_gives_away(
    make_evidence, make_cell, numbers, rest
):
    people = {name: n for name, n in zip(NAMES, numbers, strict=False) if n}
    found = hidden_names(make_evidence, make_cell, numbers, rest)
    few = {name for name, n in people.items() if n < LEAST}
    if not few or sum(people.values()) + rest < LEAST:
        assert found - {""} == few
        return
    rest_of = [name for name in people if name not in few]
    choices = [{*few, *more} for size in range(len(rest_of) + 1) for more in itertools.combinations(rest_of, size)]
    good = [one for one in choices if safe([people[name] for name in one], rest)]
    if not good:  # the total itself gives the departments away
        assert "" in found
        return
    best = min(good, key=lambda one: (len(one), sum(people[name] for name in one), sorted(one)))
    assert found == best


@settings(max_examples=60, deadline=None)
@given(hidden=st.lists(st.integers(1, 7), min_size=1, max_size=3), rest=st.sampled_from((0, 1, 3)))
def test_hidden_numbers_are_uncertain_exactly_when_enumeration_finds_two_of_each(hidden, rest):
    assert uncertain([float(n) for n in hidden], least=LEAST, rest=float(rest)) == safe(hidden, rest)


def places_of(table):
    """Every month, quarter and year of every department and of the whole, as the months and departments it adds up."""
    places = {}
    for (month, name), n in table.items():
        for length, first in ((1, month), (3, (month - 1) // 3 * 3 + 1), (12, 1)):
            for who in (name, "") if n else ():
                places.setdefault((length, pd.Timestamp(2024, first, 1), who), set()).add((month, name))
    return places


def follows(table, hidden):
    """The hidden places that are a weighted sum of the shown ones, by the rank of the matrix of all that is shown."""
    keys = [key for key, n in table.items() if n]
    rows = {place: [float(key in inside) for key in keys] for place, inside in places_of(table).items()}
    shown = [row for place, row in rows.items() if place not in hidden]
    rank = np.linalg.matrix_rank(shown) if shown else 0
    return [place for place in sorted(hidden) if np.linalg.matrix_rank([*shown, rows[place]]) == rank]


def table_of(months, **departments):
    return {(month, name): n for name, counts in departments.items() for month, n in zip(months, counts, strict=True)}


@pytest.mark.parametrize(
    "table",
    [
        table_of((1, 2, 3), a=(0, 0, 6), b=(0, 0, 9), c=(6, 1, 2)),
        table_of((1, 2, 3), a=(3, 0, 0), b=(3, 0, 0), d=(4, 6, 4)),
        table_of((1, 2, 3), a=(5, 0, 2), b=(6, 0, 0), c=(0, 9, 2)),
        table_of((1, 4, 7), a=(3, 50, 40), b=(60, 60, 60)),
    ],
)
def test_what_follows_only_from_several_totals_together_is_hidden_too(make_evidence, make_cell, table):
    """Found by trying small tables: every total by itself is safe here, and together they would give a number away."""
    cells = [
        make_cell("overall", f"2024-{month:02}", [50.0] * n, department=name) for (month, name), n in table.items() if n
    ]
    hidden = hidden_places(make_evidence(cells).cells, least=LEAST)
    assert {place for place, inside in places_of(table).items() if sum(table[key] for key in inside) < LEAST} <= hidden
    assert follows(table, hidden) == []
    assert {*places_of(table)} - hidden != set()


def test_of_a_hidden_quarter_a_month_is_hidden_too(make_evidence, make_cell):
    """The first quarter of a is small, so the smallest other quarter goes with it, and a month of that one."""
    table = table_of((1, 4, 7, 8), a=(3, 50, 22, 18), b=(60, 60, 60, 60))
    cells = [
        make_cell("overall", f"2024-{month:02}", [50.0] * n, department=name) for (month, name), n in table.items()
    ]
    hidden = hidden_places(make_evidence(cells).cells, least=LEAST)
    assert {(3, pd.Timestamp("2024-07-01"), "a"), (1, pd.Timestamp("2024-08-01"), "a")} <= hidden
    assert follows(table, hidden) == []


def test_a_year_that_begins_in_september_is_hidden_where_it_stands(make_evidence, make_cell):
    cells = [
        make_cell("overall", "2024-09", [50.0] * n, department=name, period_months=12)
        for name, n in (("a", 3), ("b", 9), ("c", 30))
    ]
    found = hidden_places(make_evidence(cells).cells, least=LEAST)
    assert found == {(12, pd.Timestamp("2024-09-01"), name) for name in "ab"}


@pytest.mark.parametrize(
    ("numbers", "rest", "open_"),
    [
        ((1, 6), 0, True),
        ((1, 5), 0, False),  # one is below five, so 6 is 1 and 5
        ((3, 4), 0, True),
        ((4, 4), 0, False),
        ((2, 2), 0, False),  # fewer than five people
        ((4,), 0, False),
        ((4,), 1, True),
        ((4,), 2, True),
        ((1, 1), 3, True),
    ],
)
def test_hidden_numbers_hand_worked(numbers, rest, open_):
    assert uncertain(list(numbers), least=LEAST, rest=rest) is open_


def test_a_part_of_a_hidden_total_follows_where_the_total_does():
    whole, part, other, city, rest = (
        (1, pd.Timestamp(2024, at, 1), name) for at, name in ((1, "w"), (2, "p"), (3, "q"), (4, ""), (5, "r"))
    )
    inner, outer = Total(whole, (part, other), 0.0), Total(city, (whole, rest), 0.0)
    assert determined([inner], {whole, part}) == []
    assert {*determined([inner, outer], {whole, part})} == {whole, part}
    assert determined([inner, Total(city, (whole, rest), 2.0)], {whole, part}) == []


MONTHS = ("2024-01", "2024-02")


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(counts=st.lists(st.integers(0, 5), min_size=6, max_size=6))
def test_every_hidden_month_has_two_values_among_all_tables_with_the_numbers_shown(make_evidence, make_cell, counts):
    """Three departments, two months, hidden below three: months, the quarter and the year are shown or hidden."""
    table = dict(zip(itertools.product(MONTHS, "abc"), counts, strict=True))
    cells = [make_cell("overall", month, [50.0] * n, department=name) for (month, name), n in table.items() if n]
    if not cells:
        return
    hidden = hidden_places(make_evidence(cells).cells, least=3)
    shown = {
        (months, name): (months, pd.Timestamp(f"{month}-01" if months == 1 else "2024-01-01"), name) not in hidden
        for months, month, name in itertools.product((1, 3, 12), MONTHS[:1], ("", *"abc"))
    }
    unseen = [key for key, n in table.items() if n and (1, pd.Timestamp(f"{key[0]}-01"), key[1]) in hidden]
    sums: list[list[tuple[str, str]]] = []
    sums += [
        [(month, name) for name in "abc"] for month in MONTHS if (1, pd.Timestamp(f"{month}-01"), "") not in hidden
    ]
    sums += [[(month, name) for month in MONTHS] for name in "abc" if shown[3, name] or shown[12, name]]
    sums += [list(table)] if shown[3, ""] or shown[12, ""] else []
    ways = (
        [
            way
            for way in itertools.product(range(1, 9), repeat=len(unseen))
            if all(
                sum(({**table, **dict(zip(unseen, way, strict=True))})[key] for key in keys)
                == sum(table[key] for key in keys)
                for keys in sums
            )
        ]
        if len(unseen) <= 4
        else None
    )
    if ways is not None:
        assert [len({way[at] for way in ways}) > 1 for at in range(len(unseen))] == [True] * len(unseen)
