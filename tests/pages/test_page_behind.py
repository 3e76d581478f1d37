"""From a department to its task to the cases behind the figure, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pages.parts import behind


@pytest.mark.slow
def test_an_opened_task_shows_the_cases_it_was_computed_from_and_leads_back(
    visit: Any, shown_demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(behind, "AT_ONCE", 10)
    opened = visit("speed", kpi="processing_time", open="2025.민원봉사과", of="여권 발급")
    assert "건**" not in opened.said()
    opened.at.button(key="behind_show").click()
    at = opened.run()
    assert "이 수치를 계산한 108건" in opened.said()
    assert "민원처리대장" in opened.said()
    months, longest = (table.value for table in at.dataframe if {"월", "행"} & set(table.value.columns))
    assert months["건수"].sum() == 108
    assert len(longest) == 8
    opened.at.button(key="back_to_department").click()
    opened.run()
    assert "이 수치를 계산한" not in opened.said()
    assert opened.link["open"] == "2025.민원봉사과"
