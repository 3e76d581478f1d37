"""Whole columns of texts at once: their outer blanks, and how they end."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from loaders.cells.text import clean

_MANY = 0.05
"""Share of a column from which on comparing all of it is quicker than taking some of it out."""
_NOT_PLAIN = "^'|[\u00a0\u00ad\u1100-\u11ff\u200b-\u200f\u202a-\u202e\u2060-\u2069\u3000\ufeff\uff01-\uffee]"
_SUSPECT = (b"'", b"\xc2", b"\xe1", b"\xe2", b"\xe3", b"\xef")
"""Bytes with which such letters begin; no other letter holds them behind its first byte."""
_SPACE, _LAST_OF_ASCII, _FIRST_OF_TWO = 0x20, 0x7F, 0xC2
_LAST_DIGIT = 9
_FIRST_OF_THREE, _BLANKS_OF_THREE = np.uint8(0xE1), 2
Bytes = npt.NDArray[np.uint8]
_DIGITS = pa.array([str(digit).encode() for digit in range(10)], pa.large_binary())


def stripped(values: pd.Series[Any]) -> pd.Series[Any]:
    """Return texts without outer blanks: the column itself where there are none, which takes no room."""
    texts = pa.array(values.array, type=pa.large_string())
    if not any(map(_may_have_outer_blanks, _chunks(texts))):
        return values
    bare = pc.utf8_trim_whitespace(texts)
    if _bytes(bare) == _bytes(texts):
        return values
    return pd.Series(bare, index=values.index, name=values.name, dtype="str")


def made_plain(values: pd.Series[Any]) -> pd.Series[Any]:
    """Return texts without letters that show nothing, full-width letters as plain ones, and no apostrophe in front."""
    texts = pa.array(values.array, type=pa.large_string())
    if not hold_any(values, _SUSPECT):
        return values
    flags = np.asarray(pc.match_substring_regex(texts, _NOT_PLAIN))
    if not flags.any():
        return values
    return values.mask(flags, values[flags].map(lambda text: clean(text).removeprefix("'")))


def are_filled(values: pd.Series[Any]) -> npt.NDArray[np.bool_]:
    """Return which texts are not ""."""
    texts = pa.array(values.array, type=pa.large_string())
    return np.asarray(pc.greater(pc.binary_length(texts), 0))


def are_one_of(values: pd.Series[Any], words: Collection[str]) -> npt.NDArray[np.bool_]:
    """Return which texts are one of some short words; only texts of their lengths are compared."""
    texts = pa.array(values.array, type=pa.large_string())
    sizes = np.asarray(pc.binary_length(texts))
    found = np.zeros(len(values), dtype=np.bool_)
    wanted = sorted({len(word.encode()) for word in words})
    if not len(sizes) or sizes.min() > wanted[-1] or sizes.max() < wanted[0]:
        return found
    for size in wanted:
        found |= sizes == size
    if not found.any():
        return found
    listed = pa.array(sorted(words), pa.large_string())
    if found.mean() > _MANY:
        return np.asarray(pc.is_in(texts, listed))
    near = np.flatnonzero(found)
    found[near] = np.asarray(pc.is_in(texts.take(pa.array(near)), listed))
    return found


def ascends(values: pd.Series[Any]) -> bool:
    """Return whether each text comes after the one before it in the order of their bytes."""
    texts = pa.array(values.array, type=pa.large_string())
    return bool(pc.all(pc.less(texts[:-1], texts[1:]), min_count=0).as_py())


def ends_in_digit(values: pd.Series[Any]) -> pd.Series[Any]:
    """Return which texts end in a digit of ASCII."""
    texts = pc.cast(pa.array(values.array, type=pa.large_string()), pa.large_binary())
    return pd.Series(np.asarray(pc.is_in(pc.binary_slice(texts, -1), _DIGITS)), index=values.index)


def begin_with_digits(values: pd.Series[Any], count: int) -> bool:
    """Return whether each text begins with so many digits of ASCII; as bytes tell it, quicker than asking text by text."""
    for letters, ends in map(_letters, _chunks(pa.array(values.array, type=pa.large_string()))):
        if len(ends) > 1 and np.diff(ends).min() < count:
            return False
        places = (letters.take(ends[:-1] + step) for step in range(count))
        if any((place - np.uint8(ord("0")) > _LAST_DIGIT).any() for place in places):
            return False
    return True


class Bare:
    """The columns of a frame without outer blanks, each made when it is first asked for."""

    def __init__(self, frame: pd.DataFrame, plain: frozenset[str] = frozenset()) -> None:
        """Take a frame of texts; ``plain`` are columns that are known to have no outer blanks."""
        self._frame = frame
        self._columns: dict[str, pd.Series[Any]] = {label: frame[label] for label in plain if label in frame.columns}
        self._found: dict[tuple[str, frozenset[str]], npt.NDArray[np.bool_]] = {}

    def __getitem__(self, label: str) -> pd.Series[Any]:
        """Return a column."""
        if label not in self._columns:
            self._columns[label] = stripped(self._frame[label])
        return self._columns[label]

    def one_of(self, label: str, words: frozenset[str]) -> npt.NDArray[np.bool_]:
        """Return which cells of a column are one of some short words."""
        if (label, words) not in self._found:
            self._found[label, words] = are_one_of(self[label], words)
        return self._found[label, words]

    def of(self, frame: pd.DataFrame) -> Bare:
        """Return the columns of another frame; what is known stays known where it is the same one."""
        return self if frame is self._frame else Bare(frame)

    def among(self, frame: pd.DataFrame) -> Bare:
        """Return the columns of a frame that holds cells of these columns only: rows left out, blanks filled from above."""
        plain = (label for label, column in self._columns.items() if column.array is self._frame[label].array)
        return self if frame is self._frame else Bare(frame, frozenset(plain))


def hold_any(values: pd.Series[Any], signs: Collection[bytes]) -> bool:
    """Return whether some bytes stand anywhere in texts; far quicker than asking text by text."""
    chunks = _chunks(pa.array(values.array, type=pa.large_string()))
    return any(sign in letters for letters in map(_whole, chunks) for sign in signs)


def _may_have_outer_blanks(texts: pa.Array) -> bool:
    """Return whether a text may begin or end with a blank, as its bytes there tell; where it is False, none does."""
    letters, ends = _letters(texts)
    if not len(letters) or (letters.min() > _SPACE and not _begins_blank(letters).any()):
        return False
    first, last = letters.take(ends[:-1], mode="clip"), letters.take(ends[1:] - 1, mode="clip")
    if (first <= _SPACE).any() or (last <= _SPACE).any() or _begins_blank(first).any():
        return True
    long = ends[1:][last > _LAST_OF_ASCII]
    return any(bool(_begins_blank(letters.take(long - back, mode="clip")).any()) for back in (2, 3))


def _begins_blank(letters: Bytes) -> npt.NDArray[np.bool_]:
    """Return which bytes begin letters among which are blanks: U+0085 to U+00BF, and three-byte ones up to U+3FFF."""
    found: npt.NDArray[np.bool_] = (letters - _FIRST_OF_THREE <= _BLANKS_OF_THREE) | (letters == _FIRST_OF_TWO)
    return found


def _chunks(texts: pa.Array | pa.ChunkedArray) -> list[pa.Array]:
    return texts.chunks if isinstance(texts, pa.ChunkedArray) else [texts]


def _whole(texts: pa.Array) -> bytes:
    return _letters(texts)[0].tobytes()


def _letters(texts: pa.Array) -> tuple[Bytes, npt.NDArray[np.int64]]:
    """Return all bytes of texts, one text behind the other, and where each text begins, the last end behind them."""
    _, places, letters = texts.buffers()
    if letters is None or not len(texts):
        return np.zeros(0, "uint8"), np.zeros(1, "int64")
    ends = np.frombuffer(places, "int64", len(texts) + 1, texts.offset * 8)
    return np.frombuffer(letters, "uint8", int(ends[-1] - ends[0]), int(ends[0])), ends - ends[0]


def _bytes(texts: pa.Array | pa.ChunkedArray) -> int:
    """Return how many bytes texts have together."""
    return int(pc.sum(pc.binary_length(texts)).as_py() or 0)
