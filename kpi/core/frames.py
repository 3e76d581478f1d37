"""The frames that travel between the packages, and the checks that they are what they say."""

from __future__ import annotations

from functools import cache

import pandas as pd

CELL_KEYS = (
    "measure",
    "item",
    "task",
    "department",
    "stratum",
    "group",
    "role",
    "rater",
    "rater_department",
    "period_start",
    "period_months",
    "claim_start",
)
"""One cell is what is known under these keys. Texts are "" when they do not apply, never null."""
CELL_SUMS = ("n", "w", "wx", "wxx", "ww", "wwx", "wwxx")
"""n is the number of values; w, wx, wxx the sums of weight, weight x value, weight x value squared; ww, wwx, wwxx the
same with the weight squared. wx is never null; the others may be null where a file prints only a mean."""
CELL_COLUMNS = (*CELL_KEYS, *CELL_SUMS, "histogram")

PAIR_KEYS = (*CELL_KEYS[:2], "item2", *CELL_KEYS[2:])
PAIR_SUMS = (
    "n",
    "w",
    "wx",
    "wy",
    "wxx",
    "wyy",
    "wxy",
    "ww",
    "wwx",
    "wwy",
    "wwxx",
    "wwyy",
    "wwxy",
)
"""Sums over cases where both values are present; x belongs to ``item``, y to ``item2``."""
PAIR_COLUMNS = (*PAIR_KEYS, *PAIR_SUMS)

CLAIM_COLUMNS = ("source", "claim_start", "claim_months", "department")
"""What a file claims to hold completely: months (or survey periods) x departments."""

RESULT_COLUMNS = (
    "indicator",
    "pillar",
    "period_start",
    "period_months",
    "department",
    "task",
    "value",
    "unit",
    "low",
    "high",
    "n",
    "coverage",
    "note",
    "change",
    "change_low",
    "change_high",
    "p",
    "p_adjusted",
    "verdict",
    "crude_change",
    "within",
    "mix",
    "entry_exit",
    "index",
    "matched_tasks",
    "all_tasks",
    "share_hidden",
)
"""One computed row. ``department`` and ``task`` are "" for the whole organisation; ``note`` is "" or codes joined by ",";
``coverage`` is a share 0-1 (same-task indicators: the smaller of the two periods' shares of cases in matched tasks);
numbers are float64 with NaN for missing, and then ``note`` says why; ``verdict`` is "" where there is nothing to compare."""

TASK_TABLE_COLUMNS = (
    "period_start",
    "period_months",
    "department",
    "task",
    "presence",
    "n",
    "mean",
    "n_0",
    "mean_0",
    "change",
    "change_low",
    "change_high",
    "p",
    "p_adjusted",
    "verdict",
    "note",
    "weight",
    "contribution",
    "mix",
)
"""One task in one comparison: how long it took in both periods, whether that changed, and what it adds to the whole."""


class ContractError(ValueError):
    """A frame is not what its contract says: a mistake in our code, not in a user's file."""


def empty(columns: tuple[str, ...]) -> pd.DataFrame:
    """Return a frame without rows that keeps the contract of its columns."""
    return _empty(columns).copy()


@cache
def _empty(columns: tuple[str, ...]) -> pd.DataFrame:
    texts = {"measure", "item", "item2", "task", "department", "stratum", "group", "role", "rater", "rater_department"}
    texts |= {"source", "indicator", "pillar", "unit", "note", "verdict", "presence"}
    dates = {"period_start", "claim_start"}
    data = {
        name: pd.Series(
            dtype="str"
            if name in texts
            else "datetime64[s]"
            if name in dates
            else "int64"
            if name in {"period_months", "claim_months"}
            else "object"
            if name == "histogram"
            else "float64"
        )
        for name in columns
    }
    return pd.DataFrame(data)


def check(frame: pd.DataFrame, columns: tuple[str, ...], keys: tuple[str, ...] = ()) -> pd.DataFrame:
    """Return the frame with exactly these columns in this order.

    Raises
    ------
    ContractError
        When a column is missing, or a key holds a null (``groupby`` would drop such rows silently).
    """
    missing = [name for name in columns if name not in frame]
    if missing:
        raise ContractError(f"columns missing: {missing}")
    nulls = [name for name in keys if frame[name].isna().any()]
    if nulls:
        raise ContractError(f"nulls in key columns: {nulls}")
    return frame.loc[:, list(columns)]
