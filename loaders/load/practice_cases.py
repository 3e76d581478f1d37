"""Cases worth copying: how many departments took each of them over."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd

from kpi.core.frames import CELL_COLUMNS, CELL_KEYS, PAIR_COLUMNS, empty
from kpi.core.organisation import normal
from kpi.core.text import Text
from loaders.load.observed import Observations
from loaders.load.periods import period_claims, periods
from loaders.load.reading import Reading
from loaders.load.rows import kept_rows
from loaders.load.sharing import say_nowhere, shared_by
from loaders.load.sums import combined, sum_cells

ADOPTED, FAILED = "case_adopted", "failed_case"
KINDS = {
    FAILED: ("실패", "미흡", "fail"),
    ADOPTED: ("우수", "선제", "적극", "모범", "수범", "good", "best", "proactive", "case", "사례"),
}
PROACTIVE = ("선제", "적극", "proactive")
"""Words of a case worth copying that was ahead of being asked for."""
TEXTS = ("title", "kind", "outline", "detail", "self_assessment", "evidence", "obstacles")
_KIND = Text(
    "'{found}' 값은 사례 구분이 아닙니다({count}행). 쓸 수 있는 값: 우수사례, 선제행정, 실패사례",
    "'{found}' is no kind of case ({count} rows). Use: 우수사례 (good practice), 선제행정 (proactive), 실패사례 (failure)",
)
_BLANK_KIND = Text(
    "구분이 비어 있는 {count}행을 뺐습니다: {rows_text}행. 셀 것이면 구분을 채우세요.",
    "{count} rows without a kind were left out: rows {rows_text}. Fill in the kind if they are to count.",
)
_NONE = Text(
    "전파 부서가 비어 있는 사례 {count}건은 0개 부서로 셉니다: {rows_text}행. 전파한 부서가 있으면 채우세요.",
    "{count} cases without an adopting department count as 0: rows {rows_text}. Fill them in if there are any.",
)
_OWN = Text(
    "사례를 낸 부서 자신은 전파 부서에서 뺐습니다({count}행: {rows_text}행).",
    "The department that made the case was left out of those adopting it ({count} rows: {rows_text}).",
)
_TWICE = Text(
    "위의 행과 연도·부서·사례명이 같은 사례가 {count}행 있습니다. 모두 셉니다: {rows_text}행. 같은 사례라면 전파 부서를 한 행에 모아 적고 나머지 행을 지우세요.",
    "{count} rows are of the same year, departments and title as a row above; all of them count: rows {rows_text}. If they are the same "
    "case, put its adopting departments into one row and delete the others.",
)
_WHOLE = Text(
    "전파 부서 수가 0 이상의 정수가 아닌 {count}행이 있습니다: {rows_text}행. 부서 수를 적으세요.",
    "{count} rows have a number of adopting departments that is no whole number from 0 up: rows {rows_text}.",
)


def practice_cases(reading: Reading) -> Observations:
    """Return the observations of a list of cases: adopting departments per case, for the whole and for each owner.

    Failures are counted and kept, but nobody is expected to adopt them: they have a measure of their own.
    """
    keys = periods(reading, "year")
    keys["period_start"] = keys["period_start"].dt.to_period("Y").dt.start_time.astype("datetime64[s]")
    keys = keys.assign(claim_start=keys["period_start"], period_months=12, department="")
    kind = _kinds(reading)
    say_nowhere(reading)
    owners, new = shared_by(reading, "departments")
    adopted, also_new = _adopting(reading, owners, kind)
    everything = pd.concat([keys, keys.loc[owners.index].assign(department=owners.to_numpy())])
    frames = []
    for measure, values in ((ADOPTED, adopted), (FAILED, pd.Series(1.0, index=reading.index))):
        chosen = everything[kind[everything.index].eq(measure).to_numpy()]
        frames.append(sum_cells(measure, values[chosen.index], chosen))
    used = keys["period_start"].where(kind.ne(""))
    _say_twice(reading, used)
    return Observations(
        cells=combined(frames, CELL_COLUMNS, CELL_KEYS),
        pairs=empty(PAIR_COLUMNS),
        claims=period_claims(reading, keys, None),
        rows=partial(
            kept_rows,
            _declared(reading).assign(adopted=adopted),
            claim_start=used,
            department=pd.Series("", index=reading.index, dtype="str"),
            identity=["title", "kind", "departments"],
        ),
        counts={"rows": len(reading.index), "used": int(used.notna().sum())},
        new_departments=tuple(dict.fromkeys([*new, *also_new])),
    )


def _say_twice(reading: Reading, used: pd.Series[Any]) -> None:
    """Say which rows have the year, departments and title of a row above, however blanks and signs are written."""
    said = pd.DataFrame(
        {name: reading.text(name).map(normal) for name in ("title", "departments")}, index=reading.index
    )
    again = used.notna() & said["title"].ne("") & said.assign(period=used).duplicated()
    if again.any():
        reading.say("warning", "case_twice", _TWICE, marked=again, field_name="title")


def _declared(reading: Reading) -> pd.DataFrame:
    said = {name: reading.text(name) for name in TEXTS if reading.has(name)}
    said |= {name: reading.lines(name) for name in ("departments", "adopters") if reading.has(name)}
    return pd.DataFrame(said, index=reading.index)


def _kinds(reading: Reading) -> pd.Series[Any]:
    """Return the measure each row counts for; without a column all are cases worth copying."""
    if not reading.has("kind"):
        return pd.Series(ADOPTED, index=reading.index, dtype="str")
    text = reading.text("kind")
    known = {value: _kind(value) for value in text.unique()}
    blank = text.eq("")
    if blank.any():
        reading.say("warning", "blank_kind", _BLANK_KIND, marked=blank, field_name="kind")
    for value in (value for value, measure in known.items() if value and not measure):
        marked = text.eq(value)
        reading.say("error", "unknown_kind", _KIND, marked=marked, field_name="kind", found=value)
        reading.findings[-1] = reading.findings[-1].at(value=value, row=int(text.index[marked][0]))
    return text.map(known).astype("str")


def _kind(text: str) -> str:
    said = text.replace(" ", "").casefold()
    return next((measure for measure, words in KINDS.items() if any(word in said for word in words)), "")


def case_kind(text: str) -> str:
    """Return what the words of a kind call a case: "good", "proactive" or "failure"; "" where they are blank or no kind."""
    measure = _kind(text)
    if measure != ADOPTED:
        return "failure" if measure else ""
    said = text.replace(" ", "").casefold()
    return "proactive" if any(word in said for word in PROACTIVE) else "good"


def _adopting(reading: Reading, owners: pd.Series[Any], kind: pd.Series[Any]) -> tuple[pd.Series[Any], tuple[str, ...]]:
    """Return the number of other departments that took each case over, and the new departments among them."""
    good = kind.eq(ADOPTED)
    if not reading.has("adopters"):
        return _numbers(reading, good), ()
    adopters, new = shared_by(reading, "adopters")
    own = pd.MultiIndex.from_arrays([owners.index, owners.map(normal)])
    itself = pd.MultiIndex.from_arrays([adopters.index, adopters.map(normal)]).isin(own)
    if itself.any():
        marked = pd.Series(reading.index.isin(adopters.index[itself]), index=reading.index)
        reading.say("note", "own_case", _OWN, marked=marked, field_name="adopters")
    counted = adopters[~itself].groupby(level=0).size().reindex(reading.index, fill_value=0).astype("float64")
    nobody = reading.lines("adopters").eq("") & good
    if nobody.any():
        reading.say("note", "no_adopters", _NONE, marked=nobody, field_name="adopters")
    return counted, new


def _numbers(reading: Reading, good: pd.Series[Any]) -> pd.Series[Any]:
    number = reading.number("adopted")
    wrong = good & number.notna() & ((number < 0) | (number % 1 != 0))
    if wrong.any():
        reading.say("error", "bad_count", _WHOLE, marked=wrong, field_name="adopted")
    nobody = number.isna() & good
    if nobody.any():
        reading.say("note", "no_adopters", _NONE, marked=nobody, field_name="adopted")
    return number.fillna(0.0)  # nobody took it over, which was said above
