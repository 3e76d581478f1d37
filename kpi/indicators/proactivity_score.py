"""Proactivity score: how departments are rated for initiative, with awards and cases."""

from __future__ import annotations

import pandas as pd

from kpi.calc.collaboration import collaboration_results
from kpi.core.indicator import Evidence, Indicator, Question
from kpi.core.text import Text

POINTS = ("award_points", "case_points")


def compute(evidence: Evidence, question: Question) -> pd.DataFrame:
    """Return the RESULT frame."""
    return collaboration_results(evidence, question, indicator=INDICATOR, stratum="smart", points=POINTS, goal="award")


INDICATOR = Indicator(
    id="proactivity_score",
    pillar="smart",
    name=Text("능동 점수", "Proactivity score"),
    unit="points",
    unit_text=Text("점", "points"),
    better="higher",
    decimals=1,
    why=Text(
        "능동은 창의적이고 앞선 행정을 부서장과 직원이 함께 평가하고 대외 성과로 확인합니다.",
        "Smart is creative, proactive work, judged by heads and staff together with external results.",
    ),
    how=Text(
        "다른 부서의 부서장과 직원이 매긴 점수(0~100)를 역할마다 평가자의 높낮이를 뺀 최소제곱 부서 점수로 바꾸고, 수상과 우수사례 점수(만점 점수 대비, 100 한도)와 부서장 40, 직원 40, 외부 20으로 가중 평균합니다. 그해 성과 자료가 없으면 외부 평가자의 점수를 외부 부분으로 씁니다. 구간과 증감은 평가자를 한 명씩 뺀 잭나이프와 t 분포입니다. 시 전체는 점수가 있는 부서의 단순 평균이고, 범위는 쓰인 부분의 비중입니다.",
        "Scores (0-100) by heads and staff of other departments become least-squares department scores per role, freed from the level of each rater, and are averaged with points of awards and cases (against full marks, cut at 100): heads 40, staff 40, external 20. Where no achievements are recorded for the year, ratings by external raters are the external part. Interval and change: delete-one-rater jackknife, t. The whole organisation is the plain mean of the departments with a score; coverage is the weight of the parts used.",
    ),
    limits=Text(
        "자기 부서 평가는 뺍니다. 역할마다 평가자 3명 이상, 부분의 합이 60점 이상일 때만 점수를 냅니다. 평가는 인식이므로 실적과 함께 봅니다. 조정 점수는 0~100을 조금 벗어날 수 있습니다.",
        "Ratings of the own department are dropped. Shown with at least 3 raters per role and parts worth 60 of 100. Ratings are perceptions: read them beside results. Adjusted scores are not cut at 0 and 100.",
    ),
    measures=("rating", *POINTS),
    compute=compute,
    source="collaboration_evaluation",
    minimum_n=3,
    card=True,
    references=(
        "Searle (1987), Linear Models for Unbalanced Data, chapter 4 (two-way crossed, no interaction)",
        "Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapter 11 (jackknife)",
        "Shrout and Fleiss (1979), Psychological Bulletin 86, 420-428",
    ),
    published_case="shrout_fleiss",
    highest=100.0,
)
