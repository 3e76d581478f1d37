"""Parsed columns, and how a parser for one text is applied to many cells: each different text is read once."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from loaders.cells_text import clean, plain

Value = TypeVar("Value")


@dataclass(frozen=True)
class Parsed:
    """A parsed column; all series have the index of the cells.

    ``values`` is missing where a cell is ``missing`` (nothing there) or ``bad`` (something that cannot be read).
    """

    values: pd.Series[Any]
    bad: pd.Series[bool]
    missing: pd.Series[bool]


@dataclass(frozen=True)
class ParsedTimes(Parsed):
    """Moments (datetime64[s]); ``has_time`` where the cell says a time of day."""

    has_time: pd.Series[bool]


@dataclass(frozen=True)
class ParsedPeriods(Parsed):
    """First days (datetime64[s]) and lengths: ``months`` is 0 where there is no period."""

    months: pd.Series[int]


@dataclass(frozen=True)
class ParsedTerms(Parsed):
    """Statutory periods: amounts, and ``unit`` "day", "hour" or "immediate" ("" where there is none)."""

    unit: pd.Series[str]


@dataclass(frozen=True)
class Distinct:
    """The different texts of a column, each read once."""

    values: pd.Series[Any]
    codes: np.ndarray[Any, np.dtype[np.intp]]
    texts: list[str]

    @classmethod
    def of(cls, values: pd.Series[Any]) -> Distinct:
        """Return the different texts of the cells; null cells have the code -1."""
        codes, texts = pd.factorize(values)
        return cls(values, codes, [str(text) for text in texts])

    def spread(self, results: list[Any], dtype: str, fill: Any) -> pd.Series[Any]:
        """Return one result a cell; ``fill`` where the cell is null."""
        return self.take(pd.Series([*results, fill], dtype=dtype))

    def take(self, results: pd.Series[Any]) -> pd.Series[Any]:
        """Return the results (one a text, the last for null cells) in the order of the cells."""
        return results.take(self.codes).set_axis(self.values.index).rename(self.values.name)


def read_each(
    texts: list[str], one: Callable[[str], Value | None], missing: Collection[str]
) -> tuple[list[Value | None], list[bool]]:
    """Return the value of each text (None when bad or missing) and whether it is missing."""
    # No spelling of "nothing" begins with a digit: most cells need no closer look.
    absent = [not text[:1].isdecimal() and plain(text) in missing for text in texts]
    return [None if gone else one(clean(text)) for text, gone in zip(texts, absent, strict=True)], absent


def flags(distinct: Distinct, results: list[Any], absent: list[bool]) -> tuple[pd.Series[bool], pd.Series[bool]]:
    """Return which cells are bad and which are missing; null cells are missing."""
    bad = [result is None and not gone for result, gone in zip(results, absent, strict=True)]
    return distinct.spread(bad, "bool", False), distinct.spread(absent, "bool", True)
