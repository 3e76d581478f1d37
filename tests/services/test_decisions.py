"""Answers of a person become decisions, hold for files of the same form, and can be said in words."""

import pytest

from kpi.core.errors import Finding, UserError
from kpi.core.text import Text
from services.check import Checked, Choice, FieldChoice
from services.decisions import (
    awaited,
    changes,
    form_of,
    given,
    handed_on,
    how_sure,
    in_words,
    question_of,
    questions,
    suggested,
    waiting,
)

SAID = Text("말", "word")


def finding(code, **more):
    return Finding("error", code, SAID, **more)


@pytest.mark.parametrize(
    ("name", "answers", "decided"),
    [
        ("year", ["2024년"], {"year": 2024}),
        ("scale", ["1..7"], {"scale": (1.0, 7.0)}),
        ("missing", ["9, 99", "0"], {"missing": ("9", "99", "0")}),
        ("sheets", ["한 장"], {"sheet": "한 장", "sheets": ()}),
        ("sheets", ["2023", "2024"], {"sheet": None, "sheets": ("2023", "2024")}),
        ("marks", ["press"], {"marks": "press"}),
    ],
)
def test_an_answer_sets_the_fields_of_a_choice_and_reads_back(name, answers, decided):
    assert changes(name, answers) == decided
    assert changes(name, given(Choice(**decided), name)) == decided


@pytest.mark.parametrize(
    ("name", "answers"),
    [("year", ["24"]), ("year", ["9999"]), ("scale", ["다섯"]), ("marks", ["plus"]), ("sheets", [])],
)
def test_what_is_no_answer_is_refused_in_words(name, answers):
    with pytest.raises(UserError):
        changes(name, answers)


def test_no_question_is_answered_by_a_new_choice():
    assert [question.name for question in questions() if given(Choice(), question.name)] == []


def test_answers_are_those_that_the_cells_allow_best_first():
    order = question_of("date_order")
    assert suggested(order, [finding("ask_date_order", choices=("mdy", "dmy"))]) == ("mdy", "dmy")
    assert suggested(order, []) == ("ymd", "dmy", "mdy")
    assert suggested(question_of("year"), [finding("no_year", choices=("2024", "2023"))]) == ("2024", "2023")
    assert in_words(order, "dmy").ko == "일-월-연"
    assert in_words(question_of("year"), "2024").en == "2024"


def test_errors_that_wait_for_an_answer_are_told_from_those_to_put_right():
    asked = [finding("ask_marks", column="가"), finding("ask_marks", column="나")]
    names = [finding("unknown_department", value="가과"), finding("unknown_department", value="나과")]
    private = finding("personal_data", column="번호")
    assert all(awaited(one) for one in [*asked, *names, private, finding("encrypted")])
    assert not awaited(finding("bad_date"))
    assert not awaited(finding("personal_data"))
    assert not awaited(Finding("warning", "similar_task", SAID))
    assert waiting(Checked(file="f", findings=(*asked, *names, private), choice=Choice())) == 4


def test_decisions_are_handed_on_to_files_of_the_same_form():
    before = Choice(day_hours="8")
    other = Choice(day_hours="8", marks="minus", columns={"task": "업무"}, year=2023)
    decided = {"day_hours": "24", "marks": "press", "columns": {"task": "민원", "department": "과"}, "year": 2024}
    assert handed_on(other, decided, before) == Choice(
        day_hours="24", marks="minus", columns={"task": "업무", "department": "과"}, year=2023
    )


def test_two_years_of_a_form_are_one_form_and_another_table_is_not():
    def checked(*labels, sheets=("Sheet1",)):
        return Checked(file="f", findings=(), choice=Choice(), source="s", labels=labels, sheets=sheets)

    assert form_of(checked("부서", "2023년")) == form_of(checked("2024년", "부서"))
    assert form_of(checked("부서", "2023년")) != form_of(checked("부서", "2023년", "비고"))
    assert form_of(checked()) == ("s", "Sheet#")
    assert form_of(Checked(file="f", findings=(), choice=Choice())) == ()


@pytest.mark.parametrize(
    ("why", "confidence", "word"),
    [
        ("alias", 0.5, "확실"),
        ("remembered", 1.0, "확실"),
        ("similar", 0.95, "확실"),
        ("similar", 0.7, "아마"),
        ("content", 0.95, "값을 보고 추정"),
        ("similar", 0.3, "불확실"),
    ],
)
def test_how_sure_a_column_is_stands_in_one_word(why, confidence, word):
    assert how_sure(FieldChoice("task", SAID, True, "업무", confidence, SAID, why)).ko == word
