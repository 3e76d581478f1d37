"""Sentences about who rates whom."""

from __future__ import annotations

from collections.abc import Sequence

from kpi.calc.rater_agreement import RoleAgreement
from kpi.calc.rating_network import Network, network
from kpi.core import formats
from kpi.core.indicator import Indicator
from kpi.core.text import Lang, Text
from kpi.sentences.rows import Row, period_of

_NOTHING = Text("{name}: 부서끼리의 평가가 없음", "{name}: no ratings between departments")
_TITLE = Text(
    "{period} {name}: 서로 평균보다 높게 평가한 부서 {mutual}쌍, 높은 평가 가운데 서로 주고받은 비율 {reciprocity}",
    "{name}, {period}: {mutual} pairs of departments rate each other above average; {reciprocity} of high ratings are returned",
)
_FEW = Text(
    "{period} {name}: 평가자가 적어 부서끼리의 평가를 보이지 않음",
    "{name}, {period}: too few raters to show ratings between departments",
)
_NO_TIE = Text(
    "{period} {name}: 보일 수 있는 평가 가운데 평가자 평균보다 높은 것이 없음",
    "{name}, {period}: no rating that may be shown is above its rater's own average",
)
_DENSITY = Text("부서 쌍의 {density}에 평가가 있음.", "{density} of the pairs of departments have a rating.")
_APART = Text(
    "서로 높게 평가한 상대가 없는 부서: {names}. 협업의 빈자리일 수 있음.",
    "Without any partner that rates highly in both directions: {names}. That may be where collaboration is missing.",
)
ROLES: dict[str, Text] = {
    "head": Text("부서장", "heads"),
    "staff": Text("직원", "staff"),
    "external": Text("외부", "external raters"),
}
_AGREEMENT = Text(
    "{role} 평가의 일치도(급내상관): 한 사람 {single}, 평균 {average}({basis})",
    "Agreement of {role} (intraclass correlation): {single} of one rater, {average} of the mean ({basis})",
)
_NO_AGREEMENT = Text(
    "{role} 평가의 일치도(급내상관): 계산할 수 없음({basis})",
    "Agreement of {role} (intraclass correlation): cannot be computed ({basis})",
)
_BLOCK = Text(
    "ICC(2,1)과 ICC(2,k), 평가자 {raters}명이 모두 평가한 부서 {targets}곳 기준",
    "ICC(2,1) and ICC(2,k) on {targets} departments that {raters} raters all rated",
)
_COMPONENTS = Text(
    "빈칸이 있어 분산 성분으로 추정, 평가자 {raters}명·부서 {targets}곳",
    "estimated from variance components, as not everybody rated all: {raters} raters, {targets} departments",
)
_NAMED = 8


def network_title(pairs: Sequence[Row], *, indicator: Indicator, lang: Lang) -> str:
    """Return what the pairs of one period show, or why they show nothing."""
    name = indicator.name.say(lang)
    if not pairs:
        return _NOTHING.say(lang, name=name)
    ties = network(pairs)
    words = {"name": name, "period": period_of(pairs[0]).label(lang)}
    if ties.reciprocity != ties.reciprocity:  # no tie at all
        return (_NO_TIE if ties.density else _FEW).say(lang, **words)
    return _TITLE.say(lang, mutual=len(ties.mutual), reciprocity=_percent(ties.reciprocity, lang), **words)


def network_sentences(ties: Network, lang: Lang) -> list[str]:
    """Return how much of the matrix is filled, and which departments stand apart."""
    said = [_DENSITY.say(lang, density=_percent(ties.density, lang))]
    if ties.apart and ties.mutual:
        more = "" if len(ties.apart) <= _NAMED else " ..."
        said.append(_APART.say(lang, names=", ".join(ties.apart[:_NAMED]) + more))
    return said


def agreement_sentence(one: RoleAgreement, lang: Lang) -> str:
    """Return how far the raters of a role agree, and what that rests on."""
    found = one.found
    basis = (_BLOCK if found.complete else _COMPONENTS).say(lang, raters=found.raters, targets=found.targets)
    role = ROLES[one.role].say(lang) if one.role in ROLES else one.role
    if found.single != found.single or found.average != found.average:
        return _NO_AGREEMENT.say(lang, role=role, basis=basis) + "."
    single, average = (formats.number(share, 2, lang) for share in (found.single, found.average))
    return _AGREEMENT.say(lang, role=role, single=single, average=average, basis=basis) + "."


def _percent(share: float, lang: Lang) -> str:
    return f"{formats.number(100 * share, 0, lang)}%"
