"""The history of uploads: what became of each, which numbers each deed changed, and the kept rows as files."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from kpi.core.errors import UserError
from services.check import Choice, check
from services.history import changes_of, deeds_of, entries, narrowed, tried
from services.history_said import answers_of, shown_lines
from services.kept_rows import kept_rows_file, left_out, upload_of
from services.load import load
from services.rebuild import preview_rebuild, rebuild
from services.rebuild_said import headline_line
from services.uploads import restore, withdraw

NOW = dt.datetime(2026, 11, 22, 9, 0)
BY = {"who": "김", "now": NOW}
HEADER = "접수번호,민원명,담당부서,접수일시,완료일시\n"
HOURS_8 = HEADER + "1,여권,민원과,2024-03-05 09:00,2024-03-05 18:00\n2,여권,세무과,2024-03-05 09:00,2024-03-05 18:00\n"
HOURS_4 = HEADER + "1,여권,민원과,2024-03-05 09:00,2024-03-05 14:00\n2,여권,세무과,2024-03-05 09:00,2024-03-05 18:00\n"
YEAR_2023 = HEADER + "9,여권,민원과,2023-12-29 09:00,2024-01-02 14:00\n"


def loaded(store, text, name="민원.csv", **choice):
    checked = check(store, text.encode("utf-8"), name, choice=Choice(accept_new=True, **choice), now=NOW)
    assert checked.ok, [finding.line("en") for finding in checked.findings]
    return load(store, checked, **BY).upload_id


def said(store, upload_id, deed=0, indicator="processing_time"):
    changes = changes_of(store, deeds_of(store, upload_id)[deed])
    return [headline_line(one, "ko") for one in changes if one.indicator.id == indicator]


@pytest.mark.slow
def test_what_an_upload_changed_is_said_with_its_department_and_stays_right_after_later_uploads(own_store):
    first, correction = loaded(own_store, HOURS_8), loaded(own_store, HOURS_4, "정정.csv")
    changed = [
        "2024년 평균 처리기간: 8.0 → 6.0시간",
        "2024년 평균 처리기간: 8.0 → 4.0시간, 민원과",
    ]
    assert said(own_store, correction) == changed
    assert said(own_store, first)[0] == "2024년 평균 처리기간: - → 8.0시간"
    loaded(own_store, HEADER + "1,여권,민원과,2024-03-05 09:00,2024-03-05 10:00\n", "셋째.csv")
    withdraw(own_store, first, **BY)
    assert said(own_store, correction) == changed
    withdraw(own_store, correction, **BY)
    assert said(own_store, correction, deed=1)[0] == "2024년 평균 처리기간: 4.5 → 1.0시간"


def test_what_an_upload_is_now_names_those_in_its_place(store):
    first, other = loaded(store, HOURS_8), loaded(store, YEAR_2023, "2023.csv")
    part = loaded(store, HEADER + "1,여권,민원과,2024-03-05 09:00,2024-03-05 10:00\n", "민원과.csv")
    found = {entry.upload.id: (entry.state, entry.by) for entry in entries(store)}
    assert found == {first: ("partly", (part,)), other: ("active", ()), part: ("active", ())}
    last = loaded(store, HOURS_4, "정정.csv")
    withdraw(store, other, **BY)
    found = {entry.upload.id: (entry.state, entry.by) for entry in entries(store)}
    assert found == {
        first: ("replaced", (last,)),
        other: ("withdrawn", ()),
        part: ("replaced", (last,)),
        last: ("active", ()),
    }


def test_the_history_is_narrowed_by_source_year_state_and_number(own_store):
    first, last = loaded(own_store, HOURS_8), loaded(own_store, YEAR_2023, "2023.csv")
    found = entries(own_store)

    def kept(**wanted):
        return [entry.upload.id for entry in narrowed(found, **wanted)]

    assert kept() == [last, first]
    assert kept(year=2024) == [first]
    assert kept(source="satisfaction_survey") == []
    assert kept(state="active", ids=(last,)) == [last]
    assert kept(state="withdrawn") == []


@pytest.mark.slow
def test_withdrawing_and_restoring_can_be_tried_and_changes_nothing(own_store):
    loaded(own_store, HOURS_8)
    correction = loaded(own_store, HOURS_4, "정정.csv")
    revision = own_store.revision()
    back = [
        headline_line(one, "ko") for one in tried(own_store, correction, **BY) if one.indicator.id == "processing_time"
    ]
    assert back == ["2024년 평균 처리기간: 6.0 → 8.0시간", "2024년 평균 처리기간: 4.0 → 8.0시간, 민원과"]
    assert own_store.revision() == revision
    withdraw(own_store, correction, **BY)
    assert tried(own_store, correction, **BY)[0].after == 6.0
    restore(own_store, correction, **BY)
    with pytest.raises(UserError) as refused:
        tried(own_store, 99, **BY)
    assert refused.value.findings[0].code == "no_upload"


def test_a_day_off_marks_only_uploads_whose_cases_run_over_it(store):
    first, other = loaded(store, HOURS_8), loaded(store, YEAR_2023, "2023.csv")

    def stale():
        return {entry.upload.id: entry.stale for entry in entries(store)}

    store.set_setting("holiday:2026-07-17", {"change": "added", "name": "시민의 날"}, who="김", at=NOW)
    assert stale() == {first: (), other: ()}
    store.set_setting("holiday:2024-01-02", {"change": "added", "name": "쉬는 날"}, who="김", at=NOW)
    assert stale() == {first: (), other: ("calendar",)}
    assert [one.upload.id for one in preview_rebuild(store, **BY, which="stale").uploads] == [other]
    told = []
    rebuild(store, **BY, which="stale", progress=lambda done, of: told.append((done, of)))
    assert told == [(0, 1), (1, 1)]
    assert stale() == {first: (), other: ()}
    store.set_setting("holiday:2024-01-02", None, who="김", at=NOW)
    assert stale() == {first: (), other: ("calendar",)}
    assert [deed.action for deed in deeds_of(store, other)] == ["load", "rebuild"]


def test_other_hours_from_a_day_on_mark_and_change_only_uploads_with_cases_from_then_on(own_store):
    first, other = loaded(own_store, HOURS_8), loaded(own_store, YEAR_2023, "2023.csv")
    shorter = {"spans": [[9, 12], [13, 17]]}
    own_store.set_setting("hours:2024-03-01", shorter, who="김", at=NOW)
    assert {entry.upload.id: entry.stale for entry in entries(own_store)} == {first: ("calendar",), other: ()}
    done = rebuild(own_store, **BY, which="stale")
    assert [headline_line(one, "ko") for one in done.headlines if one.indicator.id == "processing_time"] == [
        "2024년 평균 처리기간: 9.3 → 8.7시간"
    ]
    own_store.set_setting("hours:", shorter, who="김", at=NOW)
    assert {entry.upload.id: entry.stale for entry in entries(own_store)} == {first: (), other: ("calendar",)}


def test_kept_rows_come_out_as_files_that_run_nothing_and_say_what_was_left_out(own_store):
    text = "접수번호,민원명,담당부서,접수일시,완료일시,비고\n1,=1+1,민원과,2024-03-05 09:00,,기타\n"
    number = loaded(own_store, text)
    missing = left_out(upload_of(own_store, number))
    assert (missing.columns, missing.hashed) == (("비고",), ("접수번호",))
    lines = kept_rows_file(own_store, number, "csv", "ko").decode("utf-8-sig").splitlines()
    assert lines[0].startswith("행,귀속 기간의 첫날,담당부서,민원명,접수일시,완료일시")
    assert lines[1].startswith("2,2024-03-01,민원과,'=1+1,2024-03-05T09:00:00,,")
    book = openpyxl.load_workbook(io.BytesIO(kept_rows_file(own_store, number, "xlsx", "en")))
    assert "비고" in book["About"]["A2"].value
    cell = book["Kept rows 1"]["D2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    withdraw(own_store, number, **BY)
    assert kept_rows_file(own_store, number, "csv", "ko").decode("utf-8-sig").splitlines() == lines


@pytest.mark.slow
def test_all_about_an_upload_is_said_in_lines(own_store):
    number = loaded(own_store, HOURS_8, exclude=("반려",))
    lines = shown_lines(own_store, entries(own_store)[0], "en")
    assert lines[0] == f"{number}. 민원.csv · Petitions · in use" or "in use" in lines[0]
    assert any("2024 Processing time: - → 8.0" in line for line in lines)
    assert "  Answered: statuses left out: 반려" in lines
    assert any("Task <- 민원명" in line for line in lines)


def test_what_was_decided_about_an_upload_is_said_in_words_and_nothing_of_how_it_is_kept(own_store):
    text = "부서,친절,종합만족도\n민원과,5,4\n민원과,3,5\n세무과,9,1\n"
    loaded(own_store, text, "설문.csv", scale=(1.0, 5.0), year=2025, missing=("9",))
    upload = entries(own_store)[0].upload
    assert answers_of(upload, "ko") == "무응답 값 9, 척도 1~5, 2025년 자료"
    assert answers_of(upload, "en") == "missing codes 9, scale 1~5, data of 2025"


def test_a_file_about_which_nothing_was_decided_says_nothing(own_store):
    loaded(own_store, HOURS_8)
    assert answers_of(entries(own_store)[0].upload, "ko") == ""
