"""Design-based estimates of surveys from stored sums: linearised variances over strata, domains and non-response.

References: Lumley (2004), Journal of Statistical Software 9(8); Lohr (2010), Sampling: Design and Analysis, chapters 3, 4
and 9. The numbers are those of R's ``survey`` with ``survey.lonely.psu = "adjust"``, with t intervals.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from kpi.calc.scope import ROW, of_measures, pooled, scoped
from kpi.core.indicator import Evidence, Question

STRATUM = ("cell_start", "cell_months", "stratum")
"""Every survey (its own period) is sampled by itself, so its strata are strata of the reporting period."""
_UNWEIGHTED = {"ww": "n", "wwx": "wx", "wwxx": "wxx"}


def survey_levels(evidence: Evidence, question: Question, *, measure: str) -> pd.DataFrame:
    """Return value, variance, df and n of the weighted mean of a measure per row (domain).

    value = sum(w x)/sum(w) over the answers of the row; its variance is linearised over the strata of the survey, with
    the people who were sampled but are outside the row or did not answer counted as zeros; df = answers - strata they
    come from. Note columns: ``not_poolable``, ``single_stratum``. Means printed without n stand alone and have no
    variance; where the file gives no spread the variance is NaN.
    """
    cells = scoped(with_plain_weights(of_measures(evidence.cells, measure)), question)
    strata = pooled(cells, [*ROW, *STRATUM])
    domain = _domains(cells)
    sizes = stratum_sizes(evidence, measure=measure)
    sized = strata.merge(sizes, on=list(STRATUM), how="left", validate="m:1")
    sized = sized.merge(domain[[*ROW, "value", "w"]], on=list(ROW), suffixes=("", "_domain"))
    variance = _variance(sized[sized["n"] > 0])
    return domain.drop(columns="w").merge(variance, on=list(ROW), how="left").fillna({"strata": 0.0, "single": False})


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
    1 - sampled in the year / population of that year and stratum; 1 where the population is not known.
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
    factor = (1 - in_year / sizes["population"]).clip(lower=0.0, upper=1.0).fillna(1.0)
    return sizes.assign(fpc=factor)[[*STRATUM, "sampled", "fpc"]]


def _variance(strata: pd.DataFrame) -> pd.DataFrame:
    """Return variance, df and the number of strata with one person per row, from sums per row and stratum."""
    mean, weight = strata["value"], strata["w_domain"]
    total = (strata["wx"] - mean * strata["w"]) / weight
    squares = (strata["wwxx"] - 2 * mean * strata["wwx"] + mean * mean * strata["ww"]) / weight**2
    squares = squares.where(~(squares <= 1e-12 * strata["wwxx"] / weight**2), 0.0)
    terms = strata[list(ROW)].assign(
        n=strata["n"],
        term=stratum_variance(total, squares, strata["sampled"], strata["fpc"]),
        single=strata["sampled"] == 1,
    )
    grouped = terms.groupby(list(ROW))
    result = grouped.agg(answers=("n", "sum"), strata=("n", "size"), single=("single", "max"))
    result["variance"] = grouped["term"].sum(skipna=False)
    result["df"] = result["answers"] - result["strata"]
    result["variance"] = result["variance"].where(result["df"] > 0)
    result["single_stratum"] = result["single"] & (result["strata"] > 1)
    return result.reset_index()


def stratum_variance(total: pd.Series, squares: pd.Series, sampled: pd.Series, fpc: pd.Series | float) -> pd.Series:
    """Return a stratum's part of a linearised variance from the sum and sum of squares of its linearised values u.

    fpc n/(n-1) (sum u^2 - (sum u)^2/n); people outside the domain have u = 0 and count in n only. A stratum of one
    person is centred at the overall mean of u, which is zero, without the factor n/(n-1).
    """
    several = sampled.where(sampled > 1)
    around = (squares - total * total / several).clip(lower=0.0)
    return fpc * (several / (several - 1) * around).where(sampled > 1, squares)


def kish_effective_n(weights: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    """Return (sum w)^2 / sum w^2: the size of an unweighted sample that loses as much to unequal weights."""
    return float(weights.sum() ** 2 / (weights**2).sum())
