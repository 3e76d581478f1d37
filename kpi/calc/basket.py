"""The same-task engine: what changed within tasks, what through the mix of tasks, and what through new and ended ones.

References: Kitagawa (1955), Journal of the American Statistical Association 50, 1168-1194; Das Gupta (1993), U.S. Bureau
of the Census P23-186; ILO and others (2004), Consumer Price Index Manual, chapter 15; Satterthwaite (1946), Biometrics
Bulletin 2, 110-114.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from kpi.calc.change import NEAR_ZERO, chance_apart, interval, p_of_alike, p_value
from kpi.calc.scope import spread

TASK_COLUMNS = ("basket_task", "n", "wx", "wxx")


def matched(now: pd.DataFrame, then: pd.DataFrame) -> pd.DataFrame:
    """Return one row per comparison and task that occurs in either period.

    ``now`` and ``then`` have columns row (id of the comparison) and ``TASK_COLUMNS``; n above zero. The result has, for
    both periods (the earlier with suffix ``_0``), n, mean, spread (variance between cases), pool (the pooled variance
    within tasks), and ``both``: whether the task occurs in both.
    """
    sides = [_task_means(side).astype({"basket_task": "object"}) for side in (now, then)]
    tasks = sides[0].merge(sides[1], on=["row", "basket_task"], how="outer", suffixes=("", "_0"))
    tasks["both"] = tasks["n"].notna() & tasks["n_0"].notna()
    for name in ("n", "wx", "n_0", "wx_0"):
        tasks[name] = tasks[name].fillna(0.0)
    return tasks


def _task_means(side: pd.DataFrame) -> pd.DataFrame:
    variance = spread(side["n"], side["wx"], side["wxx"])
    return side[["row", "basket_task", "n", "wx"]].assign(mean=side["wx"] / side["n"], spread=variance)


def decompose(tasks: pd.DataFrame, *, confidence: float = 0.95) -> pd.DataFrame:
    """Return one row per comparison (index = row id): the exact split of the crude change, interval, index link.

    Columns: crude_change, within, mix, entry_exit (they add up), change_low, change_high, p (of within), coverage (the
    smaller matched share of cases, 0-1), matched_tasks, all_tasks, laspeyres, paasche, fisher (1 = unchanged) and the
    note columns pooled_spread and no_matched_tasks. Without a matched task all but the crude change and counts is NaN.
    """
    totals = tasks.groupby("row")[["n", "wx", "n_0", "wx_0"]].sum()
    effects = effects_of(tasks)
    sums = effects[effects["both"]].groupby("row")[["within", "mix", "n", "n_0", "n0m1", "n0m0", "n1m1", "n1m0"]]
    same = sums.sum(min_count=1).reindex(totals.index)
    result = pd.DataFrame(index=totals.index)
    result["crude_change"] = totals["wx"] / totals["n"] - totals["wx_0"] / totals["n_0"]
    result[["within", "mix"]] = same[["within", "mix"]]
    shares = pd.concat([same["n"] / totals["n"], same["n_0"] / totals["n_0"]], axis=1)
    result["coverage"] = shares.min(axis=1).fillna(0.0)
    result["matched_tasks"] = tasks.groupby("row")["both"].sum().astype("float64")
    result["all_tasks"] = tasks.groupby("row").size().astype("float64")
    rest = result["crude_change"] - same["within"] - same["mix"]
    result["entry_exit"] = rest.mask(result["matched_tasks"] == result["all_tasks"], 0.0)
    result["no_matched_tasks"] = result["matched_tasks"] == 0
    result["laspeyres"] = _ratio(same["n0m1"], same["n0m0"])
    result["paasche"] = _ratio(same["n1m1"], same["n1m0"])
    result["fisher"] = np.sqrt(result["laspeyres"] * result["paasche"])
    return _with_interval(result, effects, confidence=confidence)


def _ratio(above: pd.Series, below: pd.Series) -> pd.Series:
    return above / below.where(below > 0)


def effects_of(tasks: pd.DataFrame) -> pd.DataFrame:
    """Return the tasks with their rescaled mean share (weight), within and mix effects and the sums of the indices."""
    same = tasks["both"]
    shares = [tasks[name] / tasks[name].where(same).groupby(tasks["row"]).transform("sum") for name in ("n", "n_0")]
    weight = (shares[0] + shares[1]) / 2
    change = tasks["mean"] - tasks["mean_0"]
    return tasks.assign(
        weight=weight.where(same),
        within=weight * change,
        mix=(tasks["mean"] + tasks["mean_0"]) / 2 * (shares[0] - shares[1]),
        n0m1=tasks["n_0"] * tasks["mean"],
        n0m0=tasks["n_0"] * tasks["mean_0"],
        n1m1=tasks["n"] * tasks["mean"],
        n1m0=tasks["n"] * tasks["mean_0"],
    )


def _with_interval(result: pd.DataFrame, effects: pd.DataFrame, *, confidence: float) -> pd.DataFrame:
    """Add the interval of within: Var = sum of weight^2 (s1^2/n1 + s0^2/n0), t with Satterthwaite df.

    A matched task with one case gets the pooled spread, a mean of the other tasks' spreads; so the variance is a sum of
    independent a_k s_k^2, and df = Var^2 / sum of a_k^2 s_k^4/(n_k - 1) stays exact in that form. Where all cases of each
    task are alike there is no t: see ``p_of_alike``.
    """
    sides = [_side_variance(effects, suffix) for suffix in ("", "_0")]
    variance = sides[0]["variance"] + sides[1]["variance"]
    with np.errstate(divide="ignore", invalid="ignore"):
        df = variance**2 / (sides[0]["fourth"] + sides[1]["fourth"])
    low, high = interval(result["within"], variance, df, confidence=confidence)
    tested = p_value(result["within"], variance, df)
    alike = effects[effects["row"].map(variance) == 0]
    apart = _apart(alike, result["within"]).reindex(result.index)
    p = p_of_alike(tested, variance, apart, confidence=confidence)
    known = ~np.isnan(p)
    return result.assign(
        change_low=np.where(known, low, np.nan),
        change_high=np.where(known, high, np.nan),
        p=p,
        pooled_spread=(sides[0]["single"] + sides[1]["single"] > 0) & known,
    )


def _apart(effects: pd.DataFrame, within: pd.Series) -> pd.Series:
    """Return how often chance alone parts the cases of all tasks that moved as the whole did."""
    moved = (effects["mean"] - effects["mean_0"]) * np.sign(effects["row"].map(within)) > NEAR_ZERO
    apart = np.where(moved, chance_apart(effects["n"], effects["n_0"]), 1.0)
    return effects.assign(apart=apart).groupby("row")["apart"].prod()


def _side_variance(effects: pd.DataFrame, suffix: str) -> pd.DataFrame:
    row, n, s2 = effects["row"], effects[f"n{suffix}"], effects[f"spread{suffix}"]
    freedom = (n - 1).where(n >= 2)
    single = (n == 1) & effects["both"]
    squared = (effects["weight"] ** 2).fillna(0.0)
    pool_freedom = freedom.groupby(row).transform("sum")
    pool_weight = squared.where(single, 0.0).groupby(row).transform("sum")
    share = (pool_weight / pool_freedom.where(pool_freedom > 0)).fillna(0.0)
    factor = squared.where(~single, 0.0) / n.where(n > 0) + share * freedom.fillna(0.0)
    used = factor.fillna(0.0) > 0
    terms = (factor * s2).where(used, 0.0)
    fourth = (terms**2 / freedom).where(used, 0.0)
    unknown = (single & (pool_freedom == 0)) | (used & s2.isna())
    parts = pd.DataFrame({"row": row, "variance": terms.mask(unknown), "fourth": fourth, "single": single})
    sums = parts.groupby("row")[["fourth", "single"]].sum()
    return sums.assign(variance=parts.groupby("row")["variance"].sum(skipna=False))
