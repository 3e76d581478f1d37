"""How each page looks, against small kept pictures: grey, a sixth of the size, with one family of fonts for every machine.

A page that is meant to look otherwise now: ``make keep-snapshots``, look at what changed, and commit it.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
KEPT = Path(__file__).parent / "snapshots"
RENEW = bool(os.environ.get("KPI_KEEP_SNAPSHOTS"))
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
FONTS = "/usr/share/fonts/truetype/nanum"
STEADY = ["--font-render-hinting=none", "--disable-lcd-text", "--force-color-profile=srgb", "--hide-scrollbars"]
SCREENS = {"desk": (1440, 1200), "phone": (390, 1500)}
SMALLER = 6
FAR, MOST_FAR, MOST_AWAY = 48, 0.006, 2.5
"""Of 255 steps of grey: from where on a dot is another one, the share of such dots, and the mean distance allowed."""
WITHOUT_FOLDERS = """() => document.querySelectorAll('[data-testid=stCaptionContainer] p').forEach(
  (line) => { line.textContent = line.textContent.replace(/(\\/[\\w.-]+){2,}/g, '/backups'); })"""
"""Takes the path of the store's folder, another one on each machine, out of what is said of copies."""
ALL_DRAWN = """() => [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(
  (chart) => chart.querySelector('.main-svg'))"""

PAGES = {
    "overview": "",
    "smile": "satisfaction",
    "speed": "simple-speed",
    "collaboration": "soft-smart",
    "compare": "side-by-side",
    "report": "reports",
    "targets": "goals",
    "upload": "data",
    "history": "uploads",
    "backups": "copies",
    "registers": "register",
    "settings": "preferences",
    "methods": "definitions",
}
READ = ("overview", "smile", "speed", "collaboration", "compare")
"""The pages that most people see: in both languages on both screens, and dark."""
LOOKS = [
    *((page, lang, screen, "light") for page in READ for lang in ("ko", "en") for screen in SCREENS),
    *((page, "ko", "desk", "dark") for page in READ),
    ("overview", "en", "phone", "dark"),
    *((page, *look, "light") for page in PAGES if page not in READ for look in (("ko", "desk"), ("en", "phone"))),
]


@pytest.fixture(scope="module")
def steady_browser(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser of its own that knows one family of fonts and draws letters the same everywhere."""
    folder = tmp_path_factory.mktemp("fonts")
    rules = folder / "fonts.conf"
    head = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
    rules.write_text(
        f"{head}<fontconfig><dir>{FONTS}</dir><cachedir>{folder}</cachedir></fontconfig>", encoding="utf-8"
    )
    kind = browser.browser_type
    made = kind.launch(
        executable_path=os.environ.get("BROWSER_PATH") or "/usr/bin/chromium",
        args=["--no-sandbox", "--disable-gpu", *STEADY],
        env={**os.environ, "FONTCONFIG_FILE": str(rules)},
    )
    yield made
    made.close()


@pytest.fixture(scope="module")
def screens(steady_browser: Browser) -> Iterator[Callable[[str, str, Any], Page]]:
    """Return the one page of a screen, language and mode: what it has loaded once it need not load again."""
    kept: dict[tuple[str, str, str], BrowserContext] = {}

    def page(screen: str, lang: str, mode: Any) -> Page:
        look = (screen, lang, mode)
        if look not in kept:
            kept[look] = opened(steady_browser, *look)
            kept[look].new_page()
        return kept[look].pages[0]

    yield page
    for context in kept.values():
        context.close()


def opened(browser: Browser, screen: str, lang: str, mode: Any) -> BrowserContext:
    wide, high = SCREENS[screen]
    return browser.new_context(
        viewport={"width": wide, "height": high},
        locale={"ko": "ko-KR", "en": "en-US"}[lang],
        timezone_id="Asia/Seoul",
        color_scheme=mode,
        reduced_motion="reduce",
    )


def settled(page: Page) -> Image.Image:
    """Return the picture of a page once two in a row are the same."""
    before = b""
    dates = [page.locator("[data-testid=stDateInput]")]
    for _ in range(40):
        page.wait_for_timeout(500)
        page.evaluate(WITHOUT_FOLDERS)
        now = page.screenshot(animations="disabled", caret="hide", mask=dates)
        if now == before and page.locator(IDLE).count() and page.evaluate(ALL_DRAWN):
            break
        before = now
    picture = Image.open(io.BytesIO(now)).convert("L")
    return picture.resize((picture.width // SMALLER, picture.height // SMALLER), Image.Resampling.BOX)


def difference(kept: Image.Image, seen: Image.Image) -> tuple[float, float]:
    """Return the mean distance of two pictures in steps of grey, and the share of dots that are other ones."""
    away = np.abs(np.asarray(kept, dtype="int16") - np.asarray(seen, dtype="int16"))
    return float(away.mean()), float((away > FAR).mean())


@pytest.mark.parametrize(("name", "lang", "screen", "mode"), LOOKS, ids=["-".join(look) for look in LOOKS])
def test_a_page_looks_as_it_is_kept(
    screens: Callable[[str, str, Any], Page],
    demo_server: Any,
    tmp_path: Path,
    name: str,
    lang: str,
    screen: str,
    mode: str,
) -> None:
    page = screens(screen, lang, mode)
    page.goto(f"{demo_server.url}/{PAGES[name]}?lang={lang}")
    expect(page.locator("h1").first).to_be_visible(timeout=90_000)
    seen, file = settled(page), KEPT / f"{name}-{lang}-{screen}-{mode}.png"
    if RENEW:
        seen.save(file, optimize=True)
    kept = Image.open(file)
    assert kept.size == seen.size
    mean, far = difference(kept, seen)
    seen.save(tmp_path / file.name)
    assert (mean < MOST_AWAY, far < MOST_FAR) == (True, True), f"{mean:.2f}, {far:.2%} of {file.name}: {tmp_path}"


def test_every_page_of_the_menu_has_its_pictures_and_no_other_is_kept() -> None:
    kept = sorted(file.name for file in KEPT.glob("*.png"))
    assert kept == sorted(f"{'-'.join(look)}.png" for look in LOOKS)
    assert sum(file.stat().st_size for file in KEPT.glob("*.png")) < 1_000_000


def test_a_moved_card_is_noticed_and_a_shade_is_not() -> None:
    page = Image.new("L", (240, 233), 255)
    page.paste(40, (20, 20, 60, 60))
    moved = Image.new("L", (240, 233), 255)
    moved.paste(40, (26, 20, 66, 60))
    assert difference(page, moved)[1] > MOST_FAR
    mean, far = difference(page, page.point(lambda grey: grey - 2 if grey > 2 else grey))
    assert mean < MOST_AWAY
    assert far == 0
