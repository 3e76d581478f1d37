"""What people enter by hand: targets, breaks of a series, population sizes, settings. Every entry is a new row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from typing import Any

import sqlalchemy as sa

from data.audit import record
from data.entered import ABOUT, Change, EntryKind, history_of
from data.refusals_entries import changed_meanwhile
from kpi.core.errors import Finding, UserError


class Entries:
    """The writing half of ``data.entered`` and ``data.targets``."""

    def _writing(self) -> AbstractContextManager[sa.Connection]:
        raise NotImplementedError

    def enter(
        self,
        kind: EntryKind,
        key: Mapping[str, Any],
        values: Mapping[str, Any],
        *,
        seen: int | None = None,
        who: str,
        at: dt.datetime,
    ) -> None:
        """Enter values about one key; see ``enter_all``."""
        self.enter_all([Change(kind, key, values, seen)], who=who, at=at)

    def enter_all(self, changes: Iterable[Change], *, who: str, at: dt.datetime) -> None:
        """Enter several things at once, all or none: new rows that hold from now on.

        Raises
        ------
        UserError
            ``changed_meanwhile`` for each key of which another row than the one seen holds by now. Nothing is entered then.
        """
        with self._writing() as connection:
            refused: list[Finding] = []
            for change in changes:
                refused += _entered(connection, change, who, at)
            if refused:
                raise UserError(*refused)

    def set_setting(self, key: str, value: Any, *, who: str, at: dt.datetime) -> None:
        """Set a setting to a JSON value; the former values stay in the history."""
        self.enter("setting", {"key": key}, {"value": value}, who=who, at=at)

    def set_target(
        self,
        indicator: str,
        year: int,
        value: float | None,
        *,
        department: str = "",
        kind: str = "target",
        band: tuple[float | None, float | None] = (None, None),
        note: str = "",
        who: str,
        at: dt.datetime,
    ) -> None:
        """Set a target in the indicator's unit; "" is the whole organisation, a value of None takes it back."""
        key = {"indicator": indicator, "department": department, "year": year, "kind": kind}
        values = {"value": value, "low": band[0], "high": band[1], "note": note}
        self.enter("target", key, values, who=who, at=at)

    def set_series_break(
        self,
        measure: str,
        effective_on: dt.date,
        *,
        item: str = "",
        department: str = "",
        reason: str = "",
        holds: bool = True,
        who: str,
        at: dt.datetime,
    ) -> None:
        """Say that a series breaks on a day (or, with ``holds`` False, that it does not after all)."""
        key = {"measure": measure, "item": item, "department": department, "effective_on": effective_on}
        self.enter("series_break", key, {"holds": holds, "reason": reason}, who=who, at=at)

    def set_population(
        self, year: int, stratum: str, population_size: float | None, *, who: str, at: dt.datetime
    ) -> None:
        """Set how many people a stratum ("" is all) has in a year; None takes it back."""
        self.enter("population", {"year": year, "stratum": stratum}, {"population": population_size}, who=who, at=at)


def _entered(connection: sa.Connection, change: Change, who: str, at: dt.datetime) -> tuple[Finding, ...]:
    """Enter one change, or return why it cannot be."""
    about = ABOUT[change.kind]
    held = history_of(connection, change.kind, change.key)
    if change.seen is not None and change.seen != (held[0].id if held else 0):
        return (changed_meanwhile(held, change),)
    row = {name: change.key[name] for name in about.keys} | {name: change.values[name] for name in about.values}
    connection.execute(sa.insert(about.table).values(**row, who=who, at=at))
    detail = {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in row.items()}
    record(connection, about.table.name, who=who, at=at, detail=detail)
    return ()
