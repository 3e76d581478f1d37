"""Lines that a mutant puts into a module of ``kpi/calc`` and that change no result, each with the reason why."""

from __future__ import annotations

from collections.abc import Mapping

WARNING = "which warnings a library keeps to itself changes no number"
CHECKED = "merge only checks the keys, which are unique"
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
_NO_DIRECTION = "a direction of 0 was answered before"
_FIRST_CORNER = "the first corner moves all weights alike: the same mean"
_FROM_INDEX = "merge finds its keys in the index as well as in the columns"
_LETTERS = "pandas reads the names of the parts of a date in any letters"
_FLOAT = "None stands for float64 here"
SUMS = "more sums than are used"
_FIRST = "the first row follows nothing"
_PERIODS = "no scope has two rows of one period"
BOTH_WAYS = "links go both ways: the matrix is symmetric"
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
        "z = np.where(sigma == 0, 1.0 * _floats(shares), (_floats(shares) - pooled) / sigma)": (
            "no share has a sigma then: all are 0, or all are 1"
        ),
        "far = np.where(np.abs(position) > 2 / 3 + NEAR_ZERO, side, None)": "no sign either way",
        "found = np.zeros(len(sign), dtype=None)": TYPE,
        "found = np.zeros(len(sign), )": TYPE,
        "found = np.zeros(len(far), )": TYPE,
        '"outside": np.where(np.abs(position) > 1 + NEAR_ZERO, side, 0).astype(None),': TYPE,
        "step = np.where(follows, np.sign(np.diff(series, prepend=np.nan)), None)": "a step that follows nothing is alone",
        "for end in range(len(sign) + 1):": "a run of no values is never long enough",
        "for end in range(1, len(sign) + 2):": "a run of one place behind the end is never long enough",
        'return "high" if direction >= 0 else "low"': _NO_DIRECTION,
        'return "improvement" if (direction >= 0) == (better == "higher") else "concern"': _NO_DIRECTION,
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
            CHECKED
        ),
        'rows = levels.merge(usable, left_on=left, right_on=[f"{name}_0" for name in ROW], how="left", )': CHECKED,
        'sums[measure] = pooled(cells, ROW, CELL_SUMS[:2])[[*ROW, "n"]].rename(columns={"n": measure})': SUMS,
        'sums[measure] = pooled(cells, ROW, )[[*ROW, "n"]].rename(columns={"n": measure})': SUMS,
        'now = rows[list(ROW)].merge(shares, on=None, how="left")["open_share"].to_numpy()': KEYS,
        'now = rows[list(ROW)].merge(shares, how="left")["open_share"].to_numpy()': KEYS,
        'then = rows[keys].merge(then_shares, on=None, how="left")["open_share"].to_numpy()': KEYS,
        'then = rows[keys].merge(then_shares, how="left")["open_share"].to_numpy()': KEYS,
    },
    "composite": {
        "means: Floats = np.divide(sums, total, out=np.full_like(total, None), where=total > 0)": NO_NUMBER,
        "score=tried[1], low=tried.min(axis=0), high=tried.max(axis=0), weight_share=share, few_parts=~enough": _FIRST_CORNER,
        "table = pd.DataFrame(tried.T, index=None).round(_DIGITS)": NUMBERED,
        "table = pd.DataFrame(tried.T, ).round(_DIGITS)": NUMBERED,
        'ranks = table.groupby([keys.loc[table.index, name] for name in PERIOD]).rank(ascending=None, method="min")': NOT,
        'return pd.DataFrame({"rank": ranks[1], "rank_best": ranks.min(axis=1), "rank_worst": ranks.max(axis=1)})': _FIRST_CORNER,
        'table = table[(keys["department"] != "") & table[1].notna()]': "a score is there with all choices or with none",
    },
    "counts": {
        "sums = pooled(cells, ROW, )": SUMS,
        "sums = pooled(cells, ROW, CELL_SUMS[:4])": SUMS,
        'return pooled(cells, ROW, )[[*ROW, "wx"]].rename(columns={"wx": name})': SUMS,
        'return pooled(cells, ROW, CELL_SUMS[:4])[[*ROW, "wx"]].rename(columns={"wx": name})': SUMS,
        'value = sums["wx"] / sums["n"].where(sums["n"] >= 0)': "where nothing was counted the sum is unknown",
        'rows = rows.assign(change=rows["value"] - rows["value_0"], change_low=None, change_high=np.nan, p=np.nan)': NO_NUMBER,
        'rows = rows.assign(change=rows["value"] - rows["value_0"], change_low=np.nan, change_high=None, p=np.nan)': NO_NUMBER,
        'rows = rows.assign(change=rows["value"] - rows["value_0"], change_low=np.nan, change_high=np.nan, p=None)': NO_NUMBER,
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
    "means": {
        'counted = sums["n"].where(sums["n"] >= 0)': "without cases the sum is unknown",
    },
    "published": {
        'return {"rejected": float((adjusted(p, p / 0) <= 0.05).sum())}': "one family, whatever stands for it",
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
