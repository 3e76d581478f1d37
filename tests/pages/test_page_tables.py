"""Every chart can be read as the table that its files hold, and goes into the report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from services.pictures import Picture, chart_file, table_of
from services.results import Ask
from services.scope import scope
from services.stores import open_store


def test_a_chart_turns_into_its_table_and_back(visit: Any, shown_demo: Path) -> None:
    opened = visit("smile")
    before = len(opened.at.dataframe)
    opened.at.button(key="switch_trend_satisfaction_satisfaction").click()
    at = opened.run()
    assert len(at.dataframe) == before + 1
    store = open_store()
    made = table_of(store, Picture("trend", "satisfaction", Ask(indicators=("satisfaction",))), scope=scope(store))
    assert list(at.dataframe[0].value.columns) == [column.label for column in made.columns]
    assert len(at.dataframe[0].value) == len(made.rows)
    opened.at.button(key="switch_trend_satisfaction_satisfaction").click()
    assert len(opened.run().dataframe) == before


def test_the_distribution_goes_out_as_a_table_whose_shares_end_at_all_cases(shown_demo: Path) -> None:
    store = open_store()
    picture = Picture("distribution", "handling_time", Ask(indicators=("handling_time",)))
    made = table_of(store, picture, scope=scope(store))
    names = [column.name for column in made.columns]
    assert names == ["period", "value", "count", "done"]
    last = [row for row in made.rows if row[0] == made.rows[-1][0]]
    assert last[-1][3] == 100
    name, content = chart_file(store, picture, scope=scope(store), form="csv")
    assert name.endswith(".csv")
    assert content.decode("utf-8-sig").count("\n") > len(made.rows)


@pytest.mark.slow
def test_the_distribution_stands_below_the_tasks_with_its_finding(visit: Any, shown_demo: Path) -> None:
    opened = visit("speed", kpi="handling_time")
    assert "절반은" in opened.said()
    assert "열에 아홉은" in opened.said()
    assert opened.at.button(key="switch_distribution_handling_time_handling_time")


@pytest.mark.slow
def test_a_chart_goes_into_the_report_with_its_department_and_comparison_and_more_are_added(
    visit: Any, shown_demo: Path
) -> None:
    opened = visit("smile", dept="건축과", vs="base")
    opened.at.button(key="put_trend_satisfaction").click()
    opened.run()
    opened.turn_to("report")
    assert opened.at.multiselect(key="report:Indicators").value == ["satisfaction"]
    assert opened.at.multiselect(key="report:Departments").value == ["건축과"]
    assert opened.at.selectbox(key="report:compare").value == "base"
    opened.turn_to("collaboration")
    opened.at.button(key="put_trend_collaboration_score").click()
    opened.run()
    at = opened.turn_to("report")
    assert at.multiselect(key="report:Indicators").value == ["satisfaction", "collaboration_score"]
    opened.at.button(key="clear_put_in").click()
    at = opened.run()
    assert at.multiselect(key="report:Indicators").value == []
    assert at.multiselect(key="report:Departments").value == []
    assert at.selectbox(key="report:compare").value == "previous"
