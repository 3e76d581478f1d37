"""Why there is no value, in a word or two: for a cell of a heat map or a small table."""

from __future__ import annotations

from collections.abc import Iterable

from kpi.core.text import Lang, Text

SHORT: dict[str, Text] = {
    "too_few": Text("응답 적음", "too few"),
    "no_counterpart": Text("비교 없음", "no pair"),
    "series_break": Text("계열 단절", "break"),
    "not_poolable": Text("합산 불가", "no n"),
    "open_cases": Text("미처리", "open"),
    "partial": Text("일부만", "partial"),
    "no_data": Text("없음", "no data"),
    "no_matched_tasks": Text("업무 다름", "no match"),
    "few_parts": Text("부분 부족", "parts"),
}


def short_reason(codes: Iterable[str], lang: Lang) -> str:
    """Return the first reason that has a short form; no reason at all is "no data"."""
    known = next((SHORT[code] for code in codes if code in SHORT), SHORT["no_data"])
    return known.say(lang)
