"""Changing the registers: new units, other spellings, new names, successors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Any

import sqlalchemy as sa

from data import registers
from data.audit import record
from kpi.core.organisation import RegisterKind


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
    ) -> None:
        """Add a spelling of a unit's name, valid on these days (None: open). UserError: ``alias_taken``, ``no_unit``."""
        with self._writing() as connection:
            registers.add_alias(connection, kind, unit_id, alias, valid_from=valid_from, valid_to=valid_to)
            detail = {"unit": unit_id, "alias": alias, "from": _iso(valid_from), "to": _iso(valid_to)}
            record(connection, f"alias_{kind}", who=who, at=at, detail=detail)

    def rename_unit(
        self, kind: RegisterKind, unit_id: int, name: str, *, on: dt.date, who: str, at: dt.datetime
    ) -> None:
        """Give a unit a new name from a day on; the old one stays an alias. UserError: ``alias_taken``, ``no_unit``."""
        with self._writing() as connection:
            registers.rename(connection, kind, unit_id, name, on=on)
            detail = {"unit": unit_id, "name": name, "on": on.isoformat()}
            record(connection, f"rename_{kind}", who=who, at=at, detail=detail)

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
        ids = {"predecessor_id": predecessor_id, "successor_id": successor_id}
        with self._writing() as connection:
            row = {**ids, "effective_on": on, "share": share, "note": note, "who": who, "at": at}
            registers.add_succession(connection, kind, row)
            detail = {**ids, "on": on.isoformat(), "share": share, "note": note}
            record(connection, f"succession_{kind}", who=who, at=at, detail=detail)


def _iso(day: dt.date | None) -> Any:
    return None if day is None else day.isoformat()
