"""The page of the registers: a merge is tried out, saved, and refused when somebody else was quicker."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from services import stores
from services.registers import Edit, edit, lines

NOW = dt.datetime(2026, 1, 15, 9, 0)
BY = {"who": "kim", "now": NOW}


def filled() -> Any:
    store = stores.open_store()
    store.add_units("department", ["총무과", "세무과", "행정과"], "kim", NOW)
    return store


def opened(visit: Any) -> Any:
    page = visit("registers")
    page.at.selectbox(key="registers:department:action").set_value("merge")
    page.run()
    page.at.multiselect(key="registers:department:merge:units").set_value(["총무과", "세무과"])
    page.at.selectbox(key="registers:department:merge:into").set_value("행정과")
    page.at.date_input(key="registers:department:merge:on").set_value(dt.date(2024, 7, 1))
    page.run()
    page.at.button(key="registers:try").click()
    page.run()
    return page


def test_a_merge_is_tried_out_and_saved(visit: Any, shown_empty: Path) -> None:
    store = filled()
    page = opened(visit)
    assert "아직 저장하지 않았습니다" in page.said()
    assert store.successions("department") == []
    page.at.button(key="registers:save").click()
    page.run()
    assert "명부를 고쳤습니다" in page.said()
    assert [line.name for line in lines(store, "department") if line.gone] == ["총무과", "세무과"]


def test_an_edit_of_what_somebody_changed_meanwhile_is_refused_with_both_versions(
    visit: Any, shown_empty: Path
) -> None:
    store = filled()
    page = opened(visit)
    edit(store, Edit("department", "rename", ("총무과",), name="서무과", on=dt.date(2025, 1, 1)), **BY)
    page.at.button(key="registers:save").click()
    page.run()
    assert any("보신 것: 총무과" in line and "서무과" in line for line in page.listed())
    assert store.successions("department") == []


def choose(page: Any, action: str) -> None:
    page.at.selectbox(key="registers:department:action").set_value(action)
    page.run()


def tried_and_saved(page: Any) -> None:
    page.run()
    page.at.button(key="registers:try").click()
    page.run()
    page.at.button(key="registers:save").click()
    page.run()
    assert "명부를 고쳤습니다" in page.said()


def test_a_level_is_proposed_by_the_name_and_parents_are_set_and_taken_back(visit: Any, shown_empty: Path) -> None:
    store = filled()
    store.add_units("department", ["행정국"], "kim", NOW)
    page = visit("registers")
    choose(page, "level")
    page.at.selectbox(key="registers:department:level:level").set_value("bureau")
    page.run()
    assert page.at.multiselect(key="registers:department:level:units:bureau").value == ["행정국"]
    tried_and_saved(page)
    choose(page, "parent")
    page.at.multiselect(key="registers:department:parent:units").set_value(["총무과", "세무과"])
    page.at.selectbox(key="registers:department:parent:under").set_value("행정국")
    page.at.date_input(key="registers:department:parent:on").set_value(dt.date(2024, 7, 1))
    tried_and_saved(page)
    held = {line.name: (line.level, line.parent) for line in lines(store, "department")}
    assert held["행정국"] == ("bureau", "")
    assert held["세무과"] == (None, "행정국")
    choose(page, "unparent")
    page.at.selectbox(key="registers:department:unparent:unit").set_value("세무과")
    tried_and_saved(page)
    assert {line.name for line in lines(store, "department") if line.parent} == {"총무과"}


def test_a_name_that_came_back_is_entered(visit: Any, shown_empty: Path) -> None:
    store = filled()
    page = visit("registers")
    choose(page, "reuse")
    page.at.text_input(key="registers:department:reuse:name").set_value("총무과")
    page.at.date_input(key="registers:department:reuse:on").set_value(dt.date(2024, 7, 1))
    tried_and_saved(page)
    assert {line.name for line in lines(store, "department")} == {"총무과(~2024-06-30)", "세무과", "행정과", "총무과"}
