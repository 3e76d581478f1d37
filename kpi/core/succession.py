"""What became of a unit: merges, splits by shares, and chains of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kpi.core.organisation import Register, Succession

NEARLY = 1e-9
"""Shares this near to one hand over everything: thirds do not add up exactly."""


@dataclass(frozen=True)
class Part:
    """The share (0-1) of a unit's former work that a unit (id) of today's organisation has."""

    unit: int
    share: float


def heirs(register: Register, unit_id: int, on: dt.date) -> tuple[Part, ...]:
    """Return which units have today what the unit did on that day; their shares add up to one.

    What is not handed over stays where it is. A hand-over without a share moves nothing: the series of both breaks there.
    After a hand-over only later ones count, so two units that change places on one day do so, and nothing goes round for ever.
    """
    found: dict[int, float] = {}
    waiting = [(unit_id, on, 1.0)]
    while waiting:
        held, day, share = waiting.pop()
        after = next((one for one in _hand_overs(register, held) if one[0] > day), None)
        if after is None:
            found[held] = found.get(held, 0.0) + share
            continue
        moved, given = after
        if all(one.share is not None for one in given):
            waiting += [(one.successor, moved, share * float(one.share or 0.0)) for one in given]
            share *= _left(given)
        if share > 0:
            waiting.append((held, moved, share))
    return tuple(Part(unit, found[unit]) for unit in sorted(found))


def ended_on(register: Register, unit_id: int, on: dt.date) -> dt.date | None:
    """Return since when the unit had nothing left on that day (None: it was at work, or nobody can say).

    A unit that takes over work later is at work again.
    """
    past = [(day, given) for day, given in _hand_overs(register, unit_id) if day <= on]
    if not past or _left(past[-1][1]) > 0:
        return None
    last = past[-1][0]
    taken = any(one.successor == unit_id and last <= one.effective_on <= on for one in register.successions)
    return None if taken else last


def is_gone(register: Register, unit_id: int) -> bool:
    """Return whether the unit has ended and all its work is counted under its successors today."""
    return ended_on(register, unit_id, dt.date.max) is not None


def today(register: Register, name: str) -> str | None:
    """Return what a unit of that name (of any day) is called today: the one unit that took over all, else itself."""
    unit = register.find(name)
    if unit is None:
        return None
    parts = heirs(register, unit.id, dt.date.min) if is_gone(register, unit.id) else ()
    return register.by_id[parts[0].unit].name if len(parts) == 1 else unit.name


def _hand_overs(register: Register, unit_id: int) -> list[tuple[dt.date, list[Succession]]]:
    """Return the days on which a unit handed over, in order, each with what it gave to whom."""
    days: dict[dt.date, list[Succession]] = {}
    for one in register.successions:
        if one.predecessor == unit_id:
            days.setdefault(one.effective_on, []).append(one)
    return sorted(days.items(), key=lambda pair: pair[0])


def _left(given: list[Succession]) -> float:
    """Return the share that stays with the predecessor; all of it where a share is unknown."""
    if any(one.share is None for one in given):
        return 1.0
    left = 1.0 - sum(float(one.share or 0.0) for one in given)
    return left if left > NEARLY else 0.0
