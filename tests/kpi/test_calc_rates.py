"""Ratios of sums and shares of cases, by hand: the formula of Cochran and its edges."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from kpi.calc.rates import case_share_results, linearised_ratio, ratio_of_sums, saving_results
from kpi.calc.shares import newcombe, newcombe_p, wilson
from kpi.core.indicator import Question, indicators
from kpi.core.settings import Settings

NAN = math.nan
ON_TIME, SHORTENED = indicators()["on_time_rate"], indicators()["shortening_rate"]


def sums_of(*pairs):
    x, y = ([float(value) for value in side] for side in zip(*pairs, strict=True))
    squares = {"wxx": sum(a * a for a in x), "wyy": sum(b * b for b in y)}
    product = sum(a * b for a, b in zip(x, y, strict=True))
    return {"n": float(len(x)), "w": float(len(x)), "wx": sum(x), "wy": sum(y), **squares, "wxy": product}


def test_a_ratio_of_sums_has_the_variance_of_its_linearised_values():
    ratio, variance = ratio_of_sums(pd.DataFrame([sums_of((10, 5), (20, 16), (10, 7))]))
    assert ratio.tolist() == pytest.approx([0.7])
    u = [(5 - 7) / 40, (16 - 14) / 40, 0]
    assert variance.tolist() == pytest.approx([3 / 2 * sum(value**2 for value in u)])


def test_one_case_has_no_variance_two_have_and_nothing_planned_has_no_ratio():
    rows = [sums_of((10, 5)), sums_of((10, 5), (20, 16)), sums_of((0, 3), (0, 2)), sums_of((1, 0), (-1, 0), (-2, 4))]
    ratio, variance = ratio_of_sums(pd.DataFrame(rows))
    assert ratio.tolist() == pytest.approx([0.5, 0.7, NAN, NAN], nan_ok=True)
    assert variance.tolist() == pytest.approx([NAN, 2 * 2 * (2 / 30) ** 2, NAN, NAN], nan_ok=True)
    small = pd.DataFrame([sums_of((0.25, 0.1), (0.25, 0.2))])
    assert ratio_of_sums(small)[0].tolist() == pytest.approx([0.6])


def test_the_linearised_sums_stand_for_any_ratio_and_rounding_is_zero():
    sums = pd.DataFrame([sums_of((1, 2), (3, 3))])
    total, squares = linearised_ratio(sums, 0.5, 2.0)
    u = [(2 - 0.5) / 2, (3 - 1.5) / 2]
    assert (total[0], squares[0]) == pytest.approx((sum(u), sum(value**2 for value in u)))
    proportional = pd.DataFrame([sums_of((7, 4.9), (14, 9.8), (6.1, 4.27))])
    assert linearised_ratio(proportional, 0.7, 27.1)[1].tolist() == [0]
    shifted = pd.DataFrame([{**sums_of((1, 1), (1, 1)), "wyy": 2 + 4e-12}, {**sums_of((1, 1), (1, 1)), "wyy": NAN}])
    found = linearised_ratio(shifted, 1.0, 0.5)[1]
    assert found[0] == pytest.approx(16e-12, rel=1e-3)
    assert math.isnan(found[1])


@pytest.mark.parametrize("below", [0.5, 1.0, 2.0])
def test_squares_up_to_a_million_millionth_of_their_parts_are_rounding_in_any_unit(below):
    left = pd.DataFrame([{"wx": 0.0, "wy": 0.0, "wxx": 0.0, "wyy": 1e12, "wxy": (1e12 - rest) / 2} for rest in (1, 2)])
    assert linearised_ratio(left, 1.0, below)[1].tolist() == [0, 2 / below**2]


def pairs_of(year, *pairs):
    keys = {"measure": "statutory_days", "item2": "actual_days", "period_start": f"{year}-01-01"}
    return {**keys, **sums_of(*pairs)}


def saved(evidence, **asked):
    names = {"planned": "statutory_days", "actual": "actual_days"}
    return saving_results(evidence, Question(**asked), indicator=SHORTENED, **names)


def test_what_was_saved_is_a_percent_with_the_confidence_of_the_settings(make_evidence):
    evidence = make_evidence(pairs=[pairs_of(2013, (10, 9), (20, 18)), pairs_of(2014, (10, 5), (20, 16), (10, 7))])
    row = saved(evidence, settings=Settings(confidence=0.8)).iloc[1]
    error = math.sqrt(3 / 2 * 2 * 0.05**2)
    assert row[["value", "change", "n"]].tolist() == pytest.approx([30, 20, 3])
    half = 100 * 1.885618 * error
    assert row[["low", "high"]].tolist() == pytest.approx([30 - half, 30 + half], rel=1e-6)
    assert row[["change_low", "change_high"]].tolist() == pytest.approx([20 - half, 20 + half], rel=1e-6)
    t = 0.2 / error
    assert row["p"] == pytest.approx(1 - t / math.sqrt(2 + t * t))
    assert row["verdict"] == "improved"
    assert saved(make_evidence()).empty


def test_one_case_in_either_year_is_not_tested_and_says_so(make_evidence):
    evidence = make_evidence(pairs=[pairs_of(2013, (10, 9)), pairs_of(2014, (10, 5), (20, 16))])
    found = saved(evidence)
    assert found["verdict"].tolist() == ["", "not_tested"]
    assert found["note"].tolist() == ["no_counterpart", "no_spread"]


@pytest.mark.parametrize(("size", "p", "verdict"), [(3, NAN, "not_tested"), (4, 2 / 70, "improved")])
def test_cases_that_all_saved_the_same_share_confirm_a_change_only_where_there_are_enough(
    make_evidence, size, p, verdict
):
    pairs = [pairs_of(year, *[(10, days)] * size) for year, days in ((2013, 8), (2014, 6))]
    row = saved(make_evidence(pairs=pairs)).iloc[1]
    assert row["change"] == pytest.approx(20)
    assert (row["p"], row["verdict"]) == (pytest.approx(p, nan_ok=True), verdict)


def test_a_share_of_cases_has_wilsons_limits_and_newcombes_change_at_the_confidence_asked(make_evidence, make_cell):
    cells = [make_cell("on_time", "2013", [1] * 24 + [0] * 16), make_cell("on_time", "2014", [1] * 40 + [0] * 10)]
    asked = Question(settings=Settings(confidence=0.9))
    row = case_share_results(make_evidence(cells), asked, indicator=ON_TIME).iloc[1]
    sides = (0.8, 50, 0.6, 40)
    limits = [*wilson(0.8, 50, confidence=0.9), *newcombe(*sides, confidence=0.9)]
    found = row[["low", "high", "change_low", "change_high"]].tolist()
    assert found == pytest.approx([100 * float(limit) for limit in limits])
    assert row[["value", "change", "n"]].tolist() == pytest.approx([80, 20, 50])
    assert row["p"] == pytest.approx(float(newcombe_p(*sides)))
    assert case_share_results(make_evidence(), asked, indicator=ON_TIME).empty


def test_one_case_alone_is_a_share_of_one(make_evidence, make_cell):
    cells = [make_cell("on_time", "2014", [1]), {**make_cell("on_time", "2013", [0.6]), "n": 0}]
    found = case_share_results(make_evidence(cells), Question(), indicator=ON_TIME)
    assert found["value"].tolist() == pytest.approx([60, 100])
    assert found["note"].tolist() == ["no_counterpart,not_poolable", ""]
    assert found["low"].notna().tolist() == [False, True]
