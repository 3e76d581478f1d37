"""Joint projects between departments."""

from __future__ import annotations

import pandas as pd

from kpi.calc.counts import count_results
from kpi.core.indicator import Evidence, Indicator, Question
from kpi.core.text import Text


def compute(evidence: Evidence, question: Question) -> pd.DataFrame:
    """Return the RESULT frame."""
    return count_results(evidence, question, indicator=INDICATOR)


INDICATOR = Indicator(
    id="joint_projects",
    pillar="soft",
    name=Text("협업과제", "Joint projects"),
    unit="projects",
    unit_text=Text("건", "projects"),
    better="higher",
    decimals=0,
    why=Text(
        "함께 한 과제의 수는 유연의 객관적 증거입니다.",
        "The number of projects done together is objective evidence of Soft.",
    ),
    how=Text(
        "그해 협업과제의 수입니다. 여러 부서가 함께 한 과제는 시 전체에서 한 건이고, 부서마다 한 건씩 보입니다. 누적은 해마다 더한 값입니다.",
        "Number of joint projects of the year. A project of several departments is one for the whole organisation and one for each of them. It cumulates as a running total.",
    ),
    limits=Text(
        "과제의 크기와 성과는 나타내지 않으며 검정하지 않습니다.",
        "It says nothing of size and effect of a project and is not tested.",
    ),
    measures=("joint_project",),
    compute=compute,
    source="achievements",
    cumulates=True,
    references=(),
    published_case="",
)
