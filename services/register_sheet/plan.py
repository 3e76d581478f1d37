"""What the rows of a spreadsheet change in the registers: steps in an order in which they can be made, each with its sentence."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from data.store import Store, Trial
from kpi.core.errors import Finding, UserError
from kpi.core.hierarchy import LEVELS
from kpi.core.organisation import Alias, Register, RegisterKind, Unit, normal
from kpi.core.text import Text
from services.register_sheet.columns import NOBODY
from services.register_sheet.read import Row

_NEW = Text("'{name}' 이름을 새로 등록", "'{name}' is registered")
_RENAMED = Text("'{old}' 이름을 '{name}' 이름으로 바꿈({on}부터)", "'{old}' is called '{name}' from {on} on")
_OTHER = Text("'{name}' 이름에 다른 이름 '{other}' ({days})", "'{name}' has the other name '{other}' ({days})")
_LEVEL = Text("'{name}' 단계: {before} → {after}", "'{name}': level {before} → {after}")
_PARENT = Text("'{name}' 상위 조직: {parent} ({since}부터)", "'{name}' stands under {parent} from {since} on")
_HANDED = Text("'{name}' → '{successor}' {share} ({on})", "'{name}' → '{successor}' {share} ({on})")
_EVER = Text("처음", "the beginning")
_NOT_THERE = Text(
    "'{value}' 이름이 명부에도 이 파일에도 없습니다. 그 이름의 행을 파일에 더하거나 이름을 확인하세요. 비슷한 이름: {near}",
    "'{value}' is neither in the register nor in this file. Add a row for it or check the name. Similar names: {near}",
)
_OTHER_SHARE = Text(
    "'{name}' → '{successor}' ({on}) 기록이 이미 다른 몫({held})으로 있습니다. 먼저 명부에서 그 기록을 취소하세요.",
    "'{name}' → '{successor}' ({on}) is there already with another share ({held}). Take that back in the register first.",
)
_ALSO_A_UNIT = Text(
    "'{value}' 이름은 명부에 따로 있는 '{unit}' 항목의 이름입니다. 합쳐졌으면 그 행의 '넘겨준 곳'에 쓰세요.",
    "'{value}' is the name of '{unit}', a unit of its own. If it was merged, fill in 'handed over to' in its row.",
)
_TWICE = Text(
    "'{name}' 항목에 서로 다른 값이 두 번 적혔습니다: {one}, {other}", "'{name}' is given two values: {one}, {other}"
)
_UNKNOWN = Text("모름", "not known")


@dataclass(frozen=True)
class Step:
    """One change: its sentence, the row it comes from, and what the store is told."""

    said: Text
    values: Mapping[str, Any]
    row: Row
    name: str
    detail: Any = None


@dataclass
class Plan:
    """The steps of both registers by sort, in the order in which they are made."""

    renames: list[Step] = field(default_factory=list)
    units: list[Step] = field(default_factory=list)
    others: list[Step] = field(default_factory=list)
    levels: list[Step] = field(default_factory=list)
    parents: list[Step] = field(default_factory=list)
    handed: list[Step] = field(default_factory=list)

    def steps(self) -> tuple[Step, ...]:
        """Return all steps."""
        return (*self.renames, *self.units, *self.others, *self.levels, *self.parents, *self.handed)


def plan_of(view: Store | Trial, rows: Sequence[Row]) -> Plan:
    """Return what the rows change; nothing where all of it is there already.

    Raises
    ------
    UserError
        ``not_there``, ``other_share``, ``alias_taken`` or ``said_twice``, with their cells.
    """
    plan, wrong = Plan(), []
    kinds: tuple[RegisterKind, ...] = ("department", "task")
    for kind in kinds:
        mine = [row for row in rows if row.kind == kind]
        if mine:
            wrong += _Planner(view.register(kind), mine).into(plan)
    if wrong:
        raise UserError(*wrong)
    return plan


class _Planner:
    """The changes of one register."""

    def __init__(self, register: Register, rows: Sequence[Row]) -> None:
        self._register, self._rows = register, rows
        self._in_file = {normal(row.name) for row in rows}
        self._renamed: dict[str, Unit] = {}
        self._wrong: list[Finding] = []

    def into(self, plan: Plan) -> list[Finding]:
        """Add the steps to a plan and return what is wrong."""
        plan.renames += self._renames()
        plan.units += self._units()
        plan.others += self._others()
        plan.levels += self._levels()
        plan.parents += self._parents()
        plan.handed += self._handed()
        return self._wrong

    def _unit(self, name: str) -> Unit | None:
        return self._renamed.get(normal(name)) or self._register.find(name)

    def _renames(self) -> Iterator[Step]:
        """Yield the units of which the file gives today's name as a former one."""
        for row in self._rows:
            if not row.other or not row.last or self._unit(row.name) is not None:
                continue
            unit = self._register.find(row.other)
            if unit is not None and normal(unit.name) == normal(row.other) and normal(row.other) not in self._in_file:
                self._renamed[normal(row.name)] = unit
                on = row.last + dt.timedelta(days=1)
                values = {"old": unit.name, "name": row.name, "on": on.isoformat()}
                yield Step(_RENAMED, values, row, unit.name, (row.name, on))

    def _units(self) -> Iterator[Step]:
        seen: set[str] = set()
        for row in self._rows:
            if self._unit(row.name) is None and normal(row.name) not in seen:
                seen.add(normal(row.name))
                yield Step(_NEW, {"name": row.name}, row, row.name)

    def _others(self) -> Iterator[Step]:
        for row in self._rows:
            if not row.other:
                continue
            unit, other = self._unit(row.name), self._register.find(row.other, row.last or row.first)
            wanted = Alias(row.other, row.first, row.last)
            if unit is not None and (wanted in unit.aliases or self._was_renamed(row, unit)):
                continue
            if other is not None and other != unit and normal(other.name) == normal(row.other):
                self._refuse(row, "other", "alias_taken", _ALSO_A_UNIT, value=row.other, unit=other.name)
                continue
            days = f"{row.first or ''}~{row.last or ''}"
            yield Step(_OTHER, {"name": row.name, "other": row.other, "days": days}, row, row.name, wanted)

    def _was_renamed(self, row: Row, unit: Unit) -> bool:
        return self._renamed.get(normal(row.name)) == unit and normal(unit.name) == normal(row.other or "")

    def _levels(self) -> Iterator[Step]:
        for name, (row, level) in self._once("level", ((row, row.level) for row in self._rows if row.level)).items():
            unit = self._unit(name)
            before = self._register.levels.get(unit.id) if unit else None
            if before != level:
                words = {"before": LEVELS[before] if before else _UNKNOWN, "after": LEVELS[level]}
                yield Step(_LEVEL, {"name": row.name, **words}, row, row.name, level)

    def _parents(self) -> Iterator[Step]:
        by_day: dict[dt.date | None, list[tuple[Row, str]]] = {}
        for row in self._rows:
            if row.parent is not None:
                by_day.setdefault(row.since, []).append((row, row.parent))
        for since, given in by_day.items():
            for name, (row, parent) in self._once("parent", given).items():
                if self._stands(name, since, parent) or not self._known(row, "parent", parent):
                    continue
                said = {"parent": parent or NOBODY, "since": since.isoformat() if since else _EVER}
                yield Step(_PARENT, {"name": row.name, **said}, row, row.name, (parent, since))

    def _stands(self, name: str, since: dt.date | None, parent: str) -> bool:
        """Return whether it is said already that the unit stands under this one from that day on."""
        unit, over = self._unit(name), self._unit(parent) if parent else None
        held = [one for one in self._register.history_of(unit.id) if one.since == since] if unit else []
        return bool(held) and held[0].parent == (over.id if over else None) and (over is not None or not parent)

    def _handed(self) -> Iterator[Step]:
        for row in self._rows:
            if not row.successor or row.on is None or not self._known(row, "successor", row.successor):
                continue
            held = self._held(row)
            said = {"name": row.name, "successor": row.successor, "on": row.on.isoformat()}
            if not held:
                yield Step(_HANDED, {**said, "share": _percent(row.share)}, row, row.name, (row.successor, row.on))
            elif not _same(held[0], row.share):
                self._refuse(row, "share", "other_share", _OTHER_SHARE, **said, held=_percent(held[0]))

    def _held(self, row: Row) -> list[float | None]:
        old, new = self._unit(row.name), self._unit(row.successor or "")
        return [
            one.share
            for one in self._register.successions
            if old and new and (one.predecessor, one.successor, one.effective_on) == (old.id, new.id, row.on)
        ]

    def _once(self, column: str, given: Iterable[tuple[Row, Any]]) -> dict[str, tuple[Row, Any]]:
        """Return one value for every name; two different ones are wrong."""
        found: dict[str, tuple[Row, Any]] = {}
        for row, value in given:
            held = found.setdefault(normal(row.name), (row, value))
            if held[1] != value:
                self._refuse(row, column, "said_twice", _TWICE, name=row.name, one=held[1], other=value)
        return found

    def _known(self, row: Row, column: str, name: str) -> bool:
        if not name or normal(name) in self._in_file or self._unit(name) is not None:
            return True
        near = ", ".join(self._register.nearest(name)) or "-"
        self._refuse(row, column, "not_there", _NOT_THERE, value=name, near=near)
        return False

    def _refuse(self, row: Row, column: str, code: str, message: Text, **values: Any) -> None:
        value = str(values.get("value", ""))
        self._wrong.append(row.placed(Finding("error", code, message, values, column=column, value=value)))


def _percent(share: float | None) -> str:
    return "?" if share is None else f"{share * 100:g} %"


def _same(one: float | None, other: float | None) -> bool:
    return one is other if one is None or other is None else math.isclose(one, other, rel_tol=1e-9)
