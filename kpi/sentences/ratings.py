"""Sentences about who rates whom."""

from __future__ import annotations

from collections.abc import Sequence

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


def _percent(share: float, lang: Lang) -> str:
    return f"{formats.number(100 * share, 0, lang)}%"
