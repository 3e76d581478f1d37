"""What comes out of a reading: moments on the way, observations at the end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

DAY_END = pd.Timedelta(hours=23, minutes=59, seconds=59)
"""From midnight to the last second of a day."""


@dataclass(frozen=True)
class Observations:
    """What a source makes of a table; frames keep the contracts of ``kpi.core.frames``.

    ``rows`` makes the kept rows; it says nothing new about the table, so it may run later or never.
    ``reread``: what else must be known to read the kept rows again.
    """

    cells: pd.DataFrame
    pairs: pd.DataFrame
    claims: pd.DataFrame
    rows: Callable[[], pd.DataFrame]
    counts: Mapping[str, int] = field(default_factory=dict)
    as_of: dt.date | None = None
    new_departments: tuple[str, ...] = ()
    new_tasks: tuple[str, ...] = ()
    said: Mapping[str, Any] = field(default_factory=dict)
    reread: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Moments:
    """Moments (datetime64[s], NaT where missing) and whether each says a time of day."""

    values: pd.Series[Any]
    timed: pd.Series[Any]

    def where(self, kept: pd.Series[Any]) -> Moments:
        """Return the moments of some rows, the others missing."""
        return Moments(self.values.where(kept), self.timed & kept)

    def ends(self) -> pd.Series[Any]:
        """Return each moment, or the last second of its day where it says no time."""
        return self.values.where(self.timed, self.values + DAY_END)

    def text(self) -> pd.Series[Any]:
        """Return each moment as ISO text, without a time where it says none, "" where missing."""
        moments = pa.array(self.values.to_numpy("datetime64[s]"), from_pandas=True)
        full = pc.utf8_replace_slice(pc.cast(moments, pa.string()), 10, 11, "T")
        text = pc.if_else(pa.array(self.timed.to_numpy("bool")), full, pc.utf8_slice_codeunits(full, 0, 10))
        return pd.Series(pc.fill_null(text, ""), dtype="str").set_axis(self.values.index)
