import pandas as pd

from loaders.match.trim import is_total


def test_words_for_a_total_are_told_from_names():
    names = pd.Series(["합계", " 소 계 ", "민원과", ""], index=[3, 4, 5, 6])
    assert list(is_total(names)) == [True, True, False, False]


def test_a_column_of_long_texts_only_has_no_totals():
    stamps = pd.Series(["2023-04-08T22:52:01.454000", "2023-04-08T22:52:15.475000"])
    assert list(is_total(stamps)) == [False, False]
