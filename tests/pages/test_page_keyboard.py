"""By keyboard alone from the overview to a department, to an indicator, to departments side by side and to an upload."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.pages.upload_files import petitions

pytestmark = [pytest.mark.browser, pytest.mark.slow]
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
NAMED = """() => { const at = document.activeElement;
  return at && at.matches("a, button, input, summary") ? at.ariaLabel || at.innerText || "" : ""; }"""
MOST_STEPS = 150


def ready(page: Page, title: str) -> None:
    expect(page.locator("h1", has_text=title)).to_be_visible()
    expect(page.locator(IDLE)).to_be_visible()


def step_to(page: Page, name: str) -> None:
    """Press Tab until what is focused has the name."""
    seen: list[str] = []
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        seen.append(" ".join(str(page.evaluate(NAMED)).split()))
        if name in seen[-1]:
            return
    pytest.fail(f"{name} is not reached: {seen}")


def open_by_name(page: Page, department: str) -> None:
    expect(page.get_by_role("button", name="부서 골라 열기").last).to_be_visible()
    step_to(page, "부서 골라 열기")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stPopoverBody").get_by_role("combobox", name="부서")).to_be_focused()
    page.keyboard.type(department)
    expect(page.get_by_role("option", name=department)).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=f"{department} ·")).to_be_in_viewport(timeout=30_000)
    expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)
    expect(page.locator(".st-key-detail")).to_be_focused()
    expect(page.locator(IDLE)).to_be_visible()


def go_to(page: Page, name: str) -> None:
    page.keyboard.press("Escape")
    step_to(page, name)
    page.keyboard.press("Enter")
    ready(page, name)


def test_the_way_from_the_overview_to_an_upload_needs_no_mouse(page: Page, demo_server: Any) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{demo_server.url}/?lang=ko")
    ready(page, "종합 현황")
    open_by_name(page, "건축과")
    go_to(page, "친절")
    open_by_name(page, "보건소")
    go_to(page, "비교")
    open_by_name(page, "건축과")
    step_to(page, "닫기")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-detail")).to_have_count(0)
    go_to(page, "자료 올리기")
    step_to(page, "파일 고르기")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files({"name": "대장.csv", "mimeType": "text/csv", "buffer": petitions(2023)})
    expect(page.get_by_text("이렇게 읽었습니다")).to_be_visible()
