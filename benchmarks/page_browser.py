"""A page in a real browser: what is loaded, how long until it stands, and until a choice is drawn."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = os.environ.get("BROWSER_PATH") or shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
PATIENCE = 180_000
_STANDS = """async calm => {
  const charts = () => document.querySelectorAll('.js-plotly-plot .main-svg').length;
  let last = performance.now();
  new MutationObserver(() => { last = performance.now(); })
    .observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
  while (true) {
    await new Promise(next => setTimeout(next, 20));
    const app = document.querySelector('[data-testid="stApp"]');
    const still = app && app.getAttribute('data-test-script-state') === 'notRunning';
    if (still && charts() && performance.now() - last > calm) return last;
  }
}"""
"""Returns when the page stands: its script has ended, a chart is there, and nothing changed for some milliseconds; the
time of the last change, from the start of the navigation on."""
_CHOSEN = """async ([words, calm]) => {
  const option = [...document.querySelectorAll('[role="option"]')].find(one => one.innerText.trim() === words);
  const app = document.querySelector('[data-testid="stApp"]');
  const ofChart = node => (node.nodeType === 1 ? node : node.parentElement)?.closest('.js-plotly-plot');
  const start = performance.now();
  let drawn = start;
  new MutationObserver(changes => {
    if (changes.some(change => ofChart(change.target))) drawn = performance.now();
  }).observe(document.body, {subtree: true, childList: true, attributes: true});
  option.click();
  while (true) {
    await new Promise(next => setTimeout(next, 4));
    const running = app.getAttribute('data-test-script-state') === 'running';
    if (!running && drawn > start && performance.now() - drawn > calm) return drawn - start;
    if (performance.now() - start > 60000) throw new Error('nothing was drawn for a minute');
  }
}"""
"""Presses an option of an open list and returns the milliseconds until the charts were drawn for the last time."""
CALM = 400


@dataclass(frozen=True)
class Loaded:
    """Milliseconds until a page stands, bytes that came over the line, and how many requests."""

    milliseconds: float
    received: int
    requests: int


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run a browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def opened(browser: Browser, url: str) -> tuple[Page, Loaded]:
    """Open a page in a browser that has seen nothing yet."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="ko-KR")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    received: list[int] = []

    def came(event: dict[str, Any]) -> None:
        received.append(int(event["encodedDataLength"]))

    def spoke(event: dict[str, Any]) -> None:
        received.append(len(event["response"]["payloadData"]) * 3 // 4)

    line.on("Network.loadingFinished", came)
    line.on("Network.webSocketFrameReceived", spoke)
    page.goto(url, wait_until="commit")
    milliseconds = float(page.evaluate(_STANDS, CALM))
    requests = int(page.evaluate("performance.getEntriesByType('resource').length")) + 1
    return page, Loaded(milliseconds, sum(received), requests)


def clicked(page: Page, box: str, words: str) -> float:
    """Choose an option of a list (``box`` is its key) and return the milliseconds until all is drawn."""
    page.locator(f".st-key-{box}").get_by_role("combobox").click()
    page.get_by_role("option", name=words, exact=True).wait_for()
    return float(page.evaluate(_CHOSEN, [words, CALM]))
