"""Tables made by hand, read the way a file is: a header and rows become a book, a layout, a batch."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pandas as pd

from kpi.core.batch import Batch
from kpi.core.organisation import Register, Unit
from kpi.core.worktime import korean_calendar
from loaders.choice import Choice, Context
from loaders.gate.files import Book, Sheet
from loaders.load.digest import digest
from loaders.match.recognise import Layout, recognise

CALENDAR = korean_calendar(2009, 2027)
TODAY = dt.date(2026, 11, 22)
Rows = Sequence[Sequence[object]]


def sheet(rows: Rows, name: str = "2025", *, hidden: bool = False, merged=(), faults=None, first_row: int = 1) -> Sheet:
    width = max((len(row) for row in rows), default=0)
    cells = [[str(cell) for cell in row] + [""] * (width - len(row)) for row in rows]
    index = pd.RangeIndex(first_row, first_row + len(cells))
    frame = pd.DataFrame(cells, index=index, columns=pd.RangeIndex(width), dtype="str")
    return Sheet(name, hidden, frame, (), tuple(merged), faults or {})


def book(*sheets: Sheet) -> Book:
    return Book("처리대장.xlsx", "0" * 64, "xlsx", "", sheets, ())


def register(kind: Any, *names: str) -> Register:
    return Register(kind, tuple(Unit(number, name) for number, name in enumerate(names, start=1)))


def context(departments: Sequence[str] = (), tasks: Sequence[str] = (), today: dt.date = TODAY) -> Context:
    return Context(register("department", *departments), register("task", *tasks), b"secret", CALENDAR, today)


def layout_of(rows: Rows | Book, **choice: Any) -> Layout:
    return recognise(rows if isinstance(rows, Book) else book(sheet(rows)), choice=Choice(**choice))


def load(rows: Rows | Book, known: Context | None = None, **choice: Any) -> Batch:
    return digest(layout_of(rows, **choice), choice=Choice(**choice), context=known or context())


def loaded(rows: Rows | Book, known: Context | None = None, **choice: Any) -> Batch:
    batch = load(rows, known, **choice)
    assert [finding.line("ko") for finding in batch.errors] == []
    return batch


def codes(batch: Batch, severity: str = "") -> list[str]:
    return [finding.code for finding in batch.findings if not severity or finding.severity == severity]


def finding(batch: Batch, code: str):
    found = [one for one in batch.findings if one.code == code]
    assert len(found) == 1, codes(batch)
    return found[0]


def sums(batch: Batch, measure: str, *keys: str, columns: Sequence[str] = ("n", "wx")) -> dict:
    """Return the sums of one measure by some keys: {(key, ...): (n, wx)}; one key alone is not a tuple."""
    cells = batch.cells[batch.cells["measure"].eq(measure)]
    if not keys:
        return {column: cells[column].sum() for column in columns}
    grouped = cells.groupby(list(keys))[list(columns)].sum(min_count=1)
    return {key: tuple(row) for key, row in zip(grouped.index, grouped.to_numpy().tolist(), strict=True)}
