"""One chart as a slide: the same facts, written by the same exporter, as in a whole report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any, cast

from kpi.core.errors import refuse
from kpi.core.indicator import Compare, Indicator
from kpi.core.text import Lang, Text
from kpi.sentences.origin import Origin
from kpi.sentences.rows import Row, period_of
from reports.compose import Setting, alone
from reports.compose_charts import (
    Breaks,
    index_chart,
    parts_chart,
    since_chart,
    total_chart,
    trend_chart,
)
from reports.compose_departments import department_chart
from reports.model import Chart
from services.results import Results
from services.scope import Scope

_NOTHING = Text(
    "그릴 값이 없어 슬라이드를 만들 수 없습니다. 기간이나 조건을 바꾸세요.",
    "There is no value to draw, so there is no slide. Change the period or the filters.",
)


_NO_SLIDE = Text(
    "'{kind}' 그림은 슬라이드로 만들지 않습니다. 그림(PNG)이나 자료(엑셀)로 받으세요.",
    "The chart '{kind}' does not go onto a slide. Take the picture (PNG) or the data (Excel).",
)


def is_of_reports(kind: str) -> bool:
    """Return whether a report has a kind of chart, too: then it goes out as a slide, and into the report."""
    return kind in _MODELLED


def require_slide(kind: str, name: str) -> None:
    """Refuse a kind of chart, called ``name``, that slides do not have.

    Raises
    ------
    UserError
        ``no_slide``.
    """
    if not is_of_reports(kind):
        raise refuse("no_slide", _NO_SLIDE, kind=name)


def slide(
    kind: str, found: Results, *, indicator: Indicator, lang: Lang, origin: Origin, breaks: Breaks, scope: Scope
) -> bytes:
    """Return a presentation of one slide with a chart of a kind that ``is_of_reports`` names.

    Raises
    ------
    UserError
        ``no_chart`` when no row has a value.
    """
    rows: list[Row] = list(found.frame.sort_values("period_start", kind="stable").to_dict("records"))
    shared: dict[str, Any] = {"indicator": indicator, "lang": lang, "origin": origin}
    chart = _MODELLED[kind](rows, breaks, found.ask.compare, shared)
    if chart is None or chart.empty:
        raise refuse("no_chart", _NOTHING)
    periods = [period_of(row) for row in rows]
    setting = Setting(
        lang=lang,
        first=min(periods),
        last=max(periods),
        department=found.ask.department,
        compare=found.ask.compare,
        day=dt.date.today(),
        office="",
        revision=scope.revision,
        as_of=scope.as_of,
        demo=scope.demo,
    )
    made = alone(chart, setting, notes=(indicator.how.say(lang), indicator.limits.say(lang)))
    return cast("bytes", import_module("reports.pptx").write(made))


def _trend(rows: Sequence[Row], breaks: Breaks, compare: Compare, shared: dict[str, Any]) -> Chart:
    return trend_chart(rows, **shared, compare=compare, breaks=breaks)


def _cumulative(rows: Sequence[Row], _: Breaks, compare: Compare, shared: dict[str, Any]) -> Chart:
    counted: Indicator = shared["indicator"]
    return total_chart(rows, **shared) if counted.cumulates else since_chart(rows, **shared, compare=compare)


def _departments(rows: Sequence[Row], _: Breaks, compare: Compare, shared: dict[str, Any]) -> Chart | None:
    apart = [row for row in rows if isinstance(row.get("department"), str)]
    whole = [row for row in rows if not isinstance(row.get("department"), str)]
    return department_chart(apart, whole, **shared, compare=compare)


_MODELLED: Mapping[str, Callable[[Sequence[Row], Breaks, Compare, dict[str, Any]], Chart | None]] = {
    "trend": _trend,
    "index": lambda rows, _, __, shared: index_chart(rows, **shared),
    "cumulative": _cumulative,
    "heatmap": _departments,
    "breakdown": lambda rows, _, __, shared: parts_chart(rows, **shared),
}
"""Kinds of charts that a report has, too: by these rows, series breaks, comparison, and what all of them take."""
