"""Cells do not depend on the order of the rows, nor on the parts in which they come."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from kpi.core.frames import CELL_COLUMNS, CELL_KEYS, CELL_SUMS, PAIR_COLUMNS, PAIR_KEYS
from loaders.load.cells import cell_part, cells_of, pair_part
from loaders.load.exact import exact_sums
from loaders.load.sums import combined, sum_cells, sum_pairs

ROWS = 3_000
SIZES = [1, 50, 777, ROWS]
RNG = np.random.default_rng(7)
MONTHS = pd.to_datetime(pd.Series([f"2025-{month:02d}-01" for month in RNG.integers(1, 13, ROWS)])).astype(
    "datetime64[s]"
)
KEYS = pd.DataFrame(
    {
        "task": pd.Series([f"민원 {number}" for number in RNG.integers(0, 7, ROWS)]),
        "department": pd.Series([f"부서 {number}" for number in RNG.integers(0, 3, ROWS)]),
        "period_start": MONTHS.mask(RNG.random(ROWS) < 0.02),
        "period_months": 1,
        "claim_start": MONTHS,
    }
)
X = pd.Series(np.where(RNG.random(ROWS) < 0.1, np.nan, RNG.lognormal(2, 4, ROWS))).mask(RNG.random(ROWS) < 0.2, 0.0)
Y = pd.Series(RNG.lognormal(1, 1, ROWS))
WAYS = {
    "times": {"histogram": "bins"},
    "weighted": {"weight": pd.Series(RNG.random(ROWS))},
    "answers": {"histogram": "codes", "codes": pd.Series(RNG.integers(-1, 6, ROWS))},
}


def some(ways: dict, first: int, size: int) -> dict:
    return {name: one[first : first + size] if isinstance(one, pd.Series) else one for name, one in ways.items()}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("size", SIZES)
def test_parts_of_any_size_give_the_same_cells_to_the_last_digit(way, size):
    made = [
        cell_part("score", X[first : first + size], KEYS[first : first + size], **some(WAYS[way], first, size))
        for first in range(0, ROWS, size)
    ]
    cells = combined([cells_of([part for part in made if part])], CELL_COLUMNS, CELL_KEYS)
    whole = combined([sum_cells("score", X, KEYS, **WAYS[way])], CELL_COLUMNS, CELL_KEYS)
    pd.testing.assert_frame_equal(cells, whole, check_exact=True)


@pytest.mark.parametrize("weight", [None, WAYS["weighted"]["weight"]])
def test_pairs_in_parts_are_the_same_too(weight):
    made = [
        pair_part(
            "actual",
            ("", "x"),
            X[at : at + 60],
            Y[at : at + 60],
            KEYS[at : at + 60],
            None if weight is None else weight[at : at + 60],
        )
        for at in range(0, ROWS, 60)
    ]
    pairs = combined([cells_of([part for part in made if part])], PAIR_COLUMNS, PAIR_KEYS)
    whole = combined([sum_pairs("actual", ("", "x"), X, Y, KEYS, weight)], PAIR_COLUMNS, PAIR_KEYS)
    pd.testing.assert_frame_equal(pairs, whole, check_exact=True)


@pytest.mark.parametrize("way", WAYS)
def test_the_order_of_the_rows_does_not_matter(way):
    turned = np.random.default_rng(1).permutation(ROWS)
    ways = {name: one.iloc[turned] if isinstance(one, pd.Series) else one for name, one in WAYS[way].items()}
    cells = combined([sum_cells("score", X.iloc[turned], KEYS.iloc[turned], **ways)], CELL_COLUMNS, CELL_KEYS)
    whole = combined([sum_cells("score", X, KEYS, **WAYS[way])], CELL_COLUMNS, CELL_KEYS)
    pd.testing.assert_frame_equal(cells, whole, check_exact=True)


def test_sums_are_those_of_the_rows():
    cells = sum_cells("score", X, KEYS[["task"]].assign(period_start=MONTHS, period_months=1, claim_start=MONTHS))
    for (task, month), rows in X.dropna().groupby([KEYS["task"], MONTHS]):
        cell = cells[cells["task"].eq(task) & cells["period_start"].eq(month)].iloc[0]
        assert cell["n"] == cell["w"] == cell["ww"] == len(rows)
        assert cell["wx"] == cell["wwx"] == pytest.approx(math.fsum(rows), rel=1e-15)
        assert cell["wxx"] == cell["wwxx"] == pytest.approx(math.fsum(rows**2), rel=1e-15)


def test_one_value_alone_comes_out_as_it_went_in():
    values = np.array([0.1, -1 / 3, 1e15, 1e30, 123456.789, 2.0**-40, 0.0])
    np.testing.assert_array_equal(exact_sums(values, np.arange(len(values)), len(values)), values)


def test_no_row_that_counts_gives_no_cell():
    assert sum_cells("score", X.where(X < 0), KEYS).empty
    assert list(sum_cells("score", X, KEYS)[list(CELL_SUMS)].dtypes.unique()) == [np.dtype("float64")]
