"""A bureau's figures beside those of its departments in other uploads: asked about, warned about, and said afterwards."""

import datetime as dt

import pytest

from services.check import Choice, check
from services.load import load
from services.registers import Edit, edit
from services.results import Ask, results
from services.twice import cases_twice, counted_twice
from services.uploads import withdraw

NOW = dt.datetime(2026, 11, 27, 9, 0)
WHEN = {"who": "kim", "now": NOW}
SUMS, CASES = "부서,업무,연도,건수,대기시간\n", "부서,업무,접수번호,접수일시,완료일시\n"
BUREAU, PARTS = SUMS + "복지국,여권,2024,40,3분\n", SUMS + "노인과,여권,2024,10,6분\n아동과,여권,2024,30,2분\n"


def read(store, text, name, **choice):
    return check(
        store, text.encode(), name, choice=Choice(source="processing_records", accept_new=True, **choice), now=NOW
    )


def saved(store, text, name, **choice):
    answer = read(store, text, name, **choice)
    assert answer.ok, [finding.line("en") for finding in answer.findings]
    return load(store, answer, **WHEN).upload_id


def said(answer, *codes):
    return [(one.severity, one.code) for one in answer.findings if one.code in codes]


@pytest.fixture
def office(own_store):
    for name in ("복지국", "노인과", "아동과"):
        edit(own_store, Edit("department", "add", (name,)), **WHEN)
    edit(own_store, Edit("department", "parent", ("노인과", "아동과"), "복지국"), **WHEN)
    return own_store


ELSEWHERE = ("counted_elsewhere", "counted_beside", "cases_elsewhere", "cases_perhaps_elsewhere")


@pytest.mark.parametrize(("first", "second"), [(BUREAU, PARTS), (PARTS, BUREAU)])
def test_sums_of_a_bureau_and_its_departments_in_two_files_are_asked_about(office, first, second):
    number = saved(office, first, "먼저.csv")
    asked = read(office, second, "나중.csv")
    assert said(asked, *ELSEWHERE) == [("error", "counted_elsewhere")]
    assert [question.name for question in asked.questions] == ["levels"]
    finding = asked.findings[0]
    assert (finding.values["id"], finding.values["period"], finding.choices) == (number, "2024-01~2024-12", ("apart",))
    assert "'노인과, 아동과'" in finding.say("ko")
    withdraw(office, number, **WHEN)
    assert said(read(office, second, "나중.csv"), *ELSEWHERE) == []


def test_figures_of_its_own_count_beside_with_a_warning_that_stays(office):
    saved(office, BUREAU, "국.csv")
    number = saved(office, PARTS, "과.csv", levels="apart")
    upload = next(one for one in office.uploads() if one.id == number)
    assert "counted_beside" in [one.code for one in upload.findings]
    assert counted_twice(office) == ()
    again = read(office, PARTS.replace("30,2분", "31,2분"), "과_고침.csv", levels="apart")
    assert said(again, *ELSEWHERE) == [("warning", "counted_beside")]


def test_other_tasks_periods_and_bureaus_are_no_question(office):
    saved(office, BUREAU, "국.csv")
    for text in (PARTS.replace("여권", "상담"), PARTS.replace("2024", "2025")):
        assert said(read(office, text, "과.csv"), *ELSEWHERE) == []
    edit(office, Edit("department", "parent", ("노인과", "아동과"), "", on=dt.date(2023, 1, 1)), **WHEN)
    assert said(read(office, PARTS, "과.csv"), *ELSEWHERE) == []


def test_a_parent_entered_later_says_what_counts_twice_by_now(own_store):
    first, second = saved(own_store, BUREAU, "국.csv"), saved(own_store, PARTS, "과.csv")
    assert counted_twice(own_store) == ()
    edit(own_store, Edit("department", "parent", ("노인과",), "복지국"), **WHEN)
    (found,) = counted_twice(own_store)
    assert {name: found.values[name] for name in ("upper", "lower", "period", "ids")} == {
        "upper": "복지국", "lower": "노인과", "period": "2024-01~2024-12", "ids": f"{first}, {second}",
    }  # fmt: skip
    assert results(own_store, Ask(("waiting_time",))).records()[0]["n"] == 80
    withdraw(own_store, first, **WHEN)
    assert counted_twice(own_store) == ()


def test_one_file_that_was_loaded_before_anybody_knew_the_bureau_is_said_too(own_store):
    saved(own_store, BUREAU.replace(",40,", ",41,") + PARTS.removeprefix(SUMS), "둘다.csv")
    edit(own_store, Edit("department", "parent", ("노인과", "아동과"), "복지국"), **WHEN)
    assert [one.values["lower"] for one in counted_twice(own_store)] == ["노인과, 아동과"]


def cases(department, *numbers):
    return CASES + "".join(f"{department},여권,{number},2024-03-04 09:30,2024-03-06 10:00\n" for number in numbers)


def test_single_cases_are_warned_about_only_where_the_same_are_in_both(office):
    number = saved(office, cases("복지국", "A1", "A2", "A3"), "국.csv")
    assert said(read(office, cases("노인과", "B1", "B2"), "과.csv"), *ELSEWHERE) == []
    answer = read(office, cases("노인과", "A1", "A3", "B1"), "과.csv")
    assert said(answer, *ELSEWHERE) == [("warning", "cases_elsewhere")]
    assert next(one for one in answer.findings if one.code == "cases_elsewhere").values["count"] == 2
    load(office, answer, **WHEN)
    assert [(one.code, one.values["count"]) for one in cases_twice(office)] == [("cases_twice", 2)]
    assert counted_twice(office) == ()
    withdraw(office, number, **WHEN)
    assert cases_twice(office) == ()


def test_cases_without_numbers_may_be_in_both(office):
    saved(office, cases("복지국", "A1").replace("접수번호", "비고"), "국.csv")
    answer = read(office, cases("노인과", "A1").replace("접수번호", "비고"), "과.csv")
    assert said(answer, *ELSEWHERE) == [("warning", "cases_perhaps_elsewhere")]
