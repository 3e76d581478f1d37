"""Complementary suppression against a second implementation: sets, loops and ranks, straight from the rule."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
import scipy
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.calc.suppress import (
    Total,
    counts_of,
    determined,
    given_away,
    hidden_places,
    linked,
    mark_hidden,
    totals_of,
    uncertain,
)

LEAST = 5


def place(months, month, name):
    return months, pd.Timestamp(2024, month, 1), name


def dumb_counts(table):
    """Table: number of answers by (month, department), "" for answers without one."""
    counts = {}
    for (month, name), n in table.items():
        for months, first in ((1, month), (3, (month - 1) // 3 * 3 + 1), (12, 1)):
            for who in {name, ""} if n else ():
                counts[place(months, first, who)] = counts.get(place(months, first, who), 0) + n
    return counts


def dumb_totals(counts):
    """Every shown sum with its parts and the answers that are in none."""
    totals = []
    for months, start, name in counts:
        inside = [one for one in counts if one[2] == name and one[1].month in range(start.month, start.month + months)]
        ways = [[one for one in inside if one[0] == shorter] for shorter in (1, 3) if shorter < months]
        if name == "":
            ways.append([one for one in counts if one[:2] == (months, start) and one[2] != ""])
        totals += [((months, start, name), parts) for parts in ways]
    return [(whole, parts, counts[whole] - sum(counts[one] for one in parts)) for whole, parts in totals]


def dumb_hidden(table):
    counts = dumb_counts(table)
    totals, hidden = dumb_totals(counts), {one for one, n in counts.items() if n < LEAST}
    while hidden:
        more = {one for total in totals for one in dumb_secondary(*total, counts, hidden)}
        more = more or {
            one for follows in dumb_follows(totals, hidden) for one in dumb_cure(follows, totals, counts, hidden)
        }
        if not more:
            break
        hidden = hidden | more
    return hidden


def dumb_secondary(whole, parts, rest, counts, hidden):
    """What to hide so that no hidden part follows from one total, or the hidden total from its parts."""
    unseen = [counts[one] for one in parts if one in hidden]
    shown = sorted((counts[one], one) for one in parts if one not in hidden)
    if whole in hidden and (unseen or rest > 0):
        return []
    if whole not in hidden and (not unseen or uncertain(unseen, least=LEAST, rest=rest)):
        return []
    enough = [one for n, one in shown if uncertain([*unseen, n], least=LEAST, rest=rest)]
    return [*enough, *(one for _, one in shown), whole][:1]


def dumb_follows(totals, hidden):
    """The hidden places whose own equation adds nothing to those of the totals."""
    unknown = [*sorted(hidden), *range(len(totals))]
    rows = [
        [(one in parts) - float(one == whole) + float(one == at and rest > 0) for one in unknown]
        for at, (whole, parts, rest) in enumerate(totals)
    ]
    rank = np.linalg.matrix_rank(rows)
    own = {one: [float(other == one) for other in unknown] for one in sorted(hidden)}
    return [one for one, row in own.items() if np.linalg.matrix_rank([*rows, row]) == rank]


def dumb_cure(follows, totals, counts, hidden):
    """The smallest part shown in the totals of a place, else of all linked with them; else the smallest such total."""
    members = [{whole, *parts} for whole, parts, _ in totals]
    near, reached = [at for at, inside in enumerate(members) if follows in inside], {follows}
    group = set(near)
    while True:
        reached |= {one for at in group for one in members[at] & hidden}
        wider = {at for at, inside in enumerate(members) if inside & reached}
        if wider == group:
            break
        group = wider
    for chosen in (near, sorted(group)):
        parts = [one for at in chosen for one in totals[at][1] if one not in hidden]
        wholes = [totals[at][0] for at in chosen if totals[at][0] not in hidden]
        wholes = [one for one in wholes if (one[0], one[2]) != (12, "")]
        if parts or wholes:
            return [min(parts or wholes, key=lambda one: (counts[one], one))]
    return []


def cells_of(make_evidence, make_cell, table):
    found = [
        make_cell("overall", f"2024-{month:02}", [50.0] * n, department=name) for (month, name), n in table.items()
    ]
    return make_evidence([cell for cell in found if cell["n"]]).cells


def table_of(spelled):
    """Read months as "1: a3 b5 -2; 4: a6", a dash for answers without a department."""
    months = (month.split(":") for month in spelled.split(";"))
    return {(int(month), word[0].strip("-")): int(word[1:]) for month, numbers in months for word in numbers.split()}


SPELLED = (
    "1: a2 b2; 2: b6 c3 d2; 3: b5",
    "1: a9 b5 d3; 2: a5 b9; 4: a6",
    "1: a3 b5 c9 d4; 2: b6 c6; 3: a9 b5 c4",
    "2: a4; 3: b9 c6",
    "2: a2 -5; 3: d5 -1; 5: a1 b1 c9 -2; 7: a5 b1 -1",
    "2: a2 b2; 4: b5 c9; 5: a3",
    "1: a1 b5 c9 -2",
    "2: -2; 4: c4; 7: c5",
)
"""Found by trying small tables: each needs another part of the rule."""
NUMBERS = st.sampled_from((0, 0, 1, 2, 3, 4, 5, 6, 9))
TABLES = st.dictionaries(st.tuples(st.sampled_from((1, 2, 4, 5)), st.sampled_from(("a", "b", "c", ""))), NUMBERS)


@pytest.mark.parametrize("spelled", SPELLED)
def test_the_places_hidden_of_spelled_tables_are_those_of_the_dumb_implementation(make_evidence, make_cell, spelled):
    table = table_of(spelled)
    assert hidden_places(cells_of(make_evidence, make_cell, table), least=LEAST) == dumb_hidden(table)


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(table=TABLES)
def test_the_places_hidden_are_those_of_the_dumb_implementation(make_evidence, make_cell, table):
    assert hidden_places(cells_of(make_evidence, make_cell, table), least=LEAST) == dumb_hidden(table)


def test_people_are_counted_without_groups_of_respondents_and_without_empty_cells(make_evidence, make_cell):
    cells = [
        make_cell("overall", "2024-03", [50] * 3, department="a"),
        make_cell("overall", "2024-03", [50] * 7, department="a", group="sex=f"),
        make_cell("overall", "2024-03", [], department="b"),
        make_cell("overall", "2024-05", [50] * 2),
    ]
    assert counts_of(make_evidence(cells).cells) == {
        place(months, month, name): n
        for months, month, name, n in (
            *((months, month, "a", 3) for months, month in ((1, 3), (3, 1), (12, 1))),
            *((1, 3, "", 3), (3, 1, "", 3), (1, 5, "", 2), (3, 4, "", 2), (12, 1, "", 5)),
        )
    }


def test_a_year_is_the_sum_of_what_lies_in_it_and_of_no_year_beside_it():
    year, autumn = place(12, 1, "a"), (12, pd.Timestamp(2023, 9, 1), "a")
    quarter, months = place(3, 7, "a"), [place(1, month, "a") for month in (7, 8)]
    after = (1, pd.Timestamp(2025, 1, 1), "a")
    counts = dict(zip((year, autumn, quarter, *months, after), (20, 9, 8, 5, 2, 7), strict=True))
    inside = {
        (whole, frozenset(parts)): rest
        for whole, parts, rest in ((t.whole, t.parts, t.rest) for t in totals_of(counts))
    }
    assert inside == {
        (year, frozenset([quarter])): 12,
        (year, frozenset(months)): 13,
        (autumn, frozenset([quarter])): 1,
        (autumn, frozenset(months)): 2,
        (quarter, frozenset(months)): 1,
    }


def test_people_in_no_part_keep_each_total_of_its_own_open():
    city, other = (place(1, month, "") for month in (1, 2))
    parts = [place(1, month, name) for month in (1, 2) for name in "ab"]
    totals = [Total(city, tuple(parts[:2]), 1.0), Total(other, (parts[2], parts[0]), 0.5)]
    assert determined(totals, {parts[0], parts[2]}) == []
    assert determined([*totals, Total(place(3, 1, ""), (parts[2],), 0.0)], {parts[0], parts[2]}) == [parts[2]]
    sure = [Total(one.whole, one.parts, 0.0) for one in totals]
    assert set(determined(sure, {parts[0], parts[2]})) == {parts[0], parts[2]}


def test_a_number_follows_where_it_is_free_by_no_more_than_rounding(monkeypatch):
    parts = tuple(place(1, 1, name) for name in "ab")
    pair = [Total(place(1, 1, ""), parts, 0.0)]
    assert determined(pair, set(parts)) == []
    monkeypatch.setattr("kpi.calc.suppress.NEAR_ZERO", float(np.abs(scipy.linalg.null_space(np.ones((1, 2)))).max()))
    assert determined(pair, set(parts)) == list(parts)


def test_where_only_a_year_of_all_is_shown_nothing_is_left_to_hide():
    part, year = place(12, 1, "a"), place(12, 1, "")
    assert given_away([Total(year, (part,), 0.0)], {year: 4.0, part: 4.0}, {part}) == set()


def test_totals_are_linked_by_what_they_hide_and_nothing_hidden_links_nothing():
    first, second, third = (place(1, month, "") for month in (1, 2, 3))
    parts = [place(1, month, name) for month in (1, 2, 3) for name in "ab"]
    totals = [
        Total(first, (parts[0], parts[1]), 0.0),
        Total(second, (parts[1], parts[2]), 0.0),
        Total(third, (parts[4],), 0.0),
    ]
    assert linked(totals, {parts[1], parts[4]}) == [totals[:2], totals[2:]]
    assert linked(totals, {parts[0], parts[2]}) == [totals[:1], totals[1:2]]
    assert linked(totals, set()) == linked([], set()) == []


def test_rows_keep_their_numbers_when_they_are_marked_as_hidden():
    table = pd.DataFrame(
        {
            "period_months": [12, 1, 12],
            "period_start": pd.Timestamp(2024, 1, 1),
            "department": ["a", "a", "b"],
            "value": math.nan,
        },
        index=[7, 0, 3],
    )
    assert mark_hidden(table, frozenset({place(12, 1, "a")})).to_dict() == {7: True, 0: False, 3: False}
