"""Bases, claims, breaks and open cases at their boundaries, by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from kpi.calc.compare import against, counterpart_starts, covered, mark_breaks, mark_open, open_shares, whole_windows
from kpi.core.indicator import Question, indicators
from kpi.core.settings import Settings
from tests.kpi.test_calc_compare_enumerated import claims_of, levels_of

TIME = indicators()["processing_time"]
YEARS = [
    ((year, 4), 3, place, known) for year in (2011, 2012, 2013, 2014) for place, known in (("a", True), ("b", False))
]


@pytest.mark.parametrize(
    ("asked", "base"),
    [
        ({"compare": "base", "base_year": 2012}, 2012),
        ({"compare": "base", "base_year": 2011}, 2011),
        ({"compare": 2013}, 2013),
        ({"compare": 2013, "base_year": 2012}, 2013),
    ],
)
def test_years_after_the_base_are_compared_with_its_same_months_and_no_others(asked, base):
    levels = levels_of(YEARS).set_index(pd.Index([9, 3, 4, 8, 1, 0, 7, 5]))
    found = counterpart_starts(levels, **asked)
    expected = [pd.Timestamp(base, 4, 1) if year > base else pd.NaT for (year, _), *_ in YEARS]
    assert found.index.tolist() == levels.index.tolist()
    assert found.tolist() == expected


def test_a_scope_without_a_value_has_no_base_of_its_own():
    found = counterpart_starts(levels_of(YEARS), compare="base")
    expected = [
        pd.Timestamp(2011, 4, 1) if place == "a" and year > 2011 else pd.NaT for (year, _), _, place, _ in YEARS
    ]
    assert found.tolist() == expected


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [((2014, 3), 1, False), ((2013, 12), 4, False), ((2013, 12), 5, True), ((2014, 6), 1, True), ((2014, 7), 1, False)],
)
def test_a_claim_covers_a_quarter_when_it_reaches_into_it(start, months, expected):
    quarter = levels_of([((2014, 4), 3, "a", True), ((2014, 4), 3, "", True)])
    for who in ("a", "*"):
        found = covered(quarter, claims_of([(start, months, who, "mine")]), source="mine")
        assert found.tolist() == [expected] * 2


@pytest.mark.parametrize(
    ("first", "start", "months", "whole"),
    [
        ((2013, 9), (2013, 9), 12, True),
        ((2013, 9), (2012, 9), 24, True),
        ((2013, 9), (2013, 9), 11, False),
        ((2013, 9), (2013, 10), 12, False),
        ((2013, 9), (2012, 9), 12, False),
        ((2013, 2), (2013, 2), 11, False),
        ((2013, 1), (2013, 2), 1, True),
    ],
)
def test_a_window_is_whole_when_one_claim_holds_all_its_months_and_a_calendar_year_always(first, start, months, whole):
    window = levels_of([(first, 12, "", True)])
    found = whole_windows(window, claims_of([(start, months, "*", "mine")]), source="mine")
    assert found.tolist() == [whole]


def test_a_second_break_elsewhere_takes_nothing_back(make_evidence):
    levels = levels_of([((2013, 1), 12, "a", True), ((2014, 1), 12, "a", True), ((2015, 1), 12, "a", True)])
    pairs = against(levels, counterpart_starts(levels, compare="previous"))
    breaks = [{"measure": "processing_time", "effective_on": day} for day in ("2014-01-01", "2015-06-01", "2019-01-01")]
    for told in (breaks, breaks[::-1]):
        found = mark_breaks(pairs, make_evidence([], breaks=told), indicator=TIME)
        assert found["series_break"].tolist() == [False, True, True]


def test_one_open_case_of_one_is_all_and_of_none_received_no_share_is_known(make_evidence, make_cell):
    cells = [
        make_cell("received", "2013", [1]),
        make_cell("open", "2013", [1]),
        {**make_cell("received", "2014", []), "wx": 0.0},
        make_cell("open", "2014", [1]),
    ]
    found = open_shares(make_evidence(cells), Question())["open_share"]
    assert found.iloc[0] == 1
    assert found.iloc[1:].isna().all()


def guarded(rows, shares, *, limit=0.3, apart=0.1):
    levels = levels_of(rows)
    pairs = against(levels, counterpart_starts(levels, compare="previous"))
    told = levels_of([(*row, True) for row in shares]).drop(columns="value").assign(open_share=list(shares.values()))
    asked = Question(settings=Settings(guard_open_share=limit, guard_difference=apart))
    return mark_open(pairs, told, question=asked)["open_cases"].tolist()


def test_open_cases_of_another_length_department_or_year_guard_nothing():
    rows = [((year, 1), months, place, True) for year in (2013, 2014) for months in (12, 1) for place in ("a", "b")]
    quiet = {row[:3]: 0.1 for row in rows}
    assert not any(guarded(rows, quiet))
    for row in quiet:
        shares = {**quiet, row: 0.9}
        assert guarded(rows, shares) == [month[0] == 2014 and (size, who) == row[1:] for month, size, who, _ in rows]


def test_a_year_whose_open_cases_nobody_counted_is_guarded_by_the_other_year():
    rows = [((year, 1), 12, "a", True) for year in (2012, 2013, 2014, 2015)]
    assert guarded(rows, {((2013, 1), 12, "a"): 0.9}) == [False, True, True, False]
    assert guarded(rows, {((2013, 1), 12, "a"): 0.1}) == [False] * 4


def test_a_difference_of_shares_is_guarded_when_it_is_more_than_allowed_and_more_than_rounding():
    rows = [((year, 1), 12, "a", True) for year in (2013, 2014)]
    for difference, expected in ((0.0, False), (1e-12, False), (2e-12, True)):
        shares = {((2013, 1), 12, "a"): 0.0, ((2014, 1), 12, "a"): difference}
        assert guarded(rows, shares, apart=0.0) == [False, expected]
