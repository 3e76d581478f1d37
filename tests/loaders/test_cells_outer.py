"""Whole columns of texts at once."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.cells.outer import Bare, are_one_of, ascends, begin_with_digits, ends_in_digit, made_plain, stripped
from loaders.cells.text import clean

BLANKS = ["", " ", "가", " 가", "가\u3000", "\t1 2\n", "\u00a0"]


def texts(*cells: str) -> pd.Series:
    return pd.Series(cells, index=range(5, 5 + len(cells)), name="민원명", dtype="str")


def test_outer_blanks_go_as_pandas_strips_them():
    pd.testing.assert_series_equal(stripped(texts(*BLANKS)), texts(*BLANKS).str.strip())


def test_a_column_without_outer_blanks_is_not_copied():
    values = texts("가 나", "", "12")
    assert stripped(values) is values


def test_a_column_made_of_several_parts_is_stripped_as_one():
    parts = pd.concat([texts(" 가"), texts("나 ")], ignore_index=True)
    assert stripped(parts).tolist() == ["가", "나"]


@pytest.mark.parametrize("others", [0, 5, 200])
def test_short_words_are_found_among_few_and_many_texts_of_their_length(others):
    values = texts("〃", "", "가", "상동", "상 동", "위와 같음", "〃 ", "12345678", *["총무과"] * others)
    words = frozenset({"〃", "상동", "위와 같음", "123"})
    found = [True, False, False, True, False, True, False, False, *[False] * others]
    assert are_one_of(values, words).tolist() == found
    assert Bare(values.to_frame()).one_of("민원명", words).tolist() == [*found[:6], True, *found[7:]]


def test_no_texts_are_none_of_the_words():
    assert are_one_of(texts(), {"〃"}).tolist() == []


@pytest.mark.parametrize("odd", ["'12", "１２", "1\u200b2", "1\u00a02", "\ufeff12", "1\u00ad2", "한"])
def test_letters_that_show_nothing_and_wide_ones_are_made_plain_wherever_they_stand(odd):
    values = pd.concat([texts("민원-1", ""), texts("가", odd, "각하'", "ab")], ignore_index=True)
    made = made_plain(values).tolist()
    plain = clean(odd).removeprefix("'")
    assert made == ["민원-1", "", "가", plain, "각하'", "ab"]
    assert made_plain(values.iloc[3:4]).tolist() == [plain]
    assert made_plain(values.iloc[4:]).tolist() == ["각하'", "ab"]


def test_plain_texts_are_not_copied():
    values = texts("민원-1", "접수 각하", "", "12")
    assert made_plain(values) is values


def test_only_digits_of_ascii_end_a_text_in_a_digit():
    assert ends_in_digit(texts("", "1", "가9", "9가", "\uff11", "1 ")).tolist() == [False, True, True, *[False] * 3]


@pytest.mark.parametrize(
    ("cells", "ascending"),
    [
        ((), True),
        (("1",), True),
        (("1", "2", "3"), True),
        (("1", "1"), False),
        (("2", "1"), False),
        (("", "1"), True),
        (("가", "나"), True),
    ],
)
def test_texts_ascend_where_each_comes_after_the_one_before(cells, ascending):
    assert ascends(texts(*cells)) is ascending


def test_columns_of_a_frame_are_stripped_once_and_those_of_another_frame_anew():
    frame = pd.DataFrame({"a": texts(" 1")})
    bare = Bare(frame)
    assert bare["a"] is bare["a"]
    assert bare.of(frame) is bare
    assert bare.of(pd.DataFrame({"a": texts("2 ")}))["a"].tolist() == ["2"]


@pytest.mark.parametrize("blank", sorted(letter for letter in map(chr, range(0x3001)) if letter.isspace()))
@pytest.mark.parametrize("text", ["{}가", "가{}", "{}", "a{}", "1{}2{}"])
def test_every_blank_of_unicode_is_seen_at_both_ends(blank, text):
    values = texts("가", text.format(blank, blank), "", "12")
    assert stripped(values).tolist() == ["가", text.format(blank, blank).strip(), "", "12"]


@given(cells=st.lists(st.text(st.sampled_from("가나①々ぁ½é\u00a0\u3000 \t12a\U0001f600"), max_size=4), max_size=6))
def test_texts_of_any_letters_are_stripped_as_pandas_does(cells):
    pd.testing.assert_series_equal(stripped(texts(*cells)), texts(*cells).str.strip())


@pytest.mark.parametrize(
    ("cells", "all_begin"),
    [
        (["2024-01-02", "1999"], True),
        (["2024-01-02", "7.31"], False),
        (["2024", ""], False),
        (["2024", "202"], False),
        (["2024", "202가"], False),
        (["２０２４"], False),
        ([], True),
    ],
)
def test_whether_all_texts_begin_with_digits_is_seen(cells, all_begin):
    assert begin_with_digits(texts(*cells), 4) is all_begin
