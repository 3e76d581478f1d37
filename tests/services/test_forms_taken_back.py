"""A remembered answer is taken back: that no code is missing is an answer, too."""

import datetime as dt

import pytest

from loaders.choice import NO_CODES
from services.check import Choice, check
from services.decisions import cleared, given
from services.load import load
from services.options import missing_of
from services.stores import open_store

NOW = dt.datetime(2026, 11, 22, 9, 0)
ANSWERS = "응답자,친절성,신속성\n" + "".join(
    f"{number},{number % 5 + 1},{(9, 4, 5)[number % 3]}\n" for number in range(9)
)


@pytest.fixture
def store(usual_url):
    opened = open_store(usual_url)
    yield opened
    opened.close()


def checked(store, **choice):
    choice = {"year": 2024, "source": "satisfaction_survey", **choice}
    return check(store, ANSWERS.encode(), "조사.csv", choice=Choice(**choice), now=NOW)


def test_no_missing_code_is_an_answer_that_wins_over_the_remembered_one(store):
    first = checked(store, scale=(1.0, 5.0), missing=("9",))
    assert first.ok, [finding.line("en") for finding in first.findings]
    load(store, first, who="kim", now=NOW)
    assert checked(store).used.missing == ("9",)
    taken_back = checked(store, missing=NO_CODES, scale=(1.0, 10.0))
    assert taken_back.ok, [finding.line("en") for finding in taken_back.findings]
    assert (taken_back.used.missing, taken_back.batch.mapping["missing"]) == (NO_CODES, [])
    load(store, taken_back, who="kim", now=NOW)
    assert checked(store).used.missing == ()


def test_an_empty_text_says_that_there_are_no_missing_codes():
    assert (missing_of([]), missing_of([""]), missing_of(["", "9, 99"])) == ((), NO_CODES, ("9", "99"))
    assert given(Choice(missing=NO_CODES), "missing") == ()
    assert (cleared("missing"), cleared("scale")) == ({"missing": NO_CODES}, {})
