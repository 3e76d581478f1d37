"""Weights of the roles in ratings of departments, from a year on."""

from __future__ import annotations

from collections.abc import Iterator

from kpi.core.errors import Finding
from kpi.core.settings import Settings
from kpi.core.text import Text
from services.entered import reads
from services.entered.field import Field, Known, Values
from services.entered.problems import always, problem
from services.entered.sort import Sort, in_settings
from services.settings import WEIGHTS

ROLES = {"head": Text("부서장", "Heads"), "staff": Text("직원", "Staff"), "external": Text("외부", "External")}
WHOLE = 100.0
_USUAL = dict(Settings().role_weights)
_SUM = Text("비중의 합은 100이어야 합니다. 지금 합: {found}", "The weights must add up to 100. They add up to {found}.")
_NEGATIVE = Text(
    "비중은 0 이상 100 이하여야 합니다. 적은 값: {found}", "A weight lies between 0 and 100. Found: {found}"
)


def check(values: Values, known: Known) -> Iterator[Finding]:
    """Yield what is wrong: weights outside 0-100, or that do not add up to 100."""
    del known
    for role in ROLES:
        if not 0 <= values[role] <= WHOLE:
            yield problem("bad_weight", _NEGATIVE, role, found=f"{values[role]:g}")
            return
    total = sum(values[role] for role in ROLES)
    if abs(total - WHOLE) > 1e-9:
        yield problem("weight_sum", _SUM, "head", found=f"{total:g}")


def _field(role: str, name: Text, spellings: str) -> Field:
    about = Text("100점 가운데 몇 점", "Points out of 100")
    usual = (f"{_USUAL[role]:g}",)
    return Field(
        role, name, about, "number", reads.number, required=True, empty=None, spellings=spellings, example=usual
    )


SORT = Sort(
    id="weights",
    place=5,
    name=Text("평가 비중", "Role weights"),
    about=Text(
        "협업·능동 점수에서 부서장, 직원, 외부 부분의 비중입니다. 적은 해부터 다음에 적은 해 앞까지 씁니다.",
        "The weights of heads, staff and the external part in the collaboration and proactivity scores, from a year on.",
    ),
    usual=Text(
        "적은 것이 없는 해는 부서장 {head}, 직원 {staff}, 외부 {external}입니다.".format(
            **{k: f"{v:g}" for k, v in _USUAL.items()}
        ),
        "Years before the first entry: heads {head}, staff {staff}, external {external}.".format(
            **{k: f"{v:g}" for k, v in _USUAL.items()}
        ),
    ),
    grain=Text("한 해부터의 비중이 한 행", "The weights from a year on in one row"),
    kept=in_settings(
        WEIGHTS,
        key=lambda values: str(values["year"]),
        pack=lambda values: {"weights": {role: float(values[role]) for role in ROLES}},
        unpack=lambda rest, value: {"year": int(rest), **(value["weights"] if value else {})},
    ),
    fields=(
        Field(
            "year",
            Text("이 해부터", "From year"),
            Text("이 비중을 처음 쓰는 해", "First year of these weights"),
            "text",
            reads.year,
            key=True,
            required=True,
            empty=None,
            spellings="연도|년도|적용연도|year",
            example=("2026",),
        ),
        _field("head", ROLES["head"], "부서장 비중|heads|head"),
        _field("staff", ROLES["staff"], "직원 비중|staff"),
        _field("external", ROLES["external"], "외부 비중|외부평가|external"),
    ),
    check=check,
    touches=always("collaboration_evaluation"),
)
