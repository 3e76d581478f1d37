"""What a row is compared with and what covers it, against going through months, claims and breaks one by one."""

from __future__ import annotations

import math
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.calc.compare import (
    against,
    blank_partial,
    counterpart_starts,
    covered,
    ends,
    mark_breaks,
    mark_open,
    whole_windows,
)
from kpi.core.indicator import Question, indicators
from kpi.core.settings import Settings

TIME = indicators()["processing_time"]
MONTHS = st.tuples(st.integers(2011, 2014), st.sampled_from((1, 4, 9)))
LENGTHS = st.sampled_from((1, 3, 12))
PLACES = st.sampled_from(("", "a", "b"))
LEVELS = st.lists(st.tuples(MONTHS, LENGTHS, PLACES, st.booleans()), max_size=8, unique_by=lambda row: row[:3])
CLAIMS = st.lists(
    st.tuples(MONTHS, LENGTHS, st.sampled_from(("*", "a")), st.sampled_from(("mine", "other"))), max_size=5
)


def first(month):
    return pd.Timestamp(month[0], month[1], 1)


def months_of(month, length):
    start = month[0] * 12 + month[1]
    return set(range(start, start + length))


def levels_of(rows):
    table = pd.DataFrame(
        {
            "period_start": [first(month) for month, *_ in rows],
            "period_months": [length for _, length, *_ in rows],
            "department": [place for *_, place, _ in rows],
            "task": "",
            "value": [1.0 if known else math.nan for *_, known in rows],
        }
    )
    return table.astype(
        {
            "period_start": "datetime64[s]",
            "period_months": "int64",
            "department": "str",
            "task": "str",
            "value": "float64",
        }
    )


def claims_of(rows):
    columns = {
        "claim_start": [first(month) for month, *_ in rows],
        "claim_months": [length for _, length, *_ in rows],
        "department": [place for *_, place, _ in rows],
        "source": [source for *_, source in rows],
    }
    return pd.DataFrame(columns).astype(
        {"claim_start": "datetime64[s]", "claim_months": "int64", "department": "str", "source": "str"}
    )


@settings(max_examples=15, deadline=None)
@given(LEVELS, CLAIMS)
def test_a_row_is_covered_by_a_claim_that_shares_a_month_and_speaks_for_it(rows, claims):
    found = covered(levels_of(rows), claims_of(claims), source="mine").tolist()
    assert found == [
        any(
            source == "mine"
            and months_of(month, length) & months_of(start, size)
            and (place == "" or who in ("*", place))
            for start, size, who, source in claims
        )
        for month, length, place, _ in rows
    ]


@settings(max_examples=15, deadline=None)
@given(LEVELS, CLAIMS)
def test_a_year_that_begins_elsewhere_is_whole_when_every_month_is_claimed(rows, claims):
    claimed = {month for start, size, _, source in claims if source == "mine" for month in months_of(start, size)}
    found = whole_windows(levels_of(rows), claims_of(claims), source="mine").tolist()
    assert found == [length != 12 or month[1] == 1 or months_of(month, 12) <= claimed for month, length, *_ in rows]


def test_twelve_claimed_months_make_a_year_from_september_and_eleven_do_not():
    window = levels_of([((2013, 9), 12, "", True)])
    claims = [((2013 + (8 + step) // 12, (8 + step) % 12 + 1), 1, "*", "mine") for step in range(12)]
    assert whole_windows(window, claims_of(claims), source="mine").tolist() == [True]
    assert whole_windows(window, claims_of(claims[:-1]), source="mine").tolist() == [False]
    assert whole_windows(window, claims_of(claims), source="other").tolist() == [False]


@settings(max_examples=15, deadline=None)
@given(LEVELS, st.sampled_from(("previous", "base", 2012)), st.sampled_from((None, 2013)))
def test_a_row_is_compared_with_the_same_months_of_the_year_before_or_of_the_base(rows, compare, base_year):
    found = counterpart_starts(levels_of(rows), compare=compare, base_year=base_year)
    for (month, _, place, _), start in zip(rows, found, strict=True):
        known = [other[0] for other, _, where, known in rows if known and where == place]
        base = 2012 if compare == 2012 else base_year or min(known, default=None)
        if compare == "previous":
            assert start == first((month[0] - 1, month[1]))
        elif base is not None and month[0] > base:
            assert start == first((base, month[1]))
        else:
            assert pd.isna(start)


@settings(max_examples=15, deadline=None)
@given(LEVELS)
def test_a_counterpart_has_the_same_length_and_scope_and_a_value(rows):
    levels = levels_of(rows)
    found = against(levels, counterpart_starts(levels, compare="previous"))
    values = {(month, length, place): known for month, length, place, known in rows}
    assert len(found) == len(rows)
    for (month, length, place, known), row in zip(rows, found.to_dict("records"), strict=True):
        there = known and values.get(((month[0] - 1, month[1]), length, place), False)
        assert (row["value_0"] == 1) == there
        assert row["no_counterpart"] == (known and not there)


BREAKS = st.lists(
    st.tuples(
        st.integers(2011, 2014),
        st.integers(1, 12),
        st.sampled_from((1, 15, 28)),
        st.sampled_from(("processing_hours", "processing_time", "processing_records", "", "*", "overall")),
        st.sampled_from(("", "*", "a")),
        st.sampled_from(("", "*", "one item")),
    ),
    max_size=3,
)


@settings(max_examples=15, deadline=None)
@given(LEVELS, BREAKS)
def test_a_break_lies_after_the_first_day_of_one_period_and_within_or_before_the_other(make_evidence, rows, breaks):
    levels = levels_of(rows)
    told = [
        {"effective_on": f"{year}-{month:02}-{day:02}", "measure": name, "department": place, "item": item}
        for year, month, day, name, place, item in breaks
    ]
    pairs = against(levels, counterpart_starts(levels, compare="previous"))
    found = mark_breaks(pairs, make_evidence([], breaks=told), indicator=TIME)
    for row in found.to_dict("records"):
        last = row["period_start"] + pd.DateOffset(months=row["period_months"]) - pd.DateOffset(days=1)
        hit = [
            row["counterpart"] < pd.Timestamp(year, month, day) <= last
            for year, month, day, name, place, item in breaks
            if name != "overall" and item in ("", "*") and place in ("", "*", row["department"])
        ]
        assert row["series_break"] == (row["value_0"] == 1 and any(hit))


@pytest.mark.parametrize(
    ("day", "place", "broken"),
    [
        ("2013-01-01", "a", False),
        ("2013-01-02", "a", True),
        ("2014-12-31", "a", True),
        ("2015-01-01", "a", False),
        ("2014-01-01", "b", False),
        ("2014-01-01", "*", True),
    ],
)
def test_the_days_of_a_break_between_two_years_of_one_department(make_evidence, day, place, broken):
    levels = levels_of([((2013, 1), 12, "a", True), ((2014, 1), 12, "a", True)])
    pairs = against(levels, counterpart_starts(levels, compare="previous"))
    breaks = [{"effective_on": day, "measure": "processing_time", "department": place}]
    found = mark_breaks(pairs, make_evidence([], breaks=breaks), indicator=TIME)
    assert found["series_break"].tolist() == [False, broken]


def test_a_claim_that_ends_where_a_period_begins_does_not_cover_it(make_evidence):
    levels = levels_of([((2014, 1), 1, "a", True), ((2014, 4), 1, "a", True), ((2014, 1), 3, "a", True)])
    levels = levels.set_index(pd.Index([7, 3, 5]))
    claims = claims_of([((2013, 1), 12, "*", "mine"), ((2014, 4), 3, "b", "mine"), ((2014, 3), 1, "a", "mine")])
    found = covered(levels, claims, source="mine")
    assert found.to_dict() == {7: False, 3: False, 5: True}


def test_a_window_with_a_month_that_only_another_source_claims_is_partial(make_evidence):
    window = levels_of([((2013, 9), 12, "a", True)])
    months = [((2013 + (8 + step) // 12, (8 + step) % 12 + 1), 1, "*", "mine") for step in range(12)]
    for claims, partial in ((months, False), ([*months[:-1], (*months[-1][:3], "other")], True)):
        evidence = replace(make_evidence([]), claims=claims_of(claims))
        assert blank_partial(window, evidence, source="mine")["partial"].tolist() == [partial]


def test_periods_end_before_the_first_day_of_the_next():
    starts = pd.to_datetime(pd.Series(["2013-12-01", "2014-01-01", "2012-11-01", "2012-02-01"])).astype("datetime64[s]")
    found = ends(starts, pd.Series([1, 12, 15, 1])).astype("str").tolist()
    assert found == ["2014-01-01", "2015-01-01", "2014-02-01", "2012-03-01"]


@pytest.mark.parametrize(
    ("then", "now", "limit", "apart", "guarded"),
    [
        (0.30, 0.30, 0.3, 0.1, False),
        (0.31, 0.30, 0.3, 0.1, True),
        (0.10, 0.20, 0.3, 0.1, False),
        (0.20, 0.10, 0.3, 0.1, False),
        (0.05, 0.16, 0.3, 0.1, True),
        (0.30, 0.30, 0.2, 0.1, True),
        (0.05, 0.16, 0.3, 0.2, False),
        (None, 0.20, 0.3, 0.1, False),
        (0.40, None, 0.3, 0.1, True),
    ],
)
def test_the_guard_asks_for_few_open_cases_in_both_periods_and_alike(then, now, limit, apart, guarded):
    levels = levels_of([((2013, 1), 12, "a", True), ((2014, 1), 12, "a", True)])
    shares = levels.assign(open_share=[then, now]).astype({"open_share": "float64"}).drop(columns="value")
    pairs = against(levels, counterpart_starts(levels, compare="previous"))
    asked = Question(settings=Settings(guard_open_share=limit, guard_difference=apart))
    assert mark_open(pairs, shares, question=asked)["open_cases"].tolist() == [False, guarded]


@settings(max_examples=15, deadline=None)
@given(LEVELS, CLAIMS)
def test_a_row_that_is_not_covered_or_not_whole_keeps_its_n_and_nothing_else(make_evidence, rows, claims):
    levels, said = levels_of(rows).assign(n=9.0, low=0.5, high=1.5, variance=0.1), claims_of(claims)
    found = blank_partial(levels, replace(make_evidence([]), claims=said), source="mine")
    partial = ~(covered(levels, said, source="mine") & whole_windows(levels, said, source="mine"))
    assert found["partial"].tolist() == partial.tolist()
    assert found["n"].tolist() == [9] * len(rows)
    for name in ("value", "low", "high", "variance"):
        assert found[name].isna().tolist() == (partial | levels[name].isna()).tolist()
