"""Names of departments and tasks against the registers: known, new, or a finding with the nearest names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from kpi.core.organisation import Register, normal
from kpi.core.text import Text
from loaders.load_reading import Reading
from loaders.match_trim import is_total

SHOWN, LONGEST = 8, 200
"""Names listed in a finding; letters of a name, as no office or task has more and a column of remarks soon does."""
_LONG = Text(
    "{longest}자보다 긴 이름이 {count}행 있습니다: {rows_text}행. 다른 열이 지정되지 않았는지 확인하세요.",
    "{count} rows hold a name of more than {longest} letters: rows {rows_text}. Check whether the right column is read.",
)
_FIRST = Text(
    "등록된 부서가 없어 이 파일의 부서 {number}개를 등록합니다: {names}",
    "No department is registered yet; the {number} departments of this file will be: {names}",
)
_ADDED = Text(
    "새 부서 {number}개를 등록합니다: {names}",
    "{number} new departments will be registered: {names}",
)
_UNKNOWN = Text(
    "'{name}' 부서는 등록되어 있지 않습니다({count}행). 비슷한 이름: {near}. 새 부서라면 추가를 승인하세요.",
    "The department '{name}' is not registered ({count} rows). Nearest names: {near}. If it is new, accept it.",
)
_NEW_TASKS = Text(
    "새 업무 {number}개를 등록합니다: {names}",
    "{number} new tasks will be registered: {names}",
)
_NO_DEPARTMENTS = Text(
    "부서 열이 없어 기관 전체 자료로 저장합니다.",
    "There is no department column; the data are stored for the whole organisation.",
)
_BLANK = Text(
    "부서가 비어 있는 {count}행은 부서 없이 기관 전체에만 셉니다: {rows_text}행",
    "{count} rows without a department count for the whole organisation only: rows {rows_text}",
)


@dataclass(frozen=True)
class Names:
    """Names as the file wrote them (one spelling each), "" where there is none, and those to be registered."""

    values: pd.Series[Any]
    new: tuple[str, ...] = ()


def departments(reading: Reading, field: str = "department", *, rows: pd.Series[Any] | None = None) -> Names:
    """Return the departments of a column; unknown ones are errors unless the register is empty or new ones accepted.

    ``rows`` are those that count (all where it is None): names on other rows are neither asked about nor registered.
    """
    if not reading.has(field):
        reading.say("note", "no_departments", _NO_DEPARTMENTS)
        return Names(pd.Series("", index=reading.index, dtype="str"))
    values = one_spelling(reading.text(field))
    values = values.mask(is_total(values), "")
    counted = values if rows is None else values[rows]
    blank = values.eq("").where(values.index.isin(counted.index), False)
    if blank.any():
        reading.say("warning", "blank_department", _BLANK, marked=blank, field_name=field)
    return Names(values, new_departments(reading, counted, field))


def new_departments(reading: Reading, values: pd.Series[Any], field: str) -> tuple[str, ...]:
    """Return the names to be registered; say so, or say which name is unknown."""
    register = reading.context.departments
    unknown = _unknown(_short(reading, values, field), register)
    if not unknown:
        return ()
    if not register.units or reading.choice.accept_new:
        message = _ADDED if register.units else _FIRST
        code = "new_departments" if register.units else "first_departments"
        reading.say("note", code, message, field_name=field, number=len(unknown), names=_listed(unknown))
        return unknown
    for name in unknown:
        near = ", ".join(f"'{one}'" for one in register.nearest(name)) or "-"
        marked = values.eq(name)
        reading.say("error", "unknown_department", _UNKNOWN, marked=marked, field_name=field, name=name, near=near)
        row = int(values.index[marked][0])
        reading.findings[-1] = reading.findings[-1].at(value=name, row=row)
    return ()


def tasks(reading: Reading, field: str = "task", *, rows: pd.Series[Any] | None = None) -> Names:
    """Return the tasks of a column; new ones on the rows that count (all where None) are added with a note."""
    values = one_spelling(reading.text(field))
    counted = _short(reading, values if rows is None else values[rows], field)
    unknown = _unknown(counted, reading.context.tasks)
    if unknown:
        reading.say("note", "new_tasks", _NEW_TASKS, field_name=field, number=len(unknown), names=_listed(unknown))
    return Names(values, unknown)


def one_spelling(values: pd.Series[Any]) -> pd.Series[Any]:
    """Return the names with spellings that differ in blanks or case only written as the first of them."""
    first: dict[str, str] = {}
    spelled = {name: first.setdefault(normal(name), name) for name in sorted(values.unique())}
    return values.map(spelled).astype("str")


def _short(reading: Reading, values: pd.Series[Any], field: str) -> pd.Series[Any]:
    """Return the names without those too long to be one, which are an error."""
    long = values.str.len() > LONGEST
    if long.any():
        marked = pd.Series(reading.index.isin(values.index[long]), index=reading.index)
        reading.say("error", "long_name", _LONG, marked=marked, field_name=field, longest=LONGEST)
    return values[~long]


def _unknown(values: pd.Series[Any], register: Register) -> tuple[str, ...]:
    return tuple(name for name in values.unique() if name and register.find(name) is None)


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names[:SHOWN]) + (f" ... ({len(names)})" if len(names) > SHOWN else "")
