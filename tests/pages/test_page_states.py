"""What a page says where there is nothing, or less than all, to show; and the way back to everything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


def test_an_empty_store_says_the_three_steps_and_leads_to_the_upload(visit: Any, shown_empty: Path) -> None:
    opened = visit()
    assert [box.proto.title for box in opened.at.info] == ["아직 자료가 없습니다"]
    assert "1. 파일을 올립니다" in opened.said()
    assert any(link.proto.label == "자료 올리기" for link in opened.at.get("page_link"))


@pytest.mark.slow
def test_filters_are_chips_and_each_can_be_taken_back(visit: Any, shown_demo: Path) -> None:
    opened = visit("smile", dept="건축과", vs="base")
    opened.at.button(key="chip_department").click()
    opened.run()
    assert opened.link == {"vs": "base"}
    opened.at.button(key="clear_filters").click()
    opened.run()
    assert opened.link == {}
    assert [button.key for button in opened.at.button if str(button.key).startswith("chip_")] == []


def test_a_choice_without_values_says_so_and_leads_back(visit: Any, shown_demo: Path) -> None:
    opened = visit("smile", task="여권 발급", kpi="satisfaction")
    assert any("값이 없습니다" in box.value for box in opened.at.info)
    opened.at.button(key="clear_nothing").click()
    at = opened.run()
    assert not any("값이 없습니다" in box.value for box in at.info)
    assert opened.link == {"kpi": "satisfaction"}


@pytest.mark.slow
def test_one_year_alone_has_values_and_compares_nothing(visit: Any, shown_demo: Path) -> None:
    opened = visit("smile", kpi="satisfaction", **{"from": "2023", "to": "2023"})
    assert "2023년 고객만족도" in opened.said()
    assert len(opened.at.metric) == 2
    assert all(metric.value != "–" for metric in opened.at.metric)
