"""The chained same-task index: links over the tasks two years share, one chain per month of the year."""

from __future__ import annotations

import math

import pytest

from kpi.core.indicator import Question, indicators
from kpi.core.settings import Settings


def compute(make_evidence, cells, **asked):
    return indicators()["processing_time"].compute(make_evidence(cells), Question(**asked))


def test_the_chain_is_the_product_of_the_fisher_links_over_changing_tasks(make_evidence, make_cell):
    years = {
        "2012": {"a": [10, 12], "b": [4, 6, 8]},
        "2013": {"a": [8, 10, 9], "b": [5, 5], "c": [30, 40]},
        "2014": {"b": [2, 4], "c": [20, 30, 25, 25]},
    }
    cells = [
        make_cell("processing_hours", year, x, task=task) for year, tasks in years.items() for task, x in tasks.items()
    ]
    found = compute(make_evidence, cells)
    links = [fisher(years["2012"], years["2013"]), fisher(years["2013"], years["2014"])]
    assert found["index"].tolist() == pytest.approx([100, 100 * links[0], 100 * links[0] * links[1]])
    rebased = compute(make_evidence, cells, settings=Settings(base_year=2013))
    assert rebased["index"].tolist() == pytest.approx([100 / links[0], 100, 100 * links[1]])


def fisher(old, new):
    both = set(old) & set(new)
    mean = {id(year): {k: sum(year[k]) / len(year[k]) for k in both} for year in (old, new)}
    weighted = [
        sum(len(weights[k]) * mean[id(year)][k] for k in both)
        for weights, year in ((old, new), (old, old), (new, new), (new, old))
    ]
    return math.sqrt(weighted[0] / weighted[1] * weighted[2] / weighted[3])


def test_every_month_has_a_chain_of_its_own_and_one_base_year(make_evidence, make_cell):
    months = {"2013-03": 10, "2014-03": 8, "2014-01": 7, "2015-01": 6, "2015-03": 4}
    cells = [make_cell("processing_hours", month, [x, x + 1, x - 1], task="a") for month, x in months.items()]
    found = compute(make_evidence, cells, grain="month").set_index("period_start")["index"]
    assert found[["2013-03-01", "2014-03-01", "2015-03-01"]].tolist() == pytest.approx([100, 80, 40])
    assert found[["2014-01-01", "2015-01-01"]].isna().all()


def test_a_time_that_falls_to_zero_ends_the_chain_and_is_no_infinite_index(make_evidence, make_cell):
    cells = [
        make_cell("processing_hours", year, x, task="a")
        for year, x in (("2013", [4, 6]), ("2014", [0, 0]), ("2015", [1, 2]))
    ]
    found = compute(make_evidence, cells)
    assert found["index"].tolist() == pytest.approx([100, math.nan, math.nan], nan_ok=True)
    assert found["change"].tolist() == pytest.approx([math.nan, -5, 1.5], nan_ok=True)


def test_where_every_task_is_matched_nothing_enters_or_leaves(make_evidence, make_cell):
    cells = [
        make_cell("processing_hours", year, [base * 0.1, base * 0.7, base / 3], task=task)
        for year, base in (("2013", 7), ("2014", 5))
        for task in ("a", "b", "c")
    ]
    assert compute(make_evidence, cells).iloc[1]["entry_exit"] == 0
