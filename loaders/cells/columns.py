"""Parsed columns, and how a parser for one text is applied to many cells: each different text is read once."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from loaders.cells.distinct import factorized
from loaders.cells.text import clean, says_nothing

Value = TypeVar("Value")
LARGEST = 1e15
"""No count, time, score or amount of a city is larger; squares of larger ones could not be summed."""
LONGEST = 200
"""Letters of a number, date or time with all the blanks and remarks that people add; longer ones are sentences."""
_MARKS = "\u00b2\u00b3\u00b9\u2070-\u209c\u2460-\u24ff\u2776-\u2793"
_FOOTNOTE = re.compile(rf"\d[{_MARKS}]|[{_MARKS}]\d")
"""A raised or circled figure at a number refers to a note: made plain it would be one more digit."""
_PLAIN_NUMBER = r"-?[0-9]{1,15}(?:\.[0-9]+)?"


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
    """Moments (datetime64[s]); ``has_time`` where the cell says a time of day; ``how``: what was done to read it.

    ``how``: "", or "serial" (a number of days since 1900), "offset" (the distance to UTC was left out), "weekday" (of another day); a category.
    """

    has_time: pd.Series[bool]
    how: pd.Series[Any]


@dataclass(frozen=True)
class ParsedNumbers(Parsed):
    """Numbers (float64) and the ``unit`` that stands in the cell ("" is none; a category)."""

    unit: pd.Series[Any]


@dataclass(frozen=True)
class ParsedPeriods(Parsed):
    """First days (datetime64[s]) and lengths: ``months`` is 0 where there is no period."""

    months: pd.Series[int]


@dataclass(frozen=True)
class ParsedTerms(Parsed):
    """Statutory periods: amounts, and ``unit`` ("day", "hour", "immediate", "same_day", "week", "month", "year", or "")."""

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
        codes, texts = factorized(values)
        return cls(values, codes, [str(text) for text in texts.to_numpy(dtype="object").tolist()])

    def spread(self, results: list[Any], dtype: str, fill: Any) -> pd.Series[Any]:
        """Return one result a cell; ``fill`` where the cell is null."""
        return self.take(pd.Series([*results, fill], dtype=dtype))

    def sort(self, kinds: list[str]) -> pd.Series[Any]:
        """Return one word a cell as a category, "" where the cell is null: few words are told many times."""
        words = sorted({"", *kinds})
        place = {word: number for number, word in enumerate(words)}
        codes = np.array([*(place[kind] for kind in kinds), place[""]], dtype="int8")
        taken = pd.Categorical.from_codes(codes[self.codes], categories=words)
        return pd.Series(taken, index=self.values.index, name=self.values.name)

    def take(self, results: pd.Series[Any]) -> pd.Series[Any]:
        """Return the results (one a text, the last for null cells) in the order of the cells."""
        return results.take(self.codes).set_axis(self.values.index).rename(self.values.name)


def read_each(
    texts: list[str],
    one: Callable[[str], Value | None],
    missing: Collection[str],
    *,
    longest: int | None = LONGEST,
) -> tuple[list[Value | None], list[bool]]:
    """Return the value of each text (None when bad or missing) and whether it is missing.

    A text of more than ``longest`` letters is no value, whatever it begins with.
    """
    # No spelling of "nothing" begins with a digit: most cells need no closer look.
    absent = [not text[:1].isdecimal() and says_nothing(text, missing) for text in texts]
    read = [
        None if gone or (longest and len(text) > longest) or _FOOTNOTE.search(text) else one(clean(text))
        for text, gone in zip(texts, absent, strict=True)
    ]
    return read, absent


def read_floats(
    values: pd.Series[Any],
    one: Callable[[str], tuple[float, str] | None],
    *,
    missing: Collection[str],
    quick: bool = True,
) -> ParsedNumbers:
    """Return numbers and units: plain numbers are read all at once (where ``quick``) and the others one by one."""
    distinct = Distinct.of(values)
    texts = pd.Series(distinct.texts, dtype="str")
    simple = texts.str.fullmatch(_PLAIN_NUMBER) if quick else pd.Series(False, index=texts.index)
    simple &= ~texts.str.startswith("-") | (one("-1") is not None)
    numbers = pd.to_numeric(texts.where(simple), errors="coerce").astype("float64")
    odd = np.flatnonzero(~simple.to_numpy(dtype="bool"))
    results, absent = read_each([distinct.texts[place] for place in odd], one, missing)
    numbers.iloc[odd] = [np.nan if result is None else result[0] for result in results]
    numbers = numbers.where(numbers.abs() <= LARGEST)
    units = np.full(len(texts), "", dtype="object")
    units[odd] = ["" if result is None else result[1] for result in results]
    gone = np.zeros(len(texts) + 1, dtype="bool")
    gone[odd], gone[-1] = absent, True
    bad = np.append(numbers.isna().to_numpy(), False) & ~gone
    full = pd.Series(np.append(numbers.to_numpy(dtype="float64"), np.nan))
    return ParsedNumbers(
        distinct.take(full),
        distinct.take(pd.Series(bad)),
        distinct.take(pd.Series(gone)),
        distinct.sort([str(unit) for unit in units]),
    )


def flags(distinct: Distinct, results: list[Any], absent: list[bool]) -> tuple[pd.Series[bool], pd.Series[bool]]:
    """Return which cells are bad and which are missing; null cells are missing."""
    bad = [result is None and not gone for result, gone in zip(results, absent, strict=True)]
    return distinct.spread(bad, "bool", False), distinct.spread(absent, "bool", True)
