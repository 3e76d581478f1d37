"""Charts that show an indicator in detail: process limits, the funnel of departments, the items of a survey, who rates
whom, cases and achievements one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from charts.control_chart import control_chart, describe_control
from charts.distribution import describe as describe_distribution
from charts.distribution import distribution_of_rows
from charts.funnel import describe_funnel, funnel
from charts.rating_matrix import describe_matrix, rating_matrix_chart
from charts.survey_items import describe_importance, describe_profile, importance, profile
from charts.timeline import describe_timeline, timeline
from kpi.core.indicator import Indicator
from kpi.core.periods import Grain
from kpi.core.text import Text
from kpi.sentences.timeline import UNIT as ENTRIES
from services.evidence import View
from services.funnel_detail import funnel_of, has_funnel
from services.ratings_detail import has_matrix, matrix_of
from services.results import Ask
from services.satisfaction_detail import measured, satisfaction_detail
from services.series_detail import series
from services.tasks import TIMES, distribution_of
from services.timeline import has_timeline, timeline_of


@dataclass(frozen=True)
class DetailChart:
    """A kind of chart: its name, the rows it is drawn from, how it is drawn and said, and where it makes sense.

    ``unit``: what it counts, where that is not what the indicator counts.
    """

    name: Text
    rows: Callable[[View, Ask], pd.DataFrame]
    draw: Callable[..., Any]
    describe: Callable[..., str]
    fits: Callable[[Indicator, Grain], bool]
    unit: Text | None = None


def _items(view: View, ask: Ask) -> pd.DataFrame:
    return satisfaction_detail(view, ask).items


def _times(view: View, ask: Ask) -> pd.DataFrame:
    """Return the bins of all periods with the indicator's id and the percent of cases done within each."""
    found = distribution_of(view, ask)
    bins = found.frame.sort_values(["period_start", "value"], kind="stable").reset_index(drop=True)
    by_period = bins.groupby("period_start")["count"]
    return bins.assign(indicator=found.indicator.id, done=100 * by_period.cumsum() / by_period.transform("sum"))


def _survey(indicator: Indicator, _grain: Grain) -> bool:
    return measured(indicator)


DETAIL_CHARTS: Mapping[str, DetailChart] = {
    "distribution": DetailChart(
        Text("처리시간 분포", "Distribution of times"),
        _times,
        distribution_of_rows,
        describe_distribution,
        lambda indicator, _: indicator.same_task and indicator.unit in TIMES,
    ),
    "control": DetailChart(
        Text("관리도", "Process limits"),
        series,
        control_chart,
        describe_control,
        lambda indicator, grain: grain != "year" and not measured(indicator),
    ),
    "funnel": DetailChart(
        Text("부서 깔때기", "Funnel of departments"),
        funnel_of,
        funnel,
        describe_funnel,
        lambda indicator, _: has_funnel(indicator),
    ),
    "items": DetailChart(Text("문항별 점수", "Items"), _items, profile, describe_profile, _survey),
    "importance": DetailChart(
        Text("중요도와 점수", "Importance and score"), _items, importance, describe_importance, _survey
    ),
    "matrix": DetailChart(
        Text("부서 간 평가", "Who rates whom"),
        matrix_of,
        rating_matrix_chart,
        describe_matrix,
        lambda indicator, grain: grain == "year" and has_matrix(indicator),
    ),
    "timeline": DetailChart(
        Text("연표", "Timeline"),
        timeline_of,
        timeline,
        describe_timeline,
        lambda indicator, _: has_timeline(indicator),
        ENTRIES,
    ),
}
