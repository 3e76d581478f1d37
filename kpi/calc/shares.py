"""Shares: Wilson's interval for one, Newcombe's hybrid score interval for a difference of two."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special

from kpi.calc.change import Floats, _floats

_STEPS = 60
_FARTHEST = 40.0


def wilson(share: Any, n: Any, *, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Return Wilson's score limits of a share (0-1) of n; n may be an effective number; n of 0 gives NaN.

    Reference: Newcombe (1998), Statistics in Medicine 17, 857-872, method 3.
    """
    return _score_limits(_floats(share), _floats(n), np.asarray(special.ndtri(0.5 + confidence / 2)))


def _score_limits(share: Floats, n: Floats, z: Any) -> tuple[Floats, Floats]:
    number = np.where(n > 0, n, np.nan)
    middle = share + z * z / (2 * number)
    margin = z * np.sqrt(np.maximum(share * (1 - share), 0) / number + z * z / (4 * number * number))
    below = 1 + z * z / number
    low, high = (middle - margin) / below, (middle + margin) / below
    return np.where(share <= 0, 0.0 * number, low), np.where(share >= 1, 1.0 + 0.0 * number, high)


def newcombe(share: Any, n: Any, share_0: Any, n_0: Any, *, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Return the limits of share - share_0 (0-1), two independent shares.

    Reference: Newcombe (1998), Statistics in Medicine 17, 873-890, method 10 (hybrid score, no continuity correction).
    """
    z = np.asarray(special.ndtri(0.5 + confidence / 2))
    return _difference_limits(_floats(share), _floats(n), _floats(share_0), _floats(n_0), z)


def _difference_limits(share: Floats, n: Floats, share_0: Floats, n_0: Floats, z: Any) -> tuple[Floats, Floats]:
    low, high = _score_limits(share, n, z)
    low_0, high_0 = _score_limits(share_0, n_0, z)
    change = share - share_0
    down = np.sqrt((share - low) ** 2 + (high_0 - share_0) ** 2)
    up = np.sqrt((high - share) ** 2 + (share_0 - low_0) ** 2)
    return change - down, change + up


def newcombe_p(share: Any, n: Any, share_0: Any, n_0: Any) -> Floats:
    """Return the p-value that belongs to Newcombe's interval: 1 - the confidence at which a limit touches zero.

    So the interval excludes zero exactly when p is below 1 - confidence. Found by bisection over the normal quantile.
    """
    one, two, number, number_0 = _floats(share), _floats(share_0), _floats(n), _floats(n_0)
    known = ~np.isnan(one - two) & (number > 0) & (number_0 > 0)
    inside, outside = np.full(known.shape, _FARTHEST), np.zeros(known.shape)
    for _ in range(_STEPS):
        z = (inside + outside) / 2
        low, high = _difference_limits(one, number, two, number_0, z)
        excludes = (low > 0) | (high < 0)
        outside, inside = np.where(excludes, z, outside), np.where(excludes, inside, z)
    return np.where(known, 2 * special.ndtr(-(inside + outside) / 2), np.nan)


def effective_n(share: Any, variance: Any, n: Any) -> Floats:
    """Return p(1-p)/v: the size of a plain sample as precise; the plain n where v is 0 or the share is 0 or 1.

    NaN where the variance is unknown.
    """
    part, spread, number = _floats(share), _floats(variance), _floats(n)
    plain = (spread == 0) | (part <= 0) | (part >= 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(plain, number, part * (1 - part) / spread)
