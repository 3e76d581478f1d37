"""The cells of one column for looking at them: different texts once, rows by number."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from loaders.cells.distinct import encoded
from loaders.origin import MOST_MARKS
from loaders.personal import patterns
from loaders.personal.masks import example_of, plain_digits
from loaders.personal.numbers import Flags
from loaders.personal.shapes import any_digit, shapes_of

HEAD = 20_000
FEW_OF_HEAD = 0.2
"""A column is looked at value by value where so few of its first cells are different."""


@dataclass(frozen=True)
class Hits:
    """Cells of one kind: how many, the ids of the first of them, and one of them as it may be shown."""

    count: int = 0
    ids: tuple[int, ...] = ()
    example: str = ""

    def __add__(self, other: Hits) -> Hits:
        return Hits(self.count + other.count, (self.ids + other.ids)[:MOST_MARKS], self.example or other.example)


class Cells:
    """Texts without outer blanks and with plain digits; ``rows`` says which row holds which (None: row by row)."""

    def __init__(self, values: pd.Series[Any], *, bare: bool) -> None:
        """Take a column as text; its index are ids. ``bare``: it has no outer blanks."""
        self.ids = values.index.to_numpy()
        texts = pa.array(values.array, type=pa.large_string())
        texts = pc.fill_null(texts, "") if texts.null_count else texts
        self.rows: Any = None
        if len(texts) <= HEAD or len(pc.unique(texts[:HEAD])) <= FEW_OF_HEAD * HEAD:
            found = encoded(texts)
            self.rows, texts = found.indices.to_numpy(zero_copy_only=False), found.dictionary
        elif isinstance(texts, pa.ChunkedArray):
            texts = texts.combine_chunks()
        self.texts = texts if bare else pc.utf8_trim_whitespace(texts)
        self.shapes = shapes_of(self.texts)
        for written, made_plain in _OTHERWISE:
            if pc.any(pc.match_substring_regex(self._kinds, any_digit(written))).as_py():
                self.texts = _with(self.texts, written, made_plain)
                self.shapes = shapes_of(self.texts)
        self.longest = int(pc.max(pc.binary_length(self._kinds)).as_py() or 0)

    @property
    def plain(self) -> pd.Series[Any]:
        """The texts of the rows under their ids."""
        texts = self.texts if self.rows is None else self.texts.take(pa.array(self.rows))
        return pd.Series(texts, index=self.ids, dtype="str")

    @property
    def _kinds(self) -> pa.Array:
        return self.shapes.texts if self.shapes else self.texts

    @property
    def ascii(self) -> bool:
        """Whether all of the texts are letters, digits and signs of ASCII."""
        return bool(pc.all(pc.string_is_ascii(self._kinds)).as_py())

    def match(self, pattern: str, among: Flags | None = None) -> Flags:
        """Return which of the texts (among some of them) hold a pattern."""
        if self.shapes:
            possible = self.shapes.may_match(pattern)
            among = possible if among is None else among & possible
        if among is None:
            return np.asarray(pc.match_substring_regex(self.texts, pattern))
        flags = np.zeros(len(self.texts), dtype=np.bool_)
        if among.any():
            flags[among] = np.asarray(pc.match_substring_regex(self.only(among), pattern))
        return flags

    def of_rows(self, flags: Flags) -> Flags:
        """Return flags of texts as flags of rows."""
        return flags if self.rows is None else flags[self.rows]

    def count(self, flags: Flags) -> int:
        """Return how many rows hold one of the texts."""
        return int(self.of_rows(flags).sum())

    def hits(self, flags: Flags, kind: str) -> Hits:
        """Return the rows of some texts, and the first of them covered as that kind."""
        if not flags.any():
            return Hits()
        rows = np.flatnonzero(self.of_rows(flags))
        first = rows[0] if self.rows is None else self.rows[rows[0]]
        ids = tuple(int(one) for one in self.ids[rows[:MOST_MARKS]])
        return Hits(len(rows), ids, example_of(self.texts[int(first)].as_py(), kind))

    def only(self, flags: Flags) -> pa.Array:
        """Return some of the texts."""
        return self.texts.filter(pa.array(flags))

    def none(self) -> Flags:
        """Return flags of which none is set."""
        return np.zeros(len(self.texts), dtype=np.bool_)


def _with(texts: pa.Array, written: str, made_plain: Callable[[str], str]) -> pa.Array:
    """Return the texts with those that hold a pattern made plain."""
    odd = pc.match_substring_regex(texts, written)
    plain = [made_plain(text) for text in texts.filter(odd).to_pylist()]
    return pc.replace_with_mask(texts, odd, pa.array(plain, type=texts.type))


_OTHERWISE: tuple[tuple[str, Callable[[str], str]], ...] = (
    (patterns.ODD_DIGITS, lambda text: plain_digits(unicodedata.normalize("NFKC", text))),
    (patterns.NUMERAL, lambda text: str(int(Decimal(text.replace(",", ""))))),
)
"""How digits may be written otherwise, and how such a text is read."""
