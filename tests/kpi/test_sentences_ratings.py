"""What is said of who rates whom: only what the pairs that may be shown hold."""

from __future__ import annotations

import math

from kpi.calc.rating_network import network
from kpi.core.indicator import indicators
from kpi.sentences.ratings import network_sentences, network_title

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
