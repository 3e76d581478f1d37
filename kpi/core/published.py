"""Published worked examples that the statistics must reproduce, with their figures and sources."""

from __future__ import annotations

from kpi.core.published_books import CASES as BOOK_CASES
from kpi.core.published_case import PublishedCase
from kpi.core.published_smile import CASES as SMILE_CASES
from kpi.core.published_tasks import CASES as TASK_CASES
from kpi.core.published_tasks import CPI
from kpi.core.text import Text

__all__ = ["CASES", "PublishedCase"]


_R_SURVEY = "R survey 4.1-1, data(api), svydesign(id=~1, strata=~stype, weights=~pw, data=apistrat, fpc=~fpc)"
_STRATA = ("E", "H", "M")
_API: dict[str, tuple[float, ...]] = {
    "n": (100, 50, 50),
    "weight": (44.2099990844727, 15.1000003814697, 20.3600006103516),
    "population": (4421, 755, 1018),
}
_NEWCOMBE = (
    *((56, 70, 48, 80), (9, 10, 3, 10), (6, 7, 2, 7), (5, 56, 0, 29)),
    *((0, 10, 0, 20), (0, 10, 0, 10), (10, 10, 0, 20), (10, 10, 0, 10)),
)
_NEWCOMBE_LOW = ("0.0524", "0.1705", "0.0582", "-0.0381", "-0.1611", "-0.2775", "0.6791", "0.6075")
_NEWCOMBE_HIGH = ("0.3339", "0.8090", "0.8062", "0.1926", "0.2775", "0.2775", "1.0000", "1.0000")
CASES: tuple[PublishedCase, ...] = (
    PublishedCase(
        "das_gupta",
        Text("같은 업무 효과와 구성 변화의 분해", "Change split into within effect and mix"),
        "Das Gupta (1993), U.S. Bureau of the Census P23-186, example 5.1: households by age, 1970 and 1985",
        {
            "share_0": (12.9, 10.9, 9.5, 8.0, 7.8, 8.4, 8.6, 7.8, 7.0, 5.9, 4.7, 3.6, 4.9),
            "share": (10.1, 11.2, 11.6, 10.9, 9.4, 7.7, 6.3, 6.0, 6.3, 5.9, 5.1, 4.0, 5.5),
            "mean_0": (1.9, 25.8, 45.7, 49.6, 51.2, 51.6, 51.8, 54.9, 58.7, 60.4, 62.8, 66.6, 66.8),
            "mean": (2.2, 24.3, 45.8, 52.5, 56.1, 55.6, 56.0, 57.4, 57.2, 61.2, 63.9, 68.6, 72.2),
        },
        {
            "crude_change": "2.9672",
            "within": "1.7403",
            "mix": "1.2269",
            "entry_exit": "0.0000",
            "within_percent": "58.65",
            "mix_percent": "41.35",
        },
    ),
    PublishedCase(
        "cpi_manual",
        Text("라스파이레스·파셰·피셔 지수", "Laspeyres, Paasche and Fisher indices"),
        "ILO, IMF, OECD, UNECE, Eurostat, World Bank (2004), Consumer Price Index Manual, chapter 19 (artificial data set)",
        CPI,
        {
            **{
                f"laspeyres_{t}": text for t, text in zip("2345", ("1.4200", "1.3450", "1.3550", "1.4400"), strict=True)
            },
            **{f"paasche_{t}": text for t, text in zip("2345", ("1.3824", "1.2031", "1.0209", "0.7968"), strict=True)},
            **{f"fisher_{t}": text for t, text in zip("2345", ("1.4011", "1.2721", "1.1762", "1.0712"), strict=True)},
        },
    ),
    PublishedCase(
        "survey_api_mean",
        Text("층화 표본의 평균과 구간", "Mean and interval of a stratified sample"),
        f"{_R_SURVEY}; svymean(~api00), confint(df = 197), svyby(~api00, ~stype)",
        {**_API, "strata": _STRATA, "x": (67443, 31291, 31830), "xx": (47038637, 20167941, 20940396)},
        {
            "mean": "662.28736",
            "se": "9.40894",
            "df": "197",
            "low": "643.73219",
            "high": "680.84254",
            "mean_E": "674.43",
            "se_E": "12.38248",
            "mean_H": "625.82",
            "se_H": "14.937129",
            "mean_M": "636.60",
            "se_M": "16.214707",
        },
    ),
    PublishedCase(
        "survey_api_share",
        Text("층화 표본의 비율", "Share in a stratified sample"),
        f"{_R_SURVEY}; svymean(~sch.wide)",
        {**_API, "strata": _STRATA, "x": (91, 26, 35), "xx": (91, 26, 35)},
        {"mean": "0.827948", "se": "0.02434"},
    ),
    PublishedCase(
        "survey_api_difference",
        Text("한 조사 안의 두 집단 차이", "Difference of two groups within one survey"),
        f"{_R_SURVEY}; svyttest(api00 ~ awards)",
        {
            **_API,
            "strata": _STRATA,
            "yes": {"n": (73, 16, 24), "x": (49628, 10592, 16253), "xx": (34793786, 7264740, 11281659)},
            "no": {"n": (27, 34, 26), "x": (17815, 20699, 15577), "xx": (12244851, 12903201, 9658737)},
        },
        {"difference": "44.687494", "t": "2.30361"},
    ),
    PublishedCase(
        "survey_api_ratio",
        Text("합의 비율과 선형화 분산", "Ratio of sums and its linearised variance"),
        f"{_R_SURVEY}; svyratio(~api.stu, ~enroll)",
        {
            **_API,
            "x": (41678, 66035, 41624),
            "y": (35502, 53526, 34785),
            "xx": (20100668, 109279081, 42310204),
            "yy": (14540460, 74325088, 30316915),
            "xy": (17044937, 88952856, 35464569),
        },
        {"ratio": "0.83695689", "se": "0.0077571032"},
    ),
    PublishedCase(
        "wilson",
        Text("비율의 윌슨 구간", "Wilson interval of a share"),
        "Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3",
        {"counts": ((81, 263), (15, 148), (0, 20), (1, 29))},
        {
            **{f"low_{t}": text for t, text in zip("1234", ("0.2553", "0.0624", "0.0000", "0.0061"), strict=True)},
            **{f"high_{t}": text for t, text in zip("1234", ("0.3662", "0.1605", "0.1611", "0.1718"), strict=True)},
        },
    ),
    PublishedCase(
        "newcombe_difference",
        Text("두 비율 차이의 뉴컴 구간", "Newcombe interval of a difference of shares"),
        "Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10",
        {"counts": _NEWCOMBE},
        {
            **{f"low_{t}": text for t, text in enumerate(_NEWCOMBE_LOW, start=1)},
            **{f"high_{t}": text for t, text in enumerate(_NEWCOMBE_HIGH, start=1)},
        },
    ),
    PublishedCase(
        "welch_sleep",
        Text("두 평균 차이의 웰치 구간", "Welch interval of a difference of means"),
        "R datasets, sleep: t.test(extra ~ group); data of Student (1908), Biometrika 6, 1-25",
        {
            "group_1": (0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0),
            "group_2": (1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4),
        },
        {"difference": "-1.58", "df": "17.776", "p": "0.07939", "low": "-3.3654832", "high": "0.2054832"},
    ),
    PublishedCase(
        "benjamini_hochberg",
        Text("여러 비교의 p값 조정", "p-values adjusted for many comparisons"),
        "Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57, 289-300, section 4",
        {
            "p": (
                0.0001,
                0.0004,
                0.0019,
                0.0095,
                0.0201,
                0.0278,
                0.0298,
                0.0344,
                0.0459,
                0.3240,
                0.4262,
                0.5719,
                0.6528,
                0.7590,
                1.0,
            ),
        },
        {"rejected": "4"},
    ),
    PublishedCase(
        "shrout_fleiss",
        Text("평가자 사이의 일치도(급내상관)", "Agreement of raters (intraclass correlation)"),
        "Shrout and Fleiss (1979), Psychological Bulletin 86, 420-428, tables 2 and 4",
        {"block": ((9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7))},
        {"icc_single": "0.29", "icc_average": "0.62"},
    ),
    PublishedCase(
        "govuk_satisfaction",
        Text("응답 단계 수를 점수로", "Counts of answers turned into a score"),
        "GOV.UK Service Manual, measuring user satisfaction: (mean - 1)/(5 - 1)",
        {"counts": ((1, 1, 1, 1, 1), (1, 1, 1, 1, 6), (6, 1, 1, 1, 1)), "scale": (1, 5)},
        {"score_1": "50", "score_2": "75", "score_3": "25"},
    ),
    *TASK_CASES,
    *SMILE_CASES,
    *BOOK_CASES,
)
