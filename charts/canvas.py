"""The sheet a chart is drawn on: language, mode, size, and room for title, legend and foot so that nothing overlaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import plotly.graph_objects as go

from charts.theme import TEXT_SIZE, TITLE_SIZE, Mode, Palette, palette, template
from charts.words import lines, plain, width
from kpi.core.text import Lang
from kpi.sentences.origin import Origin, foot

Frame = Literal["page", "file"]
"""``page``: the page draws heading and source itself. ``file``: the figure travels and carries everything."""

EDGE = 16
LINE = 1.32
LEGEND_ROW = 24
SMALL = 11
LABEL_ROOM = 64
PHONE = 330
"""A page may be as narrow as a phone, and nobody tells the figure: the room that is left for remarks is a phone's."""


@dataclass(frozen=True)
class Canvas:
    """Everything about a drawing that is not data; ``size`` is width and height in pixels."""

    lang: Lang
    mode: Mode = "light"
    frame: Frame = "page"
    size: tuple[int, int] = (900, 480)
    origin: Origin = field(default_factory=Origin)

    @property
    def colours(self) -> Palette:
        """The colours of the mode."""
        return palette(self.mode)

    def across(self, sides: float) -> float:
        """Return the least width of the plot in pixels, without ``sides``: of a page that of a phone's screen."""
        return (self.size[0] if self.frame == "file" else min(self.size[0], PHONE)) - sides

    def beside(self, text: str, bare: str) -> str:
        """Return what stands at the right of the last point: without its unit where a phone has no room for that."""
        return bare if self.frame == "page" and width(text, TITLE_SIZE - 2) > LABEL_ROOM else text

    def dress(
        self,
        figure: go.Figure,
        *,
        title: str,
        subtitle: str,
        legend: Sequence[str] = (),
        left: float = 56,
        right: float = 24,
        bottom: float = 34,
        top: float = 12,
        remarks: Sequence[str] = (),
    ) -> go.Figure:
        """Give the figure its template, size, margins and, in a file, heading and foot; return the same figure.

        ``legend`` are the names of the entries (to make room), ``remarks`` lines above the source at the foot: a
        page writes them itself (``remarks_of``), and the figure leaves it the room; ``left``, ``right``, ``bottom``, ``top`` are what the axes need, in pixels.
        """
        head, head_height = self._head(title, subtitle)
        tail = self._tail(remarks)
        tail_height = len(tail) * SMALL * 1.5 + (10 if tail else 0)
        in_figure = tail_height if self.frame == "file" else 0
        rows = legend_rows(legend, self.size[0] - left - right)
        margin = {
            "l": left,
            "r": right,
            "t": head_height + rows * LEGEND_ROW + top,
            "b": bottom + in_figure,
            "pad": 0,
            "autoexpand": self.frame == "page",
        }
        figure.layout.template = template(self.mode)
        figure.update_layout(
            margin=margin,
            height=self.size[1] - tail_height + in_figure,
            autosize=self.frame == "page",
            showlegend=bool(rows),
            legend=self._legend(),
            hovermode="closest",
        )
        if self.frame == "page":
            figure.update_layout(meta={"remarks": [text for text in remarks if text]})
            return figure
        figure.update_layout(width=self.size[0], title=head)
        self._write_tail(figure, tail, left=left, lowest=margin["b"])
        return figure

    def _head(self, title: str, subtitle: str) -> tuple[dict[str, Any], float]:
        if self.frame == "page":
            return {}, 4
        room = self.size[0] - 2 * EDGE
        heading = [f"<b>{plain(line)}</b>" for line in lines(title, TITLE_SIZE * 1.03, room)]
        small = [
            f'<span style="font-size:{TEXT_SIZE}px;color:{self.colours.muted}">{plain(line)}</span>'
            for line in lines(subtitle, TEXT_SIZE, room)
        ]
        text = "<br>".join(heading + small)
        font = {"size": TITLE_SIZE, "color": self.colours.text}
        place = {"xref": "container", "yref": "container", "x": 0, "y": 1, "xanchor": "left", "yanchor": "top"}
        head = {"text": text, "font": font, "pad": {"t": EDGE + 8, "l": EDGE}, "automargin": False, **place}
        return head, EDGE + (len(heading) + len(small)) * TITLE_SIZE * LINE + 2

    def _tail(self, remarks: Sequence[str]) -> list[str]:
        room = min(self.size[0] - 2 * EDGE, 10_000 if self.frame == "file" else PHONE)
        texts = [text for text in (*remarks, foot(self.origin, self.lang) if self.frame == "file" else "") if text]
        return [line for text in texts for line in lines(text, SMALL, room)]

    def _write_tail(self, figure: go.Figure, tail: Sequence[str], *, left: float, lowest: float) -> None:
        if not tail:
            return
        figure.add_annotation(
            text="<br>".join(plain(line) for line in tail),
            xref="paper",
            yref="paper",
            x=0,
            y=0,
            xanchor="left",
            yanchor="bottom",
            xshift=EDGE - left,
            yshift=8 - lowest,
            align="left",
            showarrow=False,
            font={"size": SMALL, "color": self.colours.muted},
        )

    def _legend(self) -> dict[str, Any]:
        return {
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1,
            "yanchor": "bottom",
            "yref": "paper",
            "font": {"size": TEXT_SIZE, "color": self.colours.muted},
            "bgcolor": "rgba(0,0,0,0)",
            "itemclick": False,
            "itemdoubleclick": False,
            "maxheight": 1,  # of the figure: never a legend that must be scrolled
        }


def legend_rows(names: Sequence[str], room: float) -> int:
    """Return how many rows Plotly's flat legend takes in that many pixels: entries flow from line to line."""
    rows, used = (1 if names else 0), 0.0
    for name in names:
        entry = width(name, TEXT_SIZE) + 48
        if used and used + entry > room:
            rows, used = rows + 1, 0.0
        used += entry
    return rows


def remarks_of(figure: go.Figure) -> list[str]:
    """Return what a page writes below a figure; nothing for one of a file, which carries it."""
    return list((figure.layout.meta or {}).get("remarks", ()))
