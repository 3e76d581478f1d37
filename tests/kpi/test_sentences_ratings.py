"""What is said of who rates whom: only what the pairs that may be shown hold."""

from __future__ import annotations

import math

import pandas as pd

from kpi.calc.rater_agreement import Agreement, RoleAgreement
from kpi.calc.rating_network import network
from kpi.core.indicator import indicators
from kpi.sentences.ratings import agreement_sentence, network_sentences, network_title

SOFT = indicators()["collaboration_score"]


def pairs(adjusted, value=50.0):
    return [
        {
            "rater_department": one,
            "department": other,
            "value": value,
            "adjusted": away,
            "period_start": "2014-01-01",
            "period_months": 12,
        }
        for (one, other), away in adjusted.items()
    ]


def test_the_title_counts_pairs_that_rate_each_other_highly():
    rows = pairs({("a", "b"): 5.0, ("b", "a"): 1.0, ("a", "c"): 2.0, ("c", "a"): -3.0})
    said = network_title(rows, indicator=SOFT, lang="ko")
    assert said == "2014년 협업 점수: 서로 평균보다 높게 평가한 부서 1쌍, 높은 평가 가운데 서로 주고받은 비율 67%"
    assert network_sentences(network(rows), "ko") == [
        "부서 쌍의 67%에 평가가 있음.",
        "서로 높게 평가한 상대가 없는 부서: c. 협업의 빈자리일 수 있음.",
    ]


def test_without_a_high_rating_the_title_says_whether_there_are_any_ratings():
    alike = network_title(pairs({("a", "b"): 0.0, ("b", "a"): 0.0}), indicator=SOFT, lang="ko")
    assert alike.endswith("보일 수 있는 평가 가운데 평가자 평균보다 높은 것이 없음")
    hidden = network_title(pairs({("a", "b"): math.nan}, value=math.nan), indicator=SOFT, lang="ko")
    assert hidden.endswith("평가자가 적어 부서끼리의 평가를 보이지 않음")
    assert network_title([], indicator=SOFT, lang="en").endswith("no ratings between departments")


def test_where_nobody_rates_anybody_highly_in_return_nobody_stands_apart():
    rows = pairs({("a", "b"): 5.0, ("b", "a"): -1.0})
    assert network_sentences(network(rows), "en") == ["100% of the pairs of departments have a rating."]


def test_agreement_names_the_role_both_correlations_and_what_they_rest_on():
    year = (pd.Timestamp("2014-01-01"), 12)
    block = RoleAgreement(*year, "head", Agreement(0.29, 0.62, 6, 4))
    assert agreement_sentence(block, "ko") == (
        "부서장 평가의 일치도(급내상관): 한 사람 0.29, 평균 0.62(ICC(2,1)과 ICC(2,k), 평가자 4명이 모두 평가한 부서 6곳 기준)."
    )
    gaps = RoleAgreement(*year, "staff", Agreement(0.29, 0.62, 6, 4, complete=False))
    assert "분산 성분으로 추정, 평가자 4명·부서 6곳" in agreement_sentence(gaps, "ko")
    unknown = RoleAgreement(*year, "external", Agreement(math.nan, math.nan, 6, 4))
    assert agreement_sentence(unknown, "en").startswith("Agreement of external raters (intraclass correlation): cannot")
