"""Slips of one cell that once went by in silence: each is found at its cell now, or means what it shows."""

import unicodedata

import pandas as pd
import pytest

from loaders.cells.parse import parse_datetime, parse_number
from loaders.load.sharing import split_departments
from tests.loaders.loading import codes, context, finding, load, loaded, sums

KNOWN = context(["민원과", "세무과"], ["여권 발급"])
SURVEY = ["연도", "부서", "가중치", "친절성", "종합만족도"]
ANSWERS = [["2025", "민원과", "1", "4", "5"], *(["2025", "세무과", "2", str(at % 5 + 1), "4"] for at in range(12))]
REGISTER = ["접수번호", "민원명", "담당부서", "접수일시", "완료일시", "처리기한", "처리시간(분)"]
CASES = [
    [f"2025-{at}", "여권 발급", "민원과", "2025-03-04 09:00", "2025-03-05 09:00", "2025-03-10", "12"] for at in range(4)
]
RATINGS = ["연도", "평가자", "평가자구분", "평가부서", "피평가부서", "평가항목", "점수"]
RATED = [["2025", f"E{at}", "직원", "민원과", "세무과", "협업 노력", str(at)] for at in range(1, 5)]
SUMMED = ["연도", "부서", "문항", "응답수", "평균"]
MEANS = [["2025", name, "친절성", "30", "4.1"] for name in ("민원과", "세무과")]
OF_KIND = {
    "survey": (SURVEY, ANSWERS, "satisfaction_survey"),
    "register": (REGISTER, CASES, "processing_records"),
    "ratings": (RATINGS, RATED, "collaboration_evaluation"),
    "summed": (SUMMED, MEANS, "satisfaction_survey"),
}


def changed(kind, label, *cells):
    """Return a table of which the first cells of a column are others."""
    labels, rows, source = OF_KIND[kind]
    rows = [list(row) for row in rows]
    for row, cell in zip(rows, cells, strict=False):
        row[labels.index(label)] = cell
    return load([labels, *rows], KNOWN, source=source, **({} if kind == "register" else {"scale": (1, 5)}))


def test_a_number_with_the_sign_of_a_footnote_is_not_read_as_one_digit_more():
    cells = pd.Series(["12①", "①12", "12²", "1２³", "③", "12", "３"])
    parsed = parse_number(cells)
    assert parsed.bad.tolist() == [True] * 4 + [False] * 3
    assert parsed.values[4:].tolist() == [3, 12, 3]
    assert parse_datetime(pd.Series(["2025-03-04①"])).bad.all()


@pytest.mark.parametrize(("kind", "label"), [("survey", "가중치"), ("register", "처리기한"), ("ratings", "평가자구분")])
def test_error_texts_of_a_csv_file_are_said_where_a_value_is_read(kind, label):
    said = [one for one in changed(kind, label, "#REF!", "####").findings if one.code == "error_text"]
    assert {(one.severity, one.rows, one.value) for one in said} == {
        ("warning", (2,), "#REF!"),
        ("warning", (3,), "####"),
    }


def test_error_texts_are_no_names():
    (error,) = changed("register", "민원명", "#DIV/0!").errors
    assert (error.code, error.rows, error.value) == ("error_cell", (2,), "#DIV/0!")


def test_a_rating_without_a_role_is_said():
    batch = changed("ratings", "평가자구분", "?", "NULL", "-")
    assert finding(batch, "blank_role").rows == (2, 3, 4)
    assert sums(batch, "rating", "department") == {"세무과": (1, 75)}


def test_a_rater_is_the_same_however_the_number_is_written():
    again = [["2025", rater, *RATED[0][2:]] for rater in ("E\u200b1", "\ufeffE1", "Ｅ１", "'E1", "E1\u00a0")]
    assert finding(loaded([RATINGS, *RATED, *again], KNOWN, scale=(1, 5)), "rating_twice").count == len(again)


def test_an_item_in_two_spellings_is_one():
    assert len(sums(changed("summed", "문항", "친 절성", "친절\n성"), "score", "item")) == 1


def test_a_row_with_n_and_no_mean_is_said():
    assert finding(changed("summed", "평균", "-"), "no_mean").rows == (2,)
    register = [
        ["연도", "민원명", "부서", "건수", "처리시간(분)"],
        *([2025, "여권 발급", "민원과", 9, cell] for cell in ("", 8)),
    ]
    said = finding(load(register, KNOWN, source="processing_records"), "no_mean")
    assert (said.rows, said.column) == ((2,), "처리시간(분)")


def test_a_deadline_of_another_age_is_said():
    assert finding(changed("register", "처리기한", "2052-03-10", "1925-03-10", "2025-03-03"), "odd_deadline").count == 3


@pytest.mark.parametrize("cell", ["민\u200b원과", "\ufeff민원과", unicodedata.normalize("NFD", "민원과, 세무과")])
def test_departments_in_one_list_are_composed_and_without_letters_that_show_nothing(cell):
    assert set(split_departments(cell, KNOWN.departments)) <= {"민원과", "세무과"}


def test_a_percentage_among_bare_numbers_is_said():
    said = finding(changed("survey", "가중치", "150%"), "some_percent")
    assert (said.severity, said.rows, said.value) == ("warning", (2,), "150%")
    assert "some_percent" not in codes(changed("survey", "가중치", *["150%"] * len(ANSWERS)))
