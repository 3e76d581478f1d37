"""Cells of a measure, made from one part of a file or from many: the same cells to the last digit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from kpi.core.frames import CELL_COLUMNS, CELL_KEYS, PAIR_COLUMNS, PAIR_KEYS, check
from kpi.core.histogram import bins_of, encode_each, histogram_of_codes
from loaders.load.exact import Floats, Groups, Shares, added, shares_of, total_of
from loaders.load.grouped import Grouped

Histogram = Literal["bins", "codes", "none"]
_NOT_TEXT = {"period_start", "period_months", "claim_start"}
_UNWEIGHTED = {"w": "n", "ww": "n", **{f"w{name}": name for name in ("wx", "wxx", "wy", "wyy", "wxy")}}
"""Sums that are the same as others where every weight is 1."""


@dataclass(frozen=True)
class CellPart:
    """What one part of a file gives to the cells of a measure.

    ``keys`` has one row a cell; ``shares``: sum -> its shares by cell; ``values``: cell, bin (or answer code) and how
    often, None without a histogram. ``items`` names the two values of a pair, which has no histogram.
    """

    measure: str
    keys: pd.DataFrame
    shares: dict[str, Shares]
    histogram: Histogram
    values: pd.DataFrame | None
    items: tuple[str, ...] = ()


def cell_part(
    measure: str,
    x: pd.Series[Any],
    keys: pd.DataFrame | Grouped,
    *,
    weight: pd.Series[Any] | None = None,
    histogram: Histogram = "none",
    codes: pd.Series[Any] | None = None,
) -> CellPart | None:
    """Return what some rows give to a measure (see ``load.sums.sum_cells``); None where no row counts."""
    rows = keys if isinstance(keys, Grouped) else Grouped.of(keys)
    kept = x.notna().to_numpy() & rows.dated
    if not kept.any():
        return None
    if not kept.all():
        rows, x = rows.only(kept), x[kept]
        weight, codes = (None if one is None else one[kept] for one in (weight, codes))
    group, size = rows.group, len(rows.keys)
    values = x.to_numpy("float64")
    w = None if weight is None else weight.to_numpy("float64")
    shares = {name: shares_of(terms, group, size) for name, terms in _terms(w, values).items()}
    shares["n"] = {0: np.bincount(group, minlength=size).astype("float64")}
    counted = None
    if histogram != "none":
        what = bins_of(values) if histogram == "bins" else (x if codes is None else codes).to_numpy("float64")
        counted = _counted(group, what)
    return CellPart(measure, rows.keys, shares, histogram, counted)


def pair_part(
    measure: str,
    items: tuple[str, str],
    x: pd.Series[Any],
    y: pd.Series[Any],
    keys: pd.DataFrame | Grouped,
    weight: Any = None,
) -> CellPart | None:
    """Return what some rows give to a pair of values (see ``load.sums.sum_pairs``); None where no row counts."""
    rows = keys if isinstance(keys, Grouped) else Grouped.of(keys)
    kept = (x.notna() & y.notna()).to_numpy() & rows.dated
    if not kept.any():
        return None
    rows = rows.only(kept)
    group, size = rows.group, len(rows.keys)
    a, b = x[kept].to_numpy("float64"), y[kept].to_numpy("float64")
    w = np.ones(len(a)) if weight is None else weight[kept].to_numpy("float64")
    terms = {"wx": w * a, "wy": w * b, "wxx": w * a * a, "wyy": w * b * b, "wxy": w * a * b}
    if weight is not None:
        terms |= {"w": w, "ww": w * w, **{f"w{name}": w * value for name, value in terms.items()}}
    shares = {name: shares_of(values, group, size) for name, values in terms.items()}
    shares["n"] = {0: np.bincount(group, minlength=size).astype("float64")}
    return CellPart(measure, rows.keys, shares, "none", None, items)


def joined(parts: Sequence[CellPart]) -> CellPart:
    """Return the parts of one measure (or of one pair of values) as one part."""
    if len(parts) == 1:
        return parts[0]
    whole = Grouped.of(pd.concat([part.keys for part in parts], ignore_index=True))
    groups = np.split(whole.group, np.cumsum([len(part.keys) for part in parts])[:-1])
    size = len(whole.keys)
    shares = {
        name: added(((part.shares[name], own) for part, own in zip(parts, groups, strict=True)), size)
        for name in parts[0].shares
    }
    counted = _counted_together(parts, groups)
    return replace(parts[0], keys=whole.keys, shares=shares, values=counted)


def cells_of(parts: Sequence[CellPart]) -> pd.DataFrame:
    """Return the cells of one measure (or of one pair of values) from all its parts."""
    part = joined(parts)
    sums = {name: total_of(shares, len(part.keys)) for name, shares in part.shares.items()}
    sums |= {name: sums[same] for name, same in _UNWEIGHTED.items() if same in sums and name not in sums}
    framed = part.keys.assign(**sums, measure=part.measure)
    if part.items:
        item, item2 = part.items
        return completed(framed.assign(item=item, item2=item2), PAIR_COLUMNS, PAIR_KEYS)
    return completed(framed.assign(histogram=_blobs(part)), CELL_COLUMNS, CELL_KEYS)


def completed(framed: pd.DataFrame, columns: tuple[str, ...], keys: tuple[str, ...]) -> pd.DataFrame:
    """Return a frame that keeps its contract: keys that do not apply are "", types are the agreed ones."""
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


def _terms(w: Floats | None, x: Floats) -> dict[str, Floats]:
    if w is None:
        return {"wx": x, "wxx": x * x}
    return {"w": w, "wx": w * x, "wxx": w * x * x, "ww": w * w, "wwx": w * w * x, "wwxx": w * w * x * x}


def _counted(group: Groups, what: npt.NDArray[Any]) -> pd.DataFrame:
    """Return how often each value occurs in each group, by group and value."""
    codes, distinct = pd.factorize(what, sort=True)
    both, times = np.unique(group.astype("int64") * len(distinct) + codes, return_counts=True)
    cell, code = np.divmod(both, max(len(distinct), 1))
    return pd.DataFrame({"cell": cell, "value": distinct[code], "times": times}, copy=False)


def _in_order(counted: pd.DataFrame) -> pd.DataFrame:
    return counted.iloc[np.lexsort((counted["value"].to_numpy(), counted["cell"].to_numpy()))]


def _counted_together(parts: Sequence[CellPart], groups: Sequence[Groups]) -> pd.DataFrame | None:
    found = [
        part.values.assign(cell=own[part.values["cell"].to_numpy()])
        for part, own in zip(parts, groups, strict=True)
        if part.values is not None
    ]
    if not found:
        return None
    return _in_order(pd.concat(found).groupby(["cell", "value"], as_index=False)["times"].sum())


def _blobs(part: CellPart) -> list[bytes] | None:
    """Return one histogram a cell."""
    if part.values is None:
        return None
    cells, values, times = (part.values[name].to_numpy() for name in ("cell", "value", "times"))
    starts = np.flatnonzero(np.diff(cells, prepend=-1))
    if part.histogram == "bins":
        return encode_each(values, times, starts)
    return [histogram_of_codes(one) for one in np.split(np.repeat(values, times), np.cumsum(times)[starts[1:] - 1])]
