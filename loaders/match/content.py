"""Columns without a telling header: which field they are by what their cells hold. Never sure, so always said."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from kpi.core.errors import Finding
from kpi.core.text import Text
from loaders.cells import parse as cells
from loaders.match.labels import without_brackets
from loaders.match.titles import is_footer, is_local_office, is_office
from loaders.match.trim import is_total_word
from loaders.source import Source

if TYPE_CHECKING:
    from loaders.match.fields import Judge

SURE = 0.6
"""Below this a field that was matched is said to the analyst."""
KNOWN_NAMES, OFFICES, CODES, PAIR, ARITHMETIC, DURATION = 0.55, 0.5, 0.5, 0.5, 0.5, 0.5
"""How sure each kind of evidence is."""
LEAST_CELLS = 2
LEAST_KNOWN = 0.8
SCALES = ((1.0, 5.0), (1.0, 7.0), (0.0, 10.0), (0.0, 100.0))
_NOT_TELLING = re.compile(
    r"(?:\[[a-z]+\]|(?:날짜|일자|일시|시각|값|수치|자료|데이터|열|컬럼|이름|명칭|숫자|점|date|datetime|time|value|data|column|col|field|name"
    r"|number|unnamed|v|f|x)?\d*)"
)
_KINDS_OF = frozenset({"구분", "분류", "대상"})
"""Headers that say that rows are told apart, but not by what."""
_DATE_LIKE = re.compile(r"\d\D+\d|\d{8}")
_SPAN = re.compile(r"\d\s*(?:시간|분|초)")
_FOUND = Text(
    "'{field_name}' 항목은 머리글이 아니라 값의 모양을 보고 '{label}' 열에서 읽었습니다({evidence}). 맞는지 확인하고, 아니면 열을 "
    "지정하세요.",
    "'{field_name}' was read from column '{label}' because of what its cells hold ({evidence}), not because of its header. "
    "Check that, and name the column if it is another one.",
)
_EVIDENCE = {
    "names": Text("등록된 부서 이름", "names of registered departments"),
    "offices": Text(
        "모두 과·국·실·팀·동처럼 부서 이름으로 끝남", "all end as names of departments do: 과, 국, 실, 팀, 동"
    ),
    "pair": Text("늘 앞선 날짜와 뒤따르는 날짜", "dates of which one is never after the other"),
    "codes": Text("응답 번호", "codes of answers"),
    "sums": Text("건수·평균·표준편차의 관계", "how n, mean and SD go together"),
    "span": Text("걸린 시간", "lengths of time"),
}


def by_content(
    judge: Judge,
    labels: Sequence[str],
    source: Source,
    mapping: Mapping[str, str],
    *,
    closed: Collection[str] = (),
    declared: bool = False,
) -> list[tuple[str, str, float, str]]:
    """Return (field, label, confidence, kind of evidence) for fields that no header names.

    ``closed`` fields stay unread. Codes could be anything: they count only where the analyst ``declared`` the source.
    """
    wanted = [name for name in source.by_name if name not in mapping and name not in closed]
    free = [label for label in labels if len(judge.filled(label)) >= LEAST_CELLS]
    found: list[tuple[str, str, float, str]] = []
    for look in (_departments, _offices, _pair, _sums, _duration, *([_codes] if declared else [])):
        taken, names = {label for _, label, _, _ in found}, {name for name, *_ in found}
        left = [label for label in free if label not in taken]
        found += look(judge, left, [name for name in wanted if name not in names], mapping)
    return found


def said(found: Sequence[tuple[str, str, float, str]], source: Source) -> list[Finding]:
    """Return a warning for every field that was matched by content alone."""
    findings = []
    for name, label, _, kind in found:
        values = {"field_name": source.by_name[name].label, "label": label, "evidence": _EVIDENCE[kind]}
        findings.append(Finding("warning", "matched_by_content", _FOUND, values, column=label))
    return findings


def telling(label: str) -> bool:
    """Return whether a header says something about its column: not blank, "날짜", "Column1" and the like."""
    return _NOT_TELLING.fullmatch(label.casefold()) is None and _NOT_TELLING.fullmatch(without_brackets(label)) is None


Found = Iterator[tuple[str, str, float, str]]


def _departments(judge: Judge, free: list[str], wanted: list[str], _: Mapping[str, str]) -> Found:
    """Give the only column whose names are mostly registered departments, whatever its header says."""
    if "department" not in wanted or not judge.departments.units:
        return
    hits = []
    for label in free:
        names = judge.filled(label).unique()
        known = sum(judge.departments.find(name) is not None for name in names[:200])
        if known >= min(2, len(judge.departments.units)) and known >= LEAST_KNOWN * len(names[:200]):
            hits.append(label)
    if len(hits) == 1:
        yield "department", hits[0], KNOWN_NAMES, "names"


def _offices(judge: Judge, free: list[str], wanted: list[str], _: Mapping[str, str]) -> Found:
    """Give the only column under a header such as "구분" whose names all end as departments do."""
    if "department" not in wanted:
        return
    hits = [label for label in free if without_brackets(label) in _KINDS_OF or not telling(label)]
    hits = [label for label in hits if _all_offices(judge.filled(label))]
    if len(hits) == 1:
        yield "department", hits[0], OFFICES, "offices"


def _all_offices(filled: pd.Series[Any]) -> bool:
    """Return whether all different cells but totals and remarks are names of departments."""
    names = [name for name in filled.unique()[:200] if not is_total_word(name) and not is_footer(name)]
    return bool(names) and all(is_office(name) or is_local_office(name) for name in names)


def _pair(judge: Judge, free: list[str], wanted: list[str], mapping: Mapping[str, str]) -> Found:
    """Give receipt and completion: the only two columns of dates, or the only one beside the other, in order."""
    missing = [name for name in ("received_at", "completed_at") if name in wanted]
    if not missing:
        return
    dates = list(islice((label for label in free if not telling(label) and _all_dates(judge, label)), 3))
    if len(dates) != len(missing):
        return
    known = [mapping[name] for name in ("received_at", "completed_at") if name in mapping]
    one, *rest = [judge.table[label] for label in (*known, *dates)]
    if not rest:
        return
    order = _order(one, rest[0])
    if len(missing) == 2 and order:
        first, last = dates if order > 0 else dates[::-1]
        yield "received_at", first, PAIR, "pair"
        yield "completed_at", last, PAIR, "pair"
    elif len(missing) == 1 and order == (1 if missing == ["completed_at"] else -1):
        yield missing[0], dates[0], PAIR, "pair"


def _all_dates(judge: Judge, label: str) -> bool:
    filled = judge.filled(label)
    if not _DATE_LIKE.search(filled.iloc[0]):
        return False
    return bool(filled.str.contains(_DATE_LIKE.pattern).all()) and judge.fits(label, "datetime") == 1.0


def _order(one: pd.Series[Any], other: pd.Series[Any]) -> int:
    """Return 1 where the other is never before the one, -1 the other way round, 0 where neither or both."""
    days = (cells.parse_datetime(other).values - cells.parse_datetime(one).values).dropna().dt.total_seconds()
    if days.empty or not days.ne(0).any():
        return 0
    return 1 if days.ge(0).all() else -1 if days.le(0).all() else 0


def _sums(judge: Judge, free: list[str], wanted: list[str], mapping: Mapping[str, str]) -> Found:
    """Give n, mean and SD: the only three columns of numbers, where one is whole and one is no SD of the other's scale."""
    named = {"mean", "n", "sd"} - set(wanted)
    if named or "overall" in mapping or "received_at" in mapping:
        return
    numbers = [label for label in free if not telling(label) and judge.fits(label, "number") == 1.0]
    if len(numbers) != 3:
        return
    read = {label: cells.parse_number(judge.table[label]).values for label in numbers}
    fits = [
        (n, mean, sd)
        for n in numbers
        for mean in numbers
        for sd in numbers
        if len({n, mean, sd}) == 3 and _go_together(read[n], read[mean], read[sd])
    ]
    if len(fits) == 1:
        yield from ((name, label, ARITHMETIC, "sums") for name, label in zip(("n", "mean", "sd"), fits[0], strict=True))


def _go_together(n: pd.Series[Any], mean: pd.Series[Any], sd: pd.Series[Any]) -> bool:
    """Return whether there is a scale on which an SD like this can belong to n answers of this mean."""
    known = n.notna() & mean.notna() & sd.notna()
    n, mean, sd = n[known], mean[known], sd[known]
    if n.empty or not ((n >= 2) & (n % 1 == 0)).all() or (mean % 1 == 0).all() or not (sd > 0).all():
        return False
    for low, high in SCALES:
        if mean.between(low, high).all():
            widest = np.sqrt((mean - low) * (high - mean) * n / (n - 1))
            return bool((sd <= widest + 0.01).all())
    return False


def _duration(judge: Judge, free: list[str], wanted: list[str], mapping: Mapping[str, str]) -> Found:
    """Give the counter time: the only column of lengths such as "8분 17초", where no other time is read."""
    times = {"waiting_minutes", "processing_hours", "mean", "received_at", "completed_at"}
    if "handling_minutes" not in wanted or times & set(mapping):
        return
    spans = [
        label
        for label in free
        if not telling(label) and judge.fits(label, "duration") == 1.0 and judge.filled(label).str.contains(_SPAN).all()
    ]
    if len(spans) == 1:
        yield "handling_minutes", spans[0], DURATION, "span"


def _codes(judge: Judge, free: list[str], wanted: list[str], mapping: Mapping[str, str]) -> Found:
    """Give the score: the only column of whole numbers of a scale, where nothing else is scored."""
    field = next((name for name in ("score", "overall") if name in wanted), "")
    if not field or {"mean", "overall"} & set(mapping) or any(name.startswith("item:") for name in mapping):
        return
    codes = [label for label in free if not telling(label) and _all_codes(judge.filled(label))]
    if len(codes) == 1:
        yield field, codes[0], CODES, "codes"


def _all_codes(filled: pd.Series[Any]) -> bool:
    return bool(filled.str.fullmatch(r"(?:10|\d)(?:[.]0)?").all()) and filled.nunique() >= LEAST_CELLS
