"""Process limits of monthly and quarterly series: individuals (XmR) charts, and Laney's p' for shares.

References: Wheeler (2000), Understanding Variation, 2nd ed.; Nelson (1982), Journal of Quality Technology 14, 172-173
(screening of moving ranges); Western Electric (1956), Statistical Quality Control Handbook (rules); Laney (2002), Quality
Engineering 14, 531-537 (p'); NHS England, Making Data Count (seven points, two icons).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from kpi.calc.change import NEAR_ZERO, Floats, _floats
from kpi.core.indicator import Better

Signs = npt.NDArray[np.int64]

LEAST_POINTS = 12
"""With fewer points there are no limits: the mean moving range would be too unsure."""
RUN = 7
RANGE_TO_LIMIT = 2.66
"""3/1.128 as it is printed: from the mean moving range to three sigma."""
RANGE_LIMIT = 3.267
D2 = 1.128
"""Mean range of two values of a normal distribution in standard deviations."""
RULES = ("outside", "shift", "trend", "two_of_three")
"""Outside the limits; seven on one side of the centre; seven rising or falling; two of three beyond two thirds."""


@dataclass(frozen=True)
class Limits:
    """Centre and three-sigma limits of every point of a series, in the unit of the series."""

    centre: Floats
    low: Floats
    high: Floats

    def position(self, values: Any) -> Floats:
        """Return how far each value is from the centre: 0 on it, 1 at the upper and -1 at the lower limit.

        Without any variation a value off the centre is infinitely far. NaN for a missing value.
        """
        away = _floats(values) - self.centre
        sigma = (self.high - self.low) / 2
        with np.errstate(divide="ignore", invalid="ignore"):
            found: Floats = np.where(np.abs(away) <= NEAR_ZERO, 0.0 * away, away / sigma)
        return found


def moving_ranges(values: Any, joined: Any = None) -> Floats:
    """Return the absolute differences of neighbours; ``joined`` says for each value whether it follows its neighbour."""
    series = _floats(values)
    ranges = np.abs(np.diff(series))
    kept: Floats = ranges[_following(joined, len(series))[1:] & ~np.isnan(ranges)]
    return kept


def _following(joined: Any, size: int) -> npt.NDArray[np.bool_]:
    return np.ones(size, dtype="bool") if joined is None else np.asarray(joined, dtype="bool")


def screened(ranges: Floats) -> Floats:
    """Return the moving ranges below 3.267 times their mean, screened once (all of them where all are zero)."""
    if not len(ranges) or not ranges.any():
        return ranges
    kept: Floats = ranges[ranges < RANGE_LIMIT * ranges.mean()]
    return kept


def individuals_limits(values: Any, ranges: Floats) -> Limits:
    """Return the limits mean +- 2.66 mean moving range, the same for every value; NaN without a range."""
    series = _floats(values)
    centre = np.full(len(series), np.nanmean(series) if np.isfinite(series).any() else np.nan)
    margin = RANGE_TO_LIMIT * ranges.mean() if len(ranges) else np.nan
    return Limits(centre, centre - margin, centre + margin)


def share_sigma(shares: Any, n: Any) -> tuple[float, Floats]:
    """Return the pooled share and the binomial standard deviation of each share (0-1) of n.

    A share without n is no part of the pooled one and has no standard deviation (NaN).
    """
    part, number = _floats(shares), _floats(n)
    number = np.where(number > 0, number, np.nan)
    known = ~np.isnan(part) & ~np.isnan(number)
    pooled = float((part * number)[known].sum() / number[known].sum()) if known.any() else float("nan")
    return pooled, np.sqrt(max(pooled * (1 - pooled), 0.0) / number)


def p_limits(shares: Any, n: Any) -> Limits:
    """Return plain binomial limits of shares (0-1) of n, within 0-1: what Laney's correction starts from."""
    pooled, sigma = share_sigma(shares, n)
    return _share_limits(pooled, sigma)


def laney_limits(shares: Any, n: Any, joined: Any = None) -> Limits:
    """Return Laney's p' limits of shares (0-1) of n, within 0-1: binomial sigma times the spread between periods.

    sigma_z = mean moving range of z/1.128 with z = (p - pooled)/sigma; ``joined`` as in ``moving_ranges``.
    """
    pooled, sigma = share_sigma(shares, n)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where(sigma == 0, 0.0 * _floats(shares), (_floats(shares) - pooled) / sigma)
    ranges = moving_ranges(z, joined)
    between = ranges.mean() / D2 if len(ranges) else np.nan
    return _share_limits(pooled, sigma * between)


def _share_limits(pooled: float, sigma: Floats) -> Limits:
    centre = np.full(len(sigma), pooled)
    return ShareLimits(centre, np.maximum(centre - 3 * sigma, 0.0), np.minimum(centre + 3 * sigma, 1.0), sigma)


@dataclass(frozen=True)
class ShareLimits(Limits):
    """Limits cut at 0 and 1; positions are measured before the cut."""

    sigma: Floats

    def position(self, values: Any) -> Floats:
        """Return (value - centre)/(3 sigma), as ``Limits.position``."""
        return Limits(self.centre, self.centre - 3 * self.sigma, self.centre + 3 * self.sigma).position(values)


def signals(values: Any, position: Floats, joined: Any = None) -> dict[str, Signs]:
    """Return for each rule and value whether it is part of what the rule finds: 1 upward, -1 downward, else 0.

    Missing values and values that do not follow their neighbour (``joined``) end a run. A value on the centre is on
    neither side.
    """
    series = _floats(values)
    follows = _following(joined, len(series))
    side = np.where(np.abs(position) > NEAR_ZERO, np.sign(position), 0)
    step = np.where(follows, np.sign(np.diff(series, prepend=np.nan)), 0)
    far = np.where(np.abs(position) > 2 / 3 + NEAR_ZERO, side, 0)
    return {
        "outside": np.where(np.abs(position) > 1 + NEAR_ZERO, side, 0).astype("int64"),
        "shift": _runs(side, follows, RUN),
        "trend": _with_first(_runs(step, follows, RUN - 1)),
        "two_of_three": _two_of_three(far, follows),
    }


def _runs(sign: npt.NDArray[Any], follows: npt.NDArray[np.bool_], least: int) -> Signs:
    """Return the sign of every value in a run of at least ``least`` neighbours of the same sign, else 0."""
    found = np.zeros(len(sign), dtype="int64")
    start = 0
    for end in range(1, len(sign) + 1):
        if end < len(sign) and sign[end] == sign[start] and follows[end]:
            continue
        if end - start >= least:
            found[start:end] = int(sign[start])
        start = end
    return found


def _with_first(steps: Signs) -> Signs:
    """Return runs of steps as runs of values: the value before the first step belongs to them."""
    before = np.append(steps[1:], 0)
    return np.where(steps == 0, before, steps)


def _two_of_three(far: npt.NDArray[Any], follows: npt.NDArray[np.bool_]) -> Signs:
    """Return the far values of every three neighbours of which two are far on the same side."""
    found = np.zeros(len(far), dtype="int64")
    for start in range(len(far) - 2):
        window = slice(start, start + 3)
        for sign in (1, -1):
            if (far[window] == sign).sum() >= 2 and follows[start + 1] and follows[start + 2]:
                found[window] = np.where(far[window] == sign, sign, found[window])
    return found


def first_rule(found: dict[str, Signs]) -> tuple[list[str], Signs]:
    """Return the first rule (in the order of ``RULES``) that each value is part of, "" for none, and its direction."""
    size = len(next(iter(found.values())))
    rule, direction = [""] * size, np.zeros(size, dtype="int64")
    for name in reversed(RULES):
        for place in np.flatnonzero(found[name]):
            rule[place], direction[place] = name, found[name][place]
    return rule, direction


def variation(direction: int, *, better: Better) -> str:
    """Return the variation icon of the latest value: common_cause, improvement, concern, or high/low without direction."""
    if not direction:
        return "common_cause"
    if better == "neither":
        return "high" if direction > 0 else "low"
    return "improvement" if (direction > 0) == (better == "higher") else "concern"


def assurance(target: float, low: float, high: float, *, better: Better) -> str:
    """Return the assurance icon: whether the process as it is passes the target always, never or by chance ("" without)."""
    if np.isnan(target) or np.isnan(low) or np.isnan(high) or better == "neither":
        return ""
    if low < target < high:
        return "hit_or_miss"
    passes = target <= low if better == "higher" else target >= high
    return "pass" if passes else "fail"
