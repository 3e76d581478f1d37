"""Groups of respondents (the strata of a survey): scores at known population shares, and a change split by group.

References: Lohr (2010), Sampling: Design and Analysis, 2nd ed., section 4.4 (post-stratification); Kitagawa (1955), Journal
of the American Statistical Association 50, 1168-1194 (within and mix); Satterthwaite (1946), Biometrics Bulletin 2, 110-114.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from kpi.calc.basket import decompose, matched
from kpi.calc.change import interval
from kpi.calc.scope import ROW, of_measures, pooled, scoped
from kpi.calc.survey import Estimate, survey_levels
from kpi.core.indicator import Evidence, Key, Question

LEAST_GROUPS = 2


@dataclass(frozen=True)
class Split:
    """A change of a mean in parts: within the groups (with interval), mix of the groups, groups that came or went."""

    change: float
    within: float
    low: float
    high: float
    mix: float
    entry_exit: float


def group_levels(evidence: Evidence, question: Question, *, measure: str) -> pd.DataFrame:
    """Return value, variance, df, n and w (sum of weights) per row and ``group``; answers without a group are left out."""
    cells = of_measures(evidence.cells, measure, "respondents")
    keys: tuple[Key, ...] = tuple(key for key in ("department", "task") if key in (*question.keys, "task"))
    asked = replace(question, keys=keys)
    of_groups = replace(evidence, cells=cells.assign(task=cells["stratum"]))
    levels = survey_levels(of_groups, asked, measure=measure)
    weights = pooled(scoped(of_measures(of_groups.cells, measure), asked), ROW, ("n", "w"))[[*ROW, "w"]]
    both = levels.astype({"department": "object", "task": "object"}).merge(
        weights.astype({"department": "object", "task": "object"}), on=list(ROW)
    )
    return both.rename(columns={"task": "group"})


def poststratified(groups: pd.DataFrame, population: pd.Series) -> Estimate | None:
    """Return the mean of the groups' means at the population's shares; None unless every group has both.

    ``groups``: columns group, value, variance, df of one period; ``population``: number of people by group. Variance
    sum of share^2 x variance, df by Satterthwaite.
    """
    known = population[population > 0]
    if len(groups) < LEAST_GROUPS or set(groups["group"]) != set(known.index) or groups["value"].isna().any():
        return None
    share = groups["group"].map(known / known.sum()).astype("float64")
    terms = share**2 * groups["variance"]
    return Estimate(float((share * groups["value"]).sum()), float(terms.sum(skipna=False)), _df(terms, groups["df"]))


def split(now: pd.DataFrame, then: pd.DataFrame, *, confidence: float = 0.95) -> Split | None:
    """Return the change between two periods' ``group_levels`` rows in parts; None without a group in both.

    Shares are those of the weights; groups of both periods are matched and rescaled, and the interval of the part within
    rests on the variances of the groups' means.
    """
    tasks = matched(_sums(now), _sums(then))
    parts = decompose(tasks, confidence=confidence)
    if parts.empty or not parts["matched_tasks"].iloc[0]:
        return None
    found = parts.iloc[0]
    both = now.merge(then, on="group", suffixes=("", "_0"))
    shares = sum(both[name] / both[name].sum() for name in ("w", "w_0")) / 2
    terms = pd.concat([shares**2 * both["variance"], shares**2 * both["variance_0"]], ignore_index=True)
    df = _df(terms, pd.concat([both["df"], both["df_0"]], ignore_index=True))
    low, high = interval(found["within"], terms.sum(skipna=False), df, confidence=confidence)
    exact = {name: float(found[name]) for name in ("within", "mix", "entry_exit")}
    return Split(change=float(found["crude_change"]), low=float(low), high=float(high), **exact)


def _sums(groups: pd.DataFrame) -> pd.DataFrame:
    sums = {"n": groups["w"], "wx": groups["w"] * groups["value"], "wxx": np.nan}
    return pd.DataFrame({"row": 0, "basket_task": groups["group"], **sums})


def _df(terms: pd.Series, df: pd.Series) -> float:
    """Return Satterthwaite's degrees of freedom of a sum of independent variances; parts of zero count nothing."""
    below = (terms**2 / df).sum()
    return float(terms.sum() ** 2 / below) if below > 0 else float(df.sum())
