"""Departments and tasks side by side, by link and by choice; what is not there is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from services.results import Ask
from services.side_by_side import side_by_side
from services.stores import open_store


def panels(opened: Any) -> list[str]:
    said = [str(element.value) for element in opened.at.get("markdown")]
    return [text.split("**")[1] for text in said if text.startswith("**") and "  \n" in text]


def test_a_link_puts_the_named_departments_side_by_side_in_its_order(visit: Any, shown_demo: Path) -> None:
    link = {"kpi": "satisfaction", "units": "세무과|건축과"}
    opened = visit("compare", **link)
    assert panels(opened) == ["세무과", "건축과"]
    assert opened.link == link


@pytest.mark.slow
def test_tasks_of_one_department_stand_side_by_side(visit: Any, shown_demo: Path) -> None:
    opened = visit("compare", kpi="processing_time", dept="건축과")
    opened.at.segmented_control(key="compare_side").set_value("task")
    opened.run()
    store = open_store()
    ask = Ask(indicators=("processing_time",), department="건축과")
    found = [row["task"] for row in side_by_side(store, ask, by="task").records() if row["task"]]
    assert set(panels(opened)) == set(found)
    assert len(set(found)) > 1
    assert opened.link["side"] == "task"


def test_a_unit_without_data_is_named(visit: Any, shown_demo: Path) -> None:
    opened = visit("compare", kpi="satisfaction", units="세무과|없는부서")
    assert panels(opened) == ["세무과"]
    assert "자료가 없는 곳: 없는부서" in opened.said()
    assert "나란히 볼 값이 없습니다" in "".join(box.value for box in visit("compare", units="없는부서").at.info)


@pytest.mark.slow
def test_departments_with_other_tasks_are_compared_by_their_index_unless_levels_are_asked_for(
    visit: Any, shown_demo: Path
) -> None:
    opened = visit("compare", kpi="processing_time")
    assert opened.at.segmented_control(key="compare_view").value == "index"
    assert "수준은 서로 견줄 수 없습니다" not in opened.said()
    opened.at.segmented_control(key="compare_view").set_value("level")
    opened.run()
    assert "수준은 서로 견줄 수 없습니다" in opened.said()


@pytest.mark.slow
def test_what_is_open_of_a_department_can_be_gone_into_and_back(visit: Any, shown_demo: Path) -> None:
    opened = visit("compare", kpi="processing_time", open="2025.건축과", of="건축신고")
    heading = next(one.value for one in opened.at.subheader if "상세" in one.value)
    assert "건축과 · 건축신고" in heading
    opened.at.button(key="back_to_department").click()
    opened.run()
    heading = next(one.value for one in opened.at.subheader if "상세" in one.value)
    assert "건축신고" not in heading
    assert opened.link == {"kpi": "processing_time", "open": "2025.건축과"}
