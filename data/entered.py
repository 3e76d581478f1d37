"""Rows that people entered, with their history: which one holds, and what stood there before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa

from data.tables import population, series_break, setting, target
from kpi.core.text import Text

EntryKind = Literal["target", "series_break", "population", "setting"]


@dataclass(frozen=True)
class About:
    """A table of entries: the columns that say what an entry is about, and those that say what is so."""

    table: sa.Table
    keys: tuple[str, ...]
    values: tuple[str, ...]


ABOUT: Mapping[EntryKind, About] = {
    "target": About(target, ("indicator", "department", "year", "kind"), ("value", "low", "high", "note")),
    "series_break": About(series_break, ("measure", "item", "department", "effective_on"), ("holds", "reason")),
    "population": About(population, ("year", "stratum"), ("population",)),
    "setting": About(setting, ("key",), ("value",)),
}


@dataclass(frozen=True)
class Entry:
    """One row as it was entered; ``id`` rises with every row, so the highest of a key holds."""

    id: int
    kind: EntryKind
    key: Mapping[str, Any]
    values: Mapping[str, Any]
    who: str
    at: dt.datetime


def named(values: Mapping[str, Any]) -> Text:
    """Return values with the names of their columns, the same in both languages; "-" where nothing is said."""
    said = ", ".join(f"{name}: {value}" for name, value in values.items() if value not in (None, "")) or "-"
    return Text(said, said)


@dataclass(frozen=True)
class Change:
    """Values to enter about a key: all columns of the kind (see ``ABOUT``).

    ``seen``: the number of the row the editor saw, 0 when there was none; None enters whatever there is. ``about`` and
    ``described``: what the key is, and what values are, in words, for the case that somebody else was quicker.
    """

    kind: EntryKind
    key: Mapping[str, Any]
    values: Mapping[str, Any]
    seen: int | None = None
    about: Text | None = None
    described: Callable[[Mapping[str, Any]], Text] = named


def entries(connection: sa.Connection, kind: EntryKind) -> list[Entry]:
    """Return the row that holds of every key, also where it takes something back, in the order of the keys."""
    about = ABOUT[kind]
    columns = [about.table.c[name] for name in about.keys]
    newest = sa.select(sa.func.max(about.table.c.id)).group_by(*columns)
    query = sa.select(about.table).where(about.table.c.id.in_(newest)).order_by(*columns)
    return [entry_of(kind, row) for row in connection.execute(query).mappings()]


def history_of(connection: sa.Connection, kind: EntryKind, key: Mapping[str, Any] | None) -> list[Entry]:
    """Return every row about a key, or of the kind (None), newest first."""
    about = ABOUT[kind]
    same = [] if key is None else [about.table.c[name] == key[name] for name in about.keys]
    query = sa.select(about.table).where(*same).order_by(about.table.c.id.desc())
    return [entry_of(kind, row) for row in connection.execute(query).mappings()]


def entry_of(kind: EntryKind, row: sa.RowMapping) -> Entry:
    """Return a row of a kind's table as an entry."""
    about = ABOUT[kind]
    key, values = ({name: row[name] for name in names} for names in (about.keys, about.values))
    return Entry(row["id"], kind, key, values, row["who"], row["at"])
