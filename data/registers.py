"""Departments and tasks: today's names and every other spelling."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from data import hierarchy, spellings
from data.refusals import alias_taken, bad_shares, no_unit, unknown_unit
from data.refusals_registers import no_alias, no_succession, unit_changed
from data.tables import alias, succession, unit
from kpi.core.batch import NewAlias
from kpi.core.hierarchy import described
from kpi.core.organisation import Alias, Register, RegisterKind, Succession, Unit, normal


def register(connection: sa.Connection, kind: RegisterKind) -> Register:
    """Return the register of one kind, in the order in which units were added."""
    aliases: dict[int, list[Alias]] = {}
    idle = spellings.idle(connection)
    for row in connection.execute(sa.select(alias).order_by(alias.c.id)):
        if row.id in idle:
            continue
        aliases.setdefault(row.unit_id, []).append(Alias(row.name, row.valid_from, row.valid_to))
    rows = connection.execute(sa.select(unit).where(unit.c.kind == kind).order_by(unit.c.id))
    units = tuple(Unit(row.id, row.name, tuple(aliases.get(row.id, ()))) for row in rows)
    names = ("predecessor_id", "successor_id", "effective_on", "share")
    held = tuple(Succession(*(row[name] for name in names)) for row in successions(connection, kind))
    ids = [one.id for one in units]
    return Register(kind, units, held, hierarchy.levels(connection, ids), hierarchy.parents(connection, ids))


def add_units(connection: sa.Connection, kind: RegisterKind, names: Iterable[str]) -> tuple[str, ...]:
    """Add the names that the register does not know yet in any spelling, and return them."""
    known = register(connection, kind)
    new: dict[str, str] = {}
    for name in names:
        if normal(name) and known.find(name) is None:
            new.setdefault(normal(name), name.strip())
    if new:
        rows = [{"kind": kind, "name": name, "name_key": key} for key, name in new.items()]
        connection.execute(sa.insert(unit), rows)
    return tuple(new.values())


def _unit(connection: sa.Connection, kind: RegisterKind, unit_id: int) -> Unit:
    for one in register(connection, kind).units:
        if one.id == unit_id:
            return one
    raise no_unit(unit_id)


def add_alias(
    connection: sa.Connection,
    kind: RegisterKind,
    unit_id: int,
    name: str,
    *,
    valid_from: dt.date | None,
    valid_to: dt.date | None,
    upload_id: int | None = None,
) -> None:
    """Add another spelling of a unit's name, valid on these days (None: open).

    Raises
    ------
    UserError
        When the spelling means another unit on some of these days, or there is no such unit. The name of another unit
        may be taken for days before or after some day: a name that came back, or that is given up.
    """
    _unit(connection, kind, unit_id)
    for other in register(connection, kind).units:
        for held in other.aliases:
            if other.id != unit_id and normal(held.name) == normal(name) and _meet(held, valid_from, valid_to):
                raise alias_taken(name, other.name)
        if other.id != unit_id and normal(other.name) == normal(name) and valid_from is None and valid_to is None:
            raise alias_taken(name, other.name)
    row = {"unit_id": unit_id, "name": name.strip(), "name_key": normal(name)}
    connection.execute(sa.insert(alias).values(**row, valid_from=valid_from, valid_to=valid_to, upload_id=upload_id))


def add_new_aliases(connection: sa.Connection, aliases: Iterable[NewAlias], *, upload_id: int) -> list[NewAlias]:
    """Add the spellings that a file brings and that do not mean their unit yet, and return them.

    Raises
    ------
    UserError
        ``unit_unknown`` when the register does not have the unit, ``alias_taken`` when the spelling means another one.
    """
    added = []
    for one in aliases:
        known = register(connection, one.kind)
        unit = known.find(one.unit, one.valid_from) or known.find(one.unit)
        if unit is None:
            raise unknown_unit(one.name, one.unit)
        held = known.find(one.name, one.valid_from)
        if held is None or held.id != unit.id:
            days = {"valid_from": one.valid_from, "valid_to": None}
            add_alias(connection, one.kind, unit.id, one.name, **days, upload_id=upload_id)
            added.append(one)
    return added


def refuse_taken(connection: sa.Connection, upload_id: int) -> None:
    """Refuse spellings of an upload that comes back when they mean another unit by now. UserError: ``alias_taken``."""
    query = sa.select(alias, unit.c.kind).join(unit, unit.c.id == alias.c.unit_id).where(alias.c.upload_id == upload_id)
    for row in connection.execute(query).all():
        for other in register(connection, row.kind).units:
            same = other.name if row.valid_from is None and normal(other.name) == row.name_key else ""
            met = [one for one in other.aliases if normal(one.name) == row.name_key]
            if other.id != row.unit_id and (same or any(_meet(one, row.valid_from, row.valid_to) for one in met)):
                raise alias_taken(row.name, other.name)


def _meet(held: Alias, valid_from: dt.date | None, valid_to: dt.date | None) -> bool:
    starts = max(held.valid_from or dt.date.min, valid_from or dt.date.min)
    ends = min(held.valid_to or dt.date.max, valid_to or dt.date.max)
    return starts <= ends


def add_succession(connection: sa.Connection, kind: RegisterKind, row: dict[str, Any]) -> None:
    """Add a row of the table ``succession``.

    Raises
    ------
    UserError
        When a unit does not exist, or a share is not above 0 or makes the predecessor hand over more than all it has.
    """
    for name in ("predecessor_id", "successor_id"):
        _unit(connection, kind, row[name])
    same_day = [one for one in successions(connection, kind) if all(one[name] == row[name] for name in _HANDED_OVER)]
    twice = any(one["successor_id"] == row["successor_id"] for one in same_day)
    shares = [one["share"] for one in (*same_day, row) if one["share"] is not None]
    if twice or row["successor_id"] == row["predecessor_id"] or min(shares, default=1) <= 0 or sum(shares) > 1 + 1e-9:
        raise bad_shares()
    connection.execute(sa.insert(succession).values(**row))


_HANDED_OVER = ("predecessor_id", "effective_on")


def successions(connection: sa.Connection, kind: RegisterKind) -> list[dict[str, Any]]:
    """Return what became of units: predecessor_id, successor_id, effective_on, share (None: unknown), note."""
    names = ("predecessor_id", "successor_id", "effective_on", "share", "note")
    query = (
        sa.select(*(succession.c[name] for name in names))
        .join(unit, unit.c.id == succession.c.predecessor_id)
        .where(unit.c.kind == kind)
    )
    rows = connection.execute(query.order_by(succession.c.effective_on, succession.c.id)).mappings()
    return [dict(row) for row in rows]


def rename(connection: sa.Connection, kind: RegisterKind, unit_id: int, name: str, *, on: dt.date) -> None:
    """Give a unit a new name from a day on; the old one stays an alias up to the day before."""
    old = _unit(connection, kind, unit_id)
    taken = register(connection, kind).find(name)
    if taken is not None and taken.id != unit_id:
        raise alias_taken(name, taken.name)
    add_alias(connection, kind, unit_id, old.name, valid_from=None, valid_to=on - dt.timedelta(days=1))
    new = {"name": name.strip(), "name_key": normal(name)}
    connection.execute(sa.update(unit).where(unit.c.id == unit_id).values(**new))


def remove_alias(connection: sa.Connection, kind: RegisterKind, unit_id: int, name: str) -> list[Alias]:
    """Delete a spelling of a unit on whatever days, and return what was deleted. UserError: ``no_alias``."""
    held = _unit(connection, kind, unit_id)
    gone = [one for one in held.aliases if normal(one.name) == normal(name)]
    if not gone:
        raise no_alias(name, held.name)
    connection.execute(sa.delete(alias).where(alias.c.unit_id == unit_id, alias.c.name_key == normal(name)))
    return gone


def remove_successions(
    connection: sa.Connection, kind: RegisterKind, predecessor_id: int, on: dt.date
) -> list[dict[str, Any]]:
    """Delete what a unit handed over on a day, and return it. UserError: ``no_succession``, ``no_unit``."""
    held = _unit(connection, kind, predecessor_id)
    keys = {"predecessor_id": predecessor_id, "effective_on": on}
    gone = [one for one in successions(connection, kind) if all(one[name] == keys[name] for name in keys)]
    if not gone:
        raise no_succession(held.name, on)
    found = (succession.c.predecessor_id == predecessor_id, succession.c.effective_on == on)
    connection.execute(sa.delete(succession).where(*found))
    return gone


def refuse_changed(connection: sa.Connection, kind: RegisterKind, seen: Mapping[int, str]) -> None:
    """Refuse an edit of units that are not as the editor saw them. UserError: ``unit_changed``, ``no_unit``."""
    if not seen:
        return
    known = register(connection, kind)
    for unit_id, before in seen.items():
        held = _unit(connection, kind, unit_id)
        now = described(known, unit_id)
        if now != before:
            raise unit_changed(held.name, before=before, now=now)
