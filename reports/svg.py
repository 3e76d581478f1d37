"""A chart as an SVG drawing, which keeps its text as text."""

from __future__ import annotations

from reports.figures import ChartFile
from reports.render import renderer


def svg(chart: ChartFile) -> bytes:
    """Return the drawing at the figure's size.

    Raises
    ------
    UserError
        When there is no browser to draw with, or drawing failed twice.
    """
    width, height = chart.size
    return renderer().image(chart.figure, kind="svg", width=width, height=height, scale=1.0)
