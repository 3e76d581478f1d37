import datetime as dt

import pytest

from kpi.core.errors import UserError
from services.questions import ask_of


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
