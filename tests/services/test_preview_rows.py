"""New, changed, unchanged and gone rows, by hand and against a dumb count."""

from collections import Counter

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.preview import compare_rows


def rows(pairs: list[tuple[str, str]]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "row_number": range(1, len(pairs) + 1),
            "row_key": pd.Series([key for key, _ in pairs], dtype="str"),
            "task": pd.Series([content for _, content in pairs], dtype="str"),
        }
    )


def parts(pairs: list[tuple[str, str]]) -> list[pd.DataFrame]:
    return [rows(pairs[:3]), rows(pairs[3:])]


@pytest.mark.parametrize(
    ("now", "then", "expected"),
    [
        ([], [], (0, 0, 0, 0)),
        ([("a", "1")], [], (1, 0, 0, 0)),
        ([], [("a", "1")], (0, 0, 0, 1)),
        ([("a", "1"), ("b", "2")], [("a", "1"), ("b", "3")], (0, 1, 1, 0)),
        ([("b", "2"), ("a", "1")], [("a", "1"), ("b", "2")], (0, 0, 2, 0)),
        ([("a", "1"), ("a", "1")], [("a", "1")], (1, 0, 1, 0)),
    ],
)
def test_rows_are_matched_by_key_whatever_their_order(now, then, expected):
    counts = compare_rows(parts(now), parts(then))
    assert (counts["new"], counts["changed"], counts["unchanged"], counts["gone"]) == expected


pairs = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("12")), max_size=12)


@given(now=pairs, then=pairs)
def test_every_row_of_both_files_is_counted_once(now, then):
    counts = compare_rows(parts(now), parts(then))
    assert counts["new"] + counts["changed"] + counts["unchanged"] == len(now)
    assert counts["gone"] + counts["changed"] + counts["unchanged"] == len(then)
    keys_now, keys_then = Counter(key for key, _ in now), Counter(key for key, _ in then)
    assert counts["new"] == sum((keys_now - keys_then).values())
    assert counts["gone"] == sum((keys_then - keys_now).values())


@given(now=pairs)
def test_the_same_rows_again_are_all_unchanged(now):
    assert compare_rows(parts(now), parts(now[::-1]))["unchanged"] == len(now)
