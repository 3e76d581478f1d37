"""A slow change is said only where the engine itself confirms it against the first year and not against the year before."""

from __future__ import annotations

from typing import Any

import pytest

from kpi.sentences.rows import rows_of
from kpi.sentences.since import since_first
from tests.charts.made_results import SATISFACTION, TIME, results


def said(*, before: str = "no_confirmed_change", since: str = "worsened", lang: str = "ko", **changes: Any) -> str:
    row = rows_of(results([{"start": 2025, "value": 70.0, "verdict": before}], SATISFACTION), SATISFACTION)[0]
    change = {"change": -3.0, "change_low": -4.5, "change_high": -1.5, "p": 0.001, "p_adjusted": 0.002}
    then = [
        {"start": 2018},
        {"start": 2019, "value": 73.0},
        {"start": 2025, "value": 70.0, "verdict": since, **change},
    ]
    known = rows_of(results(then, SATISFACTION), SATISFACTION)
    about: dict[str, Any] = {"indicator": SATISFACTION, "compare": "previous", "lang": lang} | changes
    return since_first(row, known, **about)


def test_a_slow_decline_is_said_with_the_test_against_the_first_year_that_has_a_value():
    assert said() == "첫해와 견주면 확인됨: 2019년 대비 3.0점 하락(95% 구간 1.5~4.5, 보정 p 0.002), 악화."
    assert said(form="short") == "첫해와 견주면 확인됨: 2019년 대비 3.0점 하락(악화)."
    assert said(lang="en", form="short") == (
        "Against the first year it is confirmed: 3.0 points lower than 2019 (worsened)."
    )


@pytest.mark.parametrize("since", ["no_confirmed_change", "not_tested", "not_comparable", ""])
def test_nothing_is_said_that_the_first_year_does_not_confirm(since: str):
    assert said(since=since) == ""


@pytest.mark.parametrize("before", ["improved", "worsened", "not_tested", "not_comparable", ""])
def test_nothing_is_added_where_the_year_before_has_another_verdict(before: str):
    assert said(before=before) == ""


def test_nothing_is_added_to_a_comparison_with_another_year():
    assert said(compare="base") == said(compare=2020) == ""


def test_without_the_period_in_both_answers_nothing_is_said():
    row = rows_of(results([{"start": 2025, "value": 9.0, "verdict": "no_confirmed_change"}]), TIME)[0]
    assert since_first(row, [], indicator=TIME, lang="ko", compare="previous") == ""


@pytest.mark.parametrize(("crude", "amount"), [(-2.0, "16.0시간"), (-9.0, "2.00일")])
def test_the_unit_is_that_of_the_sentence_before(crude: float, amount: str):
    same = {"value": 30.0, "within": -1.0, "mix": 0.0, "entry_exit": 0.0}
    row = {**same, "verdict": "no_confirmed_change", "crude_change": crude, "start": 2025}
    then = {**same, "verdict": "improved", "crude_change": -20.0, "change": -16.0, "start": 2025}
    before, after = (rows_of(results([{"start": 2019, "value": 50.0}, one]), TIME) for one in (row, then))
    assert f"2019년 대비 {amount} 단축" in since_first(before[1], after, indicator=TIME, lang="ko", compare="previous")
