"""Targets edited in the table of a real browser: kept over a reload, tried out, saved, and refused when somebody was quicker."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from services import stores
from services.entered.edits import Typed, proposed, save
from services.entered.sort import sorts
from services.entered.table import known_of, table_of

pytestmark = pytest.mark.browser
NOW = dt.datetime(2026, 1, 15, 9, 0)
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
SORT = sorts()["target"]
HEADER, ROW = 35, 35
TRY, SAVE = "무엇이 달라지는지 보기", "이대로 저장"


def enter(value: str, *, who: str = "lee") -> None:
    store = stores.open_store()
    row = Typed({"indicator": "satisfaction", "year": "2026", "value": value})
    save(store, proposed(table_of(store, SORT), [row], (), known_of(store)), who=who, now=NOW)


def values() -> list[float]:
    return [line.values["value"] for line in table_of(stores.open_store(), SORT).lines]


def type_value(page: Page, text: str) -> None:
    """Type into the value of the first row: the fifth of eight columns of the same width."""
    expect(page.locator(IDLE)).to_be_visible()
    grid = page.locator("[data-testid=stDataFrame]").first
    expect(grid.locator("canvas").first).to_be_visible()
    box = grid.bounding_box()
    assert box is not None
    page.mouse.dblclick(box["x"] + box["width"] * 0.58, box["y"] + HEADER + ROW / 2)
    cell = page.locator("#portal input")
    expect(cell).to_be_visible()
    cell.fill(text)
    cell.press("Enter")
    expect(page.get_by_role("button", name="고친 것 버리기")).to_be_visible()


def test_what_is_typed_outlives_a_reload_and_is_saved_after_a_look(page: Page, own_server: Any) -> None:
    enter("80")
    page.goto(f"{own_server.url}/targets")
    type_value(page, "85.5")
    page.reload()
    expect(page.get_by_role("button", name="고친 것 버리기")).to_be_visible()
    page.get_by_role("button", name=TRY).click()
    expect(page.get_by_text("바뀌는 항목 1건")).to_be_visible()
    assert values() == [80.0]
    page.get_by_role("button", name=SAVE).click()
    expect(page.get_by_text("1건을 저장했습니다")).to_be_visible()
    assert values() == [85.5]


@pytest.mark.slow
def test_who_was_overtaken_sees_both_values_and_can_decide_again(page: Page, own_server: Any) -> None:
    enter("80")
    page.goto(f"{own_server.url}/targets")
    type_value(page, "85.5")
    page.get_by_role("button", name=TRY).click()
    expect(page.get_by_role("button", name=SAVE)).to_be_visible()
    enter("90", who="park")
    page.get_by_role("button", name=SAVE).click()
    expect(page.get_by_text("park")).to_be_visible()
    expect(page.get_by_text("지금 값: 값 90")).to_be_visible()
    assert values() == [90.0]
    page.get_by_role("button", name=TRY).click()
    page.get_by_role("button", name=SAVE).click()
    expect(page.get_by_text("1건을 저장했습니다")).to_be_visible()
    assert values() == [85.5]
