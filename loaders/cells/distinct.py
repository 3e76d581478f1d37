"""The different texts of a column, found once for however many questions are asked of it."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

Codes = npt.NDArray[np.intp]
_Place = tuple[tuple[int, ...], ...]
_LEAST = 20_000
"""Cells below which finding the different texts again costs nothing worth keeping."""
_KNOWN: dict[_Place, tuple[weakref.ref[Any], Any]] = {}
"""Where texts lie in memory -> what holds them there, and their different texts. What lies under a living holder never
changes and is nowhere else, so a place whose holder lives means the same texts."""


def encoded(texts: pa.Array | pa.ChunkedArray) -> pa.DictionaryArray:
    """Return large strings as numbers of their different texts, in the order in which those come; nulls stay null.

    The answer is kept for as long as the given object lives, and found again for whatever shares its memory.
    """
    if len(texts) < _LEAST:
        return _encode(texts)
    place = _place_of(texts)
    holder, known = _KNOWN.get(place, (None, None))
    if holder is not None and holder() is not None:
        return known
    known = _encode(texts)
    _KNOWN[place] = weakref.ref(texts, _forgetting(place)), known
    return known


def factorized(values: pd.Series[Any]) -> tuple[Codes, pd.Index[Any]]:
    """Return the number of each cell's value and the different values in the order in which they come; -1 where null.

    As ``pandas.factorize``; of columns of texts what is known stays known.
    """
    if values.dtype != "str":
        codes, distinct = pd.factorize(values)
        return codes, pd.Index(distinct)
    found = encoded(pa.array(values.array, type=pa.large_string()))
    codes = np.asarray(pc.fill_null(found.indices, -1)).astype("intp")
    return codes, pd.Index(found.dictionary.to_pylist(), dtype="str")


def _encode(texts: pa.Array | pa.ChunkedArray) -> pa.DictionaryArray:
    found = pc.dictionary_encode(texts)
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found


def _place_of(texts: pa.Array | pa.ChunkedArray) -> _Place:
    """Return where in memory each chunk lies, where in it the chunk begins, and its length."""
    chunks = texts.chunks if isinstance(texts, pa.ChunkedArray) else [texts]
    return tuple((*map(_address, chunk.buffers()), chunk.offset, len(chunk)) for chunk in chunks if len(chunk))


def _address(buffer: pa.Buffer | None) -> int:
    return 0 if buffer is None else int(buffer.address)


def _forgetting(place: _Place) -> Callable[[Any], None]:
    """Return what forgets a place when its holder ends, unless another holder has taken it since."""

    def forget(holder: weakref.ref[Any]) -> None:
        kept = _KNOWN.get(place)
        if kept is not None and kept[0] is holder:
            del _KNOWN[place]

    return forget
