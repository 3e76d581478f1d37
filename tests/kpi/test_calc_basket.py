"""The same-task engine against a second, dumb implementation, and its invariants."""

from __future__ import annotations

import math
from collections import defaultdict
from statistics import fmean, variance

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy import stats

from kpi.calc.basket import decompose, matched
from kpi.core.indicator import Question, indicators

TASKS = "abcd"
cases = st.lists(
    st.tuples(st.sampled_from((2013, 2014)), st.sampled_from(TASKS), st.integers(0, 40).map(lambda x: x / 4)),
    min_size=2,
    max_size=40,
)


def dumb(cases):
    """Loops over single cases, straight from INDICATORS."""
    years = {year: defaultdict(list) for year in (2013, 2014)}
    for year, task, hours in cases:
        years[year][task].append(hours)
    old, new = years[2013], years[2014]
    if not old or not new:
        return None
    crude = fmean([x for v in new.values() for x in v]) - fmean([x for v in old.values() for x in v])
    both = sorted(set(old) & set(new))
    size = {year: sum(len(years[year][k]) for k in both) for year in years}
    share = {year: {k: len(years[year][k]) / size[year] for k in both} for year in years}
    mean = {year: {k: fmean(years[year][k]) for k in both} for year in years}
    within = sum((share[2013][k] + share[2014][k]) / 2 * (mean[2014][k] - mean[2013][k]) for k in both)
    mix = sum((mean[2013][k] + mean[2014][k]) / 2 * (share[2014][k] - share[2013][k]) for k in both)
    whole = {year: sum(len(v) for v in years[year].values()) for year in years}
    return {
        "crude_change": crude,
        "within": within if both else math.nan,
        "mix": mix if both else math.nan,
        "entry_exit": crude - within - mix if both else math.nan,
        "coverage": min(size[year] / whole[year] for year in years),
        "laspeyres": dumb_link(mean, {k: len(old[k]) for k in both}),
        "paasche": dumb_link(mean, {k: len(new[k]) for k in both}),
        "matched_tasks": len(both),
        "all_tasks": len(set(old) | set(new)),
        "interval": dumb_interval(years, share, both, within),
    }


def dumb_link(mean, sizes):
    """The later means against the earlier ones, both weighted by the same numbers of cases."""
    below = sum(size * mean[2013][k] for k, size in sizes.items())
    return sum(size * mean[2014][k] for k, size in sizes.items()) / below if below > 0 else math.nan


def dumb_interval(years, share, both, within):
    """Var = sum wbar^2 s^2/n; single cases get the pooled spread; df by coefficients of the independent spreads."""
    coefficients = defaultdict(float)
    for year, tasks in years.items():
        pool = {k: len(v) - 1 for k, v in tasks.items() if len(v) >= 2}
        for k in both:
            weight = ((share[2013][k] + share[2014][k]) / 2) ** 2
            if len(tasks[k]) >= 2:
                coefficients[year, k] += weight / len(tasks[k])
            elif not pool:
                return math.nan, math.nan
            else:
                for other, freedom in pool.items():
                    coefficients[year, other] += weight * freedom / sum(pool.values())
    if not both:
        return math.nan, math.nan
    terms = {key: c * variance(years[key[0]][key[1]]) for key, c in coefficients.items()}
    total = sum(terms.values())
    if total == 0:
        return (within, within) if dumb_chance(years, both, within) < 0.05 else (math.nan, math.nan)
    df = total**2 / sum(term**2 / (len(years[y][k]) - 1) for (y, k), term in terms.items())
    margin = stats.t.ppf(0.975, df) * math.sqrt(total)
    return within - margin, within + margin


def dumb_chance(years, both, within):
    """How often all cases of the tasks that moved as the whole did are parted like this by chance, to either side; 0: no change."""
    chance = 2.0
    for k in both:
        if (fmean(years[2014][k]) - fmean(years[2013][k])) * within > 1e-9:
            chance /= math.comb(len(years[2014][k]) + len(years[2013][k]), len(years[2013][k]))
    return 0.0 if abs(within) < 1e-9 else chance


def compute(make_evidence, cells, **asked):
    return indicators()["processing_time"].compute(make_evidence(cells), Question(**asked))


def cells_of(make_cell, cases, **keys):
    grouped = defaultdict(list)
    for year, task, hours in cases:
        grouped[year, task].append(hours)
    return [make_cell("processing_hours", str(year), x, task=task, **keys) for (year, task), x in grouped.items()]


def sides_of(cases):
    sums = pd.DataFrame(cases, columns=["year", "basket_task", "x"]).assign(xx=lambda rows: rows["x"] ** 2)
    grouped = sums.groupby(["year", "basket_task"]).agg(n=("x", "size"), wx=("x", "sum"), wxx=("xx", "sum"))
    tasks = grouped.astype("float64").reset_index().assign(row=0)
    return tasks[tasks["year"] == 2014], tasks[tasks["year"] == 2013]


def spelled(*years):
    """Return the cases of years written as "task hours hours ..."."""
    return [
        (year, line[0], float(hours))
        for year, lines in zip((2013, 2014), years, strict=True)
        for line in lines
        for hours in line.split()[1:]
    ]


SINGLE_BEFORE = spelled(["a 4 5 9", "b 2", "c 6 8"], ["a 3 4", "b 5 7 7 8", "d 1 2"])
SINGLE_AFTER = spelled(["a 4 5 9 9", "b 2 3", "c 6 8"], ["a 3 4 5", "b 5", "d 1 2"])
NOTHING_BEFORE = spelled(["a 0 0"], ["a 3 4"])
ALIKE_FEW = spelled(["a 3 3 3", "b 5 5 5 5"], ["a 2 2 2", "b 5 5 5 5"])
ALIKE_ENOUGH = spelled(["a 3 3 3", "b 5 5"], ["a 2 2 2", "b 4 4"])
ALIKE_APART = spelled(["a 3 3 3 3", "b 5 5"], ["a 2 2 2", "b 6 6 6"])


@settings(max_examples=100, deadline=None)
@example(cases=SINGLE_BEFORE)
@example(cases=SINGLE_AFTER)
@example(cases=NOTHING_BEFORE)
@example(cases=ALIKE_FEW)
@example(cases=ALIKE_ENOUGH)
@example(cases=ALIKE_APART)
@given(cases=cases)
def test_engine_equals_the_dumb_implementation(cases):
    expected = dumb(cases)
    if expected is None:
        return
    row = decompose(matched(*sides_of(cases))).iloc[0]
    limits = expected.pop("interval")
    assert row[list(expected)].astype(float).to_dict() == pytest.approx(expected, abs=1e-9, nan_ok=True)
    assert (row["change_low"], row["change_high"]) == pytest.approx(limits, abs=1e-7, nan_ok=True)


def test_a_task_of_one_period_has_no_cases_in_the_other():
    tasks = matched(*sides_of(SINGLE_BEFORE)).set_index("basket_task")
    assert tasks.loc[["c", "d"], ["n", "wx", "n_0", "wx_0"]].to_numpy().tolist() == [[0, 0, 2, 14], [2, 3, 0, 0]]


@pytest.mark.parametrize(
    ("cases", "pooled"),
    [
        pytest.param(SINGLE_BEFORE, True, id="single before"),
        pytest.param(SINGLE_AFTER, True, id="single after"),
        pytest.param(NOTHING_BEFORE, False, id="no single"),
        pytest.param(spelled(["a 1", "b 2 3"], ["c 2 3"]), False, id="single, not in both"),
    ],
)
def test_a_spread_is_pooled_where_a_task_of_both_periods_has_one_case(cases, pooled):
    assert bool(decompose(matched(*sides_of(cases))).iloc[0]["pooled_spread"]) is pooled


@settings(max_examples=10, deadline=None)
@given(cases=cases, data=st.data())
def test_order_and_splitting_of_cells_change_nothing(make_evidence, make_cell, cases, data):
    whole = compute(make_evidence, cells_of(make_cell, cases))
    single = [make_cell("processing_hours", str(year), [x], task=task) for year, task, x in cases]
    split = compute(make_evidence, data.draw(st.permutations(single)))
    pd.testing.assert_frame_equal(whole, split, atol=1e-7)


@settings(max_examples=10, deadline=None)
@given(cases=cases, factor=st.sampled_from((0.125, 60.0)))
def test_scaling_the_unit_scales_every_result_and_keeps_the_verdict(make_evidence, make_cell, cases, factor):
    plain = compute(make_evidence, cells_of(make_cell, cases))
    scaled = compute(make_evidence, cells_of(make_cell, [(y, k, x * factor) for y, k, x in cases]))
    for name in ("value", "low", "high", "change", "change_low", "change_high", "crude_change", "mix", "entry_exit"):
        assert scaled[name].tolist() == pytest.approx((plain[name] * factor).tolist(), abs=1e-6, nan_ok=True)
    for name in ("index", "coverage", "p"):
        assert scaled[name].tolist() == pytest.approx(plain[name].tolist(), abs=1e-9, nan_ok=True)
    assert scaled["verdict"].tolist() == plain["verdict"].tolist()


@pytest.mark.slow
@settings(max_examples=10, deadline=None)
@given(cases=cases, later=cases)
def test_another_year_never_changes_a_past_one(make_evidence, make_cell, cases, later):
    before = compute(make_evidence, cells_of(make_cell, cases))
    more = [(2015 + year - 2013, task, x) for year, task, x in later]
    after = compute(make_evidence, [*cells_of(make_cell, cases), *cells_of(make_cell, more)])
    past = after[after["period_start"] < "2015-01-01"].reset_index(drop=True)
    pd.testing.assert_frame_equal(before, past)
