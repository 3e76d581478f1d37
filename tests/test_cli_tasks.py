"""The command ``tasks``: hand-worked weights, parts and medians of a small office, in every format."""

from __future__ import annotations

import csv
import io
import json

import pytest

from services.results import Ask
from services.stores import open_store
from services.task_listing import TASK_FIELDS
from services.tasks import distribution_of, quantiles_of, survival_of, tasks_of


def test_weight_and_part_of_each_task_are_those_worked_by_hand(office):
    rows = {row["task"]: row for row in json.loads(office.run("tasks", "--format", "json").out)}
    assert list(next(iter(rows.values()))) == list(TASK_FIELDS)
    assert {task: row["presence"] for task, row in rows.items()} == {
        "전입신고": "both",
        "건축허가": "both",
        "옛 업무": "ended",
        "새 업무": "new",
    }
    move, permit = rows["전입신고"], rows["건축허가"]
    assert (move["mean_0"], move["mean"], move["change"], move["n"]) == (12, 6, -6, 2)
    assert (move["weight"], permit["weight"]) == (pytest.approx(5 / 12), pytest.approx(7 / 12))
    assert (move["contribution"], permit["contribution"]) == (pytest.approx(-2.5), pytest.approx(-7 / 12))
    assert move["median"] == pytest.approx(4, rel=0.01)
    assert move["p90"] == pytest.approx(8, rel=0.01)
    assert rows["새 업무"]["contribution"] is None


def test_the_table_for_people_says_what_happened_in_one_sentence(office):
    said = office.run("tasks").out
    assert said.startswith("2024년 두 기간에 모두 있는 업무 2개 중 확인된 변화 없음 2개")
    assert "새로 생긴 업무 1개, 없어진 업무 1개." in said
    assert "몫이 가장 큰 업무는 '전입신고'(-2.5시간)" in said
    english = office.run("tasks", "--lang", "en", "--open-cases").out
    assert "2024: of 2 tasks in both periods, 2 without a confirmed change" in english
    assert "0% of the 5 cases received in 2023 are still open" in english


def test_csv_has_the_documented_columns_and_a_department_has_its_own_table(office):
    text = office.run("tasks", "processing_time", "--department", "민원과", "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(text)))
    assert list(rows[0]) == list(TASK_FIELDS)
    assert {row["task"] for row in rows} == {"전입신고", "새 업무"}
    assert {row["department"] for row in rows} == {"민원과"}
    assert next(row["weight"] for row in rows if row["task"] == "전입신고") == "1.0"


def test_an_indicator_without_tasks_is_refused_with_those_that_have_some(office):
    refused = office.run("tasks", "satisfaction", code=2)
    assert "'satisfaction' 지표는 같은 업무끼리 비교하는 지표가 아닙니다" in refused.err
    assert "processing_time" in refused.err


def test_medians_and_distributions_come_by_year_and_for_one_department(office):
    store = open_store(office.store)
    found = quantiles_of(store, Ask(("processing_time",), department="건축과")).records()
    assert [row["n"] for row in found] == [3, 4]
    assert [row["median"] for row in found] == [pytest.approx(6, rel=0.01), pytest.approx(3, rel=0.01)]
    bins = distribution_of(store, Ask(("processing_time",))).frame
    assert bins.groupby("period_start")["count"].sum().tolist() == [5, 7]
    assert [row["closed"] for row in survival_of(store, Ask()).records()] == [5, 7]


def test_a_task_shows_its_means_of_all_years(office):
    frame = tasks_of(open_store(office.store), Ask(("processing_time",))).frame
    assert frame.set_index("task").loc["전입신고", "history"] == [12, 6]


def test_without_statutory_periods_there_is_nothing_finished_early_but_the_rule_is_said(office):
    said = office.run("shortening").out
    assert said == "마일리지 규칙: 법정 2일 이상은 하루 단축에 1점, 건당 최대 5점, 늦으면 하루에 1점·건당 0점 감점.\n"
    assert json.loads(office.run("shortening", "--format", "json").out) == []
