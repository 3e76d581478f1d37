"""Medians and ninth deciles from the stored histograms, and the Kaplan-Meier median of what is still open."""

from __future__ import annotations

import math
import random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.duration.survfunc import SurvfuncRight

from kpi.calc.open_cases import kaplan_meier_median, survival_medians
from kpi.calc.quantiles import ERROR, LEVELS, quantiles, quantiles_of
from kpi.calc.scope import ROW
from kpi.core.histogram import histogram_of
from kpi.core.indicator import Question

HOURS = st.lists(st.one_of(st.just(0.0), st.floats(0.001, 5000)), min_size=1, max_size=30)


def cells_of(parts):
    """One row a part of a group, as cells have it."""
    rows = [(name, len(x), histogram_of(x)) for name, x in parts]
    return pd.DataFrame(rows, columns=["key", "n", "histogram"])


def order_statistic(values, q):
    ordered = sorted(values)
    return next(value for place, value in enumerate(ordered, start=1) if place / len(ordered) >= q)


@settings(max_examples=40, deadline=None)
@given(parts=st.lists(st.tuples(st.sampled_from("ab"), HOURS), min_size=1, max_size=6))
def test_quantiles_of_merged_cells_are_within_the_stated_error_of_the_order_statistic(parts):
    found = quantiles_of(cells_of(parts), ["key"]).set_index("key")
    for key, row in found.iterrows():
        values = [x for name, part in parts if name == key for x in part]
        assert row["n"] == len(values)
        for name, q in LEVELS.items():
            exact = order_statistic(values, q)
            assert abs(row[name] - exact) <= ERROR * exact


def test_a_group_with_cases_of_unknown_distribution_has_no_quantile_and_says_why():
    cells = cells_of([("a", [1, 2]), ("b", [3])])
    cells = pd.concat([cells, pd.DataFrame([("a", 7, None)], columns=cells.columns)])
    found = quantiles_of(cells, ["key"]).set_index("key")
    assert math.isnan(found.loc["a", "median"])
    assert math.isnan(found.loc["a", "p90"])
    assert found["no_histogram"].to_dict() == {"a": True, "b": False}
    assert found.loc["b", "median"] == pytest.approx(3, rel=ERROR)


def test_quantiles_are_asked_by_year_department_and_task(make_evidence, make_cell):
    hours = {"a": [0.0, 0.0, 0.0, 8.0], "b": [4.0, 16.0]}
    cells = [
        make_cell("processing_hours", "2014", x, task=task, histogram=histogram_of(x)) for task, x in hours.items()
    ]
    whole = quantiles(make_evidence(cells), Question(), measure="processing_hours")
    assert whole[["n", "median", "p90"]].to_numpy().tolist() == [[6, 0, pytest.approx(16, rel=ERROR)]]
    apart = quantiles(make_evidence(cells), Question(keys=("task",)), measure="processing_hours")
    assert apart.set_index("task")["median"].to_dict() == {"a": 0, "b": pytest.approx(4, rel=ERROR)}


def test_no_cells_have_no_quantiles(make_evidence):
    for keys in ((), ("department",), ("department", "task")):
        found = quantiles(make_evidence([]), Question(keys), measure="processing_hours")
        assert (len(found), list(found.columns)) == (0, [*ROW, "n", "no_histogram", *LEVELS])
    assert list(quantiles_of(cells_of([]), ["key"]).columns) == ["key", "n", "no_histogram", "median", "p90"]


@pytest.mark.parametrize(("n", "lacking"), [(0, False), (1, True)])
def test_one_case_of_unknown_time_leaves_a_group_without_quantiles_and_no_case_does_not(n, lacking):
    cells = pd.concat([cells_of([("a", [3, 4, 5])]), pd.DataFrame({"key": ["a"], "n": [n], "histogram": [None]})])
    found = quantiles_of(cells, ["key"]).iloc[0]
    assert (bool(found["no_histogram"]), math.isnan(found["median"])) == (lacking, lacking)
    assert found["n"] == 3 + n


def test_a_group_without_any_distribution_stays_in_the_table_and_an_empty_one_holds_numbers():
    cells = pd.concat([cells_of([("a", [3])]), pd.DataFrame({"key": ["b"], "n": [2], "histogram": [None]})])
    found = quantiles_of(cells, ["key"]).set_index("key")
    assert found["n"].to_dict() == {"a": 1, "b": 2}
    assert found["median"].notna().to_dict() == {"a": True, "b": False}
    assert set(quantiles_of(cells_of([]), ["key"])[["median", "p90"]].dtypes) == {np.dtype("float64")}


def counted(values):
    found, counts = np.unique(np.asarray(values, dtype="float64"), return_counts=True)
    return found, counts


TIMES = st.lists(st.integers(1, 20), min_size=1, max_size=25)


@settings(max_examples=40, deadline=None)
@given(closed=TIMES, waiting=st.lists(st.integers(1, 25), max_size=25))
def test_the_median_of_open_and_closed_cases_is_that_of_statsmodels(closed, waiting):
    found = kaplan_meier_median(*counted(closed), *counted(waiting))
    other = SurvfuncRight(closed + waiting, [1] * len(closed) + [0] * len(waiting))
    reached = other.surv_times[other.surv_prob <= 0.5 + 1e-9]
    assert found.value == pytest.approx(reached[0] if len(reached) else math.nan, nan_ok=True)
    assert not found.low > found.value
    assert not found.high < found.value


def greenwood(closed, waiting, confidence):
    """Kaplan and Meier's curve time by time with log-log limits by Greenwood's variance: (time, curve, low, high)."""
    z, survival, total, curve = stats.norm.ppf(0.5 + confidence / 2), 1.0, 0.0, []
    for time in sorted(set(closed)):
        at_risk = sum(other >= time for other in closed + waiting)
        events = closed.count(time)
        survival *= 1 - events / at_risk
        total += events / (at_risk * (at_risk - events)) if at_risk > events else math.inf
        limits = (math.nan, math.nan)
        if 0 < survival < 1:
            away = z * math.sqrt(total) / math.log(survival)
            limits = (survival ** math.exp(-away), survival ** math.exp(away))
        curve.append((time, survival, *limits))
    return curve


@settings(max_examples=60, deadline=None)
@given(closed=TIMES, waiting=st.lists(st.integers(1, 25), max_size=25), confidence=st.sampled_from((0.8, 0.95)))
def test_the_interval_of_the_median_is_where_greenwoods_log_log_limits_fall_to_one_half(closed, waiting, confidence):
    found = kaplan_meier_median(*counted(closed), *counted(waiting), confidence=confidence)
    curve = greenwood(closed, waiting, confidence)
    value, low, high = (next((point[0] for point in curve if point[at] <= 0.5 + 1e-12), math.nan) for at in (1, 2, 3))
    expected = (value, low, math.inf if math.isnan(high) else high)
    assert (found.value, found.low, found.high) == pytest.approx(expected, nan_ok=True)


def test_published_remission_times_give_the_printed_medians():
    """Freireich and others (1963): R survfit with conf.type = "log-log" prints 23 (13, NA) and 8 (4, 11)."""
    drug, censored = [6, 6, 6, 7, 10, 13, 16, 22, 23], [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    placebo = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
    treated = kaplan_meier_median(*counted(drug), *counted(censored))
    assert (treated.value, treated.low, treated.high) == (23, 13, math.inf)
    others = kaplan_meier_median(*counted(placebo), *counted([]))
    assert (others.value, others.low, others.high) == (8, 4, 11)


def test_without_open_cases_it_is_the_median():
    values = [random.Random(3).randint(1, 50) for _ in range(31)]
    assert kaplan_meier_median(*counted(values), *counted([])).value == order_statistic(values, 0.5)


def test_without_closed_cases_there_is_no_median():
    found = kaplan_meier_median(*counted([]), *counted([5, 6]))
    assert (math.isnan(found.value), math.isnan(found.low)) == (True, True)


def test_cases_count_in_the_period_they_were_received_in_wherever_they_were_closed(make_evidence, make_cell):
    def month(measure, start, values, received):
        blob = histogram_of(values) if measure != "received" else None
        return make_cell(measure, start, values, histogram=blob, claim_start=f"{received}-01")

    cells = [
        month("processing_hours", "2013-12", [10, 20], "2013-12"),
        month("processing_hours", "2014-02", [200], "2013-12"),
        month("processing_hours", "2014-03", [30], "2014-03"),
        month("open_age", "2014-03", [400, 500], "2014-03"),
        month("received", "2013-12", [1, 1, 1], "2013-12"),
        month("received", "2014-03", [1, 1, 1], "2014-03"),
        month("open", "2014-03", [1, 1], "2014-03"),
    ]
    found = survival_medians(make_evidence(cells), Question())
    assert found["period_start"].dt.year.tolist() == [2013, 2014]
    assert found[["closed", "open"]].to_numpy().tolist() == [[3, 0], [1, 2]]
    assert found["open_share"].tolist() == pytest.approx([0, 2 / 3])
    assert found["median"].tolist() == [pytest.approx(20, rel=ERROR), pytest.approx(math.nan, nan_ok=True)]


@pytest.mark.parametrize("lacking", ["processing_hours", "open_age"])
def test_a_file_without_distribution_gives_no_survival_median(make_evidence, make_cell, lacking):
    known = [
        make_cell(measure, "2014", values, task="a", histogram=histogram_of(values))
        for measure, values in (("processing_hours", [10, 20, 30]), ("open_age", [5]))
    ]
    assert survival_medians(make_evidence(known), Question())["median"].notna().all()
    found = survival_medians(make_evidence([*known, make_cell(lacking, "2014", [10, 20], task="b")]), Question())
    assert found[["median", "low", "high"]].isna().all(axis=None)
    apart = survival_medians(make_evidence([*known, make_cell(lacking, "2014", [10, 20])]), Question(("task",)))
    assert apart["median"].notna().tolist() == [True]


def test_no_cells_have_no_survival_medians(make_evidence):
    assert survival_medians(make_evidence([]), Question()).empty
