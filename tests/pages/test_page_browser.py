"""The whole way in a real Chromium: file in, number and chart on the screen, files out; a link shared; back and forward."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import subprocess
import urllib.request
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
ENDED = "끝난 때"


def petitions() -> bytes:
    lines = [f"접수번호,담당부서,민원사무명,접수일시,{ENDED},처리기한"]
    for year, days in ((2023, 4), (2024, 2)):
        for number in range(60):
            start = dt.datetime(year, 1 + number % 12, 1 + number % 28, 9, 0)
            end = start + dt.timedelta(days=days + number % 3, hours=1 + number % 5)
            due = start + dt.timedelta(days=9)
            department, task = (("건축과", "건축신고"), ("민원과", "여권발급"))[number % 2]
            row = (f"{year}-{number:04d}", department, task, f"{start:%Y-%m-%d %H:%M}", f"{end:%Y-%m-%d %H:%M}")
            lines.append(",".join([*row, f"{due:%Y-%m-%d}"]))
    return "\n".join(lines).encode("cp949")


def ready(page: Page) -> None:
    expect(page.locator(IDLE)).to_be_visible()
    expect(page.locator("h1").first).to_be_visible()


def pick(page: Page, label: str, option: str) -> None:
    box = page.locator("[data-testid=stSelectbox]").filter(has_text=label).first
    box.get_by_role("combobox").click()
    page.get_by_role("option", name=option, exact=True).click()
    ready(page)


def download(page: Page, key: str, form: str) -> tuple[str, bytes]:
    page.locator(f".st-key-files_{key} button").first.click()
    with page.expect_download(timeout=90_000) as started:
        page.locator(f".st-key-file_{key}_{form} button").click()
    page.keyboard.press("Escape")
    return started.value.suggested_filename, Path(started.value.path()).read_bytes()


def test_from_a_file_to_a_chart_file(page: Page, own_server: Any) -> None:
    page.goto(f"{own_server.url}/upload")
    ready(page)
    page.locator("input[type=file]").set_input_files(
        {"name": "처리대장.csv", "mimeType": "text/csv", "buffer": petitions()}
    )
    expect(page.get_by_text("2. 열 맞추기")).to_be_visible()
    pick(page, "완료", ENDED)
    expect(page.get_by_text("오류가 없습니다")).to_be_visible()
    page.get_by_role("button", name="저장", exact=True).click()
    expect(page.get_by_text("120행을 저장했습니다")).to_be_visible()

    page.get_by_role("link", name="종합 현황").click()
    expect(page.locator("h1", has_text="2024년 종합 현황")).to_be_visible()
    card = page.locator(".st-key-card_processing_time")
    expect(card.get_by_text("개선")).to_be_visible()
    number = card.locator("[data-testid=stMetricValue]").inner_text().split()[0]
    expect(page.locator(".js-plotly-plot .scatterlayer").first).to_be_visible()

    name, content = download(page, "trend", "png")
    image = Image.open(io.BytesIO(content))
    assert name.endswith(".png")
    assert image.width >= 1000
    assert image.convert("RGB").getpixel((3, 3)) == (255, 255, 255)
    assert len(image.convert("RGB").getcolors(maxcolors=1 << 24) or []) > 20

    name, content = download(page, "trend", "xlsx")
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value is not None]
    texts = " ".join(str(cell.value) for cell in cells)
    assert name.endswith(".xlsx")
    assert "평균 처리기간" in texts
    assert "2023년" in texts
    assert "2024년" in texts
    assert not any(cell.data_type == "f" for cell in cells)

    page.get_by_text("English", exact=True).click()
    expect(page.locator("h1", has_text="Overview 2024")).to_be_visible()
    assert card.locator("[data-testid=stMetricValue]").inner_text().split()[0] == number
    expect(page).to_have_url(re.compile("lang=en"))
    assert page.evaluate("document.documentElement.lang") == "en"


def test_a_shared_link_shows_the_same_view_to_somebody_else(page: Page, demo_server: Any) -> None:
    page.goto(demo_server.url)
    ready(page)
    pick(page, "부서", "건축과")
    expect(page).to_have_url(re.compile("dept="))
    seen = page.locator(".st-key-card_processing_time [data-testid=stMetricValue]").inner_text()
    page.get_by_role("button", name="공유 링크").click()
    address = page.locator("[data-testid=stCode]").inner_text().strip()
    other = page.context.browser.new_context(locale="en-US").new_page()  # type: ignore[union-attr]  # a live browser
    other.goto(address)
    expect(other.locator(".st-key-card_processing_time [data-testid=stMetricValue]")).to_have_text(seen)
    expect(other.locator(".st-key-filter_department").get_by_role("combobox")).to_have_value("건축과")
    other.context.close()


def test_a_server_in_use_watches_no_source_files(page: Page, demo_server: Any) -> None:
    """Each new session would go through every module that is loaded, with everybody else waiting."""
    page.goto(demo_server.url)
    ready(page)
    held = subprocess.run(["ls", "-l", f"/proc/{demo_server.process.pid}/fd"], capture_output=True, text=True).stdout
    assert ("socket:" in held, "inotify" in held) == (True, False)


def test_back_and_forward_follow_the_selection(page: Page, demo_server: Any) -> None:
    department = page.locator(".st-key-filter_department").get_by_role("combobox")
    page.goto(demo_server.url)
    ready(page)
    pick(page, "부서", "건축과")
    expect(page).to_have_url(re.compile("dept="))
    page.get_by_role("link", name="간편·신속").click()
    expect(page.locator("h1", has_text="간편 · 신속")).to_be_visible()
    expect(department).to_have_value("건축과")
    while "simple-speed" in page.url:  # by way of the bare address, which stands for the same selection
        page.go_back()
        ready(page)
        expect(department).to_have_value("건축과")
    expect(page.locator("h1", has_text="종합 현황")).to_be_visible()
    page.go_back()
    expect(department).to_have_value("전체 부서")
    page.go_forward()
    expect(department).to_have_value("건축과")


def test_a_click_on_a_cell_opens_the_department(page: Page, demo_server: Any) -> None:
    page.goto(f"{demo_server.url}/?kpi=processing_time")
    ready(page)
    chart = page.locator(".st-key-heatmap_processing_time .js-plotly-plot")
    expect(chart.locator(".scatterlayer .point").first).to_be_attached()
    place = chart.locator(".nsewdrag").bounding_box()
    assert place is not None
    page.mouse.click(place["x"] + place["width"] - 12, place["y"] + place["height"] - 6)
    expect(page.locator(".st-key-detail")).to_be_visible()
    expect(page).to_have_url(re.compile("open=2025"))


@pytest.mark.slow
def test_a_tap_on_a_phone_opens_the_cell_that_was_tapped(browser: Browser, demo_server: Any) -> None:
    size: Any = {"width": 390, "height": 844}
    context = browser.new_context(viewport=size, locale="ko-KR", has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{demo_server.url}/?kpi=processing_time")
    ready(page)
    chart = page.locator(".st-key-heatmap_processing_time .js-plotly-plot")
    expect(chart.locator(".scatterlayer .point").first).to_be_attached()
    for line, department in ((0, "건축과"), (9, "환경위생과")):
        page.wait_for_timeout(1200)  # the page has come to rest at what the tap before has opened
        chart.locator(".nsewdrag").scroll_into_view_if_needed()
        place = chart.locator(".nsewdrag").bounding_box()
        assert place is not None
        page.touchscreen.tap(place["x"] + place["width"] - 12, place["y"] + place["height"] * (line + 0.5) / 10)
        expect(page.locator(".st-key-detail").get_by_text(department).first).to_be_visible()
    context.close()


def test_a_deep_link_as_the_very_first_request_gets_the_frame(
    demo_file: Path, tmp_path: Path, server_class: Any
) -> None:
    server = server_class(demo_file, tmp_path / "agent.log", "--server.enableAgentApi=true")
    request = urllib.request.Request(
        f"{server.url}/_stcore/agent/interact",
        data=json.dumps({"page": "definitions"}).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=120) as answer:
        snapshot = json.loads(answer.read())
    server.stop()
    assert snapshot["status"] == "ready"
    assert {page["url_path"] for page in snapshot["pages"]} >= {"simple-speed", "definitions", "data"}
    assert "language" in json.dumps(snapshot["actions"])


FIRST = ("", "simple-speed", "side-by-side", "data", "definitions")
OTHERS = ("satisfaction", "soft-smart", "reports", "goals", "uploads", "copies", "register", "preferences")


@pytest.mark.parametrize(
    ("mode", "addresses"),
    [
        ("light", FIRST),
        ("dark", FIRST),
        pytest.param("light", OTHERS, marks=pytest.mark.slow),
        pytest.param("dark", OTHERS, marks=pytest.mark.slow),
    ],
    ids=["light", "dark", "light others", "dark others"],
)
def test_pages_break_no_rule_of_accessibility(
    browser: Any, demo_server: Any, mode: Any, addresses: tuple[str, ...]
) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme=mode, bypass_csp=True)
    page = context.new_page()
    found = {}
    for address in addresses:
        page.goto(f"{demo_server.url}/{address}")
        ready(page)
        page.wait_for_timeout(1000)  # charts draw after the script has ended
        rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}
        found[address] = [broken["id"] for broken in Axe().run(page, options=rules).response["violations"]]
    context.close()
    assert found == {address: [] for address in found}


@pytest.mark.parametrize("addresses", [FIRST, pytest.param(OTHERS, marks=pytest.mark.slow)], ids=["first", "others"])
def test_on_a_phone_nothing_is_wider_than_the_screen(
    browser: Any, demo_server: Any, addresses: tuple[str, ...]
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="ko-KR")
    page = context.new_page()
    for address in addresses:
        page.goto(f"{demo_server.url}/{address}")
        ready(page)
        page.wait_for_timeout(1000)
        wide = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
        assert wide <= 390, address
    context.close()
