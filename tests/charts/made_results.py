"""Made indicators and RESULT frames with known numbers, for the tests of charts, sentences and reports."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kpi.core.frames import RESULT_COLUMNS, empty
from kpi.core.indicator import Evidence, Indicator, Question
from kpi.core.text import Text


def _compute(evidence: Evidence, question: Question) -> pd.DataFrame:
    return empty(RESULT_COLUMNS)


def indicator(**changed: object) -> Indicator:
    """An indicator of mean processing time unless something else is asked for."""
    words = Text("설명", "Words")
    known: dict[str, object] = {
        "id": "processing_time",
        "pillar": "speed",
        "name": Text("평균 처리기간", "Mean processing time"),
        "unit": "hours",
        "unit_text": Text("시간", "hours"),
        "better": "lower",
        "decimals": 1,
        "why": words,
        "how": words,
        "limits": words,
        "measures": ("processing_hours",),
        "compute": _compute,
        "source": "processing_records",
        "same_task": True,
    }
    return Indicator(**(known | changed))  # type: ignore[arg-type]


TIME = indicator()
SATISFACTION = indicator(
    id="satisfaction",
    pillar="smile",
    name=Text("고객만족도", "Customer satisfaction"),
    unit="points",
    unit_text=Text("점", "points"),
    better="higher",
    measures=("overall",),
    source="satisfaction_survey",
    same_task=False,
)
ON_TIME = indicator(
    id="on_time_rate",
    name=Text("기한준수율", "On-time rate"),
    unit="percent",
    unit_text=Text("%", "%"),
    better="higher",
    measures=("on_time",),
    same_task=False,
)
AWARDS = indicator(
    id="external_achievements",
    pillar="smart",
    name=Text("대외 성과", "External achievements"),
    unit="count",
    unit_text=Text("건", "awards"),
    better="higher",
    decimals=0,
    measures=("award",),
    same_task=False,
    cumulates=True,
)


def results(rows: list[dict[str, object]], of: Indicator = TIME) -> pd.DataFrame:
    """A RESULT frame of these rows; what a row does not say is missing. ``start`` may be a year or ISO text."""
    frame = empty(RESULT_COLUMNS)
    base = {"indicator": of.id, "pillar": of.pillar, "unit": of.unit, "department": "", "task": "", "period_months": 12}
    full = []
    for row in rows:
        start = str(row["start"])
        dated = {"period_start": pd.Timestamp(start if "-" in start else f"{start}-01-01")}
        full.append(
            base | {"note": "", "verdict": ""} | dated | {key: value for key, value in row.items() if key != "start"}
        )
    made = pd.DataFrame(full, columns=list(RESULT_COLUMNS))
    return made.astype({name: frame[name].dtype for name in RESULT_COLUMNS})


def times() -> pd.DataFrame:
    """Seven years of processing time: a gap in 2021, every kind of verdict."""
    worse = {
        "change": 1.5,
        "change_low": 0.4,
        "change_high": 2.6,
        "verdict": "worsened",
        "crude_change": 2.0,
        "within": 1.5,
    }
    last = {"change": -2.1, "change_low": -3.0, "change_high": -1.2, "verdict": "improved"}
    split = {"crude_change": -3.0, "within": -2.1, "mix": -0.9, "entry_exit": 0.0}
    tasks = {"coverage": 0.91, "matched_tasks": 37.0, "all_tasks": 42.0}
    return results(
        [
            {"start": 2019, "value": 30.0, "low": 29.0, "high": 31.0, "n": 900.0, "index": 100.0},
            {"start": 2020, "value": 32.0, "low": 31.1, "high": 32.9, "n": 950.0, "index": 105.1, **worse},
            {"start": 2021, "n": 0.0, "note": "no_data"},
            {
                "start": 2022,
                "value": 29.5,
                "low": 28.0,
                "high": 31.0,
                "n": 980.0,
                "verdict": "not_comparable",
                "note": "no_counterpart",
            },
            {
                "start": 2023,
                "value": 28.9,
                "low": 28.0,
                "high": 29.8,
                "n": 1010.0,
                "index": 98.2,
                "change": -0.4,
                "change_low": -1.3,
                "change_high": 0.5,
                "verdict": "no_confirmed_change",
            },
            {
                "start": 2024,
                "value": 28.1,
                "low": 27.2,
                "high": 29.0,
                "n": 1105.0,
                "verdict": "not_comparable",
                "note": "open_cases",
            },
            {
                "start": 2025,
                "value": 25.1,
                "low": 24.4,
                "high": 25.8,
                "n": 1204.0,
                "index": 87.3,
                **last,
                **split,
                **tasks,
            },
        ]
    )


DEPARTMENTS = ("민원봉사과", "자치행정과", "복지정책과", "교통행정과", "환경위생과", "건축허가과", "세무과", "보건소")


def by_department() -> pd.DataFrame:
    """Satisfaction of eight departments over five years and the whole organisation; one small, one without data."""
    rows: list[dict[str, object]] = []
    for year in range(2021, 2026):
        step = year - 2021
        rows.append({"start": year, "value": 78.0 + step, "low": 77.0 + step, "high": 79.0 + step, "n": 2400.0})
        for place, department in enumerate(DEPARTMENTS):
            value = 70.0 + 2.3 * place + step * (1 if place % 2 else -0.5)
            verdict = (
                "" if not step else ("improved", "no_confirmed_change", "worsened", "no_confirmed_change")[place % 4]
            )
            row = {
                "start": year,
                "department": department,
                "value": value,
                "low": value - 2,
                "high": value + 2,
                "n": 300.0,
            }
            rows.append(row | {"verdict": verdict, "change": 0.8 if step else float("nan")})
    frame = results(rows, SATISFACTION)
    small = (frame["department"] == "세무과") & (frame["period_start"].dt.year == 2022)
    frame.loc[small, ["value", "low", "high", "change"]] = float("nan")
    frame.loc[small, "note"] = "too_few"
    absent = (frame["department"] == "보건소") & (frame["period_start"].dt.year == 2021)
    return frame[~absent].reset_index(drop=True)


HOSTILE = '<b>굵게</b> <a href="javascript:alert(1)">누름</a> & $x^2$ %{x}\r\n\u202e=1+1'


def cases(owners=("가, 나", "나", ""), adopters=("다", "", "가, 다"), kinds=("good", "proactive", "failure")):
    entries = [{"start": 2014 + at % 2, "value": np.nan, "n": np.nan} for at in range(len(owners))]
    told = {"title": [f"사례 {at}" for at in range(len(owners))], "kind": list(kinds), "adopters": list(adopters)}
    made = results(entries, SATISFACTION).assign(
        **told, adopted=[1.0, 0.0, np.nan][: len(owners)], points=np.nan, level=""
    )
    return made.assign(department=list(owners))
