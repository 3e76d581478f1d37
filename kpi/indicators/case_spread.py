"""How far good practice spreads: adopting departments per case."""

from __future__ import annotations

import pandas as pd

from kpi.calc.counts import per_count_results
from kpi.core.indicator import Evidence, Indicator, Question
from kpi.core.text import Text


def compute(evidence: Evidence, question: Question) -> pd.DataFrame:
    """Return the RESULT frame."""
    return per_count_results(evidence, question, indicator=INDICATOR)


INDICATOR = Indicator(
    id="case_spread",
    pillar="smart",
    name=Text("우수사례 전파", "Spread of cases"),
    unit="departments",
    unit_text=Text("개 부서/건", "depts/case"),
    better="higher",
    decimals=1,
    why=Text(
        "좋은 사례는 다른 부서가 받아들일 때 시 전체의 능동이 됩니다.",
        "A good case becomes proactive work of the whole city when other departments take it over.",
    ),
    how=Text(
        "그해 우수사례와 선제행정 한 건을 받아들인 다른 부서 수의 평균입니다. n은 사례 수입니다. 사례를 낸 부서 자신은 세지 않으며, 여러 부서가 함께 낸 사례는 시 전체에서 한 건이고 부서마다 한 건입니다. 실패사례는 남기되 이 값에는 넣지 않습니다.",
        "Mean number of other departments that took over a case (good practice, proactive work) of the year; n is the number of cases. The makers themselves do not count. A case of several departments is one for the whole organisation and one for each of them. Failures are kept, and are not part of this value.",
    ),
    limits=Text(
        "받아들였다는 보고를 그대로 셉니다. 모든 사례를 센 값이라 검정하지 않으며, 최근 사례는 퍼질 시간이 짧아 낮게 나올 수 있습니다.",
        "Reported adoptions are taken as they are. It is a count of all cases and not tested; recent cases have had less time to spread.",
    ),
    measures=("case_adopted",),
    compute=compute,
    source="cases",
    references=("서산시 5S 운동 연구보고서(Study of Seosan City's 5S movement, 2015)",),
    published_case="",
)
