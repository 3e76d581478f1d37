"""Cases: good practice, proactive work and failures, one a row, with the departments that took them over."""

from __future__ import annotations

from kpi.core.text import Text
from loaders.load.observed import Observations
from loaders.load.practice_cases import practice_cases
from loaders.load.reading import Reading
from loaders.source import Column, Form, Source, spelled


def to_observations(reading: Reading) -> Observations:
    """Return the cells of cases: adopting departments per case, for the whole organisation and for its departments."""
    return practice_cases(reading)


def _told(name: str, label: Text, aliases: str, about: Text, example: str) -> Column:
    return Column(name, label, spelled(aliases), "text", about, example=(example,))


SOURCE = Source(
    id="cases",
    name=Text("우수·실패사례", "Cases"),
    grain=Text("사례 하나가 한 행", "One case a row"),
    revision=1,
    columns=(
        Column(
            "year",
            Text("연도", "Year"),
            spelled("년도|추진연도|기준연도|발굴연도|발굴일|일자|period|date"),
            "period",
            Text("사례가 나온 해", "Year of the case"),
            required=True,
            key=True,
            example=("2025", "2025", "2025"),
        ),
        Column(
            "title",
            Text("사례명", "Case"),
            spelled("사례|제목|사업명|과제명|우수사례명|title|name"),
            "text",
            Text("사례의 이름", "Name of the case"),
            required=True,
            example=("여권 사전 안내 문자(예시)", "빈집 정보 공유(예시)", "무인민원기 이전(예시)"),
        ),
        Column(
            "departments",
            Text("발굴부서", "Departments"),
            spelled("부서|담당부서|추진부서|제출부서|주관부서|부서명|department"),
            "names",
            Text("사례를 만든 부서. 여럿이면 쉼표로 나눕니다.", "Departments that made it, separated by commas"),
            example=("민원봉사과", "건축과, 세무과", "민원봉사과"),
            once=True,
        ),
        Column(
            "kind",
            Text("사례구분", "Kind"),
            spelled("구분|종류|유형|사례유형|분류|type|category"),
            "text",
            Text("우수사례, 선제행정, 실패사례. 열이 없으면 모두 우수사례", "Good practice, proactive or failure"),
            example=("우수사례", "선제행정", "실패사례"),
            once=True,
        ),
        Column(
            "adopters",
            Text("전파부서", "Adopting departments"),
            spelled("도입부서|확산부서|전파한 부서|활용부서|벤치마킹부서|채택부서|adopters|adopted by"),
            "names",
            Text("사례를 받아들인 다른 부서. 여럿이면 쉼표로 나눕니다.", "Other departments that took it over"),
            example=("세무과, 건축과", "환경과", ""),
        ),
        Column(
            "adopted",
            Text("전파부서수", "Number adopting"),
            spelled("전파 부서 수|도입부서수|확산부서수|채택부서수|number of adopting departments"),
            "number",
            Text("이름 대신 부서의 수만 있을 때", "Where there is only a number instead of names"),
            example=("", "", ""),
        ),
        _told(
            "outline",
            Text("개요", "Outline"),
            "사례개요|요약|summary",
            Text("한두 문장", "A sentence or two"),
            "문자로 미리 알림",
        ),
        _told(
            "detail",
            Text("내용", "Detail"),
            "주요내용|추진내용|상세",
            Text("무엇을 어떻게 했는지", "What was done and how"),
            "방문 전날 준비물 안내",
        ),
        _told(
            "self_assessment",
            Text("자체평가", "Self-assessment"),
            "자체 평가|효과|성과",
            Text("스스로 본 효과", "The effect as its makers see it"),
            "재방문이 줄어듦",
        ),
        _told(
            "evidence",
            Text("근거자료", "Evidence"),
            "근거|증빙|증빙자료",
            Text("문서 번호 등", "A document, for example"),
            "민원봉사과-123",
        ),
        _told(
            "obstacles",
            Text("장애요인", "Obstacles"),
            "장애 요인|애로사항|걸림돌|문제점",
            Text("무엇이 어려웠는지. 실패사례에 꼭 필요합니다.", "What stood in the way; most of all for failures"),
            "시스템 연계 지연",
        ),
    ),
    forms=(
        Form(
            "row",
            Text("사례별", "A case a row"),
            required=(("title",), ("adopters", "adopted")),
        ),
    ),
    to_observations=to_observations,
)
