"""The different texts of a column are found once, and never remembered for other texts."""

import gc

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.cells import distinct
from loaders.cells.distinct import encoded, factorized

MANY = 30_000


def texts_of(*parts: list[str | None]) -> pa.ChunkedArray:
    return pa.chunked_array(parts, pa.large_string())


def expected(values: pd.Series) -> tuple[list[int], list]:
    codes, names = pd.factorize(values)
    return codes.tolist(), list(names)


@given(parts=st.lists(st.lists(st.sampled_from(["", "가", "나", "a", None]), max_size=5), min_size=1, max_size=3))
def test_columns_of_texts_are_factorized_as_pandas_does(parts):
    values = pd.Series(texts_of(*parts), dtype="str")
    codes, names = factorized(values)
    assert (codes.tolist(), list(names)) == expected(values)
    assert codes.dtype == np.intp


def test_columns_of_other_kinds_are_factorized_as_pandas_does():
    values = pd.Series(pd.to_datetime(["2024-01-02", None, "2024-01-02", "2023-05-06"]))
    codes, names = factorized(values)
    assert (codes.tolist(), list(names)) == expected(values)


def test_a_large_column_is_encoded_once_while_it_lives(monkeypatch):
    times = []
    encode = distinct._encode
    monkeypatch.setattr(distinct, "_encode", lambda texts: times.append(len(texts)) or encode(texts))
    values = pd.Series(texts_of(["가", "나"] * MANY, ["다"] * MANY), dtype="str")
    frame = pd.DataFrame({"부서": values})
    found = [factorized(column) for column in (values, frame["부서"], values.rename("과"))]
    assert times == [3 * MANY]
    for codes, names in found:
        assert (codes.tolist(), list(names)) == expected(values)


def test_a_part_of_a_large_column_is_a_column_of_its_own():
    values = pd.Series(texts_of(["가", "나", "다"] * MANY), dtype="str")
    factorized(values)
    for part in (values.iloc[1:], values.iloc[: 2 * MANY], values.iloc[::-1]):
        codes, names = factorized(part)
        assert (codes.tolist(), list(names)) == expected(part)


def test_a_changed_column_is_encoded_anew():
    values = pd.Series(texts_of(["가", "나", "가"] * MANY), dtype="str")
    factorized(values)
    values.iloc[1] = "라"
    codes, names = factorized(values)
    assert (codes.tolist(), list(names)) == expected(values)


@pytest.mark.parametrize("word", ["다", "라", "마"])
def test_nothing_is_remembered_of_a_column_that_is_gone(word):
    texts = pa.array(["가", word] * MANY, pa.large_string())
    assert encoded(texts).dictionary.to_pylist() == ["가", word]
    place = distinct._place_of(texts)
    assert place in distinct._KNOWN
    del texts
    gc.collect()
    assert place not in distinct._KNOWN
