"""Whole columns of texts at once: their outer blanks, and how they end."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

_DIGITS = pa.array([str(digit).encode() for digit in range(10)], pa.large_binary())


def stripped(values: pd.Series[Any]) -> pd.Series[Any]:
    """Return texts without outer blanks: the column itself where there are none, which takes no room."""
    texts = pa.array(values.array, type=pa.large_string())
    bare = pc.utf8_trim_whitespace(texts)
    if _bytes(bare) == _bytes(texts):
        return values
    return pd.Series(bare, index=values.index, name=values.name, dtype="str")


def ends_in_digit(values: pd.Series[Any]) -> pd.Series[Any]:
    """Return which texts end in a digit of ASCII."""
    texts = pc.cast(pa.array(values.array, type=pa.large_string()), pa.large_binary())
    return pd.Series(np.asarray(pc.is_in(pc.binary_slice(texts, -1), _DIGITS)), index=values.index)


def _bytes(texts: pa.Array | pa.ChunkedArray) -> int:
    """Return how many bytes texts have together."""
    return int(pc.sum(pc.binary_length(texts)).as_py() or 0)
