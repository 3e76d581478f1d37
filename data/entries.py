"""What people enter by hand: targets, breaks of a series, population sizes, settings. Every entry is a new row."""

from __future__ import annotations

import datetime as dt
from contextlib import AbstractContextManager
from typing import Any

import sqlalchemy as sa

from data.audit import record
from data.tables import population, series_break, setting, target


class Entries:
    """The writing half of what ``data.targets`` reads."""

    def _writing(self) -> AbstractContextManager[sa.Connection]:
        raise NotImplementedError

    def _enter(self, table: sa.Table, values: dict[str, Any], *, who: str, at: dt.datetime) -> None:
        with self._writing() as connection:
            connection.execute(sa.insert(table).values(**values, who=who, at=at))
            detail = {key: value.isoformat() if isinstance(value, dt.date) else value for key, value in values.items()}
            record(connection, table.name, who=who, at=at, detail=detail)

    def set_setting(self, key: str, value: Any, *, who: str, at: dt.datetime) -> None:
        """Set a setting to a JSON value; the former values stay in the history."""
        self._enter(setting, {"key": key, "value": value}, who=who, at=at)

    def set_target(
        self,
        indicator: str,
        year: int,
        value: float | None,
        *,
        department: str = "",
        kind: str = "target",
        note: str = "",
        who: str,
        at: dt.datetime,
    ) -> None:
        """Set a target in the indicator's unit; "" is the whole organisation, a value of None takes it back."""
        values = {"indicator": indicator, "department": department, "year": year, "value": value}
        self._enter(target, {**values, "kind": kind, "note": note}, who=who, at=at)

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
        values = {"measure": measure, "item": item, "department": department, "effective_on": effective_on}
        self._enter(series_break, {**values, "holds": holds, "reason": reason}, who=who, at=at)

    def set_population(
        self, year: int, stratum: str, population_size: float | None, *, who: str, at: dt.datetime
    ) -> None:
        """Set how many people a stratum ("" is all) has in a year; None takes it back."""
        values = {"year": year, "stratum": stratum, "population": population_size}
        self._enter(population, values, who=who, at=at)
