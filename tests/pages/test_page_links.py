"""The selection in a link: codes of no language, read without trust."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.core.indicator import indicators
from pages.parts.links import DEFAULT, Selection, decode, encode

NAMES = st.text(min_size=1, max_size=80).filter(str.isprintable)
YEARS = st.integers(1900, 2099)

SELECTIONS = st.builds(
    Selection,
    lang=st.sampled_from(["ko", "en"]),
    start=st.one_of(st.none(), st.integers(1900, 1999)),
    end=st.one_of(st.none(), st.integers(2000, 2099)),
    department=st.one_of(st.just(""), NAMES),
    task=st.one_of(st.just(""), NAMES),
    grain=st.sampled_from(["year", "quarter", "month"]),
    compare=st.one_of(st.sampled_from(["previous", "base"]), YEARS.map(str)),
    indicator=st.sampled_from(["", *indicators()]),
    opened=st.one_of(st.none(), st.tuples(st.one_of(st.just(""), NAMES), YEARS)),
    opened_task=st.one_of(st.just(""), NAMES),
    side=st.sampled_from(["department", "task"]),
    units=st.lists(NAMES, max_size=24).map(tuple),
    view=st.sampled_from(["", "level", "index"]),
)


@given(SELECTIONS)
def test_a_link_gives_back_the_selection_it_was_made_from(selection: Selection) -> None:
    assert decode(encode(selection)) == selection


@given(
    st.dictionaries(
        st.sampled_from(
            ["lang", "from", "to", "dept", "task", "by", "vs", "kpi", "open", "of", "side", "units", "view", "x"]
        ),
        st.text(),
    )
)
def test_any_link_gives_a_selection_that_can_be_written_again(parameters: dict[str, str]) -> None:
    selection = decode(parameters)
    assert decode(encode(selection)) == selection


@pytest.mark.parametrize(
    "parameters",
    [
        {"lang": "fr"},
        {"from": "20x9"},
        {"to": "99999"},
        {"by": "decade"},
        {"vs": "never"},
        {"kpi": "no_such_indicator"},
        {"open": "2024"},
        {"dept": "x" * 81},
        {"task": "a\nb"},
        {"side": "desk"},
        {"units": "건축과||세무과"},
        {"view": "rank"},
    ],
)
def test_what_a_link_says_wrongly_is_as_it_comes(parameters: dict[str, str]) -> None:
    assert decode(parameters) == DEFAULT


def test_what_is_as_it_comes_is_left_out() -> None:
    assert encode(DEFAULT) == {}
    assert encode(Selection(lang="en", start=2020)) == {"lang": "en", "from": "2020"}


def test_a_period_that_ends_before_it_starts_is_turned_round() -> None:
    assert decode({"from": "2024", "to": "2020"}) == Selection(start=2020, end=2024)


def test_a_year_to_compare_with_is_also_the_base_year() -> None:
    chosen = decode({"vs": "2021"})
    assert (chosen.comparison, chosen.base_year) == (2021, 2021)
    assert (DEFAULT.comparison, DEFAULT.base_year) == ("previous", None)
