"""Which cells answer a question, and their sums per row of the answer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from kpi.core.frames import CELL_SUMS
from kpi.core.indicator import Question
from kpi.core.periods import MONTHS, grain_start

SCOPE = ("department", "task")
ROW = ("period_start", "period_months", *SCOPE)
"""The key of one result row."""


def scoped(cells: pd.DataFrame, question: Question, *, parts: bool = False) -> pd.DataFrame:
    """Return the cells that a question is about, under the keys of its rows.

    ``period_start``, ``period_months``, ``department`` and ``task`` become those of the row; the cell's own are kept
    as ``cell_start``, ``cell_months`` and ``basket_task``. Cells longer than the grain are left out (a yearly survey has
    no months); cells exactly as long keep their own start (a year may run from September). With a key, cells that do
    not name it are left out. ``parts``: departments are parts of rows of the whole organisation and never summed.
    """
    months = MONTHS[question.grain]
    kept = cells[(cells["period_months"] <= months) & (cells["group"] == "")]
    if parts and "department" not in question.keys:
        kept = kept[kept["department"] == ""]
    for key in question.keys:
        kept = kept[kept[key] != ""]
    starts = kept["period_start"].astype("datetime64[s]")
    rolled = grain_start(starts, question.grain, question.settings.first_month).where(
        kept["period_months"] < months, starts
    )
    renamed = kept.assign(cell_start=starts, cell_months=kept["period_months"], basket_task=kept["task"])
    cleared = {key: "" for key in SCOPE if key not in question.keys}
    return renamed.assign(period_start=rolled, period_months=months, **cleared)


def of_measures(cells: pd.DataFrame, *measures: str) -> pd.DataFrame:
    """Return the cells of these measures."""
    return cells[cells["measure"].isin(measures)]


def pooled(cells: pd.DataFrame, by: Sequence[str], sums: Sequence[str] = CELL_SUMS) -> pd.DataFrame:
    """Return the sums of cells per group, as columns beside the keys ``by``.

    A sum over cells of which one is unknown is unknown (NaN), never smaller. Means printed without a number of cases
    (n = 0) are never pooled: ``printed`` is that mean where the group has exactly one and nothing else, and
    ``printed_cells`` their number.
    """
    counted = cells["n"].to_numpy(dtype="float64") > 0
    keys = list(by)
    known = cells[counted].groupby(keys, as_index=False)[list(sums)].sum(skipna=False)
    printed = cells[~counted].groupby(keys, as_index=False).agg(printed=("wx", "first"), printed_cells=("wx", "size"))
    both = known.merge(printed, on=keys, how="outer") if len(printed) else known.assign(printed=np.nan, printed_cells=0)
    alone = (both["printed_cells"] == 1) & both["n"].isna()
    return both.assign(
        n=both["n"].fillna(0.0),
        printed=both["printed"].where(alone),
        printed_cells=both["printed_cells"].fillna(0).astype("int64"),
    )


def spread(n: pd.Series, wx: pd.Series, wxx: pd.Series) -> pd.Series:
    """Return the sample variance from n, the sum and the sum of squares; NaN where n < 2 or the squares are unknown.

    What is left of equal values by rounding (under 1e-12 of the sum of squares) is zero.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        squares = wxx - wx * wx / n.where(n > 0)
        squares = squares.where(~(squares <= 1e-12 * wxx), 0.0)
        return squares / (n - 1).where(n >= 2)


def joined(left: pd.DataFrame, right: pd.DataFrame, *, how: str = "left") -> pd.DataFrame:
    """Return the rows of two frames joined by the row keys (pandas cannot merge two empty frames of texts)."""
    if left.empty and right.empty:
        left, right = (side.astype({name: "object" for name in SCOPE}) for side in (left, right))
    both = left.merge(right, on=list(ROW), how=how)
    return both.astype({name: "str" for name in SCOPE})
