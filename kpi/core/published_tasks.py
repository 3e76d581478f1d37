"""Published worked examples about tasks, indices, open cases and one number from several parts."""

from __future__ import annotations

from kpi.core.published_case import PublishedCase
from kpi.core.text import Text

_ASEM: dict[str, dict[str, tuple[float, ...]]] = {
    "CHE": {
        "Physical": (88.93743633, 51.3544211, 0, 100, 80.31480728, 18.5368084, 70.12987013, 98),
        "ConEcFin": (33.04434793, 37.59030686, 10.37092115, 18.66303226, 64.69061218),
        "Political": (75, 56.68016194, 92.66820467),
        "Instit": (74.78991597, 100, 82.94352539, 100, 71.11111111, 86.81318681),
        "P2P": (53.22095346, 64.32207579, 100, 13.96332828, 87.82605495, 23.78639545, 48.91301583, 63.43258575),
        "Environ": (38.94238182, 100, 81.60869525, 69.43397973, 96.07435951),
        "Social": (100, 81.6091954, 98.15795839, 93.67088608, 71.26436782, 100, 94.11764706, 80.37385214, 71.43536453),
        "SusEcFin": (75.39194854, 45.70795872, 7.96411849, 69.54724267, 85.78313253),
    },
    "NLD": {
        "Physical": (98.21944835, 31.33761598, 97.02234738, 77.54903383, 17.24505127, 47.04789564, 51.51515152, 99),
        "ConEcFin": (60.13000256, 56.42841322, 10.10048331, 6.44417209, 100),
        "Political": (84.72222222, 74.08906883, 94.84769366),
        "Instit": (100, 79.16666667, 0, 100, 64.44444444, 86.81318681),
        "P2P": (36.59423376, 61.41216723, 41.17881307, 25.55197825, 46.89385219, 20.34720357, 18.91431539, 84.47785007),
        "Environ": (9.05042821, 70.32698062, 55.91370045, 67.2465026, 91.13677509),
        "Social": (100, 93.67816092, 75.45805225, 96.20253165, 60.91954023, 100, 89.70588235, 77.61928226, 85.64919744),
        "SusEcFin": (64.21639005, 47.31148864, 39.02496364, 46.54591529, 91.80722892),
    },
    "KOR": {
        "Physical": (76.42850161, 11.44191703, 96.4832867, 1.00958293, 4.57e-06, 8.17582331, 100, 99),
        "ConEcFin": (19.17433921, 14.33450623, 10.88668891, 6.25005181, 14.01769754),
        "Political": (80.55555556, 51.82186235, 84.03931696),
        "Instit": (93.61344538, 0, 52.19623503, 100, 100, 92.30769231),
        "P2P": (14.29548813, 17.81576444, 7.80687334, 10.11170535, 21.14294344, 7.39593004, 7.39267476, 9.8561518),
        "Environ": (4.14853775, 24.6171294, 48.35347914, 62.77621323, 83.99774354),
        "Social": (
            96.38554217,
            58.8362069,
            62.78429243,
            67.08860759,
            82.75862069,
            6.62823659,
            48.52941176,
            56.54105538,
            31.37819908,
        ),
        "SusEcFin": (79.85413197, 56.79087194, 39.95068962, 100, 61.31896005),
    },
}

CPI = {
    "prices": (
        (1, 1, 1, 1, 1, 1),
        (1.2, 3.0, 1.3, 0.7, 1.4, 0.8),
        (1.0, 1.0, 1.5, 0.5, 1.7, 0.6),
        (0.8, 0.5, 1.6, 0.3, 1.9, 0.4),
        (1.0, 1.0, 1.6, 0.1, 2.0, 0.2),
    ),
    "quantities": (
        (1.0, 1.0, 2.0, 1.0, 4.5, 0.5),
        (0.8, 0.9, 1.9, 1.3, 4.7, 0.6),
        (1.0, 1.1, 1.8, 3.0, 5.0, 0.8),
        (1.2, 1.2, 1.9, 6.0, 5.6, 1.3),
        (0.9, 1.2, 2.0, 12.0, 6.5, 2.5),
    ),
}
"""The artificial data set of the manual: prices and quantities of six goods in five periods."""

CASES: tuple[PublishedCase, ...] = (
    PublishedCase(
        "cpi_manual_chained",
        Text("해마다 이은 피셔 지수(누적 지수)", "Chained Fisher index (the cumulative index)"),
        "ILO, IMF, OECD, UNECE, Eurostat, World Bank (2004), Consumer Price Index Manual, chapter 19 (artificial data "
        "set, chained indices)",
        CPI,
        {f"fisher_{t}": text for t, text in zip("2345", ("1.4011", "1.3185", "1.2689", "1.2226"), strict=True)},
    ),
    PublishedCase(
        "asem_composite",
        Text("기준점으로 만든 종합점수", "One number from several parts"),
        "Becker and others (2019), ASEM Sustainable Connectivity; COINr documentation, results: normalised scores and "
        "aggregates of CHE, NLD and KOR",
        {
            "scores": _ASEM,
            "tree": {
                "conn": ("Physical", "ConEcFin", "Political", "Instit", "P2P"),
                "sust": ("Environ", "Social", "SusEcFin"),
            },
            "worst": 0,
            "best": 100,
        },
        {
            "conn_CHE": "62.787962",
            "sust_CHE": "73.979487",
            "index_CHE": "68.383724",
            "index_NLD": "64.819516",
            "index_KOR": "50.102166",
        },
    ),
    PublishedCase(
        "hdi_china",
        Text("고정 기준점과 기하 평균", "Fixed goalposts and a geometric mean"),
        "UNDP (2010), Human Development Report 2010, technical note 1, example China",
        {
            "life": (73.5, 20.0, 83.2),
            "mean_schooling": (7.5, 0.0, 13.2),
            "expected_schooling": (11.4, 0.0, 20.6),
            "education": (0.0, 0.951),
            "income": (7263.0, 163.0, 108211.0),
        },
        {
            "life": "0.847",
            "mean_schooling": "0.568",
            "expected_schooling": "0.553",
            "income": "0.584",
            "hdi": "0.663",
        },
    ),
    PublishedCase(
        "kaplan_meier_remission",
        Text("미처리를 넣은 중앙값(카플란-마이어)", "Median with open cases (Kaplan-Meier)"),
        "Freireich and others (1963), Blood 21, 699-716, remission of leukaemia in weeks; medians and log-log limits as "
        "printed by R survival, survfit(..., conf.type = 'log-log')",
        {
            "treated": (6, 6, 6, 7, 10, 13, 16, 22, 23),
            "treated_open": (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35),
            "placebo": (1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23),
            "placebo_open": (),
        },
        {"treated": "23", "treated_low": "13", "placebo": "8", "placebo_low": "4", "placebo_high": "11"},
    ),
)
