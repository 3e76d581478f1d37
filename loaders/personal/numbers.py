"""Check digits of registration, corporation and card numbers, for whole columns at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Digits = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_RESIDENT = np.array([2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5])
_CORPORATION = np.array([1, 2] * 6)
_LENGTHS = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
_OLDEST, _NEWEST = 25, 35
"""Two-digit years: born 1925 or later among the sexes of the last century, up to 2035 among those of this one."""


@dataclass(frozen=True)
class Judged:
    """What numbers of thirteen digits may be, one flag a number.

    ``dated``: shaped like a registration number, with a day of birth. ``alive``: of somebody of a likely age.
    ``right``: the check digit fits too (numbers given since October 2020 have none, so not all do).
    ``corporate``: the check digit of a corporation number fits.
    """

    dated: Flags
    alive: Flags
    right: Flags
    corporate: Flags


def digits_of(numbers: pa.Array, length: int) -> Digits:
    """Return the digits of texts of that many ASCII digits, a row each."""
    texts = pa.concat_arrays([numbers])  # one buffer that starts with the first text
    if not len(texts):
        return np.zeros((0, length), dtype="int64")
    letters = np.frombuffer(texts.buffers()[2], dtype="uint8", count=len(texts) * length, offset=_start(texts))
    return letters.reshape(-1, length).astype("int64") - ord("0")


def _start(texts: pa.Array) -> int:
    """Return where the bytes of the first text begin."""
    width = "int64" if pa.types.is_large_string(texts.type) else "int32"
    return int(np.frombuffer(texts.buffers()[1], dtype=width)[texts.offset])


def judged(digits: Digits) -> Judged:
    """Return what rows of thirteen digits may be."""
    year, month, day = (digits[:, at] * 10 + digits[:, at + 1] for at in (0, 2, 4))
    sex, last = digits[:, 6], digits[:, 12]
    month_known = np.where((month >= 1) & (month <= 12), month, 0)
    dated = (month_known > 0) & (day >= 1) & (day <= _LENGTHS[month_known]) & (sex >= 1) & (sex <= 8)
    weighed = digits[:, :12] @ _RESIDENT % 11
    check = np.where(sex >= 5, 13 - weighed, 11 - weighed) % 10
    this_century = np.isin(sex, (3, 4, 7, 8))
    alive = np.where(this_century, year <= _NEWEST, year >= _OLDEST)
    corporate = (10 - digits[:, :12] @ _CORPORATION % 10) % 10 == last
    return Judged(dated, dated & alive, dated & alive & (check == last), corporate)


def luhn(digits: Digits) -> Flags:
    """Return which rows of sixteen digits have the check digit of a card number."""
    doubled = digits[:, ::2] * 2
    total = np.where(doubled > 9, doubled - 9, doubled).sum(axis=1) + digits[:, 1::2].sum(axis=1)
    return np.asarray(total % 10 == 0)
