"""Customer satisfaction: the mean score of a survey, 0-100."""

from __future__ import annotations

import pandas as pd

from kpi.calc.answers import score_results
from kpi.core.indicator import Evidence, Indicator, Question
from kpi.core.text import Text


def compute(evidence: Evidence, question: Question) -> pd.DataFrame:
    """Return the RESULT frame."""
    return score_results(evidence, question, indicator=INDICATOR)


INDICATOR = Indicator(
    id="satisfaction",
    pillar="smile",
    name=Text("고객만족도", "Satisfaction"),
    unit="points",
    unit_text=Text("점", "points"),
    better="higher",
    decimals=2,
    why=Text(
        "친절은 시민이 느낀 만큼이 성과이므로, 설문 점수를 객관적인 방법으로 해마다 쌓아 비교합니다.",
        "Kindness is what citizens felt; a survey score, computed the same way every year, makes it accumulate and compare.",
    ),
    how=Text(
        "응답 x를 척도 a~b에서 (x-a)/(b-a)×100점으로 바꾸고, 종합 문항(없으면 응답자별 문항 평균)을 가중 평균합니다. 구간은 층화를 반영한 선형화 분산과 t 분포(자유도=응답자-층), 증감은 두 조사의 차이에 대한 웰치 구간입니다. 모집단 크기를 알면 유한모집단 수정을 합니다.",
        "An answer x on a scale a..b becomes (x-a)/(b-a) x 100; the overall item (else the mean of the items of each respondent) is averaged with the survey weights. Interval: linearised variance over the strata, t with answers - strata degrees of freedom; change: Welch interval of the difference of two surveys. Finite-population correction where the population is known.",
    ),
    limits=Text(
        "응답 5명 미만은 합계에서 거꾸로 계산할 수 있는 다른 칸과 함께 표시하지 않고 30명 미만은 참고로만 봅니다. 척도나 문항이 바뀌면 계열이 끊겨 비교하지 않습니다. 조사에 응하지 않은 시민의 생각은 알 수 없습니다.",
        "Hidden under 5 answers, with the cell that would give them away, for reference under 30. A new scale or wording breaks the series and is not compared. Those who did not answer are unknown.",
    ),
    measures=("overall", "respondents"),
    compute=compute,
    source="satisfaction_survey",
    minimum_n=5,
    card=True,
    references=(
        "Lumley (2004), Analysis of complex survey samples, Journal of Statistical Software 9(8)",
        "Lohr (2010), Sampling: Design and Analysis, 2nd ed., chapters 3 and 4",
    ),
    published_case="survey_api_mean",
    highest=100.0,
)
