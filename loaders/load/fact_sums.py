"""Cells and pairs of a register that comes in parts, added up part by part."""

from __future__ import annotations

import pandas as pd

from kpi.core.frames import CELL_COLUMNS, CELL_KEYS, PAIR_COLUMNS, PAIR_KEYS
from loaders.load.cells import CellPart, joined
from loaders.load.records import CaseSums
from loaders.load.sums import summed

_TOGETHER = 8
"""Parts of a measure that are kept apart before they are made one."""
_Parts = dict[tuple[str, ...], list[CellPart]]


class FactSums:
    """The sums of the parts that were read so far."""

    def __init__(self) -> None:
        """Begin before the first part."""
        self._cells: _Parts = {}
        self._pairs: _Parts = {}

    def take(self, sums: CaseSums) -> None:
        """Add a further part."""
        for parts, kept in ((sums.cells, self._cells), (sums.pairs, self._pairs)):
            for part in parts:
                of_measure = kept.setdefault((part.measure, *part.items), [])
                of_measure.append(part)
                if len(of_measure) > _TOGETHER:
                    of_measure[:] = [joined(of_measure)]

    @property
    def cells(self) -> pd.DataFrame:
        """The cells of all parts together."""
        return summed((part for parts in self._cells.values() for part in parts), CELL_COLUMNS, CELL_KEYS)

    @property
    def pairs(self) -> pd.DataFrame:
        """The pairs of all parts together."""
        return summed((part for parts in self._pairs.values() for part in parts), PAIR_COLUMNS, PAIR_KEYS)
