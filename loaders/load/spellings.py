"""One name in several spellings: they differ in blanks or case only, and the one of most rows stands for all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from kpi.core.organisation import normal
from loaders.cells.distinct import factorized

if TYPE_CHECKING:
    from loaders.load.reading import Reading


def spelled_of(reading: Reading, field: str) -> pd.Series[Any]:
    """Return the names of a column, each in one spelling; what that is of a part of a file, the whole file says."""
    values = reading.text(field)
    return one_spelling(values) if reading.whole is None else spelled_as(values, reading.whole.spelled[field])


def one_spelling(values: pd.Series[Any]) -> pd.Series[Any]:
    """Return the names with spellings that differ in blanks or case only written as most rows write them."""
    codes, names = factorized(values)
    rows = np.bincount(codes, minlength=len(names)).tolist()
    return _of_codes(codes, names, spellings(dict(zip(names, rows, strict=True))), values)


def spellings(rows: Mapping[str, int]) -> dict[str, str]:
    """Return name -> the spelling of it that stands in most rows; of equals, the first in the order of letters."""
    first: dict[str, str] = {}
    ranked = sorted(rows, key=lambda name: (-rows[name], name))
    return {name: first.setdefault(normal(name), name) for name in ranked}


def spelled_as(values: pd.Series[Any], spelled: Mapping[str, str]) -> pd.Series[Any]:
    """Return names in the one spelling of each."""
    codes, names = factorized(values)
    return _of_codes(codes, names, spelled, values)


def _of_codes(codes: Any, names: Any, spelled: Mapping[str, str], values: pd.Series[Any]) -> pd.Series[Any]:
    if all(spelled[name] == name for name in names):
        return values
    return pd.Series([spelled[name] for name in names], dtype="str").take(codes).set_axis(values.index)
