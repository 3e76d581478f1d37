"""Published worked examples, recomputed with the functions that the indicators use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from kpi.calc.basket import decompose, matched
from kpi.calc.change import interval, welch, welch_df
from kpi.calc.published_books import RECOMPUTE as BOOK_RECOMPUTE
from kpi.calc.published_smile import RECOMPUTE as SMILE_RECOMPUTE
from kpi.calc.published_tasks import RECOMPUTE as TASK_RECOMPUTE
from kpi.calc.published_tasks import basket
from kpi.calc.rater_agreement import agreement
from kpi.calc.rates import linearised_ratio
from kpi.calc.scope import spread
from kpi.calc.shares import newcombe, wilson
from kpi.calc.survey import difference_within, domain_estimate, score_of_codes, stratum_variance
from kpi.calc.verdict import adjusted
from kpi.core.published import CASES, PublishedCase
from kpi.core.study import PrintedFigure

Figures = Mapping[str, Any]


@dataclass(frozen=True)
class Reproduction:
    """A published case beside what our functions compute from its figures."""

    case: PublishedCase
    computed: Mapping[str, float]

    @property
    def reproduced(self) -> bool:
        """Whether every printed result comes out to its printed digits."""
        return all(_agrees(text, self.computed.get(name)) for name, text in self.case.printed.items())


def _agrees(printed: str, computed: float | None) -> bool:
    if computed is None or np.isnan(computed):
        return False
    decimals = len(printed.partition(".")[2])
    return bool(abs(float(printed) - computed) <= 0.5000001 * 10.0**-decimals)


def reproduce() -> tuple[Reproduction, ...]:
    """Return every published case with its recomputed results, in the order of the list."""
    return tuple(Reproduction(case, RECOMPUTE[case.id](case.inputs)) for case in CASES)


def printed_change(figure: PrintedFigure) -> float:
    """Return after - before in the figure's unit, or in percent of before where ``relative``; NaN without a before."""
    change = figure.after - figure.before
    return 100 * change / figure.before if figure.relative else change


def _das_gupta(figures: Figures) -> dict[str, float]:
    now = basket(figures["share"], figures["mean"])
    then = basket(figures["share_0"], figures["mean_0"])
    split = decompose(matched(now, then)).iloc[0]
    found = {name: float(split[name]) for name in ("crude_change", "within", "mix", "entry_exit")}
    return found | {f"{name}_percent": 100 * found[name] / found["crude_change"] for name in ("within", "mix")}


def _cpi_manual(figures: Figures) -> dict[str, float]:
    prices, quantities = figures["prices"], figures["quantities"]
    found: dict[str, float] = {}
    base = basket(quantities[0], prices[0])
    for place, both in enumerate(zip(quantities[1:], prices[1:], strict=True), start=2):
        index = decompose(matched(basket(*both), base)).iloc[0]
        found |= {f"{name}_{place}": float(index[name]) for name in ("laspeyres", "paasche", "fisher")}
    return found


def _strata(figures: Figures, sums: Figures) -> pd.DataFrame:
    """Return the sums of a stratified sample with one weight per stratum, in the names of cells."""
    weight = np.asarray(figures["weight"])
    plain = {"w": sums["n"], "wx": sums["x"], "wxx": sums["xx"]}
    weighted = {name: weight * np.asarray(values) for name, values in plain.items()}
    squared = {f"w{name}": weight * values for name, values in weighted.items()}
    known = {"stratum": figures["strata"], "n": sums["n"], "sampled": figures["n"]}
    fpc = 1 - np.asarray(figures["n"]) / np.asarray(figures["population"])
    return pd.DataFrame({**known, **weighted, **squared, "fpc": fpc})


def _survey_mean(figures: Figures) -> dict[str, float]:
    strata = _strata(figures, figures)
    whole = domain_estimate(strata)
    low, high = interval(whole.value, whole.variance, whole.df)
    found = {"mean": whole.value, "se": whole.variance**0.5, "df": whole.df, "low": float(low), "high": float(high)}
    for place, name in enumerate(figures["strata"]):
        part = domain_estimate(strata.iloc[[place]])
        found |= {f"mean_{name}": part.value, f"se_{name}": part.variance**0.5}
    return found


def _survey_difference(figures: Figures) -> dict[str, float]:
    estimate = difference_within(_strata(figures, figures["yes"]), _strata(figures, figures["no"]))
    return {"difference": estimate.value, "t": estimate.value / estimate.variance**0.5}


def _survey_ratio(figures: Figures) -> dict[str, float]:
    weight = np.asarray(figures["weight"])
    plain = {f"w{name}": weight * np.asarray(figures[name]) for name in ("x", "y", "xx", "yy", "xy")}
    sums = pd.DataFrame({**plain, **{f"w{name}": weight * values for name, values in plain.items()}})
    below = sums["wx"].sum()
    ratio = sums["wy"].sum() / below
    squares = sums[["wwxx", "wwyy", "wwxy"]].set_axis(["wxx", "wyy", "wxy"], axis=1)
    total, squared = linearised_ratio(sums[["wx", "wy"]].join(squares), ratio, below)
    sampled = pd.Series(figures["n"])
    terms = stratum_variance(total, squared, sampled, 1 - sampled / np.asarray(figures["population"]))
    return {"ratio": float(ratio), "se": float(terms.sum() ** 0.5)}


def _wilson(figures: Figures) -> dict[str, float]:
    found: dict[str, float] = {}
    for place, (x, n) in enumerate(figures["counts"], start=1):
        low, high = wilson(x / n, n)
        found |= {f"low_{place}": float(low), f"high_{place}": float(high)}
    return found


def _newcombe(figures: Figures) -> dict[str, float]:
    found: dict[str, float] = {}
    for place, (x, n, x_0, n_0) in enumerate(figures["counts"], start=1):
        low, high = newcombe(x / n, n, x_0 / n_0, n_0)
        found |= {f"low_{place}": float(low), f"high_{place}": float(high)}
    return found


def _welch(figures: Figures) -> dict[str, float]:
    sides = []
    for name in ("group_1", "group_2"):
        x = pd.Series(figures[name])
        n = pd.Series([float(len(x))])
        sides.append((x.mean(), float((spread(n, x.sum(), (x * x).sum()) / n).iloc[0]), len(x) - 1))
    change, low, high, p = welch(*sides[0], *sides[1])
    df = welch_df(*sides[0][1:], *sides[1][1:])
    return {"difference": float(change), "low": float(low), "high": float(high), "p": float(p), "df": float(df)}


def _benjamini_hochberg(figures: Figures) -> dict[str, float]:
    p = pd.Series(figures["p"])
    return {"rejected": float((adjusted(p, p * 0) <= 0.05).sum())}


def _shrout_fleiss(figures: Figures) -> dict[str, float]:
    found = agreement(np.asarray(figures["block"]))
    return {"icc_single": found.single, "icc_average": found.average}


def _govuk(figures: Figures) -> dict[str, float]:
    low, high = figures["scale"]
    answers = [{low + step: n for step, n in enumerate(counts)} for counts in figures["counts"]]
    return {f"score_{place}": score_of_codes(one, low=low, high=high) for place, one in enumerate(answers, start=1)}


RECOMPUTE: Mapping[str, Callable[[Figures], dict[str, float]]] = {
    "das_gupta": _das_gupta,
    "cpi_manual": _cpi_manual,
    "survey_api_mean": _survey_mean,
    "survey_api_share": _survey_mean,
    "survey_api_difference": _survey_difference,
    "survey_api_ratio": _survey_ratio,
    "wilson": _wilson,
    "newcombe_difference": _newcombe,
    "welch_sleep": _welch,
    "benjamini_hochberg": _benjamini_hochberg,
    "shrout_fleiss": _shrout_fleiss,
    "govuk_satisfaction": _govuk,
    **TASK_RECOMPUTE,
    **SMILE_RECOMPUTE,
    **BOOK_RECOMPUTE,
}
