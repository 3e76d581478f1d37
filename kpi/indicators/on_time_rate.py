"""On-time rate: cases closed by their deadline."""

from __future__ import annotations

import pandas as pd

from kpi.calc.rates import case_share_results
from kpi.core.indicator import Evidence, Indicator, Question
from kpi.core.text import Text


def compute(evidence: Evidence, question: Question) -> pd.DataFrame:
    """Return the RESULT frame."""
    return case_share_results(evidence, question, indicator=INDICATOR)


INDICATOR = Indicator(
    id="on_time_rate",
    pillar="speed",
    name=Text("기한준수율", "On-time rate"),
    unit="percent",
    unit_text=Text("%", "%"),
    better="higher",
    decimals=1,
    why=Text(
        "약속한 기한을 지키는지는 신속의 최소 조건입니다.",
        "Keeping the promised deadline is the least that speed asks for.",
    ),
    how=Text(
        "기한 안에 처리한 건÷(처리한 건+기한을 넘긴 미처리 건)을 처리기한이 든 기간으로 셉니다. 파일에 처리기한이 있으면 그것을, 없으면 법대로 계산한 기한을 씁니다. 구간은 윌슨, 증감은 뉴컴 구간입니다.",
        "Cases closed in time / (closed + open past the deadline), in the period of the deadline. The deadline of the file is used, else one computed as the law counts. Wilson interval, Newcombe interval of the difference.",
    ),
    limits=Text(
        "취하, 이송, 중복, 기한 없는 건은 빠집니다. 100%에 가까우면 더 나아진 것을 보여 주지 못하므로 단축률과 함께 봅니다.",
        "Withdrawn, transferred and duplicate cases and cases without a deadline are out. Near 100 % it cannot show progress: read it with the shortening rate.",
    ),
    measures=("on_time",),
    compute=compute,
    source="processing_records",
    proportion=True,
    references=(
        "Newcombe (1998), Statistics in Medicine 17, 857-872 (method 3, Wilson)",
        "Newcombe (1998), Statistics in Medicine 17, 873-890 (method 10, hybrid score)",
    ),
    published_case="wilson",
)
