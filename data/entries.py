"""What people enter by hand: targets, breaks of a series, population sizes, settings. Every entry is a new row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

import sqlalchemy as sa

from data.audit import record
from data.entered import ABOUT, EntryKind, history_of
from data.refusals import changed_meanwhile


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
        """Enter values about a key: a new row that holds from now on.

        Parameters
        ----------
        key, values
            All columns of the kind (see ``data.entered.ABOUT``).
        seen
            The number of the row the editor saw, 0 when there was none; None enters whatever there is.

        Raises
        ------
        UserError
            ``changed_meanwhile`` when another row holds by now. Nothing is entered then.
        """
        about = ABOUT[kind]
        row = {name: key[name] for name in about.keys} | {name: values[name] for name in about.values}
        with self._writing() as connection:
            held = history_of(connection, kind, key)
            if seen is not None and seen != (held[0].id if held else 0):
                before = next((one for one in held if one.id == seen), None)
                raise changed_meanwhile(held[0], before.values if before else {}, values)
            connection.execute(sa.insert(about.table).values(**row, who=who, at=at))
            detail = {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in row.items()}
            record(connection, about.table.name, who=who, at=at, detail=detail)

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
