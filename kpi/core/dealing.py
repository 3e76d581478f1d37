"""The parts of a unit's facts that its successors get, by shares."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from kpi.core import histogram
from kpi.core.frames import CELL_SUMS, PAIR_SUMS
from kpi.core.succession import NEARLY

SUMS = tuple(dict.fromkeys((*CELL_SUMS, *PAIR_SUMS)))
_GOLDEN = (5**0.5 - 1) / 2


def scaled(frame: pd.DataFrame, share: np.ndarray[Any, np.dtype[np.float64]]) -> pd.DataFrame:
    """Return the rows with their share of every sum; a mean printed without n (n = 0) is not a sum."""
    if "n" not in frame:
        return frame
    factor = np.where(frame["n"].to_numpy(dtype="float64") > 0, share, 1.0)
    sums = {name: frame[name].to_numpy(dtype="float64") * factor for name in SUMS if name in frame}
    if "histogram" in frame:
        sums["histogram"] = _dealt(frame["histogram"].tolist(), share)
    return frame.assign(**sums)


def _dealt(blobs: list[bytes | None], share: np.ndarray[Any, np.dtype[np.float64]]) -> np.ndarray[Any, Any]:
    """Return the histograms of the parts: consecutive rows of which the shares add up to one hold the same cases.

    The cases of all split histograms are numbered in order; case i goes to the part in whose stretch of 0-1 the
    fraction of (i + 1/2) times the golden ratio falls, so that few or many cases are dealt out evenly and each once.
    """
    dealt = np.array([None] * len(blobs), dtype="object")
    before = 0.0
    numbered, cases = 0, np.empty(0, dtype="float64")
    for row, (blob, part) in enumerate(zip(blobs, share, strict=True)):
        if part >= 1 or not isinstance(blob, bytes):
            dealt[row] = blob
            continue
        bins, counts = histogram.decode(blob)
        if before == 0:
            total = int(counts.sum())
            cases = np.modf((np.arange(numbered, numbered + total) + 0.5) * _GOLDEN)[0]
            numbered += total
        after = 1.0 if before + part > 1 - NEARLY else before + part
        mine = (cases >= before) & (cases < after)
        kept = np.add.reduceat(mine, np.cumsum(counts) - counts) if len(counts) else counts
        dealt[row] = histogram.like(blob, bins, kept)
        before = 0.0 if after == 1.0 else after
    return dealt
