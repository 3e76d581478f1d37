"""Population sizes of surveys: how many people a stratum has, for the correction of samples from few people."""

from __future__ import annotations

from collections.abc import Iterator

from kpi.core.errors import Finding
from kpi.core.text import Text
from services.entered import reads
from services.entered.field import Field, Known, Values
from services.entered.problems import always, problem
from services.entered.sort import Sort, in_table

_NOT_COUNTED = Text(
    "사람 수는 1 이상의 정수여야 합니다. 적은 값: {found}", "A number of people is whole and at least 1. Found: {found}"
)
_NO_STRATUM = Text(
    "{year}년 설문에는 '{stratum}' 층이 없습니다. 있는 층: {known}",
    "The survey of {year} has no stratum '{stratum}'. It has: {known}",
)


def check(values: Values, known: Known) -> Iterator[Finding]:
    """Yield what is wrong: a number that counts nobody; noteworthy: a stratum that the survey of the year does not have."""
    size = values["population"]
    if size < 1 or not float(size).is_integer():
        yield problem("bad_population", _NOT_COUNTED, "population", found=f"{size:g}")
    strata = known.strata.get(values["year"], frozenset())
    if strata and values["stratum"] not in strata:
        said = {"year": values["year"], "stratum": values["stratum"], "known": ", ".join(sorted(strata)) or "-"}
        yield problem("unknown_stratum", _NO_STRATUM, "stratum", severity="warning", **said)


SORT = Sort(
    id="population",
    place=7,
    name=Text("모집단", "Population"),
    about=Text(
        "설문의 모집단 크기입니다. 알면 만족도의 구간을 유한모집단으로 고쳐 계산합니다.",
        "How many people a survey stands for; where it is known, intervals of satisfaction are corrected for it.",
    ),
    usual=Text(
        "적은 것이 없으면 고치지 않습니다(구간이 조금 넓습니다).",
        "Without an entry there is no correction (wider intervals).",
    ),
    grain=Text("연도와 층 하나가 한 행", "A year and stratum a row"),
    kept=in_table("population", {"population": None}, lambda columns: columns["population"] is None),
    fields=(
        Field(
            "year",
            Text("연도", "Year"),
            Text("설문의 해", "Year of the survey"),
            "text",
            reads.year,
            key=True,
            required=True,
            empty=None,
            spellings="년도|조사연도",
            example=("2025", "2025"),
        ),
        Field(
            "stratum",
            Text("층", "Stratum"),
            Text("설문 파일의 층 이름. 층이 없으면 비움", "Stratum as in the survey; blank where it has none"),
            "text",
            reads.text,
            key=True,
            spellings="층화|구분|권역",
            example=("동구(예시)", "서구(예시)"),
        ),
        Field(
            "population",
            Text("사람 수", "People"),
            Text("층 전체의 사람 수", "People in the stratum"),
            "number",
            reads.number,
            required=True,
            empty=None,
            spellings="모집단|모집단수|인구|인구수|N|size",
            example=("12000", "8000"),
        ),
    ),
    check=check,
    touches=always("satisfaction_survey"),
)
