"""Sums of every two items over the people who answered all of them: what Cronbach's alpha is computed from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from loaders.load.grouped import Grouped
from loaders.load.sums import sum_pairs

COMPLETE = "complete"
FEWEST_ITEMS, MOST_ITEMS = 2, 30
"""Pairs grow with the square of the items: 30 give 465 of them."""


def complete_pairs(
    points: pd.DataFrame, items: Mapping[str, str], keys: pd.DataFrame, weight: pd.Series[Any]
) -> list[pd.DataFrame]:
    """Return the PAIR cells of each item with itself and of every two items once, over complete answers.

    ``items``: name -> column of ``points`` (scores of 0-100). Nothing for one item, and for more than 30.
    """
    if not FEWEST_ITEMS <= len(items) <= MOST_ITEMS:
        return []
    complete = points[list(items.values())].notna().all(axis=1)
    if not complete.any():
        return []
    rows, chosen = Grouped.of(keys[complete]), points[complete]
    weights = None if (weight == 1).all() else weight[complete]
    named = list(items.items())
    return [
        sum_pairs(COMPLETE, (item, item2), chosen[column], chosen[column2], rows, weights)
        for at, (item, column) in enumerate(named)
        for item2, column2 in named[at:]
    ]
