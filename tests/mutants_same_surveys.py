"""As ``tests/mutants_same.py``, of the modules about surveys: estimates, shares, groups, items and what is hidden."""

from __future__ import annotations

from collections.abc import Mapping

from tests.mutants_same import BOTH_WAYS, CHECKED, KEYS, NOT, SUMS, TYPE

_ALL_POINTS = "one value for all points"
_MERGED = "merge numbers its rows from 0"
_NO_DF = "mean and standard error do not depend on the degrees of freedom"
_ROOT = "where a limit is just zero the search ends there from either side"
_SURVEY = "both domains are of one survey, with the same people sampled"
_ZERO = "nothing is added, and NaN stays NaN"
OF_SURVEYS: Mapping[str, Mapping[str, str]] = {
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
    "published_smile": {
        "centre, low, high = (float(end[1]) for end in (limits.centre, limits.low, limits.high))": _ALL_POINTS,
        '"low_unscreened": float(wide.low[1]),': _ALL_POINTS,
        '"high_unscreened": float(wide.high[1]),': _ALL_POINTS,
        "sizes = {int(size): int(np.flatnonzero(n == size)[1]) for size in np.unique(n)}": (
            "samples of one size have the same limits, and every size occurs twice"
        ),
        'return {"centre": float(limits.centre[1]), **ends, **_outside(limits, shares)}': _ALL_POINTS,
        'found = {"centre": float(prime.centre[1]), **_outside(prime, shares)}': _ALL_POINTS,
        'groups = pd.DataFrame({"group": figures["groups"], "value": mean, "variance": variance, "df": n + 1})': _NO_DF,
        'groups = pd.DataFrame({"group": figures["groups"], "value": mean, "variance": variance, "df": n - 2})': _NO_DF,
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
        'sized = strata.merge(sizes, on=list(STRATUM), how="left", validate=None)': CHECKED,
        'sized = strata.merge(sizes, on=list(STRATUM), how="left", )': CHECKED,
        "sums = pooled(cells, ROW, )": SUMS,
        'value = (sums["wx"] / sums["w"].where(sums["w"] >= 0)).fillna(sums["printed"])': "0 of 0 is missing, too",
        'sizes["year"] = sizes["cell_start"].dt.year.astype(None)': TYPE,
        'sizes = sizes.merge(population, on=None, how="left", validate="m:1")': KEYS,
        'sizes = sizes.merge(population, how="left", validate="m:1")': KEYS,
        'sizes = sizes.merge(population, on=["year", "stratum"], how="left", validate=None)': CHECKED,
        'sizes = sizes.merge(population, on=["year", "stratum"], how="left", )': CHECKED,
        'result["variance"] = grouped["term"].sum(skipna=None)': NOT,
        "several = sampled.where(sampled >= 1)": "a stratum of one person takes its squares instead",
        'variance = stratum_variance(total, squares, sides[1]["sampled"], sides[0]["fpc"]).sum(skipna=False)': _SURVEY,
        'variance = stratum_variance(total, squares, sides[0]["sampled"], sides[1]["fpc"]).sum(skipna=False)': _SURVEY,
    },
}
