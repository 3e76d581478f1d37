"""The unit beside a chart's heading and in its facts: the one that its axis has."""

from __future__ import annotations

from collections.abc import Sequence

from charts.distribution import in_days as distribution_in_days
from charts.multiples import INDEX_UNIT
from kpi.sentences.origin import change_words
from kpi.sentences.rows import Row, last_with_value
from kpi.sentences.scale import CHANGES, LEVEL, PARTS, as_days
from services.pictures import ChartKind, Picture, unit_of

_CHANGES: dict[ChartKind, tuple[str, ...]] = {"cumulative": CHANGES, "breakdown": PARTS}


def in_days(shown: Picture, rows: Sequence[Row]) -> bool:
    """Return whether a chart of these rows draws working hours as working days."""
    if shown.kind == "distribution":
        return distribution_in_days(rows, shown.definition)
    if shown.kind == "breakdown":
        last = last_with_value(rows, "crude_change")
        rows = [last] if last else []
    if shown.kind == "heatmap":
        rows = [row for row in rows if row["department"]]
    return as_days(rows, shown.definition, _CHANGES.get(shown.kind, LEVEL))


def own(shown: Picture) -> str:
    """Return the unit of a chart that does not draw its indicator's numbers, "" for one that does."""
    if shown.kind == "index" or shown.view == "index":
        return INDEX_UNIT.say(shown.lang)
    indicator = shown.definition
    if shown.kind in _CHANGES and indicator.unit == "percent" and not indicator.cumulates:
        return change_words(indicator, shown.lang)
    return unit_of(shown)
