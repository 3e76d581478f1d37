"""Shortening rate: how far below the statutory period cases were closed, a ratio of sums of days."""

from __future__ import annotations

import pandas as pd

from kpi.calc.rates import saving_results
from kpi.core.indicator import Evidence, Indicator, Question
from kpi.core.text import Text


def compute(evidence: Evidence, question: Question) -> pd.DataFrame:
    """Return the RESULT frame."""
    return saving_results(evidence, question, indicator=INDICATOR, planned="statutory_days", actual="actual_days")


INDICATOR = Indicator(
    id="shortening_rate",
    pillar="speed",
    name=Text("단축률(기간)", "Shortening rate (days)"),
    unit="percent",
    unit_text=Text("%", "%"),
    better="higher",
    decimals=1,
    why=Text(
        "법이 준 기간보다 얼마나 빨리 처리했는지는 업무마다 기간이 달라도 함께 볼 수 있습니다.",
        "How much of the statutory period was saved can be read across tasks with different periods.",
    ),
    how=Text(
        "법정처리기간 6일 이상인 건의 (법정일수 합-실제일수 합)÷법정일수 합입니다. 일수는 법대로 첫날을 넣고 휴일과 보완 기간을 빼며, 근무시간 뒤나 휴일에 접수하면 다음 근무일이 첫날입니다(가정). 구간은 비율의 선형화, 증감은 웰치 구간입니다.",
        "(Sum of statutory days - sum of days taken)/sum of statutory days over cases with a statutory period of 6 days or more. Days as the law counts them: first day in, days off and supplement out; received after hours or on a day off: day 1 is the next working day (an assumption). Interval by linearisation of the ratio, Welch interval of the change.",
    ),
    limits=Text(
        "5일 이하 민원은 시간 단위라 들어 있지 않습니다. 일찍 끝난 건의 비율(건수)이 아닙니다. 접수월 기준 미처리 비율이 30%를 넘거나 두 기간의 차이가 10%p를 넘으면 비교하지 않습니다.",
        "Petitions of 5 days or less count in hours and are not in it. It is not the share of cases closed early. No comparison where more than 30 % of the cases received in a period are open, or the two periods differ by more than 10 points.",
    ),
    measures=("statutory_days", "actual_days", "received", "open"),
    compute=compute,
    source="processing_records",
    references=(
        "Cochran (1977), Sampling Techniques, 3rd ed., section 6.4",
        "민원 처리에 관한 법률 제19조 (Civil Petitions Treatment Act, article 19)",
    ),
    published_case="survey_api_ratio",
    lowest=None,
)
