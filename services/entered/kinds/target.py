"""Targets: what an office aims at, the national figure and the best peer, with a band."""

from __future__ import annotations

from collections.abc import Iterator

from kpi.core.errors import Finding
from kpi.core.indicator import indicators
from kpi.core.targets import OWN, TARGET_KINDS
from kpi.core.text import Text
from services.entered import reads
from services.entered.field import Field, Known, Values
from services.entered.problems import outside, problem, retired
from services.entered.sort import Sort, in_table

_BAND = Text("하한 {low} 값이 상한 {high} 값보다 큽니다.", "The lower end {low} is above the upper end {high}.")
_NOT_IN_BAND = Text(
    "허용 범위({low}~{high}) 안에 목표 {value} 값이 있어야 합니다.",
    "The target {value} must lie inside its band ({low} to {high}).",
)


def check(values: Values, known: Known) -> Iterator[Finding]:
    """Yield what is wrong: a retired indicator, values that cannot be, a band the wrong way round or beside the target."""
    del known
    indicator, value = indicators()[values["indicator"]], values["value"]
    low, high = values.get("low"), values.get("high")
    yield from retired(indicator, "indicator")
    for name in ("value", "low", "high"):
        yield from outside(values.get(name), indicator, name)
    if low is not None and high is not None and low > high:
        yield problem("band_reversed", _BAND, "low", low=f"{low:g}", high=f"{high:g}")
    elif (low is not None and value < low) or (high is not None and value > high):
        ends = ["" if end is None else f"{end:g}" for end in (low, high)]
        yield problem("target_outside_band", _NOT_IN_BAND, "value", value=f"{value:g}", low=ends[0], high=ends[1])


SORT = Sort(
    id="target",
    place=1,
    name=Text("목표", "Targets"),
    about=Text(
        "지표, 연도, 부서마다 자체 목표, 전국 기준, 최우수 기관의 값과 허용 범위를 둡니다. 카드와 그림이 이 값과 견줍니다.",
        "Own targets, national figures and best peers by indicator, year and department, with a band; cards and charts compare with them.",
    ),
    usual=Text(
        "부서의 목표가 없으면 기관 전체의 목표와 견줍니다. 그것도 없으면 목표 없음으로 보입니다.",
        "A department without a target of its own is compared with that of the whole organisation, else with none.",
    ),
    grain=Text("목표 하나가 한 행", "One target a row"),
    kept=in_table(
        "target",
        {"value": None, "low": None, "high": None, "note": ""},
        lambda columns: columns["value"] is None,
    ),
    fields=(
        Field(
            "indicator",
            Text("지표", "Indicator"),
            Text("지표의 이름", "Name of the indicator"),
            "choice",
            reads.one_of(reads.indicator_names),
            reads.shown_of(reads.indicator_names),
            reads.choices_of(reads.indicator_names),
            key=True,
            required=True,
            spellings="지표명|성과지표|kpi",
            example=("고객만족도", "평균 처리기간", "고객만족도"),
        ),
        Field(
            "department",
            Text("부서", "Department"),
            Text("부서 이름. 비우면 기관 전체", "Department; blank is the whole organisation"),
            "choice",
            reads.department,
            reads.department_shown,
            reads.departments,
            key=True,
            spellings="부서명|담당부서|소관부서",
            example=("기관 전체", "기관 전체", "기관 전체"),
        ),
        Field(
            "year",
            Text("연도", "Year"),
            Text("목표의 해", "Year of the target"),
            "text",
            reads.year,
            key=True,
            required=True,
            empty=None,
            spellings="년도|기준연도|목표연도",
            example=("2026", "2026", "2026"),
        ),
        Field(
            "kind",
            Text("종류", "Kind"),
            Text(
                "자체 목표(비우면 이것), 전국 기준, 최우수 기관", "Own target (when blank), National figure, Best peer"
            ),
            "choice",
            reads.one_of(lambda: TARGET_KINDS),
            reads.shown_of(lambda: TARGET_KINDS),
            reads.choices_of(lambda: TARGET_KINDS),
            key=True,
            empty=OWN,
            spellings="구분|목표종류|유형",
            example=("자체 목표", "자체 목표", "전국 기준"),
        ),
        Field(
            "value",
            Text("값", "Value"),
            Text("지표의 단위로 쓴 값", "The value in the indicator's unit"),
            "number",
            reads.number,
            required=True,
            empty=None,
            spellings="목표|목표값|목표치|target",
            example=("82.5", "30", "80.1"),
        ),
        Field(
            "low",
            Text("하한", "Lower end"),
            Text("허용 범위의 아래 끝(없으면 비움)", "Lower end of the band, if any"),
            "number",
            reads.number,
            empty=None,
            spellings="허용하한|하한값|최저",
            example=("80", "", ""),
        ),
        Field(
            "high",
            Text("상한", "Upper end"),
            Text("허용 범위의 위 끝(없으면 비움)", "Upper end of the band, if any"),
            "number",
            reads.number,
            empty=None,
            spellings="허용상한|상한값|최고",
            example=("", "34", ""),
        ),
        Field(
            "note",
            Text("메모", "Note"),
            Text("근거나 설명", "Reason or remark"),
            "text",
            reads.text,
            spellings="비고|근거|설명",
            example=("", "", ""),
        ),
    ),
    check=check,
    touches=lambda values: (values["indicator"],),
)
