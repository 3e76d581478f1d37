"""Rows grouped by their keys once are grouped as if it were done for each measure."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from loaders.load.cases import month_of
from loaders.load.grouped import Grouped

DAYS = st.sampled_from(
    [pd.NaT, *pd.date_range("1969-12-28", "1970-03-02", freq="9D"), pd.Timestamp("2024-02-29 23:59")]
)
ROWS = st.lists(st.tuples(st.sampled_from(["", "가", "나"]), DAYS, st.integers(0, 2), st.booleans()), max_size=12)


def frame_of(rows: list[tuple]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["task", "claim_start", "more", "kept"])
    return frame.astype({"task": "str", "claim_start": "datetime64[s]", "more": "int64", "kept": "bool"})


def keys_by_row(grouped: Grouped) -> list[list[str]]:
    return grouped.keys.iloc[grouped.group].astype("str").to_numpy().tolist()


@given(rows=ROWS)
def test_every_row_keeps_its_keys_through_finer_groups_and_fewer_rows(rows):
    frame = frame_of(rows)
    keys, kept = frame[["task", "claim_start"]], frame["kept"].to_numpy()
    finer = Grouped.of(keys).by(more=frame["more"])
    for grouped, expected in (
        (Grouped.of(keys), keys),
        (finer, frame[["task", "claim_start", "more"]]),
        (finer.only(kept), frame.loc[kept, ["task", "claim_start", "more"]]),
    ):
        assert keys_by_row(grouped) == expected.astype("str").to_numpy().tolist()
        assert len(grouped.keys) == len(expected.drop_duplicates())
        assert grouped.dated.tolist() == expected["claim_start"].notna().tolist()


@given(rows=ROWS)
def test_the_month_of_a_moment_is_its_first_day_and_missing_stays_missing(rows):
    moments = frame_of(rows)["claim_start"]
    expected = moments.dt.to_period("M").dt.start_time.astype("datetime64[s]")
    pd.testing.assert_series_equal(month_of(moments), expected)


def test_groups_are_numbered_as_they_come():
    grouped = Grouped.of(pd.DataFrame({"task": ["나", "가", "나"]}, dtype="str"))
    assert grouped.group.tolist() == [0, 1, 0]
    assert grouped.only(np.array([False, True, False])).keys["task"].tolist() == ["가"]
