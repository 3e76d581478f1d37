"""The groups of respondents of a survey: the score at known population shares, and the change split by group."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from kpi.calc.change import interval
from kpi.calc.groups import Split, group_levels, poststratified, split
from kpi.core.indicator import Evidence, Question
from kpi.core.periods import shift_years


@dataclass(frozen=True)
class RespondentGroups:
    """``value`` with ``low`` and ``high``: the score at the population's shares (None where they are not known);
    ``split``: the change against the year before in parts (None where it cannot be split)."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    split: Split | None = None

    @property
    def at_shares(self) -> tuple[float, float, float] | None:
        """Value, low and high; None where the shares are not known."""
        if self.value is None or self.low is None or self.high is None:
            return None
        return self.value, self.low, self.high


def respondent_groups(evidence: Evidence, question: Question, shown: pd.DataFrame, department: str) -> RespondentGroups:
    """Return what the groups of the last period that is ``shown`` say.

    ``shown``: the periods whose overall score is shown, and whether the series is ``broken`` before them.
    Nothing where any group has fewer than the least number of answers: it could be worked out from the others.
    """
    if shown.empty:
        return RespondentGroups()
    levels = group_levels(evidence, question, measure="overall")
    levels = levels[levels["department"] == department]
    last = shown["period_start"].max()
    before = shift_years(pd.Series([last]), -1).iloc[0]
    now, then = (levels[levels["period_start"] == start].reset_index(drop=True) for start in (last, before))
    least = question.settings.minimum_answers
    if now.empty or (now["n"] < least).any():
        return RespondentGroups()
    years = evidence.population[evidence.population["year"] == last.year]
    estimate = None if department else poststratified(now, years.set_index("stratum")["population"])
    broken = bool(shown.loc[shown["period_start"] == last, "broken"].any())
    comparable = not broken and (then["n"] >= least).all() and before in set(shown["period_start"])
    confidence = question.settings.confidence
    parts = split(now, then, confidence=confidence) if comparable and len(then) else None
    if estimate is None:
        return RespondentGroups(split=parts)
    low, high = interval(estimate.value, estimate.variance, estimate.df, confidence=confidence)
    return RespondentGroups(estimate.value, float(low), float(high), parts)
