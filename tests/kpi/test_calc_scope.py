"""Which cells answer a question, and their sums: by hand, and against adding up cell by cell."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.calc.scope import pooled, scoped, spread
from kpi.core.indicator import Question
from kpi.core.settings import Settings

SUMS = ("n", "wx")
TIMES = st.lists(st.integers(0, 400).map(lambda quarters: quarters / 4), min_size=1, max_size=12)


def keys_of(cells, make_evidence, **asked):
    found = scoped(make_evidence(cells).cells, Question(**asked))
    return [
        (str(row.period_start.date()), row.period_months, row.department, row.task, row.basket_task, row.n)
        for row in found.itertuples()
    ]


def test_months_roll_up_into_the_grain_and_keep_where_they_came_from(make_evidence, make_cell):
    cells = [make_cell("steps", month, [1], task="a", department="x") for month in ("2014-02", "2014-11")]
    year = [("2014-01-01", 12, "", "", "a", 1)] * 2
    assert keys_of(cells, make_evidence) == year
    quarters = [("2014-01-01", 3, "x", "", "a", 1), ("2014-10-01", 3, "x", "", "a", 1)]
    assert keys_of(cells, make_evidence, grain="quarter", keys=("department",)) == quarters
    found = scoped(make_evidence(cells).cells, Question())
    assert found["cell_start"].astype("str").tolist() == ["2014-02-01", "2014-11-01"]
    assert found["cell_months"].tolist() == [1, 1]
    assert found["period_start"].dtype == found["cell_start"].dtype == "datetime64[s]"


def test_a_year_that_begins_in_september_takes_months_and_a_cell_of_a_year_keeps_its_start(make_evidence, make_cell):
    cells = [make_cell("steps", month, [1]) for month in ("2014-08", "2014-09")]
    cells.append({**make_cell("steps", "2014", [1]), "period_start": "2014-05-01"})
    starts = [key[0] for key in keys_of(cells, make_evidence, settings=Settings(first_month=9))]
    assert starts == ["2013-09-01", "2014-09-01", "2014-05-01"]


def test_cells_longer_than_the_grain_or_without_the_key_or_of_a_group_are_left_out(make_evidence, make_cell):
    cells = [
        make_cell("steps", "2014", [1]),
        make_cell("steps", "2014-03", [1], department="x"),
        make_cell("steps", "2014-04", [1], department="x", task="a"),
        make_cell("steps", "2014-05", [1], department="x", task="a", group="g"),
    ]
    assert len(keys_of(cells, make_evidence)) == 3
    assert len(keys_of(cells, make_evidence, grain="month")) == 2
    assert [key[4] for key in keys_of(cells, make_evidence, keys=("task",))] == ["a"]
    assert [key[2] for key in keys_of(cells, make_evidence, keys=("department",))] == ["x", "x"]


def test_departments_that_are_parts_are_never_summed_into_the_whole(make_evidence, make_cell):
    cells = make_evidence([make_cell("award", "2014", [1], department=name) for name in ("", "a", "b")]).cells
    assert scoped(cells, Question(), parts=True)["n"].sum() == 1
    assert scoped(cells, Question(), parts=False)["n"].sum() == 3
    assert scoped(cells, Question(("department",)), parts=True)["department"].tolist() == ["a", "b"]


def table(rows):
    return pd.DataFrame(rows, columns=["key", *SUMS]).astype({"n": "float64", "wx": "float64"})


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3), st.one_of(st.none(), st.integers(0, 9))), max_size=9)
)
def test_sums_are_those_of_adding_up_cell_by_cell_and_unknown_where_one_is(rows):
    found = pooled(table(rows), ["key"], SUMS).set_index("key")
    assert set(found.index) == {key for key, *_ in rows}
    for key, row in found.iterrows():
        counted = [(n, x) for name, n, x in rows if name == key and n]
        printed = [x for name, n, x in rows if name == key and not n]
        assert row["n"] == sum(n for n, _ in counted)
        total = math.nan if not counted or any(x is None for _, x in counted) else sum(x for _, x in counted)
        assert row["wx"] == pytest.approx(total, nan_ok=True)
        assert row["printed_cells"] == len(printed)
        alone = printed[0] if len(printed) == 1 and not counted and printed[0] is not None else math.nan
        assert row["printed"] == pytest.approx(alone, nan_ok=True)


def test_nothing_pooled_keeps_its_columns():
    assert list(pooled(table([]), ["key"], SUMS).columns) == ["key", *SUMS, "printed", "printed_cells"]
    assert pooled(table([("a", 2, 5)]), ["key"], SUMS)["printed_cells"].tolist() == [0]


@settings(max_examples=40, deadline=None)
@given(TIMES, st.sampled_from((1e-6, 1.0, 1e6)))
def test_the_spread_is_the_sample_variance_in_any_unit(values, unit):
    x = np.array(values) * unit
    sums = (pd.Series([float(total)]) for total in (len(x), x.sum(), (x * x).sum()))
    expected = np.var(x, ddof=1) if len(x) > 1 else math.nan
    assert spread(*sums).iloc[0] == pytest.approx(expected, rel=1e-6, abs=1e-9 * unit**2, nan_ok=True)


def test_equal_values_have_no_spread_and_unknown_squares_an_unknown_one():
    n, wx = pd.Series([3.0, 3.0, 0.0]), pd.Series([0.3, 0.3, 0.0])
    found = spread(n, wx, pd.Series([3 * 0.1 * 0.1, math.nan, 0.0]))
    assert found.iloc[0] == 0
    assert found.isna().tolist() == [False, True, True]
