"""Cases and achievements one by one agree with the figures that count them, whatever became of files and departments."""

from __future__ import annotations

import datetime as dt
import shutil

import pytest

from services.check import Choice, check
from services.load import load
from services.registers import Edit, edit
from services.results import Ask, results
from services.stores import open_store
from services.timeline import timeline_of
from services.uploads import withdraw

NOW = dt.datetime(2026, 11, 22, 9, 0)
BY = {"who": "김", "now": NOW}
CASES = """연도,사례명,발굴부서,사례구분,전파부서
2023,사전 안내,민원과,우수사례,"세무과, 건축과"
2023,일정 공유,"민원과, 세무과",실패사례,
2024,빈집 정보,세무과,선제행정,민원과
"""
AWARDS = """연도,부서,제목,구분,수준,점수
2023,"민원과, 건축과",민원행정 우수기관,수상,도,2
2024,건축과,적극행정 경진,수상,중앙,3
2024,"건축과, 세무과",빈집 정비,협업과제,시,1
"""


def loaded(store, text, name):
    checked = check(store, text.encode("utf-8"), name, choice=Choice(accept_new=True), now=NOW)
    assert checked.ok, [finding.line("en") for finding in checked.findings]
    return load(store, checked, **BY).upload_id


def listed(store, indicator, **asked):
    found = timeline_of(store, Ask(indicators=(indicator,), **asked))
    columns = ["title", "kind", "department", "adopters"]
    return [tuple(row) for row in found[columns].itertuples(index=False)]


@pytest.fixture(scope="module")
def kept_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("timeline") / "kpi.sqlite"
    store = open_store(f"sqlite:///{path}")
    loaded(store, CASES, "사례.csv")
    loaded(store, AWARDS, "성과.csv")
    store.close()
    return path


@pytest.fixture
def filled(kept_file, tmp_path):
    """A store with both lists, of its own for each test."""
    store = open_store(f"sqlite:///{shutil.copy(kept_file, tmp_path)}")
    yield store
    store.close()


def test_every_entry_has_its_year_kind_departments_and_who_took_it_over(filled):
    assert listed(filled, "case_spread") == [
        ("사전 안내", "good", "민원과", "세무과, 건축과"),
        ("일정 공유", "failure", "민원과, 세무과", ""),
        ("빈집 정보", "proactive", "세무과", "민원과"),
    ]
    assert listed(filled, "external_achievements") == [
        ("민원행정 우수기관", "award", "민원과, 건축과", ""),
        ("적극행정 경진", "award", "건축과", ""),
    ]
    assert [title for title, *_ in listed(filled, "joint_projects")] == ["빈집 정비"]


def test_the_entries_of_a_year_are_as_many_as_the_figure_counts(filled):
    for indicator in ("case_spread", "external_achievements", "joint_projects"):
        ask = Ask(indicators=(indicator,))
        entries = timeline_of(filled, ask)
        counted = entries[entries["kind"] != "failure"].groupby("period_start").size()
        figures = results(filled, ask).frame.set_index("period_start")["n"]
        assert dict(counted) == dict(figures[figures > 0])


def test_cases_of_a_list_of_achievements_are_on_the_timeline_once(filled):
    more = """연도,부서,제목,구분,수준,점수
2023,민원과,사전 안내,우수사례,시,1
2024,건축과,도면 공유,우수사례,시,1
2024,건축과,적극행정 경진,수상,중앙,3
"""
    loaded(filled, more, "성과_추가.csv")
    assert listed(filled, "case_spread") == [
        ("사전 안내", "good", "민원과", "세무과, 건축과"),
        ("일정 공유", "failure", "민원과, 세무과", ""),
        ("빈집 정보", "proactive", "세무과", "민원과"),
        ("도면 공유", "case", "건축과", ""),
    ]


def test_a_department_keeps_what_it_made_and_what_it_took_over_and_years_are_cut(filled):
    assert [title for title, *_ in listed(filled, "case_spread", department="건축과")] == ["사전 안내"]
    assert [title for title, *_ in listed(filled, "case_spread", start=dt.date(2024, 1, 1))] == ["빈집 정보"]
    assert [title for title, *_ in listed(filled, "case_spread", end=dt.date(2023, 12, 31))] == [
        "사전 안내",
        "일정 공유",
    ]
    assert listed(filled, "case_spread", task="여권") == []


def test_a_merged_department_is_named_as_today_and_as_reported_where_that_is_asked(filled):
    edit(filled, Edit("department", "add", ("재정과",)), **BY)
    edit(filled, Edit("department", "merge", ("세무과", "건축과"), "재정과", on=dt.date(2025, 1, 1)), **BY)
    assert listed(filled, "case_spread")[0] == ("사전 안내", "good", "민원과", "재정과")
    assert listed(filled, "case_spread", organisation="reported")[0][3] == "세무과, 건축과"
    assert listed(filled, "joint_projects") == [("빈집 정비", "joint_project", "재정과", "")]
    assert [title for title, *_ in listed(filled, "case_spread", department="재정과")] == [
        "사전 안내",
        "일정 공유",
        "빈집 정보",
    ]


def test_what_is_withdrawn_or_corrected_is_not_listed(filled):
    correction = loaded(filled, CASES.replace("사전 안내", "사전 안내 문자"), "정정.csv")
    assert next(title for title, *_ in listed(filled, "case_spread")) == "사전 안내 문자"
    assert len(listed(filled, "case_spread")) == 3
    withdraw(filled, correction, **BY)
    assert next(title for title, *_ in listed(filled, "case_spread")) == "사전 안내"


def test_an_empty_store_and_other_indicators_have_no_entries(own_store):
    assert listed(own_store, "case_spread") == []
    assert listed(own_store, "processing_time") == []
