"""Figures of bureaus: pooled from stored sums, today and as reported, hiding what would give a department away."""

import datetime as dt

import pytest

from services.check import Choice, check
from services.doubts import outdated_facts
from services.load import load
from services.pooling import left_alone
from services.registers import Edit, edit, lines, preview
from services.results import Ask, results
from services.stores import open_store

NOW = dt.datetime(2026, 11, 27, 9, 0)
WHEN = {"who": "kim", "now": NOW}
MOVED = dt.date(2024, 1, 1)


@pytest.fixture
def store(any_url):
    opened = open_store(any_url)
    survey(opened, 2023, ("세무과", 90, 100), ("민원과", 60, 20), ("복지과", 70, 50))
    survey(opened, 2024, ("세무과", 90, 40), ("민원과", 60, 20), ("복지과", 70, 50))
    for name in ("행정국", "복지국"):
        edit(opened, Edit("department", "add", (name,)), **WHEN)
    edit(opened, Edit("department", "level", ("행정국", "복지국"), "국"), **WHEN)
    edit(opened, Edit("department", "parent", ("세무과", "민원과"), "행정국"), **WHEN)
    yield opened
    opened.close()


def survey(store, year, *departments):
    rows = [f"{name},{score}" for name, score, count in departments for _ in range(count)]
    text = "부서명,종합만족도\n" + "\n".join(rows) + "\n"
    choice = Choice(source="satisfaction_survey", year=year, scale=(0.0, 100.0), accept_new=True)
    answer = check(store, text.encode(), f"만족도조사_{year}.csv", choice=choice, now=NOW)
    assert answer.ok, [finding.line("en") for finding in answer.findings]
    load(store, answer, **WHEN)


def rows(store, **ask):
    found = results(store, Ask(("satisfaction",), keys=("department",), **({"level": "bureau"} | ask))).records()
    return {(row["period_start"][:4], row["department"]): (row["value"], row["n"]) for row in found}


def test_a_bureau_is_the_sum_of_its_departments_and_no_mean_of_means(store):
    assert rows(store) == {
        ("2023", "행정국"): (pytest.approx(10200 / 120), 120), ("2023", "복지과"): (70, 50),
        ("2024", "행정국"): (pytest.approx(4800 / 60), 60), ("2024", "복지과"): (70, 50),
    }  # fmt: skip
    assert rows(store, level=None, department="행정국").keys() == {("2023", "행정국"), ("2024", "행정국")}
    assert rows(store, department="세무과") == rows(store, department="행정국")
    note = left_alone(store, results(store, Ask(("satisfaction",), keys=("department",), level="bureau")))
    assert [(one.code, one.values["names"]) for one in note] == [("left_alone", "복지과")]
    none = left_alone(store, results(store, Ask(("satisfaction",), keys=("department",), level="division")))
    assert [one.code for one in none] == ["no_unit_of_level"]


def test_a_department_that_moved_takes_its_past_along_and_stays_where_it_was_as_reported(store):
    move = Edit("department", "parent", ("민원과",), "복지국", on=MOVED)
    changed = {(one.period.start.year, one.department): (one.before, one.after) for one in preview(store, move, **WHEN)}
    edit(store, move, **WHEN)
    now, reported = rows(store), rows(store, organisation="reported")
    assert (now["2023", "행정국"], now["2023", "복지국"]) == ((90, 100), (60, 20))
    assert (reported["2023", "행정국"], reported["2024", "복지국"]) == ((pytest.approx(85), 120), (60, 20))
    assert ("2023", "복지국") not in reported
    assert changed == {
        (2023, "행정국"): (pytest.approx(85), 90), (2024, "행정국"): (pytest.approx(80), 90),
        (2023, "복지국"): (None, 60), (2024, "복지국"): (None, 60),
    }  # fmt: skip
    line = next(line for line in lines(store, "department") if line.name == "민원과")
    assert (line.parent, line.parents) == ("복지국", ("행정국 (~2023-12-31)", "복지국 (2024-01-01~)"))
    assert rows(store, level=None) == rows(store, level=None, organisation="reported")


def test_a_bureau_with_one_hidden_department_is_hidden_too(store):
    survey(store, 2025, ("세무과", 90, 3), ("민원과", 60, 20), ("복지과", 70, 50), ("보건과", 70, 4))
    shown = {name for (year, name), (value, _) in rows(store).items() if year == "2025" and value is not None}
    apart = {
        name for (year, name), (value, _) in rows(store, level=None).items() if year == "2025" and value is not None
    }
    assert apart == {"민원과", "복지과"}
    assert shown == {"복지과"}
    edit(store, Edit("department", "parent", ("보건과",), "행정국"), **WHEN)
    assert rows(store)["2025", "행정국"] == (pytest.approx((270 + 1200 + 280) / 27), 27)


def test_moving_a_small_department_does_not_show_it_by_the_difference_of_the_two_organisations(store):
    survey(store, 2022, ("세무과", 90, 30), ("민원과", 60, 3), ("복지과", 70, 50), ("보건과", 70, 4))
    edit(store, Edit("department", "parent", ("복지과", "보건과"), "복지국"), **WHEN)
    edit(store, Edit("department", "parent", ("민원과",), "복지국", on=MOVED), **WHEN)
    reported = rows(store, organisation="reported")
    assert reported["2022", "행정국"] == reported["2022", "복지국"] == (None, None)
    assert reported["2023", "행정국"] == (pytest.approx(85), 120)


def test_data_of_a_department_that_had_ended_are_said_until_the_name_is_another_unit(store):
    edit(store, Edit("department", "merge", ("복지과",), "행정국", on=MOVED), **WHEN)
    found = outdated_facts(store, "department")
    assert [(one.code, one.values["name"], one.values["ended"]) for one in found] == [
        ("outdated_facts", "복지과", "2024-01-01")
    ]
    edit(store, Edit("department", "reuse", ("복지과",), on=MOVED), **WHEN)
    assert outdated_facts(store, "department") == ()
    assert ("2024", "복지과") in rows(store, level=None)
    assert ("2023", "복지과") not in rows(store, level=None)
