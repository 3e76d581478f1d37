"""The chained same-task index: links over the tasks two years share, one chain per month of the year."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.calc.cumulative import chained
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


def links_of(*rows):
    """Rows of (period_start, department, task, link); a link of None breaks the chain, "gone" is no value either."""
    table = pd.DataFrame(rows, columns=["period_start", "department", "task", "link"])
    gone = table["link"] == "gone"
    starts = pd.to_datetime(table["period_start"]).astype("datetime64[s]")
    links = pd.to_numeric(table["link"].mask(gone)).astype("float64")
    return table.assign(period_start=starts, link=links, value=np.where(gone, np.nan, 5.0))


def test_links_multiply_from_the_first_year_with_a_value_until_one_is_missing():
    years = [("2011", "gone"), ("2012", None), ("2013", 0.5), ("2014", 1.2), ("2015", None), ("2016", 0.9)]
    rows = links_of(*((f"{year}-01-01", "", "", link) for year, link in years))
    expected = [math.nan, 100, 50, 60, math.nan, math.nan]
    assert chained(rows).tolist() == pytest.approx(expected, nan_ok=True)
    assert chained(rows.iloc[::-1]).tolist() == pytest.approx(expected[::-1], nan_ok=True)
    assert chained(rows.iloc[::-1]).index.tolist() == [5, 4, 3, 2, 1, 0]
    assert chained(rows, base_year=2014).tolist() == pytest.approx(
        [math.nan, 1000 / 6, 500 / 6, 100, math.nan, math.nan], nan_ok=True
    )
    assert chained(rows, compare="base", base_year=2015).tolist() == pytest.approx(
        [math.nan] * 4 + [100, 90], nan_ok=True
    )
    assert chained(rows, compare=2013, base_year=2015).tolist() == pytest.approx(
        [math.nan, 200, 100, 120, math.nan, math.nan], nan_ok=True
    )
    assert chained(rows, base_year=2011).isna().all()
    assert chained(rows, base_year=2019).isna().all()


@pytest.mark.parametrize("link", [0.0, -1.0, None])
def test_a_link_that_is_no_ratio_breaks_the_chain_and_a_small_one_does_not(link):
    rows = links_of(("2013-01-01", "", "", None), ("2014-01-01", "", "", link), ("2015-01-01", "", "", 0.001))
    assert chained(rows).tolist() == pytest.approx([100, math.nan, math.nan], nan_ok=True)
    assert chained(rows, base_year=2014).tolist() == pytest.approx([math.nan, 100, 0.1], nan_ok=True)


def test_departments_tasks_and_months_have_chains_of_their_own_and_a_scope_one_first_year():
    rows = links_of(
        ("2013-01-01", "a", "", None),
        ("2014-01-01", "a", "", 0.5),
        ("2014-01-01", "b", "", None),
        ("2014-01-01", "a", "x", None),
        ("2015-01-01", "b", "", 0.8),
        ("2015-01-01", "a", "x", 2.0),
        ("2014-07-01", "a", "", None),
        ("2013-07-01", "b", "x", None),
        ("2014-07-01", "b", "x", 0.25),
    )
    expected = [100, 50, 100, 100, 80, 200, math.nan, 100, 25]
    assert chained(rows).tolist() == pytest.approx(expected, nan_ok=True)


ROWS = st.lists(
    st.tuples(
        st.integers(2010, 2016),
        st.sampled_from((1, 7)),
        st.sampled_from(("ax", "ay", "b")),
        st.sampled_from((None, 0.5, 1.0, 1.25)),
        st.booleans(),
    ),
    max_size=16,
    unique_by=lambda row: row[:3],
)


def walked(rows, base):
    """Walk from the base of each scope and month link by link, forward and back; a missing link or value ends the way."""
    index = {}
    links = {(place, month, year): link for year, month, place, link, _ in rows}
    known = {(place, month, year) for year, month, place, _, there in rows if there}
    for place, month in {(place, month) for place, month, _ in known}:
        start = base or min(year for where, _, year in known if where == place)
        if (place, month, start) not in known:
            continue
        index[place, month, start] = level = 100.0
        for year in range(start + 1, 2017):
            if (place, month, year) not in known or links[place, month, year] is None:
                break
            index[place, month, year] = level = level * links[place, month, year]
        level = 100.0
        for year in range(start, 2010, -1):
            if links[place, month, year] is None or (place, month, year - 1) not in known:
                break
            index[place, month, year - 1] = level = level / links[place, month, year]
    return index


@settings(max_examples=25, deadline=None)
@given(ROWS, st.sampled_from(("previous", 2013)), st.sampled_from((None, 2012)))
def test_the_index_is_found_walking_from_the_base_link_by_link(rows, compare, base_year):
    known = {row[:3] for row in rows if row[4]}
    linked = [
        (year, month, place, link if there and (year - 1, month, place) in known else None, there)
        for year, month, place, link, there in rows
    ]
    table = pd.DataFrame(linked, columns=["year", "month", "scope", "link", "there"])
    starts = pd.to_datetime(table[["year", "month"]].assign(day=1)).astype("datetime64[s]")
    scopes = {"department": table["scope"].str[:1], "task": table["scope"].str[1:]}
    table = table.assign(period_start=starts, **scopes, value=np.where(table["there"], 1.0, np.nan))
    found = chained(table.astype({"link": "float64"}), compare=compare, base_year=base_year)
    expected = walked(linked, 2013 if compare == 2013 else base_year)
    for (year, month, place, *_), index in zip(linked, found, strict=True):
        assert index == pytest.approx(expected.get((place, month, year), math.nan), nan_ok=True)
