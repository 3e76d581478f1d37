"""What a page says where there is nothing, or less than all, to show; and the way back to everything."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from services import stores
from services.check import Choice, check
from services.entered.edits import Typed, proposed, save
from services.entered.sort import sorts
from services.entered.table import known_of, table_of
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


def stored(text: str) -> None:
    store = stores.open_store()
    load(store, check(store, text.encode(), "설문.csv", choice=Choice(accept_new=True), now=NOW), who="김", now=NOW)


def survey(*groups: tuple[int, str, int]) -> str:
    answers = [f"{year},{name},{3 + at % 3}" for year, name, count in groups for at in range(count)]
    return "\n".join(["연도,부서,종합만족도", *answers])


def test_one_department_and_one_year_are_said_with_what_to_do(visit: Any, shown_empty: Path) -> None:
    stored(survey((2024, "민원과", 40)))
    opened = visit("smile", kpi="satisfaction")
    said = opened.said()
    assert "**한 해의 값만 있습니다**" in said
    assert "2024년 자료가 있는 기간의 값입니다" in said
    assert "**한 부서의 자료만 있습니다**" in said
    assert "'민원과' 부서만 있습니다" in said
    assert [link.proto.label for link in opened.at.get("page_link")].count("자료 올리기") == 2


def test_an_indicator_without_a_file_of_its_source_is_not_blamed_on_the_choice(visit: Any, shown_empty: Path) -> None:
    stored(survey((2023, "민원과", 40), (2024, "민원과", 40)))
    opened = visit("speed", kpi="processing_time")
    assert [box.value for box in opened.at.info] == [
        "'민원 처리대장' 자료가 아직 없어 이 지표가 비어 있습니다. 파일을 올리면 채워집니다."
    ]
    assert "자료 올리기" in [link.proto.label for link in opened.at.get("page_link")]


@pytest.mark.slow
def test_a_value_hidden_for_few_answers_is_not_called_missing(visit: Any, shown_empty: Path) -> None:
    stored(survey((2023, "민원과", 40), (2023, "세무과", 40), (2024, "민원과", 40), (2024, "세무과", 3)))
    opened = visit("smile", kpi="satisfaction", dept="세무과")
    assert "**응답이 적어 값을 가렸습니다**" in opened.said()
    assert "자료가 없는 것이 아닙니다" in opened.said()
    opened.at.button(key="clear_suppressed").click()
    opened.run()
    assert "응답이 적어 값을 가렸습니다" not in opened.said()
    assert "dept" not in opened.link


@pytest.mark.slow
def test_a_break_of_the_series_says_that_nothing_is_compared_and_leads_to_the_settings(
    visit: Any, shown_empty: Path
) -> None:
    stored(survey((2023, "민원과", 40), (2023, "세무과", 40), (2024, "민원과", 40), (2024, "세무과", 40)))
    store, sort = stores.open_store(), sorts()["series_break"]
    cells = {"measure": "satisfaction", "effective_on": "2024-01-01", "reason": "문항 변경"}
    save(store, proposed(table_of(store, sort), [Typed(cells)], (), known_of(store)), who="김", now=NOW)
    opened = visit("smile", kpi="satisfaction")
    assert "**지난 값과 견줄 수 없습니다**" in opened.said()
    assert "계열이 끊겨 비교하지 않음" in opened.said()
    assert "설정 보기" in [link.proto.label for link in opened.at.get("page_link")]


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize(
    ("lang", "said"), [("ko", "수치를 계산하고 있습니다"), ("en", "Working the numbers out")], ids=["ko", "en"]
)
def test_a_long_run_is_said_at_the_top_and_only_as_long_as_it_lasts(
    page: Page, demo_server: Any, lang: str, said: str
) -> None:
    page.goto(f"{demo_server.url}/?lang={lang}")
    app = page.locator("[data-testid=stApp]")
    expect(app).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.locator("h1").first).to_be_visible()
    words = "(app) => getComputedStyle(app, '::before').content"
    assert said not in app.evaluate(words)
    app.evaluate("(app) => app.setAttribute('data-test-script-state', 'running')")
    assert said in app.evaluate(words)
    delay = app.evaluate("(app) => getComputedStyle(app, '::before').animationDelay")
    assert delay == "1s"  # what is quick says nothing


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
