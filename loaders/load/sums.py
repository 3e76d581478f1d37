"""From single values to cells: n, weighted sums and histograms under the keys of a cell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from kpi.core.frames import CELL_COLUMNS, CELL_KEYS, CELL_SUMS, PAIR_COLUMNS, check, empty
from loaders.load.cells import CellPart, Histogram, cell_part, cells_of, completed, pair_part
from loaders.load.grouped import Grouped


def sum_cells(
    measure: str,
    x: pd.Series[Any],
    keys: pd.DataFrame | Grouped,
    *,
    weight: pd.Series[Any] | None = None,
    histogram: Histogram = "none",
    codes: pd.Series[Any] | None = None,
) -> pd.DataFrame:
    """Return the cells of one measure.

    Parameters
    ----------
    x : Series[float]
        The values in the unit of the measure; rows where x (or a date key) is missing are left out.
    keys : DataFrame or Grouped
        The cell keys that differ between rows; all others are "". Grouped where several measures have the same.
    weight : Series[float], optional
        1 where there is none.
    histogram : {"bins", "codes", "none"}
        Logarithmic bins of x, or counts per raw answer in ``codes``.
    """
    part = cell_part(measure, x, keys, weight=weight, histogram=histogram, codes=codes)
    return empty(CELL_COLUMNS) if part is None else cells_of([part])


def sum_pairs(
    measure: str,
    items: tuple[str, str],
    x: pd.Series[Any],
    y: pd.Series[Any],
    keys: pd.DataFrame | Grouped,
    weight: Any = None,
) -> pd.DataFrame:
    """Return the PAIR cells of two values of the same cases, over the cases where both are present."""
    part = pair_part(measure, items, x, y, keys, weight)
    return empty(PAIR_COLUMNS) if part is None else cells_of([part])


def summed_cells(measure: str, keys: pd.DataFrame, n: Any, mean: Any, sd: Any) -> pd.DataFrame:
    """Return cells of rows that are already summed up, one row a cell part.

    n cases of that mean: wx = n x mean; wxx from the sample standard deviation, missing where there is none. A mean
    without n keeps n = 0, w missing and wx = the mean. Rows of the same keys are added up.
    """
    count, average, spread = (np.asarray(part, dtype="float64") for part in (n, mean, sd))
    kept = np.isfinite(average) & Grouped.of(keys).dated & ~(count == 0)
    if not kept.any():
        return empty(CELL_COLUMNS)
    count, average, spread = count[kept], average[kept], spread[kept]
    known = np.isfinite(count)
    w = np.where(known, count, np.nan)
    single = known & (count == 1) & ~np.isfinite(spread)
    squares = np.where(single, average**2, spread**2 * (count - 1) + count * average**2)
    wx = np.where(known, count * average, average)
    sums = {"n": np.where(known, count, 0.0), "w": w, "wx": wx, "wxx": squares}
    sums |= {"ww": w, "wwx": np.where(known, wx, np.nan), "wwxx": squares}
    framed = keys[kept].reset_index(drop=True).assign(**sums, measure=measure, histogram=None)
    return _pooled(completed(framed, CELL_COLUMNS, CELL_KEYS))


def _pooled(cells: pd.DataFrame) -> pd.DataFrame:
    """Return cells with rows of the same keys added up; a sum of which a part is missing is missing."""
    if not cells.duplicated(list(CELL_KEYS)).any():
        return cells
    grouped = cells.groupby(list(CELL_KEYS), sort=False)[list(CELL_SUMS)]
    added = grouped.sum(min_count=1).mask(
        cells[list(CELL_SUMS)].isna().groupby([cells[k] for k in CELL_KEYS], sort=False).any()
    )
    return added.reset_index().assign(histogram=None).loc[:, list(CELL_COLUMNS)]


def summed(parts: Iterable[CellPart], columns: tuple[str, ...], keys: tuple[str, ...]) -> pd.DataFrame:
    """Return the cells (or pairs) of all measures from their parts, in the order of the keys."""
    by_measure: dict[tuple[str, ...], list[CellPart]] = {}
    for part in parts:
        by_measure.setdefault((part.measure, *part.items), []).append(part)
    return combined((cells_of(of_one) for of_one in by_measure.values()), columns, keys)


def combined(frames: Iterable[pd.DataFrame], columns: tuple[str, ...], keys: tuple[str, ...]) -> pd.DataFrame:
    """Return all frames in one, in the order of the keys."""
    filled = [frame for frame in frames if not frame.empty]
    if not filled:
        return empty(columns)
    together = pd.concat(filled, ignore_index=True)
    varying = [name for name in keys if together[name].ne(together[name].iloc[0]).any()]
    return check(together.sort_values(varying or list(keys), kind="stable", ignore_index=True), columns, keys)
