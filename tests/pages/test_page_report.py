"""The page of reports: what is chosen is announced, made and handed out; what changed asks for new files."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def widget(at: Any, kind: str, key: str) -> Any:
    return next(one for one in at.get(kind) if one.key == key)


def test_a_report_is_announced_made_and_offered(visit: Any, shown_demo: Path) -> None:
    opened = visit("report")
    at = opened.at
    widget(at, "multiselect", "report:Indicators").set_value(["satisfaction"])
    widget(at, "multiselect", "report:Parts").set_value(["pillars", "sources"])
    widget(at, "multiselect", "report:Formats").set_value(["html", "xlsx"])
    opened.run()
    said = opened.said()
    assert "2025년 5S 운동 성과 보고" in said
    assert "고객만족도" in said
    assert any("친절" in expander.label and "그림" in expander.label for expander in at.expander)
    widget(at, "button", "report:build").click()
    opened.run()
    offered = [one.label.replace("\\", "") for one in at.get("download_button")]
    assert offered == ["2025년_5S_운동_성과_보고.html", "2025년_5S_운동_성과_보고.xlsx", "모두 한 파일로(zip)"]
    assert "전년 대비" in opened.said()
    widget(at, "selectbox", "report:compare").set_value("base")
    opened.run()
    assert "고른 것이 바뀌었습니다" in opened.said()
    assert "전년 대비" not in opened.said()
    assert "기준연도 대비" in opened.said()
    widget(at, "multiselect", "report:Formats").set_value([])
    opened.run()
    assert "파일 형식을 하나 이상 고르세요" in opened.said()
    assert at.get("download_button") == []


def test_a_part_that_a_report_of_a_department_cannot_have_is_said(visit: Any, shown_demo: Path) -> None:
    opened = visit("report")
    widget(opened.at, "multiselect", "report:Indicators").set_value(["satisfaction"])
    opened.run()
    assert "부서를 고르지 않은 보고서에만" not in opened.said()
    widget(opened.at, "multiselect", "report:Departments").set_value(["건축과"])
    opened.run()
    assert "'부서별 성과' 부분은 부서를 고르지 않은 보고서에만 있습니다" in opened.said()
