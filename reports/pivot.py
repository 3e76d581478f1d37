"""Departments down, periods across: the shape officials read."""

from __future__ import annotations

from dataclasses import dataclass

from reports.table import Table


@dataclass(frozen=True)
class Pivot:
    """``rows`` are department and its values in the order of ``periods``; None where there is no value."""

    corner: str
    periods: tuple[str, ...]
    rows: tuple[tuple[str, tuple[float | None, ...]], ...]


def pivot(table: Table) -> Pivot | None:
    """Return values by department and period; None where the table has no department column or is split by task or item, too."""
    department, period, value = (table.place(name) for name in ("department", "period", "value"))
    if department is None or period is None or value is None or _split_further(table):
        return None
    periods = tuple(dict.fromkeys(str(row[period]) for row in table.rows))
    known = {(str(row[department]), str(row[period])): row[value] for row in table.rows}
    names = dict.fromkeys(str(row[department]) for row in table.rows)
    rows = tuple((name, tuple(_number(known.get((name, label))) for label in periods)) for name in names)
    return Pivot(table.columns[department].label, periods, rows)


def _split_further(table: Table) -> bool:
    return any(table.place(name) is not None for name in ("task", "item", "rater_department"))


def _number(cell: str | float | None) -> float | None:
    return cell if isinstance(cell, float) else None
