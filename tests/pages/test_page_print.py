"""Pages on paper: one sheet, light, whole; and read at twice the size."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from PIL import Image, ImageStat
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"


def ready(page: Page) -> None:
    expect(page.locator(IDLE)).to_be_visible()
    expect(page.locator("h1")).to_be_visible()


def test_the_overview_prints_on_one_sheet_and_is_read_at_twice_the_size(browser: Any, demo_server: Any) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="ko-KR")
    page = context.new_page()
    page.goto(demo_server.url)
    ready(page)
    expect(page.locator(".js-plotly-plot .scatterlayer").last).to_be_attached()
    page.wait_for_timeout(1500)
    sheets = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", sheets)) == 1
    page.emulate_media(media="print")
    expect(page.get_by_text("칸을 누르면")).to_be_hidden()
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 720, "height": 450})  # what 200 % of a desk's screen leaves
    page.wait_for_timeout(500)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 720
    context.close()


def test_a_dark_page_on_a_wide_screen_prints_light_and_whole(browser: Any, demo_server: Any) -> None:
    context = browser.new_context(viewport={"width": 1920, "height": 1080}, color_scheme="dark")
    page = context.new_page()
    page.goto(demo_server.url)
    ready(page)
    expect(page.locator(".js-plotly-plot .scatterlayer").last).to_be_attached()
    page.evaluate("""() => window.addEventListener("beforeprint", () => { window.printed = [...document.querySelectorAll(
      ".js-plotly-plot .main-svg")].map((one) => one.getAttribute("viewBox") === `0 0 ${one.getAttribute("width")} ${
      one.getAttribute("height")}`); })""")
    page.pdf(prefer_css_page_size=True, print_background=True)
    assert page.evaluate("printed.length > 0 && printed.every((whole) => whole)")
    assert page.locator(".js-plotly-plot .main-svg[viewBox]").count() == 0
    page.emulate_media(media="print", color_scheme="dark")
    shot = Image.open(io.BytesIO(page.screenshot())).convert("L")
    assert shot.getextrema()[0] < 60
    assert ImageStat.Stat(shot).median[0] > 240
    context.close()
