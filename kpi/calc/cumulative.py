"""What has been achieved since the base: the chained same-task index."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kpi.calc.scope import SCOPE
from kpi.core.indicator import Compare


def chained(rows: pd.DataFrame, *, compare: Compare = "previous", base_year: int | None = None) -> pd.Series:
    """Return the chained index, base = 100, per scope and season (the months of the year that a row begins with).

    ``rows`` has the row keys, value, and ``link``: the Fisher index of the row against the same months one year earlier
    (1 = unchanged; NaN where there is no value, no matched task or the comparison is forbidden). A missing link breaks
    the chain: rows beyond the break are missing until a base is set behind it. The base is a compared year, else
    ``base_year``, else the first year with a value; years before it that are linked to it are on the same scale.
    """
    ordered = rows.sort_values("period_start", kind="stable")
    keys = [*[ordered[name] for name in SCOPE], ordered["period_start"].dt.month]
    year = ordered["period_start"].dt.year
    usable = ordered["value"].notna()
    linked = ordered["link"].notna() & (ordered["link"] > 0)
    piece = (~linked).astype("int64").groupby(keys).cumsum()
    level = np.log(ordered["link"].where(linked, 1.0)).groupby(keys).cumsum()
    fixed = compare if isinstance(compare, int) else base_year
    first = year.where(usable).groupby(keys[:-1]).transform("min")
    base = first if fixed is None else pd.Series(fixed, index=year.index)
    at_base = (year == base) & usable
    base_level, base_piece = (part.where(at_base).groupby(keys).transform("max") for part in (level, piece))
    index = 100 * np.exp(level - base_level)
    return index.where(usable & (piece == base_piece)).reindex(rows.index)
