"""Processing records that are already summed up: task x department x period with n, mean and SD."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from kpi.core.frames import CELL_COLUMNS, CELL_KEYS, PAIR_COLUMNS, empty
from kpi.core.measures import MEASURES
from kpi.core.text import Text
from loaders.load.levels import totals_of_units
from loaders.load.names import departments, tasks
from loaders.load.observed import Observations
from loaders.load.periods import dated, period_claims, periods
from loaders.load.reading import Reading
from loaders.load.repeats import repeated
from loaders.load.rows import kept_rows
from loaders.load.spreads import say_no_mean, spread
from loaders.load.sums import combined, summed_cells

Mean = tuple[str, "pd.Series[Any]", "pd.Series[Any]", "pd.Series[Any]"]
"""A measure, its rows, the means and their SD."""
MEANS = ("handling_minutes", "waiting_minutes", "steps", "documents", "processing_hours")
SD_OF = {"handling_minutes": "handling_sd", "waiting_minutes": "waiting_sd", "processing_hours": "processing_sd"}
_WORDS = {
    "handling_minutes": ("창구처리", "처리시간", "handling"),
    "waiting_minutes": ("대기", "waiting"),
    "processing_hours": ("처리기간", "처리일", "소요일", "processing"),
    "steps": ("단계", "steps"),
    "documents": ("서류", "documents"),
}
_NO_N = Text(
    "건수가 없는 평균 {count}행은 보이기만 하고 합치거나 검정하지 않습니다: {rows_text}행. 건수를 채우거나 건수 열을 지정하세요.",
    "{count} means without n are shown, but never pooled or tested: rows {rows_text}. Fill in n, or name its column.",
)
_NO_SD = Text(
    "표준편차가 없는 '{label}' 열은 구간과 판정이 없습니다.",
    "Column '{label}' has no standard deviation, so it has no interval and no verdict.",
)
_WHICH = Text(
    "'{label}' 열이 어떤 평균인지 알 수 없습니다. 창구 처리시간, 대기시간, 처리기간, 처리단계 수, 구비서류 수 가운데 무엇의 평균인지 "
    "열을 지정하세요(명령줄 예: --map handling_minutes={label}). 평균이 아니라 건수라면 이 표는 읽을 수 없습니다(건수는 평균과 함께 있어야 합니다).",
    "It is not clear what column '{label}' is the mean of. Say whether of the handling time at the counter, the waiting time, the "
    "processing time, the steps or the documents (command line, for example: --map handling_minutes={label}). If these are counts and no means, the table cannot be read: counts are "
    "read beside means only.",
)
_WHICH_SD = Text(
    "'{label}' 열이 어느 평균의 표준편차인지 알 수 없어 읽지 않았습니다. 읽으려면 어느 평균의 것인지 열을 지정하세요.",
    "It is not clear which mean column '{label}' is the standard deviation of; it was not read. Name the column if it is to be read.",
)
_NO_TASK = Text(
    "업무 열이 없어 같은 업무끼리 비교할 수 없습니다. 업무가 적힌 열이 있으면 지정하세요.",
    "There is no task column, so the same tasks cannot be compared. Name the column if there is one.",
)


def record_sums(reading: Reading) -> Observations:
    """Return the observations of a summed-up register."""
    if not reading.has("task"):
        reading.say("warning", "no_tasks", _NO_TASK)
    keys = periods(reading, "period")
    department, task = departments(reading, rows=dated(keys)), tasks(reading)
    keys = keys.assign(department=department.values, task=task.values)
    n = reading.count("n")
    named = keys.assign(measure=reading.text("measure")) if reading.has("measure") else keys
    twice = repeated(reading, named, n) | totals_of_units(reading, named, n)
    keys = keys.assign(**{name: keys[name].mask(twice) for name in ("period_start", "claim_start")})
    read = _means(reading)
    _say_lost(reading, n, read)
    frames = [summed_cells(measure, keys[where], n[where], mean[where], sd[where]) for measure, where, mean, sd in read]
    declared = pd.DataFrame({"task": task.values, "period_months": keys["period_months"]}, index=reading.index)
    for name in ("n", "mean", "sd", "measure", *MEANS, *SD_OF.values()):
        if reading.has(name):
            declared[name] = reading.text(name)
    claims = period_claims(reading, keys, department.values if reading.has("department") else None)
    start = keys["claim_start"]
    return Observations(
        cells=combined(frames, CELL_COLUMNS, CELL_KEYS) if frames else empty(CELL_COLUMNS),
        pairs=empty(PAIR_COLUMNS),
        claims=claims,
        rows=partial(kept_rows, declared, claim_start=start, department=department.values, identity=[]),
        counts={"rows": len(reading.index), "used": int(start.notna().sum())},
        new_departments=department.new,
        new_tasks=task.new,
        said={"day_hours": reading.choice.day_hours},
    )


def _say_lost(reading: Reading, n: pd.Series[Any], read: list[Mean]) -> None:
    """Say which rows have no n, and which have n and none of the means."""
    lacking = n.isna()
    if lacking.any():
        reading.say("warning", "no_n", _NO_N, marked=lacking, field_name="n")
    there = pd.Series(False, index=reading.index)
    for _, where, mean, _ in read:
        there |= where & mean.notna()
    if read:
        say_no_mean(reading, n, there, next(name for name in (*MEANS, "mean") if reading.has(name)))


def _means(reading: Reading) -> list[Mean]:
    """Return (measure, its rows, mean, SD) for every mean the table holds."""
    everywhere = pd.Series(True, index=reading.index)
    named = [name for name in MEANS if reading.has(name)]
    found = []
    for name in named:
        sd = SD_OF.get(name, "")
        spread = sd if reading.has(sd) else "sd" if reading.has("sd") and len(named) == 1 else ""
        found.append((name, everywhere, _value(reading, name, name), _spread(reading, name, spread)))
    if reading.has("sd") and len(named) > 1:
        reading.say("warning", "sd_of_what", _WHICH_SD, field_name="sd", label=reading.label("sd"))
    if reading.has("mean") and not named:
        found += _told(reading)
    return found


def _told(reading: Reading) -> list[Mean]:
    """Return the plain mean column as the measure its row names, or its header does; an error where neither does."""
    said = reading.text("measure") if reading.has("measure") else pd.Series("", index=reading.index, dtype="str")
    named = said.map({text: _measure(text) or _measure(reading.label("mean")) for text in said.unique()})
    if named.eq("").any():
        reading.say("error", "mean_of_what", _WHICH, field_name="mean", label=reading.label("mean"))
        return []
    found = []
    for measure in sorted(named.unique()):
        where = named.eq(measure)
        sd = "sd" if reading.has("sd") else ""
        found.append((measure, where, _value(reading, "mean", measure), _spread(reading, measure, sd)))
    return found


def _measure(text: str) -> str:
    said = text.replace(" ", "").casefold()
    return next((name for name, words in _WORDS.items() if name == said or any(word in said for word in words)), "")


def _value(reading: Reading, field: str, measure: str) -> pd.Series[Any]:
    if MEASURES[measure].unit == "count":
        return reading.number(field)
    return reading.minutes(field) if MEASURES[measure].unit == "minutes" else reading.hours(field)


def _spread(reading: Reading, measure: str, field: str) -> pd.Series[Any]:
    if not field:
        of = measure if reading.has(measure) else "mean"
        reading.say("note", "no_sd", _NO_SD, field_name=of, label=reading.label(of))
        return pd.Series(np.nan, index=reading.index)
    return spread(reading, field) if MEASURES[measure].unit == "count" else _value(reading, field, measure)
