"""Rows of a table that say what they are: remarks under it, its header once more, examples of the template."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from loaders.cells.outer import Bare, are_filled, are_one_of
from loaders.match.table import Rows, Table
from loaders.match.titles import is_footer

EXAMPLE = "예시 행(지어낸 값)"
EXAMPLE_EN = "example row (made up)"
MARKS = ("예시 표시", "Example mark")
"""Header of the template's column that marks its example rows, in both languages."""


def remarks_of(rows: Rows, table: Table, bare: Bare) -> dict[str, pd.Series[Any]]:
    """Return which rows are remarks, repeat the header, or are examples of the template; ``bare``: their columns."""
    frame = rows.frame
    own = [label for label in table.header.labels if label in frame.columns]
    filled = np.zeros(len(frame), dtype="int16")
    for label in own:
        filled += are_filled(bare[label])
    few = np.flatnonzero(filled <= 2)
    sparse = frame[own].iloc[few].itertuples(False, None)
    footers = np.zeros(len(frame), dtype="bool")
    footers[few] = [is_footer(next((cell.strip() for cell in row if cell.strip()), "")) for row in sparse]
    nowhere = pd.Series(False, index=frame.index)
    return {
        "footers": pd.Series(footers, index=frame.index),
        "repeated_header": _again(bare, own) if own else nowhere,
        "example_rows": pd.Series(are_one_of(bare[own[-1]], (EXAMPLE, EXAMPLE_EN)), index=frame.index)
        if own
        else nowhere,
    }


def _again(bare: Bare, own: list[str]) -> pd.Series[Any]:
    """Return the rows that repeat labels of the header: two of the first six, one of the first two among them."""
    some = bare[own[0]].eq(own[0])
    for label in own[1:2]:
        some |= bare[label].eq(label)
    here = np.flatnonzero(some)
    same = np.zeros(len(here), dtype="int16")
    for label in own[:6]:
        same += bare[label].iloc[here].eq(label).to_numpy()
    again = np.zeros(len(some), dtype="bool")
    again[here] = same >= min(2, len(own))
    return pd.Series(again, index=some.index)
