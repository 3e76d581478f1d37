"""Published worked examples of textbooks: samples of a finite population, the size of a next survey, open cases."""

from __future__ import annotations

from kpi.core.published_case import PublishedCase
from kpi.core.text import Text

CASES: tuple[PublishedCase, ...] = (
    PublishedCase(
        "lohr_agriculture",
        Text("유한모집단의 평균(단순·층화 표본)", "Mean of a finite population (simple and stratified sample)"),
        "Lohr (2010), Sampling: Design and Analysis, 2nd ed., sections 2.3 and 3.2: acres of farms in 3,078 US counties, 1992",
        {
            "simple": {"n": (300,), "population": (3078,), "mean": (297897.0,), "variance": (344551.9**2,)},
            "stratified": {
                "n": (103, 21, 135, 41),
                "population": (1054, 220, 1382, 422),
                "mean": (300504.16, 97629.81, 211315.04, 662295.51),
                "variance": (29618183543.0, 7647472708.0, 53587487856.0, 396185950266.0),
            },
        },
        {"simple_se": "18898", "stratified_mean": "295561", "stratified_se": "16380", "total_se": "50417248"},
    ),
    PublishedCase(
        "cohen_power",
        Text("다음 조사로 확인할 수 있는 변화", "Change that a next survey can confirm"),
        "Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, 2nd ed., table 2.4.1: 64 and 393 a group find "
        "differences of 0.50 and 0.20 standard deviations, power 0.80, two-sided 5 %",
        {"n": (64, 393)},
        {"change_64": "0.50", "change_393": "0.20"},
    ),
    PublishedCase(
        "kaplan_meier_leukaemia",
        Text("미처리를 넣은 중앙값(유지 요법 사례)", "Median with open cases (maintained chemotherapy)"),
        "Miller (1981), Survival Analysis; R survival, survfit(Surv(time, status) ~ x, data = aml): medians in weeks",
        {
            "maintained": (9, 13, 18, 23, 31, 34, 48),
            "maintained_open": (13, 28, 45, 161),
            "not_maintained": (5, 5, 8, 8, 12, 23, 27, 30, 33, 43, 45),
            "not_maintained_open": (16,),
        },
        {"maintained": "31", "not_maintained": "23"},
    ),
)
