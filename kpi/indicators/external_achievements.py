"""External achievements: awards, weighted by points."""

from __future__ import annotations

import pandas as pd

from kpi.calc.counts import count_results
from kpi.core.indicator import Evidence, Indicator, Question
from kpi.core.text import Text


def compute(evidence: Evidence, question: Question) -> pd.DataFrame:
    """Return the RESULT frame."""
    return count_results(evidence, question, indicator=INDICATOR)


INDICATOR = Indicator(
    id="external_achievements",
    pillar="smart",
    name=Text("대외 성과", "External achievements"),
    unit="points",
    unit_text=Text("점(가중)", "weighted points"),
    better="higher",
    decimals=1,
    why=Text(
        "밖에서 인정받은 성과는 능동의 객관적 증거입니다.",
        "Recognition from outside is objective evidence of proactive work.",
    ),
    how=Text(
        "그해 수상의 점수 합이며, 파일에 점수가 없으면 한 건이 1점입니다. n은 수상 건수입니다. 부서별 값은 각 부서가 참여한 수상이며, 시 전체는 부서 값을 더하지 않고 따로 셉니다. 누적은 해마다 더한 값입니다.",
        "Sum of the points of the awards of the year, 1 an award where the file has no points; n is the number of awards. Departments count the awards they took part in; the whole organisation is counted by itself, never summed from departments. It cumulates as a running total.",
    ),
    limits=Text(
        "수상 기회가 해마다 달라 검정하지 않습니다. 점수표가 바뀌면 비교할 수 없습니다.",
        "Not tested: the chances of an award differ from year to year. A new table of points cannot be compared.",
    ),
    measures=("award_points", "award"),
    compute=compute,
    source="achievements",
    cumulates=True,
    references=(),
    published_case="",
)
