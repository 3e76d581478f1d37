"""Hashes made of different texts only are those that were made cell by cell."""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd
import pytest

from loaders.load.hashes import hexadecimal, keyed, row_hashes
from loaders.load.observed import Moments

ROWS = pd.DataFrame(
    {
        "text": pd.Series(["접수", "", "가", "접수"], dtype="str"),
        "number": [1.0, np.nan, 1.5, 1e20],
        "count": [1, 2, 3, 4],
        "moment": pd.to_datetime(["2020-01-01", None, "2021-02-03", "2020-01-01"]).astype("datetime64[s]"),
        "flag": [True, False, True, True],
        "other": ["x", None, "y", "z"],
    }
)


@pytest.mark.parametrize("columns", [[name] for name in ROWS] + [list(ROWS), ["text", "number", "moment"]])
def test_rows_hash_as_their_texts_do(columns):
    expected = pd.util.hash_pandas_object(ROWS[columns].astype("str"), index=False).to_numpy()
    np.testing.assert_array_equal(row_hashes(ROWS[columns]), expected)


def test_hashes_are_written_with_all_their_zeros():
    assert hexadecimal(np.array([0, 255, 2**64 - 1], dtype="uint64")).tolist() == ["0" * 16, f"{255:016x}", "f" * 16]
    assert hexadecimal(np.array([], dtype="uint64")).empty


def test_ids_are_keyed_one_by_one_and_blank_ones_stay_blank():
    values = pd.Series(["2025-1", "", "2025-2", "2025-1"], index=[5, 6, 9, 11], dtype="str")
    made = keyed(values, "case_id", key=b"secret", size=12)
    once = [hashlib.blake2b(f"case_id:{text}".encode(), key=b"secret", digest_size=12).hexdigest() for text in values]
    assert made.tolist() == [once[0], "", once[2], once[0]]
    assert made.index.tolist() == values.index.tolist()


def test_moments_are_written_with_a_time_only_where_they_say_one():
    values = pd.to_datetime(pd.Series(["2025-02-28 09:30", "2025-03-01", None], index=[3, 4, 8]), format="ISO8601")
    text = Moments(values.astype("datetime64[s]"), pd.Series([True, False, False], index=[3, 4, 8])).text()
    assert text.to_dict() == {3: "2025-02-28T09:30:00", 4: "2025-03-01", 8: ""}
    assert text.dtype == "str"


def test_columns_in_which_few_cells_repeat_hash_the_same():
    numbers = pd.DataFrame(
        {"case_id": pd.Series([f"2025-{number}" for number in range(1_500)] + ["", None], dtype="str")}
    )
    expected = pd.util.hash_pandas_object(numbers, index=False).to_numpy()
    np.testing.assert_array_equal(row_hashes(numbers), expected)
