"""A chart that leaves the dashboard: the figure with everything in it, the data behind it, and its file name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import plotly.graph_objects as go

from reports.table import Table

Kind = Literal[
    "trend",
    "index",
    "cumulative",
    "heatmap",
    "breakdown",
    "multiples",
    "distribution",
    "control",
    "funnel",
    "items",
    "importance",
    "matrix",
    "timeline",
]


@dataclass(frozen=True)
class ChartFile:
    """What a chart's exports are made of.

    ``figure`` was drawn with ``frame="file"``: title, subtitle and source are inside it. ``name`` is the file name
    without extension, as ``reports.names`` makes it safe; ``kind`` decides which native chart a workbook gets.
    """

    name: str
    figure: go.Figure
    table: Table
    kind: Kind = "trend"

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the figure in CSS pixels."""
        return int(self.figure.layout.width), int(self.figure.layout.height)
