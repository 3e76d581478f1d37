"""Where the rows and cells of a table stand in the file, however the table was put together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from kpi.core.errors import Finding
from loaders.match.labels import letters

Numbers = npt.NDArray[np.int64]
SHOWN_ROWS = 5
MOST_MARKS = 10_000
"""Cells of one finding that are remembered for marking them in the workbook."""


@dataclass(frozen=True)
class Place:
    """One row of a table: its sheet, its row number as Excel shows it, and its part of a table that was turned long."""

    sheet: str
    row: int
    part: int = 0


class Places(Mapping[int, Place]):
    """The places of the rows with the ids 1, 2, 3 ...; kept as numbers, as there may be a million."""

    def __init__(self, sheets: Sequence[str], block: Numbers, rows: Numbers, parts: Numbers) -> None:
        """Take the sheet of each block, and block, row number and part of each id."""
        self.sheets, self.block, self.rows, self.parts = tuple(sheets), block, rows, parts

    def __getitem__(self, number: int) -> Place:
        """Return the place of an id."""
        if not 1 <= number <= len(self.rows):
            raise KeyError(number)
        at = number - 1
        return Place(self.sheets[int(self.block[at])], int(self.rows[at]), int(self.parts[at]))

    def __iter__(self) -> Iterator[int]:
        """Return the ids in order."""
        return iter(range(1, len(self.rows) + 1))

    def __len__(self) -> int:
        """Return how many ids there are."""
        return len(self.rows)


@dataclass(frozen=True)
class Origin:
    """What the ids of a table's rows (its index) mean.

    ``sheet`` and plain row numbers are enough where the table is one block of one sheet: then ids are row numbers and
    ``places`` is empty. ``columns``: label -> 0-based column of each part (one part where nothing was turned long);
    -1 where that part has no such column.
    """

    sheet: str
    columns: Mapping[str, tuple[int, ...]]
    places: Mapping[int, Place] = field(default_factory=dict)

    def place(self, number: int) -> Place:
        """Return where the row with this id stands."""
        return self.places.get(number) or Place(self.sheet, number)

    def column(self, number: int, label: str) -> int:
        """Return the 0-based column of a label in the row with this id; -1 where there is none."""
        columns = self.columns.get(label, ())
        part = self.place(number).part
        return columns[min(part, len(columns) - 1)] if columns else -1

    def cell(self, number: int, label: str) -> str:
        """Return the address Excel shows, such as "C14"; "" where the label is no column of the file."""
        column = self.column(number, label)
        return "" if column < 0 else f"{letters(column)}{self.place(number).row}"

    def rows_text(self, numbers: Sequence[int]) -> str:
        """Return the first row numbers as people write them; with their sheets where there are several."""
        shown = [self.place(number) for number in numbers[:SHOWN_ROWS]]
        sheets = {place.sheet for place in shown}
        texts = [f"{place.sheet}!{place.row}" if len(sheets) > 1 else str(place.row) for place in shown]
        return ", ".join(dict.fromkeys(texts)) + (" ..." if len(numbers) > SHOWN_ROWS else "")

    def placed(self, finding: Finding) -> Finding:
        """Return a finding about ids (``rows``, ``row``) as one about sheets, row numbers and cells."""
        numbers = finding.rows or (() if finding.row is None else (finding.row,))
        if not numbers:
            return finding if finding.sheet else finding.at(sheet=self.sheet)
        first = self.place(numbers[0])
        places = [self.place(number) for number in numbers[:SHOWN_ROWS]]
        return finding.at(
            sheet=finding.sheet or first.sheet,
            row=first.row if finding.row is not None else None,
            rows=tuple(place.row for place in places) if finding.rows else (),
            cell=finding.cell or (self.cell(numbers[0], finding.column) if finding.column else ""),
            marks=self._marks(numbers[:MOST_MARKS], finding.column),
        )

    def _marks(self, numbers: Sequence[int], label: str) -> tuple[tuple[str, int, int], ...]:
        if not len(self.places):
            column = self.column(numbers[0], label)
            return tuple((self.sheet, number, column) for number in numbers)
        places = [self.place(number) for number in numbers]
        return tuple(
            (place.sheet, place.row, self.column(number, label)) for number, place in zip(numbers, places, strict=True)
        )
