"""Intervals, differences and their p-values, from estimates that know their variance and degrees of freedom."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import special

Floats = npt.NDArray[np.float64]
NEAR_ZERO = 1e-9
"""Differences smaller than this (in points, hours, minutes, percent) are rounding."""


def _floats(values: Any) -> Floats:
    return np.asarray(values, dtype="float64")


def t_quantile(p: float, df: Any) -> Floats:
    """Return quantiles of Student's t; NaN where there are no degrees of freedom."""
    freedom = _floats(df)
    return np.asarray(special.stdtrit(np.where(freedom > 0, freedom, np.nan), p))


def interval(value: Any, variance: Any, df: Any, *, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Return the t interval value +- t sqrt(variance); a variance of zero gives (value, value).

    NaN variance, or df below or at zero with a variance above zero, gives NaN limits.
    """
    centre, spread, freedom = _floats(value), _floats(variance), _floats(df)
    quantile = t_quantile(0.5 + confidence / 2, freedom)
    margin = np.where(spread == 0, 0.0, quantile * np.sqrt(spread))
    return centre - margin, centre + margin


def p_value(change: Any, variance: Any, df: Any) -> Floats:
    """Return the two-sided p of a t test that the change is zero; without variance 1 for no change, else 0."""
    centre, spread, freedom = _floats(change), _floats(variance), _floats(df)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.abs(centre) / np.sqrt(spread)
    tested = 2 * special.stdtr(np.where(freedom > 0, freedom, np.nan), -ratio)
    certain = np.where(np.abs(centre) < NEAR_ZERO, 1.0, np.where(np.isnan(centre), np.nan, 0.0))
    return np.where(spread == 0, certain, tested)


def welch_df(variance: Any, df: Any, variance_0: Any, df_0: Any) -> Floats:
    """Return the Welch-Satterthwaite degrees of freedom of a difference of two independent estimates.

    ``variance`` and ``variance_0`` are variances of the estimates (squared standard errors). A side without variance
    contributes nothing. Reference: Welch (1947), Biometrika 34, 28-35.
    """
    one, two, freedom, freedom_0 = _floats(variance), _floats(variance_0), _floats(df), _floats(df_0)
    with np.errstate(divide="ignore", invalid="ignore"):
        below = np.where(one == 0, 0.0, one**2 / freedom) + np.where(two == 0, 0.0, two**2 / freedom_0)
        pooled: Floats = (one + two) ** 2 / below
    return pooled


def chance_apart(n: Any, n_0: Any) -> Floats:
    """Return how often chance alone would put just these n of n + n_0 cases into one period."""
    return np.asarray(1 / special.binom(_floats(n) + _floats(n_0), _floats(n)))


def p_of_alike(p: Any, variance: Any, apart: Any, *, confidence: float) -> Floats:
    """Return p, twice ``apart`` in place of the 0 of a change without any variance; NaN where that confirms nothing.

    Where all cases of a period are alike there is no t test. A permutation test still says how seldom chance alone would
    part them so: two cases from two others every third time. A p of 1 - confidence or more is no test: NaN.
    Reference: Fisher (1935), The Design of Experiments, section 21.
    """
    tested, exact = _floats(p), 2 * _floats(apart)
    alike = (_floats(variance) == 0) & (tested == 0)
    return np.where(alike, np.where(exact < 1 - confidence, exact, np.nan), tested)


def welch(
    value: Any,
    variance: Any,
    df: Any,
    value_0: Any,
    variance_0: Any,
    df_0: Any,
    *,
    apart: Any = 0.0,
    confidence: float = 0.95,
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return change, low, high and p of value - value_0, two independent estimates with unequal variances.

    ``apart``: the ``chance_apart`` of their cases, for changes without variance (see ``p_of_alike``).
    """
    change = _floats(value) - _floats(value_0)
    total = _floats(variance) + _floats(variance_0)
    freedom = welch_df(variance, df, variance_0, df_0)
    p = p_of_alike(p_value(change, total, freedom), total, apart, confidence=confidence)
    low, high = (np.where(np.isnan(p), np.nan, end) for end in interval(change, total, freedom, confidence=confidence))
    return change, low, high, p
