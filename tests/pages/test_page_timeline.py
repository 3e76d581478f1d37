"""The timeline of cases and achievements on the page of the Soft and Smart pillars."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.mark.slow
def test_the_timeline_says_what_the_last_year_has_and_turns_into_a_table_of_every_entry(
    visit: Any, shown_demo: Path
) -> None:
    opened = visit("collaboration", kpi="case_spread")
    assert "사례와 성과 연표" in opened.said()
    assert "2025년 우수사례" in opened.said()
    opened.at.button(key="switch_timeline_chart_case_spread").click()
    at = opened.run()
    (listed,) = [table.value for table in at.dataframe if "받아들인 부서" in table.value.columns]
    assert set(listed["구분"]) == {"우수사례", "선제행정", "실패사례"}
    assert listed["제목"].str.len().min() > 0
