"""What a manager sees first without scrolling."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
HINTS = {"ko": "칸을 누르면", "en": "Click a cell"}


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_overview_with_the_notice_of_the_demo_needs_no_scrolling_on_a_desk(
    page: Page, demo_server: Any, lang: str
) -> None:
    page.goto(f"{demo_server.url}/?lang={lang}")
    expect(page.locator(IDLE)).to_be_visible()
    expect(page.locator(".st-key-notice")).to_be_visible()
    expect(page.locator(".js-plotly-plot .heatmaplayer").last).to_be_attached()
    page.wait_for_timeout(500)
    bottom = "element => element.getBoundingClientRect().bottom"
    assert page.locator(".st-key-changed").evaluate(bottom) <= 900
    assert page.get_by_text(HINTS[lang]).evaluate(bottom) <= 900


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_the_page_goes_to_what_a_click_on_a_cell_has_opened(
    page: Page, demo_server: Any, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{demo_server.url}/?lang=ko&kpi=processing_time")
    expect(page.locator(IDLE)).to_be_visible()
    chart = page.locator(".st-key-heatmap_processing_time .js-plotly-plot")
    expect(chart.locator(".scatterlayer .point").first).to_be_attached()
    chart.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    for line in (9.5, 2.5):
        place = chart.locator(".nsewdrag").bounding_box()
        assert place is not None
        before = page.url
        page.mouse.click(place["x"] + place["width"] - 12, place["y"] + place["height"] * line / 10)
        expect(page).not_to_have_url(before)
        detail = page.locator(".st-key-detail")
        expect(detail).to_be_in_viewport(ratio=0.1, timeout=30_000)
        page.wait_for_timeout(1200)
        assert 0 <= detail.evaluate("element => element.getBoundingClientRect().top") <= 0.6 * height
        chart.scroll_into_view_if_needed()
        page.wait_for_timeout(500)


def test_with_the_keyboard_alone_one_sees_where_one_is_and_every_button_has_a_name(
    page: Page, demo_server: Any
) -> None:
    page.goto(f"{demo_server.url}/?lang=ko")
    expect(page.locator(IDLE)).to_be_visible()
    expect(page.locator(".js-plotly-plot").last).to_be_visible()
    expect(page.get_by_role("link", name="본문으로 건너뛰기")).to_be_attached()
    assert page.get_by_role("button", name="표로 보기").count() == 2
    names = page.locator("button").evaluate_all("all => all.map(one => (one.ariaLabel || one.innerText).trim())")
    assert [name for name in names if not name or name.endswith("icon")] == []
    for _ in range(3):
        page.keyboard.press("Tab")
    focused = page.evaluate("[document.activeElement.innerText, getComputedStyle(document.activeElement).outlineWidth]")
    assert (focused[0].endswith("친절"), focused[1]) == (True, "3px")
    page.keyboard.press("Enter")
    expect(page.locator("h1", has_text="친절")).to_be_visible()
