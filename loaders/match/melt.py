"""Wide tables turned long: periods, departments, items or tasks that stand in the header become a column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from loaders.match.table import Rows
from loaders.origin import Origin, Places

PERIOD, OFFICE, ITEM_COLUMN, VALUE = "[기간]", "[부서]", "[항목]", "[값]"
AXIS_LABELS = {"period": PERIOD, "department": OFFICE, "item": ITEM_COLUMN}
"""Labels of the columns that a header turned into, and of the values under it where the header does not name them."""


@dataclass(frozen=True)
class Melt:
    """How a wide table is turned long.

    ``axis``: what the header holds ("period", "department", "item"). ``parts``: value of the axis -> (label in the long
    table -> label of the wide one). ``totals``: labels left out as sums over the axis; ``opens``: as open periods.
    ``year``: the column that completes periods without a year ("1분기").
    """

    axis: str
    parts: tuple[tuple[str, Mapping[str, str]], ...]
    totals: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    year: str = ""

    @property
    def label(self) -> str:
        """The label of the new column."""
        return AXIS_LABELS[self.axis]

    @property
    def values(self) -> tuple[str, ...]:
        """The labels of the value columns, in the order in which they first stand in the table."""
        return tuple(dict.fromkeys(label for _, columns in self.parts for label in columns))

    @property
    def used(self) -> frozenset[str]:
        """The labels of the wide table that are no columns of the long one."""
        inside = {label for _, columns in self.parts for label in columns.values()}
        return frozenset(inside) | set(self.totals) | set(self.opens)


def long_labels(labels: tuple[str, ...], melt: Melt) -> tuple[str, ...]:
    """Return the labels of the long table."""
    used = melt.used
    return (*(label for label in labels if label not in used), melt.label, *melt.values)


def side_by_side(melts: Sequence[Melt], mapping: Mapping[str, str]) -> list[dict[str, str]]:
    """Return field -> label of the wide table, once for each group of columns that the header keeps apart."""
    views = [dict(mapping)]
    for melt in reversed(melts):
        views = [
            {field: columns.get(label, "") if label in melt.values else label for field, label in view.items()}
            for view in views
            for _, columns in melt.parts
        ]
    return [{field: label for field, label in view.items() if label} for view in views]


def turned_long(rows: Rows, melt: Melt) -> Rows:
    """Return the long table: each row once for every part, in the order of the rows."""
    frame, size, used = rows.frame, len(melt.parts), melt.used
    keep = {label: frame[label] for label in frame.columns if label not in used}
    blank = pd.Series("", index=frame.index, dtype="str")
    pieces = []
    for value, columns in melt.parts:
        cells = {name: frame[columns[name]] if name in columns else blank for name in melt.values}
        said = frame[melt.year].str.strip() + f" {value}" if melt.year else value
        pieces.append(pd.DataFrame({**keep, melt.label: said, **cells}, index=frame.index).astype("str"))
    long = pd.concat(pieces, ignore_index=True)
    order = np.arange(len(long)).reshape(size, len(frame)).T.ravel()
    long = long.iloc[order]
    long.index = pd.RangeIndex(1, len(long) + 1)
    return Rows(long, _origin(rows, melt), np.repeat(rows.block, size))


def _origin(rows: Rows, melt: Melt) -> Origin:
    """Return where the long rows stand: the part of each is (part of its row) x (parts of the melt) + its own."""
    old, size = rows.origin, len(melt.parts)
    if isinstance(old.places, Places):
        at = rows.frame.index.to_numpy(dtype="int64") - 1
        sheets, block, numbers = old.places.sheets, old.places.block[at], old.places.rows[at]
        parts = old.places.parts[at]
    else:
        numbers = rows.frame.index.to_numpy(dtype="int64")
        sheets, block, parts = (
            (old.sheet,),
            np.zeros(len(numbers), dtype="int64"),
            np.zeros(len(numbers), dtype="int64"),
        )
    count = max((len(columns) for columns in old.columns.values()), default=1)
    count = max(count, int(parts.max(initial=0)) + 1)
    own = np.tile(np.arange(size), len(numbers))
    places = Places(sheets, np.repeat(block, size), np.repeat(numbers, size), np.repeat(parts, size) * size + own)
    used = melt.used
    rest = [label for label in old.columns if label not in used]  # dropped ones too
    columns = {label: tuple(_at(old, label, part) for part in range(count) for _ in range(size)) for label in rest}
    columns[melt.label] = (-1,)
    for name in melt.values:
        wide = [part_columns.get(name, "") for _, part_columns in melt.parts]
        columns[name] = tuple(_at(old, label, part) for part in range(count) for label in wide)
    return replace(old, columns=columns, places=places)


def _at(origin: Origin, label: str, part: int) -> int:
    columns = origin.columns.get(label, ())
    return columns[min(part, len(columns) - 1)] if columns else -1
