"""The items of a survey: how each is rated, how it moves, and how closely it goes with the overall score."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from scipy import special

from kpi.calc.answers import score_results
from kpi.calc.change import NEAR_ZERO, Floats, _floats
from kpi.calc.scope import ROW, of_measures, pooled, scoped
from kpi.calc.verdict import FORBIDDING, adjusted, verdicts
from kpi.core.frames import RESULT_COLUMNS, empty
from kpi.core.indicator import NOTES, Better, Evidence, Indicator, Question

ITEM_SCORE, OVERALL = "score", "overall"
IMPORTANCE = ("importance", "importance_low", "importance_high")
ITEM_COLUMNS = (*RESULT_COLUMNS, "item", *IMPORTANCE, "quadrant")
"""RESULT rows of items; ``importance`` is the correlation of the item with the overall score, with its interval;
``quadrant`` is "focus", "keep", "low" or "ample" where both intervals exclude the means of the items, else ""."""
_PAIR = ("n", "w", "wx", "wy", "wxx", "wyy", "wxy", "ww")


def item_results(evidence: Evidence, question: Question, *, indicator: Indicator) -> pd.DataFrame:
    """Return one row per period, scope and item with ``ITEM_COLUMNS``.

    Scores, intervals, changes and protection as of ``score_results``; p is adjusted over all items (and departments) of a
    period. Breaks that name another item do not count.
    """
    scores = of_measures(evidence.cells, ITEM_SCORE)
    others = of_measures(evidence.cells, OVERALL, "respondents")
    definition = replace(indicator, measures=(ITEM_SCORE, "respondents"))
    frames = []
    for item, cells in scores.groupby("item", sort=True):
        breaks = evidence.breaks[evidence.breaks["item"].isin(("", "*", item))].assign(item="")
        of_item = replace(evidence, cells=pd.concat([cells, others]), breaks=breaks)
        frames.append(score_results(of_item, question, indicator=definition).assign(item=str(item)))
    frames = [frame for frame in frames if not frame.empty]
    if not frames:
        return empty(RESULT_COLUMNS).reindex(columns=list(ITEM_COLUMNS))
    rows = together(pd.concat(frames, ignore_index=True), better=indicator.better, question=question)
    rows = rows.merge(_importance(evidence, question), on=[*ROW, "item"], how="left")
    rows = rows.assign(**{name: rows[name].where(rows["value"].notna()) for name in IMPORTANCE})
    return rows.assign(quadrant=_quadrants(rows))[list(ITEM_COLUMNS)]


def together(rows: pd.DataFrame, *, better: Better, question: Question) -> pd.DataFrame:
    """Return RESULT rows of several items with p adjusted over all of them, and the verdicts that follow from it."""
    noted = {code: rows["note"].str.split(",").map(lambda codes, code=code: code in codes) for code in NOTES}
    flags = rows.assign(**{code: noted[code] for code in FORBIDDING})
    flags["p_adjusted"] = adjusted(rows["p"], rows["period_start"])
    judged = verdicts(flags, better=better, alpha=1 - question.settings.confidence)
    noted["many_compared"] = judged["many_compared"].astype("bool")
    codes = pd.DataFrame(noted)[list(NOTES)]
    note = [",".join(code for code, held in zip(NOTES, line, strict=True) if held) for line in codes.to_numpy()]
    return rows.assign(p_adjusted=flags["p_adjusted"], verdict=judged["verdict"], note=note)


def _importance(evidence: Evidence, question: Question) -> pd.DataFrame:
    """Return the correlation of each item with the overall score per row; nothing below the least number of answers."""
    pairs = evidence.pairs
    pairs = pairs[(pairs["measure"] == ITEM_SCORE) & (pairs["item2"] == OVERALL)]
    sums = pooled(scoped(pairs, question), [*ROW, "item"], _PAIR)
    known = sums["n"] >= question.settings.minimum_answers
    r = np.where(known, correlation(sums), np.nan)
    low, high = correlation_interval(r, sums["w"] ** 2 / sums["ww"], confidence=question.settings.confidence)
    found = sums[[*ROW, "item"]].assign(importance=r, importance_low=low, importance_high=high)
    return found.astype({"department": "object", "task": "object", "item": "object"})


def correlation(sums: pd.DataFrame) -> Floats:
    """Return the weighted correlation from pair sums; NaN where one of the two does not vary."""
    w = sums["w"]
    covariance = sums["wxy"] / w - sums["wx"] * sums["wy"] / w**2
    x, y = (sums[f"w{name}{name}"] / w - (sums[f"w{name}"] / w) ** 2 for name in "xy")
    varies = (x > NEAR_ZERO) & (y > NEAR_ZERO)
    spread = np.sqrt((x * y).where(varies))
    return _floats((covariance / spread).clip(-1.0, 1.0))


def correlation_interval(r: Any, n: Any, *, confidence: float) -> tuple[Floats, Floats]:
    """Return Fisher's limits tanh(atanh r -+ z/sqrt(n - 3)); NaN for n of 3 or less; n may be an effective number.

    Reference: Fisher (1921), Metron 1, 3-32.
    """
    value, number = _floats(r), _floats(n)
    z = float(special.ndtri(0.5 + confidence / 2))
    margin = z / np.sqrt(np.where(number > 3, number - 3, np.nan))
    with np.errstate(divide="ignore"):
        middle = np.arctanh(value)
    return np.tanh(middle - margin), np.tanh(middle + margin)


def _quadrants(rows: pd.DataFrame) -> pd.Series:
    """Return the quadrant of each item against the means of the items of its row, "" where an interval holds the mean."""
    grouped = rows.groupby(list(ROW))
    score, weight = (grouped[name].transform("mean") for name in ("value", "importance"))
    good, poor = rows["low"] > score, rows["high"] < score
    strong, weak = rows["importance_low"] > weight, rows["importance_high"] < weight
    choices = {"focus": strong & poor, "keep": strong & good, "low": weak & poor, "ample": weak & good}
    return pd.Series(np.select(list(choices.values()), list(choices), default=""), index=rows.index).astype("str")
