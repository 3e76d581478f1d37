"""Charts that show an indicator in detail: process limits, the funnel of departments, the items of a survey, who rates whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from charts.control_chart import control_chart, describe_control
from charts.funnel import describe_funnel, funnel
from charts.rating_matrix import describe_matrix, rating_matrix_chart
from charts.survey_items import describe_importance, describe_profile, importance, profile
from kpi.core.indicator import Indicator
from kpi.core.periods import Grain
from kpi.core.text import Text
from services.evidence import View
from services.funnel_detail import funnel_of, has_funnel
from services.ratings_detail import has_matrix, matrix_of
from services.results import Ask
from services.satisfaction_detail import measured, satisfaction_detail
from services.series_detail import series


@dataclass(frozen=True)
class DetailChart:
    """A kind of chart: its name, the rows it is drawn from, how it is drawn and said, and where it makes sense."""

    name: Text
    rows: Callable[[View, Ask], pd.DataFrame]
    draw: Callable[..., Any]
    describe: Callable[..., str]
    fits: Callable[[Indicator, Grain], bool]


def _items(view: View, ask: Ask) -> pd.DataFrame:
    return satisfaction_detail(view, ask).items


def _survey(indicator: Indicator, _grain: Grain) -> bool:
    return measured(indicator)


DETAIL_CHARTS: Mapping[str, DetailChart] = {
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
}
