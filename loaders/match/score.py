"""How well a matching fills a source: which form it is, what is missing, how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

from kpi.core.errors import Finding
from kpi.core.text import Text
from loaders.match.fields import Matching, labels_of
from loaders.source import ITEM, Form, Source

_MISSING = Text(
    "필요한 '{field_name}' 열이 없습니다. 읽을 수 있는 머리글 예: {spellings}. 다른 이름이면 열을 지정하세요(명령줄: {field}=열이름)",
    "The required column '{field_name}' is missing. Headers that are read: {spellings}. "
    "If it has another name, say which (command line: {field}=column).",
)
_MISSING_WHY = Text(_MISSING.ko + ". {why}", _MISSING.en + " {why}")
SURE_FIELDS = 3.0
"""So many fields matched: the kind is clear even though a required column is missing."""

SINGLE = ("respondent", "case_id", "rater")
"""Fields that show single answers, cases or ratings."""


@dataclass(frozen=True)
class Fit:
    """A source's best form for a matching; ``missing`` holds the first field of each group that is not there."""

    form: Form
    score: float
    missing: tuple[str, ...]
    sure: bool
    findings: tuple[Finding, ...]


def best_form(source: Source, matching: Matching, *, wide: bool = False) -> Fit:
    """Return the form of a source that a matching fills best; the first form where two are equal.

    ``wide``: the table was turned long. Unless it names who answered, it holds sums then, and needs no column of n.
    """
    sums = wide and not any(name in matching.mapping for name in SINGLE)
    forms = tuple(form for form in source.forms if form.id == "summed") if sums else ()
    return max((_fit(source, form, matching, sums=sums) for form in forms or source.forms), key=lambda fit: fit.score)


def _fit(source: Source, form: Form, matching: Matching, *, sums: bool) -> Fit:
    required = [group for group in form.required if not (sums and "n" in group)]
    groups = [(group, _group_weight(group, form, matching)) for group in required]
    missing = tuple(group[0] for group, weight in groups if weight is None)
    share = sum(weight or 0.0 for _, weight in groups) / len(groups)
    matched = sum(weight for name, weight in matching.confidence.items() if not name.startswith(ITEM))
    matched += 0.5 if any(name.startswith(ITEM) for name in matching.mapping) else 0.0
    score = 0.6 * share + 0.4 * (1 - 0.7**matched) - 0.1 * len(missing)
    score -= any(name in matching.mapping for name in form.excluded)
    findings = tuple(_missing(source, name) for name in missing)
    return Fit(form, score, missing, matched >= SURE_FIELDS and share >= 0.3, findings)


def _group_weight(group: tuple[str, ...], form: Form, matching: Matching) -> float | None:
    """Return how surely one field of the group is there; None when none is."""
    sure = [weight for name, weight in matching.confidence.items() if name in group]
    if ITEM in group:
        sure += [weight for name, weight in matching.confidence.items() if name.startswith(ITEM)]
    if sure:
        return max(sure)
    on_purpose = any(name in matching.unread and name in form.optional_when_unread for name in group)
    return 1.0 if on_purpose else None


def _missing(source: Source, name: str) -> Finding:
    column = source.by_name.get(name)
    shown = column.label if column else name
    values = {"field": name, "field_name": shown, "spellings": labels_of(source, name)}
    if column and column.why:
        return Finding("error", "missing_column", _MISSING_WHY, {**values, "why": column.why})
    return Finding("error", "missing_column", _MISSING, values)
