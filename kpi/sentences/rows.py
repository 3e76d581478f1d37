"""Reading one RESULT row, whether it comes from the frame or from its JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Literal

import pandas as pd

from kpi.core.frames import ContractError
from kpi.core.indicator import Indicator
from kpi.core.measures import MEASURES
from kpi.core.periods import Period, add_months
from kpi.core.text import Text

Row = Mapping[str, Any]
_SAME_TASKS = Text("같은 업무 비중", "Cases in same tasks")
_PARTS = Text("쓴 평가의 배점", "Parts used")


def period_of(row: Row) -> Period:
    """Return the row's period; its start may be a timestamp, a date or ISO text."""
    return Period(dt.date.fromisoformat(str(row["period_start"])[:10]), int(row["period_months"]))


def value_of(row: Row, column: str = "value") -> float | None:
    """Return a number of the row, None when it is missing (NaN, None or no such column)."""
    value = row.get(column)
    return None if value is None or value != value else float(value)


def notes_of(row: Row) -> tuple[str, ...]:
    """Return the row's note codes."""
    return tuple(code for code in str(row.get("note") or "").split(",") if code)


def unit_of(row: Row) -> str:
    """Return department and task as they are shown, "" for the whole organisation."""
    return " · ".join(str(row[key]) for key in ("department", "task") if row.get(key))


def tested(row: Row) -> bool:
    """Return whether the row's verdict says that something changed."""
    return row.get("verdict") in ("improved", "worsened")


def rows_of(results: pd.DataFrame, indicator: Indicator) -> list[dict[str, Any]]:
    """Return all rows of one indicator in the order of their periods (a RESULT frame may hold several indicators)."""
    chosen = results[results["indicator"] == indicator.id].sort_values("period_start", kind="stable")
    return [{str(key): value for key, value in row.items()} for row in chosen.to_dict("records")]


def one_unit(
    results: pd.DataFrame, indicator: Indicator, *, department: str | None = None, task: str | None = None
) -> list[dict[str, Any]]:
    """Return the rows of one department and task in the order of their periods.

    None means: the whole organisation, or, where the frame holds none of its rows, the only unit there is.

    Raises
    ------
    ContractError
        When the frame holds several units and none was asked for.
    """
    rows = rows_of(results, indicator)
    for key, wanted in (("department", department), ("task", task)):
        there = list(dict.fromkeys(row[key] or "" for row in rows))
        if wanted is None and "" not in there and len(there) > 1:
            raise ContractError(f"several values of {key}: {there[:3]}; choose one")
        choice = wanted if wanted is not None else "" if "" in there or not there else there[0]
        rows = [row for row in rows if (row[key] or "") == choice]
    return rows


def last_with_value(rows: Iterable[Row], column: str = "value") -> Row | None:
    """Return the last row that has this number, None when no row has."""
    return next((row for row in reversed(list(rows)) if value_of(row, column) is not None), None)


def counted(indicator: Indicator) -> Literal["answer", "case", "rating", "count", "people"]:
    """Return what the indicator's n counts, by its first measure (cases when it has none)."""
    measure = MEASURES.get(indicator.measures[0]) if indicator.measures else None
    return measure.kind if measure else "case"


def coverage_name(indicator: Indicator) -> Text:
    """Return what the coverage of an indicator's rows is a share of: cases in the same tasks, or parts of the score."""
    return _PARTS if counted(indicator) == "rating" else _SAME_TASKS


def running_totals(rows: Iterable[Row]) -> list[float | None]:
    """Return the total up to and including each row, the rows of one unit in the order of time.

    A missing value ends the chain, and so does a period that has no row: later totals are missing too.
    """
    totals: list[float | None] = []
    total: float | None = 0.0
    before: Period | None = None
    for row in rows:
        value, period = value_of(row), period_of(row)
        joined = before is None or add_months(before.start, before.months) == period.start
        total = None if total is None or value is None or not joined else total + value
        totals.append(total)
        before = period
    return totals


def base_of(rows: Iterable[Row], year: int | None = None) -> Row | None:
    """Return the row of the base: that of the year, else the first with a value; None when there is none."""
    known = [row for row in rows if value_of(row) is not None]
    return next((row for row in known if year is None or period_of(row).start.year == year), None)


def of_base(row: Row, base: Row | None) -> bool:
    """Return whether a row is of the base's year: each month of it is what the same month later is compared with."""
    return base is not None and period_of(row).start.year == period_of(base).start.year


def after_base(rows: Iterable[Row], base: Row | None) -> list[Row]:
    """Return the rows that can be compared with the base: those of later years; all where there is no base."""
    return [row for row in rows if base is None or period_of(row).start.year > period_of(base).start.year]
