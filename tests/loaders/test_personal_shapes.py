"""A pattern is asked of the shapes of a column first: nothing that it matches is lost."""

from __future__ import annotations

import re

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.personal import patterns, shapes
from loaders.personal.looks import look
from loaders.personal.shapes import any_digit, shapes_of

PATTERNS = ("WRITTEN", "THIRTEEN", "SHORT", "MOBILE", "LANDLINE", "EMAIL", "LICENCE", "PASSPORT", "CARD", "BIRTH")
LIKE = [
    "900101-1234568",
    "90-01-01-1234568",
    "9001 01-12 34568",
    "주민 9001011234568",
    "101013123458",
    "010-1234-5678",
    "+82 (0)10-1234-5678",
    "(031) 123-4567",
    "a1@korea.kr",
    "11-05-123456-12",
    "여권 M12345678",
    "4111-1111-1111-1234",
    "1990.1.1",
]


def matches(pattern: str, text: str) -> bool:
    return bool(pc.match_substring_regex(pa.array([text]), pattern)[0].as_py())


@pytest.mark.parametrize("name", [*PATTERNS, "NAME_IN_TEXT", "ADDRESS", "NUMBERS"])
@given(text=st.one_of([st.from_regex(re.escape(one).replace("0", r"\d").replace("1", r"\d")) for one in LIKE]))
def test_a_pattern_that_takes_any_digit_matches_the_shape_of_what_the_pattern_matches(name, text):
    pattern = getattr(patterns, name)
    if matches(pattern, text):
        assert matches(any_digit(pattern), re.sub("[0-9]", "9", text))


def test_excluded_digits_and_counts_stay_as_they_are():
    assert any_digit("^[1-8x][0-9]{6}(?:$|[^0-9-]01)") == "^[0-9x][0-9]{6}(?:$|[^0-9-][0-9][0-9])"


def test_shapes_are_those_of_a_part_of_a_column_too():
    texts = pa.array([f"가-{number:05}" for number in range(30_000)] + ["나 1"], type=pa.large_string())
    found = shapes_of(texts[3:])
    assert found is not None
    assert found.texts.to_pylist() == ["가-99999", "나 9"]
    assert found.may_match("나").nonzero()[0].tolist() == [29_997]


def test_a_column_whose_texts_differ_in_letters_has_no_shapes():
    texts = pa.array([chr(0xAC00 + number % 5_000) + str(number) for number in range(30_000)], type=pa.large_string())
    assert shapes_of(texts) is None


@pytest.mark.parametrize(
    "odd", ["900101-1234568", "010-1234-5678", "홍길동 님", "٩٠٠١٠١-١٢٣٤٥٦٨", "세종시 한누리대로 2130"]
)
def test_a_column_looks_the_same_with_and_without_its_shapes(monkeypatch, odd):
    values = pd.Series([f"{number:06}-{number % 12:02}" for number in range(25_000)] + [odd, "-"], dtype="str")
    with_shapes = look(values, "비고", bare=True)
    monkeypatch.setattr(shapes, "MOST_SHAPES", 0)
    assert look(values, "비고", bare=True) == with_shapes
    assert sum(found.count for found in with_shapes.hits.values()) >= 1
