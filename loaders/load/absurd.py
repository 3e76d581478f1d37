"""Values that were read and are hardly meant: said with their cells, kept, and never changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from kpi.core.text import Text
from loaders.cells.columns import ParsedNumbers, ParsedTimes
from loaders.cells.numbers import number_of, unit_class
from loaders.load.asked import EXAMPLES, examples
from loaders.load.tally import Tally

if TYPE_CHECKING:
    from loaders.load.reading import Reading

YEAR_DAYS = 366.0
_IN_A_YEAR: Mapping[str, float] = {"day": 366.0, "hour": 366.0 * 8, "week": 53.0, "month": 12.0, "year": 1.0}
_NEGATIVE = Text(
    "0보다 작은 값이 {count}칸 있습니다: {rows_text}행. 그대로 셉니다.",
    "{count} cells hold a value below 0: rows {rows_text}. They are counted as they are.",
)
_NOT_WHOLE = Text(
    "정수가 아닌 건수·응답 수가 {count}칸 있습니다: {rows_text}행. 열이 맞는지 확인하세요.",
    "{count} numbers of cases or answers are not whole: rows {rows_text}. Check whether the right column is read.",
)
_ABOVE_100 = Text(
    "100%를 넘는 값이 {count}칸 있습니다: {rows_text}행. 값과 단위를 확인하세요.",
    "{count} cells hold more than 100 %: rows {rows_text}. Check value and unit.",
)
_LONG_TERM = Text(
    "1년이 넘는 법정처리기간이 {count}칸 있습니다: {rows_text}행. 값과 단위를 확인하세요.",
    "{count} statutory periods are longer than a year: rows {rows_text}. Check value and unit.",
)
_LONG_TIME = Text(
    "1년이 넘는 시간이 {count}칸 있습니다: {rows_text}행. 단위가 맞는지 확인하세요.",
    "{count} times are longer than a year: rows {rows_text}. Check the unit.",
)
_WEEKDAY = Text(
    "적힌 요일이 날짜의 요일과 다른 칸이 {count}개 있습니다({examples}). 적힌 날짜로 읽었습니다. 날짜가 틀렸으면 고치세요.",
    "The weekday written in {count} cells is not that of the date ({examples}). The date was read; correct it if it is wrong.",
)
_DAYS = tuple(
    zip("월화수목금토일", ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), strict=True)
)
_MIXED = Text(
    "한 열에 단위가 섞여 있습니다: {units}. 숫자만 읽었으니 같은 것을 잰 값인지 확인하세요.",
    "The units of this column differ: {units}. Only the numbers were read; check that they measure the same.",
)
_CONTRADICTS = Text(
    "머리글의 단위는 '{said}'인데 값의 단위는 {units}입니다({count}칸). 머리글이나 값을 고치세요.",
    "The header says '{said}', and {count} cells say {units}. Correct the header or the cells.",
)
_SERIAL = Text(
    "숫자로 저장된 날짜 {count}칸을 1900년부터 센 날짜로 읽었습니다(예: {examples}).",
    "{count} dates stored as numbers were read as days counted from 1900 (for example {examples}).",
)
_OFFSET = Text(
    "세계시와의 차이가 적힌 시각 {count}칸은 적힌 시각 그대로 읽었습니다(예: {examples}).",
    "{count} times with a distance to UTC were read as the clock time they say (for example {examples}).",
)
_SOME_PERCENT = Text(
    "'%'가 붙은 칸과 붙지 않은 칸이 한 열에 섞여 있습니다: {rows_text}행(적은 쪽 {count}칸). 적힌 숫자 그대로 읽었습니다(150%는 150). 같은 뜻이 되게 "
    "고치세요.",
    "Some cells of this column carry '%' and others do not: rows {rows_text} (the {count} fewer ones). They were read as the numbers "
    "they show (150% is 150). Write them all alike.",
)
_BELOW_0 = Text(
    "건수가 0보다 작은 행이 {count}개 있습니다: {rows_text}행. 0 이상의 정수로 고치세요.",
    "{count} rows hold a number of cases below 0: rows {rows_text}. Write a whole number from 0 up.",
)
_HEADER_UNIT = re.compile(r"[(\[]\s*(?:단위\s*[:：]\s*)?([^()\[\]:：]{1,6})\s*[)\]]")


@dataclass(frozen=True)
class _Doubt:
    code: str
    message: Text


def say_absurd(
    reading: Reading, name: str, values: pd.Series[Any], unit: pd.Series[Any] | None = None
) -> pd.Series[Any]:
    """Warn of a field's values that are hardly meant, once; return them unchanged.

    ``values``: numbers, minutes, or (with their ``unit``) lengths of time.
    """
    for doubt, marked in _doubts(reading, name, values, unit):
        if marked.any() and reading.once(f"{doubt.code} {name}"):
            reading.say("warning", doubt.code, doubt.message, marked=marked, field_name=name)
    return values


def _doubts(
    reading: Reading, name: str, values: pd.Series[Any], unit: pd.Series[Any] | None
) -> list[tuple[_Doubt, pd.Series[Any]]]:
    if unit is not None:
        return [(_Doubt("long_term", _LONG_TERM), _over_a_year(values, unit))] if name == "statutory_period" else []
    if reading.layout.source.by_name.get(name) is not None and reading.layout.source.by_name[name].kind == "duration":
        return [(_Doubt("long_time", _LONG_TIME), values > YEAR_DAYS * 24 * 60)]
    found = []
    if name == "points":
        found.append((_Doubt("negative_points", _NEGATIVE), values < 0))
    if name == "n":
        found.append((_Doubt("n_not_whole", _NOT_WHOLE), values.notna() & values.ne(values.round())))
    return found


def _over_a_year(values: pd.Series[Any], unit: pd.Series[Any]) -> pd.Series[Any]:
    over = pd.Series(False, index=values.index)
    for name, longest in _IN_A_YEAR.items():
        above = values > longest
        if above.any():
            over |= above & unit.eq(name)
    return over


def say_negative_count(reading: Reading, name: str, numbers: pd.Series[Any]) -> pd.Series[Any]:
    """Say which numbers of cases or people are below 0, an error; return the others."""
    negative = numbers < 0
    if negative.any():
        reading.say("error", "negative_count", _BELOW_0, marked=negative, field_name=name)
    return numbers.mask(negative)


def say_units(reading: Reading, name: str, parsed: ParsedNumbers) -> None:
    """Warn where the cells of a column of numbers carry different units, another than the header, or above 100 %."""
    units = [str(unit) for unit in parsed.unit.cat.categories if unit]
    if not units:
        return
    there = parsed.values.notna()
    carried = parsed.unit[there & parsed.unit.ne("")].astype("str")
    if reading.whole is not None and reading.once(f"units {name}"):
        reading.whole.units.setdefault(name, Tally()).take(carried)
    if len(units) > 1 and reading.once(f"units {name}"):
        say_mixed(
            reading, name, Counter({str(unit): int(count) for unit, count in carried.value_counts().items()}), carried
        )
    said = header_unit(reading.label(name))
    other = there & parsed.unit.ne("") & parsed.unit.ne(said)
    if said and other.any() and reading.once(f"header unit {name}"):
        shown = ", ".join(f"'{unit}'" for unit in units if unit != said)
        reading.say("warning", "unit_contradicts", _CONTRADICTS, marked=other, field_name=name, said=said, units=shown)
    _say_some_percent(reading, name, there, parsed.unit.eq("%") & there, said)
    above = parsed.unit.eq("%") & (parsed.values > 100)
    if above.any() and reading.once(f"above 100 {name}"):
        reading.say("warning", "above_100_percent", _ABOVE_100, marked=above, field_name=name)


def _say_some_percent(reading: Reading, name: str, there: pd.Series[Any], percent: pd.Series[Any], said: str) -> None:
    """Warn where some cells of a column are percentages and others bare numbers: 150% may be 1.5 among the others."""
    fewer = percent if 2 * percent.sum() <= there.sum() else there & ~percent
    if percent.any() and fewer.any() and said != "%" and reading.once(f"some percent {name}"):
        reading.say("warning", "some_percent", _SOME_PERCENT, marked=fewer, field_name=name)


def say_mixed(reading: Reading, name: str, counts: Counter[str], carried: pd.Series[Any]) -> None:
    """Warn that the cells of a column carry different units; ``counts``: how many carry which; ``carried``: row -> unit."""
    if len(counts) < 2:
        return
    listed = ", ".join(f"'{unit}'({count})" for unit, count in sorted(counts.items()))
    marked = carried.ne(max(sorted(counts), key=lambda unit: counts[unit]))
    reading.say("warning", "mixed_units", _MIXED, marked=marked, field_name=name, units=listed)


def header_unit(label: str) -> str:
    """Return the unit of numbers that a header states in brackets: "건수(건)", "만족도 (단위: 점)"; "" where there is none."""
    found = _HEADER_UNIT.search(label)
    number = number_of(f"1{found[1].strip()}") if found else None
    return unit_class(number[1]) if number else ""


def say_how(reading: Reading, name: str, parsed: ParsedTimes) -> None:
    """Say which moments were read from serial numbers, with a distance to UTC, or beside another weekday, once."""
    for how, message in (("serial", _SERIAL), ("offset", _OFFSET)):
        marked = parsed.how.eq(how)
        if marked.any() and reading.once(f"{how} {name}"):
            shown = examples(reading.raw(name)[marked])
            reading.say("note", f"dates_as_{how}", message, marked=marked, field_name=name, examples=shown)
    marked = parsed.how.eq("weekday")
    if marked.any() and reading.once(f"weekday {name}"):
        days = _weekdays(reading.raw(name)[marked], parsed.values[marked])
        reading.say("warning", "other_weekday", _WEEKDAY, marked=marked, field_name=name, examples=days)


def _weekdays(cells: pd.Series[Any], days: pd.Series[Any]) -> Text:
    """Return the first few different cells, each with the weekday of its date."""
    first = pd.DataFrame({"cell": cells, "day": days.dt.day_of_week}).drop_duplicates("cell").head(EXAMPLES)
    pairs = list(zip(first["cell"], first["day"], strict=True))
    ko = ", ".join(f"'{cell}' 날짜는 {_DAYS[day][0]}요일" for cell, day in pairs)
    return Text(ko, ", ".join(f"'{cell}' is a {_DAYS[day][1]}" for cell, day in pairs))
