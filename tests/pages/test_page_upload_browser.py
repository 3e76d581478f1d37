"""The upload page in a real Chromium: by keyboard alone, on a phone, without barriers; a cell put right in the table."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.pages.upload_chooser import IDLE, open_page, put
from tests.pages.upload_files import answers, petitions

pytestmark = pytest.mark.browser
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}


def test_a_question_is_answered_and_the_file_saved_by_keyboard(page: Page, own_server: Any) -> None:
    open_page(page, own_server)
    put(page, ("대장.csv", petitions(2023, order="%d-%m-%Y")))
    page.get_by_role("radio", name="일-월-연").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="이대로 읽기")).to_be_focused()
    page.keyboard.press("Enter")
    save = page.get_by_role("button", name="저장", exact=True)
    expect(save).to_be_visible()
    save.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("24행을 저장했습니다")).to_be_visible()


def opened_cell(page: Page, title: Locator) -> Locator:
    """Open the first cell of the second column of the table; it draws itself, and takes keys, only after it is there."""
    table = page.get_by_test_id("stDataFrame").get_by_test_id("data-grid-canvas")
    cell = page.locator("#portal textarea, #portal input").first
    seen: list[Any] = []
    for turn in range(20):
        expect(page.locator(IDLE)).to_be_visible()
        if not table.is_visible():
            title.click()
        table.scroll_into_view_if_needed()
        box = table.bounding_box()
        assert box is not None
        seen.append(box)
        page.mouse.click(box["x"] + 115, box["y"] + 52, click_count=1 + turn % 2)
        page.keyboard.press("Enter" if turn % 2 == 0 else "Shift")
        page.wait_for_timeout(1000)
        if cell.is_visible():
            return cell
    focus = page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
    pytest.fail(f"the cell never opened: table at {seen}, focus on {focus}")


def test_a_cell_is_put_right_in_the_table_and_can_be_put_back(page: Page, own_server: Any) -> None:
    open_page(page, own_server)
    wrong = petitions(2023).replace(b"2023-01-02 14:30", b"2023-02-30 14:30", 1)
    put(page, ("대장.csv", wrong))
    with page.expect_download() as started:
        page.get_by_role("button", name="칸에 표시한 파일").click()
    marked = openpyxl.load_workbook(io.BytesIO(Path(started.value.path()).read_bytes()))
    assert marked.worksheets[0]["E2"].comment is not None
    opened_cell(page, page.get_by_text("칸 1개 여기서 고치기")).fill("2023-01-02 14:30")
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)  # the table keeps the value a moment before the form has it
    page.get_by_role("button", name="고친 값으로 다시 확인").click()
    expect(page.get_by_text("칸을 '2023-01-02 14:30' 값으로 고쳐 읽음")).to_be_visible()
    expect(page.get_by_role("button", name="저장", exact=True)).to_be_visible()
    page.get_by_role("button", name="취소").click()
    expect(page.get_by_text("고칠 곳 1건")).to_be_visible()


@pytest.mark.parametrize("mode", [pytest.param("light", marks=pytest.mark.slow), "dark"])
def test_questions_findings_and_the_list_of_files_break_no_rule_of_accessibility(
    browser: Any, own_server: Any, mode: str
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=mode, bypass_csp=True)
    page = context.new_page()
    page.set_default_timeout(60_000)
    open_page(page, own_server)
    wrong = petitions(2024).replace(b"2024-01-02 14:30", b"2024-02-30 14:30", 1)
    put(page, ("대장.csv", petitions(2023, order="%d-%m-%Y")), ("틀림.csv", wrong), ("설문.csv", answers()))
    for name in ("대장.csv", "틀림.csv"):
        expect(page.get_by_role("heading", name=name)).to_be_visible()
        broken = [one["id"] for one in Axe().run(page, options=RULES).response["violations"]]
        assert (name, broken) == (name, [])
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
        page.get_by_role("button", name="열기").first.click()
        expect(page.locator(IDLE)).to_be_visible()
    context.close()


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_matched_columns_and_the_answer_s_button_have_contrast_on_a_desk(
    browser: Any, own_server: Any, mode: Any
) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme=mode, bypass_csp=True)
    page = context.new_page()
    page.set_default_timeout(60_000)
    open_page(page, own_server)
    put(page, ("대장.csv", petitions(2023, order="%d-%m-%Y")))
    expect(page.get_by_text("확실").first).to_be_visible()
    assert [one["id"] for one in Axe().run(page, options=RULES).response["violations"]] == []
    context.close()
