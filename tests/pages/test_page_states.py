"""What a page says where there is nothing, or less than all, to show; and the way back to everything."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from services import stores
from services.check import Choice, check
from services.load import load

NOW = dt.datetime(2026, 11, 22, 9, 0)
SURVEY = "연도,부서,종합만족도\n" + "".join(
    f"{year},민원과,{4 + number % 2}\n" for year in (2023, 2024) for number in range(12)
)


def test_an_empty_store_says_the_three_steps_and_leads_to_the_upload(visit: Any, shown_empty: Path) -> None:
    opened = visit()
    assert [box.proto.title for box in opened.at.info] == ["아직 자료가 없습니다"]
    assert "1. 파일을 올립니다" in opened.said()
    assert any(link.proto.label == "자료 올리기" for link in opened.at.get("page_link"))


def test_the_overview_begins_with_an_indicator_that_has_data(visit: Any, shown_empty: Path) -> None:
    store = stores.open_store()
    load(store, check(store, SURVEY.encode(), "설문.csv", choice=Choice(accept_new=True), now=NOW), who="김", now=NOW)
    said = visit().said()
    assert "고객만족도 · 수준과 추이" in said
    assert "평균 처리기간 · 수준과 추이" not in said


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
