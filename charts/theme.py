"""Colours named by what they mean, light and dark, and the fonts. Nothing here comes from Plotly's own templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

import plotly.graph_objects as go

Mode = Literal["light", "dark"]
MODES: tuple[Mode, ...] = ("light", "dark")

FONTS = "Pretendard, 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', NanumGothic, sans-serif"
TEXT_SIZE = 12
TITLE_SIZE = 16


@dataclass(frozen=True)
class Marker:
    """How a verdict looks: a shape of its own, so that colour is never the only sign."""

    symbol: str
    size: int
    filled: bool


MARKERS: Mapping[str, Marker] = {
    "": Marker("circle", 8, True),
    "improved": Marker("circle", 12, True),
    "worsened": Marker("diamond", 12, True),
    "no_confirmed_change": Marker("circle", 9, False),
    "not_comparable": Marker("x-thin", 9, False),
    "not_tested": Marker("square", 8, False),
}


@dataclass(frozen=True)
class Palette:
    """The colours of one mode; ``levels`` run from little to much, ``apart`` from worse to better."""

    paper: str
    text: str
    muted: str
    grid: str
    line: str
    band: str
    target: str
    good: str
    bad: str
    neutral: str
    absent: str
    good_area: str
    bad_area: str
    levels: tuple[str, ...]
    apart: tuple[str, ...]
    verdicts: Mapping[str, str] = field(default_factory=dict)


def _palette(**colours: object) -> Palette:
    by_verdict = {"improved": colours["good"], "worsened": colours["bad"], "not_comparable": colours["neutral"]}
    return Palette(verdicts={str(key): str(value) for key, value in by_verdict.items()}, **colours)  # type: ignore[arg-type] # one dict of mixed types


ENOUGH = 4.5
"""Contrast of small letters."""

PALETTES: Mapping[Mode, Palette] = {
    "light": _palette(
        paper="#FFFFFF",
        text="#101828",
        muted="#475467",
        grid="#E9EDF3",
        line="#1D4ED8",
        band="rgba(29,78,216,0.13)",
        target="#C2610C",
        good="#0B815A",
        bad="#C81E1E",
        neutral="#667085",
        absent="#EEF1F5",
        good_area="rgba(14,159,110,0.12)",
        bad_area="rgba(224,36,36,0.10)",
        levels=(
            "#F0F5FF",
            "#DBE7FE",
            "#BFD3FD",
            "#98B9FB",
            "#6C97F6",
            "#4674EC",
            "#2B57DD",
            "#1E44BF",
            "#1B389A",
            "#152C74",
        ),
        apart=(
            "#B42318",
            "#D9513C",
            "#EF8A6E",
            "#F9BEA9",
            "#FDE7DF",
            "#E3ECFD",
            "#B5CDFA",
            "#7BA3F3",
            "#3F6FE3",
            "#1D4ED8",
        ),
    ),
    "dark": _palette(
        paper="#0E1420",
        text="#EAEEF5",
        muted="#98A2B3",
        grid="#232E40",
        line="#7AA5FF",
        band="rgba(122,165,255,0.20)",
        target="#FDBA74",
        good="#34D399",
        bad="#F87171",
        neutral="#98A2B3",
        absent="#1B2434",
        good_area="rgba(52,211,153,0.20)",
        bad_area="rgba(248,113,113,0.18)",
        levels=(
            "#16233F",
            "#1B2F5C",
            "#203D7D",
            "#274DA3",
            "#3160C9",
            "#4377E6",
            "#6393F2",
            "#8AB0FF",
            "#B3CCFF",
            "#DCE8FF",
        ),
        apart=(
            "#F87171",
            "#DC6A5F",
            "#B3594F",
            "#7F443F",
            "#4A3034",
            "#22304D",
            "#2B4A85",
            "#3B68C2",
            "#5C8CF0",
            "#8AB0FF",
        ),
    ),
}


def palette(mode: Mode) -> Palette:
    """Return the colours of a mode."""
    return PALETTES[mode]


def verdict_colour(verdict: str, mode: Mode) -> str:
    """Return the colour of a verdict; the line's own colour where nothing was found."""
    colours = PALETTES[mode]
    return colours.verdicts.get(verdict, colours.line)


@cache
def template(mode: Mode) -> go.layout.Template:
    """Return a complete template (figures copy it), so that no default of Plotly or Streamlit shows through."""
    colours = PALETTES[mode]
    axis = {
        "gridcolor": colours.grid,
        "linecolor": colours.grid,
        "zerolinecolor": colours.neutral,
        "tickfont": {"color": colours.muted, "size": TEXT_SIZE, "family": FONTS},
        "fixedrange": True,
        "ticks": "",
        "automargin": False,
    }
    layout = go.Layout(
        paper_bgcolor=colours.paper,
        plot_bgcolor=colours.paper,
        font={"family": FONTS, "color": colours.text, "size": TEXT_SIZE},
        colorway=[colours.line, colours.target, colours.good, colours.neutral],
        xaxis={**axis, "showgrid": False, "zeroline": False},
        yaxis={**axis, "zeroline": False},
        hoverlabel={
            "bgcolor": colours.paper,
            "bordercolor": colours.neutral,
            "font": {"family": FONTS, "color": colours.text, "size": TEXT_SIZE},
            "align": "left",
        },
        dragmode=False,
    )
    return go.layout.Template(layout=layout)


def scale(colours: tuple[str, ...]) -> list[list[float | str]]:
    """Return colours as Plotly's colour scale, evenly spaced."""
    return [[step / (len(colours) - 1), colour] for step, colour in enumerate(colours)]


def shade(colours: tuple[str, ...], share: float) -> str:
    """Return the colour at a share (0-1, cut) of a scale, as "#RRGGBB"."""
    place = min(max(share, 0.0), 1.0) * (len(colours) - 1)
    low = min(int(place), len(colours) - 2)
    start, end = _channels(colours[low]), _channels(colours[low + 1])
    mixed = [round(a + (b - a) * (place - low)) for a, b in zip(start, end, strict=True)]
    return "#" + "".join(f"{channel:02X}" for channel in mixed)


def text_on(colour: str) -> str:
    """Return white or a dark colour, with a contrast of at least 4.5 on the colour (WCAG 2.2, 1.4.3).

    White where it has that, which eyes prefer on saturated colours; the dark of the texts where that has it; else black.
    """
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05
    if 1.05 / luminance >= ENOUGH:
        return "#FFFFFF"
    return "#101828" if luminance / 0.0592 >= ENOUGH else "#000000"


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
