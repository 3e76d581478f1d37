"""Collaboration evaluation: a rating a row; departments rate departments, never themselves."""

from __future__ import annotations

from kpi.core.text import Text
from loaders.load.observed import Observations
from loaders.load.ratings import ratings
from loaders.load.reading import Reading
from loaders.source import Column, Form, Source, spelled

SOFT_WORDS = (
    "협업",
    "협력",
    "협조",
    "소통",
    "공유",
    "지원",
    "유연",
    "칸막이",
    "배려",
    "collab",
    "cooper",
    "share",
    "soft",
)
SMART_WORDS = (
    "능동",
    "적극",
    "창의",
    "선제",
    "혁신",
    "자발",
    "주도",
    "개선",
    "proactiv",
    "creativ",
    "initiative",
    "smart",
)
"""Words in an item's name that say which of the two pillars it belongs to; without any it is Soft, and said so."""


_WHY = Text(
    "평가자마다 점수를 주는 수준이 달라, 누가 평가했는지 모르면 부서를 견줄 수 없습니다. 평가자 번호나 평가한 부서의 열이 있는 표, "
    "또는 행이 평가한 부서이고 열이 평가받은 부서인 표를 올리세요. 부서별 평균만 적힌 표는 읽지 않습니다.",
    "Raters differ in level, so departments cannot be compared without knowing who rated. Upload a table with a column "
    "of raters or of rating departments, or one whose rows rate and whose columns are rated. Means by department alone "
    "are not read.",
)


def to_observations(reading: Reading) -> Observations:
    """Return the cells of ratings, item by item and rater by rater."""
    return ratings(reading, soft=SOFT_WORDS, smart=SMART_WORDS)


SOURCE = Source(
    id="collaboration_evaluation",
    name=Text("협업 평가", "Collaboration evaluation"),
    grain=Text("평가 하나가 한 행", "One rating a row"),
    revision=2,
    columns=(
        Column(
            "period",
            Text("평가연도", "Period"),
            spelled("연도|년도|평가년도|평가기간|평가시기|기간|분기|year|evaluation year"),
            "period",
            Text("평가한 해 또는 기간: 2025, 2025년 상반기", "Year or period: 2025, 2025 H1"),
            key=True,
            example=("2025", "2025", "2025"),
        ),
        Column(
            "rater",
            Text("평가자", "Rater"),
            spelled("평가자번호|평가자 번호|평가자명|평가자ID|평가위원|응답자|rater id|evaluator"),
            "id",
            Text("평가한 사람의 번호. 해시로만 저장합니다.", "A number of the rater; stored as a hash only."),
            required=True,
            why=_WHY,
            example=("E001", "E002", "E003"),
            once=True,
        ),
        Column(
            "rater_department",
            Text("평가자 소속", "Rater's department"),
            spelled(
                "평가부서|평가자부서|평가자 소속부서|소속부서|소속|평가한 부서|보낸 부서|보내는 부서|주는 부서|준 부서|부여 부서|부여한 부서|rater department|from department|sender"
            ),
            "text",
            Text(
                "평가한 사람의 부서. 자기 부서 평가는 뺍니다.", "Department of the rater; own department is left out."
            ),
            why=_WHY,
            example=("세무과", "건축과", "-"),
            once=True,
        ),
        Column(
            "role",
            Text("평가자 구분", "Role"),
            spelled("평가자구분|구분|평가자 유형|평가군|직위|직급|직급구분|평가주체|rater role|rater type"),
            "role",
            Text("부서장, 직원, 외부", "부서장 (head), 직원 (staff), 외부 (external)"),
            required=True,
            example=("부서장", "직원", "외부"),
            once=True,
        ),
        Column(
            "department",
            Text("피평가부서", "Rated department"),
            spelled(
                "피평가 부서|평가대상부서|평가대상|대상부서|부서|부서명|담당부서|rated department|to department|target department|ratee|평가받은 부서|받은 부서|받는 부서|수혜 부서|receiver"
            ),
            "text",
            Text("평가받은 부서", "The department that was rated"),
            required=True,
            key=True,
            example=("민원봉사과", "민원봉사과", "민원봉사과"),
        ),
        Column(
            "item",
            Text("평가항목", "Item"),
            spelled("항목|문항|평가지표|지표|평가내용|항목명|question|criterion"),
            "text",
            Text("협업 노력, 정보 공유, 창의적 업무 개선 ...", "For example 협업 노력, 정보 공유, 창의적 업무 개선"),
            required=True,
            example=("협업 노력", "정보 공유", "창의적 업무 개선"),
            once=True,
        ),
        Column(
            "score",
            Text("점수", "Score"),
            spelled("평가점수|평점|배점|평가결과|응답|rating|points|포인트|협업포인트|협업 포인트"),
            "answer",
            Text("척도 위의 점수", "Score on the scale"),
            required=True,
            example=("4", "5", "3"),
        ),
        Column(
            "scale",
            Text("척도", "Scale"),
            spelled("평가척도|척도점수|만점|scale max"),
            "text",
            Text("5점, 1~5, 0~10. 한 파일에는 한 척도", "5, 1-5, 0-10; one scale in a file"),
            example=("1~5", "1~5", "1~5"),
        ),
        Column(
            "pillar",
            Text("영역", "Pillar"),
            spelled("평가영역|분야|area"),
            "text",
            Text(
                "유연(협업) 또는 능동. 없으면 항목 이름으로 정합니다.",
                "Soft or Smart; else by words in the item's name",
            ),
        ),
    ),
    forms=(
        Form(
            "row",
            Text("평가별", "A rating a row"),
            required=(("department",), ("score",), ("item",), ("rater",), ("role",)),
            optional_when_unread=("role", "item"),
        ),
        Form(
            "departments",
            Text("부서가 부서를 평가", "Departments rate departments"),
            required=(("rater_department",), ("department",), ("score",)),
            excluded=("rater",),
        ),
    ),
    to_observations=to_observations,
)
