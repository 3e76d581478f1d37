"""Levels and parents of units: what stands under what on a day, and what a unit is pooled into."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from kpi.core.organisation import Level, Parenthood, Register
from kpi.core.succession import heirs
from kpi.core.text import Text

LEVELS: Mapping[Level, Text] = {
    "bureau": Text("국", "Bureau"),
    "division": Text("과", "Division"),
    "team": Text("팀", "Team"),
    "office": Text("사업소", "Office"),
    "town": Text("읍면동", "Town or neighbourhood"),
}
"""The levels of a city's organisation, in words."""
POOLING: tuple[Level, ...] = ("bureau", "division")
"""The levels into which figures can be pooled."""
_ENDINGS: tuple[tuple[Level, tuple[str, ...]], ...] = (
    ("bureau", ("국", "본부")),
    ("office", ("사업소", "보건소", "센터", "도서관", "박물관", "사무소")),
    ("team", ("팀", "계")),
    ("division", ("과", "담당관", "감사관")),
    ("town", ("읍", "면", "동", "주민센터", "복지센터")),
)


def guessed_level(name: str) -> Level | None:
    """Return the level that the ending of a name suggests: a proposal for a person, never taken by itself."""
    found = [(len(ending), level) for level, endings in _ENDINGS for ending in endings if name.strip().endswith(ending)]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def parent_on(register: Register, unit_id: int, on: dt.date) -> int | None:
    """Return the unit (id) a unit stood under on a day; None where it stood under none, or nobody said."""
    held = [one for one in register.history_of(unit_id) if one.since is None or one.since <= on]
    return held[-1].parent if held else None


def parent_today(register: Register, unit_id: int) -> int | None:
    """Return the unit (id) a unit stands under in today's organisation, as ``parent_on``.

    A parent that was merged into one other unit since then is that unit; one that was split stays.
    """
    held = register.history_of(unit_id)
    if not held or held[-1].parent is None:
        return None
    parts = heirs(register, held[-1].parent, held[-1].since or dt.date.min)
    return parts[0].unit if len(parts) == 1 else held[-1].parent


def above(register: Register, unit_id: int, on: dt.date | None = None) -> Iterator[int]:
    """Yield the units above a unit, the nearest first, on a day or (None) in today's organisation."""
    seen = {unit_id}
    while True:
        parent = parent_today(register, unit_id) if on is None else parent_on(register, unit_id, on)
        if parent is None or parent in seen:
            return
        seen.add(parent)
        yield parent
        unit_id = parent


def pooled_into(register: Register, unit_id: int, level: Level, on: dt.date | None = None) -> int:
    """Return the unit (id) of a level that a unit is or stands under, on a day or today; itself where there is none."""
    places = (unit_id, *above(register, unit_id, on))
    return next((one for one in places if register.levels.get(one) == level), unit_id)


def below(register: Register, unit_id: int) -> tuple[int, ...]:
    """Return the units that stand directly under a unit in today's organisation, in the order of the register."""
    moved = {one.unit for one in register.parents}
    return tuple(unit.id for unit in register.units if unit.id in moved and parent_today(register, unit.id) == unit_id)


def circle(register: Register) -> tuple[int, ...]:
    """Return units (ids) that stand under each other in a circle on some day; empty where there are none."""
    for day in sorted({one.since or dt.date.min for one in register.parents}):
        for unit_id in dict.fromkeys(one.unit for one in register.parents):
            path = [unit_id]
            while (parent := parent_on(register, path[-1], day)) is not None:
                if parent in path:
                    return tuple(path[path.index(parent) :])
                path.append(parent)
    return ()


def without_group(register: Register, level: Level, units: Iterable[int]) -> tuple[str, ...]:
    """Return today's names of those units (ids) that stand under none of a level and are none of it."""
    alone = (one for one in units if register.levels.get(pooled_into(register, one, level)) != level)
    return tuple(register.by_id[one].name for one in alone)


def spans(register: Register, unit_id: int) -> tuple[tuple[Parenthood, dt.date | None], ...]:
    """Return where a unit stood and stands, in order, each with its last day (None: until today)."""
    held = register.history_of(unit_id)
    ends = [one.since - dt.timedelta(days=1) if one.since else None for one in held[1:]]
    return tuple(zip(held, [*ends, None], strict=False))


def described(register: Register, unit_id: int) -> str:
    """Return all that is held of a unit in one line, the same in both languages: name, place, other names, hand-overs."""
    unit = register.by_id[unit_id]
    parts = [unit.name]
    parts += [f"[{register.levels[unit_id]}]"] if unit_id in register.levels else []
    for place in register.history_of(unit_id):
        parts.append(f"↑ {register.by_id[place.parent].name if place.parent else '-'} ({place.since or ''}~)")
    parts += [f"= {one.name} ({one.valid_from or ''}~{one.valid_to or ''})" for one in unit.aliases]
    for one in register.successions:
        share = "?" if one.share is None else f"{one.share * 100:g} %"
        if one.predecessor == unit_id:
            parts.append(f"→ {register.by_id[one.successor].name} {share} ({one.effective_on})")
        if one.successor == unit_id:
            parts.append(f"← {register.by_id[one.predecessor].name} {share} ({one.effective_on})")
    return ", ".join(parts)


def unknown_shares(register: Register, level: Level | None = None) -> Iterable[tuple[str, dt.date]]:
    """Yield today's names of the units whose series breaks on a day, because nobody said what share went over.

    ``level``: of the units of that level; what went over inside one of them breaks nothing.
    """
    seen: dict[tuple[str, dt.date], None] = {}
    for one in register.successions:
        if one.share is None:
            held = [
                part.unit
                for unit in (one.predecessor, one.successor)
                for part in heirs(register, unit, one.effective_on)
            ]
            units = dict.fromkeys(pooled_into(register, unit, level) if level else unit for unit in held)
            if level is None or len(units) > 1:
                seen |= {(register.by_id[unit].name, one.effective_on): None for unit in units}
    return seen
