"""Departments and tasks: registers with dated aliases and successors. A rename is data, never an ``if``."""

from __future__ import annotations

import datetime as dt
import difflib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

RegisterKind = Literal["department", "task"]
Level = Literal["bureau", "division", "team", "office", "town"]
ALL_DEPARTMENTS = "*"
"""In a claim: the file has no department column, so it speaks for every department."""


def normal(name: str) -> str:
    """Return a name as it is compared: NFKC, no spaces, casefolded."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).casefold()


@dataclass(frozen=True)
class Alias:
    """A spelling of a unit's name and the days it is valid; open ends are None."""

    name: str
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None

    def holds(self, on: dt.date | None) -> bool:
        """Return whether the alias is valid on that day (None asks for any day)."""
        if on is None:
            return True
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True)
class Unit:
    """A department or task: id, today's name, and its other spellings."""

    id: int
    name: str
    aliases: tuple[Alias, ...] = ()


@dataclass(frozen=True)
class Succession:
    """What of one unit's work (ids) went over to another on a day: a share of 0-1, or an unknown part (None)."""

    predecessor: int
    successor: int
    effective_on: dt.date
    share: float | None = None


@dataclass(frozen=True)
class Parenthood:
    """Under which unit (ids; None: under none) a unit stands from a day on (None: from ever) until the next one."""

    unit: int
    parent: int | None
    since: dt.date | None = None


@dataclass(frozen=True)
class Register:
    """All units of one kind, what became of them, and where they stand: a level where it is known, dated parents."""

    kind: RegisterKind
    units: tuple[Unit, ...] = field(default_factory=tuple)
    successions: tuple[Succession, ...] = field(default_factory=tuple)
    levels: Mapping[int, Level] = field(default_factory=dict)
    parents: tuple[Parenthood, ...] = field(default_factory=tuple)

    @cached_property
    def _spellings(self) -> dict[str, list[tuple[Alias, Unit]]]:
        spellings: dict[str, list[tuple[Alias, Unit]]] = {}
        for unit in self.units:
            for alias in (Alias(unit.name), *unit.aliases):
                spellings.setdefault(normal(alias.name), []).append((alias, unit))
        return spellings

    def find(self, name: str, on: dt.date | None = None) -> Unit | None:
        """Return the unit of that name on that day; a dated alias wins over a name without dates."""
        spelled = self.spelled(name, on)
        return spelled[1] if spelled else None

    def spelled(self, name: str, on: dt.date | None = None) -> tuple[Alias, Unit] | None:
        """Return the spelling by which ``find`` finds a unit, and the unit; without a day today's names come first."""
        held = [(alias, unit) for alias, unit in self._spellings.get(normal(name), []) if alias.holds(on)]
        if on is None:
            held.sort(key=lambda pair: (normal(pair[1].name) != normal(name), pair[1].id))
        else:
            held.sort(key=lambda pair: (pair[0].valid_from is None, pair[0].valid_to is None, pair[1].id))
        return held[0] if held else None

    def knows(self, name: str) -> bool:
        """Return whether a unit has or had that name on any day."""
        return normal(name) in self._spellings

    def always(self, name: str) -> Unit | None:
        """Return the unit that a name means on every day."""
        held = self._spellings.get(normal(name), [])
        units = {unit.id for _, unit in held}
        endless = any(alias.valid_from is None and alias.valid_to is None for alias, _ in held)
        return held[0][1] if len(units) == 1 and endless else None

    def steady(self, name: str) -> Unit | None:
        """Return the unit that a name means on every day, where that unit never handed anything over."""
        unit = self.always(name)
        return None if unit is None or unit.id in self._predecessors else unit

    @cached_property
    def _predecessors(self) -> frozenset[int]:
        return frozenset(one.predecessor for one in self.successions)

    def nearest(self, name: str, count: int = 3) -> tuple[str, ...]:
        """Return today's names most like this one, best first."""
        close = difflib.get_close_matches(normal(name), list(self._spellings), n=count * 2, cutoff=0.3)
        names = dict.fromkeys(self._spellings[spelling][0][1].name for spelling in close)
        return tuple(names)[:count]

    def history_of(self, unit_id: int) -> tuple[Parenthood, ...]:
        """Return where a unit stood, in the order of time."""
        return self._parenthoods.get(unit_id, ())

    @cached_property
    def _parenthoods(self) -> dict[int, tuple[Parenthood, ...]]:
        held: dict[int, list[Parenthood]] = {}
        for one in sorted(self.parents, key=lambda one: one.since or dt.date.min):
            held.setdefault(one.unit, []).append(one)
        return {unit: tuple(rows) for unit, rows in held.items()}

    @cached_property
    def by_id(self) -> dict[int, Unit]:
        """The units by id."""
        return {unit.id: unit for unit in self.units}

    @property
    def names(self) -> tuple[str, ...]:
        """Today's names, in the order of the register."""
        return tuple(unit.name for unit in self.units)
