"""Rows of a bureau beside rows of its departments in a summed-up table: added up, the departments would count twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from kpi.core.hierarchy import guessed_level
from kpi.core.nesting import NESTED_COLUMNS, nested
from kpi.core.text import LANGS, Text
from loaders.asking import SUGGESTED
from loaders.load.reading import Reading

SHOWN = 4
LEAST_PARTS = 2
"""From this number of departments on whose n add up to the n of the bureau before or after them."""
WHOLE_IF_BLANK = ("task", "stratum")
_PLACE = ("department", "period_start", "period_months", "claim_start")
ANSWERS = ("total", "apart")
_ASK = Text(
    "국 행과 그 국에 속한 과 행이 같은 기간에 함께 있어 그대로 더하면 두 번 셉니다: {units}. 국 행 {count}개({rows_text}행)가 과를 합친 값이면 빼고, "
    "국이 따로 처리한 자료이면 함께 세도록 정하세요.",
    "Rows of a bureau stand beside rows of its departments for the same period; added up they would count twice: {units}. Say "
    "whether the {count} rows of bureaus (rows {rows_text}) are totals, which are left out, or work of their own, which counts too.",
)
_LEFT_OUT = Text(
    "과를 합친 값이라고 한 국 행 {count}개를 세지 않습니다({rows_text}행): {units}",
    "Left out as totals of their departments ({count}; rows {rows_text}): {units}",
)
_APART = Text(
    "국 행과 그 국에 속한 과 행을 서로 다른 자료로 함께 셉니다({rows_text}행): {units}. 합계라면 두 번 세는 것입니다.",
    "Rows of bureaus and of their departments both count, as figures of their own (rows {rows_text}): {units}. If they are "
    "totals, everything counts twice.",
)
_UNIT = Text("'{name}'({parts})", "'{name}' ({parts})")
_SUMS = Text("'{name}' {n}건({parts} 합 {sum}건)", "'{name}' n {n} ({parts}: {sum})")


@dataclass(frozen=True)
class _Rows:
    """One row a value: its labels in ``at`` (row numbers, which may repeat), department, period, other keys, and n.

    In the keys ``alike`` a blank speaks of all; those of ``same`` are what is counted.
    """

    frame: pd.DataFrame
    same: tuple[str, ...]
    alike: tuple[str, ...]


def totals_of_units(reading: Reading, keys: pd.DataFrame, n: pd.Series[Any]) -> pd.Series[Any]:
    """Return which rows do not count, as they are totals of departments that have rows of their own; say so, or ask.

    ``keys`` and ``n`` may hold several values a row; their index is the row number. A bureau is known by the register, or,
    where the register says nothing of it, by its name and an n that is the sum of the departments before or behind it.
    """
    nothing = pd.Series(False, index=reading.index)
    if reading.again or not reading.has("department"):
        return nothing
    rows = _rows(reading, keys, n)
    by_register = nested(rows.frame, rows.frame, reading.context.departments, same=rows.same, alike=rows.alike)
    pairs = pd.concat([by_register, _adding_up(rows)]).drop_duplicates(ignore_index=True)
    if pairs.empty:
        return nothing
    marked = pd.Series(reading.index.isin(rows.frame.loc[pairs["upper"], "at"]), index=reading.index)
    units, fits = _described(rows.frame, pairs)
    if reading.choice.levels is None:
        likely = {SUGGESTED: "total"} if fits else {}
        reading.say("error", "ask_levels", _ASK, marked=marked, field_name="department", units=units, **likely)
        reading.findings[-1] = reading.findings[-1].at(choices=ANSWERS, value="")
        return nothing
    total = reading.choice.levels == "total"
    said = ("bureaus_left_out", _LEFT_OUT) if total else ("bureaus_counted", _APART)
    reading.say("warning", *said, marked=marked, field_name="department", units=units)
    return marked if total else nothing


def _rows(reading: Reading, keys: pd.DataFrame, n: pd.Series[Any]) -> _Rows:
    """Return the dated rows under the registered names that the analyst gave them."""
    rest = [name for name in keys.columns if name not in _PLACE]
    frame = keys.assign(at=keys.index, n=n.to_numpy(dtype="float64"))[keys["period_start"].notna()]
    frame = frame.reset_index(drop=True)
    given = {name: registered for (kind, name), registered in reading.same_as.items() if kind == "department"}
    if given:
        frame["department"] = frame["department"].map(lambda name: given.get(name, name)).astype("str")
    return _Rows(
        frame,
        tuple(name for name in rest if name not in WHOLE_IF_BLANK),
        tuple(name for name in rest if name in WHOLE_IF_BLANK),
    )


def _adding_up(rows: _Rows) -> pd.DataFrame:
    """Return bureaus, by their names, and the departments next to them whose n add up to theirs exactly."""
    frame = rows.frame
    levels = frame["department"].map({name: guessed_level(name) for name in frame["department"].unique()})
    if not levels.eq("bureau").any():
        return pd.DataFrame({name: pd.Series(dtype="int64") for name in NESTED_COLUMNS})
    found: list[tuple[int, int]] = []
    for _, group in frame.groupby(["period_start", "period_months", *rows.same, *rows.alike], sort=False):
        bureaus = levels[group.index].eq("bureau").to_numpy()
        found += _runs(group.index.to_numpy(), bureaus, group["n"].to_numpy())
    return pd.DataFrame(found, columns=list(NESTED_COLUMNS), dtype="int64")


def _runs(labels: Any, bureaus: Any, n: Any) -> list[tuple[int, int]]:
    """Return the pairs of one group of rows: for each bureau the run of others behind it, else before it, that adds up."""
    places = np.flatnonzero(bureaus)
    found = []
    for number, place in enumerate(places):
        after = range(place + 1, places[number + 1] if number + 1 < len(places) else len(labels))
        before = range(places[number - 1] + 1 if number else 0, place)
        for run in (after, before):
            parts = list(run)
            if len(parts) >= LEAST_PARTS and n[place] > 0 and n[parts].sum() == n[place]:
                found += [(int(labels[place]), int(labels[part])) for part in parts]
                break
    return found


def _described(frame: pd.DataFrame, pairs: pd.DataFrame) -> tuple[Text, bool]:
    """Return the bureaus in words, each with the departments and n of its first row, and whether every n is their sum."""
    n = frame["n"]
    sums = n[pairs["lower"]].groupby(pairs["upper"].to_numpy(), sort=False).sum(min_count=1)
    first = frame.loc[sums.index, "department"].drop_duplicates()
    said = []
    for row, name in first.items():
        parts = list(dict.fromkeys(frame.loc[pairs.loc[pairs["upper"].eq(row), "lower"], "department"]))
        names = ", ".join(parts[:SHOWN]) + (" ..." if len(parts) > SHOWN else "")
        known = np.isfinite(n[row]) and np.isfinite(sums[row])
        told = {"n": f"{n[row]:,.0f}", "sum": f"{sums[row]:,.0f}"} if known else {}
        said.append((_SUMS if known else _UNIT, {"name": str(name), "parts": names, **told}))
    more = " ..." if len(said) > SHOWN else ""
    words = ["; ".join(text.say(lang, **values) for text, values in said[:SHOWN]) + more for lang in LANGS]
    return Text(*(one.replace("{", "(").replace("}", ")") for one in words)), bool(sums.eq(n[sums.index]).all())
