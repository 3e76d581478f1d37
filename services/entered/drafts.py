"""A table of entries while it is edited: what was seen, what was typed over it, and what is to be shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pandas as pd

from kpi.core.errors import Finding, UserError
from kpi.core.text import Lang
from services.entered.edits import Proposal, Typed, proposed
from services.entered.field import Field, Known, Shape, as_written
from services.entered.sort import Sort
from services.entered.table import Line, Table

_DTYPES: Mapping[Shape, Any] = {"text": "str", "choice": "str", "number": "float64", "day": "datetime64[s]"}


@dataclass(frozen=True)
class Row:
    """One row: field -> text; ``line``: what it was when it was seen; ``typed``: somebody typed into it."""

    cells: Mapping[str, str]
    line: Line | None = None
    typed: bool = False


@dataclass(frozen=True)
class Draft:
    """The table as it was seen, the rows as they stand now, and the lines taken away."""

    table: Table
    rows: tuple[Row, ...]
    gone: tuple[Line, ...] = ()

    @property
    def untouched(self) -> bool:
        """Whether nothing was typed or taken away."""
        return not self.gone and not any(row.typed for row in self.rows)


def draft_of(table: Table, lang: Lang) -> Draft:
    """Return the draft in which nothing is typed yet."""
    return Draft(table, tuple(Row(table.texts(line, lang), line) for line in table.lines))


def with_edits(draft: Draft, edits: Mapping[str, Any]) -> Draft:
    """Return the draft with what an editor reports: ``edited_rows`` (place -> cells), ``added_rows``, ``deleted_rows``."""
    edited = {int(place): _texts(cells) for place, cells in dict(edits.get("edited_rows") or {}).items()}
    deleted = {int(place) for place in edits.get("deleted_rows") or ()}
    rows = [
        replace(row, cells={**row.cells, **edited[place]}, typed=True) if place in edited else row
        for place, row in enumerate(draft.rows)
        if place not in deleted
    ]
    added = [Row(_texts(cells), typed=True) for cells in edits.get("added_rows") or ()]
    gone = [row.line for place, row in enumerate(draft.rows) if place in deleted and row.line is not None]
    return replace(draft, rows=(*rows, *added), gone=(*draft.gone, *gone))


def rebased(draft: Draft, table: Table, lang: Lang) -> Draft:
    """Return what was typed over the table as it is now: who has seen what somebody else saved may decide again."""
    key = table.sort.key
    typed = {key(row.line.values): row for row in draft.rows if row.typed and row.line is not None}
    gone = {key(line.values) for line in draft.gone}
    kept = [line for line in table.lines if key(line.values) not in gone]
    rows = [
        Row(typed[key(line.values)].cells, line, typed=True)
        if key(line.values) in typed
        else Row(table.texts(line, lang), line)
        for line in kept
    ]
    there = {key(line.values) for line in table.lines}
    new = [
        Row(row.cells, typed=True)
        for row in draft.rows
        if row.typed and (row.line is None or key(row.line.values) not in there)
    ]
    return Draft(table, (*rows, *new), tuple(line for line in table.lines if key(line.values) in gone))


def proposal_of(draft: Draft, known: Known, lang: Lang) -> Proposal:
    """Return what the typed rows change; rows in which everything is blank are none. Raises what ``proposed`` raises."""
    rows = [
        Typed(row.cells, row.line, partial(_placed, draft.table.sort, place, lang))
        for place, row in enumerate(draft.rows, start=1)
        if row.typed and any(text.strip() for text in row.cells.values())
    ]
    return proposed(draft.table, rows, draft.gone, known)


def grid(draft: Draft, known: Known, lang: Lang) -> pd.DataFrame:
    """Return the rows as an editor of tables takes them, a column a field: numbers, days, texts; choices in a language."""
    columns = {
        field.name: pd.Series(
            [_cell(field, row.cells.get(field.name, ""), known, lang) for row in draft.rows], dtype=_DTYPES[field.shape]
        )
        for field in draft.table.sort.fields
    }
    return pd.DataFrame(columns)


def _cell(field: Field, text: str, known: Known, lang: Lang) -> Any:
    if not text.strip():
        return None
    if field.shape == "text":
        return text
    try:
        value = field.read(text, known)
    except UserError:
        return text if field.shape == "choice" else None
    if field.shape == "choice":
        return field.show(value, lang)
    return value if isinstance(value, dt.date) else float(value)


def _texts(cells: Mapping[str, Any]) -> dict[str, str]:
    return {str(name): as_written(value, "ko").strip() for name, value in cells.items()}


def _placed(sort: Sort, place: int, lang: Lang, finding: Finding) -> Finding:
    field = sort.by_name.get(finding.column)
    return finding.at(row=place, column=field.label.say(lang) if field else "")


def offered(values: Iterable[Any], choices: Iterable[str]) -> list[str]:
    """Return the choices of a column, and what stands in it and is none of them any more."""
    return list(dict.fromkeys([*choices, *(value for value in values if isinstance(value, str))]))
