"""From single values to cells: n, weighted sums and histograms under the keys of a cell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from kpi.core.frames import CELL_COLUMNS, CELL_KEYS, CELL_SUMS, PAIR_COLUMNS, PAIR_KEYS, check, empty
from kpi.core.histogram import bins_of, encode_each, histogram_of_codes

Histogram = Literal["bins", "codes", "none"]
Floats = npt.NDArray[np.float64]
_NOT_TEXT = {"period_start", "period_months", "claim_start"}


def sum_cells(
    measure: str,
    x: pd.Series[Any],
    keys: pd.DataFrame,
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
    keys : DataFrame
        The cell keys that differ between rows; all others are "".
    weight : Series[float], optional
        1 where there is none.
    histogram : {"bins", "codes", "none"}
        Logarithmic bins of x, or counts per raw answer in ``codes``.
    """
    kept = (x.notna() & _dated(keys)).to_numpy()
    if not kept.any():
        return empty(CELL_COLUMNS)
    x, keys = x[kept], keys[kept]
    group, order, starts = _groups(keys, x)
    values = x.to_numpy("float64")[order]
    w = np.ones(len(values)) if weight is None else weight[kept].to_numpy("float64")[order]
    n = np.diff(np.append(starts, len(values))).astype("float64")
    sums = {"n": n}
    for name, terms in _terms(w, values).items():
        sums[name] = np.add.reduceat(terms, starts)
    blobs: Any = None
    if histogram != "none":
        what = values if codes is None else codes[kept].to_numpy("float64")[order]
        blobs = _blobs(what, group[order], starts, histogram)
    return _framed(measure, keys.iloc[order[starts]], sums, blobs)


def sum_pairs(
    measure: str, items: tuple[str, str], x: pd.Series[Any], y: pd.Series[Any], keys: pd.DataFrame, weight: Any = None
) -> pd.DataFrame:
    """Return the PAIR cells of two values of the same cases, over the cases where both are present."""
    kept = (x.notna() & y.notna() & _dated(keys)).to_numpy()
    if not kept.any():
        return empty(PAIR_COLUMNS)
    x, keys = x[kept], keys[kept]
    _, order, starts = _groups(keys, x)
    a, b = x.to_numpy("float64")[order], y[kept].to_numpy("float64")[order]
    w = np.ones(len(a)) if weight is None else weight[kept].to_numpy("float64")[order]
    terms = {"w": w, "wx": w * a, "wy": w * b, "wxx": w * a * a, "wyy": w * b * b, "wxy": w * a * b}
    terms |= {f"w{name}": w * value for name, value in list(terms.items())}
    sums = {name: np.add.reduceat(values, starts) for name, values in terms.items()}
    sums["n"] = np.diff(np.append(starts, len(a))).astype("float64")
    framed = keys.iloc[order[starts]].reset_index(drop=True)
    framed = framed.assign(**sums, measure=measure, item=items[0], item2=items[1])
    return _complete(framed, PAIR_COLUMNS, PAIR_KEYS)


def summed_cells(measure: str, keys: pd.DataFrame, n: Any, mean: Any, sd: Any) -> pd.DataFrame:
    """Return cells of rows that are already summed up, one row a cell part.

    n cases of that mean: wx = n x mean; wxx from the sample standard deviation, missing where there is none. A mean
    without n keeps n = 0, w missing and wx = the mean. Rows of the same keys are added up.
    """
    count, average, spread = (np.asarray(part, dtype="float64") for part in (n, mean, sd))
    kept = np.isfinite(average) & _dated(keys).to_numpy() & ~(count == 0)
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
    return _pooled(_framed(measure, keys[kept], sums, None))


def _pooled(cells: pd.DataFrame) -> pd.DataFrame:
    """Return cells with rows of the same keys added up; a sum of which a part is missing is missing."""
    if not cells.duplicated(list(CELL_KEYS)).any():
        return cells
    grouped = cells.groupby(list(CELL_KEYS), sort=False)[list(CELL_SUMS)]
    added = grouped.sum(min_count=1).mask(
        cells[list(CELL_SUMS)].isna().groupby([cells[k] for k in CELL_KEYS], sort=False).any()
    )
    return added.reset_index().assign(histogram=None).loc[:, list(CELL_COLUMNS)]


def combined(frames: Iterable[pd.DataFrame], columns: tuple[str, ...], keys: tuple[str, ...]) -> pd.DataFrame:
    """Return all frames in one, in the order of the keys."""
    filled = [frame for frame in frames if not frame.empty]
    if not filled:
        return empty(columns)
    together = pd.concat(filled, ignore_index=True)
    return check(together.sort_values(list(keys), kind="stable", ignore_index=True), columns, keys)


def _terms(w: Floats, x: Floats) -> dict[str, Floats]:
    return {
        "w": w,
        "wx": w * x,
        "wxx": w * x * x,
        "ww": w * w,
        "wwx": w * w * x,
        "wwxx": w * w * x * x,
    }


def _dated(keys: pd.DataFrame) -> pd.Series[Any]:
    known = pd.Series(True, index=keys.index)
    for name in ("period_start", "claim_start"):
        if name in keys:
            known &= keys[name].notna()
    return known


def _groups(keys: pd.DataFrame, x: pd.Series[Any]) -> tuple[Any, Any, Any]:
    """Return the group of each row, an order (by group, then value: sums do not depend on the file's order), starts."""
    group = keys.groupby(list(keys.columns), sort=False, observed=True).ngroup().to_numpy()
    order = np.lexsort((x.to_numpy("float64"), group))
    starts = np.flatnonzero(np.diff(group[order], prepend=-1))
    return group, order, starts


def _blobs(values: Floats, group: Any, starts: Any, histogram: Histogram) -> list[bytes]:
    if histogram == "codes":
        return [histogram_of_codes(part) for part in np.split(values, starts[1:])]
    bins = bins_of(values)
    order = np.lexsort((bins, group))
    group, bins = group[order], bins[order]
    runs = np.flatnonzero((np.diff(group, prepend=-1) != 0) | (np.diff(bins, prepend=-1) != 0))
    counts = np.diff(np.append(runs, len(bins)))
    edges = np.flatnonzero(np.diff(group[runs], prepend=-1))
    return encode_each(bins[runs], counts, edges)


def _framed(measure: str, keys: pd.DataFrame, sums: dict[str, Any], blobs: Any) -> pd.DataFrame:
    framed = keys.reset_index(drop=True).assign(**{name: sums[name] for name in CELL_SUMS}, measure=measure)
    return _complete(framed.assign(histogram=blobs), CELL_COLUMNS, CELL_KEYS)


def _complete(framed: pd.DataFrame, columns: tuple[str, ...], keys: tuple[str, ...]) -> pd.DataFrame:
    for name in keys:
        if name not in framed:
            framed[name] = ""
        elif name not in _NOT_TEXT:
            framed[name] = framed[name].astype("str")
    framed["period_months"] = framed["period_months"].astype("int64")
    for name in ("period_start", "claim_start"):
        framed[name] = framed[name].astype("datetime64[s]")
    if "histogram" in columns:
        framed["histogram"] = framed["histogram"].astype("object")
    return check(framed, columns, keys)
