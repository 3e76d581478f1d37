"""Share of satisfied answers: the two best codes of the scale."""

from __future__ import annotations

import pandas as pd

from kpi.calc.answers import share_results
from kpi.core.indicator import Evidence, Indicator, Question
from kpi.core.text import Text


def compute(evidence: Evidence, question: Question) -> pd.DataFrame:
    """Return the RESULT frame."""
    return share_results(evidence, question, indicator=INDICATOR)


INDICATOR = Indicator(
    id="satisfied_share",
    pillar="smile",
    name=Text("만족 비율(상위 2)", "Satisfied share (top two)"),
    unit="percent",
    unit_text=Text("%", "%"),
    better="higher",
    decimals=1,
    why=Text(
        "평균이 같아도 만족한 시민의 비율은 다를 수 있으므로 평균 옆에 함께 봅니다.",
        "The same mean can hide different shares of satisfied citizens; it is read beside the mean.",
    ),
    how=Text(
        "종합 응답이 가장 좋은 두 보기(0~10점 척도는 8~10점)인 응답자의 가중 비율입니다. 구간은 윌슨, 증감은 뉴컴 구간이며 가중치와 층화는 유효 표본수 p(1-p)/v로 반영합니다.",
        "Weighted share of respondents whose overall answer is one of the two best codes (8-10 on a 0-10 scale). Wilson interval, Newcombe interval of the difference; weights and strata enter through the effective n = p(1-p)/v.",
    ),
    limits=Text(
        "보기가 적은 척도일수록 쉽게 높아지므로 척도가 다른 조사와 견줄 수 없습니다. 응답 5명 미만은 합계에서 거꾸로 계산할 수 있는 다른 칸과 함께 표시하지 않습니다.",
        "Fewer codes make it higher, so surveys with other scales cannot be compared. Hidden under 5 answers, with the cell that would give them away.",
    ),
    measures=("satisfied", "respondents"),
    compute=compute,
    source="satisfaction_survey",
    minimum_n=5,
    proportion=True,
    references=(
        "Newcombe (1998), Statistics in Medicine 17, 857-872 (method 3, Wilson)",
        "Newcombe (1998), Statistics in Medicine 17, 873-890 (method 10, hybrid score)",
        "Lumley (2004), Analysis of complex survey samples, Journal of Statistical Software 9(8)",
    ),
    published_case="newcombe_difference",
)
