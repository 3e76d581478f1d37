"""Figures that nobody changes any more: what a page sends is made once, however often it is sent."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go


class Finished(go.Figure):  # type: ignore[misc]  # Plotly tells no types
    """A figure whose dictionary is made once; Plotly copies all of it for every page otherwise. Changes do not show."""

    def __init__(self, *parts: Any, **options: Any) -> None:
        """Take what ``go.Figure`` takes."""
        super().__init__(*parts, **options)
        self._finished: dict[str, Any] = super().to_dict()

    def to_dict(self) -> dict[str, Any]:
        """Return traces and layout; the same dictionary each time."""
        return self._finished
