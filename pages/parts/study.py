"""What the source study of 2015 prints: before and after without n or spread, so nothing of it can be tested."""

from __future__ import annotations

from dataclasses import dataclass

from kpi.core.text import Text


@dataclass(frozen=True)
class Printed:
    """One before-and-after of the study, as printed."""

    what: Text
    before: Text
    after: Text
    change: Text


PRINTED = (
    Printed(
        Text("시흥시 창구 대기시간", "Siheung, waiting at the counter"),
        Text("8분 25초", "8 min 25 s"),
        Text("6분", "6 min"),
        Text("-28.7%", "-28.7%"),
    ),
    Printed(
        Text("시흥시 창구 처리시간", "Siheung, handling at the counter"),
        Text("8분 17초", "8 min 17 s"),
        Text("2분 36초", "2 min 36 s"),
        Text("-68.6%", "-68.6%"),
    ),
    Printed(
        Text("부산시 처리기간(7일 업무)", "Busan, a task of 7 days"),
        Text("7일", "7 days"),
        Text("3일", "3 days"),
        Text("-57.1%", "-57.1%"),
    ),
    Printed(
        Text("부산시 처리기간(30일 업무)", "Busan, a task of 30 days"),
        Text("30일", "30 days"),
        Text("20일", "20 days"),
        Text("-33.3%", "-33.3%"),
    ),
    Printed(
        Text("충남도 고객만족도(2013→2014)", "Chungnam, satisfaction (2013 to 2014)"),
        Text("74.04점", "74.04 points"),
        Text("82.98점", "82.98 points"),
        Text("+8.94점", "+8.94 points"),
    ),
    Printed(
        Text("충남도 협업과제(2012→2014)", "Chungnam, joint projects (2012 to 2014)"),
        Text("8건", "8"),
        Text("19건(2013년 6건)", "19 (6 in 2013)"),
        Text("+11건", "+11"),
    ),
    Printed(
        Text("서산시 대외 수상(2013)", "Seosan, awards (2013)"),
        Text("-", "-"),
        Text("46개 분야", "46 fields"),
        Text("-", "-"),
    ),
)
NOT_TESTED = Text(
    "연구보고서에 인쇄된 수치입니다. 건수와 표준편차가 없어 검정하지 않으며, 이 성과판의 어느 부서 자료도 아닙니다.",
    "Figures printed in the study. Without n and spread they are not tested, and they belong to no department here.",
)
