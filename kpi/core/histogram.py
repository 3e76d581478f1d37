"""Mergeable histograms: logarithmic bins of 2 % plus a zero bin for durations, whole codes for answers.

A bin stands for the geometric middle of its edges, so a quantile is at most 1 % away from the true order statistic.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]

WIDTH = 1.02
"""Upper over lower edge of a bin."""
ZERO = 0
"""The bin of exact zeros; half of some real durations are 0 working hours."""
_SHIFT = 2_000
_SMALL, _LOG_BINS, _CODES = b"S", b"L", b"C"
"""Few bins of durations as they are, bins of durations zipped, answer codes zipped."""
_FEW_BINS, _LARGEST_STEP, _LARGEST_COUNT = 64, 65_535, 255
"""Up to here a histogram is small: two bytes a step, one byte a count; to zip it would cost time and save little room."""

_NOTHING = (np.empty(0, "int64"), np.empty(0, "int64"))


def bins_of(values: Iterable[Any]) -> Numbers:
    """Return the bin of each value: 0 for zero, else 1, 2, ... in steps of 2 % (from about 6e-18 on).

    Raises
    ------
    ValueError
        When a value is missing, infinite or negative: leave such cases out first.
    """
    numbers = np.asarray(values, dtype="float64")
    if not np.isfinite(numbers).all() or (numbers < 0).any():
        raise ValueError("histograms take finite values of 0 or more")
    positive = numbers > 0
    steps = np.floor(np.log(np.where(positive, numbers, 1.0)) / np.log(WIDTH)).astype("int64") + _SHIFT
    return np.where(positive, np.maximum(steps, 1), ZERO)


def values_of(bins: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Return the value each bin stands for: 0, or the geometric middle of its edges."""
    steps = np.asarray(bins, dtype="int64")
    return np.where(steps == ZERO, 0.0, WIDTH ** (steps - _SHIFT + 0.5))


def histogram_of(values: Iterable[Any]) -> bytes:
    """Return the histogram of durations; ``bins_of`` says what is refused."""
    bins, counts = np.unique(bins_of(values), return_counts=True)
    return encode(bins, counts)


def histogram_of_codes(codes: Iterable[Any]) -> bytes:
    """Return the histogram of answer codes (whole numbers, kept exactly).

    Raises
    ------
    ValueError
        When a code is missing or not a whole number.
    """
    numbers = np.asarray(codes, dtype="float64")
    if not np.isfinite(numbers).all() or (numbers != np.rint(numbers)).any():
        raise ValueError("answer codes are whole numbers")
    found, counts = np.unique(numbers.astype("int64"), return_counts=True)
    return _pack(_CODES, found, counts)


def encode(bins: npt.ArrayLike, counts: npt.ArrayLike) -> bytes:
    """Return bins of durations and their counts as a small blob; equal bins are added, zero counts left out."""
    return _pack(_LOG_BINS, np.asarray(bins, dtype="int64"), np.asarray(counts, dtype="int64"))


def encode_each(bins: npt.ArrayLike, counts: npt.ArrayLike, starts: npt.ArrayLike) -> list[bytes]:
    """Return one blob a group of durations, as ``encode`` gives it, for very many groups at once.

    ``starts`` are the places where the groups begin (the first is 0); bins ascend within a group without repeats, and
    counts are above 0.
    """
    steps = np.asarray(bins, dtype="<i8").copy()
    edges = np.asarray(starts, dtype="int64")
    inside = np.ones(len(steps), dtype="bool")
    inside[edges] = False
    steps[1:] -= np.where(inside[1:], np.asarray(bins, dtype="int64")[:-1], 0)
    numbers = np.asarray(counts, dtype="<i8")
    ends = np.append(edges[1:], len(steps)).tolist()
    pairs = list(zip(edges.tolist(), ends, strict=True))
    plain = (steps <= _LARGEST_STEP) & (numbers <= _LARGEST_COUNT)
    small = (np.diff([*edges, len(steps)]) <= _FEW_BINS) & np.logical_and.reduceat(plain, edges)
    few, single = steps.astype("<u2").tobytes(), numbers.astype("u1").tobytes()
    step_bytes, count_bytes = steps.tobytes(), numbers.tobytes()
    return [
        _SMALL + few[2 * a : 2 * b] + single[a:b]
        if is_small
        else _LOG_BINS + zlib.compress(step_bytes[8 * a : 8 * b] + count_bytes[8 * a : 8 * b])
        for (a, b), is_small in zip(pairs, small.tolist(), strict=True)
    ]


def decode(blob: bytes) -> tuple[Numbers, Numbers]:
    """Return bins (or answer codes), ascending, and their counts.

    Raises
    ------
    ValueError
        When the bytes are not a histogram.
    """
    kind, size = blob[:1], len(blob) // 3
    if kind == _SMALL and len(blob) == 1 + 3 * size:
        steps, counts = np.frombuffer(blob, "<u2", size, 1), np.frombuffer(blob, "u1", size, 1 + 2 * size)
        return np.cumsum(steps, dtype="int64"), counts.astype("int64")
    if kind not in (_LOG_BINS, _CODES):
        raise ValueError("not a histogram")
    try:
        pairs = np.frombuffer(zlib.decompress(blob[1:]), dtype="<i8").reshape(2, -1)
    except zlib.error as error:
        raise ValueError("not a histogram") from error
    return np.cumsum(pairs[0]), pairs[1].astype("int64")


def decode_each(blobs: Iterable[Any]) -> tuple[Numbers, Numbers, Numbers]:
    """Return the place of the blob, the bin and the count of every bin of many histograms; None is a blob without bins.

    Raises
    ------
    ValueError
        When bytes are not a histogram.
    """
    parts = [decode(blob) if isinstance(blob, bytes) else _NOTHING for blob in blobs]
    sizes = np.fromiter((len(bins) for bins, _ in parts), dtype="int64", count=len(parts))
    bins, counts = (np.concatenate([_NOTHING[0], *(part[side] for part in parts)]) for side in (0, 1))
    return np.repeat(np.arange(len(parts)), sizes), bins, counts


def like(blob: bytes, bins: npt.ArrayLike, counts: npt.ArrayLike) -> bytes:
    """Return a histogram of the same kind (durations or answer codes) with these bins and counts."""
    kind = _CODES if blob[:1] == _CODES else _LOG_BINS
    return _pack(kind, np.asarray(bins, dtype="int64"), np.asarray(counts, dtype="int64"))


def merge(blobs: Iterable[bytes | None]) -> bytes:
    """Return the histogram of all cases together; None counts as no case; nothing at all is an empty histogram.

    Raises
    ------
    ValueError
        When durations and answer codes are mixed.
    """
    given = [blob for blob in blobs if isinstance(blob, bytes)]
    kinds = {_CODES if blob[:1] == _CODES else _LOG_BINS for blob in given}
    if len(kinds) > 1:
        raise ValueError("histograms of durations and of answer codes cannot be merged")
    parts = [decode(blob) for blob in given]
    bins = np.concatenate([np.empty(0, "int64"), *(part[0] for part in parts)])
    counts = np.concatenate([np.empty(0, "int64"), *(part[1] for part in parts)])
    return _pack(kinds.pop() if kinds else _LOG_BINS, bins, counts)


def quantile(blob: bytes, q: float) -> float:
    """Return the smallest value whose cumulative share is at least q; NaN when there is no case.

    Durations are at most 1 % off, answer codes exact.

    Raises
    ------
    ValueError
        When q is not within 0-1.
    """
    if not 0 <= q <= 1:
        raise ValueError(f"not a share: {q}")
    bins, counts = decode(blob)
    if not counts.sum():
        return float("nan")
    total = np.cumsum(counts)
    place = int(np.searchsorted(total, _rank(q, int(total[-1])), side="left"))
    return float(bins[place]) if blob[:1] == _CODES else float(values_of(bins[place : place + 1])[0])


def _rank(q: float, n: int) -> int:
    """Return the smallest whole k >= 1 with k/n >= q, compared as floats so that q = 0.9 of 10 is the 9th."""
    rank = max(int(np.ceil(q * n)), 1)
    return rank - 1 if rank > 1 and (rank - 1) / n >= q else rank


def _pack(kind: bytes, bins: Numbers, counts: Numbers) -> bytes:
    found, place = np.unique(bins, return_inverse=True)
    totals = np.zeros(len(found), dtype="int64")
    np.add.at(totals, place, counts)
    kept = totals > 0
    steps, totals = np.diff(found[kept], prepend=0), totals[kept]
    plain = (steps <= _LARGEST_STEP) & (totals <= _LARGEST_COUNT)
    if kind == _LOG_BINS and len(steps) <= _FEW_BINS and plain.all():
        return _SMALL + steps.astype("<u2").tobytes() + totals.astype("u1").tobytes()
    return kind + zlib.compress(np.stack([steps, totals]).astype("<i8").tobytes())
