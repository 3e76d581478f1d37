"""The board: every indicator with its last value, change, target, variation and assurance, and how fresh it is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kpi.core.indicator import Indicator, indicators
from kpi.core.periods import Grain
from kpi.sentences.rows import last_with_value, value_of
from services.evidence import View
from services.results import Ask, results
from services.scope import Scope
from services.series_detail import series
from services.tasks import plain_record

FINE: tuple[Grain, ...] = ("month", "quarter")
"""Variation and assurance are read from the finest of these that has enough values."""


def board(view: View, ask: Ask, known: Scope) -> list[dict[str, Any]]:
    """Return a row for each published indicator, in the order of the pillars.

    Each is the RESULT record of its last period with a value (of its last period where none has), with ``history`` (the
    values in the order of time), ``variation`` and ``assurance`` ("" where there are too few values) and ``as_of``
    and ``saved`` (the day its source stands for and when it was last saved; None where that is not known).

    Raises
    ------
    UserError
        When the department or task does not exist.
    """
    chosen = [one for one in indicators().values() if one.status == "published"]
    return [row for one in chosen if (row := _row(view, replace(ask, indicators=(one.id,)), one, known))]


def _row(view: View, ask: Ask, indicator: Indicator, known: Scope) -> dict[str, Any] | None:
    rows = sorted(results(view, replace(ask, keys=())).told(), key=lambda row: row["period_start"])
    if not rows:
        return None
    source = next((state for state in known.sources if state.id == indicator.source), None)
    history = [value for row in rows if (value := value_of(row)) is not None]
    last = last_with_value(rows) or rows[-1]
    fresh = {"as_of": source and source.as_of, "saved": source and source.loaded_at}
    return {**last, "history": history, **fresh, **_icons(view, ask)}


def _icons(view: View, ask: Ask) -> dict[str, str]:
    for grain in FINE:
        points = series(view, replace(ask, grain=grain, start=None))
        for row in reversed([plain_record(one) for one in points.to_dict("records")]):
            if row.get("variation"):
                return {"variation": row["variation"], "assurance": row.get("assurance") or ""}
    return {"variation": "", "assurance": ""}
