"""Changing the registers: new units, other spellings, new names, successors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa

from data import registers, standing
from data.audit import record
from kpi.core.organisation import Level, Parenthood, RegisterKind

Seen = Mapping[int, str]


class Units:
    """The writing half of ``data.registers``."""

    def _writing(self) -> AbstractContextManager[sa.Connection]:
        raise NotImplementedError

    def add_units(self, kind: RegisterKind, names: Iterable[str], who: str, at: dt.datetime) -> tuple[str, ...]:
        """Add departments or tasks that are not known in any spelling, and return the added names."""
        with self._writing() as connection:
            added = registers.add_units(connection, kind, names)
            if added:
                record(connection, f"add_{kind}", who=who, at=at, detail={"names": list(added)})
            return added

    def add_alias(
        self,
        kind: RegisterKind,
        unit_id: int,
        alias: str,
        valid_from: dt.date | None,
        valid_to: dt.date | None,
        who: str,
        at: dt.datetime,
        *,
        seen: Seen = MappingProxyType({}),
    ) -> None:
        """Add a spelling of a unit's name, valid on these days (None: open).

        ``seen`` (here and below) is what the editor saw of the units, by id (see ``kpi.core.succession.described``).
        UserError: ``alias_taken``, ``no_unit``, ``unit_changed``.
        """
        with self._writing() as connection:
            registers.refuse_changed(connection, kind, seen)
            registers.add_alias(connection, kind, unit_id, alias, valid_from=valid_from, valid_to=valid_to)
            detail = {"unit": unit_id, "alias": alias, "from": _iso(valid_from), "to": _iso(valid_to)}
            record(connection, f"alias_{kind}", who=who, at=at, detail=detail)

    def remove_alias(
        self,
        kind: RegisterKind,
        unit_id: int,
        alias: str,
        *,
        seen: Seen = MappingProxyType({}),
        who: str,
        at: dt.datetime,
    ) -> None:
        """Take a spelling of a unit away; the audit keeps it. UserError: ``no_alias``, ``no_unit``, ``unit_changed``."""
        with self._writing() as connection:
            registers.refuse_changed(connection, kind, seen)
            gone = registers.remove_alias(connection, kind, unit_id, alias)
            for one in gone:
                detail = {"unit": unit_id, "alias": one.name, "from": _iso(one.valid_from), "to": _iso(one.valid_to)}
                record(connection, f"alias_removed_{kind}", who=who, at=at, detail=detail)

    def rename_unit(
        self,
        kind: RegisterKind,
        unit_id: int,
        name: str,
        *,
        on: dt.date,
        seen: Seen = MappingProxyType({}),
        who: str,
        at: dt.datetime,
    ) -> None:
        """Give a unit a new name from a day on; the old one stays an alias.

        UserError: ``alias_taken``, ``no_unit``, ``unit_changed``.
        """
        with self._writing() as connection:
            registers.refuse_changed(connection, kind, seen)
            registers.rename(connection, kind, unit_id, name, on=on)
            detail = {"unit": unit_id, "name": name, "on": on.isoformat()}
            record(connection, f"rename_{kind}", who=who, at=at, detail=detail)

    def hand_over(
        self,
        kind: RegisterKind,
        given: Iterable[tuple[int, int, float | None]],
        *,
        on: dt.date,
        note: str,
        seen: Seen = MappingProxyType({}),
        who: str,
        at: dt.datetime,
    ) -> None:
        """Say all of a reorganisation's (predecessor, successor, share) at once: everything is kept, or nothing.

        UserError: ``no_unit``, ``bad_shares``, ``unit_changed``.
        """
        with self._writing() as connection:
            registers.refuse_changed(connection, kind, seen)
            for predecessor, successor, share in given:
                ids = {"predecessor_id": predecessor, "successor_id": successor}
                row = {**ids, "effective_on": on, "share": share, "note": note, "who": who, "at": at}
                registers.add_succession(connection, kind, row)
                detail = {**ids, "on": on.isoformat(), "share": share, "note": note}
                record(connection, f"succession_{kind}", who=who, at=at, detail=detail)

    def take_back(
        self,
        kind: RegisterKind,
        predecessor_id: int,
        on: dt.date,
        *,
        seen: Seen = MappingProxyType({}),
        who: str,
        at: dt.datetime,
    ) -> None:
        """Take back what was said about whom a unit handed over to on a day; the audit keeps it.

        UserError: ``no_succession``, ``unit_changed``.
        """
        with self._writing() as connection:
            registers.refuse_changed(connection, kind, seen)
            for row in registers.remove_successions(connection, kind, predecessor_id, on):
                detail = {name: row[name] for name in ("predecessor_id", "successor_id", "share", "note")}
                detail["on"] = on.isoformat()
                record(connection, f"succession_removed_{kind}", who=who, at=at, detail=detail)

    def set_level(
        self,
        kind: RegisterKind,
        unit_id: int,
        level: Level | None,
        *,
        seen: Seen = MappingProxyType({}),
        who: str,
        at: dt.datetime,
    ) -> None:
        """Say of what level a unit is; None takes that back. UserError: ``no_unit``, ``unit_changed``."""
        with self._writing() as connection:
            registers.refuse_changed(connection, kind, seen)
            standing.set_level(connection, kind, unit_id, level, who=who, at=at)
            record(connection, f"level_{kind}", who=who, at=at, detail={"unit": unit_id, "level": level})

    def set_parents(
        self,
        kind: RegisterKind,
        rows: Iterable[Parenthood],
        *,
        seen: Seen = MappingProxyType({}),
        who: str,
        at: dt.datetime,
    ) -> None:
        """Say under what units stand from a day on, all of it or nothing; see ``data.standing.set_parents``.

        UserError: ``no_unit``, ``own_parent``, ``parent_circle``, ``unit_changed``.
        """
        given = list(rows)
        with self._writing() as connection:
            registers.refuse_changed(connection, kind, seen)
            standing.set_parents(connection, kind, given, who=who, at=at)
            for one in given:
                detail = {"unit": one.unit, "parent": one.parent, "from": _iso(one.since)}
                record(connection, f"parent_{kind}", who=who, at=at, detail=detail)

    def remove_parent(
        self,
        kind: RegisterKind,
        unit_id: int,
        *,
        since: dt.date | None,
        seen: Seen = MappingProxyType({}),
        who: str,
        at: dt.datetime,
    ) -> None:
        """Take back what was said about where a unit stands from a day on. UserError: ``no_parent``, ``unit_changed``."""
        with self._writing() as connection:
            registers.refuse_changed(connection, kind, seen)
            gone = standing.remove_parent(connection, kind, unit_id, since=since, who=who, at=at)
            detail = {"unit": unit_id, "parent": gone, "from": _iso(since)}
            record(connection, f"parent_removed_{kind}", who=who, at=at, detail=detail)

    def reuse_name(
        self,
        kind: RegisterKind,
        name: str,
        *,
        on: dt.date,
        former: str = "",
        seen: Seen = MappingProxyType({}),
        who: str,
        at: dt.datetime,
    ) -> None:
        """Add a new unit whose name meant another one before a day; see ``data.standing.reuse_name``."""
        with self._writing() as connection:
            registers.refuse_changed(connection, kind, seen)
            old = standing.reuse_name(connection, kind, name, on=on, former=former)
            detail = {"name": name, "before": old.id, "on": on.isoformat()}
            record(connection, f"reuse_{kind}", who=who, at=at, detail=detail)

    def add_succession(
        self,
        kind: RegisterKind,
        predecessor_id: int,
        successor_id: int,
        *,
        on: dt.date,
        share: float | None,
        note: str,
        who: str,
        at: dt.datetime,
    ) -> None:
        """Say that (a share 0-1 of) a unit's work went over to another unit on a day; without a share it is unknown.

        UserError: ``no_unit``, ``bad_shares``.
        """
        self.hand_over(kind, [(predecessor_id, successor_id, share)], on=on, note=note, who=who, at=at)


def _iso(day: dt.date | None) -> Any:
    return None if day is None else day.isoformat()
