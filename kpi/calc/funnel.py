"""Departments of one period as a funnel: how far chance alone takes a department of that size from the whole.

Reference: Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202 (limits at 95 % and 99.8 %; exact binomial limits,
interpolated, appendix A.1.1). No correction for overdispersion is made.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import scipy

from kpi.calc.change import NEAR_ZERO, Floats, _floats

LIMITS: dict[str, float] = {"95": 0.95, "998": 0.998}
"""Name and confidence of the two pairs of limits."""
LIMIT_COLUMNS = tuple(f"{end}_{name}" for name in LIMITS for end in ("low", "high"))
LEAST_DEPARTMENTS = 3
CURVE_POINTS = 60


def mean_limits(centre: float, spread: float, n: Any, *, confidence: float) -> tuple[Floats, Floats]:
    """Return centre -+ z sd/sqrt(n) for means of n values of variance ``spread``; NaN for n of 0."""
    number = _floats(n)
    z = float(scipy.special.ndtri(0.5 + confidence / 2))
    margin = z * np.sqrt(spread / np.where(number > 0, number, np.nan))
    return centre - margin, centre + margin


def share_limits(centre: float, n: Any, *, confidence: float) -> tuple[Floats, Floats]:
    """Return exact binomial limits of a share (0-1) of n, interpolated between whole numbers of cases, within 0-1.

    n is rounded down to whole cases; NaN below 1.
    """
    number = np.floor(np.where(_floats(n) >= 1, _floats(n), np.nan))
    tail = (1 - confidence) / 2
    return _binomial_limit(tail, number, centre), _binomial_limit(1 - tail, number, centre)


def _binomial_limit(p: float, n: Floats, centre: float) -> Floats:
    """Return (r - a)/n, not below zero: r the smallest number with P(R <= r) >= p, a = (P(R <= r) - p)/P(R = r).

    Where P(R <= r) is p itself, r and r + 1 give the same limit.
    """
    r = scipy.stats.binom.ppf(p, n, centre)
    with np.errstate(divide="ignore", invalid="ignore"):
        over = (scipy.stats.binom.cdf(r, n, centre) - p) / scipy.stats.binom.pmf(r, n, centre)
        limit: Floats = np.maximum((r - over) / n, 0.0)
    return limit


def pooled_spread(levels: pd.DataFrame) -> float:
    """Return the variance between single answers within departments, from n and the variance of each mean.

    With weights or strata the variance of a mean times n holds the design effect, and so do the limits. NaN where no
    department has both.
    """
    freedom = (levels["n"] - 1).where(levels["variance"].notna() & (levels["n"] > 1))
    if not freedom.notna().any():
        return float("nan")
    return float((freedom * levels["variance"] * levels["n"]).sum() / freedom.sum())


def funnel(departments: pd.DataFrame, *, centre: float, spread: float | None) -> pd.DataFrame:
    """Return the departments with ``LIMIT_COLUMNS``, ``place``, ``centre`` and ``spread`` (NaN for shares), in the unit of
    the value.

    Parameters
    ----------
    departments
        Columns department, value, n; without a value or n a row is left out.
    centre
        The value of the whole, in the same unit.
    spread
        The variance of single values within departments; None: the values are shares in percent.

    Notes
    -----
    ``place``: "within", "above_95", "above_998", "below_95" or "below_998"; of shares by the exact binomial tails, not by
    the interpolated limits, which are drawn. Without a known spread, and with fewer than
    three departments, there are no rows.
    """
    kept = departments[departments["value"].notna() & (departments["n"] > 0)]
    if len(kept) < LEAST_DEPARTMENTS or centre != centre or (spread is not None and not spread >= 0):
        kept = kept.iloc[:0]
    limits = limits_at(kept["n"], centre=centre, spread=spread)
    found = kept.assign(**{name: limits[name].to_numpy() for name in LIMIT_COLUMNS})
    places = _places(found) if spread is not None else _share_places(found, centre / 100)
    sure = np.nan if spread is None else spread
    return found.assign(place=places, centre=centre, spread=sure).reset_index(drop=True)


def limits_at(n: Any, *, centre: float, spread: float | None) -> pd.DataFrame:
    """Return n and ``LIMIT_COLUMNS`` for departments of these sizes, as ``funnel``."""
    columns: dict[str, Any] = {"n": _floats(n)}
    for name, confidence in LIMITS.items():
        if spread is None:
            low, high = (100 * end for end in share_limits(centre / 100, n, confidence=confidence))
        else:
            low, high = mean_limits(centre, spread, n, confidence=confidence)
        columns |= {f"low_{name}": low, f"high_{name}": high}
    return pd.DataFrame(columns)


def _places(rows: pd.DataFrame) -> pd.Series:
    place = pd.Series("within", index=rows.index, dtype="str")
    for name in LIMITS:
        place = place.mask(rows["value"] > rows[f"high_{name}"] + NEAR_ZERO, f"above_{name}")
        place = place.mask(rows["value"] < rows[f"low_{name}"] - NEAR_ZERO, f"below_{name}")
    return place


def _share_places(rows: pd.DataFrame, centre: float) -> pd.Series:
    """Return the places of shares by their exact binomial tails: all of few cases may be no surprise."""
    n = np.floor(rows["n"])
    cases = np.rint(rows["value"] / 100 * n)
    place = pd.Series("within", index=rows.index, dtype="str")
    for name, confidence in LIMITS.items():
        tail = (1 - confidence) / 2
        place = place.mask(scipy.stats.binom.sf(cases - 1, n, centre) < tail, f"above_{name}")
        place = place.mask(scipy.stats.binom.cdf(cases, n, centre) < tail, f"below_{name}")
    return place


def curve(departments: pd.DataFrame) -> pd.DataFrame:
    """Return the limits of ``funnel`` rows for sizes from a little below the smallest to above the largest."""
    if departments.empty:
        return limits_at([], centre=float("nan"), spread=None)
    least, most = max(float(departments["n"].min()) * 0.8, 2.0), float(departments["n"].max()) * 1.1
    sizes = np.geomspace(least, max(most, least), CURVE_POINTS)
    spread = float(departments["spread"].iloc[0])
    centre = float(departments["centre"].iloc[0])
    return limits_at(sizes, centre=centre, spread=None if np.isnan(spread) else spread)
