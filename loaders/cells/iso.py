"""Columns in which every moment is written the ISO way: read all at once."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from loaders.cells.columns import ParsedTimes

_DAY_ALONE = len("2014-07-31")
_LENGTHS = (_DAY_ALONE, len("2014-07-31 09:30"), len("2014-07-31 09:30:00"))
_FIRST, _AFTER = dt.datetime(1900, 1, 1), dt.datetime(2100, 1, 1)


def iso_times(values: pd.Series[Any]) -> ParsedTimes | None:
    """Return the moments of a column of "2014-07-31", "2014-07-31 09:30", "2014-07-31T09:30:00" and blanks.

    None when a single cell is anything else, or outside the years 1900-2099: then each text is looked at.
    """
    texts = pa.array(values, pa.large_string(), from_pandas=True)
    letters = pc.fill_null(pc.binary_length(texts), 0)
    if not pc.all(pc.is_in(letters, pa.array([0, *_LENGTHS], letters.type))).as_py():
        return None
    blank = pc.equal(letters, 0)
    try:
        moments = pc.cast(pc.if_else(blank, None, texts) if pc.any(blank).as_py() else texts, pa.timestamp("s"))
    except pa.ArrowInvalid:
        return None
    ends = pc.min_max(moments)
    if ends["min"].is_valid and not (ends["min"].as_py() >= _FIRST and ends["max"].as_py() < _AFTER):
        return None
    stamps = pd.Series(moments.to_numpy(zero_copy_only=False), index=values.index, name=values.name)
    flags = {"index": values.index, "name": values.name, "dtype": "bool"}
    nowhere = pd.Series(False, **flags)
    timed = pd.Series(pc.greater(letters, _DAY_ALONE).to_numpy(zero_copy_only=False), **flags)
    missing = pd.Series(blank.to_numpy(zero_copy_only=False), **flags)
    how = pd.Series(
        pd.Categorical.from_codes(np.zeros(len(values), "int8"), [""]), index=values.index, name=values.name
    )
    return ParsedTimes(stamps, nowhere, missing, timed, how)
