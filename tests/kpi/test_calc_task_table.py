"""The task table: it adds up to the effects of the whole, and says of each task what its own comparison says."""

from __future__ import annotations

import math
import random
from collections import defaultdict

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.calc.task_table import task_table
from kpi.core.frames import TASK_TABLE_COLUMNS
from kpi.core.indicator import Question, indicators

TIME = indicators()["processing_time"]
DEPARTMENTS = ("민원과", "허가과")
cases = st.lists(
    st.tuples(
        st.sampled_from((2013, 2014)),
        st.sampled_from(DEPARTMENTS),
        st.sampled_from("abcd"),
        st.integers(0, 40).map(lambda quarters: quarters / 4),
    ),
    min_size=1,
    max_size=40,
)


def cells_of(make_cell, found, split=False):
    grouped = defaultdict(list)
    for place, (year, department, task, hours) in enumerate(found):
        grouped[year, department, task, place if split else 0].append(hours)
    return [
        make_cell("processing_hours", str(year), x, department=department, task=task)
        for (year, department, task, _), x in grouped.items()
    ]


def table_of(make_evidence, cells, **asked):
    return task_table(make_evidence(cells), Question(**asked), indicator=TIME)


def many_cases():
    """Sixty cases in which every task, department and year occurs."""
    numbers = random.Random(7)
    return [
        (numbers.choice((2013, 2014)), numbers.choice(DEPARTMENTS), numbers.choice("abcd"), numbers.randint(0, 40) / 4)
        for _ in range(60)
    ]


@pytest.mark.parametrize("keys", [(), ("department",)])
def test_contributions_add_up_to_within_mix_to_mix_and_weights_to_one(make_evidence, make_cell, keys):
    adds_up(make_evidence(cells_of(make_cell, many_cases())), Question(keys=keys))


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(found=cases, keys=st.sampled_from(((), ("department",))))
def test_contributions_of_any_cases_add_up(make_evidence, make_cell, found, keys):
    adds_up(make_evidence(cells_of(make_cell, found)), Question(keys=keys))


def adds_up(evidence, asked):
    table, rows = task_table(evidence, asked, indicator=TIME), TIME.compute(evidence, asked)
    for row in rows[rows["within"].notna()].to_dict("records"):
        mine = table[(table["period_start"] == row["period_start"]) & (table["department"] == row["department"])]
        both = mine[mine["presence"] == "both"]
        assert len(both) == row["matched_tasks"]
        assert len(mine) == row["all_tasks"]
        assert both["contribution"].sum() == pytest.approx(row["within"], abs=1e-9)
        assert both["mix"].sum() == pytest.approx(row["mix"], abs=1e-9)
        assert both["weight"].sum() == pytest.approx(1)
        assert (both["contribution"] - both["weight"] * (both["mean"] - both["mean_0"])).abs().max() < 1e-9
        total = {name: (mine[f"mean{name}"] * mine[f"n{name}"]).sum() / mine[f"n{name}"].sum() for name in ("", "_0")}
        assert total[""] - total["_0"] == pytest.approx(row["within"] + row["mix"] + row["entry_exit"], abs=1e-9)


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(found=cases, data=st.data())
def test_shuffled_and_split_rows_give_the_same_table(make_evidence, make_cell, found, data):
    whole = table_of(make_evidence, cells_of(make_cell, found))
    parts = table_of(make_evidence, cells_of(make_cell, data.draw(st.permutations(found)), split=True))
    key = ["period_start", "task"]
    one, two = (side.sort_values(key, ignore_index=True) for side in (whole, parts))
    pd.testing.assert_frame_equal(one, two, atol=1e-7)


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(found=cases)
def test_another_name_of_a_department_changes_nothing_in_the_table_of_all(make_evidence, make_cell, found):
    renamed = [(year, "새이름과" if department == "민원과" else department, *rest) for year, department, *rest in found]
    one, two = (table_of(make_evidence, cells_of(make_cell, side)) for side in (found, renamed))
    pd.testing.assert_frame_equal(one, two, atol=1e-7)


def test_a_task_is_judged_by_its_own_row_and_with_all_tasks_of_the_period(make_evidence, make_cell):
    cells = []
    for place, task in enumerate("abcdefgh"):
        gain = 2.0 if task == "a" else 0.3 * place
        cells.append(make_cell("processing_hours", "2013", [10, 11, 12, 13, 14], task=task))
        cells.append(make_cell("processing_hours", "2014", [x - gain for x in (10, 11, 12, 13, 14)], task=task))
    evidence = make_evidence(cells)
    table = task_table(evidence, Question(), indicator=TIME).set_index("task")
    own = TIME.compute(evidence, Question(keys=("task",)))
    own = own[own["period_start"] == "2014-01-01"].set_index("task")
    for name in ("change", "change_low", "change_high", "p", "p_adjusted", "verdict", "note"):
        assert table[name].to_dict() == own[name].reindex(table.index).to_dict()
    assert (table["p_adjusted"] > table["p"]).any()
    assert table["contribution"].abs().is_monotonic_decreasing


def test_tasks_that_began_or_ended_are_in_the_table_without_weight(make_evidence, make_cell):
    cells = [
        make_cell("processing_hours", "2013", [4, 5], task="ended"),
        make_cell("processing_hours", "2014", [4], task="new"),
        make_cell("processing_hours", "2013", [4, 5], task="same"),
        make_cell("processing_hours", "2014", [3, 4], task="same"),
    ]
    table = table_of(make_evidence, cells).set_index("task")
    assert table["presence"].to_dict() == {"same": "both", "ended": "ended", "new": "new"}
    assert table.loc["same", ["weight", "contribution", "change"]].tolist() == [1, -1, -1]
    assert table.loc[["ended", "new"], ["weight", "contribution", "change"]].isna().all(axis=None)
    assert table.loc[["ended", "new"], ["verdict", "note"]].to_numpy().tolist() == [["", ""], ["", "no_counterpart"]]
    assert table.loc["ended", "n"] == 0
    assert math.isnan(table.loc["ended", "mean"])


def test_the_table_compares_with_the_period_that_is_asked(make_evidence, make_cell):
    hours = {"2012": [10, 12], "2013": [8, 8], "2014": [5, 7]}
    cells = [make_cell("processing_hours", year, values, task=task) for year, values in hours.items() for task in "ab"]
    found = {compare: table_of(make_evidence, cells, compare=compare) for compare in ("previous", "base", 2013)}
    before = {
        compare: table.groupby(table["period_start"].dt.year)["mean_0"].first().to_dict()
        for compare, table in found.items()
    }
    assert before == {"previous": {2013: 11, 2014: 8}, "base": {2013: 11, 2014: 11}, 2013: {2014: 8}}


def test_a_comparison_that_may_not_be_made_is_made_for_no_task(make_evidence, make_cell):
    cells = [make_cell("processing_hours", year, [4, 5, 6], task=task) for year in ("2013", "2014") for task in "ab"]
    broken = [{"effective_on": "2014-01-01", "measure": "processing_hours"}]
    table = task_table(make_evidence(cells, breaks=broken), Question(), indicator=TIME)
    assert set(table["verdict"]) == {"not_comparable"}
    assert table[["change", "p", "weight", "contribution", "mix"]].isna().all(axis=None)
    assert table["mean"].tolist() == [5, 5]


def test_where_too_many_cases_of_all_are_open_no_task_is_compared(make_evidence, make_cell):
    cells = [make_cell("processing_hours", year, [4, 5, 6], task=task) for year in ("2013", "2014") for task in "ab"]
    told = (("received", "2013", 3, "a"), ("received", "2013", 3, "b"), ("received", "2014", 3, "a"))
    counts = (*told, ("received", "2014", 12, "b"), ("open", "2014", 9, "b"))
    cells += [make_cell(name, year, [1] * n, task=task) for name, year, n, task in counts]
    table = task_table(make_evidence(cells), Question(), indicator=TIME).set_index("task")
    assert table.loc["a", "n"] == 3
    assert table["verdict"].to_dict() == {"a": "not_comparable", "b": "not_comparable"}
    assert table[["change", "change_low", "change_high", "p", "p_adjusted"]].isna().all(axis=None)


def test_nothing_gives_an_empty_table_with_its_columns(make_evidence):
    assert tuple(table_of(make_evidence, []).columns) == TASK_TABLE_COLUMNS


def test_cases_without_a_task_are_one_line_that_is_not_tested(make_evidence, make_cell):
    cells = [
        make_cell("processing_hours", year, [4, 5, 6], task=task) for year in ("2013", "2014") for task in ("", "a")
    ]
    table = table_of(make_evidence, cells).set_index("task")
    assert table.loc["", "weight"] == 0.5
    assert (table.loc["", "verdict"], math.isnan(table.loc["", "change"])) == ("", True)


def test_the_table_has_its_columns_numbered_rows_and_the_largest_contribution_first(make_evidence, make_cell):
    small = [
        (year, "민원과", "small", hours) for year, hours in ((2013, 4.25), (2014, 4.0), (2013, 4.25), (2014, 4.25))
    ]
    one_year = [(2014, "민원과", name, 4.0) for name in ("zz", "aa")]
    cells = cells_of(make_cell, [*one_year, *small, *many_cases()])
    table = table_of(make_evidence, cells, keys=("department",))
    assert tuple(table.columns) == TASK_TABLE_COLUMNS
    assert table.index.tolist() == list(range(len(table)))
    assert [str(table[name].dtype) for name in ("department", "task", "presence", "verdict", "note")] == ["str"] * 5
    mine = table[table["department"] == "민원과"]
    sizes = mine["contribution"].abs()
    assert sizes.dropna().is_monotonic_decreasing
    assert 0 < sizes.min() < 1
    assert mine["task"].tolist()[-2:] == ["aa", "zz"]
    assert mine.loc[mine["presence"] == "both", "change"].notna().all()
