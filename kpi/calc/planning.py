"""What the next survey can find out: the smallest change that a given number of answers is likely to confirm.

Reference: Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, 2nd ed., chapter 2; here with the variance
of the design and Welch's degrees of freedom.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kpi.calc.change import Floats, _floats, t_quantile, welch_df

POWER = 0.8


def least_change(variance: Any, n: Any, next_n: Any, *, confidence: float = 0.95, power: float = POWER) -> Floats:
    """Return the smallest true change that a test of the difference finds with this power, in the unit of the estimate.

    (t of the test + t of the power) x sqrt(v + v n/next n): the next survey is taken to have the same spread and design.
    NaN where the variance is unknown or a survey has fewer than two answers.
    """
    spread, number, later = _floats(variance), _floats(n), _floats(next_n)
    enough = (number >= 2) & (later >= 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        again = spread * number / later
        df = welch_df(spread, number - 1, again, later - 1)
    quantiles = t_quantile(0.5 + confidence / 2, df) + t_quantile(power, df)
    found: Floats = np.where(spread == 0, 0.0, quantiles * np.sqrt(spread + again))
    return np.where(enough, found, np.nan)
