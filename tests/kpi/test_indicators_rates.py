"""Rates and counts: hand-worked values."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from kpi.calc.shares import newcombe, wilson
from kpi.core.indicator import Question, indicators
from kpi.core.settings import Settings


def compute(name, evidence, **asked):
    return indicators()[name].compute(evidence, Question(**asked))


def days(year, pairs, **keys):
    x, y = (np.array(side, dtype=float) for side in zip(*pairs, strict=True))
    sums = {"n": len(x), "w": len(x), "wx": x.sum(), "wy": y.sum(), "wxx": x @ x, "wyy": y @ y, "wxy": x @ y}
    names = {"measure": "statutory_days", "item2": "actual_days", "period_start": f"{year}-01-01"}
    return {**names, **sums, **keys}


def test_the_on_time_rate_is_a_percent_with_wilson_and_newcombe(make_evidence, make_cell):
    cells = [make_cell("on_time", "2013", [1] * 48 + [0] * 32), make_cell("on_time", "2014", [1] * 56 + [0] * 14)]
    row = compute("on_time_rate", make_evidence(cells)).iloc[1]
    limits = [100 * float(x) for x in (*wilson(0.8, 70), *newcombe(0.8, 70, 0.6, 80))]
    assert row[["low", "high", "change_low", "change_high"]].tolist() == pytest.approx(limits)
    assert (row["value"], row["change"], row["n"]) == pytest.approx((80, 20, 70))
    assert row["verdict"] == "improved"


def test_the_shortening_rate_is_a_ratio_of_sums_not_a_mean_of_ratios(make_evidence):
    pairs = [(7, 7), (30, 10)]
    row = compute("shortening_rate", make_evidence(pairs=[days(2014, pairs)])).iloc[0]
    assert row["value"] == pytest.approx(100 * 20 / 37)
    mean_of_ratios = 100 * (0 + 2 / 3) / 2
    assert abs(row["value"] - mean_of_ratios) > 10


def test_the_interval_of_the_shortening_rate_is_linearised(make_evidence):
    pairs = [(7, 3), (14, 10), (30, 20), (7, 7), (10, 4)]
    row = compute("shortening_rate", make_evidence(pairs=[days(2014, pairs)])).iloc[0]
    x, y = (np.array(side, dtype=float) for side in zip(*pairs, strict=True))
    u = (y - y.sum() / x.sum() * x) / x.sum()
    se = math.sqrt(5 / 4 * (u**2).sum())
    assert (row["high"] - row["low"]) / 2 == pytest.approx(100 * 2.7764451 * se)


def test_the_shortening_rate_is_guarded_by_open_cases_too(make_evidence, make_cell):
    pairs = [days(2013, [(7, 5), (7, 6), (14, 9)]), days(2014, [(7, 2), (7, 1), (14, 4)])]
    cells = [
        make_cell("received", "2013", [1] * 10),
        make_cell("received", "2014", [1] * 10),
        make_cell("open", "2014", [1] * 4),
    ]
    row = compute("shortening_rate", make_evidence(cells, pairs=pairs)).iloc[1]
    assert (row["verdict"], row["note"]) == ("not_comparable", "open_cases")


def test_joint_projects_printed_in_the_study_count_and_are_not_tested(make_evidence, make_cell):
    counts = {"2012": 8, "2013": 6, "2014": 19}
    cells = [make_cell("joint_project", year, [1] * n) for year, n in counts.items()]
    found = compute("joint_projects", make_evidence(cells, years=(2012, 2013, 2014)))
    assert found["value"].tolist() == [8, 6, 19]
    assert found["change"].tolist() == pytest.approx([math.nan, -2, 13], nan_ok=True)
    assert found["verdict"].tolist() == ["", "not_tested", "not_tested"]


def test_awards_are_points_with_their_number_and_parts_are_never_summed(make_evidence, make_cell):
    cells = [make_cell("award", "2013", [1, 1]), make_cell("award_points", "2013", [5, 3])]
    for department in ("a", "b"):
        cells += [
            make_cell("award", "2013", [1, 1], department=department),
            make_cell("award_points", "2013", [5, 3], department=department),
        ]
    evidence = make_evidence(cells, years=(2013,))
    row = compute("external_achievements", evidence).iloc[0]
    assert (row["value"], row["n"]) == (8, 2)
    assert compute("external_achievements", evidence, keys=("department",))["value"].tolist() == [8, 8]


def test_a_claimed_year_without_an_achievement_is_zero_and_an_unclaimed_one_is_no_row(make_evidence, make_cell):
    cells = [make_cell("joint_project", "2013", [1, 1])]
    found = compute("joint_projects", make_evidence(cells, years=(2013, 2014)))
    assert found["value"].tolist() == [2, 0]
    assert found["change"].tolist() == pytest.approx([math.nan, -2], nan_ok=True)
    assert compute("joint_projects", make_evidence(cells, years=(2013,)))["value"].tolist() == [2]


def test_adopting_departments_per_case_are_a_mean_with_the_number_of_cases_and_not_tested(make_evidence, make_cell):
    cells = [make_cell("case_adopted", "2013", [2, 0, 1]), make_cell("case_adopted", "2014", [3, 1])]
    cells.append(make_cell("case_adopted", "2014", [3], department="a"))
    found = compute("case_spread", make_evidence(cells, years=(2013, 2014, 2015)))
    assert found["value"].tolist() == [1, 2]
    assert found["n"].tolist() == [3, 2]
    assert found["verdict"].tolist() == ["", "not_tested"]
    apart = compute("case_spread", make_evidence(cells, years=(2013, 2014)), keys=("department",))
    assert (apart["department"].tolist(), apart["value"].tolist()) == (["a"], [3])


@pytest.mark.parametrize(
    ("indicator", "measure", "before", "after", "percent"),
    [
        ("waiting_time", "waiting_minutes", 8 + 25 / 60, 6.0, -28.7),
        ("handling_time", "handling_minutes", 8 + 17 / 60, 2 + 36 / 60, -68.6),
        ("processing_time", "processing_hours", 7 * 8.0, 3 * 8.0, -57.1),
        ("processing_time", "processing_hours", 30 * 8.0, 20 * 8.0, -33.3),
    ],
)
def test_means_printed_in_the_study_without_n_change_but_are_not_tested(
    make_evidence, make_cell, indicator, measure, before, after, percent
):
    cells = [
        {**make_cell(measure, year, [x], task="counter"), "n": 0, "w": None, "wxx": None}
        for year, x in (("2013", before), ("2014", after))
    ]
    row = compute(indicator, make_evidence(cells)).iloc[1]
    assert row["value"] == pytest.approx(after)
    assert round(100 * row["change"] / before, 1) == percent
    assert (row["verdict"], row["note"]) == ("not_tested", "not_poolable")


DAYS = st.lists(st.tuples(st.integers(6, 60), st.integers(0, 60)), min_size=1, max_size=9)


def linearised(pairs):
    """The shortening rate (0-1) and its variance, case by case: Cochran (1977), section 6.4."""
    x, y = (np.array(side, dtype=float) for side in zip(*pairs, strict=True))
    u = (y - y.sum() / x.sum() * x) / x.sum()
    n = len(pairs)
    return 1 - y.sum() / x.sum(), n / (n - 1) * (u**2).sum() if n > 1 else math.nan


@settings(max_examples=6, deadline=None)
@given(then=DAYS, now=DAYS, confidence=st.sampled_from((0.8, 0.95)))
def test_the_change_of_the_shortening_rate_is_welchs_of_two_linearised_ratios(make_evidence, then, now, confidence):
    evidence = make_evidence(pairs=[days(2013, then), days(2014, now)])
    row = compute("shortening_rate", evidence, settings=Settings(confidence=confidence)).iloc[1]
    (old, v0), (new, v) = linearised(then), linearised(now)
    assert row["value"] == pytest.approx(100 * new)
    assert row["change"] == pytest.approx(100 * (new - old), abs=1e-9)
    if not v > 1e-20 or not v0 > 1e-20:
        assert ("no_spread" in row["note"]) == (len(now) == 1 or len(then) == 1)
        return
    half = stats.t.ppf(0.5 + confidence / 2, len(now) - 1) * v**0.5
    assert (row["low"], row["high"]) == pytest.approx((100 * (new - half), 100 * (new + half)))
    df = (v + v0) ** 2 / (v**2 / (len(now) - 1) + v0**2 / (len(then) - 1))
    half = stats.t.ppf(0.5 + confidence / 2, df) * (v + v0) ** 0.5
    limits = (100 * (new - old - half), 100 * (new - old + half))
    assert (row["change_low"], row["change_high"]) == pytest.approx(limits, abs=1e-9)
    assert row["p"] == pytest.approx(2 * stats.t.sf(abs(new - old) / (v + v0) ** 0.5, df))


def test_only_pairs_of_statutory_and_actual_days_make_the_shortening_rate(make_evidence):
    mine = days(2014, [(10, 5), (20, 15)])
    others = [days(2014, [(10, 1)], measure="statutory_hours"), days(2014, [(10, 1)], item2="actual_hours")]
    row = compute("shortening_rate", make_evidence(pairs=[mine, *others])).iloc[0]
    assert (row["value"], row["n"]) == (pytest.approx(100 / 3), 2)
    none = compute("shortening_rate", make_evidence(pairs=[days(2014, [(0, 0)])])).iloc[0]
    assert math.isnan(none["value"])


@pytest.mark.parametrize("unit", [0.01, 1 / 3, 1.0, 1e5])
def test_cases_that_all_save_the_same_share_have_an_interval_of_no_width_in_any_unit(make_evidence, unit):
    pairs = [(unit * days_given, 0.7 * unit * days_given) for days_given in (7, 14, 30, 6.1, 12)]
    row = compute("shortening_rate", make_evidence(pairs=[days(2014, pairs)])).iloc[0]
    assert row["value"] == pytest.approx(30)
    assert row["low"] == row["value"] == row["high"]


def test_a_share_printed_without_n_stands_alone_and_is_never_tested(make_evidence, make_cell):
    printed = [{**make_cell("on_time", year, [share]), "n": 0} for year, share in (("2013", 0.6), ("2014", 0.95))]
    row = compute("on_time_rate", make_evidence(printed)).iloc[1]
    assert (row["value"], row["n"], row["change"]) == pytest.approx((95, 0, 35))
    assert (row["verdict"], row["note"]) == ("not_tested", "not_poolable")
    assert math.isnan(row["low"])


def test_the_on_time_rate_has_the_confidence_of_the_settings_and_is_compared_with_its_base(make_evidence, make_cell):
    shares = {"2012": (30, 50), "2013": (45, 50), "2014": (40, 50)}
    cells = [make_cell("on_time", year, [1] * good + [0] * (n - good)) for year, (good, n) in shares.items()]
    asked = {"settings": Settings(confidence=0.8, base_year=2013), "compare": "base"}
    found = compute("on_time_rate", make_evidence(cells), **asked)
    assert found["change"].tolist() == pytest.approx([math.nan, math.nan, -10], nan_ok=True)
    limits = (*wilson(0.8, 50, confidence=0.8), *newcombe(0.8, 50, 0.9, 50, confidence=0.8))
    names = ["low", "high", "change_low", "change_high"]
    assert found.iloc[2][names].tolist() == pytest.approx([100 * float(x) for x in limits])
    broken = [{"measure": "on_time_rate", "effective_on": "2014-01-01"}]
    assert compute("on_time_rate", make_evidence(cells, breaks=broken))["verdict"].iloc[2] == "not_comparable"
    partial = compute("on_time_rate", make_evidence(cells, years=(2012, 2013)))
    assert (partial["note"].iloc[2], partial["n"].iloc[2]) == ("partial", 50)
