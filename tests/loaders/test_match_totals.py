import pandas as pd
import pytest

from loaders.choice import Choice
from loaders.load.digest import digest
from loaders.match.recognise import recognise
from loaders.match.trim import is_total
from tests.loaders.loading import book, context, sheet


def test_words_for_a_total_are_told_from_names():
    names = pd.Series(["합계", " 소 계 ", "민원과", ""], index=[3, 4, 5, 6])
    assert list(is_total(names)) == [True, True, False, False]


def test_a_column_of_long_texts_only_has_no_totals():
    stamps = pd.Series(["2023-04-08T22:52:01.454000", "2023-04-08T22:52:15.475000"])
    assert list(is_total(stamps)) == [False, False]


NAMES = ("민원과", "건축과")
SUMS = [["연도", "부서", "응답수", "평균"], ["2025", NAMES[0], "120", "4.0"], ["2025", NAMES[1], "60", "4.3"]]


@pytest.mark.parametrize(
    "word",
    [
        "합계:",
        "- 합계 -",
        "계*",
        "합계1)",
        "시 전체",
        "가온시 전체",
        "기관전체",
        "전체 응답자",
        "合計",
        "Overall",
        "City-wide",
    ],
)
def test_a_word_for_all_departments_is_no_department(word):
    table = [SUMS[0], ["2025", word, "180", "4.1"], *SUMS[1:]]
    choice = Choice(scale=(1.0, 5.0))
    batch = digest(recognise(book(sheet(table)), choice=choice), choice=choice, context=context())
    cells = batch.cells[batch.cells["measure"].eq("overall")]
    assert dict(zip(cells["department"], cells["n"], strict=True)) == {NAMES[0]: 120, NAMES[1]: 60}
    assert [finding.rows for finding in batch.findings if finding.code == "total_rows"] == [(2,)]


@pytest.mark.parametrize("name", ["회계과", "통계청", "합동과", "구도심전체정비과", "도시과"])
def test_a_department_whose_name_holds_such_a_word_stays(name):
    table = [*SUMS, ["2025", name, "30", "3.9"]]
    choice = Choice(scale=(1.0, 5.0))
    batch = digest(recognise(book(sheet(table)), choice=choice), choice=choice, context=context())
    cells = batch.cells[batch.cells["measure"].eq("overall")]
    assert dict(zip(cells["department"], cells["n"], strict=True)) == {NAMES[0]: 120, NAMES[1]: 60, name: 30}
