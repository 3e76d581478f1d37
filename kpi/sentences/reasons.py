"""Why there is no value: in a word or two for a cell of a heat map, in a line for the foot of a chart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kpi.core.indicator import NOTES
from kpi.core.text import Lang, Text
from kpi.sentences.rows import Row, notes_of, period_of, value_of

_MISSING = Text("※ 값 없음: {listed}", "No value: {listed}")
_EMPTY = Text("※ 빈칸: {reasons}", "Empty cells: {reasons}")
_MORE = Text("외 {count}개 기간", "and {count} more periods")
_UNSAID = Text("이유 기록 없음", "no reason given")

SHORT: dict[str, Text] = {
    "too_few": Text("응답 적음", "too few"),
    "protected": Text("함께 숨김", "hidden too"),
    "no_counterpart": Text("비교 없음", "no pair"),
    "series_break": Text("계열 단절", "break"),
    "not_poolable": Text("합산 불가", "no n"),
    "open_cases": Text("미처리", "open"),
    "partial": Text("일부만", "partial"),
    "no_data": Text("없음", "no data"),
    "no_matched_tasks": Text("업무 다름", "no match"),
    "few_parts": Text("부분 부족", "parts"),
}


SHORTEST: dict[str, Text] = {
    "too_few": Text("적음", "few"),
    "protected": Text("숨김", "hid."),
    "no_counterpart": Text("짝없음", "pair"),
    "series_break": Text("단절", "break"),
    "not_poolable": Text("불가", "no n"),
    "open_cases": Text("미처리", "open"),
    "partial": Text("일부", "part"),
    "no_data": Text("없음", "none"),
    "no_matched_tasks": Text("다름", "other"),
    "few_parts": Text("부족", "parts"),
}
"""The same for the cells of a phone."""


def short_reason(codes: Iterable[str], lang: Lang) -> str:
    """Return the first reason that has a short form; no reason at all is "no data"."""
    return short_reasons(codes, lang)[0]


def short_reasons(codes: Iterable[str], lang: Lang) -> tuple[str, str]:
    """Return the first reason that has a short form, in two words and in one."""
    known = _first(codes)
    return SHORT[known].say(lang), SHORTEST[known].say(lang)


def _first(codes: Iterable[str]) -> str:
    return next((code for code in codes if code in SHORT), "no_data")


def reasons_line(rows: Sequence[Row], lang: Lang) -> str:
    """Return what the single words in cells without a value stand for; "" where a word says it all."""
    there = {_first(notes_of(row)) for row in rows if value_of(row) is None} - {"no_data"}
    return " · ".join(f"{SHORTEST[code].say(lang)}: {NOTES[code].say(lang)}" for code in SHORTEST if code in there)


def blanks_line(cells: Sequence[Row | None], lang: Lang) -> str:
    """Return why cells of a table are empty (None: a cell without a row), each reason once; "" when none is empty."""
    empty = [row for row in cells if row is None or value_of(row) is None]
    there = {_first(notes_of(row)) if row else "no_data" for row in empty}
    return (
        _EMPTY.say(lang, reasons=", ".join(NOTES[code].say(lang) for code in SHORT if code in there)) if there else ""
    )


def missing_line(rows: Sequence[Row], lang: Lang, column: str = "value", most: int = 3) -> str:
    """Return which periods have no number and why, in one line; "" when none is missing."""
    gaps = [row for row in rows if value_of(row, column) is None]
    if not gaps:
        return ""
    listed = [f"{period_of(row).label(lang)} {_reason(row, lang)}" for row in gaps[:most]]
    if len(gaps) > most:
        listed.append(_MORE.say(lang, count=len(gaps) - most))
    return _MISSING.say(lang, listed=", ".join(listed))


def _reason(row: Row, lang: Lang) -> str:
    known = [NOTES[code].say(lang) for code in notes_of(row) if code in NOTES]
    said = known[0] if known else _UNSAID.say(lang)
    return f"({said})"
