"""Published worked examples of survey scales and of process limits."""

from __future__ import annotations

from kpi.core.published_case import PublishedCase
from kpi.core.text import Text

_NHSR = (
    *(-0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774, 1.71506499, 0.46091621, -1.26506123, -0.68685285),
    *(-0.44566197, 1.2240818, 0.35981383, 0.40077145, 0.11068272, -0.55584113, 1.78691314, 0.49785048, -1.96661716),
    *(0.7013559, -0.47279141),
)
_NHSR_TESTS = "NHSRplotthedots, tests/testthat/_snaps/ptd_spc_standard.md: set.seed(123); rnorm(20)"
_ATTITUDE: dict[str, tuple[int, ...]] = {
    "rating": (
        *(43, 63, 71, 61, 81, 43, 58, 71, 72, 67, 64, 67, 69, 68, 77),
        *(81, 74, 65, 65, 50, 50, 64, 53, 40, 63, 66, 78, 48, 85, 82),
    ),
    "complaints": (
        *(51, 64, 70, 63, 78, 55, 67, 75, 82, 61, 53, 60, 62, 83, 77),
        *(90, 85, 60, 70, 58, 40, 61, 66, 37, 54, 77, 75, 57, 85, 82),
    ),
    "privileges": (
        *(30, 51, 68, 45, 56, 49, 42, 50, 72, 45, 53, 47, 57, 83, 54),
        *(50, 64, 65, 46, 68, 33, 52, 52, 42, 42, 66, 58, 44, 71, 39),
    ),
    "learning": (
        *(39, 54, 69, 47, 66, 44, 56, 55, 67, 47, 58, 39, 42, 45, 72),
        *(72, 69, 75, 57, 54, 34, 62, 50, 58, 48, 63, 74, 45, 71, 59),
    ),
    "raises": (
        *(61, 63, 76, 54, 71, 54, 66, 70, 71, 62, 58, 59, 55, 59, 79),
        *(60, 79, 55, 75, 64, 43, 66, 63, 50, 66, 88, 80, 51, 77, 64),
    ),
    "critical": (
        *(92, 73, 86, 84, 83, 49, 68, 66, 83, 80, 67, 74, 63, 77, 77),
        *(54, 79, 80, 85, 78, 64, 80, 80, 57, 75, 76, 78, 83, 74, 78),
    ),
    "advance": (
        *(45, 47, 48, 35, 47, 34, 35, 41, 31, 41, 34, 41, 25, 35, 46),
        *(36, 63, 60, 46, 52, 33, 41, 37, 49, 33, 72, 49, 38, 55, 39),
    ),
}
CASES: tuple[PublishedCase, ...] = (
    PublishedCase(
        "xmr_deviations",
        Text("이동범위를 한 번 거른 XmR 한계", "XmR limits with moving ranges screened once"),
        "NHSRplotthedots, vignettes/deviations.Rmd: limits with and without screening (Nelson 1982)",
        {"values": (1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1)},
        {
            "centre": "1.944444",
            "low": "-0.715556",
            "high": "4.604444",
            "low_unscreened": "-3.062614",
            "high_unscreened": "6.951503",
        },
    ),
    PublishedCase(
        "xmr_standard",
        Text("XmR 관리도의 중심과 한계", "Centre and limits of an XmR chart"),
        _NHSR_TESTS,
        {"values": _NHSR},
        {"centre": "0.1416238", "low": "-3.01138", "high": "3.294627"},
    ),
    PublishedCase(
        "xmr_outlier",
        Text("튀는 값이 하나 있는 XmR 한계", "XmR limits with one value far out"),
        f"{_NHSR_TESTS}, the 15th value set to 10",
        {"values": (*_NHSR[:14], 10.0, *_NHSR[15:])},
        {
            "centre": "0.6694159",
            "low": "-2.383666",
            "high": "3.722497",
            "low_unscreened": "-4.596625",
            "high_unscreened": "5.935457",
        },
    ),
    PublishedCase(
        "montgomery_individuals",
        Text("앞의 20점으로 정한 한계와 벗어난 점", "Limits from the first 20 points, and the points outside"),
        "Montgomery, Introduction to Statistical Quality Control, exercise 6.5 (limits with the rounded 2.66)",
        {
            "values": (
                *(310, 288, 297, 298, 307, 303, 294, 297, 308, 306, 294, 299, 297, 299, 314, 295, 293, 306, 301, 304),
                *(305, 282, 305, 296, 314, 295, 287, 301, 298, 311, 310, 292, 305, 299, 304, 310, 304, 305, 333, 328),
            ),
            "baseline": 20,
        },
        {
            "centre": "300.5",
            "low": "279.78",
            "high": "321.22",
            "mean_range": "7.789473684",
            "range_limit": "25.44821053",
            "outside_1": "39",
            "outside_2": "40",
            "outside": "2",
        },
    ),
    PublishedCase(
        "montgomery_shares",
        Text("비율 관리도의 한계", "Limits of a chart of shares"),
        "Montgomery, Introduction to Statistical Quality Control, table 7.4",
        {
            "counts": (12, 8, 6, 9, 10, 12, 11, 16, 10, 6, 20, 15, 9, 8, 6, 8, 10, 7, 5, 8, 5, 8, 10, 6, 9),
            "n": (
                *(100, 80, 80, 100, 110, 110, 100, 100, 90, 90, 110, 120, 120, 120, 110, 80, 80, 80, 90, 100),
                *(100, 100, 100, 90, 90),
            ),
        },
        {
            "centre": "0.09551020408",
            "low_100": "0.007334694728",
            "high_100": "0.1836857134",
            "low_80": "0.0",
            "high_80": "0.1940934205",
            "low_120": "0.015017344927",
            "high_120": "0.1760030632",
            "outside_1": "11",
            "outside": "1",
        },
    ),
    PublishedCase(
        "laney_emergency",
        Text("건수가 아주 많은 비율의 관리 한계(레이니 p')", "Limits of shares of very many cases (Laney's p')"),
        "Mohammed and others (2013), BMJ Quality and Safety 22, 362-368: emergency attendances seen within 4 hours in 20 "
        "weeks; limits of R qicharts2, qic(i, r, n, data = nhs_accidents, chart = 'pp' and 'p'), as printed in "
        "AUS-DOH-Safety-and-Quality/PowerBI-SPC, test/fixtures/qicharts2.ts @d4bb4f6",
        {
            "counts": (
                *(266501, 264225, 276532, 281461, 269071, 261215, 270409, 279778, 270483, 270320),
                *(267923, 271478, 255353, 256820, 261835, 259144, 255910, 260863, 264465, 260989),
            ),
            "n": (
                *(280443, 276823, 291681, 296155, 282343, 275888, 283867, 295251, 284468, 282529),
                *(279618, 283932, 266629, 268091, 276803, 271578, 266005, 273520, 278574, 273772),
            ),
        },
        {
            "centre": "0.95289971134419",
            "low_1": "0.94012964417751",
            "high_1": "0.96566977851087",
            "low_4": "0.94047300747792",
            "high_4": "0.96532641521046",
            "low_17": "0.93978766173625",
            "high_17": "0.96601176095213",
            "low_20": "0.93997499652290",
            "outside": "0",
            "plain_low_1": "0.95169956464602",
            "plain_high_13": "0.95413055515124",
            "plain_outside": "16",
        },
    ),
    PublishedCase(
        "cronbach_attitude",
        Text("크론바흐 알파와 그 구간", "Cronbach's alpha and its interval"),
        "R psych, alpha(attitude); data of Chatterjee and Price (1977), Regression Analysis by Example",
        {"answers": _ATTITUDE},
        {
            "alpha": "0.843142769565",
            "standardised": "0.839084",
            "low": "0.739",
            "high": "0.916",
            "without_rating": "0.8098",
            "without_complaints": "0.7969",
            "without_privileges": "0.8278",
            "without_learning": "0.8030",
            "without_raises": "0.7954",
            "without_critical": "0.8639",
            "without_advance": "0.8405",
        },
    ),
    PublishedCase(
        "survey_api_poststratified",
        Text("모집단 비율에 맞춘 평균", "Mean at known population shares"),
        "R survey 4.1-1, data(api): svymean(~api00) of the stratified sample from the means of its strata and their sizes",
        {
            "groups": ("E", "H", "M"),
            "n": (100, 50, 50),
            "population": (4421, 755, 1018),
            "x": (67443, 31291, 31830),
            "xx": (47038637, 20167941, 20940396),
        },
        {"mean": "662.28736", "se": "9.40894"},
    ),
)
