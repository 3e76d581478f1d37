"""The departments of one period against the whole: how far chance alone takes a department of that size."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from kpi.calc.answers import protected
from kpi.calc.funnel import funnel, pooled_spread
from kpi.calc.scope import ROW
from kpi.calc.shares import effective_n
from kpi.calc.survey import survey_levels
from kpi.core.indicator import Indicator, indicators
from kpi.core.measures import MEASURES
from services.evidence import View
from services.results import Ask, evidence_basis, question_of, results


def has_funnel(indicator: Indicator) -> bool:
    """Return whether departments can be told from chance: shares of cases, and scores of people.

    Mean times are left out: departments do other tasks.
    """
    return indicator.proportion or MEASURES[indicator.measures[0]].kind == "answer"


def funnel_of(view: View, ask: Ask) -> pd.DataFrame:
    """Return the RESULT rows of departments in the last period (up to ``ask.end``), as ``kpi.calc.funnel.funnel`` gives them.

    Raises
    ------
    UserError
        When the indicator does not exist.
    """
    indicator = indicators()[ask.indicators[0]]
    whole = replace(ask, keys=(), department=None)
    apart = results(view, replace(whole, keys=("department",))).frame
    apart = apart[apart["value"].notna()]
    last = apart["period_start"].max()
    rows = apart[apart["period_start"] == last].reset_index(drop=True)
    total = results(view, whole).frame
    total = total[total["period_start"] == last]
    centre = float(total["value"].iloc[0]) if len(total) else float("nan")
    sized, spread = _sized(view, ask, rows, indicator)
    return funnel(sized, centre=centre, spread=spread)


def _sized(view: View, ask: Ask, rows: pd.DataFrame, indicator: Indicator) -> tuple[pd.DataFrame, float | None]:
    """Return the rows, and the variance of single answers; shares of a weighted sample with their effective n."""
    if MEASURES[indicator.measures[0]].kind != "answer":
        return rows, None
    evidence = evidence_basis(view, indicator, ask.organisation, ask.level).evidence
    question = question_of(view, ask, ("department",), indicator)
    measure = indicator.measures[0]
    levels = protected(survey_levels(evidence, question, measure=measure), evidence, question, measure=measure)
    both = rows.merge(levels[[*ROW, "variance", "simple"]], on=list(ROW), how="left")
    if not indicator.proportion:
        return both, pooled_spread(both)
    effective = pd.Series(effective_n(both["value"] / 100, both["variance"], both["n"]), index=both.index)
    plain = both["simple"].eq(True) | effective.isna()
    return both.assign(n=both["n"].where(plain, effective)), None
