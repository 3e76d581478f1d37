"""A table put together from its parts (one block, several blocks or several sheets), each row knowing its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from loaders.match.blocks import Block
from loaders.match.header import Header, body
from loaders.match.labels import clean, plain
from loaders.origin import Origin, Places

if TYPE_CHECKING:
    from loaders.gate.files import Sheet

SHEET, TITLE, DEPARTMENT = "[시트]", "[제목]", "[부서]"
"""Labels of columns that no cell holds: what the sheet's name, the table's title or the analyst says."""


@dataclass(frozen=True)
class Part:
    """One block of one sheet."""

    sheet: Sheet
    block: Block

    @property
    def header(self) -> Header:
        """The header of the block."""
        return self.block.header


@dataclass(frozen=True)
class Rows:
    """The rows of a table: labels as columns, ids as index; ``block``: the number of each row's part."""

    frame: pd.DataFrame
    origin: Origin
    block: npt.NDArray[np.int64]


@dataclass(frozen=True)
class Table:
    """Parts of the same form that are read as one table.

    ``said``: label of a column that no cell holds -> its text in each part; ``axes``: "period" or "department" -> that
    label. ``others``: tables of another form on the same sheet; ``alike``: other sheets of the same form, for which
    nobody said that they belong together; ``copies``: sheets that hold the same rows again;
    ``twins``: sheets that are read and hold the same rows as another one of another name.
    """

    parts: tuple[Part, ...]
    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    axes: Mapping[str, str] = field(default_factory=dict)
    others: tuple[Part, ...] = ()
    alike: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    twins: tuple[str, ...] = ()

    @property
    def sheet(self) -> Sheet:
        """The sheet of the first part."""
        return self.parts[0].sheet

    @property
    def header(self) -> Header:
        """The header of the first part; its labels are those of the table."""
        return self.parts[0].header

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of the sheets the table is read from."""
        return tuple(dict.fromkeys(part.sheet.name for part in self.parts))

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the table, those that no cell holds last."""
        return (*self.header.labels, *self.said)

    def rows(self, *, drop: tuple[str, ...] = (), most: int | None = None) -> Rows:
        """Return the rows that hold anything, without the columns to drop; at most so many of each part."""
        gone = {plain(label) for label in drop}
        labels = [label for label in self.header.labels if plain(label) not in gone]
        if len(self.parts) == 1 and not self.said:
            part = self.parts[0]
            frame = _body(part, most)
            frame = frame if len(labels) == frame.shape[1] else frame[labels]
            return Rows(frame, Origin(part.sheet.name, self._columns()), np.zeros(len(frame), dtype="int64"))
        frames = [self._frame(number, labels, most) for number in range(len(self.parts))]
        numbers = np.concatenate([frame.index.to_numpy(dtype="int64") for frame in frames])
        block = np.repeat(np.arange(len(frames)), [len(frame) for frame in frames])
        joined = pd.concat(frames, ignore_index=True)
        joined.index = pd.RangeIndex(1, len(joined) + 1)
        places = Places(tuple(part.sheet.name for part in self.parts), block, numbers, block)
        return Rows(joined, Origin(self.sheet.name, self._columns(), places), block)

    def _frame(self, number: int, labels: list[str], most: int | None) -> pd.DataFrame:
        part = self.parts[number]
        frame = _body(part, most)
        frame = frame.set_axis([self._here(label, part) for label in part.header.labels], axis=1)
        frame = frame.reindex(columns=labels, fill_value="")
        return frame.assign(**{label: texts[number] for label, texts in self.said.items()}).astype("str")

    def _here(self, label: str, part: Part) -> str:
        """Return what the first part calls a column of this part."""
        return label if part is self.parts[0] else _same(label, self.header.labels)

    def _columns(self) -> dict[str, tuple[int, ...]]:
        """Return label -> its 0-based column in each part, dropped ones too; one column where all are equal."""
        found: dict[str, tuple[int, ...]] = {label: (-1,) for label in self.said}
        by_part = [
            {self._here(label, part): at for label, at in zip(part.header.labels, part.header.places, strict=True)}
            for part in self.parts
        ]
        for label in self.header.labels:
            at = tuple(columns.get(label, -1) for columns in by_part)
            found[label] = at[:1] if len(set(at)) == 1 else at
        return found


def faults_of(table: Table, rows: Rows) -> dict[tuple[int, str], str]:
    """Return (id, label) -> fault, for the faults of all cells that are read."""
    sheets = {part.sheet.name: part.sheet for part in table.parts if part.sheet.faults}
    wanted = {(name, row) for name, sheet in sheets.items() for row, _ in sheet.faults}
    if not wanted:
        return {}
    ids: dict[tuple[str, int], list[int]] = {}
    for number in rows.frame.index:
        place = rows.origin.place(int(number))
        if (place.sheet, place.row) in wanted:
            ids.setdefault((place.sheet, place.row), []).append(int(number))
    labels = [str(label) for label in rows.frame.columns]
    return {
        (number, label): fault
        for name, sheet in sheets.items()
        for (row, column), fault in sheet.faults.items()
        for number in ids.get((name, row), ())
        for label in labels
        if rows.origin.column(number, label) == column
    }


def _body(part: Part, most: int | None) -> pd.DataFrame:
    header = part.header
    last = part.block.last if most is None else min(part.block.last, header.last + most)
    return body(part.sheet, header, last)


def _same(label: str, labels: tuple[str, ...]) -> str:
    if label in labels:
        return label
    compared = plain(clean(label))
    return next((one for one in labels if plain(one) == compared), label)
