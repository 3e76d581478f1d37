"""Whether a chart's working hours are said as working days: one decision for axis, labels, heading, facts and title."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kpi.core import formats
from kpi.core.indicator import Indicator
from kpi.sentences.rows import Row, value_of

LEVEL = ("value",)
CHANGES = ("change", "change_low", "change_high")
"""What a chart of changes draws."""
PARTS = ("within", "mix", "entry_exit", "crude_change")
"""What a chart of the parts of a crude change draws."""


def as_days(rows: Iterable[Row], indicator: Indicator, columns: Sequence[str] = LEVEL) -> bool:
    """Return whether the largest number in the columns drawn, of either sign, is 8 working hours or more."""
    if indicator.unit != "hours":
        return False
    sizes = (abs(value) for row in rows for value in (value_of(row, column) for column in columns) if value is not None)
    return max(sizes, default=0.0) >= formats.HOURS_A_DAY
