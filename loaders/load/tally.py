"""How often each of a few texts stands in the rows of a large file, and where it stands first."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd

from loaders.origin import SHOWN_ROWS

EXAMPLES = SHOWN_ROWS + 1
"""Rows of each text that are kept: one more than a message names."""


class Tally:
    """Texts counted part by part; the first rows of each stand for all of them."""

    def __init__(self) -> None:
        """Begin with none."""
        self.counts: Counter[str] = Counter()
        self._rows: dict[str, list[int]] = {}
        self._fresh: list[int] = []

    def take(self, values: pd.Series[Any]) -> None:
        """Count the texts of a part; the index are ids of rows."""
        self.counts.update({str(text): int(count) for text, count in values.value_counts().items() if count})
        first = values.groupby(values, sort=False, observed=True).head(EXAMPLES)
        for row, text in zip(first.index, first, strict=True):
            known = self._rows.setdefault(str(text), [])
            if len(known) < EXAMPLES:
                known.append(int(row))
                self._fresh.append(int(row))

    def fresh(self) -> list[int]:
        """Return the rows that were kept since this was asked last."""
        rows, self._fresh = self._fresh, []
        return rows

    def values(self) -> pd.Series[Any]:
        """Return the kept rows and their texts, in the order of the file."""
        pairs = sorted((row, text) for text, rows in self._rows.items() for row in rows)
        return pd.Series([text for _, text in pairs], index=[row for row, _ in pairs], dtype="str")

    def stand_for(self) -> pd.Series[Any]:
        """Return how many rows each kept row stands for: the first of a text for all that were not kept."""
        found = {row: 1 for rows in self._rows.values() for row in rows}
        found |= {rows[0]: self.counts[text] - len(rows) + 1 for text, rows in self._rows.items()}
        return pd.Series(found, dtype="int64").sort_index()
