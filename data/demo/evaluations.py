"""Who rated whom in the made-up city, and what the departments achieved."""

from __future__ import annotations

import numpy as np

from data.demo.city import DEPARTMENTS, YEARS

RATING_HEADER = ("평가연도", "평가자", "평가자 소속", "평가자 구분", "피평가부서", "평가항목", "점수")
ITEMS = ("협업 노력", "정보 공유", "창의적 업무 개선", "선제적 대응")
ROLES = (("부서장", 1), ("직원", 3))
CITIZEN_PANEL = 4
ACHIEVEMENT_HEADER = ("연도", "부서", "제목", "구분", "수준", "점수")
_SOFT_RISE, _SMART_RISE = 0.045, 0.02
_SUBJECTS = (
    "원스톱 민원창구",
    "빈집 정비",
    "침수 취약지 점검",
    "통학로 안전",
    "농촌 이동진료",
    "현장 민원의 날",
    "생활쓰레기 감량",
)
_CASES = ("서류 없는 건축 신고", "찾아가는 복지 상담", "무인 발급기 위치 안내", "불편 신고 예보제", "야간 여권 창구")
CASE_HEADER = ("연도", "사례명", "발굴부서", "사례구분", "전파부서", "자체평가", "장애요인")
_FAILURES = (
    ("공동 접수창구 시범 운영", "담당 범위가 정해지지 않음"),
    ("민원 상담 챗봇", "자주 묻는 질문이 정비되지 않음"),
    ("부서 간 일정 공유판", "입력하는 사람이 없음"),
)
_AWARDS = ("민원행정 우수기관", "지방세정 평가", "적극행정 경진대회", "보건사업 평가", "교통안전 평가", "농정업무 평가")
_LEVELS = (("중앙", 3), ("도", 2), ("시", 1))
Row = list[str | int]


def ratings(year: int) -> list[Row]:
    """Return the ratings of a year, 1 to 5: strict and lenient raters, nobody rates the own department."""
    rng = np.random.default_rng([year, 3])
    rows: list[Row] = []
    for home in DEPARTMENTS:
        for role, count in ROLES:
            for number in range(1, count + 1):
                rows += _sheet(year, f"{home.name} {role}{number}", home.name, role, rng)
    for number in range(1, CITIZEN_PANEL + 1):
        rows += _sheet(year, f"외부위원{number}", "외부", "외부", rng)
    return rows


def _sheet(year: int, rater: str, home: str, role: str, rng: np.random.Generator) -> list[Row]:
    severity = float(rng.normal(0, 0.3))
    rows: list[Row] = []
    for rated in DEPARTMENTS:
        if rated.name == home:
            continue
        grown = rated.standing_change * (year - YEARS[0]) / (YEARS[-1] - YEARS[0])
        for index, item in enumerate(ITEMS):
            rise = (_SOFT_RISE if index < 2 else _SMART_RISE) * (year - YEARS[0])
            level = 3.3 + rated.standing + grown + rise + severity + rng.normal(0, 0.5)
            rows.append([year, rater, home, role, rated.name, item, int(np.clip(np.rint(level), 1, 5))])
    return rows


def achievements() -> list[Row]:
    """Return what was achieved in all years: awards, joint projects of several departments, cases worth copying."""
    rng = np.random.default_rng([0, 4])
    names = [department.name for department in DEPARTMENTS]
    rows: list[Row] = []
    for year in YEARS:
        for i in range(_count(5 + 1.8 * (year - YEARS[0]), rng)):
            shared = ", ".join(rng.choice(names, int(rng.integers(2, 5)), replace=False))
            rows.append([year, shared, f"{_SUBJECTS[i % len(_SUBJECTS)]} 협업 {i + 1}", "협업과제", "시", 2])
        for i in range(_count(7 + 0.6 * (year - YEARS[0]), rng)):
            level, points = _LEVELS[int(rng.choice(3, p=[0.2, 0.4, 0.4]))]
            rows.append([year, str(rng.choice(names)), f"{_AWARDS[i % len(_AWARDS)]} {i + 1}", "수상", level, points])
        for i in range(_count(4, rng)):
            rows.append([year, str(rng.choice(names)), f"{_CASES[i % len(_CASES)]} {i + 1}", "우수사례", "시", 1])
    return rows


def cases() -> list[Row]:
    """Return the cases of all years with the departments that took them over, and some failures with what stood in the way."""
    rng = np.random.default_rng([0, 5])
    names = [department.name for department in DEPARTMENTS]
    rows: list[Row] = []
    for year in YEARS:
        for i in range(_count(5, rng)):
            owner = str(rng.choice(names))
            others = [name for name in names if name != owner]
            reach = min(len(others), int(rng.poisson(1.2 + 0.25 * (year - YEARS[0]))))
            adopters = ", ".join(rng.choice(others, reach, replace=False))
            kind = "선제행정" if i % 3 == 2 else "우수사례"
            rows.append([year, f"{_CASES[i % len(_CASES)]} {i + 1}", owner, kind, adopters, "민원인 재방문 감소", ""])
        title, obstacle = _FAILURES[int(rng.integers(len(_FAILURES)))]
        rows.append([year, title, str(rng.choice(names)), "실패사례", "", "시범 운영 후 중단", obstacle])
    return rows


def _count(expected: float, rng: np.random.Generator) -> int:
    return max(0, round(expected + float(rng.normal(0, 1.2))))
