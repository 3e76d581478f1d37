"""Many short texts as one picture: a browser draws hundreds of Plotly's own one by one, each in a dozen steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from operator import attrgetter
from typing import Any
from urllib.parse import quote

import plotly.graph_objects as go

from charts.canvas import Frame
from charts.theme import FONTS
from charts.words import plain

_PLAIN = " <>=/,:;'()"
"""What may stand in an address as it is."""


@dataclass(frozen=True)
class Letters:
    """A text in the middle of a cell: its column and line from the upper left, and its colour."""

    column: int
    line: int
    text: str
    colour: str


def put(figure: go.Figure, texts: Sequence[Letters], *, columns: int, lines: int, size: int, frame: Frame) -> None:
    """Put texts into the cells of a plot: as one picture on a page, as texts in a file, which may be edited or read."""
    if frame == "page" and texts:
        figure.add_layout_image(picture(texts, columns=columns, lines=lines, size=size))
        return
    for colour, same in _by_colour(texts):
        font = {"color": colour}
        figure.add_trace(
            go.Scatter(
                x=[one.column for one in same],
                y=[one.line for one in same],
                text=[plain(one.text) for one in same],
                mode="text",
                textfont={"size": size, **font},
                selected={"textfont": font},
                unselected={"textfont": font},
                hoverinfo="skip",
                showlegend=False,
            )
        )


def _by_colour(texts: Iterable[Letters]) -> list[tuple[str, list[Letters]]]:
    in_order = sorted(texts, key=attrgetter("colour"))
    return [(colour, list(same)) for colour, same in groupby(in_order, attrgetter("colour"))]


def picture(texts: Iterable[Letters], *, columns: int, lines: int, size: int) -> dict[str, Any]:
    """Return a layout image over the whole plot of so many columns and lines; ``size`` is that of the letters in pixels.

    Letters keep their size and their place in the middle of the cell, however wide the plot becomes.
    """
    drawn = "".join(_group(same, colour, columns, lines) for colour, same in _by_colour(texts))
    style = f"font-family='{FONTS.replace(chr(39), '')}' font-size='{size}' text-anchor='middle'"
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' width='100%' height='100%' {style}>{drawn}</svg>"
    whole = {"x": 0, "y": 1, "sizex": 1, "sizey": 1, "xref": "paper", "yref": "paper"}
    return {**whole, "source": f"data:image/svg+xml,{quote(svg, safe=_PLAIN)}", "sizing": "stretch", "layer": "above"}


def _group(texts: Sequence[Letters], colour: str, columns: int, lines: int) -> str:
    drawn = [
        f"<text x='{(one.column + 0.5) / columns:.2%}' y='{(one.line + 0.5) / lines:.2%}' dy='.35em'>"
        f"{escape(one.text)}</text>"
        for one in texts
    ]
    return f"<g fill='{colour}'>{''.join(drawn)}</g>"
