"""Who rates whom: rating departments down, rated ones across, distance to each rater's own mean as colour."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts.canvas import EDGE, SMALL, Canvas, Frame
from charts.letters import Letters, put
from charts.theme import TEXT_SIZE, Mode, scale, shade, text_on
from charts.words import plain, shortened, width
from kpi.core import formats
from kpi.core.indicator import Indicator
from kpi.core.text import Lang, Text
from kpi.sentences.origin import Origin, subtitle
from kpi.sentences.ratings import network_title
from kpi.sentences.rows import Row, value_of

_REMARK = Text(
    "※ 세로: 평가한 부서, 가로: 평가받은 부서. 숫자는 평균 점수, 색은 평가자마다의 평소 점수와의 차이(파랑: 높음). 점(·)은 평가자가 적음",
    "Down: who rates, across: who is rated. Numbers are mean scores, colour the distance to each rater's own mean (blue: higher). "
    "A dot: too few raters",
)
_HOVER = Text("{rater} → {rated}", "{rater} → {rated}")
_SCORE = Text("평균 {value}점, 평소보다 {away}점, 평가자 {n}명", "mean {value}, {away} from the usual, {n} raters")
_FEW = Text("평가자가 적어 보이지 않음", "Too few raters to show")
ROW_ROOM, SMALL_CELL = 24, 30
"""The height of a row, and the width of a cell in pixels below which no number fits."""
FULL = 15.0
"""Points from the rater's own mean at which a cell has its full colour."""


def rating_matrix_chart(
    pairs: pd.DataFrame,
    *,
    indicator: Indicator,
    lang: Lang,
    mode: Mode = "light",
    frame: Frame = "page",
    size: tuple[int, int] = (900, 480),
    origin: Origin | None = None,
) -> go.Figure:
    """Return the matrix of one period of ``kpi.calc.rating_network.rating_matrix``; the diagonal is empty."""
    rows = _rows(pairs)
    names = _names(pairs)
    canvas = Canvas(lang, mode, frame, size, origin or Origin())
    left = EDGE + 8 + min(size[0] * 0.25, max((width(name, TEXT_SIZE) for name in names), default=20))
    figure = go.Figure()
    canvas.dress(
        figure,
        title=network_title(rows, indicator=indicator, lang=lang),
        subtitle=subtitle(rows, indicator=indicator, lang=lang, origin=canvas.origin),
        remarks=[_REMARK.say(lang)] if rows else [],
        left=left,
        right=EDGE,
        bottom=10,
        top=52,
    )
    if not rows:
        return figure.update_layout(xaxis={"visible": False}, yaxis={"visible": False})
    margin = figure.layout.margin
    figure.update_layout(height=max(size[1], margin.t + margin.b + len(names) * ROW_ROOM))
    room = (size[0] - left - EDGE) / len(names)
    figure.add_trace(_colours(rows, names, canvas))
    texts = _texts(rows, names, canvas, room)
    put(figure, texts, columns=len(names), lines=len(names), size=SMALL, frame=canvas.frame)
    figure.update_layout(**_axes(names, left, room))
    return figure


def describe_matrix(pairs: pd.DataFrame, *, indicator: Indicator, lang: Lang) -> str:
    """Return the matrix in words: the finding, then for each department how it is rated by the others."""
    said = []
    for name, rated in pairs[pairs["value"].notna()].groupby("department"):
        best = rated.loc[rated["adjusted"].idxmax(), "rater_department"]
        said.append(f"{name} {formats.number(float(rated['value'].mean()), 1, lang)} ({best})")
    title = network_title(_rows(pairs), indicator=indicator, lang=lang)
    return f"{title}. {'; '.join(said)}." if said else f"{title}."


def _rows(pairs: pd.DataFrame) -> list[Row]:
    return [{str(name): value for name, value in row.items()} for row in pairs.to_dict("records")]


def _names(pairs: pd.DataFrame) -> list[str]:
    """Return the departments in the order in which they are rated, best first; those nobody shows come last."""
    if pairs.empty:
        return []
    rated = pairs.groupby("department")["adjusted"].mean().sort_values(ascending=False, kind="stable")
    rest = sorted({*pairs["rater_department"]} - set(rated.index))
    return [*map(str, rated.index), *rest]


def _share(row: Row) -> float | None:
    away = value_of(row, "adjusted")
    return None if away is None else min(max(0.5 + away / (2 * FULL), 0.0), 1.0)


def _colours(rows: list[Row], names: list[str], canvas: Canvas) -> go.Heatmap:
    place = {name: number for number, name in enumerate(names)}
    shares: list[list[float | None]] = [[None] * len(names) for _ in names]
    hover = [["" for _ in names] for _ in names]
    for row in rows:
        line, column = place[str(row["rater_department"])], place[str(row["department"])]
        shares[line][column] = _share(row)
        hover[line][column] = _hover(row, canvas.lang)
    return go.Heatmap(
        z=shares,
        text=hover,
        colorscale=scale(canvas.colours.apart),
        showscale=False,
        zmin=0,
        zmax=1,
        xgap=2,
        ygap=2,
        hovertemplate="%{text}<extra></extra>",
        hoverongaps=False,
    )


def _hover(row: Row, lang: Lang) -> str:
    head = _HOVER.say(lang, rater=plain(str(row["rater_department"])), rated=plain(str(row["department"])))
    value, away = value_of(row), value_of(row, "adjusted")
    if value is None or away is None:
        return f"{head}<br>{_FEW.say(lang)}"
    numbers = {"value": formats.number(value, 1, lang), "n": formats.number(value_of(row, "n"), 0, lang)}
    return f"{head}<br>{_SCORE.say(lang, away=formats.signed(away, 1, lang), **numbers)}"


def _texts(rows: list[Row], names: list[str], canvas: Canvas, room: float) -> list[Letters]:
    place = {name: number for number, name in enumerate(names)}
    texts = []
    for row in rows:
        value, share = value_of(row), _share(row)
        colour = canvas.colours.muted if share is None else text_on(shade(canvas.colours.apart, share))
        text = "·" if value is None or room < SMALL_CELL else formats.number(value, 0, canvas.lang)
        texts.append(Letters(place[str(row["department"])], place[str(row["rater_department"])], text, colour))
    return texts


def _axes(names: list[str], left: float, room: float) -> dict[str, Any]:
    places = list(range(len(names)))
    across = [plain(shortened(name, TEXT_SIZE, max(room, 40))) for name in names]
    down = [plain(shortened(name, TEXT_SIZE, left - EDGE - 8)) for name in names]
    common = {"showgrid": False, "zeroline": False, "ticks": "", "showline": False}
    return {
        "xaxis": {
            **common,
            "side": "top",
            "range": [-0.5, len(names) - 0.5],
            "tickvals": places,
            "ticktext": across,
            "tickangle": 0 if room > 62 else -45,
        },
        "yaxis": {**common, "range": [len(names) - 0.5, -0.5], "tickvals": places, "ticktext": down},
    }
