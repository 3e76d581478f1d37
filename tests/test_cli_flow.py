"""Checking, loading, correcting and taking back from the command line, as its users do."""

import json

import pytest

from tests.cli_office import PETITIONS, write_petitions, write_survey


def test_check_says_what_it_read_and_stores_nothing(new_office):
    files = write_petitions(new_office.folder / "민원.csv"), write_survey(new_office.folder / "설문.xlsx")
    first, second = new_office.start("check", *files, "--json").lines
    assert (first["file"], first["source"], first["ok"]) == ("민원.csv", "processing_records", True)
    assert first["mapping"]["received_at"] == "접수일시"
    assert first["mapping"]["completed_at"] == "처리일시"
    assert (second["source"], second["sheet"], second["header_row"]) == ("satisfaction_survey", "설문응답", 1)
    assert sorted(path.name for path in new_office.folder.iterdir()) == ["민원.csv", "설문.xlsx"]


LOOKS = [
    ("uploads",), ("withdraw", "1"), ("kpi",), ("chart", "processing_time", "-o", "x.csv"), ("rebuild",), ("verify",),
    ("register", "list"), ("register", "history", "가"), ("backup",),
]  # fmt: skip


@pytest.mark.parametrize("words", LOOKS, ids=[" ".join(words[:2]) for words in LOOKS])
def test_looking_at_a_store_that_is_not_there_makes_none(new_office, words):
    said = new_office.run(*words, code=2).err
    assert "아직 없습니다" in said
    assert "load" in said
    assert list(new_office.folder.iterdir()) == []


def test_load_prints_one_object_a_file_with_the_number_of_the_upload(new_office):
    files = write_petitions(new_office.folder / "민원.csv"), write_survey(new_office.folder / "설문.xlsx")
    loaded = new_office.start("load", *files, "--json").lines
    assert [(one["file"], one["upload_id"], one["rows"]) for one in loaded] == [
        ("민원.csv", 1, 12),
        ("설문.xlsx", 2, 20),
    ]
    assert [(one["id"], one["source"], one["state"]) for one in new_office.uploads()] == [
        (2, "satisfaction_survey", "active"),
        (1, "processing_records", "active"),
    ]
    table = new_office.run("uploads").out
    assert "민원.csv" in table
    assert "반영 중" in table


def test_the_same_content_twice_is_refused(office):
    failed = office.run("load", office.folder / "민원.csv", "--json", code=2)
    assert json.loads(failed.err.splitlines()[-1])["code"] == "already_there"
    assert json.loads(failed.out)["ok"] is False
    assert len(office.uploads()) == 2


def test_an_unknown_department_stops_the_load_until_it_is_accepted(new_office):
    new_office.run("load", write_petitions(new_office.folder / "민원.csv"))
    moved = [(case, "민원봉사과", task, *times) for case, _, task, *times in PETITIONS]
    later = write_petitions(new_office.folder / "다른.csv", [row for row in moved if "2024" in row[3]])
    finding = json.loads(new_office.run("load", later, "--json", code=2).err.splitlines()[0])
    assert {"file", "sheet", "row", "column", "value", "severity", "message"} <= set(finding)
    assert (finding["severity"], finding["column"], finding["value"]) == ("error", "처리부서", "민원봉사과")
    assert "민원과" in finding["message"]
    new_office.run("load", later, "--accept-new")
    assert "민원봉사과" in new_office.kpi("processing_time", "--by", "department")


def test_a_correction_replaces_and_its_withdrawal_brings_the_former_back(new_office):
    new_office.run("load", write_petitions(new_office.folder / "민원.csv"))
    slower = [(*row[:4], "2024-03-05 16:00" if row[0] == "6" else row[4], row[5]) for row in PETITIONS]
    new_office.run("load", write_petitions(new_office.folder / "민원 수정.csv", slower))
    assert new_office.records("processing_time")[1]["value"] == pytest.approx(36 / 7)
    assert new_office.start("verify", "--json").lines == [{"ok": True}]
    states = {one["id"]: one["state"] for one in new_office.uploads()}
    assert states == {1: "replaced", 2: "active"}
    new_office.start("withdraw", "2")
    assert new_office.records("processing_time")[1]["value"] == pytest.approx(34 / 7)
    new_office.run("withdraw", "2", code=2)
    new_office.run("withdraw", "99", code=2)
    assert "문제가 없습니다" in new_office.run("verify").out


def test_a_file_that_takes_the_place_of_stored_rows_says_how_many_and_which_are_gone(new_office):
    new_office.run("load", write_petitions(new_office.folder / "민원.csv"))
    shorter = write_petitions(new_office.folder / "민원 수정.csv", PETITIONS[:-1])
    for command in ("check", "load"):
        (line,) = new_office.run(command, shorter, "--json").lines
        (said,) = [finding for finding in line["findings"] if finding["code"] == "replaces"]
        assert said["severity"] == "warning"
        assert "없어지는 행 1" in said["message"]


def test_a_mapping_is_corrected_and_a_field_left_unread(new_office):
    path = write_petitions(new_office.folder / "민원.csv")
    (checked,) = new_office.run("check", path, "--map", "task=처리부서", "--map", "deadline=", "--json").lines
    assert checked["mapping"]["task"] == "처리부서"
    assert "deadline" not in checked["mapping"]
    assert checked["mapping"]["received_at"] == "접수일시"


def test_one_bad_file_does_not_keep_the_others_out(new_office):
    good = write_petitions(new_office.folder / "민원.csv")
    done = new_office.run("load", new_office.folder / "없음.csv", good, "--json", code=2)
    assert [line["ok"] for line in done.lines] == [False, True]
    assert json.loads(done.err)["file"] == "없음.csv"
