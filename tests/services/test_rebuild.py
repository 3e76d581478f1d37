"""What is stored comes out of the kept rows again, and changes only where the calendar does; all of it or nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from pandas.testing import assert_frame_equal

from kpi.core.errors import UserError
from loaders.gate import parts
from services import rebuild as rebuilding
from services.backups import restored
from services.check import Choice, check, check_large
from services.load import load
from services.rebuild import preview_rebuild, rebuild
from services.rebuild_said import faults_of, rebuilt
from services.stores import open_store
from services.uploads import list_uploads, withdraw
from tests.data.test_store_crash import every_failure, everything
from tests.loaders.parts import HEADER, dirty_rows

NOW = dt.datetime(2026, 11, 22, 9, 0)
LATER = dt.datetime(2027, 3, 2, 9, 0)
CASES = (
    "접수번호,민원명,담당부서,접수일시,완료일시,법정처리기간\n"
    "1,여권 발급,민원과,2024-03-04 09:00,2024-03-06 11:00,3일\n"
    "2,여권 발급,민원과,2024-05-07 09:00,2024-05-07 14:00,3일\n"
    "3,건축 신고,건축과,2024-03-05 09:00,2024-03-07 11:00,10일\n"
    "4,건축 신고,건축과,2024-06-03 13:00,,10일\n"
)
FILES = {
    "cases": (CASES, {}),
    "summed": ("기간,민원명,담당부서,건수,평균 처리시간(분),표준편차\n2024,여권,민원과,20,8.5,2.5\n2025,여권,민원과,30,7,2\n", {}),
    "answers": ("연도,부서,응답자번호,층,친절,신속\n2024,민원과,1,1.0,5,4\n2024,민원과,2,2.0,9,3\n2024,세무과,3,1.0,2,\n", {"scale": (1, 5)}),
    "printed": ("연도,부서,고객만족도\n2023,민원과,74.04\n2024,민원과,82.98\n", {}),
    "means": ("연도,부서,층,문항,평균,n,표준편차\n2024,민원과,가,친절,4.1,20,0.9\n2024,민원과,나,친절,3.9,30,1.1\n", {"scale": (1, 5)}),
    "ratings": ("연도,평가자,평가자 소속,구분,부서,항목,점수\n2024,E1,세무과,직원,민원과,협업 노력,4\n2024,E2,민원과,부서장,세무과,창의,5\n", {"scale": (1, 5)}),
    "departments": ("연도,평가부서,대상부서,점수\n2024,세무과,민원과,4\n2024,민원과,세무과,5\n", {"scale": (1, 5)}),
    "achievements": ('연도,부서,제목,구분,점수\n2024,"민원과\n세무과",문자,우수사례,2\n2024,"건축과, 세무과",상,수상,\n', {}),
    "practice cases": ('연도,사례명,발굴부서,사례구분,전파부서\n2024,문자,민원과,우수사례,"세무과, 건축과"\n2025,챗봇,세무과,실패사례,\n', {}),
    "adopting numbers": ("연도,사례명,발굴부서,전파부서수\n2024,문자,민원과,3\n2025,창구,세무과,0\n", {}),
}  # fmt: skip


def loaded(store, text, name="자료.csv", **choice):
    checked = check(store, text.encode("utf-8"), name, choice=Choice(accept_new=True, **choice), now=NOW)
    assert checked.ok, [finding.line("en") for finding in checked.findings]
    return load(store, checked, who="kim", now=NOW).upload_id


def holiday(store, day):
    store.set_setting("calendar", {"added": [day]}, who="kim", at=NOW)


def states(done):
    return [one.state for one in done.uploads]


@pytest.mark.parametrize("kind", FILES)
def test_every_kind_of_file_comes_out_of_its_kept_rows_again(own_store, kind):
    text, choice = FILES[kind]
    loaded(own_store, text, **choice)
    before = everything(own_store)
    assert states(preview_rebuild(own_store, who="kim", now=LATER)) == ["same"]
    assert states(rebuild(own_store, who="kim", now=LATER)) == ["same"]
    assert everything(own_store) == before
    assert faults_of(own_store, deep=True, who="kim", now=LATER) == []


def test_a_register_that_was_read_in_parts_comes_out_again(own_store, tmp_path, monkeypatch):
    for read in (parts.comes_in_parts, parts.read_parts):
        monkeypatch.setitem(read.__kwdefaults__, "size", 8_000)
    path = tmp_path / "처리대장.csv"
    path.write_text("".join(",".join(row) + "\n" for row in [HEADER, *dirty_rows(200)]), encoding="utf-8")
    done = load(own_store, check_large(own_store, path, choice=Choice(), now=NOW), who="kim", now=NOW)
    assert len(list(own_store.upload_row_parts(done.upload_id))) > 1
    assert states(preview_rebuild(own_store, who="kim", now=NOW)) == ["same"]
    holiday(own_store, "2024-05-07")
    assert states(rebuild(own_store, who="kim", now=NOW)) == ["changed"]
    assert own_store.verify() == []


def test_the_copy_made_before_figures_change_is_the_way_back(own_store):
    loaded(own_store, CASES)
    before = everything(own_store)[:2]
    assert rebuild(own_store, who="kim", now=NOW).kept is None
    holiday(own_store, "2024-03-05")
    told, _ = rebuilt(own_store, dry=False, lang="ko", who="kim", now=NOW)
    (copy,) = own_store.copies()
    assert (copy.kind, told["kept"]) == ("rebuild", str(copy.path))
    assert str(copy.path) in told["lines"][-1]
    assert everything(own_store)[:2] != before
    restored(own_store.url, copy.path, who="kim", now=LATER)
    assert everything(own_store)[:2] == before
    assert rebuild(own_store, who="kim", now=LATER).kept is not None


def test_a_rebuild_whose_copy_finds_no_room_changes_nothing(own_store):
    loaded(own_store, CASES)
    holiday(own_store, "2024-03-05")
    own_store.copies_folder().write_text("no folder", encoding="utf-8")
    before = everything(own_store)
    with pytest.raises(UserError) as refused:
        rebuild(own_store, who="kim", now=NOW)
    assert refused.value.findings[0].code == "backup_unwritable"
    assert everything(own_store) == before


def test_a_new_holiday_changes_exactly_the_times_it_lies_in(store):
    upload_id = loaded(store, CASES)
    before, _ = store.facts_of(upload_id)
    holiday(store, "2024-03-05")
    tried = preview_rebuild(store, who="kim", now=NOW)
    assert faults_of(store, deep=True, who="kim", now=NOW)[0].code == "stale"
    done = rebuild(store, who="kim", now=NOW)
    assert replace(done, kept=None) == tried
    after, _ = store.facts_of(upload_id)
    other = rebuilding.differing(before, after, rebuilding.CELL_KEYS)
    march = {(row.measure, row.task) for row in other.itertuples() if f"{row.period_start:%Y-%m}" == "2024-03"}
    assert march == {("processing_hours", "여권 발급"), ("processing_hours", "건축 신고"), ("actual_hours", "여권 발급"), ("actual_days", "건축 신고")}  # fmt: skip
    assert len(other) == len(march)
    fresh = open_store("sqlite:///" + str(store.url).removeprefix("sqlite:///") + "-fresh") if store.dialect == "sqlite" else None  # fmt: skip
    if fresh is not None:
        holiday(fresh, "2024-03-05")
        assert_frame_equal(after, fresh.facts_of(loaded(fresh, CASES))[0])
    assert {one.indicator.id for one in done.headlines} >= {"processing_time"}


def test_a_second_rebuild_has_nothing_to_do_and_writes_nothing(own_store):
    loaded(own_store, CASES)
    holiday(own_store, "2024-03-05")
    rebuild(own_store, who="kim", now=NOW)
    before = everything(own_store)
    assert states(rebuild(own_store, who="kim", now=LATER)) == ["same"]
    assert everything(own_store) == before
    assert own_store.verify() == []


def test_the_same_file_is_refused_after_a_rebuild_too(own_store):
    loaded(own_store, CASES)
    holiday(own_store, "2024-03-05")
    rebuild(own_store, who="kim", now=NOW)
    with pytest.raises(UserError) as refused:
        loaded(own_store, CASES)
    assert refused.value.findings[0].code == "already_there"


def test_a_withdrawn_upload_is_rebuilt_too_and_stays_withdrawn(own_store):
    upload_id = loaded(own_store, CASES)
    withdraw(own_store, upload_id, who="kim", now=NOW)
    holiday(own_store, "2024-03-05")
    assert states(rebuild(own_store, who="kim", now=NOW)) == ["changed"]
    (upload,) = list_uploads(own_store)
    assert (upload.active, upload.withdrawn_by) == (False, "kim")
    assert own_store.verify() == []


def test_a_rebuild_that_fails_at_any_statement_leaves_everything(store):
    loaded(store, CASES)
    holiday(store, "2024-03-05")
    revision, found = rebuilding._recomputed(store, NOW, "all")
    new = [one for _, one in found if one is not None]
    act = {"expected": revision, "detail": {"changed": {}}, "who": "kim", "at": NOW}
    assert every_failure(store, lambda: store.rebuild(new, **act)) > 10
    assert store.history()[-1]["action"] == "rebuild"
    assert states(preview_rebuild(store, who="kim", now=NOW)) == ["same"]


def test_a_rebuild_of_a_store_that_has_moved_on_changes_nothing(own_store, monkeypatch):
    loaded(own_store, CASES)
    holiday(own_store, "2024-03-05")
    tried = rebuilding._tried

    def meanwhile(*words):
        done = tried(*words)
        own_store.set_setting("other", 1, who="lee", at=NOW)
        return done

    monkeypatch.setattr(rebuilding, "_tried", meanwhile)
    before = own_store.cells()
    with pytest.raises(UserError) as refused:
        rebuild(own_store, who="kim", now=NOW)
    assert refused.value.findings[0].code == "moved_on"
    assert_frame_equal(own_store.cells(), before)


def test_kept_rows_that_lack_something_are_said_and_left(own_store):
    """What an upload of an earlier version did not keep is never guessed."""
    text, choice = FILES["means"]
    upload_id = loaded(own_store, text, **choice)
    rows = own_store.upload_rows(upload_id).drop(columns="stratum")
    (upload,) = list_uploads(own_store)
    told = rebuilding.Told(upload.source, upload.mapping, None, NOW.date(), {}, {})
    facts = rebuilding.facts_again(told, lambda: [rows], context=rebuilding.context_of(own_store, now=NOW))
    assert [finding.code for finding in facts.findings] == ["not_kept"]
