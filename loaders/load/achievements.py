"""Achievements: counted once for the whole organisation, and once for each department that shares them."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd

from kpi.core.frames import CELL_COLUMNS, CELL_KEYS, PAIR_COLUMNS, empty
from kpi.core.text import Text
from loaders.load.observed import Observations
from loaders.load.periods import period_claims, periods
from loaders.load.reading import Reading
from loaders.load.rows import kept_rows
from loaders.load.sharing import say_nowhere, shared_by
from loaders.load.sums import combined, sum_cells

KINDS = {
    "joint_project": ("협업과제", "협업", "공동", "joint", "collab"),
    "award": ("수상", "포상", "표창", "시상", "award", "prize"),
    "case": ("우수사례", "사례", "실패사례", "선제", "적극행정", "case"),
}
_KIND = Text(
    "'{found}' 값은 성과 구분이 아닙니다({count}행). 쓸 수 있는 값: 수상, 협업과제, 우수사례",
    "'{found}' is no kind of achievement ({count} rows). Use: 수상 (award), 협업과제 (joint project), 우수사례 (case)",
)
_BLANK_KIND = Text(
    "구분이 비어 있는 {count}행을 뺐습니다: {rows_text}행. 셀 것이면 구분을 채우세요.",
    "{count} rows without a kind were left out: rows {rows_text}. Fill in the kind if they are to count.",
)
_NO_POINTS = Text(
    "점수가 없는 {count}행은 건수로만 셉니다: {rows_text}행. 점수가 있으면 채우세요.",
    "{count} rows without points are counted, but bring no points: rows {rows_text}. Fill in the points if there are any.",
)
_TWICE = Text(
    "같은 성과가 되풀이되는 {count}행이 있습니다. 모두 셉니다: {rows_text}행. 같은 성과라면 한 행만 남기세요.",
    "{count} rows repeat an achievement; all of them count: rows {rows_text}. Keep one row if they are the same.",
)
_ONE_EACH = Text("점수 열이 없어 성과 하나를 1점으로 셉니다.", "There are no points; each achievement counts 1 point.")


def achievements(reading: Reading) -> Observations:
    """Return the observations of a list of achievements."""
    keys = periods(reading, "year")
    keys["period_start"] = keys["period_start"].dt.to_period("Y").dt.start_time.astype("datetime64[s]")
    keys = keys.assign(claim_start=keys["period_start"], period_months=12, department="")
    kind = _kinds(reading)
    points = _points(reading)
    say_nowhere(reading)
    parts, new = shared_by(reading, "departments")
    everything = pd.concat([keys, keys.loc[parts.index].assign(department=parts.to_numpy())])
    frames = []
    for measure in KINDS:
        chosen = everything[kind[everything.index].eq(measure).to_numpy()]
        frames.append(sum_cells(measure, pd.Series(1.0, index=chosen.index), chosen))
        frames.append(sum_cells(f"{measure}_points", points[chosen.index], chosen))
    used = keys["period_start"].where(kind.ne(""))
    _say_twice(reading, _declared(reading).assign(period=used))
    nowhere = pd.Series("", index=reading.index, dtype="str")
    return Observations(
        cells=combined(frames, CELL_COLUMNS, CELL_KEYS),
        pairs=empty(PAIR_COLUMNS),
        claims=period_claims(reading, keys, None),
        rows=partial(
            kept_rows,
            _declared(reading).assign(points=points),
            claim_start=used,
            department=nowhere,
            identity=["title", "kind", "departments"],
        ),
        counts={"rows": len(reading.index), "used": int(used.notna().sum())},
        new_departments=new,
    )


def _say_twice(reading: Reading, said: pd.DataFrame) -> None:
    again = said["period"].notna() & said.duplicated()
    if again.any() and reading.has("title"):
        reading.say("warning", "achievement_twice", _TWICE, marked=again, field_name="title")


def _declared(reading: Reading) -> pd.DataFrame:
    named = [name for name in ("departments", "title", "kind", "level") if reading.has(name)]
    said = {name: reading.lines(name) if name == "departments" else reading.text(name) for name in named}
    return pd.DataFrame(said, index=reading.index)


def _kinds(reading: Reading) -> pd.Series[Any]:
    text = reading.text("kind")
    known = {value: achievement_kind(value) for value in text.unique()}
    for value, measure in known.items():
        if value and not measure:
            marked = text.eq(value)
            reading.say("error", "unknown_kind", _KIND, marked=marked, field_name="kind", found=value)
            reading.findings[-1] = reading.findings[-1].at(value=value, row=int(text.index[marked][0]))
    blank = text.eq("")
    if blank.any():
        reading.say("warning", "blank_kind", _BLANK_KIND, marked=blank, field_name="kind")
    return text.map(known).astype("str")


def achievement_kind(text: str) -> str:
    """Return which measure the words of a kind stand for, "" for none."""
    said = text.replace(" ", "").casefold()
    return next((measure for measure, words in KINDS.items() if said and any(word in said for word in words)), "")


def _points(reading: Reading) -> pd.Series[Any]:
    if not reading.has("points"):
        reading.say("note", "one_point_each", _ONE_EACH)
        return pd.Series(1.0, index=reading.index)
    points = reading.number("points")
    blank = points.isna()
    if blank.any():
        reading.say("warning", "no_points", _NO_POINTS, marked=blank, field_name="points")
    return points
