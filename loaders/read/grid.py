"""The rows of one sheet, collected under limits and written as Arrow strings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import ipc

from loaders.read.limits import Limits
from loaders.read.refusals import refusal, too_large_area, too_wide

_CHUNK_ROWS = 20_000
_MOST_LETTERS = 100_000_000
"""In the rows of one column that are kept together."""
TEXT = pa.large_string()
"""As pandas keeps texts: nothing has to be turned on the other side."""


@dataclass
class Budget:
    """Cells used so far by all sheets of one file."""

    limits: Limits
    cells: int = 0

    def spend(self, cells: int, *, sheet: str = "") -> None:
        """Count cells; refuse when there are too many."""
        self.cells += cells
        if self.cells > self.limits.cells:
            raise refusal("too_many_cells", number=f"{self.cells:,}", limit=f"{self.limits.cells:,}", sheet=sheet)


@dataclass
class Grid:
    """One sheet while it is read: rows in ascending order, blank rows between them kept, at the end left out."""

    name: str
    budget: Budget
    hidden: bool = False
    first_row: int = 0
    next_row: int = 0
    width: int = 0
    hidden_rows: list[int] = field(default_factory=list)
    hidden_spans: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    _rows: list[list[str]] = field(default_factory=list)
    _chunks: list[list[pa.Array]] = field(default_factory=list)

    def add(self, row: int, values: list[str], *, cells: int | None = None) -> None:
        """Append the values of a row (1-based number), the first of them in the first column.

        ``cells`` is how many count against the limit; by default all of ``values``.
        """
        self.budget.spend(len(values) if cells is None else cells, sheet=self.name)
        while values and not values[-1]:
            values.pop()
        if not values:
            return
        self.first_row = self.first_row or row
        self.next_row = self.next_row or row
        self.width = max(self.width, len(values))
        self._check_area(row)
        if row > self.next_row:
            self._rows.extend([[]] * (row - self.next_row))
        self._rows.append(values)
        self.next_row = row + 1
        if len(self._rows) >= _CHUNK_ROWS:
            self._flush()

    def add_columns(self, row: int, columns: list[pa.Array], *, cells: int | None = None) -> None:
        """Append rows that were read as columns of strings, the first of them with that number; as ``add`` of each."""
        self.budget.spend(len(columns) * len(columns[0]) if cells is None else cells, sheet=self.name)
        while columns and not _letters(columns[-1]):
            columns = columns[:-1]
        if not columns:
            return
        first, last = _used(columns)
        self.first_row = self.first_row or row + first
        self.width = max(self.width, len(columns))
        self._check_area(row + last)
        gap = row + first - (self.next_row or row + first)
        if self._rows:
            self._flush()
        if gap:
            self._chunks.append([strings_of([""] * gap)])
        self._chunks.append([column.slice(first, last - first + 1) for column in columns])
        self.next_row = row + last + 1

    def _check_area(self, row: int) -> None:
        limits = self.budget.limits
        if self.width > limits.columns:
            raise too_wide(self.width, limits, sheet=self.name, row=row)
        height = row - self.first_row + 1
        if height * self.width > limits.area:
            raise too_large_area(height, self.width, limits, sheet=self.name, row=row)

    def _flush(self) -> None:
        columns = zip_longest(*self._rows, fillvalue="")
        self._chunks.append([strings_of(column) for column in columns])
        self._rows = []

    @property
    def hidden_columns(self) -> int:
        """How many columns are hidden, as far as the sheet is used; ``hidden_spans``: first and last, 0-based."""
        hidden: set[int] = set()
        for first, last in self.hidden_spans:
            hidden.update(range(first, min(last + 1, self.width)))
        return len(hidden)

    @property
    def empty(self) -> bool:
        """Whether the sheet holds no value and no fault."""
        return not self.width and not self.faults

    def write(self, path: Path) -> None:
        """Write the rows as one Arrow IPC file with the columns "0", "1" ... of strings."""
        if self._rows:
            self._flush()
        schema = pa.schema([(str(position), TEXT) for position in range(self.width)])
        with ipc.new_file(str(path), schema) as writer:
            for arrays in self._chunks:
                if len(arrays) < self.width:
                    arrays += [strings_of([""] * len(arrays[0]))] * (self.width - len(arrays))
                same = [array if array.type == TEXT else array.cast(TEXT) for array in arrays]
                writer.write_batch(pa.record_batch(same, schema=schema))

    def to_json(self) -> dict[str, Any]:
        """Return everything beside the rows as plain JSON."""
        return {
            "name": self.name,
            "hidden": self.hidden,
            "first_row": self.first_row,
            "hidden_rows": self.hidden_rows,
            "merged": self.merged,
            "faults": [[row, column, what] for (row, column), what in self.faults.items()],
        }


def _letters(column: pa.Array) -> int:
    """Return how many bytes the strings of a column have."""
    return int(pc.sum(pc.binary_length(column)).as_py() or 0)


def _used(columns: list[pa.Array]) -> tuple[int, int]:
    """Return the places of the first and the last row that are not blank."""
    size = len(columns[0])
    first = next(row for row in range(size) if any(len(column[row].as_py()) for column in columns))
    last = next(row for row in reversed(range(size)) if any(len(column[row].as_py()) for column in columns))
    return first, last


def strings_of(values: Sequence[str]) -> pa.Array:
    """Return Arrow strings; ``pa.array`` would import pandas, which costs more than the rest of a small file.

    One long text that thousands of cells share would fill the memory: such a column is refused.
    """
    letters = sum(map(len, values))
    if letters > _MOST_LETTERS:
        raise refusal("too_much_text", number=f"{letters / 1e6:,.0f}", limit=f"{_MOST_LETTERS / 1e6:,.0f}")
    builder = pa.lib.StringBuilder()
    builder.append_values(list(values))
    return builder.finish()
