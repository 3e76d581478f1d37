"""The registers of departments and tasks: what they hold, edits by name, what an edit would change, and their history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from data.store import Store, Trial
from kpi.core.errors import refuse
from kpi.core.hierarchy import below, described, guessed_level, parent_today, spans
from kpi.core.organisation import Level, Register, RegisterKind, Unit
from kpi.core.succession import is_gone
from kpi.core.text import Text
from services.evidence import View
from services.placing import refuse_tasks, set_levels, set_parents
from services.rehearsed import Change, changed_numbers

Action = Literal["add", "rename", "alias", "unalias", "merge", "split", "undo", "level", "parent", "unparent", "reuse"]
_UNKNOWN = Text(
    "명부에 '{name}' 이름이 없습니다. 비슷한 이름: {near}", "'{name}' is not in the register. Similar names: {near}"
)

_THERE = Text(
    "'{name}' 이름은 명부에 이미 있습니다(지금 이름: '{unit}').",
    "'{name}' is in the register already (today's name: '{unit}').",
)

DEEDS: Mapping[str, Text] = {
    "add": Text("새로 등록", "Registered"),
    "alias": Text("다른 이름", "Another name"),
    "alias_removed": Text("다른 이름 없앰", "Name taken away"),
    "rename": Text("이름 바꿈", "Renamed"),
    "succession": Text("넘김", "Handed over"),
    "succession_removed": Text("넘김 취소", "Taken back"),
    "level": Text("단계", "Level"),
    "parent": Text("상위 조직", "Parent"),
    "parent_removed": Text("상위 조직 취소", "Parent taken back"),
    "reuse": Text("같은 이름의 새 조직", "The name came back"),
}
"""Words of the actions in the history."""


@dataclass(frozen=True)
class Line:
    """One unit of a register as people read it; ``state`` is what an edit must have seen (see ``Edit``).

    ``parent``: what it stands under today, "" for none; ``parents``: all it stood under, with the days (``since``: their first days); ``below``: how many
    stand directly under it; ``guess``: the level that its name suggests, where none was entered.
    """

    id: int
    name: str
    level: Level | None
    guess: Level | None
    parent: str
    parents: tuple[str, ...]
    since: tuple[dt.date | None, ...]
    below: int
    aliases: tuple[str, ...]
    successors: tuple[str, ...]
    predecessors: tuple[str, ...]
    gone: bool
    state: str


@dataclass(frozen=True)
class Edit:
    """One change of a register, by names.

    ``add``: the units are new. ``rename``: ``units[0]`` is called ``name`` from ``on`` on. ``alias`` / ``unalias``: ``name`` is (no longer) another
    spelling of it, valid from ``on`` to ``until`` (None: open). ``merge``: the units go into ``name`` on ``on``. ``split``: the
    unit hands over to ``shares`` (name -> share 0-1, None: not known). ``undo``: what it handed over on ``on`` is taken back.
    ``level``: the units are of the level ``name`` ("": not known). ``parent``: the units stand under ``name`` ("": under none)
    from ``on`` on (None: from ever); ``unparent`` takes that back. ``reuse``: ``units[0]`` is a new unit from ``on`` on; what was
    called so before is called ``name``.
    ``seen``: the state of units when the editor looked, by id; another state refuses the edit.
    """

    kind: RegisterKind
    action: Action
    units: tuple[str, ...]
    name: str = ""
    on: dt.date | None = None
    until: dt.date | None = None
    shares: Mapping[str, float | None] = field(default_factory=dict)
    note: str = ""
    seen: Mapping[int, str] = field(default_factory=dict)


def lines(view: Store, kind: RegisterKind) -> tuple[Line, ...]:
    """Return the register as people read it, those at work first."""
    register = view.register(kind)
    found = [_line(register, unit.id) for unit in register.units]
    return tuple(sorted(found, key=lambda line: line.gone))


def edit(store: Store | Trial, wanted: Edit, *, who: str, now: dt.datetime) -> None:
    """Make the change, wholly or not at all.

    Raises
    ------
    UserError
        ``unknown_unit``, ``already_registered``, ``alias_taken``, ``bad_shares``, ``no_alias``, ``no_succession``,
        ``unknown_level``, ``no_levels_of_tasks``, ``own_parent``, ``parent_circle``, ``no_parent``, ``not_used_before`` or
        ``unit_changed``.
    """
    if wanted.action in ("level", "parent", "unparent"):
        refuse_tasks(wanted.kind)
    ids = [_id(store, wanted.kind, name) for name in wanted.units if wanted.action != "add"]
    by: dict[str, Any] = {"who": who, "at": now, "seen": wanted.seen}
    on = wanted.on or now.date()
    deeds: dict[Action, Callable[[], None]] = {
        "add": lambda: _add(store, wanted, who=who, now=now),
        "rename": lambda: store.rename_unit(wanted.kind, ids[0], wanted.name, on=on, **by),
        "alias": lambda: store.add_alias(wanted.kind, ids[0], wanted.name, wanted.on, wanted.until, **by),
        "unalias": lambda: store.remove_alias(wanted.kind, ids[0], wanted.name, **by),
        "merge": lambda: _hand_over(store, wanted, [(one, wanted.name, 1.0) for one in ids], on, by),
        "split": lambda: _hand_over(store, wanted, [(ids[0], *pair) for pair in wanted.shares.items()], on, by),
        "undo": lambda: store.take_back(wanted.kind, ids[0], on, **by),
        "level": lambda: set_levels(store, ids, wanted.name, **by),
        "parent": lambda: set_parents(
            store, ids, _id(store, wanted.kind, wanted.name) if wanted.name else None, since=wanted.on, **by
        ),
        "unparent": lambda: store.remove_parent(wanted.kind, ids[0], since=wanted.on, **by),
        "reuse": lambda: store.reuse_name(wanted.kind, wanted.units[0], on=on, former=wanted.name, **by),
    }
    deeds[wanted.action]()


def preview(store: Store, wanted: Edit, *, who: str, now: dt.datetime) -> tuple[Change, ...]:
    """Return which yearly numbers of departments an edit would change; nothing is kept. Raises what ``edit`` raises."""
    return changed_numbers(store, lambda trial: edit(trial, wanted, who=who, now=now))


def history(store: Store, kind: RegisterKind) -> tuple[dict[str, Any], ...]:
    """Return the edits of a register, newest first: at, who, action (without the kind), and detail with names for ids."""
    names = {unit.id: unit.name for unit in store.register(kind).units}
    found = [entry for entry in store.history() if entry["action"].endswith(f"_{kind}")]
    return tuple(
        {
            "at": entry["at"],
            "who": entry["who"],
            "action": entry["action"].removesuffix(f"_{kind}"),
            "detail": {key: _named(key, value, names) for key, value in entry["detail"].items()},
        }
        for entry in reversed(found)
    )


def detail_line(detail: Mapping[str, Any]) -> str:
    """Return what an entry of the history holds in one line, the same in both languages."""
    plain = {key: value for key, value in detail.items() if value not in (None, "")}
    if "predecessor_id" in plain:
        share = f"{plain['share'] * 100:g} %" if "share" in plain else "?"
        said = f"{plain['predecessor_id']} → {plain['successor_id']} {share} ({plain['on']})"
        return f"{said} · {plain['note']}" if "note" in plain else said
    return ", ".join(str(value) if not isinstance(value, list) else ", ".join(value) for value in plain.values())


def _add(store: Store | Trial, wanted: Edit, *, who: str, now: dt.datetime) -> None:
    register = store.register(wanted.kind)
    for name in wanted.units:
        held = register.find(name)
        if held is not None:
            raise refuse("already_registered", _THERE, name=name, unit=held.name, value=name)
    store.add_units(wanted.kind, wanted.units, who, now)


def _hand_over(
    store: Store | Trial,
    wanted: Edit,
    given: Iterable[tuple[int, str, float | None]],
    on: dt.date,
    by: dict[str, Any],
) -> None:
    rows = [(old, _id(store, wanted.kind, new), share) for old, new, share in given]
    store.hand_over(wanted.kind, rows, on=on, note=wanted.note, **by)


def _line(register: Register, unit_id: int) -> Line:
    unit, names = register.by_id[unit_id], register.by_id
    given = [one for one in register.successions if one.predecessor == unit_id]
    taken = [one for one in register.successions if one.successor == unit_id]
    given.sort(key=lambda one: (one.effective_on, names[one.successor].name))
    taken.sort(key=lambda one: (one.effective_on, names[one.predecessor].name))
    return Line(
        id=unit_id,
        name=unit.name,
        level=register.levels.get(unit_id),
        guess=None if unit_id in register.levels or register.kind == "task" else guessed_level(unit.name),
        parent=names[above].name if (above := parent_today(register, unit_id)) else "",
        parents=tuple(
            f"{_name(names, one.parent)} ({one.since or ''}~{end or ''})" for one, end in spans(register, unit_id)
        ),
        since=tuple(one.since for one in register.history_of(unit_id)),
        below=len(below(register, unit_id)),
        aliases=tuple(f"{one.name} ({one.valid_from or ''}~{one.valid_to or ''})" for one in unit.aliases),
        successors=tuple(f"{names[one.successor].name} {_part(one.share)} ({one.effective_on})" for one in given),
        predecessors=tuple(f"{names[one.predecessor].name} {_part(one.share)} ({one.effective_on})" for one in taken),
        gone=is_gone(register, unit_id),
        state=described(register, unit_id),
    )


def _name(names: Mapping[int, Unit], unit_id: int | None) -> str:
    return names[unit_id].name if unit_id else "-"


def _part(share: float | None) -> str:
    return "?" if share is None else f"{share * 100:g} %"


def _named(key: str, value: Any, names: Mapping[int, str]) -> Any:
    return names.get(value, value) if key in ("unit", "predecessor_id", "successor_id", "parent", "before") else value


def _id(view: View, kind: RegisterKind, name: str) -> int:
    register = view.register(kind)
    unit = register.find(name)
    if unit is None:
        near = ", ".join(register.nearest(name)) or "-"
        raise refuse("unknown_unit", _UNKNOWN, name=name, near=near, value=name)
    return unit.id
