"""Processing time: working hours from receipt to completion."""

from __future__ import annotations

import pandas as pd

from kpi.calc.same_task import same_task_results
from kpi.core.indicator import Evidence, Indicator, Question
from kpi.core.text import Text


def compute(evidence: Evidence, question: Question) -> pd.DataFrame:
    """Return the RESULT frame."""
    return same_task_results(evidence, question, indicator=INDICATOR)


INDICATOR = Indicator(
    id="processing_time",
    pillar="speed",
    name=Text("평균 처리기간", "Processing time"),
    unit="hours",
    unit_text=Text("근무시간", "working hours"),
    better="lower",
    decimals=1,
    why=Text(
        "신속은 접수부터 처리까지 걸린 근무시간을 같은 업무끼리 비교해 확인합니다.",
        "Speed is the working time from receipt to completion, compared for the same tasks.",
    ),
    how=Text(
        "값은 그 기간에 처리를 마친 모든 건의 평균(근무시간)이고 구간은 t 분포로 구합니다. 증감은 두 기간에 모두 있는 같은 업무만 비교한 내부 효과입니다: 업무별 평균 차이에 두 기간 건수 비중의 평균을 곱해 더합니다. 단순 평균의 증감은 내부 효과, 업무 구성 변화, 신설·종료 업무의 몫으로 빠짐없이 나뉩니다. 지수는 같은 업무의 피셔 지수를 해마다 이어 기준연도를 100으로 둡니다.",
        "The value is the mean over all cases closed in the period (working hours) with a t interval. The change compares the same tasks only (within effect): the difference of each task's means times its mean share of cases in the two periods, added up. The crude change splits exactly into the within effect, the mix of tasks, and new and ended tasks. The index chains the yearly Fisher index over the same tasks, base year = 100.",
    ),
    limits=Text(
        "접수월 기준 미처리 비율이 30%를 넘거나 두 기간의 차이가 10%p를 넘으면 비교하지 않습니다. 같은 업무에 속한 건의 비중(범위)을 함께 보아야 합니다. 같은 업무 안에서 난이도가 달라진 것은 가려내지 못합니다. 근무시간은 9~12시와 13~18시, 근무일 하루는 8시간입니다. 보완 기간도 시민이 기다린 시간이므로 빼지 않습니다(단축률과 계산한 기한에서는 뺍니다). 끝나기 전 건은 들어 있지 않습니다.",
        "No comparison where more than 30 % of the cases received in a period are still open, or the two periods differ by more than 10 points. Read it with the coverage (share of cases in matched tasks). It cannot see that cases of one task have become harder. Working hours are 9-12 and 13-18, a working day is 8 hours. Supplement time is in it, because the citizen waited (it is out of the shortening rate and of computed deadlines). Open cases are not in it.",
    ),
    measures=("processing_hours", "received", "open"),
    compute=compute,
    source="processing_records",
    card=True,
    same_task=True,
    references=(
        "Das Gupta (1993), Standardization and Decomposition of Rates, U.S. Bureau of the Census P23-186",
        "ILO and others (2004), Consumer Price Index Manual, chapter 15",
        "Satterthwaite (1946), Biometrics Bulletin 2, 110-114",
    ),
    published_case="das_gupta",
)
