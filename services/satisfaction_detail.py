"""A satisfaction survey in detail: its items, how far they measure one thing, and what the next survey can find out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from kpi.calc.items import item_results
from kpi.calc.planning import least_change
from kpi.calc.reliability import Reliability, reliability
from kpi.calc.scope import ROW, pooled, scoped
from kpi.calc.survey import survey_levels
from kpi.core.frames import PAIR_SUMS
from kpi.core.indicator import Evidence, Indicator, Key, Question, indicators
from services.asked_units import level_asked, unit_asked
from services.evidence import View, store_state
from services.kept import Kept
from services.respondent_groups import RespondentGroups, respondent_groups
from services.results import Ask, evidence_basis, question_of, results

SATISFACTION = "satisfaction"
MEASURES = ("overall", "score", "complete", "respondents")
CHANGE_NUMBERS = ("change", "change_low", "change_high", "p", "p_adjusted")
NUMBERS = ("value", "low", "high", "n", "importance", "importance_low", "importance_high")
SIZES = (0.5, 1.0, 2.0)
"""Sizes of the next survey against this one."""


@dataclass(frozen=True)
class SatisfactionDetail:
    """``items`` with ``ITEM_COLUMNS`` of all periods, ``scales``: reliability by first day of the period, ``plan``: least
    confirmed changes of the last period (columns period_start, period_months, n, next_n, change in points), ``groups``:
    what the strata of the last period say."""

    items: pd.DataFrame
    scales: Mapping[dt.date, Reliability]
    plan: pd.DataFrame
    groups: RespondentGroups

    def plan_rows(self) -> list[dict[str, float]]:
        """Return the plan as plain values."""
        names = ["n", "next_n", "change"]
        return [{name: float(row[name]) for name in names} for row in self.plan.to_dict("records")]


def satisfaction_detail(view: View, ask: Ask) -> SatisfactionDetail:
    """Return the detail of the survey for the asked department (None: the whole organisation) and grain.

    p-values are adjusted over all items, and with a department over all departments, whatever is kept. Where the overall
    score is hidden, so are its items.

    Raises
    ------
    UserError
        When the department does not exist.
    """
    state = store_state(view)
    return _KEPT.get(state and (*state, repr(ask)), lambda: _detail(view, ask))


_KEPT: Kept[SatisfactionDetail] = Kept(32)


def _detail(view: View, ask: Ask) -> SatisfactionDetail:
    asked = replace(ask, indicators=(SATISFACTION,), keys=(), task=None)
    overall = results(view, asked).frame
    level = level_asked(view, ask.department, ask.level)
    keys: tuple[Key, ...] = ("department",) if ask.department else ()
    department = unit_asked(view, "department", ask.department, ask.organisation, level) if ask.department else ""
    indicator = replace(indicators()[SATISFACTION], measures=MEASURES)
    evidence = evidence_basis(view, indicator, ask.organisation, level if keys else None).evidence
    question = question_of(view, asked, keys, indicator)
    items = item_results(evidence, question, indicator=indicator)
    levels = survey_levels(evidence, question, measure="overall")
    broken = overall["note"].str.contains("series_break")
    known = overall[overall["value"].notna()].assign(broken=broken)
    shown = levels.merge(known[[*ROW, "broken"]], on=list(ROW))
    return SatisfactionDetail(
        as_overall(_kept(items[items["department"] == department], ask), overall),
        _scales(evidence, question, shown, department),
        _plan(shown, question),
        respondent_groups(evidence, question, shown, department),
    )


def as_overall(items: pd.DataFrame, overall: pd.DataFrame) -> pd.DataFrame:
    """Return the items without those of places whose overall score is hidden, and without changes that it does not show.

    Items of a survey without an overall score stand for themselves.
    """
    places = overall[["period_start", "value", "change", "note"]].rename(columns=lambda name: f"overall_{name}")
    both = items.merge(places, left_on="period_start", right_on="overall_period_start", how="left")
    hidden = both["overall_value"].isna() & both["overall_note"].str.contains("too_few|protected", na=False)
    numbers = [name for name in NUMBERS if name in items]
    items = items.reset_index(drop=True)
    blank = items.assign(**{name: items[name].mask(hidden) for name in numbers})
    blank = blank.assign(note=blank["note"].mask(hidden, "protected"), quadrant=blank["quadrant"].mask(hidden, ""))
    silent = hidden | (both["overall_note"].notna() & both["overall_change"].isna())
    changes = {name: blank[name].mask(silent) for name in CHANGE_NUMBERS}
    return blank.assign(**changes, verdict=blank["verdict"].mask(silent, ""))


def measured(indicator: Indicator) -> bool:
    """Return whether an indicator comes from a survey, so that there is a detail."""
    return indicator.source == indicators()[SATISFACTION].source


def _scales(evidence: Evidence, question: Question, shown: pd.DataFrame, department: str) -> dict[dt.date, Reliability]:
    """Return the reliability of each period whose score is shown and which at least ``reference_answers`` completed."""
    pairs = evidence.pairs[evidence.pairs["measure"] == "complete"]
    sums = pooled(scoped(pairs, question), [*ROW, "item", "item2"], PAIR_SUMS)
    sums = sums[(sums["department"] == department) & (sums["n"] >= question.settings.reference_answers)]
    found = {}
    for start, one in sums[sums["period_start"].isin(shown["period_start"])].groupby("period_start"):
        scale = reliability(one, confidence=question.settings.confidence)
        if scale is not None:
            found[pd.Timestamp(str(start)).date()] = scale
    return found


def _plan(shown: pd.DataFrame, question: Question) -> pd.DataFrame:
    last = shown.sort_values("period_start").tail(1)
    rows = last.merge(pd.DataFrame({"size": SIZES}), how="cross")
    next_n = (rows["n"] * rows["size"]).round()
    change = least_change(rows["variance"], rows["n"], next_n, confidence=question.settings.confidence)
    plan = rows[["period_start", "period_months", "n"]].assign(next_n=next_n, change=change)
    return plan[plan["change"].notna()].reset_index(drop=True)


def _kept(rows: pd.DataFrame, ask: Ask) -> pd.DataFrame:
    if ask.start is not None:
        rows = rows[rows["period_start"] >= pd.Timestamp(ask.start)]
    if ask.end is not None:
        rows = rows[rows["period_start"] <= pd.Timestamp(ask.end)]
    return rows.reset_index(drop=True)
