import datetime as dt

import pytest

from kpi.core.errors import UserError
from services.options import choice_of, codes_of, columns_of, day_of, scale_of

TODAY = dt.date(2025, 3, 1)


def test_a_mapping_is_split_at_its_first_equals_sign():
    assert columns_of(["task=서비스유형(소)", " item:친절 = a=b "]) == {"task": "서비스유형(소)", "item:친절": "a=b"}


def test_a_field_without_a_column_stays_unread():
    assert columns_of(["documents="]) == {"documents": ""}


def test_column_names_typed_on_a_mac_match_composed_names():
    assert columns_of(["task=\u1112\u1161\u11ab"]) == {"task": "한"}


@pytest.mark.parametrize("pairs", [["task"], ["=column"], ["task=a", "task=b"]])
def test_what_is_no_mapping_is_refused(pairs):
    with pytest.raises(UserError) as refused:
        columns_of(pairs)
    assert refused.value.findings[0].code == "bad_option"


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("1..5", (1, 5)),
        ("0..10", (0, 10)),
        ("5..1", (5, 1)),
        ("-2..2", (-2, 2)),
        (" 1 ~ 7 ", (1, 7)),
        ("1..5.5", (1, 5.5)),
    ],
)
def test_a_scale_has_two_ends(text, ends):
    assert scale_of(text) == ends


@pytest.mark.parametrize("text", ["", "5", "1..", "1..1", "a..b", "1..5..9"])
def test_what_is_no_scale_is_refused(text):
    with pytest.raises(UserError, match="scale"):
        scale_of(text)


def test_missing_codes_come_one_by_one_or_with_commas():
    assert codes_of(["0,9", " 99 "]) == ("0", "9", "99")


def test_what_is_no_day_or_lies_in_the_future_is_refused():
    assert day_of("2025-02-28", today=TODAY) == dt.date(2025, 2, 28)
    for text in ("2025-02-30", "2025-03-02"):
        with pytest.raises(UserError, match=text):
            day_of(text, today=TODAY)


def test_nothing_typed_is_the_default_choice():
    choice = choice_of(today=TODAY)
    assert (choice.columns, choice.scale, choice.missing, choice.as_of) == ({}, None, (), None)


@pytest.mark.parametrize(
    "words", [{"year": 99}, {"year": 0}, {"day_hours": "7"}, {"day_hours": "abc"}, {"day_hours": ""}]
)
def test_years_and_lengths_of_a_day_that_cannot_be_meant_are_refused(words):
    with pytest.raises(UserError):
        choice_of(**words, today=TODAY)
    assert choice_of(year=2024, day_hours="24", today=TODAY).day_hours == "24"
