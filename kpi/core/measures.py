"""The measures: what is stored. An indicator is what is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kpi.core.text import Text

Kind = Literal["answer", "case", "rating", "count", "people"]


@dataclass(frozen=True)
class Measure:
    """What one stored number is.

    ``kind`` decides about privacy (answers, people and ratings are protected, cases and counts are not).
    ``parts``: the organisation has rows of its own (department ""), department rows are parts and never summed.
    """

    id: str
    name: Text
    unit: str
    kind: Kind
    parts: bool = False


_ALL = (
    Measure("respondents", Text("응답자", "Respondents"), "people", "people"),
    Measure("score", Text("문항 점수", "Item score"), "points", "answer"),
    Measure("complete", Text("모든 문항에 답한 응답의 문항 점수", "Item score, complete answers"), "points", "answer"),
    Measure("overall", Text("종합 만족도 점수", "Overall score"), "points", "answer"),
    Measure("satisfied", Text("만족 응답(상위 2)", "Satisfied (top two)"), "share", "answer"),
    Measure("processing_hours", Text("처리기간(근무시간)", "Processing time (working hours)"), "hours", "case"),
    Measure("handling_minutes", Text("창구 처리시간", "Counter handling time"), "minutes", "case"),
    Measure("waiting_minutes", Text("대기시간", "Waiting time"), "minutes", "case"),
    Measure("steps", Text("처리 단계", "Steps"), "count", "case"),
    Measure("documents", Text("구비서류", "Documents"), "count", "case"),
    Measure("statutory_days", Text("법정처리기간(6일 이상)", "Statutory period (6 days or more)"), "days", "case"),
    Measure("actual_days", Text("실제 처리일수(6일 이상)", "Days taken (6 days or more)"), "days", "case"),
    Measure("statutory_hours", Text("법정처리기간(5일 이하)", "Statutory period (5 days or less)"), "hours", "case"),
    Measure("actual_hours", Text("실제 처리시간(5일 이하)", "Hours taken (5 days or less)"), "hours", "case"),
    Measure("on_time", Text("기한 내 처리", "On time"), "share", "case"),
    Measure("received", Text("접수", "Received"), "cases", "case"),
    Measure("open", Text("미처리", "Open"), "cases", "case"),
    Measure("open_age", Text("미처리 경과기간", "Age of open cases"), "hours", "case"),
    Measure("rating", Text("부서 평가 점수", "Rating of a department"), "points", "rating"),
    Measure("award", Text("수상", "Awards"), "count", "count", parts=True),
    Measure("award_points", Text("수상 점수", "Award points"), "points", "count", parts=True),
    Measure("joint_project", Text("협업과제", "Joint projects"), "count", "count", parts=True),
    Measure("joint_project_points", Text("협업과제 점수", "Joint-project points"), "points", "count", parts=True),
    Measure("case", Text("우수사례", "Cases"), "count", "count", parts=True),
    Measure(
        "case_adopted", Text("사례를 받아들인 부서", "Departments adopting a case"), "departments", "count", parts=True
    ),
    Measure("failed_case", Text("실패사례", "Failures"), "count", "count", parts=True),
    Measure("case_points", Text("우수사례 점수", "Case points"), "points", "count", parts=True),
)
MEASURES: dict[str, Measure] = {measure.id: measure for measure in _ALL}
