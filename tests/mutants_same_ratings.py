"""As ``tests/mutants_same.py``, of the modules about ratings: scores, agreement, who rates whom, reliability."""

from __future__ import annotations

from collections.abc import Mapping

from tests.mutants_same import BOTH_WAYS, NO_NUMBER, NOT, NUMBERED, SKIPPED, TYPE

_COLUMNS = "more columns than are used"
_NAME = "any name that nothing else is kept under"
_ALONG = "the right side has no part along the vectors that this term is about"
_EITHER = "both ways solve the same equations"
_LEFT_OUT = "a sum leaves NaN out"
OF_RATINGS: Mapping[str, Mapping[str, str]] = {
    "collaboration": {
        '("XXscoresXX", *shape), lambda: _by_period(evidence, apart, stratum=stratum, points=points, goal=goal)': _NAME,
        '("SCORES", *shape), lambda: _by_period(evidence, apart, stratum=stratum, points=points, goal=goal)': _NAME,
        'result = adjusted(counts.to_numpy(dtype="float64"), totals.to_numpy(dtype=None))': TYPE,
        'year = pd.DataFrame({"period_start": [pd.Timestamp(start.year, 1, 2)], "period_months": [12], "department": [""]})': (
            "claims are of whole months"
        ),
        "deviation = pd.concat([weight / total * part.deviations[name] for weight, part in zip(weights, used, strict=None)])": (
            NOT
        ),
        "deviation = pd.concat([weight / total * part.deviations[name] for weight, part in zip(weights, used, )])": (
            "zip is not strict by itself"
        ),
        "deviation = pd.concat([score.deviation for score in shown], axis=1).fillna(None).sum(axis=1) / len(shown)": SKIPPED,
        'names = [name for name in vars(scores[0]) if name not in ("XXpeopleXX", "deviation")]': _COLUMNS,
        'names = [name for name in vars(scores[0]) if name not in ("PEOPLE", "deviation")]': _COLUMNS,
        'names = [name for name in vars(scores[0]) if name not in ("people", "XXdeviationXX")]': _COLUMNS,
        'levels["variance"] = pd.Series(squares, ).where(levels["n"] > 1)': NUMBERED,
        "variance = pd.Series(None, index=rows.index)": NO_NUMBER,
        "variance = pd.Series(index=rows.index)": NO_NUMBER,
        'return Score("", None, people, 0.0, few_parts=True, too_few=any(score.too_few for score in scores))': NO_NUMBER,
        "return Score(name, None, _people(rated, name), total / 100, **few)": NO_NUMBER,
        'result = adjusted(counts.to_numpy(dtype=None), totals.to_numpy(dtype="float64"))': TYPE,
        'names = [name for name in vars(scores[0]) if name not in ("people", "DEVIATION")]': _COLUMNS,
        'levels["variance"] = pd.Series(squares, index=None).where(levels["n"] > 1)': NUMBERED,
    },
    "rater_agreement": {
        'scores = (sums["wx"] / sums["n"]).unstack().to_numpy(None)': TYPE,
    },
    "rating_network": {
        'shown = roles.assign(**{name: roles[name].mask(roles["hidden"], None) for name in _SUMS})': _LEFT_OUT,
        'shown = roles.assign(**{name: roles[name].mask(roles["hidden"], ) for name in _SUMS})': _LEFT_OUT,
        '.groupby([*_PAIR, "role"], as_index=None)': NOT,
        'return shown.groupby(_PAIR, as_index=None).agg(dict.fromkeys(_SUMS, "sum") | {"few": "max"})': NOT,
    },
    "ratings": {
        "effects = np.linalg.solve(laplacian - together / size[:, None], y.sum(axis=0) - scaled.T @ rater_sums)": _ALONG,
        "effects = np.linalg.solve(laplacian + together * size[:, None], y.sum(axis=0) - scaled.T @ rater_sums)": _ALONG,
        "effects = np.linalg.solve(laplacian + own - 1 / size, rights[:, :, None])[:, :, 0]": _ALONG,
        "effects = np.linalg.solve(laplacian + own + 1 * size, rights[:, :, None])[:, :, 0]": _ALONG,
        "effects = np.linalg.solve(laplacian + own + 2 / size, rights[:, :, None])[:, :, 0]": _ALONG,
        "label: npt.NDArray[np.int64] = scipy.sparse.csgraph.connected_components(shared.T @ shared, directed=None)[1]": (
            BOTH_WAYS
        ),
        "label: npt.NDArray[np.int64] = scipy.sparse.csgraph.connected_components(shared.T @ shared, )[1]": BOTH_WAYS,
        "label: npt.NDArray[np.int64] = scipy.sparse.csgraph.connected_components(shared.T @ shared, directed=True)[1]": (
            BOTH_WAYS
        ),
        "if (rated.T @ rated).min() >= 3:": _EITHER,
        "if (rated.T @ rated).min() > 2:": _EITHER,
        'rated = (counts > 1).astype("float64")': _EITHER,
    },
    "reliability": {
        'return float("NAN"), float("nan")': "another spelling of the same number",
        'return float("nan"), float("NAN")': "another spelling of the same number",
        'n = float(pairs["w"].iloc[0] ** 2 / pairs["ww"].iloc[1])': "all pairs rest on the same answers",
        'n = float(pairs["w"].iloc[1] ** 2 / pairs["ww"].iloc[0])': "all pairs rest on the same answers",
    },
}
