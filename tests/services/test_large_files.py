"""A large register from the command line: read in parts, stored in parts, corrected and taken back like any other."""

from __future__ import annotations

import datetime as dt

import pytest
from pandas.testing import assert_frame_equal

from loaders.gate import parts
from services.check import Choice, check, check_large
from services.intake import How, check_files, load_files
from services.load import load
from services.preview import preview
from services.stores import open_store
from tests.loaders.parts import HEADER, dirty_rows

NOW = dt.datetime(2026, 11, 22, 9, 0)


@pytest.fixture
def small_parts(monkeypatch):
    """Parts of some rows only, for files of hundreds instead of millions."""
    monkeypatch.setitem(parts.comes_in_parts.__kwdefaults__, "size", 8_000)
    monkeypatch.setitem(parts.read_parts.__kwdefaults__, "size", 8_000)


@pytest.fixture
def store(tmp_path):
    opened = open_store(f"sqlite:///{tmp_path / 'kpi.sqlite'}")
    yield opened
    opened.close()


def written(path, rows, header=HEADER):
    path.write_text("".join(",".join(row) + "\n" for row in [header, *rows]), encoding="utf-8")
    return path


@pytest.mark.usefixtures("small_parts")
def test_a_large_register_is_stored_as_if_it_had_been_read_at_once(store, tmp_path):
    path = written(tmp_path / "처리대장.csv", dirty_rows(400))
    large = check_large(store, path, choice=Choice(), now=NOW)
    whole = check(store, path.read_bytes(), path.name, choice=Choice(), now=NOW)
    assert {one.line("ko") for one in large.findings} == {one.line("ko") for one in whole.findings}
    assert (large.mapping, large.counts, large.sample) == (whole.mapping, whole.counts, whole.sample)
    done = load(store, large, who="kim", now=NOW)
    assert len(list(store.upload_row_parts(done.upload_id))) > 1
    assert done.rows == whole.batch.kept.count
    assert_frame_equal(store.upload_rows(done.upload_id), whole.batch.rows, check_dtype=False)
    assert store.verify() == []


@pytest.mark.usefixtures("small_parts")
def test_the_same_content_is_refused_and_a_corrected_file_says_what_changes(store, tmp_path):
    rows = dirty_rows(300)
    path = written(tmp_path / "처리대장.csv", rows)
    how = How(str(store.url), Choice(), NOW, "ko", megabytes=100)
    (first,) = load_files([str(path)], how, who="kim")
    assert first.upload_id == 1
    (again,) = load_files([str(path)], how, who="kim")
    assert [one.code for one in again.checked.findings if one.severity == "error"] == ["already_there"]
    written(path, [[*row[:7], "9", *row[8:]] if place == 3 else row for place, row in enumerate(rows)])
    corrected = check_large(store, path, choice=Choice(), now=NOW)
    told = preview(store, corrected, who="kim", now=NOW)
    assert (told.changed, told.new, told.gone, told.replaced_uploads) == (1, 0, 0, (1,))


@pytest.mark.usefixtures("small_parts")
def test_a_large_file_that_is_no_register_is_read_at_once(store, tmp_path):
    answers = [["2024", "민원과", "4", "5", "4"]] * 1_000
    path = written(tmp_path / "설문.csv", answers, header=["연도", "부서", "친절", "신속", "종합만족도"])
    assert check_large(store, path, choice=Choice(scale=(1, 5)), now=NOW) is None
    how = How(str(store.url), Choice(scale=(1, 5)), NOW, "ko")
    (taken,) = check_files([str(path)], how)
    assert taken.checked.source == "satisfaction_survey"


@pytest.mark.usefixtures("small_parts")
def test_no_marked_copy_is_written_of_a_large_file_and_this_is_said(store, tmp_path):
    path = written(tmp_path / "처리대장.csv", dirty_rows(300))
    how = How(str(store.url), Choice(), NOW, "ko", marked=str(tmp_path / "marked"))
    (taken,) = check_files([str(path)], how)
    assert "no_marked_copy" in [one.code for one in taken.checked.findings]
