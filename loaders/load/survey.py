"""A survey with a respondent a row: item scores, the overall score, the satisfied, and everybody sampled."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd

from kpi.core.frames import CELL_COLUMNS, CELL_KEYS, PAIR_COLUMNS, PAIR_KEYS, empty
from kpi.core.text import Text
from loaders.load.answers import is_answer_word, satisfied_from, scores
from loaders.load.complete import complete_pairs
from loaders.load.names import Names, departments
from loaders.load.observed import Observations
from loaders.load.periods import period_claims, periods
from loaders.load.reading import Reading
from loaders.load.rows import kept_rows
from loaders.load.scale import Scale, answers_on_scale
from loaders.load.sums import combined, sum_cells, sum_pairs
from loaders.match.fields import WEAK_ITEM
from loaders.match.labels import without_brackets
from loaders.source import ITEM

ALMOST = 1e-9
LEAST_ANSWERS = 2
MOST_ITEMS = 200
"""No questionnaire has more; a table of 2,000 of them would take minutes."""
_ITEMS = Text("문항으로 읽은 열 {number}개: {labels}", "{number} columns were read as items: {labels}")
_BY_NUMBER = Text(
    "번호로만 된 열 {number}개를 문항으로 읽었습니다: {labels}. 문항이 아닌 열이 있으면 문항을 지정하세요(item:이름=열).",
    "{number} columns were read as items by their numbers only: {labels}. If some are no items, declare the items "
    "(item:NAME=column).",
)
_TOO_MANY = Text(
    "문항으로 볼 열이 {number}개로 한도({limit}개)를 넘습니다. 읽을 문항을 지정하거나(item:이름=열) 문항이 아닌 열을 빼세요.",
    "{number} columns look like items; the limit is {limit}. Declare the items to read (item:NAME=column), or drop the "
    "columns that are none.",
)
_COUNTS_OF_ANSWERS = Text(
    "{labels} 열은 문항이 아니라 응답별 건수나 비율로 보입니다. 응답자별 자료를 올리거나, 평균과 응답 수를 계산해 열로 넣으세요.",
    "The columns {labels} look like counts or shares of each answer and not like items. Upload the answers themselves, or "
    "put in their mean and n as columns.",
)
_MEAN_OF_ITEMS = Text(
    "종합 문항이 없어 응답한 문항의 평균을 종합 만족도로 씁니다.",
    "There is no overall item; the mean of a respondent's answered items is used.",
)
_NO_ANSWER = Text(
    "답이 하나도 없는 {count}행은 응답자 수에만 셉니다: {rows_text}행. 문항 열이 맞는지 확인하세요.",
    "{count} rows without any answer count as respondents only: rows {rows_text}. Check whether the right columns are read as items.",
)
_NO_WEIGHT = Text(
    "가중치가 없는 {count}행을 뺐습니다: {rows_text}행. 셀 것이면 가중치를 채우세요.",
    "{count} rows without a weight were left out: rows {rows_text}. Fill in the weight if they are to count.",
)
_NEGATIVE = Text(
    "가중치가 0보다 작은 {count}행이 있습니다: {rows_text}행. 0 이상의 수로 고치세요.",
    "{count} rows have a weight below 0: rows {rows_text}. Write a number from 0 up.",
)
_NO_TOP = Text(
    "이 척도에는 '만족' 기준이 정해져 있지 않아 만족 비율을 계산하지 않습니다.",
    "No codes count as satisfied on this scale, so there is no satisfied share.",
)
_TWICE = Text(
    "응답자번호가 되풀이되는 {count}행이 있습니다. 모두 셉니다: {rows_text}행. 같은 응답이면 한 행만 남기세요.",
    "{count} rows repeat a respondent number; all of them count: rows {rows_text}. Keep one row if they are the same answers.",
)


def survey_answers(reading: Reading) -> Observations:
    """Return the observations of a survey with a respondent a row."""
    items = reading.items
    if items:
        listed = ", ".join(f"'{label}'" for label in list(items.values())[:12]) + (" ..." if len(items) > 12 else "")
        unsure = any(reading.layout.confidence.get(ITEM + name, 1.0) <= WEAK_ITEM for name in items)
        message = _BY_NUMBER if unsure else _ITEMS
        reading.say("warning" if unsure else "note", "items_read", message, number=len(items), labels=listed)
    if len(items) > MOST_ITEMS:
        reading.say("error", "too_many_items", _TOO_MANY, number=len(items), limit=MOST_ITEMS)
        items = dict(list(items.items())[:1])  # nothing of the file is stored: one is enough to check the rest
    fields = [*(ITEM + name for name in items), *(["overall"] if reading.has("overall") else [])]
    codes, scale = answers_on_scale(reading, {name: reading.answers(name) for name in fields})
    department = departments(reading)
    keys = periods(reading, "year", "date").assign(department=department.values, stratum=reading.text("stratum"))
    weight = _weights(reading)
    keys["period_start"] = keys["period_start"].where(weight.notna())
    keys["claim_start"] = keys["period_start"]
    frames, pairs = _sums(reading, codes, scale, keys, weight) if scale else ([], [])
    rows = _rows(reading, codes, keys, weight, department)
    counts = {"rows": len(reading.index), "used": int(keys["period_start"].notna().sum())}
    return Observations(
        cells=combined(frames, CELL_COLUMNS, CELL_KEYS) if frames else empty(CELL_COLUMNS),
        pairs=combined(pairs, PAIR_COLUMNS, PAIR_KEYS) if pairs else empty(PAIR_COLUMNS),
        claims=period_claims(reading, keys, department.values if reading.has("department") else None),
        rows=rows,
        counts=counts,
        new_departments=department.new,
        said={"scale": list(scale) if scale else None},
    )


def say_counts_of_answers(reading: Reading) -> None:
    """Say an error where columns are headed by the answers themselves: they hold how often each was given."""
    named = {label: without_brackets(label) for label in reading.items.values()}
    labels = [label for label, words in named.items() if is_answer_word(words)]
    if len(labels) >= LEAST_ANSWERS:
        reading.say("error", "counts_of_answers", _COUNTS_OF_ANSWERS, labels=", ".join(f"'{one}'" for one in labels))


def _sums(
    reading: Reading, codes: pd.DataFrame, scale: Scale, keys: pd.DataFrame, weight: pd.Series[Any]
) -> tuple[list[pd.DataFrame], list[pd.DataFrame]]:
    points = scores(codes, scale)
    items = {name.removeprefix(ITEM): name for name in codes.columns if str(name).startswith(ITEM)}
    overall, from_item = _overall(reading, points)
    raw = codes["overall"] if from_item else None
    everybody = pd.Series(1.0, index=codes.index)
    histogram: Any = "codes" if _whole(codes) else "none"
    frames = [
        sum_cells("score", points[name], keys.assign(item=item), weight=weight, histogram=histogram, codes=codes[name])
        for item, name in items.items()
    ]
    shown: Any = histogram if from_item else "bins"
    frames.append(sum_cells("overall", overall, keys, weight=weight, histogram=shown, codes=raw))
    least = satisfied_from(scale)
    if least is None:
        reading.say("note", "no_satisfied", _NO_TOP)
    else:
        satisfied = overall.ge(least - ALMOST).astype("float64").where(overall.notna())
        frames.append(sum_cells("satisfied", satisfied, keys, weight=weight))
    frames.append(sum_cells("respondents", everybody, keys, weight=weight))
    pairs = [sum_pairs("score", (item, "overall"), points[name], overall, keys, weight) for item, name in items.items()]
    return frames, [*pairs, *complete_pairs(points, items, keys, weight)]


def _overall(reading: Reading, points: pd.DataFrame) -> tuple[pd.Series[Any], bool]:
    """Return the overall score: the declared item, else the mean of the answered items; and whether it is an item."""
    from_item = "overall" in points
    overall = points["overall"] if from_item else points.mean(axis=1)
    if not from_item:
        reading.say("note", "overall_from_items", _MEAN_OF_ITEMS)
    silent = points.isna().all(axis=1)
    if silent.any():
        reading.say("warning", "no_answer", _NO_ANSWER, marked=silent)
    return overall, from_item


def _whole(codes: pd.DataFrame) -> bool:
    return bool((codes.isna() | (codes == codes.round())).to_numpy().all())


def _weights(reading: Reading) -> pd.Series[Any]:
    """Return the weights: 1 where there is no such column; missing ones take the row out."""
    if not reading.has("weight"):
        return pd.Series(1.0, index=reading.index)
    weight = reading.number("weight")
    negative = weight < 0
    if negative.any():
        reading.say("error", "negative_weight", _NEGATIVE, marked=negative, field_name="weight")
    blank = weight.isna()
    if blank.any():
        reading.say("warning", "no_weight", _NO_WEIGHT, marked=blank, field_name="weight")
    return weight


def _told(reading: Reading, name: str) -> pd.Series[Any]:
    return reading.text(name) if name == "stratum" else reading.ident(name)


def _rows(
    reading: Reading, codes: pd.DataFrame, keys: pd.DataFrame, weight: pd.Series[Any], department: Names
) -> Callable[[], pd.DataFrame]:
    declared = codes.copy()
    declared["period_months"] = keys["period_months"]
    for name in ("weight", "stratum", "respondent"):
        if reading.has(name):
            declared[name] = weight if name == "weight" else _told(reading, name)
    if reading.has("respondent"):
        known = declared["respondent"]
        again = known.ne("") & known.duplicated()
        if again.any():
            reading.say("warning", "respondent_twice", _TWICE, marked=again, field_name="respondent")
        declared["respondent"] = reading.hashed(known, "respondent")
    start, names = keys["claim_start"], department.values
    return partial(kept_rows, declared, claim_start=start, department=names, identity=["respondent"])
