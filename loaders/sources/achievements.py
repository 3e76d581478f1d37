"""Achievements: awards, joint projects and cases, one a row."""

from __future__ import annotations

from kpi.core.text import Text
from loaders.load.achievements import achievements
from loaders.load.observed import Observations
from loaders.load.reading import Reading
from loaders.source import Column, Form, Source, spelled


def to_observations(reading: Reading) -> Observations:
    """Return the cells of achievements: counts and points, for the whole organisation and for its departments."""
    return achievements(reading)


SOURCE = Source(
    id="achievements",
    name=Text("수상·협업과제·우수사례", "Achievements"),
    grain=Text("성과 하나가 한 행", "One achievement a row"),
    revision=1,
    columns=(
        Column(
            "year",
            Text("연도", "Year"),
            spelled("년도|수상연도|추진연도|기준연도|수상일|일자|period|date"),
            "period",
            Text("성과를 낸 해", "Year of the achievement"),
            required=True,
            key=True,
            example=("2025", "2025", "2025"),
        ),
        Column(
            "departments",
            Text("부서", "Departments"),
            spelled("담당부서|참여부서|협업부서|추진부서|수상부서|부서명|주관부서|관련부서|department"),
            "names",
            Text("함께한 부서. 여럿이면 쉼표로 나눕니다.", "Departments that share it, separated by commas"),
            example=("민원봉사과, 세무과", "건축과", "기획예산과"),
            once=True,
        ),
        Column(
            "title",
            Text("제목", "Title"),
            spelled("과제명|사업명|성과명|수상명|사례명|내용|상명|상훈명|명칭|award name|project|name"),
            "text",
            Text("성과의 이름", "Name of the achievement"),
            example=("원스톱 민원창구 협업(예시)", "적극행정 경진대회(예시)", "사전 안내 문자(예시)"),
        ),
        Column(
            "kind",
            Text("구분", "Kind"),
            spelled("종류|유형|성과구분|성과유형|분류|type|category"),
            "text",
            Text("수상, 협업과제, 우수사례", "수상 (award), 협업과제 (joint project), 우수사례 (case)"),
            required=True,
            example=("협업과제", "수상", "우수사례"),
            once=True,
        ),
        Column(
            "level",
            Text("수준", "Level"),
            spelled("훈격|시상기관|등급|규모|주관기관|grade|awarding body"),
            "text",
            Text("중앙, 도, 시 ...", "National, provincial, city ..."),
            example=("시", "중앙", "시"),
        ),
        Column(
            "points",
            Text("점수", "Points"),
            spelled("배점|환산점수|가점|평가점수|score"),
            "number",
            Text("성과의 점수. 열이 없으면 하나에 1점", "Points of the achievement; 1 each without this column"),
            example=("2", "5", "1"),
        ),
    ),
    forms=(
        Form(
            "row",
            Text("성과별", "An achievement a row"),
            required=(("kind",), ("year",), ("title", "departments", "points")),
            optional_when_unread=("year",),
        ),
    ),
    to_observations=to_observations,
)
