"""The registers in a real browser: an organisation from a spreadsheet, looked at, saved, and downloaded again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from services import stores
from services.registers import lines

pytestmark = pytest.mark.browser

SHEET = "부서명,단계,상위 조직,이전 이름,쓴 마지막 날\n행정국,국,,,\n세무과,과,행정국,재무과,2023-12-31\n"


def test_an_organisation_comes_from_a_spreadsheet_and_goes_out_again(page: Page, own_server: Any) -> None:
    page.goto(f"{own_server.url}/register")
    page.get_by_text("표 파일로 한꺼번에").click()
    page.locator("input[type=file]").set_input_files(
        {"name": "조직.csv", "mimeType": "text/csv", "buffer": SHEET.encode("cp949")}
    )
    expect(page.get_by_text("명부에서 달라지는 것 6건")).to_be_visible()
    assert lines(stores.open_store(), "department") == ()
    page.get_by_role("button", name="모두 저장").click()
    expect(page.get_by_text("명부를 고쳤습니다")).to_be_visible()
    held = {line.name: (line.level, line.parent) for line in lines(stores.open_store(), "department")}
    assert held == {"행정국": ("bureau", ""), "세무과": ("division", "행정국")}
    page.get_by_text("표 파일로 한꺼번에").click()
    with page.expect_download() as started:
        page.get_by_role("button", name="명부 내려받기(csv)").click()
    text = Path(started.value.path()).read_text(encoding="utf-8-sig")
    assert "부서,세무과,과,행정국,,재무과,,2023-12-31,,,," in text
