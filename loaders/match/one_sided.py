"""Tables that say who rates whom: one that would be read without its raters is asked about, never taken for a survey."""

from __future__ import annotations

from collections.abc import Sequence

from kpi.core.errors import Finding
from kpi.core.text import Text
from loaders.choice import Choice
from loaders.match.fields import Matching
from loaders.match.labels import without_brackets
from loaders.source import Source

_RATERS = frozenset({"평가부서", "평가자", "평가자부서", "평가자소속", "평가위원", "평가한부서"})
_RATED = frozenset({"평가대상부서", "피평가부서", "평가대상", "평가받은부서", "피평가자", "대상부서"})
_ASKED = Text(
    "머리글에 평가하는 쪽과 평가받는 쪽이 따로 있어 '{source}' 자료로 읽어도 되는지 알 수 없습니다('{department}' 열을 부서로 읽게 됩니다). 협업 "
    "평가라면 점수 열과 평가자 구분 열을 두거나 지정하세요(명령줄: --source collaboration_evaluation --map score=열이름). 아니면 자료 종류를 "
    "고르세요(명령줄: --source {id}).",
    "The header names who rates and who is rated, so it is not certain that this is '{source}' (column '{department}' would be the "
    "department). For a collaboration evaluation have, or name, a column of scores and one of roles (command line: --source "
    "collaboration_evaluation --map score=COLUMN). If not, choose the kind of source (command line: --source {id}).",
)


def names_both(labels: Sequence[str]) -> bool:
    """Return whether one column says who rates and another who is rated, by headers that mean nothing else."""
    plain_labels = {without_brackets(label) for label in labels}
    return bool(plain_labels & _RATERS) and bool(plain_labels & _RATED)


def knows_no_raters(source: Source, matching: Matching) -> bool:
    """Return whether a reading has no place for raters, and nobody named its columns."""
    return "rater" not in source.by_name and not matching.named


def asked_of_raters(labels: Sequence[str], source: Source, matching: Matching, choice: Choice) -> list[Finding]:
    """Return an error where a table that names both sides is about to be read as a source without raters."""
    if choice.source is not None or not names_both(labels) or not knows_no_raters(source, matching):
        return []
    values = {"source": source.name, "id": source.id, "department": matching.mapping.get("department", "")}
    return [Finding("error", "who_rates_whom", _ASKED, values)]
