"""A register that is read in parts gives what it gives when it is read at once, to the last digit and word."""

from __future__ import annotations

import pytest
from pandas.testing import assert_frame_equal

from loaders.load.parts import NotInParts
from tests.loaders.loading import book, context, sheet
from tests.loaders.parts import at_once, book_of, dirty_rows, in_parts, said


def assert_same(one, other):
    assert said(one) == said(other)
    assert_frame_equal(one.cells, other.cells)
    assert_frame_equal(one.pairs, other.pairs)
    assert_frame_equal(one.claims, other.claims)
    assert (one.counts, one.as_of, one.mapping) == (other.counts, other.as_of, other.mapping)
    assert (one.new_departments, one.new_tasks, one.aliases) == (other.new_departments, other.new_tasks, other.aliases)
    assert_frame_equal(one.rows, other.rows)
    assert (one.content_hash, one.kept.count) == (other.content_hash, other.kept.count)


@pytest.mark.parametrize("rows", [30, 170])
@pytest.mark.parametrize("numbered", [True, False], ids=["numbered", "without numbers"])
def test_a_dirty_register_is_the_same_at_once_and_in_parts(rows, numbered):
    made = book_of(dirty_rows(300, numbered=numbered))
    known = context(departments=["민원봉사과", "건축과", "세무과"], tasks=["여권발급"])
    assert_same(in_parts(made, rows, known), at_once(made, known))


def changed(rows, column, texts):
    """Return the rows with some cells of a column replaced: place -> text."""
    return [[*row[:column], texts.get(place, row[column]), *row[column + 1 :]] for place, row in enumerate(rows)]


NUMBER, TASK, OFFICE, RECEIVED, COMPLETED, DUE, PERIOD, STEPS, MINUTES, STATUS = range(10)
CASES = {
    "cells that cannot be read": (MINUTES, {place: f"{place}번째" for place in range(0, 120, 5)}),
    "future dates": (COMPLETED, {3: "2031-01-01", 90: "2032-01-01", 100: "2031-01-01"}),
    "unknown departments": (OFFICE, {0: "민원봉사가", 70: "정보통신과", 71: "정보통신과", 99: "민원봉사가"}),
    "another spelling of a task": (TASK, {50: "여권 발급 신청", 80: "건축신고 처리", 85: "건축신고 처리"}),
    "departments in one name": (OFFICE, {20: "건축과·세무과"}),
    "long names": (TASK, {5: "가" * 201, 75: "나" * 201}),
    "a slip in the year": (RECEIVED, {60: "1995-03-02 10:00", 61: "1995-03-02 11:00"}),
    "units that differ": (STEPS, {place: "3명" for place in range(60, 90)}),
    "telephone numbers": (STATUS, {place: f"010-1234-{place:04d}" for place in range(10, 100, 10)}),
    "registration numbers": (TASK, {10: "900101-1234568", 95: "850505-2345671"}),
    "values below 0": (STEPS, {4: "-2", 94: "-3"}),
}


@pytest.mark.parametrize("what", CASES)
@pytest.mark.parametrize("offices", [(), ("민원봉사과", "건축과", "세무과")], ids=["first file", "known"])
def test_what_is_wrong_is_said_as_if_the_register_were_read_at_once(what, offices):
    column, texts = CASES[what]
    made, known = book_of(changed(dirty_rows(100), column, texts)), context(departments=offices)
    one, other = in_parts(made, 30, known), at_once(made, known)
    assert_same(one, other)
    assert [(found.value, found.choices, found.rows) for found in one.errors] == [
        (found.value, found.choices, found.rows) for found in other.errors
    ]


def test_decisions_hold_for_every_part():
    made = book_of(changed(dirty_rows(100), OFFICE, {0: "민원봉사가", 90: "교통과"}))
    known = context(departments=["민원봉사과", "건축과", "세무과"])
    choice = {"same_as": {("department", "민원봉사가"): "민원봉사과"}, "accept_new": True, "drop": ("처리상태",)}
    one, other = (
        read(made, **choice)
        for read in (lambda *a, **k: in_parts(*a, 30, known, **k), lambda b, **k: at_once(b, known, **k))
    )
    assert one.errors == ()
    assert [alias.name for alias in one.aliases] == ["민원봉사가"]
    assert_same(one, other)


def test_an_order_of_dates_is_asked_and_not_taken_from_what_one_part_shows():
    days = {place: f"{place % 28 + 1:02d}-05-2024" for place in range(40)} | {
        place: "05-06-2024" for place in range(40, 100)
    }
    made = book_of(changed(dirty_rows(100), COMPLETED, days))
    assert [found.code for found in in_parts(made, 30).errors] == ["ask_date_order"]
    assert_same(in_parts(made, 30, date_order="dmy"), at_once(made, date_order="dmy"))


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (["연도", "부서", "친절", "신속", "종합만족도"], ["2024", "민원과", "4", "5", "4"]),
        (["연도", "민원명", "건수", "평균 처리기간(일)"], ["2024", "여권", "120", "4"]),
    ],
    ids=["survey", "sums"],
)
def test_only_a_register_with_a_case_a_row_is_read_in_parts(header, row):
    with pytest.raises(NotInParts):
        in_parts(book(sheet([header, *[row] * 40])), 20)
