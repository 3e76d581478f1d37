"""Which scale the answers of a file are on, and which codes are no answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from kpi.core.text import Text
from loaders.load.answers import known_scale, scale_class
from loaders.load.reading import Reading

NO_ANSWER_CODES = frozenset({0.0, 6.0, 9.0, 97.0, 98.0, 99.0, 997.0, 998.0, 999.0, -1.0, -8.0, -9.0})
"""Codes that surveys use for "never used", "do not know" and "no answer", when they lie outside the declared scale."""
_MAYBE = NO_ANSWER_CODES | {8.0}
_USUAL = ((1.0, 5.0), (1.0, 7.0), (1.0, 10.0), (0.0, 10.0))
MOST_SUGGESTED = 8
Scale = tuple[float, float]
_HIGHEST = re.compile(r"[(\[]\s*(\d{1,3})\s*점?\s*(?:만점|척도)?\s*[)\]]")
LEAST_HIGHEST = 4
"""A smaller number in brackets counts columns."""

_TAKEN = Text(
    "척도가 지정되지 않아 응답에 나타난 {low}~{high}점 척도로 읽었습니다. 점수 = (응답-{low})/({high}-{low})×100.",
    "No scale was declared; the answers were read on the scale {low}-{high} they show. "
    "Score = (answer-{low})/({high}-{low})x100.",
)
_DECLARED = Text(
    "지정한 {low}~{high}점 척도로 읽었습니다. 점수 = (응답-{low})/({high}-{low})×100.",
    "Read on the declared scale {low}-{high}. Score = (answer-{low})/({high}-{low})x100.",
)
_OTHER_HIGHEST = Text(
    "'{label}' 머리글은 {highest}점 만점으로 보이는데 값만 보면 {high}점 만점입니다. 척도를 지정하세요(예: 0..{highest}). 만점이 다른 열은 따로 올리세요.",
    "The header '{label}' seems to name {highest} as the highest score, but by the values it would be {high}. Declare the scale (for "
    "example 0..{highest}); upload columns with another highest score apart.",
)
_TURNED = Text(
    "지정한 대로 {low}점이 가장 좋은 답인 척도로 읽어 값을 {total}-응답으로 뒤집었습니다. 점수 = ({high}-응답)/({high}-{low})×100.",
    "Read as declared with {low} as the best answer: values were turned round to {total}-answer. Score = ({high}-answer)/({high}-{low})x100.",
)
_WORDS = Text(
    "뒤집힌 척도를 지정했지만 '{label}' 열에는 말로 적힌 답이 {count}칸({rows_text}행) 있습니다. 말은 그 뜻대로 읽으므로 뒤집을 수 없습니다. 척도를 낮은 점수부터 지정하거나 답을 한 가지로 적으세요.",
    "The scale was declared reversed, but column '{label}' holds {count} answers in words (rows {rows_text}), which are read as what they "
    "say. Declare the scale from the lowest score, or write all answers one way.",
)
_UNSURE = Text(
    "척도를 알 수 없습니다(응답 범위 {low}~{high}, 나타난 값 {codes}). 척도를 지정하고(예: 1..5), "
    "응답이 아닌 값이 있으면 결측 코드로 지정하세요(예: 0,6,9).",
    "The scale is not clear (answers from {low} to {high}, values {codes}). Declare it (for example 1..5), and declare "
    "codes that are no answers as missing (for example 0,6,9).",
)
_MIXED = Text(
    "문항마다 척도가 다릅니다: {ranges}. 잘못 적은 값이면 고치고, 응답이 아닌 값이면 결측 코드로 지정하고, 척도가 다른 문항은 빼거나 파일을 나누세요.",
    "The items are on different scales: {ranges}. Correct values that are typing errors, declare codes that are no "
    "answers as missing, and leave out items on another scale or split the file.",
)
_EXCLUDED = Text(
    "응답이 아닌 코드 {count}개를 뺐습니다: {codes}",
    "{count} values that cannot be answers were left out: {codes}",
)
_OUTSIDE = Text(
    "{low}~{high}점 척도 밖의 값이 있습니다: {codes}({count}칸). 다른 척도의 문항이면 빼고, 무응답 코드라면 결측 코드로 지정하세요.",
    "Values outside the scale {low}-{high}: {codes} ({count} cells). Leave out items on another scale, or declare a code "
    "for no answer as missing.",
)


def answers_on_scale(
    reading: Reading, columns: Mapping[str, pd.Series[Any]], *, scale: Scale | None = None
) -> tuple[pd.DataFrame, Scale | None]:
    """Return the answers as codes without those that are none, and the scale; None after an error finding.

    ``columns``: field -> parsed codes; ``scale``: what the file itself declares. Left-out codes are counted in a warning, values that fit nowhere are errors.
    """
    table = pd.DataFrame(dict(columns), index=reading.index, dtype="float64")
    table, declared_out = _without(table, _declared_codes(reading))
    declared = reading.choice.scale or scale
    scale = declared or _inferred(reading, table)
    if scale is None:
        _say_excluded(reading, declared_out)
        return table, None
    low, high = min(scale), max(scale)
    outside = (table < low) | (table > high)
    table, codes_out = _without(table, NO_ANSWER_CODES, only=outside)
    _say_excluded(reading, declared_out.add(codes_out, fill_value=0))
    for name in table.columns:
        _outside(reading, str(name), table[name], low, high)
    if scale[0] > scale[1]:
        return _turned(reading, table, low, high)
    if declared:
        reading.say("note", "scale_declared", _DECLARED, low=_short(low), high=_short(high))
    return table, (float(low), float(high))


def says_other_highest(reading: Reading, fields: Iterable[str], scale: Scale) -> bool:
    """Return whether a header names another highest score than that of an inferred scale: "종합점수(60)"; that is an error."""
    for name in fields:
        found = _HIGHEST.search(reading.label(name))
        if found and int(found[1]) >= LEAST_HIGHEST and int(found[1]) != max(scale):
            values = {"label": reading.label(name), "highest": found[1], "high": _short(max(scale))}
            reading.say("error", "unknown_scale", _OTHER_HIGHEST, field_name=name, **values)
            return True
    return False


def _turned(reading: Reading, table: pd.DataFrame, low: float, high: float) -> tuple[pd.DataFrame, Scale | None]:
    """Return answers of which the lowest is the best turned round; words say themselves which is best and stop it."""
    for name in map(str, table.columns):
        words = table[name].notna() & ~reading.raw(name).str.contains(r"\d", regex=True)
        if words.any():
            reading.say("error", "scale_of_words", _WORDS, marked=words, field_name=name, label=reading.label(name))
            return table, None
    total = _short(low + high)
    reading.say("note", "scale_declared", _TURNED, low=_short(low), high=_short(high), total=total)
    return low + high - table, (float(low), float(high))


def _inferred(reading: Reading, table: pd.DataFrame) -> Scale | None:
    columns = {str(name): table[name].dropna() for name in table.columns}
    columns = {name: column for name, column in columns.items() if len(column)}
    scale = known_scale(columns)
    if scale is not None and says_other_highest(reading, columns, scale):
        return None
    if scale is not None:
        reading.say("note", "scale_inferred", _TAKEN, low=_short(scale[0]), high=_short(scale[1]))
        return scale
    if not columns:
        return None
    if len({scale_class(column) for column in columns.values()}) > 1:
        _say_mixed(reading, table, columns)
        return None
    values = pd.concat(list(columns.values()))
    codes = ", ".join(_short(code) for code in sorted(values.unique())[:12])
    reading.say("error", "unknown_scale", _UNSURE, low=_short(values.min()), high=_short(values.max()), codes=codes)
    _suggest(reading, suspicious(values))
    return None


def _say_mixed(reading: Reading, table: pd.DataFrame, columns: Mapping[str, pd.Series[Any]]) -> None:
    """Say that items are on different scales, and where the few cells of one item stand that alone make it so."""
    ranges = [f"'{reading.label(n)}' {_short(c.min())}~{_short(c.max())}" for n, c in columns.items()]
    least = min(scale_class(column) for column in columns.values())
    beyond = {name: column[column > least] for name, column in columns.items() if scale_class(column) > least}
    name, cells = next(iter(beyond.items()))
    place: dict[str, Any] = {}
    odd = suspicious(pd.concat(list(columns.values())))
    if len(beyond) == 1 and len(cells) * 5 < len(columns[name]):
        place = {"field_name": name, "marked": table[name] > least}
        odd = odd or tuple(map(_short, sorted(cells.unique())[:MOST_SUGGESTED]))
    said = ", ".join(ranges[:12]) + (" ..." if len(ranges) > 12 else "")
    reading.say("error", "mixed_scales", _MIXED, ranges=said, **place)
    _suggest(reading, odd)


def suspicious(values: pd.Series[Any]) -> tuple[str, ...]:
    """Return the answers that are probably codes for no answer: those outside the smallest usual scale that fits the rest.

    None where no usual scale fits.
    """
    there = {float(value) for value in values.dropna().unique()}
    for low, high in _USUAL:
        outside = {value for value in there if not low <= value <= high}
        if outside <= _MAYBE and outside != there:
            return tuple(_short(value) for value in sorted(outside))
    return ()


def _suggest(reading: Reading, choices: tuple[str, ...]) -> None:
    """Add to the last finding the codes that may be declared as missing."""
    reading.findings[-1] = reading.findings[-1].at(choices=choices)


def _without(
    table: pd.DataFrame, codes: frozenset[float], only: pd.DataFrame | None = None
) -> tuple[pd.DataFrame, pd.Series[Any]]:
    """Return the table without those codes, and how often each occurred."""
    gone = table.isin(list(codes))
    if only is not None:
        gone &= only
    counted = table.where(gone).stack().value_counts() if gone.to_numpy().any() else pd.Series(dtype="float64")
    return table.mask(gone), counted


def _declared_codes(reading: Reading) -> frozenset[float]:
    numbers = pd.to_numeric(pd.Series(list(reading.choice.missing), dtype="str"), errors="coerce").dropna()
    return frozenset(float(number) for number in numbers)


def _say_excluded(reading: Reading, counted: pd.Series[Any]) -> None:
    if len(counted):
        codes = ", ".join(f"{_short(code)}({int(count)})" for code, count in counted.sort_index().items())
        reading.say("warning", "codes_left_out", _EXCLUDED, codes=codes, count=int(counted.sum()))


def _outside(reading: Reading, name: str, column: pd.Series[Any], low: float, high: float) -> None:
    marked = (column < low) | (column > high)
    if marked.any():
        codes = ", ".join(_short(code) for code in sorted(column[marked].unique())[:8])
        values = {"low": _short(low), "high": _short(high), "codes": codes}
        code = "mixed_scales" if marked.sum() * 5 >= column.notna().sum() else "out_of_scale"
        reading.say("error", code, _OUTSIDE, marked=marked, field_name=name, **values)
        found = [_short(value) for value in sorted(column[marked].unique())]
        _suggest(reading, tuple(found) if len(found) <= MOST_SUGGESTED else ())


def _short(number: Any) -> str:
    return f"{float(number):g}"
