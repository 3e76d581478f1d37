"""Why the crude mean changed: the same tasks, the mix of tasks, and tasks that began or ended, as a waterfall."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from charts.canvas import EDGE, PHONE, Canvas, Frame
from charts.display import Display, display
from charts.points import event_data, hover_text
from charts.theme import TEXT_SIZE, Mode, verdict_colour
from charts.ticks import value_axis
from charts.words import lines, plain
from kpi.core.indicator import Indicator
from kpi.core.text import Lang, Text
from kpi.sentences.origin import Origin, change_words, subtitle
from kpi.sentences.result import coverage_clause, sentence, verdict_word
from kpi.sentences.rows import Row, one_unit, period_of, value_of
from kpi.sentences.scale import PART_NAMES, PARTS
from kpi.sentences.titles import breakdown_title

_REMARK = Text(
    "※ 판정은 같은 업무 변화에만 있음(가는 선: 95% 구간). 나머지는 계산상 몫",
    "Only the change of the same tasks is tested (thin line: 95% interval); the rest is accounting",
)

TINY = 1e-9
"""What is smaller is rounding of the sums, not a bar."""


@dataclass(frozen=True)
class _Step:
    """One bar: where it starts and how far it goes, in the drawn unit."""

    name: str
    start: float
    size: float
    colour: str
    text: str


def breakdown(
    results: pd.DataFrame,
    *,
    indicator: Indicator,
    lang: Lang,
    mode: Mode = "light",
    frame: Frame = "page",
    size: tuple[int, int] = (900, 480),
    origin: Origin | None = None,
    department: str | None = None,
    task: str | None = None,
    period_start: dt.date | None = None,
) -> go.Figure:
    """Return crude change = within + mix + entry/exit of one period (None: the last one that has them).

    ``within`` has the colour of its verdict and its interval; the other parts are exact accounting of cases that
    happened and stay neutral, whatever their sign.
    """
    rows = one_unit(results, indicator, department=department, task=task)
    row = chosen(rows, period_start)
    canvas = Canvas(lang, mode, frame, size, origin or Origin())
    show = display([row] if row else [], indicator, lang, PARTS)
    steps = _steps(row, show, canvas) if row else []
    ends = [end for step in steps for end in (step.start, step.start + step.size)]
    interval = [show.drawn(value_of(row, column)) for column in ("change_low", "change_high")] if row else []
    values = value_axis([*ends, *interval], size[1], signs="signed", must_show=0.0, head=0.12)
    unit = change_words(indicator, lang, days=show.days)
    figure = go.Figure(_bars(steps, row, show, canvas) if row else None)
    canvas.dress(
        figure,
        title=breakdown_title(row, indicator=indicator, lang=lang),
        subtitle=subtitle([row] if row else [], indicator=indicator, lang=lang, origin=canvas.origin, unit=unit),
        remarks=[_REMARK.say(lang), coverage_clause(row, lang) if row else ""],
        left=EDGE + 8 + values.room,
        right=EDGE,
        bottom=48 if frame == "file" else 66,
        top=18,
    )
    across = size[0] if frame == "file" else PHONE
    room = (across - 2 * EDGE - 8 - values.room) / len(PARTS) - 8
    names = ["<br>".join(plain(line) for line in lines(step.name, TEXT_SIZE, room)) for step in steps]
    axis = {"tickvals": list(range(len(steps))), "ticktext": names, "tickangle": 0, "range": [-0.6, len(PARTS) - 0.4]}
    figure.update_layout(xaxis=axis, yaxis={**values.layout(), "zeroline": True})
    _label(figure, steps, row, show)
    return figure


def describe(results: pd.DataFrame, *, indicator: Indicator, lang: Lang) -> str:
    """Return the chart in words."""
    row = chosen(one_unit(results, indicator), None)
    if row is None:
        return breakdown_title(None, indicator=indicator, lang=lang)
    return f"{breakdown_title(row, indicator=indicator, lang=lang)}. {sentence(row, indicator=indicator, lang=lang)}"


def chosen(rows: Sequence[Row], period_start: dt.date | None) -> Row | None:
    """Return the row of that period, or the last one whose crude change is known; None when there is none."""
    known = [row for row in rows if value_of(row, "crude_change") is not None]
    asked = [row for row in known if period_start in (None, period_of(row).start)]
    return asked[-1] if asked else None


def _steps(row: Row, show: Display, canvas: Canvas) -> list[_Step]:
    steps, reached = [], 0.0
    for name, text in PART_NAMES.items():
        size = show.drawn(value_of(row, name)) or 0.0
        start = 0.0 if name == "crude_change" else reached
        colour = canvas.colours.neutral if name != "crude_change" else canvas.colours.line
        if name == "within":
            colour = verdict_colour(str(row.get("verdict") or ""), canvas.mode)
        steps.append(_Step(text.say(canvas.lang), start, size, colour, show.change(value_of(row, name))))
        reached += size
    return steps


def _bars(steps: Sequence[_Step], row: Row, show: Display, canvas: Canvas) -> list[go.Bar | go.Scatter]:
    verdict = verdict_word(str(row.get("verdict") or ""), canvas.lang)
    hovers = [
        [step.name, step.text, *([verdict] if place == 0 and verdict else [])] for place, step in enumerate(steps)
    ]
    bars = go.Bar(
        x=list(range(len(steps))),
        y=[step.size for step in steps],
        base=[step.start for step in steps],
        marker={"color": [step.colour for step in steps]},
        width=0.6,
        hovertext=[hover_text(hover) for hover in hovers],
        hoverinfo="text",
        customdata=[event_data(row) for _ in steps],
        showlegend=False,
    )
    return [bars, *_connectors(steps, canvas), *_interval(row, show, canvas)]


def _connectors(steps: Sequence[_Step], canvas: Canvas) -> list[go.Scatter]:
    places: list[float | None] = []
    heights: list[float | None] = []
    for place, step in enumerate(steps[:-1]):
        ends = [place - 0.3 if abs(step.size) < TINY else place + 0.3, place + 0.7]
        places += [*ends, None]
        heights += [step.start + step.size] * 2 + [None]
    style = {"color": canvas.colours.neutral, "width": 1, "dash": "dot"}
    return [go.Scatter(x=places, y=heights, mode="lines", line=style, hoverinfo="skip", showlegend=False)]


def _interval(row: Row, show: Display, canvas: Canvas) -> list[go.Scatter]:
    low, high = (show.drawn(value_of(row, column)) for column in ("change_low", "change_high"))
    if low is None or high is None:
        return []
    style = {"color": canvas.colours.text, "width": 1.5}
    marks = {"symbol": "line-ew-open", "size": 12, "color": canvas.colours.text, "line": {"width": 1.5}}
    drawn = go.Scatter(x=[0, 0], y=[low, high], mode="lines+markers", line=style, marker=marks)
    return [drawn.update(hoverinfo="skip", showlegend=False)]


def _label(figure: go.Figure, steps: Sequence[_Step], row: Row | None, show: Display) -> None:
    high = show.drawn(value_of(row, "change_high")) if row else None
    for place, step in enumerate(steps):
        top = max(step.start, step.start + step.size, high if place == 0 and high is not None else -math.inf)
        figure.add_annotation(
            x=place,
            y=top,
            text=f"<b>{plain(step.text)}</b>",
            showarrow=False,
            yanchor="bottom",
            yshift=3,
            font={"size": TEXT_SIZE + 1},
        )
