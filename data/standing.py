"""Changing where units stand, and names that come back as another unit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import sqlalchemy as sa

from data import hierarchy
from data.refusals import alias_taken, no_unit
from data.refusals_registers import no_parent, not_used_before, own_parent, parent_circle
from data.registers import register
from data.tables import alias, unit
from kpi.core.hierarchy import circle
from kpi.core.organisation import Level, Parenthood, RegisterKind, Unit, normal


def set_level(
    connection: sa.Connection, kind: RegisterKind, unit_id: int, level: Level | None, *, who: str, at: dt.datetime
) -> None:
    """Say of what level a unit is; None takes that back. UserError: ``no_unit``."""
    _unit(connection, kind, unit_id)
    hierarchy.enter_level(connection, unit_id, level, who=who, at=at)


def set_parents(
    connection: sa.Connection, kind: RegisterKind, rows: Iterable[Parenthood], *, who: str, at: dt.datetime
) -> None:
    """Say under what units stand from a day on (None: from ever); without a parent they stand under none.

    Raises
    ------
    UserError
        ``no_unit``; ``own_parent`` or ``parent_circle`` when units would stand under each other.
    """
    known = register(connection, kind)
    for row in rows:
        for unit_id in (row.unit, *([row.parent] if row.parent is not None else [])):
            if unit_id not in known.by_id:
                raise no_unit(unit_id)
        if row.parent == row.unit:
            raise own_parent(known.by_id[row.unit].name)
        hierarchy.enter_parent(connection, row.unit, {"parent": row.parent}, row.since, who=who, at=at)
    refuse_circle(connection, kind)


def refuse_circle(connection: sa.Connection, kind: RegisterKind) -> None:
    """Refuse units that stand under each other on some day. UserError: ``parent_circle``."""
    known = register(connection, kind)
    found = circle(known)
    if found:
        raise parent_circle([known.by_id[one].name for one in found])


def remove_parent(
    connection: sa.Connection, kind: RegisterKind, unit_id: int, *, since: dt.date | None, who: str, at: dt.datetime
) -> int | None:
    """Take back what was said about where a unit stands from a day on, and return the parent. UserError: ``no_parent``."""
    held = [one for one in register(connection, kind).history_of(unit_id) if one.since == since]
    if not held:
        raise no_parent(_unit(connection, kind, unit_id).name, since)
    hierarchy.enter_parent(connection, unit_id, None, since, who=who, at=at)
    refuse_circle(connection, kind)
    return held[0].parent


def reuse_name(connection: sa.Connection, kind: RegisterKind, name: str, *, on: dt.date, former: str) -> Unit:
    """Add a new unit whose name meant another one before a day; return that other one as it was.

    The other unit keeps the name for the days before. Where it is called so today, it is called ``former`` from now on
    ("": the name with its last day).

    Raises
    ------
    UserError
        ``not_used_before`` when nothing had the name; ``alias_taken`` when ``former`` means another unit.
    """
    known = register(connection, kind)
    spelled = known.spelled(name)
    if spelled is None:
        raise not_used_before(name)
    old, last = spelled[1], on - dt.timedelta(days=1)
    if normal(old.name) == normal(name):
        label = former.strip() or f"{old.name}(~{last})"
        taken = known.find(label)
        if taken is not None:
            raise alias_taken(label, taken.name)
        connection.execute(sa.update(unit).where(unit.c.id == old.id).values(name=label, name_key=normal(label)))
    _end_spellings(connection, old, name, last)
    connection.execute(sa.insert(unit).values(kind=kind, name=name.strip(), name_key=normal(name)))
    return old


def _end_spellings(connection: sa.Connection, old: Unit, name: str, last: dt.date) -> None:
    """Let a unit's spelling hold until its last day at most, and on all days before it when it was the unit's name."""
    mine = (alias.c.unit_id == old.id, alias.c.name_key == normal(name))
    later = sa.or_(alias.c.valid_to.is_(None), alias.c.valid_to > last)
    connection.execute(sa.update(alias).where(*mine, later).values(valid_to=last))
    if normal(old.name) == normal(name):
        row = {"unit_id": old.id, "name": old.name, "name_key": normal(name)}
        connection.execute(sa.insert(alias).values(**row, valid_from=None, valid_to=last, upload_id=None))


def _unit(connection: sa.Connection, kind: RegisterKind, unit_id: int) -> Unit:
    held = register(connection, kind).by_id.get(unit_id)
    if held is None:
        raise no_unit(unit_id)
    return held
