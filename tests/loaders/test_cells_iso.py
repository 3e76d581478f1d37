"""Columns of ISO moments are read at once, to what reading each text gives; any other column is left alone."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.cells import parse as cells
from loaders.cells.iso import iso_times

ISO = ("2025-02-28", "1900-01-01", "2099-12-31", "2025-02-28 09:30", "2025-02-28T09:30:59", "")
OTHER = (
    "2025-02-29",
    "2100-01-01",
    "2025-02-28 24:00",
    "2025-02-28 0930Z",
    "2025-02-28T09",
    "-",
    "2025.2.28",
    "20250228",
)


def column(texts: list[str]) -> pd.Series:
    return pd.Series(texts, index=range(5, 5 + len(texts)), dtype="str", name="접수일시")


@given(st.lists(st.sampled_from(ISO), min_size=1, max_size=8))
def test_the_quick_way_reads_what_the_usual_way_reads(texts):
    quick = iso_times(column(texts))
    assert quick is not None
    usual = cells.parse_datetime(column([*texts, "2025년 2월 28일"]))
    for name in ("values", "bad", "missing", "has_time"):
        expected = getattr(usual, name).iloc[: len(texts)]
        pd.testing.assert_series_equal(getattr(quick, name), expected, check_index_type=False)
    assert quick.how.eq("").all()


@pytest.mark.parametrize("odd", OTHER)
def test_one_odd_cell_leaves_the_column_to_the_usual_way(odd):
    assert iso_times(column(["2025-02-28 09:30", odd])) is None


def test_null_cells_are_missing():
    values = pd.Series(["2025-02-28", None], dtype="str")
    assert iso_times(values).missing.tolist() == [False, True]
