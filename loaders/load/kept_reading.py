"""Kept rows being read again: what was parsed once stays as it is, what was kept as text is parsed by today's rules."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from pandas.api.types import is_numeric_dtype

from loaders.choice import Choice, Context
from loaders.load.observed import Moments
from loaders.load.reading import Reading
from loaders.load.whole import Whole
from loaders.match.recognise import Layout
from loaders.source import ITEM

DATE_LETTERS = 10
"""Letters of a moment that says no time of day."""


def moments_of(text: pd.Series[Any]) -> Moments:
    """Return moments from the ISO texts in which they are kept."""
    values = pd.to_datetime(text.mask(text.eq("")), format="ISO8601").astype("datetime64[s]")
    return Moments(values, text.str.len() > DATE_LETTERS)


class KeptReading(Reading):
    """The kept rows of an upload in place of its table.

    ``layout`` says how the file was read and has the keys of the rows as its one column, so that no two rows are the same.
    Hashes stay as they are.
    """

    again = True

    def __init__(
        self, rows: pd.DataFrame, layout: Layout, choice: Choice, context: Context, whole: Whole | None = None
    ) -> None:
        """Take kept rows with the index of the layout's table."""
        super().__init__(layout, choice, context, whole)
        self.rows = rows

    @property
    def items(self) -> dict[str, str]:
        """The items, in the order in which they were read."""
        names = [str(name) for name in self.rows.columns if str(name).startswith(ITEM)]
        return {name.removeprefix(ITEM): self.mapping.get(name, name) for name in names}

    def raw(self, name: str) -> pd.Series[Any]:
        """Return a field's texts, "" where nothing is kept."""
        if name not in self.rows:
            return pd.Series("", index=self.index, dtype="str")
        return self.rows[name].fillna("").astype("str")

    def text(self, name: str) -> pd.Series[Any]:
        """Return a field's texts as they were kept."""
        return self.raw(name)

    def lines(self, name: str) -> pd.Series[Any]:
        """Return a field's texts with the line breaks that were kept."""
        return self.raw(name)

    def ident(self, name: str) -> pd.Series[Any]:
        """Return a field's hashes."""
        return self.raw(name)

    def hashed(self, values: pd.Series[Any], kind: str) -> pd.Series[Any]:  # noqa: ARG002 (they are hashes already)
        """Return the hashes of this kind."""
        return self.raw(kind)

    def number(self, name: str) -> pd.Series[Any]:
        """Return a field's numbers."""
        return self._numbers(name) if self._is_parsed(name) else super().number(name)

    def answers(self, name: str) -> pd.Series[Any]:
        """Return a field's answers as codes."""
        return self._numbers(name)

    def role(self, name: str) -> pd.Series[Any]:
        """Return a field's roles."""
        return self.raw(name)

    def moments(self, name: str) -> Moments:
        """Return a field's moments."""
        if name not in self._moments:
            self._moments[name] = moments_of(self.raw(name))
        return self._moments[name]

    def known_periods(self) -> pd.DataFrame:
        """Return the periods for which the rows were kept."""
        start = pd.to_datetime(self.rows["claim_start"]).astype("datetime64[s]")
        months = self.rows.get("period_months", pd.Series(12, index=self.index))
        months = months.astype("int64")
        return pd.DataFrame({"period_start": start, "period_months": months, "claim_start": start})

    def _duration(self, name: str, bare: Any) -> pd.Series[Any]:
        return self._numbers(name) if self._is_parsed(name) else super()._duration(name, bare)

    def _is_parsed(self, name: str) -> bool:
        return name in self.rows and is_numeric_dtype(self.rows[name])

    def _numbers(self, name: str) -> pd.Series[Any]:
        if name not in self.rows:
            return pd.Series(np.nan, index=self.index)
        return self.rows[name].astype("float64")

    def _quoted(self, name: str, rows: tuple[int, ...]) -> str:  # noqa: ARG002 (nothing of kept rows is quoted)
        return ""
