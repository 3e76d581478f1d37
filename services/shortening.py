"""Cases against their statutory period: finished early, short periods in working hours, and points by the city's rule."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from kpi.calc.early import finished_early, mileage, saved_days
from kpi.calc.rates import saving_results
from kpi.calc.scope import ROW
from kpi.core.errors import refuse
from kpi.core.indicator import Evidence, Question, indicators
from kpi.core.mileage import MileageRule, rule_of
from kpi.core.text import Text
from services.evidence import View
from services.results import Ask
from services.settings import settings_of
from services.tasks import computed_for, plain_record

_NO_RULE = Text(
    "처리 마일리지 규칙이 맞지 않습니다({problem}). 구간이 겹치지 않고 수가 0 이상인지 보세요.",
    "The rule of points does not work ({problem}). Brackets must not overlap, numbers must not be negative.",
)
_HOURS = ("statutory_hours", "actual_hours")


@dataclass(frozen=True)
class Shortening:
    """``frame``: one row a period (and department): for days and hours n, early, value, low, high, coverage with the kind
    as ending; ``saving_hours`` with ``saving_low``, ``saving_high`` (percent, a ratio of sums of working hours); points,
    cases, per_case. ``rule`` is the rule of the points."""

    frame: pd.DataFrame
    rule: MileageRule

    def records(self) -> list[dict[str, Any]]:
        """Return the rows as JSON-ready objects."""
        return [plain_record(row) for row in self.frame.to_dict("records")]


def shortening_of(view: View, ask: Ask) -> Shortening:
    """Return shares finished early, the shortening of short periods and points, per period (and department, task).

    Raises
    ------
    UserError
        When the stored rule of points gives none, or the department or task does not exist.
    """
    try:
        rule = rule_of(settings_of(view).mileage)
    except (ValueError, TypeError) as problem:
        raise refuse("mileage_rule", _NO_RULE, problem=str(problem)) from problem
    indicator = indicators()["shortening_rate"]
    wider = replace(indicator, measures=(*indicator.measures, *_HOURS))

    def compute(evidence: Evidence, question: Question) -> pd.DataFrame:
        saved = saved_days(evidence, question)
        early = finished_early(saved, confidence=question.settings.confidence)
        wide = early.pivot(index=list(ROW), columns="kind", values=["n", "early", "value", "low", "high", "coverage"])
        wide.columns = pd.Index([f"{name}_{kind}" for name, kind in wide.columns])
        hours = saving_results(evidence, question, indicator=wider, planned=_HOURS[0], actual=_HOURS[1])
        named = {"value": "saving_hours", "low": "saving_low", "high": "saving_high"}
        saving = hours[[*ROW, *named]].rename(columns=named)
        return wide.reset_index().merge(mileage(saved, rule), on=list(ROW)).merge(saving, on=list(ROW), how="left")

    return Shortening(computed_for(view, ask, wider, f"shortening {rule}", compute), rule)
