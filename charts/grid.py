"""Departments by periods as a grid of cells with their colours: what a heat map draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from charts.canvas import EDGE
from charts.display import Display, shown_ticks
from charts.theme import TEXT_SIZE
from charts.words import plain, shortened
from kpi.core import formats
from kpi.core.indicator import Indicator
from kpi.core.periods import Period
from kpi.sentences.rows import Row, period_of, rows_of, value_of

Colouring = Literal["own", "apart", "levels"]
YEARS = 10
"""Size of the letters above the columns, which are narrow on a phone."""
INDEX_BOUNDS = (20.0, 50.0)
"""The full colour stands for a change of the index of at least 20 % (small ones stay pale) and at most 50 %."""


@dataclass(frozen=True)
class Grid:
    """``cells`` holds the rows there are; ``reference`` the whole organisation's value by period."""

    departments: tuple[str, ...]
    periods: tuple[Period, ...]
    cells: Mapping[tuple[str, Period], Row]
    reference: Mapping[Period, float]

    @property
    def rows(self) -> list[Row]:
        """Every row of the grid."""
        return list(self.cells.values())

    def places(self) -> list[tuple[int, int, str, Period]]:
        """Return column, row, department and period of every cell, also of those without a row."""
        return [
            (column, line, department, period)
            for line, department in enumerate(self.departments)
            for column, period in enumerate(self.periods)
        ]


@dataclass(frozen=True)
class Shades:
    """The place of a cell on its colour scale: 0-1, None without a value; ``reach`` is what 0 and 1 stand for.

    ``cut``: a few values lie beyond the reach and have its colour, so that the others stay apart.
    """

    kind: Colouring
    shares: Mapping[tuple[str, Period], float]
    reach: tuple[float, float]
    cut: bool = False


def grid(results: pd.DataFrame, indicator: Indicator) -> Grid:
    """Return the grid of one indicator; departments in the order of the frame, periods in time.

    Rows of tasks are left out beside those of all tasks; where a single task was asked for, its rows are the grid.
    """
    every = rows_of(results, indicator)
    tasks = {row["task"] for row in every}
    task = tasks.pop() if len(tasks) == 1 else ""
    rows = [row for row in every if row["task"] == task]
    parts = [row for row in rows if row["department"]]
    order = results.loc[results["indicator"] == indicator.id, "department"]
    departments = tuple(str(name) for name in dict.fromkeys(order) if name)
    cells: dict[tuple[str, Period], Row] = {(str(row["department"]), period_of(row)): row for row in parts}
    whole = {period_of(row): value_of(row) for row in rows if not row["department"]}
    reference = {period: value for period, value in whole.items() if value is not None}
    return Grid(departments, tuple(sorted({period for _, period in cells})), cells, reference)


def shades(grid: Grid, indicator: Indicator) -> Shades:
    """Return the colours' places: each department against itself, or against the organisation, else by level.

    Departments do different tasks, so times that compare the same tasks are coloured by the department's own same-task
    index (base = 100). Other indicators: apart from the organisation where that has a value in every period.
    """
    if indicator.same_task and indicator.better != "neither":
        indices = {key: index for key, row in grid.cells.items() if (index := value_of(row, "index")) is not None}
        if indices:
            return _around("own", {key: index - 100 for key, index in indices.items()}, indicator, bounds=INDEX_BOUNDS)
    values = {key: value for key, row in grid.cells.items() if (value := value_of(row)) is not None}
    periods = {period for _, period in values}
    if not values or indicator.better == "neither" or not periods <= set(grid.reference):
        return _levels(values)
    return _around("apart", {key: value - grid.reference[key[1]] for key, value in values.items()}, indicator)


def _around(
    kind: Colouring,
    distances: Mapping[tuple[str, Period], float],
    indicator: Indicator,
    bounds: tuple[float, float] = (0.0, float("inf")),
) -> Shades:
    sign = 1.0 if indicator.better == "higher" else -1.0
    most, cut = _reach([abs(distance) for distance in distances.values()])
    if not bounds[0] <= most <= bounds[1]:
        most, cut = (bounds[0], False) if most < bounds[0] else (bounds[1], True)
    shares = {key: min(max(0.5 + sign * distance / (2 * most), 0.0), 1.0) for key, distance in distances.items()}
    return Shades(kind, shares, (-sign * most, sign * most), cut)


def _reach(distances: Sequence[float]) -> tuple[float, bool]:
    most = max(distances)
    usual = sorted(distances)[int(0.85 * (len(distances) - 1))]
    return (usual, True) if 0 < usual < most / 2 else (most or 1.0, False)


def _levels(values: Mapping[tuple[str, Period], float]) -> Shades:
    if not values:
        return Shades("levels", {}, (0.0, 1.0))
    low, high = min(values.values()), max(values.values())
    return Shades("levels", {key: (value - low) / ((high - low) or 1.0) for key, value in values.items()}, (low, high))


def reach_texts(shades: Shades, show: Display, whole: str) -> tuple[list[float], list[str]]:
    """Return where the colour bar has ticks and what stands there; ``whole`` is the word for the organisation."""
    low, high = shades.reach
    beyond = (" 이상" if show.lang == "ko" else " or more") if shades.cut else ""
    if shades.kind == "own":
        return [0.0, 0.5, 1.0], [f"{low:+.0f}%{beyond}", "0%", f"{high:+.0f}%{beyond}"]
    if shades.kind == "apart":
        return [0.0, 0.5, 1.0], [show.signed(low) + beyond, whole, show.signed(high) + beyond]
    return [0.0, 1.0], [show.level(low), show.level(high)]


def columns_axis(table: Grid, room: float) -> dict[str, Any]:
    """Return the axis of the periods, above the cells; ``room`` is the least width of them all in pixels."""
    labels = [formats.tick(period) for period in table.periods]
    shown = shown_ticks(table.periods, room, size=YEARS, gap=3) if labels else []
    return {
        "range": [-0.5, max(len(labels), 1) - 0.5],
        "tickvals": shown,
        "ticktext": [labels[place] for place in shown],
        "side": "top",
        "tickangle": 0,
        "tickfont": {"size": YEARS},
        "showgrid": False,
    }


def lines_axis(table: Grid, left: float) -> dict[str, Any]:
    """Return the axis of the departments, downwards; ``left`` is the margin at its side in pixels."""
    count = max(len(table.departments), 1)
    return {
        "range": [count - 0.5, -0.5],
        "tickvals": list(range(len(table.departments))),
        "ticktext": [plain(shortened(name, TEXT_SIZE, left - EDGE - 8)) for name in table.departments],
        "showgrid": False,
    }
