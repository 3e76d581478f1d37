"""Departments and tasks as they are asked for: by any of their names, and pooled where they have others under them."""

from __future__ import annotations

import pandas as pd

from kpi.core.errors import refuse
from kpi.core.hierarchy import below, pooled_into
from kpi.core.organisation import Level, Register, RegisterKind
from kpi.core.succession import today
from kpi.core.text import Text
from services.evidence import Organisation, View

_UNKNOWN_UNIT: dict[RegisterKind, Text] = {
    "department": Text(
        "'{name}' 부서가 없습니다. 비슷한 이름: {nearest}", "There is no department '{name}'. Similar names: {nearest}"
    ),
    "task": Text(
        "'{name}' 업무가 없습니다. 비슷한 이름: {nearest}", "There is no task '{name}'. Similar names: {nearest}"
    ),
}


def level_asked(view: View, department: str | None, level: Level | None) -> Level | None:
    """Return the level asked for; who asks about a unit with others under it asks about all of them together."""
    register = view.register("department")
    unit = register.find(department or "")
    if level is not None or unit is None or not below(register, unit.id):
        return level
    return register.levels.get(unit.id)


def unit_asked(
    view: View, kind: RegisterKind, name: str | None, organisation: Organisation, level: Level | None = None
) -> str:
    """Return the name that rows have for a unit that was asked for by any of its names.

    Raises
    ------
    UserError
        ``unknown_department`` or ``unknown_task``.
    """
    register = view.register(kind)
    unit = register.find(name or "")
    if unit is None:
        nearest = ", ".join(register.nearest(name or "") or register.names[:3]) or "-"
        raise refuse(f"unknown_{kind}", _UNKNOWN_UNIT[kind], name=name, nearest=nearest)
    pools = kind == "department" and level is not None and register.levels.get(unit.id) != level
    if organisation == "reported" and not pools:
        return name or ""
    now = register.find(today(register, unit.name) or "") or unit
    if kind == "department" and level is not None:
        now = register.by_id[pooled_into(register, now.id, level)]
    return now.name


def of_unit(rows: pd.DataFrame, register: Register, name: str) -> pd.DataFrame:
    """Return the rows, as they were reported, of one unit under whatever name it had at the time."""
    wanted = register.find(name)
    places = zip(rows["department"], rows["period_start"], strict=True)
    found = [
        (register.find(str(one), day.date()) or register.find(str(one))) == wanted if one else False
        for one, day in places
    ]
    return rows[found]
