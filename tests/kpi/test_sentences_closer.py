"""What is said of open cases, items and alpha where something is not known: why, and never another reason."""

from __future__ import annotations

import math

import pytest

from kpi.calc.reliability import Reliability
from kpi.core.indicator import indicators
from kpi.sentences.survey import alpha_sentence, profile_title
from kpi.sentences.tasks import survival_sentence

TIME = indicators()["processing_time"]
NAN = math.nan
YEAR = {"period_start": "2014-01-01", "period_months": 12}


def survival(lang="ko", **values):
    known = {
        "closed": 30,
        "open": 20,
        "open_share": 0.4,
        "median": 15.0,
        "low": 13.0,
        "high": 20.0,
        "no_histogram": False,
    }
    return survival_sentence({**YEAR, **known, **values}, indicator=TIME, lang=lang)


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (13.0, 20.0, "95% 구간 13.0~20.0,"),
        (13.0, math.inf, "95% 구간 13.0 이상,"),
        (13.0, None, "95% 구간 13.0 이상,"),
        (NAN, 20.0, "95% 구간 20.0 이하,"),
        (None, math.inf, "95% 구간 정할 수 없음,"),
    ],
)
def test_the_interval_of_a_survival_median_has_the_ends_that_are_known(low, high, said):
    assert said in survival(low=low, high=high)


def test_a_survival_median_that_is_missing_says_which_reason_it_has():
    assert survival(median=NAN) == (
        "2014년 접수 50건 가운데 40%가 아직 미처리. 절반이 끝나지 않아 중앙값을 추정할 수 없음(카플란-마이어)."
    )
    assert survival(median=NAN, no_histogram=True).endswith("분포가 없는 자료가 있어 중앙값을 추정할 수 없음.")
    assert "gives no distribution" in survival(lang="en", median=None, no_histogram=True)


def test_alpha_that_cannot_be_computed_says_why():
    nothing = Reliability(("a", "b"), 200.0, NAN, NAN, NAN, NAN, {"a": NAN, "b": NAN})
    assert alpha_sentence(nothing, "ko").endswith("계산할 수 없음(모든 문항에 답한 200명의 합계가 모두 같음)")
    assert "(95% interval -, 1 complete" in alpha_sentence(
        Reliability(("a", "b"), 1.0, 0.5, NAN, NAN, 0.5, {"a": NAN, "b": NAN}), "en"
    )


def test_one_item_is_neither_the_lowest_nor_the_highest():
    rows = [{**YEAR, "item": "친절", "value": 70.0, "low": 68.0, "high": 72.0}]
    assert profile_title(rows, "ko") == "2014년 문항 친절 70.0점(95% 구간 68.0~72.0)"
