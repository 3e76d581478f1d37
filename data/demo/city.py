"""가온시, a city that does not exist: its departments and tasks, and what truly changes in them from 2019 to 2025.

Everything the demo should show is decided here; the files only add chance. README.md tells the same in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

YEARS = tuple(range(2019, 2026))
MADE_UP = "※ 가상 자료: 실제로 없는 '가온시'의 만들어 낸 시연용 자료"

Course = Mapping[int, float]
"""A factor by year: straight lines between the years named, level before and after them."""

LEVEL: Course = {2019: 1.0}
FASTER: Course = {2019: 1.0, 2020: 0.97, 2021: 0.90, 2022: 0.80, 2023: 0.72, 2024: 0.72, 2025: 0.64}
A_LITTLE_FASTER: Course = {2019: 1.0, 2023: 0.93, 2024: 0.93, 2025: 0.82}
SLOWER: Course = {2019: 1.0, 2021: 1.0, 2023: 1.18, 2025: 1.40}
KIOSKS: Course = {2019: 1.0, 2021: 1.0, 2022: 0.62, 2023: 0.48, 2025: 0.42}
PANDEMIC_QUEUES: Course = {2019: 1.0, 2020: 1.25, 2021: 1.15, 2022: 0.90, 2023: 0.72, 2025: 0.60}
MORE_CERTIFICATES: Course = {2019: 1.0, 2023: 1.05, 2024: 2.30, 2025: 2.40}
FEWER_LONG_CASES: Course = {2019: 1.0, 2023: 1.0, 2024: 0.62, 2025: 0.60}


def at(course: Course, year: int) -> float:
    """Return the factor of a course in a year."""
    return float(np.interp(year, list(course), list(course.values())))


@dataclass(frozen=True)
class Task:
    """A petition task: its legal period, its size, and how its times run.

    ``hours`` is the median of the working hours from receipt to completion in 2019; ``counter`` and ``queue`` are
    mean minutes at the counter and in the queue (0: not a counter task); courses multiply them by year.
    """

    name: str
    department: str
    period: str
    cases: int
    hours: float
    steps: int
    documents: int
    counter: float = 0.0
    queue: float = 0.0
    speed: Course = field(default_factory=lambda: LEVEL)
    volume: Course = field(default_factory=lambda: LEVEL)
    simpler_from: int | None = None


@dataclass(frozen=True)
class Department:
    """A department: how many answer its survey, its satisfaction (latent, 0 = 3 of 5) and its change, its standing."""

    name: str
    answers: int
    smile: float
    smile_change: Course
    standing: float
    standing_change: float = 0.0


SMILE_UP: Course = {2019: 0.0, 2020: 0.05, 2021: 0.06, 2022: 0.25, 2023: 0.38, 2025: 0.55}
SMILE_DOWN: Course = {2019: 0.0, 2021: 0.0, 2023: -0.25, 2025: -0.50}
SMILE_SLOWLY: Course = {2019: 0.0, 2025: 0.22}

DEPARTMENTS = (
    Department("민원봉사과", 120, 0.75, SMILE_UP, 0.2, 0.5),
    Department("세무과", 80, 0.55, SMILE_SLOWLY, 0.0),
    Department("건축과", 75, 0.30, SMILE_UP, -0.2, 0.7),
    Department("사회복지과", 85, 0.70, SMILE_SLOWLY, 0.3, 0.2),
    Department("환경위생과", 70, 0.60, SMILE_DOWN, 0.1, -0.6),
    Department("교통행정과", 75, 0.45, SMILE_SLOWLY, 0.0),
    Department("도시계획과", 45, 0.35, SMILE_SLOWLY, -0.1, 0.1),
    Department("농업정책과", 45, 0.65, SMILE_SLOWLY, 0.1),
    Department("보건소", 80, 0.80, SMILE_UP, 0.4, 0.3),
    Department("문화체육과", 6, 0.60, SMILE_SLOWLY, 0.2),
)

TASKS = (
    Task("주민등록표 등·초본 교부", "민원봉사과", "즉시", 330, 0.35, 2, 1, 5.0, 9.0, KIOSKS, MORE_CERTIFICATES),
    Task("인감증명 발급", "민원봉사과", "즉시", 130, 0.40, 2, 1, 6.5, 9.5, KIOSKS),
    Task("여권 발급", "민원봉사과", "8일", 110, 34.0, 4, 3, 9.0, 14.0, A_LITTLE_FASTER),
    Task("전입신고", "민원봉사과", "즉시", 100, 0.60, 2, 2, 7.0, 10.0),
    Task("지방세 납세증명", "세무과", "즉시", 120, 0.30, 2, 1, 4.5, 7.0),
    Task("지방세 환급 신청", "세무과", "7일", 60, 24.0, 3, 2, speed=A_LITTLE_FASTER),
    Task("취득세 감면 신청", "세무과", "5일", 50, 19.0, 4, 4),
    Task("건축신고", "건축과", "5일", 75, 24.0, 6, 7, speed=FASTER, simpler_from=2022),
    Task("건축허가", "건축과", "10일", 60, 52.0, 9, 11, speed=FASTER, simpler_from=2022),
    Task("사용승인 신청", "건축과", "7일", 55, 32.0, 7, 8, speed=FASTER),
    Task("가설건축물 축조신고", "건축과", "3일", 45, 13.0, 4, 4, speed=FASTER),
    Task("기초생활보장 신청", "사회복지과", "30일", 120, 150.0, 8, 6, volume=FEWER_LONG_CASES),
    Task("복지서비스 신청", "사회복지과", "14일", 95, 62.0, 5, 4, speed=A_LITTLE_FASTER, volume=FEWER_LONG_CASES),
    Task("장애인 등록", "사회복지과", "30일", 45, 140.0, 7, 5, volume=FEWER_LONG_CASES),
    Task("식품영업 신고", "환경위생과", "3일", 70, 11.0, 4, 5, 12.0, 8.0, SLOWER),
    Task("배출시설 설치신고", "환경위생과", "10일", 40, 44.0, 6, 8, speed=SLOWER),
    Task("생활불편 신고", "환경위생과", "7일", 80, 26.0, 3, 1, speed=SLOWER),
    Task("자동차 이전등록", "교통행정과", "즉시", 120, 0.80, 3, 4, 10.0, 16.0, PANDEMIC_QUEUES),
    Task("주정차 과태료 의견진술", "교통행정과", "14일", 70, 55.0, 4, 2),
    Task("개발행위허가", "도시계획과", "15일", 45, 80.0, 9, 12, speed=A_LITTLE_FASTER),
    Task("토지이용계획 확인", "도시계획과", "즉시", 60, 0.30, 2, 1, 4.0, 5.0),
    Task("농지취득자격증명 발급", "농업정책과", "7일", 70, 23.0, 4, 4, speed=A_LITTLE_FASTER),
    Task("농지전용 신고", "농업정책과", "10일", 35, 42.0, 6, 7),
    Task("건강진단결과서 발급", "보건소", "5일", 110, 22.0, 3, 2, 8.0, 15.0, PANDEMIC_QUEUES),
    Task("의료기관 개설신고", "보건소", "10일", 30, 40.0, 6, 8, speed=A_LITTLE_FASTER),
    Task("체육시설업 신고", "문화체육과", "3일", 18, 12.0, 4, 5),
    Task("공연장 등록", "문화체육과", "7일", 8, 26.0, 5, 6),
)
