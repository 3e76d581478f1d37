"""Rows of a summed-up table that speak of the same thing twice."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kpi.core.text import Text
from loaders.load.reading import Reading
from loaders.match.axes import NUMBER_COLUMN
from loaders.match.header import is_number

_SAME = Text(
    "모든 칸이 똑같은 행이 되풀이되어 {count}행은 세지 않고 한 번만 셉니다: {rows_text}행. 서로 다른 자료라면 구별되게 적으세요.",
    "{count} rows repeat another row in every cell and do not count again: rows {rows_text}. If they are different figures, "
    "write down what tells them apart.",
)
_ASK = Text(
    "같은 기간·부서·업무(문항)인데 값이 다른 {count}행이 있습니다: {rows_text}행. 잘못 적은 칸을 고치거나, 나눠 적은 자료이면 합치고"
    "(건수로 가중) 고쳐 적은 자료이면 마지막 행만 세도록 정하세요.",
    "{count} rows are of the same period, department and task (item) but hold other figures: rows {rows_text}. Correct the "
    "cell that is wrong; or say that they are parts to be pooled (by n), or that the last row corrects the others.",
)
_ADDED = Text(
    "같은 기간·부서·업무(문항)의 {count}행을 건수로 가중하여 합쳤습니다: {rows_text}행. 같은 자료가 두 번 적힌 것이면 한 행만 남기세요.",
    "{count} rows of the same period, department and task (item) were pooled by n: rows {rows_text}. Keep one row if it is the same figure twice.",
)
_LAST = Text(
    "같은 기간·부서·업무(문항)의 행 가운데 마지막 행만 세고 {count}행을 뺐습니다: {rows_text}행.",
    "Of rows of the same period, department and task (item) only the last counts; {count} rows were left out: rows {rows_text}.",
)
_CANNOT = Text(
    "같은 기간·부서·업무(문항)가 되풀이되는데 건수가 없어 합칠 수 없는 {count}행이 있습니다: {rows_text}행. 건수를 채우거나 한 행만 남기세요.",
    "{count} rows repeat a period, department and task (item) but have no n to pool them by: rows {rows_text}. Fill in n, or keep one row.",
)
_APART = Text(
    _CANNOT.ko
    + " '{label}' 열이 이 행들을 구별합니다. 문항이나 업무의 이름이면 그렇게 지정하세요(명령줄: --map {field}='{label}').",
    _CANNOT.en
    + " Column '{label}' tells these rows apart: if it holds their items or tasks, say so (command line: --map {field}='{label}').",
)


def repeated(reading: Reading, keys: pd.DataFrame, n: pd.Series[Any]) -> pd.Series[Any]:
    """Return by row which rows do not count, as another one speaks of the same; say so, or ask.

    ``keys`` and ``n`` may hold several values a row (items in columns); their index is the row number. Rows that are the
    same in every cell count once. Others are asked about: they are pooled, or the last one is taken; without n they
    cannot be pooled.
    """
    dated = keys["period_start"].notna()
    same = _rows(reading, keys.duplicated() & dated) & _alike(reading)
    if same.any():
        reading.say("warning", "rows_same", _SAME, marked=same)
    left = dated & ~keys.index.isin(same.index[same])
    keys, n = keys[left], n[left]
    again = keys.duplicated(keep=False)
    if not again.any():
        return same
    if reading.choice.repeats == "last":
        earlier = _rows(reading, keys.duplicated(keep="last"))
        reading.say("warning", "rows_last", _LAST, marked=earlier)
        return same | earlier
    known, hopeless = (_rows(reading, again & has) for has in (n.notna(), n.isna()))
    if known.any() and reading.choice.repeats == "pool":
        reading.say("warning", "rows_pooled", _ADDED, marked=known)
    elif known.any():
        reading.say("error", "ask_repeats", _ASK, marked=known)
        reading.findings[-1] = reading.findings[-1].at(choices=("pool", "last"))
    if hopeless.any():
        _say_hopeless(reading, hopeless)
    return same


def _say_hopeless(reading: Reading, rows: pd.Series[Any]) -> None:
    """Say which rows cannot be pooled, and which unread column of words tells them apart: items or tasks, perhaps."""
    used = set(reading.mapping.values())
    field = next(
        (name for name in ("item", "task") if name in reading.layout.source.by_name and not reading.has(name)), ""
    )
    table = reading.layout.table
    for label in (one for one in map(str, table.columns) if field and one not in used):
        words = reading.layout.bare[label]
        known = [table[one] for one in used if one in table and not table[one].map(is_number).all()]
        if not words.map(is_number).any() and not pd.concat([words, *known], axis=1)[rows].duplicated().any():
            reading.say("error", "rows_repeated", _APART, marked=rows, label=label, field=field)
            return
    reading.say("error", "rows_repeated", _CANNOT, marked=rows)


def _alike(reading: Reading) -> pd.Series[Any]:
    """Return which rows are the same as an earlier one in every cell of the table, running numbers aside."""
    table = reading.layout.table
    told = [label for label in map(str, table.columns) if not NUMBER_COLUMN.fullmatch(label.strip())]
    return table[told].apply(lambda cells: cells.str.strip()).duplicated()


def _rows(reading: Reading, chosen: pd.Series[Any]) -> pd.Series[Any]:
    return pd.Series(reading.index.isin(chosen.index[chosen]), index=reading.index)
