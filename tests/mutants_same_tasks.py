"""As ``tests/mutants_same.py``, of the modules about tasks: the same-task engine, open cases and early ends."""

from __future__ import annotations

from collections.abc import Mapping

from tests.mutants_same import AGAIN, INDEX, KEYS, NO_NUMBER, NOT, SKIPPED, TYPE, WARNING

_ALIGNED = "pandas puts values beside those of the same comparison by itself"
_ALL_SINGLE = "without a task of two cases no spread is left that it would be a share of"
_ONE = "one scope, whatever its name"
_SORTED = "a sort by several columns has one kind only"
_UNUSED = "a part that is 0 or missing is not used"
OF_TASKS: Mapping[str, Mapping[str, str]] = {
    "basket": {
        'apart = np.where(moved, chance_apart(effects["n"], effects["n_0"]), None)': "a product leaves out what is missing",
        'moved = (effects["mean"] - effects["mean_0"]) * np.sign(effects["row"].map(within)) >= NEAR_ZERO': (
            "no difference of means is exactly what counts as rounding"
        ),
        'moved = (effects["mean"] - effects["mean_0"]) / np.sign(effects["row"].map(within)) > NEAR_ZERO': (
            "a sign is 1 or -1; without a change nothing is rearranged"
        ),
        "same = sums.sum(min_count=1).reindex(None)": _ALIGNED,
        "result = pd.DataFrame(index=None)": _ALIGNED,
        'pool_weight = squared.where(single, None).groupby(row).transform("sum")': SKIPPED,
        'pool_weight = squared.where(single, ).groupby(row).transform("sum")': SKIPPED,
        "share = (pool_weight / pool_freedom.where(pool_freedom > 0)).fillna(None)": _ALL_SINGLE,
        "share = (pool_weight / pool_freedom.where(pool_freedom >= 0)).fillna(0.0)": _ALL_SINGLE,
        "share = (pool_weight / pool_freedom.where(pool_freedom > 0)).fillna(1.0)": _ALL_SINGLE,
        "factor = squared.where(~single, None) / n.where(n > 0) + share * freedom.fillna(0.0)": _UNUSED,
        "factor = squared.where(~single, ) / n.where(n > 0) + share * freedom.fillna(0.0)": _UNUSED,
        "factor = squared.where(~single, 0.0) / n.where(n >= 0) + share * freedom.fillna(0.0)": _UNUSED,
        "factor = squared.where(~single, 0.0) / n.where(n > 1) + share * freedom.fillna(0.0)": _UNUSED,
        "factor = squared.where(~single, 0.0) / n.where(n > 0) + share * freedom.fillna(None)": _UNUSED,
        "used = factor.fillna(None) > 0": "what is missing is not above 0 either",
        "fourth = (terms**2 / freedom).where(used, None)": SKIPPED,
        "fourth = (terms**2 / freedom).where(used, )": SKIPPED,
        'return sums.assign(variance=parts.groupby("row")["variance"].sum(skipna=None))': NOT,
    },
    "early": {
        'n=saved["count"].where(saved["known"], None), early=saved["count"].where(saved["saved"] > 0, 0.0)': NO_NUMBER,
        'n=saved["count"].where(saved["known"], ), early=saved["count"].where(saved["saved"] > 0, 0.0)': SKIPPED,
        'n=saved["count"].where(saved["known"], 0.0), early=saved["count"].where(saved["saved"] > 0, None)': SKIPPED,
        'n=saved["count"].where(saved["known"], 0.0), early=saved["count"].where(saved["saved"] > 0, )': SKIPPED,
        'cases=saved["count"].where(points.notna(), None),': SKIPPED,
        'cases=saved["count"].where(points.notna(), ),': SKIPPED,
        'known_cases=saved["count"].where(saved["known"], None),': SKIPPED,
        'known_cases=saved["count"].where(saved["known"], ),': SKIPPED,
        'points=points.fillna(None) * saved["count"],': SKIPPED,
        "points = pd.Series(None, index=saved.index)": NO_NUMBER,
        "points = pd.Series(index=saved.index)": NO_NUMBER,
        'sums = counted.groupby([*ROW, "kind"], as_index=None)[["count", "n", "early"]].sum()': NOT,
        'sums = told.groupby(list(ROW), as_index=None)[["points", "cases", "known_cases", "count"]].sum()': NOT,
        'share = sums["early"] / sums["n"].where(sums["n"] >= 0)': "0 of 0 is missing, too",
        'per_case = sums["points"] / sums["cases"].where(sums["cases"] >= 0)': "0 of 0 is missing, too",
        'cells = scoped(planned.merge(taken, on=None, how="left"), question).reset_index(drop=True)': KEYS,
        'cells = scoped(planned.merge(taken, how="left"), question).reset_index(drop=True)': KEYS,
        'cells = scoped(planned.merge(taken, on=keys, how="left"), question).reset_index(drop=None)': INDEX,
        'cells = scoped(planned.merge(taken, on=keys, how="left"), question).reset_index(drop=False)': INDEX,
        'period = cells["wx"] / cells["n"].where(cells["n"] >= 0)': "no case is known where there is none",
        'there = cells["histogram"].map(lambda blob: isinstance(blob, bytes)).astype(None)': TYPE,
        'known = same & there & (cells["n"] >= 0)': "without cases no period is known, so same is False",
        'place, bins, counts = decode_each(cells["histogram"].where(known, ))': "NaN holds no distribution either",
        'blind = shown[~known].assign(saved=None, count=cells.loc[~known, "n"])': NO_NUMBER,
        'blind = shown[~known].assign(count=cells.loc[~known, "n"])': "what a part lacks is NaN",
        'return pd.concat([spread, blind], ignore_index=None).astype({"count": "float64", "saved": "float64"})': INDEX,
        'return pd.concat([spread, blind], ).astype({"count": "float64", "saved": "float64"})': INDEX,
        'return pd.concat([spread, blind], ignore_index=False).astype({"count": "float64", "saved": "float64"})': INDEX,
        "taken = np.where(np.abs(near - taken) < ERROR * taken, near, taken)": "no middle of a bin lies just at its error",
        "return np.where(np.abs(saved - whole) < ERROR * taken, whole, saved)": "no middle of a bin lies just at its error",
    },
    "open_cases": {
        'times, counts = mine["value"].to_numpy(None), mine["count"].to_numpy("int64")': "values are floats already",
        'times, counts = mine["value"].to_numpy("float64"), mine["count"].to_numpy(None)': "counts are whole numbers already",
        "found = Median(np.nan, None, np.nan)": NO_NUMBER,
        "found = Median(np.nan, np.nan, None)": NO_NUMBER,
        "found = Median(None, np.nan, np.nan)": NO_NUMBER,
        'warnings.filterwarnings("ignore", "The confidence interval is undefined", )': WARNING,
        'warnings.filterwarnings("ignore", "the confidence interval is undefined", RuntimeWarning)': WARNING,
        'warnings.filterwarnings("ignore", "THE CONFIDENCE INTERVAL IS UNDEFINED", RuntimeWarning)': WARNING,
        'limits = curve.confidence_interval(confidence, method="LOG-LOG")': "another spelling of the same method",
        'return set(cells.loc[(cells["n"] > 0) & ~known, list(ROW)].itertuples(index=None, name=None))': NOT,
        'return set(cells.loc[(cells["n"] > 0) & ~known, list(ROW)].itertuples(index=False, ))': "a named tuple is equal to a tuple",
    },
    "published_tasks": {
        'return pd.DataFrame({"row": 1, "basket_task": tasks, "n": number, "wx": number * level, "wxx": np.nan})': (
            "any number names the only comparison"
        ),
        'starts = pd.to_datetime([f"{2001 + t}-01-01" for t in range(len(sides))])': "any years in a row",
        'rows = pd.DataFrame({"period_start": starts, "value": 2.0, "link": links}).assign(department="", task="")': (
            "a value need only be known"
        ),
        'rows = pd.DataFrame({"period_start": starts, "value": 1.0, "link": links}).assign(department="XXXX", task="")': _ONE,
        'rows = pd.DataFrame({"period_start": starts, "value": 1.0, "link": links}).assign(department="", task="XXXX")': _ONE,
    },
    "same_task": {
        'if question.compare != "XXpreviousXX":': AGAIN,
        'if question.compare != "PREVIOUS":': AGAIN,
        'sums = pooled(cells, [*ROW, "basket_task"], )': "more sums than are used",
        "now = pairs.merge(tasks, on=None)": KEYS,
        "now = pairs.merge(tasks, )": KEYS,
        'then = pairs.drop(columns="period_start").rename(columns={"counterpart": "period_start"}).merge(tasks, )': KEYS,
        'then = pairs.drop(columns="period_start").rename(columns={"counterpart": "period_start"}).merge(tasks, on=None)': (
            KEYS
        ),
    },
    "task_table": {
        'table = table.astype({"department": "str", "task": "str"}).merge(own, how="left")': (KEYS),
        'size = -table["contribution"].abs().fillna(None)': "missing sizes stand last either way",
        'size = -table["contribution"].abs().fillna(-2.0)': "missing sizes stand last either way",
        'table = table.astype({"department": "str", "task": "str"}).merge(own, on=None, how="left")': KEYS,
        'ordered = table.assign(size=size).sort_values([*_KEYS, "size", "task"], kind=None, ignore_index=True)': _SORTED,
        'ordered = table.assign(size=size).sort_values([*_KEYS, "size", "task"], kind="XXstableXX", ignore_index=True)': _SORTED,
        'ordered = table.assign(size=size).sort_values([*_KEYS, "size", "task"], ignore_index=True)': (
            "no two rows have the same key, so any sort is stable"
        ),
    },
}
