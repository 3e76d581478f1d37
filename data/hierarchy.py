"""Levels and dated parents of units: entered as settings, so that what stood there before stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from data.tables import setting
from kpi.core.organisation import Level, Parenthood

LEVEL, PARENT = "level:", "parent:"
"""Beginnings of keys: ``level:12`` is a level or null; ``parent:12:2024-07-01`` (no day: from ever) is {"parent": 5},
{"parent": null} (stands under none from then on) or null (taken back). The numbers are ids of units."""


def levels(connection: sa.Connection, ids: Iterable[int]) -> dict[int, Level]:
    """Return the levels of these units, where they are known."""
    known = set(ids)
    held = {int(key.removeprefix(LEVEL)): value for key, value in _held(connection, LEVEL).items()}
    return {unit: level for unit, level in held.items() if unit in known}


def parents(connection: sa.Connection, ids: Iterable[int]) -> tuple[Parenthood, ...]:
    """Return where these units stood and stand."""
    known = set(ids)
    found = []
    for key, value in _held(connection, PARENT).items():
        unit, _, day = key.removeprefix(PARENT).partition(":")
        if int(unit) in known:
            found.append(Parenthood(int(unit), value["parent"], dt.date.fromisoformat(day) if day else None))
    return tuple(found)


def enter_level(connection: sa.Connection, unit_id: int, level: Level | None, *, who: str, at: dt.datetime) -> None:
    """Say of what level a unit is; None takes that back."""
    _enter(connection, f"{LEVEL}{unit_id}", level, who=who, at=at)


def enter_parent(
    connection: sa.Connection,
    unit_id: int,
    value: dict[str, Any] | None,
    since: dt.date | None,
    *,
    who: str,
    at: dt.datetime,
) -> None:
    """Say under what a unit stands from a day on (``{"parent": id or None}``); None takes back what was said of that day."""
    _enter(connection, f"{PARENT}{unit_id}:{since or ''}", value, who=who, at=at)


def _enter(connection: sa.Connection, key: str, value: Any, *, who: str, at: dt.datetime) -> None:
    connection.execute(sa.insert(setting).values(key=key, value=value, who=who, at=at))


def _held(connection: sa.Connection, beginning: str) -> dict[str, Any]:
    """Return the settings that hold under a beginning of their keys, by key, but for those that were taken back."""
    newest = sa.select(sa.func.max(setting.c.id)).where(setting.c.key.startswith(beginning)).group_by(setting.c.key)
    query = sa.select(setting.c.key, setting.c.value).where(setting.c.id.in_(newest)).order_by(setting.c.id)
    return {row.key: row.value for row in connection.execute(query) if row.value is not None}
