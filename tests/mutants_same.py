"""Lines that a mutant puts into a module of ``kpi/calc`` and that change no result, each with the reason why."""

from __future__ import annotations

from collections.abc import Mapping

WARNING = "which warnings a library keeps to itself changes no number"
_CHECKED = "merge only checks the keys, which are unique"
TYPE = "the same numbers in an array of another type"
NOT = "None stands for False here"
NO_NUMBER = "None becomes NaN, or is taken for 0, in an array of numbers"
SKIPPED = "a sum leaves out what is missing"
_TIES = "equal p have the same adjusted p in any order"
_TEXT = "pandas takes texts for texts by itself"
AGAIN = "the same rows, worked out once more"
KEYS = "the columns that both have are these keys"
_YEAR = "only a year that is asked for matters here"
INDEX = "the numbers of the rows are not used"
_ZERO = "nothing is added, and NaN stays NaN"
_ROOT = "where a limit is just zero the search ends there from either side"
_FROM_INDEX = "merge finds its keys in the index as well as in the columns"
_LETTERS = "pandas reads the names of the parts of a date in any letters"
_FLOAT = "None stands for float64 here"
SUMS = "more sums than are used"
_FIRST = "the first row follows nothing"
_PERIODS = "no scope has two rows of one period"
BOTH_WAYS = "links go both ways: the matrix is symmetric"
_SURVEY = "both domains are of one survey, with the same people sampled"
_MERGED = "merge numbers its rows from 0"
NUMBERED = "the levels are numbered from 0"
_NO_FREEDOM = "scipy gives NaN without degrees of freedom, too"
EXPLAINED: Mapping[str, Mapping[str, str]] = {
    "answers": {
        'effective = pd.Series(effective_n(levels["value"], levels["variance"], levels["n"]), index=None)': NUMBERED,
        'effective = pd.Series(effective_n(levels["value"], levels["variance"], levels["n"]), )': NUMBERED,
    },
    "change": {
        "return np.asarray(special.stdtrit(np.where(freedom >= 0, freedom, np.nan), p))": _NO_FREEDOM,
        "tested = 2 * special.stdtr(np.where(freedom >= 0, freedom, np.nan), -ratio)": _NO_FREEDOM,
    },
    "control": {
        "z = np.where(sigma == 0, 1.0, (_floats(shares) - pooled) / sigma)": "no share has a sigma then: all z are equal",
        "ranges = moving_ranges(np.where(np.isnan(_floats(shares)), None, z), joined)": NO_NUMBER,
        "far = np.where(np.abs(position) > 2 / 3 + NEAR_ZERO, side, None)": "no sign either way",
        "found = np.zeros(len(sign), dtype=None)": TYPE,
        "found = np.zeros(len(far), dtype=None)": TYPE,
        'rule, direction = [""] * size, np.zeros(size, )': TYPE,
        'rule, direction = [""] * size, np.zeros(size, dtype=None)': TYPE,
    },
    "series": {
        "segment = np.zeros(len(rows), dtype=None)": TYPE,
        "segment = np.zeros(len(rows), )": TYPE,
        "joined_values: npt.NDArray[np.bool_] = np.asarray(joined, dtype=None) & same": TYPE,
        "joined_values: npt.NDArray[np.bool_] = np.asarray(joined, ) & same": TYPE,
        "same = np.diff(segment, prepend=+1) == 0": _FIRST,
        "same = np.diff(segment, prepend=-2) == 0": _FIRST,
        'joined = (rows["period_start"] == before) & known & known.shift(fill_value=None)': _FIRST,
        'joined = (rows["period_start"] == before) & known & known.shift(fill_value=True)': _FIRST,
        'ordered = rows.sort_values("period_start", kind=None).reset_index(drop=True)': _PERIODS,
        'ordered = rows.sort_values("period_start", ).reset_index(drop=True)': _PERIODS,
    },
    "compare": {
        'total = starts.dt.year.astype(None) * 12 + starts.dt.month - 1 + months.astype("int64")': TYPE,
        'total = starts.dt.year.astype("int64") * 12 + starts.dt.month - 1 + months.astype(None)': TYPE,
        'parts = pd.DataFrame({"YEAR": year, "month": month, "day": 1})': _LETTERS,
        'parts = pd.DataFrame({"year": year, "MONTH": month, "day": 1})': _LETTERS,
        'parts = pd.DataFrame({"year": year, "month": month, "DAY": 1})': _LETTERS,
        "keys = list(ROW[:4])": "claims name no tasks: all tasks of a row are covered alike",
        'periods.astype({"department": "object"}).merge(named, on=None),': KEYS,
        'periods.astype({"department": "object"}).merge(named, ),': KEYS,
        "found = pairs.loc[overlap, keys].drop_duplicates().assign(covered=False)": "asked is only whether a claim stands there",
        'merged = levels[keys].merge(found, on=None, how="left")["covered"]': KEYS,
        'merged = levels[keys].merge(found, how="left")["covered"]': KEYS,
        "return ~shifted | first.map(known).astype(None)": TYPE,
        "filled = base.where(later, starts.dt.year).astype(None)": TYPE,
        'years = levels["period_start"].dt.year.astype(None).where(levels["value"].notna())': TYPE,
        'rows = levels.merge(usable, left_on=left, right_on=[f"{name}_0" for name in ROW], how="left", validate=None)': (
            _CHECKED
        ),
        'rows = levels.merge(usable, left_on=left, right_on=[f"{name}_0" for name in ROW], how="left", )': _CHECKED,
        'sums[measure] = pooled(cells, ROW, CELL_SUMS[:2])[[*ROW, "n"]].rename(columns={"n": measure})': SUMS,
        'sums[measure] = pooled(cells, ROW, )[[*ROW, "n"]].rename(columns={"n": measure})': SUMS,
        'now = rows[list(ROW)].merge(shares, on=None, how="left")["open_share"].to_numpy()': KEYS,
        'now = rows[list(ROW)].merge(shares, how="left")["open_share"].to_numpy()': KEYS,
        'then = rows[keys].merge(then_shares, on=None, how="left")["open_share"].to_numpy()': KEYS,
        'then = rows[keys].merge(then_shares, how="left")["open_share"].to_numpy()': KEYS,
    },
    "composite": {
        "given = np.asarray(weights, dtype=None)": TYPE,
        'table = table[(keys["department"] != "") & table[1].notna()]': "a score is there with all choices or with none",
    },
    "cumulative": {
        'def chained(rows: pd.DataFrame, *, compare: Compare = "XXpreviousXX", base_year: int | None = None) -> pd.Series:': _YEAR,
        'def chained(rows: pd.DataFrame, *, compare: Compare = "PREVIOUS", base_year: int | None = None) -> pd.Series:': _YEAR,
        'ordered = rows.sort_values("period_start", kind=None)': _PERIODS,
        'ordered = rows.sort_values("period_start", )': _PERIODS,
        "piece = (~linked).astype(None).groupby(keys).cumsum()": TYPE,
        'level = np.log(ordered["link"].where(linked, 2.0)).groupby(keys).cumsum()': "all levels of a piece are shifted alike",
    },
    "funnel": {
        'place = pd.Series("within", index=rows.index, dtype=None)': _TEXT,
        'place = pd.Series("within", index=rows.index, )': _TEXT,
    },
    "groups": {
        'weights = pooled(scoped(of_measures(of_groups.cells, measure), asked), ROW, )[[*ROW, "w"]]': SUMS,
        'weights.astype({"department": "object", "task": "object"}), on=None': KEYS,
        'weights.astype({"department": "object", "task": "object"}), )': KEYS,
        "parts = decompose(tasks, )": "its interval is not used: the one within rests on the variances of the groups",
        'df = _df(terms, pd.concat([both["df"], both["df_0"]], ignore_index=None))': NOT,
        'return pd.DataFrame({"row": 1, "basket_task": groups["group"], **sums})': "any number names the only comparison",
    },
    "items": {
        'rows = rows.merge(_importance(evidence, question), how="left")': KEYS,
        'noted["many_compared"] = judged["many_compared"].astype(None)': TYPE,
        'for item, cells in scores.groupby("item", ):': "pandas sorts by itself",
        'rows = rows.merge(_importance(evidence, question), on=None, how="left")': KEYS,
        'return pd.Series(np.select(list(choices.values()), list(choices), default=""), index=None).astype("str")': _MERGED,
        'return pd.Series(np.select(list(choices.values()), list(choices), default=""), ).astype("str")': _MERGED,
    },
    "means": {
        'counted = sums["n"].where(sums["n"] >= 0)': "without cases the sum is unknown",
    },
    "quantiles": {
        "groups = bins[list(by)].drop_duplicates(ignore_index=None)": INDEX,
        "groups = bins[list(by)].drop_duplicates(ignore_index=False)": INDEX,
        'totals = lacking.groupby(list(by), as_index=None).agg(n=("n", "sum"), no_histogram=("no_histogram", "any"))': NOT,
        'totals = lacking.groupby(list(by), as_index=True).agg(n=("n", "sum"), no_histogram=("no_histogram", "any"))': (
            _FROM_INDEX
        ),
        'totals = lacking.groupby(list(by), ).agg(n=("n", "sum"), no_histogram=("no_histogram", "any"))': _FROM_INDEX,
        'both = totals.merge(found, on=None, how="left")': KEYS,
        'both = totals.merge(found, how="left")': KEYS,
        'reached = grouped.cumsum() / grouped.transform("sum") > q - SLACK': "no share of under 10^11 cases is just q - SLACK",
        'values: np.ndarray = bins[reached].drop_duplicates(list(by))["value"].to_numpy(None)': "values are floats already",
        'pooled = long.groupby([*by, "bin"], as_index=None)["count"].sum()': NOT,
        'return pooled.assign(value=values_of(pooled["bin"].to_numpy(None)))': "bins are whole numbers already",
    },
    "rates": {
        "sums = pooled(cells, ROW, )": SUMS,
        'value = (sums["wx"] / sums["n"].where(sums["n"] >= 0)).fillna(sums["printed"])': "without cases the sum is unknown",
    },
    "scope": {
        'counted = cells["n"].to_numpy(dtype=None) > 0': "numbers of cases are floats already",
        "known = cells[counted].groupby(keys, as_index=False)[list(sums)].sum(skipna=None)": NOT,
        "known = cells[counted].groupby(keys, as_index=None)[list(sums)].sum(skipna=False)": NOT,
        'printed = cells[~counted].groupby(keys, as_index=None).agg(printed=("wx", "first"), printed_cells=("wx", "size"))': NOT,
        'printed = cells[~counted].groupby(keys, as_index=True).agg(printed=("wx", "first"), printed_cells=("wx", "size"))': (
            _FROM_INDEX
        ),
        'both = known.merge(printed, how="outer") if len(printed) else known.assign(printed=np.nan, printed_cells=0)': KEYS,
        'both = known.merge(printed, on=keys, how="outer") if len(printed) else known.assign(printed=np.nan, printed_cells=None)': (
            NO_NUMBER
        ),
        "squares = wxx - wx * wx / n.where(n >= 0)": "without two cases there is no spread, whatever the squares are",
        "squares = wxx - wx * wx / n.where(n > 1)": "without two cases there is no spread, whatever the squares are",
        'printed = cells[~counted].groupby(keys, ).agg(printed=("wx", "first"), printed_cells=("wx", "size"))': (
            _FROM_INDEX
        ),
        'both = known.merge(printed, on=None, how="outer") if len(printed) else known.assign(printed=np.nan, printed_cells=0)': (
            KEYS
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
    "suppress": {
        "for whole in [place for place in places if place[0] >= 1]:": "no period is shorter than a month",
        "for whole in [place for place in places if place[0] > 2]:": "no period is of two months",
        "links[row, [number[place] for place in unseen[total]]] = 2": "asked is only whether there is a place in common",
        "count, label = scipy.sparse.csgraph.connected_components(links @ links.T, directed=None)": BOTH_WAYS,
        "count, label = scipy.sparse.csgraph.connected_components(links @ links.T, directed=True)": BOTH_WAYS,
        "count, label = scipy.sparse.csgraph.connected_components(links @ links.T, )": BOTH_WAYS,
        "rests = [total for total in group if total.rest >= 0]": "a column of zeros more is free by itself",
        "matrix[row, len(places) + rests.index(total)] = 2": "which numbers are free does not depend on a column's unit",
    },
    "suppress_groups": {
        "more = set(sorted(shown, key=lambda group: (people[group], group))[:1])": (
            "the other sets follow in the next round: they have no place in common"
        ),
    },
    "survey": {
        'sized = strata.merge(sizes, on=None, how="left", validate="m:1")': KEYS,
        'sized = strata.merge(sizes, how="left", validate="m:1")': KEYS,
        'sized = strata.merge(sizes, on=list(STRATUM), validate="m:1")': "every stratum with an answer has a size",
        'sized = strata.merge(sizes, on=list(STRATUM), how="left", validate=None)': _CHECKED,
        'sized = strata.merge(sizes, on=list(STRATUM), how="left", )': _CHECKED,
        "sums = pooled(cells, ROW, )": SUMS,
        'value = (sums["wx"] / sums["w"].where(sums["w"] >= 0)).fillna(sums["printed"])': "0 of 0 is missing, too",
        'sizes["year"] = sizes["cell_start"].dt.year.astype(None)': TYPE,
        'sizes = sizes.merge(population, on=None, how="left", validate="m:1")': KEYS,
        'sizes = sizes.merge(population, how="left", validate="m:1")': KEYS,
        'sizes = sizes.merge(population, on=["year", "stratum"], how="left", validate=None)': _CHECKED,
        'sizes = sizes.merge(population, on=["year", "stratum"], how="left", )': _CHECKED,
        'result["variance"] = grouped["term"].sum(skipna=None)': NOT,
        "several = sampled.where(sampled >= 1)": "a stratum of one person takes its squares instead",
        'variance = stratum_variance(total, squares, sides[1]["sampled"], sides[0]["fpc"]).sum(skipna=False)': _SURVEY,
        'variance = stratum_variance(total, squares, sides[0]["sampled"], sides[1]["fpc"]).sum(skipna=False)': _SURVEY,
    },
    "verdict": {
        "floats = dict.fromkeys(RESULT_COLUMNS, )": _FLOAT,
        "floats = dict.fromkeys(RESULT_COLUMNS, None)": _FLOAT,
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
