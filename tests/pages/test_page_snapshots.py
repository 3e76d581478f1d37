"""How each page looks, against small kept pictures: grey, a sixth of the size, with one family of fonts for every machine.

A page that is meant to look otherwise now: ``make keep-snapshots``, look at what changed, and commit it.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
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
SCREENS = {"desk": (1440, 1400), "phone": (390, 1700)}
SMALLER = 6
FAR, MOST_FAR, MOST_AWAY = 48, 0.006, 2.5
"""Of 255 steps of grey: from where on a dot is another one, the share of such dots, and the mean distance allowed."""

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
DARK = ("overview", "smile", "speed", "collaboration", "compare")
LOOKS = [(page, lang, screen, "light") for page in PAGES for lang in ("ko", "en") for screen in SCREENS] + [
    (page, "ko" if screen == "desk" else "en", screen, "dark") for page in DARK for screen in SCREENS
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
    for _ in range(40):
        page.wait_for_timeout(700)
        now = page.screenshot(animations="disabled", caret="hide")
        if now == before and page.locator(IDLE).count():
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
    steady_browser: Browser, demo_server: Any, tmp_path: Path, name: str, lang: str, screen: str, mode: str
) -> None:
    context = opened(steady_browser, screen, lang, mode)
    page = context.new_page()
    page.goto(f"{demo_server.url}/{PAGES[name]}?lang={lang}")
    expect(page.locator("h1").first).to_be_visible(timeout=90_000)
    seen, file = settled(page), KEPT / f"{name}-{lang}-{screen}-{mode}.png"
    context.close()
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
