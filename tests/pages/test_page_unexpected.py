"""An error that nobody foresaw: designed words for the person, the whole traceback for the log."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[2]
LINKED = (".streamlit", "kpi", "charts", "reports", "loaders", "data", "services")


def failing() -> None:
    from pages.parts import unexpected

    assert unexpected.told(ZeroDivisionError("the secret of a row"))


def test_an_unexpected_error_says_what_to_do_and_no_details() -> None:
    at = AppTest.from_function(failing).run()
    (box,) = at.error
    assert box.proto.title == "예상하지 못한 오류로 화면을 다 보이지 못했습니다"
    assert "새로 고치세요(F5)" in box.value
    assert "ZeroDivisionError" in box.value
    assert "secret" not in box.value
    assert [error.value for error in at.exception] == []


@pytest.mark.browser
@pytest.mark.slow
def test_a_page_that_fails_shows_the_words_in_its_language_and_logs_the_traceback(
    browser: Any, server_class: Any, shown_empty: Path, tmp_path: Path
) -> None:
    """The dashboard itself with one page that fails."""
    root = tmp_path / "root"
    shutil.copytree(ROOT / "pages", root / "pages")
    shutil.copy(ROOT / "app.py", root)
    for name in LINKED:
        (root / name).symlink_to(ROOT / name)
    (root / "pages" / "methods.py").write_text("1 / 0", encoding="utf-8")
    server = server_class(shown_empty, tmp_path / "server.log", root=root)
    page = browser.new_page()
    page.goto(f"{server.url}/definitions?lang=en")
    expect(page.get_by_text("This page could not be finished: an unexpected error")).to_be_visible()
    expect(page.get_by_text("Overview", exact=True).first).to_be_visible()
    assert page.get_by_test_id("stException").count() == 0
    page.screenshot(path=str(tmp_path / "seen.png"))
    page.close()
    log = server.end()
    assert "Traceback" in log
    assert "methods.py" in log
    assert "ZeroDivisionError" in log
