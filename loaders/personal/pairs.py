"""Registration numbers cut in two: six digits in one column, seven in the next."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from loaders.personal.cells import Hits
from loaders.personal.looks import look
from loaders.personal.verdicts import resident_numbers

HEAD, MOSTLY = 200, 0.9
_FRONT, _BACK = r"[0-9]{5,6}", r"[1-8][0-9]{6}"


def cut_in_two(table: pd.DataFrame) -> dict[str, Hits]:
    """Return the columns that hold the second half of registration numbers: label -> cells.

    Two columns that stand side by side are joined row by row and judged as one column of whole numbers; a first half
    may have lost its zero.
    """
    found = {}
    for front, back in pairwise(table.columns):
        if _mostly(table[back], _BACK) and _mostly(table[front], _FRONT):
            whole = table[front].str.strip().str.zfill(6) + table[back].str.strip()
            hits = resident_numbers(look(whole, ""), "")
            if hits.count:
                found[str(back)] = Hits(hits.count, hits.ids, "*******")
    return found


def _mostly(values: pd.Series[Any], pattern: str) -> bool:
    """Return whether the first filled cells of a column are nearly all written so."""
    head = values.head(HEAD).str.strip()
    filled = head[head.ne("")]
    return len(filled) > 0 and float(np.mean(filled.str.fullmatch(pattern))) >= MOSTLY
