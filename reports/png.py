"""A chart as a PNG picture."""

from __future__ import annotations

from reports.figures import ChartFile
from reports.render import renderer


def png(chart: ChartFile, *, scale: float = 2.0) -> bytes:
    """Return the picture, ``scale`` times the figure's size in pixels.

    Raises
    ------
    UserError
        When there is no browser to draw with, or drawing failed twice.
    """
    width, height = chart.size
    return renderer().image(chart.figure, kind="png", width=width, height=height, scale=scale)
