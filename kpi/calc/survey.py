"""Design-based estimates of surveys from stored sums: linearised variances over strata, domains and non-response.

References: Lumley (2004), Journal of Statistical Software 9(8); Lohr (2010), Sampling: Design and Analysis, chapters 3, 4
and 9. The numbers are those of R's ``survey`` with ``survey.lonely.psu = "adjust"``, with t intervals.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kpi.calc.scope import ROW, joined, of_measures, pooled, scoped
from kpi.core.indicator import Evidence, Question

STRATUM = ("cell_start", "cell_months", "stratum")
"""Every survey (its own period) is sampled by itself, so its strata are strata of the reporting period."""
_ROUNDING = 1e-12
_UNWEIGHTED = {"ww": "n", "wwx": "wx", "wwxx": "wxx"}


def survey_levels(evidence: Evidence, question: Question, *, measure: str) -> pd.DataFrame:
    """Return value, variance, df and n of the weighted mean of a measure per row (domain).

    value = sum(w x)/sum(w) over the answers of the row; its variance is linearised over the strata of the survey, with
    the people who were sampled but are outside the row or did not answer counted as zeros; df = answers - strata they
    come from. ``simple``: no weights, strata or finite population. Note columns: ``not_poolable``, ``single_stratum``. Means printed without n stand alone and have no
    variance; where the file gives no spread the variance is NaN.
    """
    cells = scoped(with_plain_weights(of_measures(evidence.cells, measure)), question)
    strata = pooled(cells, [*ROW, *STRATUM])
    domain = _domains(cells)
    sizes = stratum_sizes(evidence, measure=measure)
    sized = strata.merge(sizes, on=list(STRATUM), how="left", validate="m:1")
    sized = sized.merge(domain[[*ROW, "value", "w"]], on=list(ROW), suffixes=("", "_domain"))
    variance = _variance(sized[sized["n"] > 0])
    levels = joined(domain.drop(columns="w"), variance)
    return levels.assign(single_stratum=levels["single_stratum"].eq(True), simple=levels["simple"].eq(True))


def with_plain_weights(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the cells with the sums of squared weights filled in where every weight is one (w = n)."""
    plain = cells["w"] == cells["n"]
    filled = {name: cells[name].fillna(cells[other].where(plain)) for name, other in _UNWEIGHTED.items()}
    return cells.assign(**filled)


def _domains(cells: pd.DataFrame) -> pd.DataFrame:
    sums = pooled(cells, ROW, ("n", "w", "wx"))
    value = (sums["wx"] / sums["w"].where(sums["w"] > 0)).fillna(sums["printed"])
    return sums[[*ROW, "n", "w"]].assign(value=value, not_poolable=sums["printed_cells"] > 0)


def stratum_sizes(evidence: Evidence, *, measure: str) -> pd.DataFrame:
    """Return the people sampled (``sampled``) and the finite-population factor (``fpc``) per survey and stratum.

    Sampled is everybody of the measure ``respondents``, or the answers where a file does not say more. fpc is
    1 - sampled in the year / population of that year and stratum; 1 where the population is not known, or smaller
    than the sample (then it is not the population of this survey).
    """
    cells = of_measures(evidence.cells, "respondents", measure)
    cells = cells[cells["group"] == ""]
    cells = cells.assign(cell_start=cells["period_start"].astype("datetime64[s]"), cell_months=cells["period_months"])
    counts = cells.groupby([*STRATUM, "measure"])["n"].sum().unstack("measure")
    sizes = counts.max(axis=1).rename("sampled").reset_index()
    sizes["year"] = sizes["cell_start"].dt.year.astype("int64")
    population = evidence.population.astype({"year": "int64"})[["year", "stratum", "population"]]
    sizes = sizes.merge(population, on=["year", "stratum"], how="left", validate="m:1")
    in_year = sizes.groupby(["year", "stratum"])["sampled"].transform("sum")
    factor = (1 - in_year / sizes["population"]).where(in_year <= sizes["population"], 1.0)
    return sizes.assign(fpc=factor)[[*STRATUM, "sampled", "fpc"]]


def _variance(strata: pd.DataFrame) -> pd.DataFrame:
    """Return variance, df and the number of strata with one person per row, from sums per row and stratum."""
    total, squares = linearised(strata, strata["value"], strata["w_domain"])
    terms = strata[list(ROW)].assign(
        n=strata["n"],
        term=stratum_variance(total, squares, strata["sampled"], strata["fpc"]),
        single=strata["sampled"] == 1,
        simple=(strata["w"] == strata["n"]) & (strata["ww"] == strata["n"]) & (strata["fpc"] == 1),
    )
    grouped = terms.groupby(list(ROW))
    result = grouped.agg(answers=("n", "sum"), strata=("n", "size"), single=("single", "max"), simple=("simple", "min"))
    result["variance"] = grouped["term"].sum(skipna=False)
    result["df"] = result["answers"] - result["strata"]
    result["variance"] = result["variance"].where(result["df"] > 0)
    result["single_stratum"] = result["single"] & (result["strata"] > 1)
    result["simple"] = result["simple"] & (result["strata"] == 1)
    return result.reset_index()[[*ROW, "variance", "df", "single_stratum", "simple"]]


def stratum_variance(total: pd.Series, squares: pd.Series, sampled: pd.Series, fpc: pd.Series | float) -> pd.Series:
    """Return a stratum's part of a linearised variance from the sum and sum of squares of its linearised values u.

    fpc n/(n-1) (sum u^2 - (sum u)^2/n); people outside the domain have u = 0 and count in n only. A stratum of one
    person is centred at the overall mean of u, which is zero, without the factor n/(n-1).
    """
    several = sampled.where(sampled > 1)
    around = (squares - total * total / several).clip(lower=0.0)
    return fpc * (several / (several - 1) * around).where(sampled > 1, squares)


@dataclass(frozen=True)
class Estimate:
    """An estimate with its variance (squared standard error) and degrees of freedom."""

    value: float
    variance: float
    df: float


def linearised(strata: pd.DataFrame, mean: Any, weight: Any) -> tuple[pd.Series, pd.Series]:
    """Return per stratum the sum and the sum of squares of u = w (x - mean)/weight over the answers of a domain.

    ``mean`` and ``weight`` are the domain's mean and sum of weights. Squares of up to 1e-12 of their parts are rounding: zero.
    """
    total = (strata["wx"] - mean * strata["w"]) / weight
    squares = (strata["wwxx"] - 2 * mean * strata["wwx"] + mean * mean * strata["ww"]) / weight**2
    return total, squares.where(~(squares <= _ROUNDING * strata["wwxx"] / weight**2), 0.0)


def domain_estimate(strata: pd.DataFrame) -> Estimate:
    """Return the weighted mean of one domain from its sums per stratum (columns of cells, sampled, fpc)."""
    weight = strata["w"].sum()
    mean = strata["wx"].sum() / weight
    terms = stratum_variance(*linearised(strata, mean, weight), strata["sampled"], strata["fpc"])
    return Estimate(float(mean), float(terms.sum(skipna=False)), float(strata["n"].sum() - len(strata)))


def difference_within(one: pd.DataFrame, other: pd.DataFrame) -> Estimate:
    """Return the difference one - other of two domains of the same survey, u = u_one - u_other in one variance.

    Both frames have the same strata (column ``stratum``) and no person in common; df = answers of both - strata.
    """
    sides = [side.set_index("stratum") for side in (one, other)]
    means = [side["wx"].sum() / side["w"].sum() for side in sides]
    parts = [linearised(side, mean, side["w"].sum()) for side, mean in zip(sides, means, strict=True)]
    total, squares = parts[0][0] - parts[1][0], parts[0][1] + parts[1][1]
    variance = stratum_variance(total, squares, sides[0]["sampled"], sides[0]["fpc"]).sum(skipna=False)
    answers = sum(float(side["n"].sum()) for side in sides)
    return Estimate(float(means[0] - means[1]), float(variance), answers - len(sides[0]))


def score_of_codes(counts: Mapping[float, float], *, low: float, high: float) -> float:
    """Return the mean of (x - low)/(high - low) x 100 over counted answer codes x; NaN without an answer.

    >>> score_of_codes({1: 1, 5: 3}, low=1, high=5)
    75.0
    """
    answers = sum(counts.values())
    if answers == 0:
        return float("nan")
    mean = sum(code * count for code, count in counts.items()) / answers
    return 100 * (mean - low) / (high - low)
