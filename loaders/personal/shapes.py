"""Texts with every digit as 9: a column of numbers or moments has few such shapes, and a pattern is asked of them first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from loaders.personal.numbers import Flags

MOST_SHAPES, HEAD = 200, 20_000
"""Shapes among the first texts of a column from which on they save nothing."""
_AS_NINE = bytes(ord("9") if chr(byte).isascii() and chr(byte).isdigit() else byte for byte in range(256))
_PART = re.compile(r"\{[^}]*\}|\[[^\]]*\]|[0-9]")


@dataclass(frozen=True)
class Shapes:
    """The different shapes of texts, and for each text the number of its shape."""

    texts: pa.Array
    of_text: npt.NDArray[np.intp]

    def may_match(self, pattern: str) -> Flags:
        """Return which of the texts (one flag each) a pattern may match; the others it does not match."""
        flags = np.asarray(pc.match_substring_regex(self.texts, any_digit(pattern)))
        return np.asarray(flags[self.of_text], dtype=np.bool_)


def shapes_of(texts: pa.Array) -> Shapes | None:
    """Return the shapes of texts (large strings without nulls), or None where they are too many to be of use."""
    if len(texts) < HEAD or len(pc.unique(_nines(texts[:HEAD]))) > MOST_SHAPES:
        return None
    encoded = pc.dictionary_encode(_nines(texts))
    return Shapes(encoded.dictionary, encoded.indices.to_numpy())


def _nines(texts: pa.Array) -> pa.Array:
    _, places, letters = texts.buffers()
    ends = np.frombuffer(places, dtype="int64")[texts.offset : texts.offset + len(texts) + 1]
    nines = letters[int(ends[0]) : int(ends[-1])].to_pybytes().translate(_AS_NINE)
    return pa.LargeStringArray.from_buffers(len(texts), pa.py_buffer(ends - ends[0]), pa.py_buffer(nines))


@cache
def any_digit(pattern: str) -> str:
    """Return a pattern that takes any digit where the given one takes one: it matches the shape of all that one matches.

    For patterns whose numbers in braces count, and whose excluding classes exclude all digits or none.
    """
    return _PART.sub(_with_any_digit, pattern)


def _with_any_digit(part: re.Match[str]) -> str:
    said = part.group()
    if said[0] == "{" or (said[0] == "[" and not re.search("[0-9]", said)) or said.startswith("[^"):
        return said
    return "[0-9]" if said.isdigit() else "[0-9" + re.sub("[0-9](?:-[0-9])?", "", said[1:])
