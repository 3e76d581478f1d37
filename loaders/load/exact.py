"""Sums that do not depend on the order of the rows, nor on the parts in which a file is read."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Groups = npt.NDArray[np.intp]
Shares = dict[int, Floats]
"""Exponent of a unit -> for each group, the sum of what its values hold in whole units of that size."""
_STEP = 28
_EXPONENTS = range(82, -100, -_STEP)
"""Values up to 1e33 are cut into multiples of these powers of two. Of up to 2**25 rows every sum of multiples is exact;
what is left below 2**-86 is less than any measure can tell and is left out.
"""


def shares_of(values: Floats, group: Groups, size: int) -> Shares:
    """Return the sums of values by group (0 to size - 1), cut by units."""
    rest, found = values, {}
    largest = _largest(rest)
    for exponent in _EXPONENTS:
        unit = 2.0**exponent
        if not largest or largest < unit / 2:
            continue
        shift = 1.5 * 2.0**52 * unit
        whole = (rest + shift) - shift
        found[exponent] = np.bincount(group, weights=whole, minlength=size).astype("float64")
        rest = rest - whole
        largest = _largest(rest)
    return found


def _largest(values: Floats) -> float:
    """Return the largest size among values; 0 where there are none."""
    return float(max(values.max(), -values.min())) if len(values) else 0.0


def total_of(shares: Shares, size: int) -> Floats:
    """Return the sum of each group: the smallest units first, so that one value alone comes out as it went in."""
    total = np.zeros(size)
    for exponent in sorted(shares):
        total = total + shares[exponent]
    return total


def exact_sums(values: Floats, group: Groups, size: int) -> Floats:
    """Return the sums of values by group, the same in any order of the rows."""
    return total_of(shares_of(values, group, size), size)


def added(parts: Iterable[tuple[Shares, Groups]], size: int) -> Shares:
    """Return the shares of several parts together; each comes with the groups its own groups are."""
    found: Shares = {}
    for shares, group in parts:
        for exponent, sums in shares.items():
            found[exponent] = found.get(exponent, np.zeros(size)) + np.bincount(group, weights=sums, minlength=size)
    return found
