"""The upload page in a real Chromium when it is reloaded: asked about, and nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.pages.upload_chooser import IDLE, open_page, put
from tests.pages.upload_files import petitions

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_reload_with_a_file_that_is_not_saved_is_asked_about_and_no_other(page: Page, own_server: Any) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    open_page(page, own_server)
    page.locator("h1").click()
    page.reload()
    expect(page.locator("input[type=file]")).to_be_attached()
    assert asked == []
    put(page, ("대장.csv", petitions(2023)))
    page.locator("h1").click()
    page.reload()
    expect(page.locator("input[type=file]")).to_be_attached()
    assert asked == ["beforeunload"]


def test_a_chosen_file_and_its_answers_outlive_a_reload_for_this_browser_alone(
    page: Page, browser: Any, own_server: Any
) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    again = page.get_by_text("저장하지 않은 파일 1개를 다시 열었습니다")
    open_page(page, own_server)
    put(page, ("대장.csv", petitions(2023, order="%d-%m-%Y")))
    page.get_by_text("일-월-연").click()
    page.get_by_role("button", name="이대로 읽기").click()
    save = page.get_by_role("button", name="저장", exact=True)
    expect(save).to_be_visible()
    page.reload()
    expect(again).to_be_visible()
    expect(save).to_be_visible()
    somebody = browser.new_context(locale="ko-KR").new_page()
    open_page(somebody, own_server)
    expect(somebody.get_by_text("대장.csv")).to_have_count(0)
    somebody.context.close()
    page.get_by_role("button", name="치우기").click()
    expect(again).to_have_count(0)
    expect(page.get_by_text("대장.csv")).to_have_count(0)
    page.reload()
    expect(page.locator("input[type=file]")).to_be_attached()
    put(page, ("대장.csv", petitions(2023)))
    expect(again).to_have_count(0)
    save.click()
    expect(page.get_by_text("24행을 저장했습니다")).to_be_visible()
    page.reload()
    expect(page.locator("input[type=file]")).to_be_attached()
    expect(page.locator(IDLE)).to_be_visible()
    expect(again).to_have_count(0)
