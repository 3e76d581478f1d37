"""Whether a chart's working hours are said as working days: one decision for axis, labels, heading, facts and title."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kpi.core import formats
from kpi.core.indicator import Indicator
from kpi.core.text import Text
from kpi.sentences.rows import Row, value_of

LEVEL = ("value",)
CHANGES = ("change", "change_low", "change_high")
"""What a chart of changes draws."""
PART_NAMES = {
    "within": Text("같은 업무 변화", "Same tasks"),
    "mix": Text("업무 구성 변화", "Mix of tasks"),
    "entry_exit": Text("신설·폐지 업무", "Tasks begun or ended"),
    "crude_change": Text("단순 평균 변화", "Crude change"),
}
PARTS = tuple(PART_NAMES)
"""What a chart of the parts of a crude change draws."""


def as_days(rows: Iterable[Row], indicator: Indicator, columns: Sequence[str] = LEVEL) -> bool:
    """Return whether the largest number in the columns drawn, of either sign, is 8 working hours or more."""
    if indicator.unit != "hours":
        return False
    sizes = (abs(value) for row in rows for value in (value_of(row, column) for column in columns) if value is not None)
    return max(sizes, default=0.0) >= formats.HOURS_A_DAY
