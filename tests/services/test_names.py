"""A department or task under a new name: asked once, seen in the preview, and the same one in the results."""

import datetime as dt

import pytest

from kpi.core.batch import NewAlias
from services.check import Choice, check
from services.load import load
from services.preview import preview
from services.results import Ask, results
from services.stores import open_store

NOW = dt.datetime(2026, 11, 22, 9, 0)
HEADER = "접수번호,민원명,담당부서,접수일시,완료일시\n"


@pytest.fixture
def store(usual_url):
    opened = open_store(usual_url)
    yield opened
    opened.close()


def checked(store, year, department, task="여권발급", **choice):
    days = [("04", 2), ("05", 4)] if year == 2024 else [("04", 3), ("05", 5)]
    rows = "".join(
        f"{year}{day},{task},{department},{year}-03-{day} 09:00,{year}-03-{day} {9 + hours + (hours > 2)}:00\n"
        for day, hours in days
    )
    return check(store, (HEADER + rows).encode("cp949"), f"{year}.csv", choice=Choice(**choice), now=NOW)


def times(store, key):
    rows = results(store, Ask(("processing_time",), keys=(key,))).records()
    return {(row[key], row["period_start"][:4]): row["n"] for row in rows if row["n"]}


def test_a_renamed_department_is_said_once_and_is_one_department_from_then_on(store):
    load(store, checked(store, 2024, "복지정책과"), who="kim", now=NOW)
    asked = checked(store, 2025, "주민복지과")
    error = next(one for one in asked.findings if one.code == "unknown_department")
    assert (asked.ok, error.choices) == (False, ("복지정책과",))
    same = {("department", "주민복지과"): error.choices[0]}
    answered = checked(store, 2025, "주민복지과", same_as=same)
    assert answered.ok, [finding.line("en") for finding in answered.findings]
    assert preview(store, answered, who="kim", now=NOW).aliases == (NewAlias("department", "주민복지과", "복지정책과"),)
    assert store.register("department").units[0].aliases == ()
    load(store, answered, who="kim", now=NOW)
    assert times(store, "department") == {("복지정책과", "2024"): 2, ("복지정책과", "2025"): 2}
    assert checked(store, 2026, "주민복지과").ok
    assert store.verify() == []


def test_a_task_in_other_words_is_the_same_task_when_the_analyst_says_so(store):
    load(store, checked(store, 2024, "민원과"), who="kim", now=NOW)
    asked = checked(store, 2025, "민원과", task="여권 발급 신청")
    warning = next(one for one in asked.findings if one.code == "similar_task")
    assert (asked.ok, warning.choices) == (True, ("여권발급",))
    assert preview(store, asked, who="kim", now=NOW).new_tasks == ("여권 발급 신청",)
    same = {("task", "여권 발급 신청"): "여권발급"}
    load(store, checked(store, 2025, "민원과", task="여권 발급 신청", same_as=same), who="kim", now=NOW)
    assert times(store, "task") == {("여권발급", "2024"): 2, ("여권발급", "2025"): 2}


def test_the_preview_names_what_will_be_registered(store):
    seen = preview(store, checked(store, 2024, "민원과"), who="kim", now=NOW)
    assert (seen.new_departments, seen.new_tasks, seen.aliases) == (("민원과",), ("여권발급",), ())


def test_a_name_that_came_back_means_its_new_department_from_the_first_claim_day(store):
    load(store, checked(store, 2024, "안전과"), who="kim", now=NOW)
    load(store, checked(store, 2024, "재난과", accept_new=True, task="점검"), who="kim", now=NOW)
    same = {("department", "안전과"): "재난과"}
    found = checked(store, 2025, "안전과", same_as=same)
    load(store, found, who="kim", now=NOW)
    assert found.batch.aliases[0].valid_from == dt.date(2025, 3, 1)
    assert times(store, "department") == {("안전과", "2024"): 2, ("재난과", "2024"): 2, ("재난과", "2025"): 2}
