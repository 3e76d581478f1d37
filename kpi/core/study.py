"""The figures printed in the study that this dashboard follows."""

from __future__ import annotations

import math
from dataclasses import dataclass

from kpi.core.text import Text


@dataclass(frozen=True)
class PrintedFigure:
    """A before and an after printed in the study, without n: shown, never tested."""

    id: str
    name: Text
    before: float
    after: float
    unit: Text
    before_label: Text
    after_label: Text
    relative: bool
    source: Text


_STUDY = Text("5S 운동 연구(2015)에 실린 값", "Printed in the 2015 study of the 5S movement")


def _before_after(id: str, name: Text, before: float, after: float, unit: Text) -> PrintedFigure:
    return PrintedFigure(id, name, before, after, unit, Text("이전", "Before"), Text("이후", "After"), True, _STUDY)


def _years(id: str, name: Text, before: float, after: float, unit: Text, year: int) -> PrintedFigure:
    labels = [Text(f"{one}년", f"{one}") for one in (year - 1, year)]
    return PrintedFigure(id, name, before, after, unit, labels[0], labels[1], False, _STUDY)


_SECONDS, _DAYS, _PROJECTS = Text("초", "seconds"), Text("일", "days"), Text("건", "projects")
PRINTED: tuple[PrintedFigure, ...] = (
    _before_after("siheung_waiting", Text("시흥시 창구 대기시간", "Siheung, waiting"), 505.0, 360.0, _SECONDS),
    _before_after("siheung_handling", Text("시흥시 창구 처리시간", "Siheung, handling"), 497.0, 156.0, _SECONDS),
    _before_after("busan_short", Text("부산시 7일 민원", "Busan, petitions of 7 days"), 7.0, 3.0, _DAYS),
    _before_after("busan_long", Text("부산시 30일 민원", "Busan, petitions of 30 days"), 30.0, 20.0, _DAYS),
    _years(
        "chungnam_satisfaction",
        Text("충청남도 만족도", "Chungnam, satisfaction"),
        74.04,
        82.98,
        Text("점", "points"),
        2014,
    ),
    _years("chungnam_projects_2013", Text("충청남도 협업과제", "Chungnam, joint projects"), 8.0, 6.0, _PROJECTS, 2013),
    _years("chungnam_projects_2014", Text("충청남도 협업과제", "Chungnam, joint projects"), 6.0, 19.0, _PROJECTS, 2014),
    _years(
        "seosan_awards", Text("서산시 대외 수상", "Seosan, awards"), math.nan, 46.0, Text("개 부문", "fields"), 2013
    ),
)
