"""The history page: every upload with what it changed, taking back with a look before, recomputing, and the way from a number."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from services import stores
from services.check import Choice, check
from services.load import load
from services.uploads import list_uploads

NOW = dt.datetime(2026, 11, 22, 9, 0)
HEADER = "접수번호,민원명,담당부서,접수일시,완료일시\n"
FIRST = HEADER + "1,여권,민원과,2024-03-05 09:00,2024-03-06 18:00\n"
CORRECTED = HEADER + "1,여권,민원과,2024-03-05 09:00,2024-03-05 14:00\n"


@pytest.fixture
def two_uploads(shown_empty):
    store = stores.open_store()
    for name, text in (("민원.csv", FIRST), ("정정.csv", CORRECTED)):
        checked = check(store, text.encode(), name, choice=Choice(accept_new=True), now=NOW)
        load(store, checked, who="김", now=NOW)
    return store


def test_an_upload_is_opened_and_taken_back_after_a_look_and_brought_back(two_uploads, visit):
    page = visit("history")
    assert "정정.csv" in page.said()
    assert "대체한 자료 2번" in page.said()
    page.at.button("ledger:open:2").click()
    page.run()
    page.at.segmented_control("ledger:view:2").set_value("numbers")
    page.run()
    assert "2024년 평균 처리기간: 16.0 → 4.0시간" in page.said()
    page.at.segmented_control("ledger:view:2").set_value("undo")
    page.run()
    assert page.at.button("ledger:do:2").disabled
    page.at.checkbox("ledger:sure:2").check()
    page.run()
    page.at.button("ledger:do:2").click()
    page.run()
    assert "2번 자료를 되돌렸습니다." in page.said()
    assert [upload.id for upload in list_uploads(two_uploads) if upload.withdrawn_at] == [2]
    page.at.button("ledger:back").click()
    page.run()
    assert [upload.id for upload in list_uploads(two_uploads) if upload.withdrawn_at] == []


def test_figures_of_other_days_off_are_recomputed_after_a_look(two_uploads, visit):
    two_uploads.set_setting("holiday:2024-03-06", {"change": "added", "name": "쉬는 날"}, who="김", at=NOW)
    page = visit("history")
    assert "자료 2개(2, 1번)" in page.said()
    page.at.button("recompute:look").click()
    page.run()
    assert "업로드 1번 '민원.csv': 바뀜" in page.said()
    page.at.button("recompute:do").click()
    page.run()
    assert "다시 계산해 저장했습니다." in page.said()
    assert "자료 2개" in page.said()
    assert not page.at.warning


def test_a_number_leads_to_the_uploads_it_rests_on(two_uploads, visit):
    page = visit()
    links = [link for link in page.at.get("page_link") if "근거 자료 1개" in link.proto.label]
    assert links
    assert "uploads=2" in links[0].proto.query_string
    narrowed = visit("history", uploads="2")
    assert "고른 수치의 근거 자료만 봅니다: 2번" in narrowed.said()
    assert "민원.csv" not in narrowed.said()
    narrowed.at.button("ledger:every").click()
    narrowed.run()
    assert "민원.csv" in narrowed.said()


def test_rows_of_a_table_say_that_their_figures_are_to_be_recomputed(two_uploads, visit):
    assert "재계산 필요:" not in visit("speed").said()
    two_uploads.set_setting("holiday:2024-03-06", {"change": "added", "name": "쉬는 날"}, who="김", at=NOW)
    said = [line for line in visit("speed").said().splitlines() if "재계산 필요:" in line]
    assert said
    assert all("2024년" in line for line in said)


@pytest.mark.slow
@pytest.mark.browser
def test_kept_rows_are_downloaded_from_the_page(two_uploads, server_class, page, tmp_path):
    server = server_class(tmp_path / "own.sqlite", tmp_path / "server.log")
    page.goto(f"{server.url}/uploads?lang=en")
    page.get_by_role("button", name="Details").first.click()
    page.get_by_text("Kept rows", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert lines[1].startswith("2,2024-03-01,민원과,여권,2024-03-05T09:00:00,2024-03-05T14:00:00")
    assert json.dumps(download.value.suggested_filename) == json.dumps("2_정정.csv")
    server.stop()


@pytest.mark.slow
def test_the_upload_page_says_whose_the_numbers_are_while_only_the_demo_is_there(visit, tmp_path, monkeypatch):
    monkeypatch.setenv(stores.VARIABLE, stores.sqlite_url(tmp_path / "own.sqlite"))
    stores.open_store.cache_clear()
    said = visit("upload").said()
    stores.open_store().close()
    stores.open_store.cache_clear()
    assert "아직 올린 자료가 없습니다. 지금 보이는 수치는 시연용 자료의 것이며" in said


def test_the_upload_page_of_an_empty_store_speaks_of_no_demo(visit, shown_empty):
    said = visit("upload").said()
    assert "아직 올린 자료가 없습니다." in said
    assert "시연용 자료의 것이며" not in said
