"""A spreadsheet of the registers: what it would change, and making all of it or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from data.store import Store, Trial
from kpi.core.errors import Finding, UserError, refuse
from kpi.core.organisation import Parenthood, RegisterKind, Unit, normal
from kpi.core.text import Lang, Text
from services.register_sheet.plan import Plan, Step, plan_of
from services.register_sheet.read import Row, read_rows
from services.rehearsed import Change, changed_numbers

_CHANGED = Text(
    "미리 본 뒤에 다른 사람이 명부를 고쳤습니다. 저장하지 않았습니다. 다시 미리 보고 저장하세요.",
    "Somebody else changed the registers since the preview. Nothing was saved. Look at the preview again.",
)


@dataclass(frozen=True)
class Import:
    """The rows of a file, the changes they make, and what is noteworthy of the file."""

    rows: tuple[Row, ...]
    steps: tuple[Step, ...]
    findings: tuple[Finding, ...]

    def lines(self, lang: Lang) -> tuple[str, ...]:
        """Return the changes of the registers, a sentence each; empty where all of it is there already."""
        return tuple(step.said.say(lang, **step.values) for step in self.steps)


def read_import(store: Store, content: bytes, name: str) -> Import:
    """Return what a file says and changes; nothing is stored.

    Raises
    ------
    UserError
        Everything that is wrong with the file, with its cells; what the registers refuse is found by ``numbers_of``.
    """
    rows, findings = read_rows(content, name)
    return Import(rows, plan_of(store, rows).steps(), findings)


def numbers_of(store: Store, found: Import, *, who: str, now: dt.datetime) -> tuple[Change, ...]:
    """Return which yearly numbers the changes would change; nothing is kept. Raises what ``save`` raises."""
    return changed_numbers(store, lambda trial: _make(trial, found, who=who, now=now)) if found.steps else ()


def save(store: Store, found: Import, *, who: str, now: dt.datetime) -> None:
    """Make all changes, or none.

    Raises
    ------
    UserError
        ``registers_changed`` when the file would change something else by now than it said; what the registers refuse,
        with the cells.
    """
    with store.together() as edits:
        _make(edits, found, who=who, now=now)


def _make(edits: Trial, found: Import, *, who: str, now: dt.datetime) -> None:
    plan = plan_of(edits, found.rows)
    if [(step.said, step.values) for step in plan.steps()] != [(step.said, step.values) for step in found.steps]:
        raise refuse("registers_changed", _CHANGED)
    wrong = _made(edits, plan, {"who": who, "at": now})
    if wrong:
        raise UserError(*wrong)


def _made(edits: Trial, plan: Plan, by: dict[str, Any]) -> list[Finding]:
    wrong = _each(
        plan.renames,
        lambda step, of: edits.rename_unit(step.row.kind, of(step.name).id, step.detail[0], on=step.detail[1], **by),
        edits,
    )
    kinds: tuple[RegisterKind, ...] = ("department", "task")
    for kind in kinds:
        edits.add_units(kind, [step.name for step in plan.units if step.row.kind == kind], by["who"], by["at"])
    wrong += _each(plan.others, lambda step, of: _other(edits, step, of(step.name), by), edits)
    wrong += _each(
        plan.levels, lambda step, of: edits.set_level(step.row.kind, of(step.name).id, step.detail, **by), edits
    )
    wrong += _each(plan.parents[:1], lambda _, of: _stand(edits, plan.parents, of, by), edits)
    return wrong + _each(plan.handed, lambda step, of: _hand_over(edits, step, of, by), edits)


Find = Callable[[str], Unit]


def _each(steps: Sequence[Step], act: Callable[[Step, Find], None], edits: Trial) -> list[Finding]:
    """Make steps of one sort; return what the registers refuse, with the rows."""
    wrong: list[Finding] = []
    find = _finder(edits, {step.row.kind for step in steps})
    for step in steps:
        try:
            act(step, partial(find, step.row.kind))
        except UserError as refused:
            wrong += [step.row.placed(one) for one in refused.findings]
    return wrong


def _finder(edits: Trial, kinds: Iterable[RegisterKind]) -> Callable[[RegisterKind, str], Unit]:
    known = {kind: edits.register(kind) for kind in kinds}
    by_name = {(kind, normal(unit.name)): unit for kind, held in known.items() for unit in held.units}

    def find(kind: RegisterKind, name: str) -> Unit:
        unit = by_name.get((kind, normal(name))) or known[kind].find(name)
        assert unit is not None, name
        return unit

    return find


def _other(edits: Trial, step: Step, unit: Unit, by: dict[str, Any]) -> None:
    wanted = step.detail
    edits.add_alias(step.row.kind, unit.id, wanted.name, wanted.valid_from, wanted.valid_to, **by)


def _stand(edits: Trial, steps: Sequence[Step], of: Find, by: dict[str, Any]) -> None:
    """Put all units under their parents at once: only what they are together can be a circle."""
    rows = [
        Parenthood(of(one.name).id, of(one.detail[0]).id if one.detail[0] else None, one.detail[1]) for one in steps
    ]
    edits.set_parents("department", rows, **by)


def _hand_over(edits: Trial, step: Step, of: Find, by: dict[str, Any]) -> None:
    successor, on = step.detail
    given = [(of(step.name).id, of(successor).id, step.row.share)]
    edits.hand_over(step.row.kind, given, on=on, note=step.row.note, **by)
