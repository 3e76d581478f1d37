"""Which cells answer a question, and their sums: by hand, and against adding up cell by cell."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.calc.scope import ROW, joined, of_measures, pooled, scoped, spread
from kpi.core.frames import CELL_SUMS
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


def test_a_printed_mean_is_known_only_where_it_is_alone_and_one_unknown_sum_makes_all_unknown():
    rows = [("one", 0, 7), ("two", 0, 7), ("two", 0, 8), ("beside", 0, 7), ("beside", 2, 10), ("sum", 2, 10)]
    found = pooled(table([*rows, ("unknown", 1, None), ("unknown", 2, 5)]), ["key"], SUMS).set_index("key")
    assert found["n"].to_dict() == {"one": 0, "two": 0, "beside": 2, "sum": 2, "unknown": 3}
    assert found["printed"].dropna().to_dict() == {"one": 7}
    assert found["wx"].dropna().to_dict() == {"beside": 10, "sum": 10}
    assert found["printed_cells"].to_dict() == {"one": 1, "two": 2, "beside": 1, "sum": 0, "unknown": 0}


def test_the_sums_of_cells_and_of_no_cells_have_the_same_columns_and_types(make_evidence, make_cell):
    none = pooled(make_evidence([]).cells, ROW)
    some = pooled(make_evidence([make_cell("steps", "2014", [1, 2])]).cells, ROW)
    assert len(none) == 0
    assert list(none.columns) == list(some.columns) == [*ROW, *CELL_SUMS, "printed", "printed_cells"]
    for found in (none, some):
        assert (found["printed"].dtype, found["printed_cells"].dtype) == ("float64", "int64")


def test_the_cells_of_the_measures_asked_for_are_taken(make_evidence, make_cell):
    cells = make_evidence([make_cell(name, "2014", [1]) for name in ("steps", "award", "overall")]).cells
    assert of_measures(cells, "steps")["measure"].tolist() == ["steps"]
    assert of_measures(cells, "overall", "steps")["measure"].tolist() == ["steps", "overall"]
    assert of_measures(cells).empty


def keyed(*rows, name):
    starts = pd.to_datetime([row[0] for row in rows]).astype("datetime64[s]")
    texts = {key: pd.Series([row[at] for row in rows], dtype="str") for at, key in ((1, "department"), (2, "task"))}
    values = pd.Series([row[3] for row in rows], dtype="float64")
    return pd.DataFrame({"period_start": starts, "period_months": 12, **texts, name: values})


def test_rows_are_joined_by_all_their_keys_and_those_of_the_first_are_kept():
    left = keyed(("2013", "a", "", 1), ("2014", "a", "", 2), ("2014", "a", "x", 3), ("2014", "b", "", 4), name="one")
    right = keyed(("2014", "a", "", 20), ("2013", "b", "", 30), ("2014", "a", "x", 40), name="two")
    found = joined(left, right)
    assert found["one"].tolist() == [1, 2, 3, 4]
    assert found["two"].tolist() == pytest.approx([math.nan, 20, 40, math.nan], nan_ok=True)
    both = joined(left, right, how="outer")
    assert sorted(both["two"].dropna()) == [20, 30, 40]
    assert len(both) == 5
    same_name = joined(left, right.rename(columns={"two": "one"}))
    assert same_name["one_y"].tolist() == pytest.approx([math.nan, 20, 40, math.nan], nan_ok=True)


@pytest.mark.parametrize("how", ["left", "outer"])
def test_empty_frames_are_joined_too_and_texts_stay_texts(how):
    row = ("2014", "a", "x", 1)
    for left, right, size in (
        ((), (), 0),
        ((row,), (), 1),
        ((), (row,), 0 if how == "left" else 1),
        ((row,), (row,), 1),
    ):
        found = joined(keyed(*left, name="one"), keyed(*right, name="two"), how=how)
        assert (len(found), list(found.columns)) == (size, [*ROW, "one", "two"])
        assert {str(found[name].dtype) for name in ("department", "task")} == {"str"}


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


def test_two_cases_have_a_spread_one_has_none_and_small_units_are_not_rounding():
    n, wx = pd.Series([2.0, 1.0, 0.0, 2.0]), pd.Series([4.0, 3.0, 0.0, 3e-4])
    found = spread(n, wx, pd.Series([10.0, 9.0, 0.0, 5e-8]))
    assert found.tolist() == pytest.approx([2, math.nan, math.nan, 5e-9], nan_ok=True)


def test_squares_up_to_a_million_millionth_of_their_sum_are_rounding():
    n = pd.Series([999999999999.0] * 2)
    assert spread(n, n, pd.Series([1e12, 1e12 + 1])).tolist() == pytest.approx([0, 2 / 999999999998.0])
