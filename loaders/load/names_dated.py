"""Names on their days: a name that meant a unit once, and the aliases a file brings."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from kpi.core.batch import NewAlias
from kpi.core.organisation import Register, RegisterKind, normal
from kpi.core.text import Text
from loaders.load.names import SHOWN, rows_named
from loaders.load.observed import Observations
from loaders.load.reading import Reading
from loaders.load.spellings import one_spelling

_FIELDS: dict[RegisterKind, tuple[str, ...]] = {"department": ("department", "departments"), "task": ("task",)}
_ALIASES = Text(
    "다른 이름 {number}개를 등록합니다: {names}",
    "{number} other names will be registered: {names}",
)
_OTHER_DAYS = Text(
    "'{name}' 이름은 {day}에는 등록된 부서의 이름이 아닙니다(지금 이름: {near}). 어느 부서와 같은지 지정하세요.",
    "'{name}' is not the name of a registered department on {day} (today's name: {near}). Say which department it is.",
)
_OTHER_DAYS_TASK = Text(
    "'{name}' 이름은 {day}에는 등록된 업무의 이름이 아닙니다(지금 이름: {near}). 같은 업무라면 그렇게 지정하세요. 그대로 두면 서로 "
    "비교하지 않습니다.",
    "'{name}' is not the name of a registered task on {day} (today's name: {near}). Say so if it is the same one; otherwise "
    "the two are not compared.",
)


def new_aliases(reading: Reading, observed: Observations) -> tuple[NewAlias, ...]:
    """Return, and say, the aliases that the analyst's ``same_as`` makes of this file's names.

    A spelling that means another unit already is dated from the first claim day of the file; any other holds on all days.
    """
    first = _first_day(observed)
    aliases = []
    for (kind, name), unit in reading.same_as.items():
        register = _register(reading, kind)
        target, held, today = register.find(unit), register.find(name), register.find(name, first)
        if target is not None and today is not None and today.id == target.id:
            continue
        another = held is not None and (target is None or held.id != target.id)
        aliases.append(NewAlias(kind, name, unit, first if another else None))
    if aliases:
        names = ", ".join(f"'{one.name}' = '{one.unit}'" for one in aliases[:SHOWN])
        more = f" ... ({len(aliases)})" if len(aliases) > SHOWN else ""
        reading.say("note", "new_aliases", _ALIASES, number=len(aliases), names=names + more)
    return tuple(aliases)


def say_names_of_other_days(reading: Reading, observed: Observations) -> None:
    """Say which names are known, but not on the days of this file: an error for a department, a warning for a task."""
    for kind, fields in _FIELDS.items():
        register = _register(reading, kind)
        if not any(unit.aliases for unit in register.units):
            continue
        told = {normal(name) for of, name in reading.same_as if of == kind}
        for name, day in _names_and_days(observed.cells, kind):
            unit = register.find(name) if normal(name) not in told else None
            if unit is not None and register.find(name, day) is None:
                told.add(normal(name))
                _say(reading, kind, fields, name, day, unit.name)


def _say(reading: Reading, kind: RegisterKind, fields: tuple[str, ...], name: str, day: dt.date, unit: str) -> None:
    field = next((one for one in fields if reading.has(one)), "")
    marked = rows_named(reading, one_spelling(reading.text(field)), (name,)) if field else None
    values = {"name": name, "day": day.isoformat(), "near": f"'{unit}'"}
    if kind == "department":
        reading.say("error", "unknown_department", _OTHER_DAYS, marked=marked, field_name=field, **values)
    else:
        reading.say("warning", "similar_task", _OTHER_DAYS_TASK, marked=marked, field_name=field, **values)
    reading.findings[-1] = reading.findings[-1].at(value=name, choices=(unit,))


def _names_and_days(cells: pd.DataFrame, kind: RegisterKind) -> list[tuple[str, dt.date]]:
    """Return the different names of the cells with the first days of their periods, without blanks."""
    columns = ("department", "rater_department") if kind == "department" else ("task",)
    found: dict[tuple[str, dt.date], None] = {}
    for column in columns:
        pairs = cells.loc[cells[column].ne(""), [column, "period_start"]].drop_duplicates()
        found |= {(name, day.date()): None for name, day in zip(pairs[column], pairs["period_start"], strict=True)}
    return list(found)


def _register(reading: Reading, kind: RegisterKind) -> Register:
    return reading.context.departments if kind == "department" else reading.context.tasks


def _first_day(observed: Observations) -> dt.date | None:
    return None if observed.claims.empty else observed.claims["claim_start"].min().date()
