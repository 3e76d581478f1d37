"""A chart of what was asked, and the file it goes out as."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any, Literal, cast

from charts.breakdown import breakdown
from charts.breakdown import describe as describe_breakdown
from charts.canvas import Frame
from charts.cumulative import cumulative
from charts.cumulative import describe as describe_cumulative
from charts.heatmap import describe as describe_heatmap
from charts.heatmap import heatmap
from charts.index import describe as describe_index
from charts.index import index
from charts.multiples import describe as describe_multiples
from charts.multiples import multiples
from charts.panels import View as PanelView
from charts.theme import Mode
from charts.trend import describe as describe_trend
from charts.trend import trend
from data.store import Store
from kpi.core.errors import Finding, UserError
from kpi.core.hierarchy import LEVELS
from kpi.core.indicator import Indicator, Key, indicators
from kpi.core.text import Lang, Text
from kpi.sentences.origin import Origin
from reports.csv import csv_file
from reports.figures import ChartFile
from reports.names import safe_file_name
from reports.table import Cell, Column, Table, result_table
from reports.xlsx import xlsx_file
from services.detail_charts import DETAIL_CHARTS
from services.results import Ask, Results, results
from services.scope import Scope, breaks_for
from services.side_by_side import side_by_side
from services.single_chart import require_slide, slide

_MainKind = Literal["trend", "index", "cumulative", "heatmap", "breakdown", "multiples"]
_DetailKind = Literal["distribution", "control", "funnel", "items", "importance", "matrix", "timeline"]
ChartKind = _MainKind | _DetailKind
__all__ = ["CHARTS", "Cell", "ChartFormat", "ChartKind", "Column", "Picture", "Table", "chart_file", "draw"]
__all__ += ["file_name", "image_problem", "origin_of", "rows_for", "table_of", "unit_of"]
ChartFormat = Literal["png", "svg", "csv", "xlsx", "pptx"]
FILE_SIZE = (1000, 540)

CHARTS: dict[ChartKind, Text] = {
    "trend": Text("추이", "Trend"),
    "index": Text("같은 업무 지수", "Same-task index"),
    "cumulative": Text("누적 변화", "Cumulative change"),
    "heatmap": Text("부서별", "By department"),
    "breakdown": Text("변화의 내용", "What the change is made of"),
    "multiples": Text("나란히 비교", "Side by side"),
    **{cast("ChartKind", kind): chart.name for kind, chart in DETAIL_CHARTS.items()},
}
_DEPARTMENT = Text("부서 {name}", "department {name}")
_TASK = Text("업무 {name}", "task {name}")
_POOLED = Text("'{level}' 단위로 묶음", "pooled by {level}")
_REPORTED = Text("당시 조직 기준", "departments as reported")


@dataclass(frozen=True)
class Picture:
    """Which chart of which indicator, of which selection; ``size`` in CSS pixels.

    Side by side stand the ``units`` (none: those with most behind their numbers) of the question's first key; ``panel``
    is the one drawn, None for all.
    """

    kind: ChartKind
    indicator: str
    ask: Ask
    lang: Lang = "ko"
    size: tuple[int, int] = FILE_SIZE
    units: tuple[str, ...] = ()
    view: PanelView = "level"
    panel: str | None = None

    @property
    def by(self) -> Key:
        """What stands side by side."""
        return self.ask.keys[0] if self.ask.keys else "department"

    @property
    def definition(self) -> Indicator:
        """The indicator."""
        return indicators()[self.indicator]


def rows_for(store: Store, picture: Picture) -> Results:
    """Return the RESULT rows a chart is drawn from.

    Cumulative charts compare with the base year; a heat map has the departments and, for its colours, the whole
    organisation under the same task filter.

    Raises
    ------
    UserError
        When the indicator, department or task does not exist.
    """
    ask = replace(picture.ask, indicators=(picture.indicator,))
    if picture.kind == "cumulative":
        return results(store, replace(ask, compare=ask.base_year if ask.base_year is not None else "base"))
    if picture.kind in DETAIL_CHARTS:
        return Results(DETAIL_CHARTS[picture.kind].rows(store, ask), ask)
    if picture.kind == "multiples":
        return side_by_side(store, ask, by=picture.by, units=picture.units)
    if picture.kind == "heatmap":
        whole = results(store, replace(ask, department=None, keys=()))
        apart = results(store, replace(ask, department=None, keys=("department",)))
        return apart.joined(whole)
    return results(store, ask)


def draw(
    store: Store, picture: Picture, *, scope: Scope, mode: Mode = "light", frame: Frame = "page"
) -> tuple[Any, str, Results]:
    """Return the figure, its description in words, and the rows it was drawn from."""
    rows = rows_for(store, picture)
    indicator = picture.definition
    shared: dict[str, Any] = {"indicator": indicator, "lang": picture.lang}
    compare: dict[str, Any] = {"compare": rows.ask.compare} if picture.kind in _COMPARED else {}
    compare |= {"by": picture.by} if picture.kind == "multiples" else {}
    extra = dict(compare)
    if picture.kind == "multiples":
        extra |= {"view": picture.view, "only": picture.panel}
    if picture.kind == "trend":
        extra["breaks"] = breaks_for(store, indicator, department=picture.ask.department)
    origin = origin_of(picture, scope)
    figure = _DRAW[picture.kind](
        rows.frame, **shared, **extra, mode=mode, frame=frame, size=picture.size, origin=origin
    )
    return figure, _DESCRIBE[picture.kind](rows.frame, **shared, **compare), rows


def origin_of(picture: Picture, scope: Scope) -> Origin:
    """Return source, as-of date and filters that must travel with the chart."""
    state = next((state for state in scope.sources if state.id == picture.definition.source), None)
    filters = []
    if picture.ask.department and picture.kind != "heatmap":
        filters.append(_DEPARTMENT.say(picture.lang, name=picture.ask.department))
    if picture.ask.task:
        filters.append(_TASK.say(picture.lang, name=picture.ask.task))
    if picture.ask.level is not None and (picture.kind == "heatmap" or "department" in picture.ask.keys):
        filters.append(_POOLED.say(picture.lang, level=LEVELS[picture.ask.level].say(picture.lang).lower()))
    if picture.ask.organisation == "reported":
        filters.append(_REPORTED.say(picture.lang))
    return Origin(
        sources=(state.name,) if state else (),
        as_of=state.as_of if state else None,
        filters=tuple(filters),
        demo=scope.demo,
    )


def chart_file(store: Store, picture: Picture, *, scope: Scope, form: ChartFormat) -> tuple[str, bytes]:
    """Return file name and bytes of a chart, or of the data behind it; answers under ten are hidden in files.

    Raises
    ------
    UserError
        As in ``rows_for``; ``no_browser`` for PNG and SVG where there is no Chromium; ``no_slide`` for a kind of chart
        that slides do not have, ``no_chart`` where there is no value.
    """
    going_out = replace(picture, ask=replace(picture.ask, audience="file"))
    if form == "pptx":
        content = _slide(store, going_out, scope)
        return file_name(picture, form), content
    figure, _, rows = draw(store, going_out, scope=scope, frame="file")
    name, table = file_name(picture, form), _table(rows, picture, scope)
    return name, _WRITE[form](ChartFile(name.removesuffix(f".{form}"), figure, table, picture.kind))


def table_of(store: Store, picture: Picture, *, scope: Scope) -> Table:
    """Return the rows behind a chart as its table, as the screen may show them. UserError: as in ``rows_for``."""
    return _table(rows_for(store, picture), picture, scope)


def _table(rows: Results, picture: Picture, scope: Scope) -> Table:
    title, origin = " · ".join(_title_parts(picture)), origin_of(picture, scope)
    about: dict[str, Any] = {"indicator": picture.definition, "lang": picture.lang, "unit": unit_of(picture)}
    return result_table(rows.frame, origin=origin, title=title, **about)


def unit_of(picture: Picture) -> str:
    """Return what a chart counts, where that is not what its indicator counts; "" else."""
    own = DETAIL_CHARTS[picture.kind].unit if picture.kind in DETAIL_CHARTS else None
    return own.say(picture.lang) if own else ""


def _slide(store: Store, picture: Picture, scope: Scope) -> bytes:
    require_slide(picture.kind, CHARTS[picture.kind].say(picture.lang))
    found = rows_for(store, picture)
    breaks = breaks_for(store, picture.definition, department=picture.ask.department)
    about: dict[str, Any] = {"indicator": picture.definition, "lang": picture.lang, "scope": scope, "breaks": breaks}
    return slide(picture.kind, found, origin=origin_of(picture, scope), **about)


def file_name(picture: Picture, form: ChartFormat) -> str:
    """Return the name of a chart's file: indicator, chart, department and task, safe on every system."""
    return safe_file_name(*_title_parts(picture), extension=form)


def image_problem() -> Finding | None:
    """Return why no PNG or SVG can be made here and what to install, None where they can; nothing is started."""
    try:
        import_module("reports.render").require_browser()
    except UserError as refused:
        return refused.findings[0]
    return None


def _title_parts(picture: Picture) -> list[str]:
    names = [name for name in (picture.ask.department, picture.ask.task) if name]
    return [picture.definition.name.say(picture.lang), CHARTS[picture.kind].say(picture.lang), *names]


_COMPARED = ("trend", "cumulative", "heatmap", "multiples")
_DRAW: Mapping[ChartKind, Callable[..., Any]] = {
    "trend": trend,
    "index": index,
    "cumulative": cumulative,
    "heatmap": heatmap,
    "breakdown": breakdown,
    "multiples": multiples,
    **{cast("ChartKind", kind): chart.draw for kind, chart in DETAIL_CHARTS.items()},
}
_DESCRIBE: Mapping[ChartKind, Callable[..., str]] = {
    "trend": describe_trend,
    "index": describe_index,
    "cumulative": describe_cumulative,
    "heatmap": describe_heatmap,
    "breakdown": describe_breakdown,
    "multiples": describe_multiples,
    **{cast("ChartKind", kind): chart.describe for kind, chart in DETAIL_CHARTS.items()},
}
_WRITE: Mapping[str, Callable[[ChartFile], bytes]] = {
    "png": lambda chart: cast("bytes", import_module("reports.png").png(chart)),  # they load what drives the browser
    "svg": lambda chart: cast("bytes", import_module("reports.svg").svg(chart)),
    "csv": lambda chart: csv_file(chart.table),
    "xlsx": xlsx_file,
}
