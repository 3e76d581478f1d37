"""The selection acts on every page, stands in the link as codes, and survives the menu."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def test_a_filter_goes_into_the_link_as_a_code(visit: Any, shown_demo: Path) -> None:
    opened = visit()
    opened.at.selectbox(key="compare").select("base")
    opened.run()
    opened.at.selectbox(key="grain").select("quarter")
    opened.run()
    assert opened.link == {"vs": "base", "by": "quarter"}


def test_the_same_link_selects_the_same_in_both_languages(visit: Any, shown_demo: Path) -> None:
    link = {"dept": "건축과", "kpi": "on_time_rate", "vs": "2023", "from": "2024"}
    for lang in ("ko", "en"):
        at = visit(lang=lang, **link).at
        assert at.selectbox(key="filter_department").value == "건축과"
        assert at.selectbox(key="indicator").value == "on_time_rate"
        assert at.selectbox(key="compare").value == "2023" or at.selectbox(key="compare").value == "base"
        assert at.slider(key="period").value == (2024, 2025)


def test_the_selection_survives_the_menu_and_a_page_without_filters(visit: Any, shown_demo: Path) -> None:
    opened = visit(dept="건축과")
    opened.turn_to("methods")
    opened.turn_to("speed")
    assert opened.at.selectbox(key="filter_department").value == "건축과"


def test_a_department_changes_the_numbers(visit: Any, shown_demo: Path) -> None:
    whole = [metric.value for metric in visit().at.metric]
    one = [metric.value for metric in visit(dept="건축과").at.metric]
    assert whole != one


def test_the_language_switch_changes_words_and_nothing_else(visit: Any, shown_demo: Path) -> None:
    opened = visit(dept="건축과")
    korean = [metric.value.split()[0] for metric in opened.at.metric]
    opened.at.segmented_control(key="language").set_value("en")
    at = opened.run()
    assert at.title[0].value == "Overview 2025"
    assert [metric.value.split()[0] for metric in at.metric] == korean
    assert opened.link == {"dept": "건축과", "lang": "en"}


def test_an_opened_department_stands_in_the_link_and_can_be_closed(visit: Any, shown_demo: Path) -> None:
    opened = visit(open="2024.건축과", kpi="processing_time")
    assert any("건축과" in heading.value for heading in opened.at.subheader)
    assert opened.at.button(key="put_detail_trend").value is False
    files = [element.proto.id for element in opened.at.get("download_button") if "detail_trend" in element.proto.id]
    assert [form for form in ("png", "svg", "csv", "xlsx", "pptx") if any(f"_{form}" in one for one in files)] == [
        *("png", "svg", "csv", "xlsx", "pptx")
    ]
    opened.at.button(key="close_detail").click()
    opened.run()
    assert opened.link == {"kpi": "processing_time"}


def test_own_data_can_be_started_with(visit: Any, shown_demo: Path) -> None:
    assert visit().at.button(key="use_own_data")


def test_departments_as_reported_stand_in_the_link_and_are_explained(visit: Any, shown_demo: Path) -> None:
    opened = visit()
    assert "당시의 조직으로 보고 있습니다" not in opened.said()
    opened.at.selectbox(key="organisation").select("reported.")
    opened.run()
    assert opened.link == {"org": "reported"}
    assert "당시의 조직으로 보고 있습니다" in opened.said()
