"""Lines that a mutant puts into a module of ``kpi/calc`` and that change no result, each with the reason why."""

from __future__ import annotations

from collections.abc import Mapping

WARNING = "which warnings a library keeps to itself changes no number"
_CHECKED = "merge only checks the keys, which are unique"
_TYPE = "the same numbers in an array of another type"
_NOT = "None stands for False here"
_NO_NUMBER = "None becomes NaN, or is taken for 0, in an array of numbers"
_SKIPPED = "a sum leaves out what is missing"
_TIES = "equal p have the same adjusted p in any order"
_TEXT = "pandas takes texts for texts by itself"
_AGAIN = "the same rows, worked out once more"
_KEYS = "the columns that both have are these keys"
_YEAR = "only a year that is asked for matters here"
_INDEX = "the numbers of the rows are not used"
_ZERO = "nothing is added, and NaN stays NaN"
_ROOT = "where a limit is just zero the search ends there from either side"
_NUMBERED = "the levels are numbered from 0"
_NO_FREEDOM = "scipy gives NaN without degrees of freedom, too"
EXPLAINED: Mapping[str, Mapping[str, str]] = {
    "answers": {
        'effective = pd.Series(effective_n(levels["value"], levels["variance"], levels["n"]), index=None)': _NUMBERED,
        'effective = pd.Series(effective_n(levels["value"], levels["variance"], levels["n"]), )': _NUMBERED,
    },
    "change": {
        "return np.asarray(special.stdtrit(np.where(freedom >= 0, freedom, np.nan), p))": _NO_FREEDOM,
        "tested = 2 * special.stdtr(np.where(freedom >= 0, freedom, np.nan), -ratio)": _NO_FREEDOM,
    },
    "control": {
        "z = np.where(sigma == 0, 1.0, (_floats(shares) - pooled) / sigma)": "no share has a sigma then: all z are equal",
        "ranges = moving_ranges(np.where(np.isnan(_floats(shares)), None, z), joined)": _NO_NUMBER,
        "far = np.where(np.abs(position) > 2 / 3 + NEAR_ZERO, side, None)": "no sign either way",
        "found = np.zeros(len(sign), dtype=None)": _TYPE,
        "found = np.zeros(len(far), dtype=None)": _TYPE,
        'rule, direction = [""] * size, np.zeros(size, )': _TYPE,
        'rule, direction = [""] * size, np.zeros(size, dtype=None)': _TYPE,
    },
    "series": {
        "segment = np.zeros(len(rows), dtype=None)": _TYPE,
        "segment = np.zeros(len(rows), )": _TYPE,
        "joined_values: npt.NDArray[np.bool_] = np.asarray(joined, dtype=None) & same": _TYPE,
        'joined = (rows["period_start"] == before) & known & known.shift(fill_value=None)': "the first row follows nothing",
    },
    "collaboration": {
        'result = adjusted(counts.to_numpy(dtype=None), totals.to_numpy(dtype="float64"))': _TYPE,
        'names = [name for name in vars(scores[0]) if name not in ("people", "DEVIATION")]': "more columns than are used",
        'levels["variance"] = pd.Series(squares, index=None).where(levels["n"] > 1)': _NUMBERED,
    },
    "compare": {
        "keys = list(ROW[:4])": "claims name no tasks: all tasks of a row are covered alike",
        'years = levels["period_start"].dt.year.astype(None).where(levels["value"].notna())': _TYPE,
        'rows = levels.merge(usable, left_on=left, right_on=[f"{name}_0" for name in ROW], how="left", validate=None)': (
            _CHECKED
        ),
        'sums[measure] = pooled(cells, ROW, CELL_SUMS[:2])[[*ROW, "n"]].rename(columns={"n": measure})': (
            "more sums than are used"
        ),
    },
    "composite": {
        "given = np.asarray(weights, dtype=None)": _TYPE,
        'table = table[(keys["department"] != "") & table[1].notna()]': "a score is there with all choices or with none",
    },
    "cumulative": {
        'def chained(rows: pd.DataFrame, *, compare: Compare = "XXpreviousXX", base_year: int | None = None) -> pd.Series:': _YEAR,
        'def chained(rows: pd.DataFrame, *, compare: Compare = "PREVIOUS", base_year: int | None = None) -> pd.Series:': _YEAR,
        'ordered = rows.sort_values("period_start", kind=None)': "no scope has two rows of one period",
        'ordered = rows.sort_values("period_start", )': "no scope has two rows of one period",
        "piece = (~linked).astype(None).groupby(keys).cumsum()": _TYPE,
        'level = np.log(ordered["link"].where(linked, 2.0)).groupby(keys).cumsum()': "all levels of a piece are shifted alike",
    },
    "early": {
        'n=saved["count"].where(saved["known"], None), early=saved["count"].where(saved["saved"] > 0, 0.0)': _NO_NUMBER,
        'n=saved["count"].where(saved["known"], ), early=saved["count"].where(saved["saved"] > 0, 0.0)': _SKIPPED,
        'n=saved["count"].where(saved["known"], 0.0), early=saved["count"].where(saved["saved"] > 0, None)': _SKIPPED,
        'n=saved["count"].where(saved["known"], 0.0), early=saved["count"].where(saved["saved"] > 0, )': _SKIPPED,
        'cases=saved["count"].where(points.notna(), None),': _SKIPPED,
        'cases=saved["count"].where(points.notna(), ),': _SKIPPED,
        'known_cases=saved["count"].where(saved["known"], None),': _SKIPPED,
        'known_cases=saved["count"].where(saved["known"], ),': _SKIPPED,
        'points=points.fillna(None) * saved["count"],': _SKIPPED,
        "points = pd.Series(None, index=saved.index)": _NO_NUMBER,
        "points = pd.Series(index=saved.index)": _NO_NUMBER,
        'sums = counted.groupby([*ROW, "kind"], as_index=None)[["count", "n", "early"]].sum()': _NOT,
        'sums = told.groupby(list(ROW), as_index=None)[["points", "cases", "known_cases", "count"]].sum()': _NOT,
        'share = sums["early"] / sums["n"].where(sums["n"] >= 0)': "0 of 0 is missing, too",
        'per_case = sums["points"] / sums["cases"].where(sums["cases"] >= 0)': "0 of 0 is missing, too",
        'cells = scoped(planned.merge(taken, on=None, how="left"), question).reset_index(drop=True)': _KEYS,
        'cells = scoped(planned.merge(taken, how="left"), question).reset_index(drop=True)': _KEYS,
        'cells = scoped(planned.merge(taken, on=keys, how="left"), question).reset_index(drop=None)': _INDEX,
        'cells = scoped(planned.merge(taken, on=keys, how="left"), question).reset_index(drop=False)': _INDEX,
        'period = cells["wx"] / cells["n"].where(cells["n"] >= 0)': "no case is known where there is none",
        'there = cells["histogram"].map(lambda blob: isinstance(blob, bytes)).astype(None)': _TYPE,
        'known = same & there & (cells["n"] >= 0)': "without cases no period is known, so same is False",
        'place, bins, counts = decode_each(cells["histogram"].where(known, ))': "NaN holds no distribution either",
        'blind = shown[~known].assign(saved=None, count=cells.loc[~known, "n"])': _NO_NUMBER,
        'blind = shown[~known].assign(count=cells.loc[~known, "n"])': "what a part lacks is NaN",
        'return pd.concat([spread, blind], ignore_index=None).astype({"count": "float64", "saved": "float64"})': _INDEX,
        'return pd.concat([spread, blind], ).astype({"count": "float64", "saved": "float64"})': _INDEX,
        'return pd.concat([spread, blind], ignore_index=False).astype({"count": "float64", "saved": "float64"})': _INDEX,
        "taken = np.where(np.abs(near - taken) < ERROR * taken, near, taken)": "no middle of a bin lies just at its error",
        "return np.where(np.abs(saved - whole) < ERROR * taken, whole, saved)": "no middle of a bin lies just at its error",
    },
    "groups": {
        "parts = decompose(tasks, )": "its interval is not used: the one within rests on the variances of the groups",
        'df = _df(terms, pd.concat([both["df"], both["df_0"]], ignore_index=None))': _NOT,
        'return pd.DataFrame({"row": 1, "basket_task": groups["group"], **sums})': "any number names the only comparison",
    },
    "items": {
        'rows = rows.merge(_importance(evidence, question), how="left")': _KEYS,
        'noted["many_compared"] = judged["many_compared"].astype(None)': _TYPE,
        "grouped = rows.groupby(list(ROW), dropna=None)": _NOT,
    },
    "means": {
        'counted = sums["n"].where(sums["n"] >= 0)': "without cases the sum is unknown",
    },
    "open_cases": {
        'times, counts = mine["value"].to_numpy(None), mine["count"].to_numpy("int64")': "values are floats already",
        'times, counts = mine["value"].to_numpy("float64"), mine["count"].to_numpy(None)': "counts are whole numbers already",
        "found = Median(np.nan, None, np.nan)": _NO_NUMBER,
        "found = Median(np.nan, np.nan, None)": _NO_NUMBER,
        "found = Median(None, np.nan, np.nan)": _NO_NUMBER,
        'warnings.filterwarnings("ignore", "The confidence interval is undefined", )': WARNING,
        'warnings.filterwarnings("ignore", "the confidence interval is undefined", RuntimeWarning)': WARNING,
        'warnings.filterwarnings("ignore", "THE CONFIDENCE INTERVAL IS UNDEFINED", RuntimeWarning)': WARNING,
        'limits = curve.confidence_interval(confidence, method="LOG-LOG")': "another spelling of the same method",
        'return set(cells.loc[(cells["n"] > 0) & ~known, list(ROW)].itertuples(index=None, name=None))': _NOT,
        'return set(cells.loc[(cells["n"] > 0) & ~known, list(ROW)].itertuples(index=False, ))': "a named tuple is equal to a tuple",
    },
    "quantiles": {
        "groups = bins[list(by)].drop_duplicates(ignore_index=None)": _INDEX,
        "groups = bins[list(by)].drop_duplicates(ignore_index=False)": _INDEX,
        'totals = lacking.groupby(list(by), as_index=None).agg(n=("n", "sum"), no_histogram=("no_histogram", "any"))': _NOT,
        'both = totals.merge(found, on=None, how="left")': _KEYS,
        'both = totals.merge(found, how="left")': _KEYS,
        'reached = grouped.cumsum() / grouped.transform("sum") > q - SLACK': "no share of under 10^11 cases is just q - SLACK",
        'values: np.ndarray = bins[reached].drop_duplicates(list(by))["value"].to_numpy(None)': "values are floats already",
        'pooled = long.groupby([*by, "bin"], as_index=None)["count"].sum()': _NOT,
        'return pooled.assign(value=values_of(pooled["bin"].to_numpy(None)))': "bins are whole numbers already",
    },
    "rates": {
        "sums = pooled(cells, ROW, )": "more sums than are used",
        'value = (sums["wx"] / sums["n"].where(sums["n"] >= 0)).fillna(sums["printed"])': "without cases the sum is unknown",
    },
    "rating_network": {
        'shown = roles.assign(**{name: roles[name].mask(roles["hidden"], None) for name in _SUMS})': "a sum leaves NaN out",
    },
    "ratings": {
        "effects = np.linalg.solve(laplacian - together / size[:, None], y.sum(axis=0) - scaled.T @ rater_sums)": (
            "the right side has no part along the vectors that this term is about"
        ),
        "if (rated.T @ rated).min() >= 3:": "both ways solve the same equations",
    },
    "reliability": {
        'n = float(pairs["w"].iloc[0] ** 2 / pairs["ww"].iloc[1])': "all pairs rest on the same answers",
        'n = float(pairs["w"].iloc[1] ** 2 / pairs["ww"].iloc[0])': "all pairs rest on the same answers",
    },
    "same_task": {
        'if question.compare != "XXpreviousXX":': _AGAIN,
        'if question.compare != "PREVIOUS":': _AGAIN,
        'sums = pooled(cells, [*ROW, "basket_task"], )': "more sums than are used",
        "now = pairs.merge(tasks, on=None)": _KEYS,
        "now = pairs.merge(tasks, )": _KEYS,
        'then = pairs.drop(columns="period_start").rename(columns={"counterpart": "period_start"}).merge(tasks, )': _KEYS,
        'then = pairs.drop(columns="period_start").rename(columns={"counterpart": "period_start"}).merge(tasks, on=None)': (
            _KEYS
        ),
    },
    "scope": {
        'counted = cells["n"].to_numpy(dtype=None) > 0': "numbers of cases are floats already",
        "known = cells[counted].groupby(keys, as_index=False)[list(sums)].sum(skipna=None)": _NOT,
        "known = cells[counted].groupby(keys, as_index=None)[list(sums)].sum(skipna=False)": _NOT,
        'printed = cells[~counted].groupby(keys, as_index=None).agg(printed=("wx", "first"), printed_cells=("wx", "size"))': _NOT,
        'printed = cells[~counted].groupby(keys, as_index=True).agg(printed=("wx", "first"), printed_cells=("wx", "size"))': (
            "merge finds its keys in the index as well as in the columns"
        ),
        'both = known.merge(printed, how="outer") if len(printed) else known.assign(printed=np.nan, printed_cells=0)': _KEYS,
        'both = known.merge(printed, on=keys, how="outer") if len(printed) else known.assign(printed=np.nan, printed_cells=None)': (
            _NO_NUMBER
        ),
        "squares = wxx - wx * wx / n.where(n >= 0)": "without two cases there is no spread, whatever the squares are",
        "squares = wxx - wx * wx / n.where(n > 1)": "without two cases there is no spread, whatever the squares are",
        'printed = cells[~counted].groupby(keys, ).agg(printed=("wx", "first"), printed_cells=("wx", "size"))': (
            "merge finds its keys in the index as well as in the columns"
        ),
        'both = known.merge(printed, on=None, how="outer") if len(printed) else known.assign(printed=np.nan, printed_cells=0)': (
            _KEYS
        ),
        "if left.empty or right.empty:": "texts become objects and texts again",
    },
    "shares": {
        "return np.where(share <= 0, 0.0 / number, low), np.where(share >= 1, 1.0 + 0.0 * number, high)": _ZERO,
        "return np.where(share <= 0, 0.0 * number, low), np.where(share >= 1, 1.0 - 0.0 * number, high)": _ZERO,
        "return np.where(share <= 0, 0.0 * number, low), np.where(share >= 1, 1.0 + 0.0 / number, high)": _ZERO,
        "known = ~np.isnan(one + two) & (number > 0) & (number_0 > 0)": "a sum is NaN where the difference is",
        "excludes = (low >= 0) | (high < 0)": _ROOT,
        "excludes = (low > 0) | (high <= 0)": _ROOT,
    },
    "suppress_groups": {
        "more = set(sorted(shown, key=lambda group: (people[group], group))[:1])": (
            "the other sets follow in the next round: they have no place in common"
        ),
    },
    "survey": {
        'sized = strata.merge(sizes, on=list(STRATUM), how="left", validate=None)': _CHECKED,
        "sums = pooled(cells, ROW, )": "more sums than are used",
    },
    "task_table": {
        'table = table.astype({"department": "str", "task": "str"}).merge(own, how="left")': (_KEYS),
        'size = -table["contribution"].abs().fillna(None)': "missing sizes stand last either way",
        'ordered = table.assign(size=size).sort_values([*_KEYS, "size", "task"], ignore_index=True)': (
            "no two rows have the same key, so any sort is stable"
        ),
    },
    "verdict": {
        "floats = dict.fromkeys(RESULT_COLUMNS, )": "None stands for float64 here",
        'known = pd.DataFrame({"p": p.astype("float64"), "family": family}).dropna(subset=None)': "no family, no place in one",
        'known = known.sort_values("p", ascending=False, kind=None)': _TIES,
        'known = known.sort_values("p", ascending=False, )': _TIES,
        'note = pd.Series("", index=rows.index, dtype=None)': _TEXT,
        'note = pd.Series("", index=rows.index, )': _TEXT,
        'rows["p_adjusted"] = adjusted(rows["p"], rows["period_start"]) if (question.keys) or True else rows["p"]': (
            "without keys a period has one row, and the adjusted p of one is its p"
        ),
        "true = true | rows[code].astype(None)": "a flag as a number is taken for the flag again",
    },
}
