"""How long cases take where many are still open: a Kaplan-Meier median by period of receipt.

References: Kaplan and Meier (1958), Journal of the American Statistical Association 53, 457-481; Brookmeyer and Crowley
(1982), Biometrics 38, 29-41 (interval of the median).
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy

from kpi.calc.compare import open_shares
from kpi.calc.quantiles import distribution
from kpi.calc.scope import ROW, joined, of_measures, scoped
from kpi.core.indicator import Evidence, Question

Floats = npt.NDArray[np.float64]

_ROUNDING = 1e-12
"""A share of cases this near one half is one half."""


@dataclass(frozen=True)
class Median:
    """A median and its interval; NaN where it is not known, an infinite upper limit where the data do not reach it."""

    value: float
    low: float
    high: float


def survival_medians(evidence: Evidence, question: Question) -> pd.DataFrame:
    """Return per row, by period of *receipt*, the working hours after which half of the cases are closed.

    Closed cases count with their time, open ones as not closed before their age at the as-of date. Columns beside the
    row keys: ``closed``, ``open`` (numbers), ``open_share`` (0-1), ``median``, ``low``, ``high`` in working hours. The
    median is NaN where half of the cases are not closed yet (``low`` may still be known), or where a file gives no
    distribution (``no_histogram``). Times stand in bins of 2 %: at most 1 % off.
    """
    closed, waiting = (of_measures(evidence.cells, name) for name in ("processing_hours", "open_age"))
    sides = [scoped(_by_receipt(cells), question) for cells in (closed, waiting)]
    bins = pd.concat([distribution(side, ROW).assign(closed=place == 0) for place, side in enumerate(sides)])
    blind = _without_distribution(sides[0]) | _without_distribution(sides[1])
    rows = []
    for key, mine in bins.groupby(list(ROW)):
        done = mine["closed"].to_numpy()
        times, counts = mine["value"].to_numpy("float64"), mine["count"].to_numpy("int64")
        found = Median(np.nan, np.nan, np.nan)
        if key not in blind:
            confidence = question.settings.confidence
            found = kaplan_meier_median(times[done], counts[done], times[~done], counts[~done], confidence=confidence)
        numbers = (int(counts[done].sum()), int(counts[~done].sum()))
        rows.append((*key, *numbers, found.value, found.low, found.high, key in blind))
    names = [*ROW, "closed", "open", "median", "low", "high", "no_histogram"]
    types = {**dict.fromkeys(("median", "low", "high"), "float64"), "closed": "int64", "open": "int64"}
    frame = pd.DataFrame(rows, columns=names).astype(
        {"period_start": "datetime64[s]", "period_months": "int64", **types}
    )
    return joined(frame, open_shares(evidence, question))


def kaplan_meier_median(
    closed: Floats,
    closed_counts: npt.NDArray[np.int64],
    still_open: Floats,
    open_counts: npt.NDArray[np.int64],
    *,
    confidence: float = 0.95,
) -> Median:
    """Return the smallest time at which the Kaplan-Meier curve is at 0.5 or below, with its log-log interval.

    The curve and its limits are scipy's (``scipy.stats.ecdf`` of right-censored data, Greenwood's variance). A limit of
    the median is where the limit of the curve falls to 0.5; where it never does, the lower one is not known and the upper
    one infinite. NaN without a closed case.
    """
    if not closed_counts.sum():
        return Median(np.nan, np.nan, np.nan)
    sample = scipy.stats.CensoredData(np.repeat(closed, closed_counts), right=np.repeat(still_open, open_counts))
    curve = scipy.stats.ecdf(sample).sf
    with warnings.catch_warnings(), np.errstate(divide="ignore", invalid="ignore"):
        warnings.filterwarnings("ignore", "The confidence interval is undefined", RuntimeWarning)
        limits = curve.confidence_interval(confidence, method="log-log")
    value, low, high = (_first(curve.quantiles, side.probabilities) for side in (curve, limits.low, limits.high))
    return Median(value, low, np.inf if np.isnan(high) else high)


def _first(times: Floats, probabilities: Floats) -> float:
    low = np.flatnonzero(probabilities <= 0.5 + _ROUNDING)
    return float(times[low[0]]) if len(low) else float("nan")


def _by_receipt(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the cells under the month in which their cases were received, where the file says it case by case."""
    monthly = cells["period_months"] == 1
    return cells.assign(period_start=cells["period_start"].mask(monthly, cells["claim_start"]))


def _without_distribution(cells: pd.DataFrame) -> set[tuple[object, ...]]:
    known = cells["histogram"].map(lambda blob: isinstance(blob, bytes)).astype("bool")
    return set(cells.loc[(cells["n"] > 0) & ~known, list(ROW)].itertuples(index=False, name=None))
