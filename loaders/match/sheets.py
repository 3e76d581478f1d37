"""Which blocks and sheets are one table: the same form, told apart by what their titles or names say."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kpi.core.organisation import Register
from loaders.choice import ALL_SHEETS, Choice
from loaders.match.blocks import blocks_of, header_starts
from loaders.match.header import body
from loaders.match.labels import plain
from loaders.match.rows import known_labels, likely_rows
from loaders.match.sides import sides_of
from loaders.match.table import DEPARTMENT, SHEET, TITLE, Part, Table
from loaders.match.titles import office_in, period_in
from loaders.source import Source

if TYPE_CHECKING:
    from loaders.gate.files import Sheet

LOOKED_INTO = 400
"""Rows under a header that are looked into for anything filled."""
MOST_ROWS = 8
"""Header rows of a sheet that are tried."""
_COUNTER = re.compile(r"\s*\(\d+\)\s*$")
_OVERVIEW = re.compile(r"(?:전체|총괄|종합|합계|총계|계|요약|집계|total|summary|all)", re.IGNORECASE)


def tables_of(
    sheets: Sequence[Sheet], wanted: tuple[Source, ...], choice: Choice, known: Register | None
) -> list[Table]:
    """Return the tables of some sheets: blocks and sheets of the same form as one, where they are clearly told apart."""
    singles = [table for sheet in sheets for table in _of_sheet(sheet, wanted, choice, known)]
    found: list[Table] = []
    for key in dict.fromkeys(table.header.key for table in singles):
        same = [table for table in singles if table.header.key == key]
        first = [next(table for table in same if table.sheet is sheet) for sheet in _sheets(same)]
        rest = [table for table in same if all(table is not one for one in first)]
        found += [*_joined(first, choice, known), *rest]
    several = [table for table in found if len(table.sheets) > 1] if ALL_SHEETS in choice.sheets else []
    return [_given_department(table, choice) for table in several or found]


def header_rows(sheet: Sheet, wanted: tuple[Source, ...], choice: Choice) -> list[int]:
    """Return the rows to try as header; none where the row that was named is blank or not there."""
    if choice.header_row is not None:
        row = choice.header_row
        return [row] if row in sheet.frame.index and sheet.frame.loc[row].str.strip().ne("").any() else []
    rows = likely_rows(sheet, wanted, tuple(choice.columns.values()))
    below = [row for row in header_starts(sheet, known_labels(wanted)) if row > min(rows, default=0)]
    return list(dict.fromkeys([*rows, *below]))[:MOST_ROWS]


def _of_sheet(sheet: Sheet, wanted: tuple[Source, ...], choice: Choice, known: Register | None) -> list[Table]:
    """Return the tables of one sheet, one for each form of header."""
    found: list[Table] = []
    rows = header_rows(sheet, wanted, choice)
    for row in sorted(rows):
        sides = sides_of(sheet, row) or (sheet,)
        parts = [Part(side, block) for side in sides for block in blocks_of(side, row, known_labels(wanted))]
        if not parts[0].header.labels or any(_holds(table, row, parts[0].header.key) for table in found):
            continue
        table = _of_parts(parts, known)
        if len(rows) > 1 and table.rows(most=LOOKED_INTO).frame.empty:
            continue
        found.append(table)
    return found


def _holds(table: Table, row: int, key: tuple[str, ...]) -> bool:
    """Return whether a row is a header of a table that was found already, on its first page or a further one."""
    parts = table.parts
    again = table.header.key == key and any(part.header.row <= row <= part.block.last for part in parts)
    return again or any(part.header.row <= row <= part.header.last for part in parts)


def _of_parts(parts: list[Part], known: Register | None) -> Table:
    """Return the first block of a sheet, together with those of the same form below and beside it; the others are named."""
    first = parts[0].header.key
    same = [part for part in parts if first and part.header.key == first] or parts[:1]
    others = [part for part in parts if all(part is not one for one in same)]
    return _told(Table(tuple(same), others=tuple(others)), [" ".join(part.block.titles) for part in same], TITLE, known)


def _joined(tables: list[Table], choice: Choice, known: Register | None) -> list[Table]:
    """Return tables of the same form on several sheets as one, where that is clear or was said; else each by itself."""
    tables = _without_copies(tables, known)
    names = [table.sheet.name for table in tables]
    single = [table for table in tables if not _OVERVIEW.fullmatch(plain(table.sheet.name))]
    if len(tables) < 2 or any(not table.header.key for table in tables):
        return tables
    if choice.sheets and ALL_SHEETS not in choice.sheets:
        return [_together(tables, choice.sheets_mean, known)]
    if choice.sheets or choice.sheets_mean:
        chosen = single if len(single) > 1 else tables
        rest = [table for table in tables if all(table is not one for one in chosen)]
        return [_together(chosen, choice.sheets_mean, known), *rest]
    told = _together(single, None, known) if len(single) > 1 else None
    if told is not None and told.axes and any(label == SHEET for label in told.said):
        left = tuple(name for name in names if name not in told.sheets)
        return [replace(told, alike=()), *(replace(table, alike=()) for table in tables if table.sheet.name in left)]
    return [replace(table, alike=tuple(name for name in names if name != table.sheet.name)) for table in tables]


def _together(tables: list[Table], mean: str | None, known: Register | None) -> Table:
    parts = tuple(part for table in tables for part in table.parts)
    others = tuple(part for table in tables for part in table.others)
    equal = {name: tuple(one for table in tables for one in getattr(table, name)) for name in ("copies", "twins")}
    whole = Table(parts, others=others, copies=equal["copies"], twins=equal["twins"])
    if all(table.said for table in tables):
        said = {
            label: tuple(text for table in tables for text in table.said.get(label, ("",) * len(table.parts)))
            for label in tables[0].said
        }
        whole = replace(whole, said=said, axes=tables[0].axes)
    if mean == "nothing":
        return whole
    return _told(whole, [part.sheet.name for part in parts], SHEET, known, mean=mean)


def _told(table: Table, texts: list[str], label: str, known: Register | None, *, mean: str | None = None) -> Table:
    """Return the table with a column of what the texts of its parts say, where they tell all parts apart."""
    readers: dict[str, Callable[[str], str]] = {"period": period_in, "department": lambda text: office_in(text, known)}
    said, axes = dict(table.said), dict(table.axes)
    for axis, read in readers.items():
        if mean is not None and {"year": "period"}.get(mean, mean) != axis:
            continue
        values = tuple(read(text) or (text if mean is not None else "") for text in texts)
        if all(values) and (len(set(values)) > 1 or (mean is not None)) and axis not in axes:
            name = label if label not in said else f"{label[:-1]}부서]"
            said[name], axes[axis] = values, name
    return replace(table, said=said, axes=axes) if mean is not None or _apart(table, said, label) else table


def _apart(table: Table, said: Mapping[str, tuple[str, ...]], label: str) -> bool:
    """Return whether no two sheets (or, for titles, no two blocks) say the same."""
    named: dict[object, tuple[str, ...]] = {}
    for place, part in enumerate(table.parts):
        unit = part.sheet.name if label == SHEET else place
        named[unit] = tuple(values[place] for name, values in said.items() if name.startswith(label[:-1]))
    return len(set(named.values())) == len(named)


def _without_copies(tables: list[Table], known: Register | None) -> list[Table]:
    """Return the tables without those whose cells are all equal to an earlier one's; the earlier one names them.

    A sheet named after another period or department than its equal is no copy: both stay, and the later one names itself.
    """
    found: list[Table] = []
    for table in tables:
        equal = [place for place, one in enumerate(found) if _equal(one, table)]
        again = [place for place in equal if not _named_apart(found[place].sheet.name, table.sheet.name, known)]
        if again:
            found[again[0]] = replace(found[again[0]], copies=(*found[again[0]].copies, table.sheet.name))
        else:
            found.append(replace(table, twins=(table.sheet.name,)) if equal else table)
    return found


def _named_apart(one: str, other: str, known: Register | None) -> bool:
    """Return whether two names say different periods or different departments; a counter such as "(2)" says nothing."""
    one, other = (_COUNTER.sub("", name) for name in (one, other))
    pairs = ((period_in(one), period_in(other)), (office_in(one, known), office_in(other, known)))
    return any(mine and its and mine != its for mine, its in pairs)


def _equal(one: Table, other: Table) -> bool:
    """Return whether two tables hold the same rows."""
    if len(one.parts) != len(other.parts) or one.header.labels != other.header.labels:
        return False
    for mine, its in zip(one.parts, other.parts, strict=True):
        left, right = (body(part.sheet, part.header, part.block.last) for part in (mine, its))
        if left.shape != right.shape or not bool((left.to_numpy() == right.to_numpy()).all()):
            return False
    return True


def _given_department(table: Table, choice: Choice) -> Table:
    """Return the table with the department the analyst named for the whole file."""
    if choice.department is None:
        return table
    said = {**table.said, DEPARTMENT: (choice.department,) * len(table.parts)}
    return replace(table, said=said, axes={**table.axes, "department": DEPARTMENT})


def _sheets(tables: list[Table]) -> list[Sheet]:
    found: list[Sheet] = []
    for table in tables:
        if all(table.sheet is not sheet for sheet in found):
            found.append(table.sheet)
    return found
