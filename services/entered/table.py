"""What is in force of a sort of entry, and everything that was ever entered of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from data.store import Store, Trial
from kpi.core.text import Lang, Text
from services.entered.field import Known, Values
from services.entered.sort import Key, Sort
from services.settings import calendar_of

_NONE = Text("없음", "none")


@dataclass(frozen=True)
class Line:
    """One entry in force: its values by field, its number, who entered it and when."""

    values: Values
    number: int
    who: str
    at: dt.datetime


@dataclass(frozen=True)
class Table:
    """What somebody sees of a sort: the lines in force, and the number of the newest entry of every key."""

    sort: Sort
    lines: tuple[Line, ...] = ()
    newest: Mapping[Key, int] = field(default_factory=dict)

    def line(self, key: Key) -> Line | None:
        """Return the line in force about a key."""
        return next((line for line in self.lines if self.sort.key(line.values) == key), None)

    def texts(self, line: Line, lang: Lang) -> dict[str, str]:
        """Return a line as it is written: field -> text."""
        return {one.name: one.show(line.values.get(one.name, one.empty), lang) for one in self.sort.fields}


@dataclass(frozen=True)
class Told:
    """One entry of the history: what it is about, what stood there before and after; ``newest``: nothing came later."""

    at: dt.datetime
    who: str
    about: Text
    before: Text
    after: Text
    key: Key
    newest: bool


def table_of(view: Store | Trial, sort: Sort) -> Table:
    """Return what is in force of a sort, in the order of its keys."""
    lines, newest = [], {}
    for entry in view.entries(sort.kept.kind):
        values = sort.kept.unpack(entry.key, entry.values)
        if values is None:
            continue
        newest[tuple((name, entry.key[name]) for name in entry.key)] = entry.id
        if not sort.kept.is_gone(entry.values):
            lines.append(Line(values, entry.id, entry.who, entry.at))
    return Table(sort, tuple(lines), newest)


def history(view: Store | Trial, sort: Sort) -> tuple[Told, ...]:
    """Return all entries of a sort, newest first."""
    told: list[Told] = []
    last: dict[Key, Text] = {}
    entries = [one for one in view.entry_history(sort.kept.kind) if sort.kept.unpack(one.key, one.values) is not None]
    newest = {tuple(one.key.items()): one.id for one in reversed(entries)}
    for entry in reversed(entries):
        key: Key = tuple(entry.key.items())
        about = sort.about_of(sort.kept.unpack(entry.key, entry.values) or {})
        after = sort.described_columns(entry.key)(entry.values)
        before = last.get(key, _NONE)
        last[key] = after
        told.append(Told(entry.at, entry.who, about, before, after, key, newest[key] == entry.id))
    return tuple(reversed(told))


def known_of(view: Store | Trial) -> Known:
    """Return what entries are checked against."""
    people = view.cells(("respondents",))
    strata = people.groupby(people["period_start"].dt.year)["stratum"].agg(frozenset) if len(people) else {}
    by_year = {int(year): names for year, names in dict(strata).items()}
    items = frozenset(view.cells(("score",))["item"].unique())
    return Known(view.register("department"), calendar_of(view), by_year, items)
