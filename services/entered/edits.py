"""Editing what people enter: typed rows become changes, all of them sound or none; saving, taking back, undoing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from data.entered import Change
from data.store import Store, Trial
from kpi.core.errors import Finding, UserError, errors_of, refuse
from kpi.core.text import Text
from services.entered.field import Known, Values
from services.entered.sort import Key, Sort
from services.entered.table import Line, Table

_BLANK = Text("'{field}' 칸이 비어 있습니다. {help}", "'{field}' is blank. {help}")
_TWICE = Text(
    "같은 항목이 두 번 있습니다: {about}. 한 행만 남기세요.",
    "The same entry stands there twice: {about}. Keep one row.",
)
_NO_ENTRY = Text("'{about}' 항목은 지금 적혀 있지 않습니다.", "There is no entry '{about}'.")
_NOTHING_CHANGES = Text("달라지는 것이 없습니다.", "Nothing changes.")


@dataclass(frozen=True)
class Typed:
    """One row as it was typed: field -> text; ``line``: the line in force that it edits, None for a new row.

    ``placed`` puts the place of the row into a finding whose ``column`` is the name of a field.
    """

    cells: Mapping[str, str]
    line: Line | None = None
    placed: Callable[[Finding], Finding] = lambda finding: finding


@dataclass(frozen=True)
class Proposal:
    """What is to be entered, and what is noteworthy of it.

    ``said``: what each change is about, and what holds before and after, in words. ``touched``: indicators it may change.
    """

    sort: Sort
    changes: tuple[Change, ...]
    said: tuple[tuple[Text, Text, Text], ...]
    touched: tuple[str, ...]
    findings: tuple[Finding, ...] = ()


def read_row(sort: Sort, cells: Mapping[str, str], known: Known) -> tuple[dict[str, Any], list[Finding]]:
    """Return the values of a typed row, and what is wrong with it (the name of the field as ``column``)."""
    values: dict[str, Any] = {}
    wrong: list[Finding] = []
    for field in sort.fields:
        said = cells.get(field.name, "").strip()
        values[field.name] = field.empty
        if not said and field.required:
            wrong.append(
                Finding("error", "blank_field", _BLANK, {"field": field.label, "help": field.help}, column=field.name)
            )
        elif said:
            try:
                values[field.name] = field.read(said, known)
            except UserError as refused:
                wrong += [finding.at(column=field.name) for finding in refused.findings]
    return values, wrong if wrong else list(sort.check(values, known))


def proposed(table: Table, rows: Sequence[Typed], gone: Iterable[Line], known: Known) -> Proposal:
    """Return what typed rows and lines taken away change.

    Raises
    ------
    UserError
        All that is wrong with any row; ``nothing_changes`` where everything stays as it is.
    """
    sort, findings = table.sort, []
    taken: dict[Key, Line] = {sort.key(line.values): line for line in gone}
    wanted: dict[Key, tuple[Values, Line | None]] = {}
    for row in rows:
        values, said = read_row(sort, row.cells, known)
        values = {**(row.line.values if row.line else {}), **values}
        key = () if errors_of(said) else sort.key(values)
        if key in wanted:
            about = sort.about_of(values)
            said = [*said, Finding("error", "entry_twice", _TWICE, {"about": about}, column=_first_key(sort))]
        findings += [row.placed(finding) for finding in said]
        if key:
            wanted[key] = (values, row.line)
        if key and row.line is not None and sort.key(row.line.values) != key:
            taken[sort.key(row.line.values)] = row.line
    if errors_of(findings):
        raise UserError(*findings)
    changes = [*_taken_back(sort, taken, wanted), *_entered(table, wanted)]
    if not changes:
        raise refuse("nothing_changes", _NOTHING_CHANGES)
    return _proposal(sort, changes, {key: sort.kept.pack(line.values) for key, line in _held(table)}, findings)


def taking_back(table: Table, values: Values) -> Proposal:
    """Return what takes an entry back. UserError: ``no_entry``."""
    line = table.line(table.sort.key(values))
    if line is None:
        raise refuse("no_entry", _NO_ENTRY, about=table.sort.about_of(values))
    key = table.sort.key(line.values)
    return _proposal(table.sort, [*_taken_back(table.sort, {key: line}, {})], {key: table.sort.kept.pack(line.values)})


def undoing(view: Store | Trial, sort: Sort, key: Key) -> Proposal:
    """Return what puts back what stood under a key before its newest entry. UserError: ``no_entry``."""
    entries = view.entry_history(sort.kept.kind, dict(key))
    if not entries:
        raise refuse("no_entry", _NO_ENTRY, about=sort.about_of(sort.kept.unpack(dict(key), sort.kept.gone) or {}))
    before = entries[1].values if len(entries) > 1 else sort.kept.gone
    return _proposal(sort, [_change(sort, dict(key), before, entries[0].id)], {key: entries[0].values})


def save(store: Store | Trial, proposal: Proposal, *, who: str, now: dt.datetime) -> None:
    """Enter all changes of a proposal, or none. UserError: ``changed_meanwhile`` with both versions."""
    store.enter_all(proposal.changes, who=who, at=now)


def _entered(table: Table, wanted: Mapping[Key, tuple[Values, Line | None]]) -> Iterable[Change]:
    sort = table.sort
    for key, (values, line) in wanted.items():
        held = line if line is not None and sort.key(line.values) == key else table.line(key)
        if held is None or sort.kept.pack(held.values) != sort.kept.pack(values):
            seen = held.number if held else table.newest.get(key, 0)
            yield _change(sort, dict(key), sort.kept.pack(values), seen)


def _taken_back(sort: Sort, taken: Mapping[Key, Line], wanted: Mapping[Key, object]) -> Iterable[Change]:
    for key, line in taken.items():
        if key not in wanted:
            yield _change(sort, dict(key), sort.kept.gone, line.number)


def _change(sort: Sort, key: Mapping[str, Any], columns: Mapping[str, Any], seen: int) -> Change:
    about = sort.about_of(sort.kept.unpack(key, columns) or {})
    return Change(sort.kept.kind, key, columns, seen, about, sort.described_columns(key))


def _held(table: Table) -> Iterable[tuple[Key, Line]]:
    return ((table.sort.key(line.values), line) for line in table.lines)


def _proposal(
    sort: Sort, changes: Sequence[Change], before: Mapping[Key, Mapping[str, Any]], findings: Iterable[Finding] = ()
) -> Proposal:
    said: list[tuple[Text, Text, Text]] = []
    touched: list[str] = []
    for change in changes:
        key: Key = tuple(change.key.items())
        columns = [before.get(key, sort.kept.gone), change.values]
        said.append((change.about or sort.name, change.described(columns[0]), change.described(columns[1])))
        values = [sort.kept.unpack(change.key, one) for one in columns]
        touched += [name for one in values if one for name in sort.touches(one)]
    return Proposal(sort, tuple(changes), tuple(said), tuple(dict.fromkeys(touched)), tuple(findings))


def _first_key(sort: Sort) -> str:
    return next((field.name for field in sort.fields if field.key), sort.fields[0].name)
