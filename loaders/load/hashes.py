"""Hashes of many cells at once: of ids with a key, of whole rows."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

Hashes = npt.NDArray[np.uint64]
_MISSING = np.iinfo("uint64").max
_SAMPLE = 1_000
_START, _FACTOR, _STEP, _END = 0x345678, 1_000_003, 82_520, 97_531
"""How pandas combines the hashes of a row's cells; row keys and content hashes that are stored were made so."""


def keyed(values: pd.Series[Any], kind: str, *, key: bytes, size: int) -> pd.Series[Any]:
    """Return texts as keyed hashes of so many bytes in hexadecimal; "" stays. The kind is part of what is hashed."""
    begun = hashlib.blake2b(f"{kind}:".encode(), key=key, digest_size=size)

    def one(text: str) -> str:
        digest = begun.copy()
        digest.update(text.encode())
        return digest.hexdigest()

    digests = [one(text) if text else "" for text in values.to_numpy(dtype="object").tolist()]
    return pd.Series(digests, dtype="str").set_axis(values.index)


def row_hashes(rows: pd.DataFrame) -> Hashes:
    """Return a hash of each row's cells as text: what ``hash_pandas_object(rows.astype("str"), index=False)`` gives."""
    columns = [_cell_hashes(rows[name]) for name in rows.columns]
    combined = np.full(len(rows), _START, dtype="uint64")
    factor = _FACTOR
    for place, hashes in enumerate(columns):
        combined = (combined ^ hashes) * np.uint64(factor)
        factor += _STEP + 2 * (len(columns) - place)
    return combined + np.uint64(_END)


def hexadecimal(hashes: Hashes) -> pd.Series[Any]:
    """Return each hash as 16 letters."""
    letters = hashes.astype(">u8").tobytes().hex().encode()
    places = np.arange(0, len(letters) + 1, 16, dtype="int64")
    texts = pa.LargeStringArray.from_buffers(len(hashes), pa.py_buffer(places), pa.py_buffer(letters))
    return pd.Series(texts, dtype="str")


def _cell_hashes(column: pd.Series[Any]) -> Hashes:
    """Return a hash of each cell; where few cells repeat, looking for equal ones costs more than it saves."""
    if column.dtype == "str" and column.head(_SAMPLE).nunique() > _SAMPLE / 2:
        return _text_hashes(column)
    codes, distinct = pd.factorize(column, use_na_sentinel=False)
    found: Hashes = _text_hashes(pd.Series(distinct).astype("str")).take(codes)
    return found


def _text_hashes(texts: pd.Series[Any]) -> Hashes:
    hashes: Hashes = pd.util.hash_pandas_object(texts, index=False, categorize=False).to_numpy("uint64", copy=True)
    hashes[texts.isna().to_numpy()] = _MISSING
    return hashes
