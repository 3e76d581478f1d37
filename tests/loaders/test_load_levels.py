"""Rows of a bureau beside rows of its departments: asked about, never silently added up."""

import datetime as dt
from dataclasses import replace

import pytest

from kpi.core.organisation import Parenthood
from loaders.asking import SUGGESTED
from tests.loaders.loading import codes, context, finding, load, loaded, register, sums

HEAD = ["부서", "업무", "연도", "건수", "대기시간"]
PARTS = [["노인과", "여권", "2024", "10", "6분"], ["아동과", "여권", "2024", "30", "2분"]]
BUREAU = ["복지국", "여권", "2024", "40", "3분"]


def known(*parents: tuple[int, int | None, dt.date | None]):
    departments = register("department", "복지국", "노인과", "아동과", "안전국")
    return replace(context(), departments=replace(departments, parents=tuple(Parenthood(*one) for one in parents)))


UNDER = known((2, 1, None), (3, 1, None))


@pytest.mark.parametrize("rows", [[BUREAU, *PARTS], [*PARTS, BUREAU], [PARTS[0], BUREAU, PARTS[1]]])
def test_a_bureau_beside_its_departments_is_asked_about(rows):
    asked = finding(load([HEAD, *rows], UNDER), "ask_levels")
    assert (asked.severity, asked.choices, asked.count) == ("error", ("total", "apart"), 1)
    assert asked.row == rows.index(BUREAU) + 2
    assert asked.values[SUGGESTED] == "total"
    assert "'복지국' 40건(노인과, 아동과 합 40건)" in asked.say("ko")


def test_totals_are_left_out_and_work_of_its_own_counts():
    rows = [HEAD, BUREAU, *PARTS]
    batch = loaded(rows, UNDER, levels="total")
    assert sums(batch, "waiting_minutes", "department") == {"노인과": (10, 60), "아동과": (30, 60)}
    assert set(batch.claims["department"]) == {"노인과", "아동과"}
    assert finding(batch, "bureaus_left_out").row == 2
    assert batch.mapping["levels"] == "total"
    both = loaded(rows, UNDER, levels="apart")
    assert sums(both, "waiting_minutes") == {"n": 80, "wx": 240}
    assert finding(both, "bureaus_counted").severity == "warning"


def test_figures_that_do_not_add_up_are_asked_about_without_a_proposal():
    asked = finding(load([HEAD, ["복지국", "여권", "2024", "90", "3분"], *PARTS], UNDER), "ask_levels")
    assert SUGGESTED not in asked.values


def test_other_tasks_of_the_bureau_are_work_of_its_own():
    other = ["복지국", "상담", "2024", "40", "3분"]
    assert "ask_levels" not in codes(load([HEAD, other, *PARTS], UNDER))
    no_task = ["복지국", "", "2024", "40", "3분"]
    assert "ask_levels" in codes(load([HEAD, no_task, *PARTS], UNDER))


def test_the_parents_of_the_period_decide():
    moved = known((2, 4, None), (3, 4, None), (2, 1, dt.date(2025, 1, 1)), (3, 1, dt.date(2025, 1, 1)))
    odd = ["복지국", "여권", "2024", "41", "3분"]
    assert "ask_levels" not in codes(load([HEAD, odd, *PARTS], moved))
    later = [[one.replace("2024", "2025") for one in row] for row in (odd, *PARTS)]
    assert "ask_levels" in codes(load([HEAD, *later], moved))


def test_a_year_of_the_bureau_beside_months_of_a_department_is_asked_about():
    rows = [HEAD, BUREAU, ["노인과", "여권", "2024-03", "10", "6분"], ["아동과", "여권", "2023-12", "30", "2분"]]
    assert finding(load(rows, UNDER), "ask_levels").values["units"].ko == "'복지국' 40건(노인과 합 10건)"


@pytest.mark.parametrize("rows", [[BUREAU, *PARTS], [*PARTS, BUREAU]])
def test_a_bureau_nobody_registered_is_known_by_its_name_and_its_n(rows):
    assert "ask_levels" in codes(load([HEAD, *rows]), "error")
    odd = [[*row[:3], "41", row[4]] if row is BUREAU else row for row in rows]
    assert "ask_levels" not in codes(load([HEAD, *odd]))


def test_surveys_are_asked_about_too_with_items_in_columns_or_rows():
    wide = [
        ["연도", "부서", "응답수", "친절", "종합"],
        [2024, "복지국", 40, 80.5, 81],
        *([2024, one, 20, 80, 81.5] for one in ("노인과", "아동과")),
    ]
    assert finding(load(wide, UNDER), "ask_levels").values["units"].ko == "'복지국' 40건(노인과, 아동과 합 40건)"
    assert sums(loaded(wide, UNDER, levels="total"), "overall")["n"] == 40
    long = [["연도", "부서", "문항", "응답수", "평균"]]
    long += [
        [2024, one, item, n, 80.5]
        for one, n in (("복지국", 40), ("노인과", 20), ("아동과", 20))
        for item in ("친절", "신속")
    ]
    assert finding(load(long, UNDER), "ask_levels").values["units"].ko == "'복지국' 40건(노인과, 아동과 합 40건)"
    assert sums(loaded(long, UNDER, levels="total"), "score", "item") == {"친절": (40, 3220), "신속": (40, 3220)}


def test_petitions_one_a_row_count_once_wherever_they_are():
    rows = [
        ["부서", "업무", "접수일시", "완료일시"],
        *([one, "여권", "2024-03-04", "2024-03-06"] for one in ("복지국", "노인과")),
    ]
    assert "ask_levels" not in codes(load(rows, UNDER))
