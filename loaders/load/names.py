"""Names of departments and tasks against the registers: known, new, or a finding with the nearest names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from kpi.core.organisation import Register, RegisterKind, Unit, normal
from kpi.core.text import Text
from loaders.load.names_alike import in_other_words, nearest_units
from loaders.load.names_long import not_too_long
from loaders.load.names_several import NOT_ONE, named_in, stands_for
from loaders.load.reading import Reading
from loaders.load.spellings import spelled_of
from loaders.match.labels import nearest
from loaders.match.trim import is_total

SHOWN, MOST_ASKED = 8, 100
"""Names listed in a finding; unknown names asked about one by one."""
_FIRST = Text(
    "등록된 부서가 없어 이 파일의 부서 {number}개를 등록합니다: {names}",
    "No department is registered yet; the {number} departments of this file will be: {names}",
)
_ADDED = Text(
    "새 부서 {number}개를 등록합니다: {names}",
    "{number} new departments will be registered: {names}",
)
_UNKNOWN = Text(
    "'{name}' 부서는 등록되어 있지 않습니다({count}행: {rows_text}행). 비슷한 이름: {near}. 어느 부서와 같은지 지정하고, 새 부서라면 "
    "추가를 승인하세요.",
    "The department '{name}' is not registered ({count} rows: {rows_text}). Nearest names: {near}. Say which department it "
    "is, or accept it as a new one.",
)
_MORE = Text(
    "등록되어 있지 않은 부서가 {number}개 더 있습니다({count}행: {rows_text}행). 부서 열이 맞는지 확인하세요.",
    "{number} more departments are not registered ({count} rows: {rows_text}). Check whether the right column is read.",
)
_NO_TARGET = Text(
    "'{name}' 이름과 같다고 지정한 '{target}' 이름이 등록부에 없습니다. 비슷한 이름: {near}. 등록된 이름으로 지정하세요.",
    "'{name}' was said to be '{target}', which is not registered. Nearest names: {near}. Choose a registered name.",
)
_ALIKE = Text(
    "새 부서 '{name}' 이름은 부서 {near} 이름과 거의 같습니다({count}행: {rows_text}행). 같은 부서라면 그렇게 지정하세요. 그대로 두면 다른 "
    "부서로 등록합니다.",
    "The new department '{name}' is almost the same name as {near} ({count} rows: {rows_text}). Say so if it is the same one; "
    "otherwise it is registered as another department.",
)
_SIMILAR = Text(
    "새 업무 '{name}' 이름은 등록된 업무 {near} 이름과 비슷합니다({count}행: {rows_text}행). 같은 업무라면 그렇게 지정하세요. 그대로 "
    "두면 다른 업무로 보아 서로 비교하지 않습니다.",
    "The new task '{name}' looks like the registered task {near} ({count} rows: {rows_text}). Say so if it is the same one; "
    "otherwise it is another task and the two are not compared.",
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
    "부서가 비어 있는 {count}행은 부서 없이 기관 전체에만 셉니다: {rows_text}행. 부서가 있으면 채우세요.",
    "{count} rows without a department count for the whole organisation only: rows {rows_text}. Fill in the department if there is one.",
)
_WHOSE = Text(
    "집계표에서 부서가 비어 있는 {count}행이 있습니다: {rows_text}행. 합계인지 어느 부서의 값인지 알 수 없으니 부서를 적거나, 합계이면 '합계'라고 적으세요.",
    "{count} rows of this table of sums have no department: rows {rows_text}. They may be totals or some department's figures: "
    "fill in the department, or write 'total'.",
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
    values = spelled_of(reading, field)
    values = values.mask(is_total(values), "")
    counted = values if rows is None else values[rows]
    blank = values.eq("").where(values.index.isin(counted.index), False)
    if blank.any():
        doubtful = reading.layout.form.id == "summed" and not blank.all()
        reading.say(
            "error" if doubtful else "warning",
            "blank_department",
            _WHOSE if doubtful else _BLANK,
            marked=blank,
            field_name=field,
        )
    return Names(values, new_departments(reading, counted, field) if reading.whole is None else ())


def new_departments(reading: Reading, values: pd.Series[Any], field: str) -> tuple[str, ...]:
    """Return the names to be registered; say so, or say which name is unknown."""
    register = reading.context.departments
    unknown, new = settled(reading, "department", not_too_long(reading, values, field))
    unknown, rest = _single(reading, unknown, values, field)
    if unknown and (not register.units or reading.choice.accept_new):
        _say_alike(reading, unknown, values, field)
        unknown, new = (), (*new, *unknown)
    if new:
        message = _ADDED if register.units else _FIRST
        code = "new_departments" if register.units else "first_departments"
        reading.say("note", code, message, field_name=field, number=len(new), names=_listed(new))
    for name in unknown[:MOST_ASKED]:
        choices = nearest_units(name, register)
        near = ", ".join(f"'{one}'" for one in choices) or "-"
        _say_name(reading, "unknown_department", _UNKNOWN, name, values, field, choices=choices, near=near)
    rest = (*unknown[MOST_ASKED:], *rest)
    if rest:
        marked = rows_named(reading, values, rest)
        reading.say("error", "more_unknown_departments", _MORE, marked=marked, field_name=field, number=len(rest))
    return new


def _single(
    reading: Reading, names: tuple[str, ...], values: pd.Series[Any], field: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of one department each, and those beyond the many said to be several or all departments."""
    register = reading.context.departments
    meant = {name: stands_for(name, register) for name in names}
    several = [name for name in names if meant[name]]
    here = {normal(name) for name in values.unique()}
    for name in several[:MOST_ASKED]:
        parts = named_in(name, register)
        choices = tuple(one for one in parts if register.find(one) is not None or normal(one) in here)
        _say_name(reading, "several_departments", NOT_ONE[meant[name]], name, values, field, choices=choices, near="")
    return tuple(name for name in names if not meant[name]), tuple(several[MOST_ASKED:])


def tasks(reading: Reading, field: str = "task", *, rows: pd.Series[Any] | None = None) -> Names:
    """Return the tasks of a column; new ones on the rows that count (all where None) are added with a note.

    A new name that is probably another spelling of a known one is a warning, as its cases would be compared with none.
    """
    values = spelled_of(reading, field)
    counted = values if rows is None else values[rows]
    return Names(values, new_tasks(reading, counted, field) if reading.whole is None else ())


def new_tasks(reading: Reading, values: pd.Series[Any], field: str = "task") -> tuple[str, ...]:
    """Return the names to be registered; say so, or say which known name they look like."""
    counted = not_too_long(reading, values, field)
    unknown, new = settled(reading, "task", counted)
    for name, choices in in_other_words(unknown, reading.context.tasks).items():
        near = ", ".join(f"'{one}'" for one in choices)
        _say_name(reading, "similar_task", _SIMILAR, name, counted, field, choices=choices, near=near)
    added = (*new, *unknown)
    if added:
        reading.say("note", "new_tasks", _NEW_TASKS, field_name=field, number=len(added), names=_listed(added))
    return added


def settled(reading: Reading, kind: RegisterKind, values: pd.Series[Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names nobody knows, and those that the analyst says are new (a name that stands for itself).

    Names that stand for another are noted in the reading; one that stands for nothing known is an error.
    """
    register = reading.context.departments if kind == "department" else reading.context.tasks
    said = {normal(name): target for (of, name), target in reading.choice.same_as.items() if of == kind}
    names = tuple(name for name in values.unique() if name)
    here = {normal(name): name for name in names}
    unknown: list[str] = []
    new: list[str] = []
    for name in names:
        target = said.get(normal(name))
        if target is None or normal(target) == normal(name):
            if register.find(name) is None:
                (unknown if target is None else new).append(name)
        elif register.find(target) is None and normal(target) not in here:
            _say_no_target(reading, kind, name, target, register)
        else:
            unit = register.find(target)
            reading.same_as[kind, name] = unit.name if unit else here[normal(target)]
    return tuple(unknown), tuple(new)


def _say_no_target(reading: Reading, kind: RegisterKind, name: str, target: str, register: Register) -> None:
    choices = nearest(target, register.names)
    near = ", ".join(f"'{one}'" for one in choices) or "-"
    reading.say("error", "unknown_same_as", _NO_TARGET, name=name, target=target, near=near)
    reading.findings[-1] = reading.findings[-1].at(value=name, choices=choices, column=reading.label(kind))


def _say_name(
    reading: Reading,
    code: str,
    message: Text,
    name: str,
    values: pd.Series[Any],
    field: str,
    *,
    choices: tuple[str, ...],
    near: str,
) -> None:
    """Say something about one name: where it stands, and which known names it looks like."""
    marked = rows_named(reading, values, (name,))
    reading.say(
        "warning" if code.startswith("similar") else "error",
        code,
        message,
        marked=marked,
        field_name=field,
        name=name,
        near=near,
    )
    first = int(marked.index[marked][0])
    reading.findings[-1] = reading.findings[-1].at(value=name, row=first, choices=choices)


def rows_named(reading: Reading, values: pd.Series[Any], names: tuple[str, ...]) -> pd.Series[Any]:
    """Return which rows of the table hold one of these names; ``values`` may have several a row, or not all rows."""
    return pd.Series(reading.index.isin(values.index[values.isin(names)]), index=reading.index)


def _say_alike(reading: Reading, names: tuple[str, ...], values: pd.Series[Any], field: str) -> None:
    """Say which departments about to be registered look like a registered one, or one that more rows of the file name."""
    rows = values.value_counts()
    names = tuple(sorted(names, key=lambda name: -int(rows[name])))
    known = reading.context.departments
    together = replace(known, units=(*known.units, *(Unit(-place, name) for place, name in enumerate(names, start=1))))
    for name, others in in_other_words(names, together).items():
        before = names[: names.index(name)]
        choices = tuple(other for other in others if other in before or known.find(other) is not None)
        if choices:
            near = ", ".join(f"'{one}'" for one in choices)
            _say_name(reading, "similar_department", _ALIKE, name, values, field, choices=choices, near=near)


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names[:SHOWN]) + (f" ... ({len(names)})" if len(names) > SHOWN else "")
