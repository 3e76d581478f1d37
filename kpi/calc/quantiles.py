"""Medians, ninth deciles and distributions of durations, from the histograms of the cells."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from kpi.calc.scope import ROW, of_measures, scoped
from kpi.core.histogram import decode_each, values_of
from kpi.core.indicator import Evidence, Question

LEVELS = {"median": 0.5, "p90": 0.9}
"""Quantiles that are shown."""
SLACK = 1e-12
"""Shares of cases nearer to each other than this are equal: 0.9 of 10 cases are 9."""
ERROR = 0.01
"""A quantile from bins of 2 % is at most this share of itself off the true order statistic (sqrt(1.02) - 1 = 0.00995)."""


def quantiles(evidence: Evidence, question: Question, *, measure: str) -> pd.DataFrame:
    """Return ``n``, ``median`` and ``p90`` of a duration per row of the question, in the unit of the measure.

    A quantile is the smallest duration whose cumulative share of cases is at least q, at most ``ERROR`` off. Rows with a
    cell that holds cases but no histogram (a file of sums) have none, and the note column ``no_histogram``.
    """
    return quantiles_of(scoped(of_measures(evidence.cells, measure), question), ROW)


def quantiles_of(cells: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Return n, the quantiles of ``LEVELS`` and the note column per group of cells."""
    bins = distribution(cells, by)
    groups = bins[list(by)].drop_duplicates(ignore_index=True)
    found = groups.assign(**{name: _quantile(bins, by, q) for name, q in LEVELS.items()})
    known = cells["histogram"].map(lambda blob: isinstance(blob, bytes)).astype("bool")
    lacking = cells.assign(no_histogram=(cells["n"] > 0) & ~known)
    totals = lacking.groupby(list(by), as_index=False).agg(n=("n", "sum"), no_histogram=("no_histogram", "any"))
    both = totals.merge(found, on=list(by), how="left")
    return both.assign(**{name: both[name].mask(both["no_histogram"]) for name in LEVELS})


def distribution(cells: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Return one row per group and bin, ascending: the keys, ``bin``, ``value`` (what the bin stands for), ``count``."""
    place, bins, counts = decode_each(cells["histogram"])
    long = cells[list(by)].iloc[place].assign(bin=bins, count=counts)
    pooled = long.groupby([*by, "bin"], as_index=False)["count"].sum()
    return pooled.assign(value=values_of(pooled["bin"].to_numpy("int64")))


def _quantile(bins: pd.DataFrame, by: Sequence[str], q: float) -> np.ndarray:
    """Return the value of the first bin of each group at which at least q of its cases are counted."""
    grouped = bins.groupby(list(by))["count"]
    reached = grouped.cumsum() / grouped.transform("sum") >= q - SLACK
    values: np.ndarray = bins[reached].drop_duplicates(list(by))["value"].to_numpy("float64")
    return values
