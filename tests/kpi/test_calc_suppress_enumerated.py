"""Complementary suppression against enumeration: every set that could be hidden, every table that could be behind it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kpi.calc.suppress import hidden_places, uncertain

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
