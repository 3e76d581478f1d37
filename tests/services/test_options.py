import datetime as dt

import pytest

from kpi.core.errors import UserError
from services.options import ask_of, choice_of, codes_of, columns_of, day_of, scale_of

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
        ("5..1", (1, 5)),
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


def test_years_and_months_limit_both_ends():
    ask = ask_of(start="2023", end="2024")
    assert (ask.start, ask.end) == (dt.date(2023, 1, 1), dt.date(2024, 12, 1))
    ask = ask_of(start="2023-4", end="2023-04")
    assert (ask.start, ask.end) == (dt.date(2023, 4, 1), dt.date(2023, 4, 1))


def test_every_split_is_also_by_year_unless_a_finer_period_is_named():
    assert (ask_of().grain, ask_of().keys) == ("year", ())
    assert (ask_of(by=["department"]).grain, ask_of(by=["department"]).keys) == ("year", ("department",))
    both = ask_of(by=["task,month", "department"])
    assert (both.grain, both.keys) == ("month", ("department", "task"))


def test_a_comparison_is_previous_base_or_a_year():
    assert [ask_of(compare=word).compare for word in ("previous", "base", "2019")] == ["previous", "base", 2019]


@pytest.mark.parametrize(
    "words",
    [
        {"by": ["week"]},
        {"by": ["year", "month"]},
        {"start": "24"},
        {"start": "2024-13"},
        {"end": "0000"},
        {"start": "2025", "end": "2024"},
        {"compare": "next"},
    ],
)
def test_words_that_are_not_understood_are_refused_in_both_languages(words):
    with pytest.raises(UserError) as refused:
        ask_of(**words)
    finding = refused.value.findings[0]
    assert finding.say("ko") != finding.say("en")
