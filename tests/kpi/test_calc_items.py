"""Items of a survey: profile, importance and quadrants, against people one by one and other libraries."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from kpi.calc.items import ITEM_COLUMNS, correlation, correlation_interval, item_results
from kpi.core.indicator import Question, indicators

SATISFACTION = indicators()["satisfaction"]


def pair(x, y, weights=None, **keys):
    """Sums of two values of the same people."""
    a, b = np.asarray(x, dtype="float64"), np.asarray(y, dtype="float64")
    w = np.ones(len(a)) if weights is None else np.asarray(weights, dtype="float64")
    terms = {"wx": a, "wy": b, "wxx": a * a, "wyy": b * b, "wxy": a * b}
    sums = {"n": float(len(a)), "w": w.sum(), "ww": (w * w).sum()} | {k: float((w * v).sum()) for k, v in terms.items()}
    return {"measure": "score", "period_start": "2014-01-01", "period_months": 12, **sums, **keys}


def profile(make_evidence, cells, pairs: Iterable[dict] = (), breaks=(), **asked):
    return item_results(make_evidence(cells, pairs=pairs, breaks=breaks), Question(**asked), indicator=SATISFACTION)


def test_every_item_has_its_own_mean_interval_and_change(make_evidence, make_cell):
    cells = [
        make_cell("score", year, values, item=item)
        for year, item, values in (
            ("2013", "kind", [50, 100] * 20),
            ("2014", "kind", [75, 100] * 40),
            ("2014", "fast", [25, 75] * 40),
        )
    ]
    found = profile(make_evidence, cells).set_index(["item", "period_start"])
    assert {*found.columns, "item", "period_start"} == {*ITEM_COLUMNS}
    kind = found.loc[("kind", "2014-01-01")]
    half = stats.t.ppf(0.975, 79) * np.std([75, 100] * 40, ddof=1) / 80**0.5
    assert (kind["value"], kind["low"], kind["high"]) == pytest.approx((87.5, 87.5 - half, 87.5 + half))
    assert (kind["change"], kind["verdict"]) == (12.5, "improved")
    assert found.loc[("fast", "2014-01-01"), "value"] == 50
    assert found.loc[("fast", "2014-01-01"), "note"] == "no_counterpart"


def test_p_is_adjusted_over_all_items_of_a_period(make_evidence, make_cell):
    cells = [make_cell("score", "2013", [40, 60] * 30, item=f"q{number}") for number in range(4)]
    cells += [make_cell("score", "2014", [40, 60] * 30, item=f"q{number}") for number in range(3)]
    cells += [make_cell("score", "2014", [44, 64] * 30, item="q3")]
    found = profile(make_evidence, cells)
    moved = found[(found["item"] == "q3") & found["p"].notna()].iloc[0]
    alone = profile(make_evidence, [cell for cell in cells if cell["item"] == "q3"]).iloc[1]
    assert alone["verdict"] == "improved"
    assert alone["p_adjusted"] == alone["p"] == moved["p"]
    assert moved["p_adjusted"] == pytest.approx(4 * moved["p"])
    assert (moved["verdict"], moved["note"]) == ("no_confirmed_change", "many_compared")


def test_a_break_of_one_item_breaks_that_item_only(make_evidence, make_cell):
    cells = [make_cell("score", year, [50, 100] * 20, item=item) for year in ("2013", "2014") for item in ("a", "b")]
    breaks = [{"measure": "score", "item": "a", "effective_on": "2014-01-01"}]
    verdicts = profile(make_evidence, cells, breaks=breaks).set_index("item")["verdict"].groupby("item").last()
    assert verdicts.to_dict() == {"a": "not_comparable", "b": "no_confirmed_change"}
    whole = [make_cell("overall", year, [50, 100] * 20) for year in ("2013", "2014")]
    about = {"effective_on": "2014-01-01", "measure": "satisfaction"}
    for item, verdict in (("a", "no_confirmed_change"), ("", "not_comparable")):
        found = SATISFACTION.compute(make_evidence(whole, breaks=[{**about, "item": item}]), Question())
        assert found["verdict"].iloc[-1] == verdict


def test_few_answers_hide_an_item_and_its_importance(make_evidence, make_cell):
    cells = [
        make_cell("score", "2014", [50, 75, 100, 25], item="a"),
        make_cell("score", "2014", [50, 100] * 9, item="b"),
    ]
    pairs = [pair([50, 75, 100, 25], [25, 75, 100, 50], item="a", item2="overall")]
    pairs += [pair([50, 100] * 9, [50, 75] * 9, item="b", item2="overall")]
    found = profile(make_evidence, cells, pairs).set_index("item")
    assert found.loc["a", "note"] == "too_few"
    assert found.loc["a", ["value", "n", "importance"]].isna().all()
    assert found.loc["b", "importance"] == pytest.approx(1)


def test_a_department_hidden_in_the_overall_score_is_hidden_in_its_items(make_evidence, make_cell):
    cells = [
        make_cell(measure, "2014", [50, 75] * half, department=place, item=item)
        for measure, item in (("overall", ""), ("score", "a"))
        for place, half in (("x", 2 if measure == "overall" else 3), ("y", 6), ("z", 20))
    ]
    found = profile(make_evidence, cells, keys=("department",)).set_index("department")
    assert found["value"].isna().to_dict() == {"x": True, "y": True, "z": False}
    assert found["note"].to_dict()["x"] == "protected"


def test_importance_is_the_correlation_with_its_fisher_interval_as_scipy_has_it(make_evidence, make_cell):
    rng = np.random.default_rng(3)
    x = rng.normal(60, 15, 50)
    y = x + rng.normal(0, 10, 50)
    found = profile(
        make_evidence, [make_cell("score", "2014", x, item="a")], [pair(x, y, item="a", item2="overall")]
    ).iloc[0]
    expected = stats.pearsonr(x, y)
    ends = expected.confidence_interval(0.95)
    assert found["importance"] == pytest.approx(expected.statistic)
    assert (found["importance_low"], found["importance_high"]) == pytest.approx((ends.low, ends.high))


def test_a_correlation_needs_spread_and_its_interval_four_answers():
    flat = pd.DataFrame([pair([50, 50, 50], [1, 2, 3]), pair([1, 2, 3], [50, 50, 50])])
    assert np.isnan(correlation(flat)).all()
    low, high = correlation_interval([0.5, 0.5], [3.0, 4.0], confidence=0.95)
    assert list(np.isnan(low)) == list(np.isnan(high)) == [True, False]
    assert correlation(pd.DataFrame([pair([1, 2, 3, 4], [8, 6, 4, 2])])) == pytest.approx([-1])


def test_weights_count_in_a_correlation_like_repeated_people():
    x, y, times = [1, 5, 9, 4], [2, 3, 8, 8], [1, 2, 3, 1]
    again = [np.repeat(values, times) for values in (x, y)]
    assert correlation(pd.DataFrame([pair(x, y, times)])) == pytest.approx([np.corrcoef(*again)[0, 1]])


def quadrants(make_evidence, make_cell, spread):
    rng = np.random.default_rng(1)
    cells, pairs = [], []
    for item, level, close in (("poor", 40, 1), ("good", 80, 1), ("ample", 80, 40), ("low", 40, 40)):
        base = rng.normal(0, 5, 400)
        cells.append(make_cell("score", "2014", level + base * spread, item=item))
        pairs.append(pair(level + base, base + rng.normal(0, close, 400), item=item, item2="overall"))
    return profile(make_evidence, cells, pairs).set_index("item")["quadrant"].to_dict()


def test_quadrants_are_named_only_where_both_intervals_exclude_the_means_of_the_items(make_evidence, make_cell):
    sharp = {"poor": "focus", "good": "keep", "ample": "ample", "low": "low"}
    assert quadrants(make_evidence, make_cell, 1.0) == sharp
    assert set(quadrants(make_evidence, make_cell, 400.0).values()) == {""}


def test_no_items_give_no_rows(make_evidence, make_cell):
    found = profile(make_evidence, [make_cell("overall", "2014", [50] * 9)])
    assert found.empty
    assert list(found.columns) == list(ITEM_COLUMNS)


def test_an_item_that_everybody_answers_like_the_whole_has_the_row_of_the_overall_score(make_evidence, make_cell):
    values = {"x": [50, 75, 100, 75] * 9, "y": [25, 50, 100] * 12}
    cells = [
        make_cell(measure, year, [min(100, value + gain) for value in answers], department=place, item=item)
        for measure, item in (("overall", ""), ("score", "a"))
        for place, answers in values.items()
        for year, gain in (("2013", 0), ("2014", 10))
    ]
    cells += [make_cell("respondents", year, [1] * 50, department=place) for year in ("2013", "2014") for place in "xy"]
    for asked in ({}, {"keys": ("department",)}):
        found = profile(make_evidence, cells, **asked)
        overall = SATISFACTION.compute(make_evidence(cells), Question(**asked))
        names = ["value", "low", "high", "n", "change", "change_low", "change_high", "p", "verdict", "note"]
        pd.testing.assert_frame_equal(found[names], overall[names])


def test_all_notes_of_an_item_are_kept_in_their_order(make_evidence, make_cell):
    cells = [make_cell("score", year, [50, 100] * 5, item="a") for year in ("2012", "2014")]
    assert profile(make_evidence, cells)["note"].tolist() == ["no_counterpart,reference_only"] * 2


def test_importance_is_with_the_overall_score_and_not_with_another_item(make_evidence, make_cell):
    cells = [make_cell("score", "2014", [50, 100] * 20, item=item) for item in "ab"]
    pairs = [pair([50, 100] * 20, [50, 75, 75, 100] * 10, item=item, item2="overall") for item in "ab"]
    others = [pair([50, 100] * 20, [100, 50] * 20, item="a", item2=item) for item in "ab"]
    others.append(pair([50, 100] * 20, [100, 50] * 20, item="a", item2="overall", measure="satisfied"))
    pd.testing.assert_frame_equal(profile(make_evidence, cells, pairs + others), profile(make_evidence, cells, pairs))
