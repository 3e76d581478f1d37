"""The chooser of the upload page in a real Chromium, for the tests that use it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"


def put(page: Page, *files: tuple[str, bytes]) -> None:
    """Put files into the chooser and wait for the page."""
    held = [{"name": name, "mimeType": "text/csv", "buffer": content} for name, content in files]
    page.locator("input[type=file]").set_input_files(held)  # type: ignore[arg-type]  # plain payloads
    expect(page.get_by_text("이렇게 읽었습니다")).to_be_visible()
    expect(page.locator(IDLE)).to_be_visible()


def open_page(page: Page, server: Any) -> None:
    page.goto(f"{server.url}/data")
    expect(page.locator(IDLE)).to_be_visible()
    expect(page.locator("input[type=file]")).to_be_attached()
