"""A survey that is already summed up: department x item with n, mean and SD, items in rows or in columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from kpi.core.frames import CELL_COLUMNS, CELL_KEYS, PAIR_COLUMNS, empty
from kpi.core.text import Text
from loaders.load.answers import scores
from loaders.load.levels import totals_of_units
from loaders.load.names import departments
from loaders.load.observed import Observations
from loaders.load.periods import dated, period_claims, periods
from loaders.load.reading import Reading
from loaders.load.repeats import repeated
from loaders.load.rows import kept_rows
from loaders.load.scale import says_other_highest
from loaders.load.spellings import one_spelling
from loaders.load.spreads import say_impossible, say_no_mean, spread
from loaders.load.sums import combined, summed_cells
from loaders.source import ITEM

OVERALL_WORDS = (
    r"(?i)^(?:종합|전체|전반|전반적|종합\s*만족도|전반적?\s*만족도|전체\s*만족도|고객\s*만족도|만족도|overall.*)$"
)
MOST_REPEATED = 0.5
"""From this share of rows on that repeat a period and department they are single answers."""
_HUNDRED = Text(
    "척도가 지정되지 않았고 평균이 10을 넘어 0~100점으로 읽었습니다.",
    "No scale was declared and means exceed 10; they were read as points of 0-100.",
)
_SCALE = Text(
    "평균을 {low}~{high}점 척도에서 0~100점으로 바꿨습니다.",
    "Means were turned from the scale {low}-{high} into points of 0-100.",
)
_UNSURE = Text(
    "평균의 척도를 알 수 없습니다(가장 큰 평균 {high}). 척도를 지정하세요. 예: 1..5 또는 0..100",
    "The scale of the means is not clear (the highest mean is {high}). Declare it, for example 1..5 or 0..100.",
)
_OUTSIDE = Text(
    "척도 밖의 평균이 {count}행 있습니다: {rows_text}행. 척도를 다시 지정하거나 값을 고치세요.",
    "{count} rows have a mean outside the scale: rows {rows_text}. Declare another scale, or correct the values.",
)
_NO_N = Text(
    "응답 수가 없는 평균은 보이기만 하고 합치거나 검정하지 않습니다. 응답 수가 적힌 열이 있으면 지정하세요.",
    "Means without n are shown, but never pooled or tested. Name the column of n if there is one.",
)
_NO_SD = Text(
    "표준편차가 없어 구간과 판정이 없습니다.",
    "There is no standard deviation, so there is no interval and no verdict.",
)
_FROM_ITEMS = Text(
    "종합 문항이 없어, 문항별 응답 수가 같은 {number}개 부서·기간은 문항 평균의 평균을 종합 만족도로 씁니다.",
    "There is no overall item; for the {number} departments and periods whose items have the same n, the mean of the item "
    "means is the overall score.",
)
_NO_OVERALL = Text(
    "종합 문항이 없고 문항마다 응답 수가 달라 종합 만족도를 계산하지 않습니다. 종합 문항이 있으면 그 열이나 이름을 지정하세요.",
    "There is no overall item and n differs between items, so there is no overall score. Name the overall item if there is one.",
)


@dataclass(frozen=True)
class _Long:
    """Means in rows: item ("" is the overall score), row of the table, n, mean and SD in points of 0-100."""

    keys: pd.DataFrame
    n: pd.Series[Any]
    mean: pd.Series[Any]
    sd: pd.Series[Any]


_OF_MEANS = r"\s*(?:\d+\.\d*[1-9]\d*\s*점?|\d+(?:\.\d+)?\s*[%％])\s*"
"""Decimals and percentages: nobody answers so."""


def means_printed_without_n(reading: Reading) -> bool:
    """Return whether a table without n can only hold means: a row for each period and department, with decimals or percentages,
    or nothing but percentages with decimals.

    A few rows may be there twice by mistake.
    """
    if reading.has("respondent") or reading.has("weight") or not (reading.has("year") or reading.has("department")):
        return False
    keys = pd.DataFrame({name: reading.text(name) for name in ("year", "date", "department", "stratum")})
    fields = [*(ITEM + item for item in reading.items), *(["overall"] if reading.has("overall") else [])]
    written = pd.concat([reading.text(field) for field in fields])
    if not written.str.fullmatch(_OF_MEANS).any():
        return False
    return bool(keys.duplicated(keep=False).mean() < MOST_REPEATED) or _only_shares(written[written.ne("")])


def _only_shares(written: pd.Series[Any]) -> bool:
    """Return whether all cells are percentages, some with decimals: so are means, however many stand beside one another."""
    return bool(written.str.fullmatch(r"[\d.]+\s*[%％]").all() and written.str.contains(r"\.\d*[1-9]").any())


def survey_sums(reading: Reading) -> Observations:
    """Return the observations of a summed-up survey."""
    keys = periods(reading, "year", "date")
    department = departments(reading, rows=dated(keys))
    keys = keys.assign(department=department.values, stratum=reading.text("stratum"))
    read = _long(reading, keys)
    twice = repeated(reading, read.keys, read.n) | totals_of_units(reading, read.keys, read.n)
    keys = keys.assign(**{name: keys[name].mask(twice) for name in ("period_start", "claim_start")})
    long = _to_points(reading, _without(read, twice.index[twice]))
    frames = [] if long is None else _sums(reading, long)
    declared = pd.DataFrame(index=reading.index)
    for name in ("stratum", "item", "n", "mean", "sd", "overall", *(ITEM + item for item in reading.items)):
        if reading.has(name):
            declared[name] = reading.text(name)
    return Observations(
        cells=combined(frames, CELL_COLUMNS, CELL_KEYS) if frames else empty(CELL_COLUMNS),
        pairs=empty(PAIR_COLUMNS),
        claims=period_claims(reading, keys, department.values if reading.has("department") else None),
        rows=partial(
            kept_rows,
            declared.assign(period_months=keys["period_months"]),
            claim_start=keys["claim_start"],
            department=department.values,
            identity=["item"] if reading.has("item") and not reading.has("department") else [],
        ),
        counts={"rows": len(reading.index), "used": int(keys["period_start"].notna().sum())},
        new_departments=department.new,
        said={"scale": list(reading.choice.scale) if reading.choice.scale else None},
    )


def _long(reading: Reading, keys: pd.DataFrame) -> _Long:
    """Return one row a mean: the named item, item columns, the overall column."""
    n = reading.count("n")
    nothing = pd.Series(np.nan, index=reading.index)
    parts = []
    if reading.has("mean"):
        named = (
            one_spelling(reading.text("item"))
            if reading.has("item")
            else pd.Series("", index=reading.index, dtype="str")
        )
        mean = reading.number("mean")
        say_no_mean(reading, n, mean.notna(), "mean")
        parts.append((named.mask(named.str.match(OVERALL_WORDS), ""), mean, spread(reading, "sd")))
    for item in reading.items:
        parts.append((pd.Series(item, index=reading.index, dtype="str"), reading.number(ITEM + item), nothing))
    if reading.has("overall"):
        alone = not reading.has("mean") and not reading.items
        blank = pd.Series("", index=reading.index, dtype="str")
        parts.append((blank, reading.number("overall"), spread(reading, "sd") if alone else nothing))
    return _Long(
        pd.concat([keys.assign(item=named) for named, _, _ in parts]),
        pd.concat([n] * len(parts)),
        pd.concat([mean for _, mean, _ in parts]),
        pd.concat([sd for _, _, sd in parts]),
    )


def _without(long: _Long, rows: pd.Index[Any]) -> _Long:
    """Return the same without the means of some rows."""
    kept = ~long.keys.index.isin(rows)
    return _Long(long.keys[kept], long.n[kept], long.mean[kept], long.sd[kept])


def _to_points(reading: Reading, long: _Long) -> _Long | None:
    """Return the same in points of 0-100; None after an error finding."""
    high = long.mean.max()
    scale = reading.choice.scale or ((0.0, 100.0) if high > 10 else None)
    if reading.choice.scale is None and scale and says_other_highest(reading, _fields(reading), scale):
        return None
    if scale is None:
        if long.mean.notna().any():
            reading.say("error", "unknown_scale", _UNSURE, high=f"{high:g}")
        return None
    if reading.choice.scale:
        reading.say("note", "scale_declared", _SCALE, low=f"{scale[0]:g}", high=f"{scale[1]:g}")
    else:
        reading.say("note", "scale_inferred", _HUNDRED)
    outside = (long.mean < min(scale)) | (long.mean > max(scale))
    if outside.any():
        marked = pd.Series(reading.index.isin(outside.index[outside]), index=reading.index)
        reading.say("error", "out_of_scale", _OUTSIDE, marked=marked, field_name="mean")
    say_impossible(reading, long.sd, long.n, scale)
    return _Long(long.keys, long.n, scores(long.mean, scale), long.sd * 100.0 / abs(scale[1] - scale[0]))


def _fields(reading: Reading) -> list[str]:
    """Return the fields that hold means."""
    return [*(name for name in ("mean", "overall") if reading.has(name)), *(ITEM + item for item in reading.items)]


def _sums(reading: Reading, long: _Long) -> list[pd.DataFrame]:
    if long.n.isna().any():
        reading.say("warning", "no_n", _NO_N)
    if long.sd.isna().any():
        reading.say("note", "no_sd", _NO_SD)
    overall = long.keys["item"].eq("")
    frames = [
        summed_cells("score", long.keys[~overall], long.n[~overall], long.mean[~overall], long.sd[~overall]),
        summed_cells("overall", long.keys[overall], long.n[overall], long.mean[overall], long.sd[overall]),
    ]
    by = [name for name in long.keys.columns if name != "item"]
    if not overall.any():
        frames.append(_overall_of_items(reading, long, by))
    people = long.keys.assign(n=long.n).groupby(by, sort=False, dropna=False)["n"].max().reset_index()
    one = pd.Series(1.0, index=people.index)
    return [
        *frames,
        summed_cells(
            "respondents",
            people[by][people["n"] > 0],
            people["n"][people["n"] > 0],
            *(one[people["n"] > 0], 0 * one[people["n"] > 0]),
        ),
    ]


def _overall_of_items(reading: Reading, long: _Long, by: list[str]) -> pd.DataFrame:
    """Return overall cells where every item has the same n, so that the mean of means is exact; no spread is known."""
    grouped = long.keys.assign(n=long.n, mean=long.mean).groupby(by, sort=False, dropna=False)
    together = grouped.agg(n=("n", "max"), low=("n", "min"), mean=("mean", "mean")).reset_index()
    same = together[together["n"].eq(together["low"])]
    if same.empty:
        reading.say("warning", "no_overall", _NO_OVERALL)
    else:
        reading.say("note", "overall_from_items", _FROM_ITEMS, number=len(same))
    return summed_cells("overall", same[by], same["n"], same["mean"], pd.Series(np.nan, index=same.index))
