"""Which uploads a number rests on: as many cases as the number itself, through corrections and reorganisations."""

from __future__ import annotations

import datetime as dt

import pytest

from services.check import Choice, check
from services.load import load
from services.provenance import provenance
from services.provenance_said import source_rows, with_sources
from services.registers import Edit, edit
from services.results import Ask, results
from services.uploads import withdraw

NOW = dt.datetime(2026, 11, 22, 9, 0)
BY = {"who": "김", "now": NOW}
HEADER = "접수번호,민원명,담당부서,접수일시,완료일시\n"


def cases(year, department, count, first=1, hours=14):
    rows = (
        f"{number},여권,{department},{year}-04-05 09:00,{year}-04-05 {hours + number % 3}:00\n"
        for number in range(first, first + count)
    )
    return "".join(rows)


def loaded(store, text, name):
    checked = check(store, (HEADER + text).encode("utf-8"), name, choice=Choice(accept_new=True), now=NOW)
    assert checked.ok, [finding.line("en") for finding in checked.findings]
    return load(store, checked, **BY).upload_id


def traced(store, **asked):
    ask = Ask(indicators=("processing_time",), **asked)
    records = results(store, ask).records()
    found = {}
    for record, one in zip(records, provenance(store, ask, records), strict=True):
        parts = (one.value, one.change, one.index)
        place = int(record["period_start"][:4]), record["department"]
        found[place] = tuple({use.upload: use.rows for use in part} for part in parts)
        if record["value"] is not None:
            assert sum(use.rows for use in one.value) == pytest.approx(record["n"])
    return found


def test_a_number_rests_on_the_uploads_that_hold_and_its_change_on_those_of_the_year_before(store):
    old = loaded(store, cases(2023, "민원과", 3), "2023.csv")
    first = loaded(store, cases(2024, "민원과", 4) + cases(2024, "세무과", 2, 10), "2024.csv")
    correction = loaded(store, cases(2024, "민원과", 5, hours=15), "정정.csv")
    found = traced(store)
    assert found[2023, None] == ({old: 3}, {}, {old: 3})
    assert found[2024, None] == ({first: 2, correction: 5}, {old: 3}, {old: 3, first: 2, correction: 5})
    assert traced(store, keys=("department",))[2024, "민원과"][0] == {correction: 5}
    withdraw(store, correction, **BY)
    assert traced(store)[2024, None][0] == {first: 6}
    assert traced(store, grain="month")[2024, None] == ({first: 6}, {old: 3}, {old: 3, first: 6})


def test_past_figures_of_merged_departments_rest_on_the_files_that_named_the_former_ones(own_store):
    old = loaded(own_store, cases(2023, "민원과", 3) + cases(2023, "봉사과", 2, 10), "2023.csv")
    new = loaded(own_store, cases(2024, "시민과", 4), "2024.csv")
    edit(own_store, Edit("department", "merge", ("민원과", "봉사과"), "시민과", dt.date(2024, 1, 1), note="조례"), **BY)
    found = traced(own_store, keys=("department",))
    assert found[2023, "시민과"][0] == {old: 5}
    assert found[2024, "시민과"] == ({new: 4}, {old: 5}, {old: 5, new: 4})
    reported = traced(own_store, keys=("department",), organisation="reported")
    assert reported[2023, "봉사과"][0] == {old: 2}


@pytest.mark.slow
def test_rows_of_a_split_department_rest_on_their_share_of_its_file(own_store):
    old = loaded(own_store, cases(2023, "민원과", 4), "2023.csv")
    loaded(own_store, cases(2024, "여권과", 3) + cases(2024, "호적과", 3, 10), "2024.csv")
    shares = {"여권과": 0.75, "호적과": 0.25}
    edit(own_store, Edit("department", "split", ("민원과",), on=dt.date(2024, 1, 1), shares=shares, note="조례"), **BY)
    assert traced(own_store, keys=("department",))[2023, "여권과"][0] == {old: 3}


@pytest.mark.slow
def test_a_base_year_is_what_the_change_rests_on(own_store):
    ids = {year: loaded(own_store, cases(year, "민원과", year - 2020), f"{year}.csv") for year in (2022, 2023, 2024)}
    assert traced(own_store, compare="base")[2024, None][1] == {ids[2022]: 2}
    assert traced(own_store, compare=2023)[2024, None][1] == {ids[2023]: 3}
    assert traced(own_store, start=dt.date(2024, 1, 1))[2024, None][1] == {ids[2023]: 3}


@pytest.mark.slow
def test_a_zero_rests_on_the_upload_that_claims_its_period(own_store):
    text = "연도,부서,제목,구분,점수\n2024,민원과,상,수상,2\n2023,세무과,상,수상,1\n"
    checked = check(own_store, text.encode(), "성과.csv", choice=Choice(accept_new=True), now=NOW)
    number = load(own_store, checked, **BY).upload_id
    ask = Ask(indicators=("external_achievements",), keys=("department",))
    records = results(own_store, ask).records()
    for record, one in zip(records, provenance(own_store, ask, records), strict=True):
        assert record["value"] is None or one.uploads == (number,)


@pytest.mark.slow
def test_uploads_stand_beside_the_rows_and_as_a_list(own_store):
    loaded(own_store, cases(2023, "민원과", 3), "2023.csv")
    loaded(own_store, cases(2024, "민원과", 4), "2024.csv")
    ask = Ask(indicators=("processing_time",))
    records = with_sources(own_store, ask, results(own_store, ask).records())
    assert [record["uploads"] for record in records] == ["1 |  | 1", "2 | 1 | 1 2"]
    assert [(row["file"], row["rows"]) for row in source_rows(own_store, records, "ko")] == [
        ("2023.csv", "3"),
        ("2024.csv", "4"),
    ]
    for lang, when in (("ko", "2026. 11. 22. 09:00"), ("en", "22 Nov 2026 09:00")):
        assert {row["at"] for row in source_rows(own_store, records, lang)} == {when}
