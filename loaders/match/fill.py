"""Labels that are given once for several rows: merged cells, or blanks below the first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import pandas as pd

from loaders.cells.outer import Bare, stripped
from loaders.match.blanks import Blanks, Carried, Unclear
from loaders.match.header import is_number
from loaders.match.labels import plain
from loaders.match.table import Rows, Table
from loaders.source import ITEM, Column, Source

_LABELS = frozenset({"text", "id", "period", "role", "names", "datetime"})
"""Kinds of fields whose merged cells speak for every row they span."""
MEASURED = frozenset({"number", "duration", "answer"})
"""Kinds of fields that hold figures."""
DITTO: Final = frozenset(
    {"〃", "〃〃", '"', "″", "”", "“", "''", "´´", "상동", "동상", "위와 같음", "위와같음", "위와 동일", "ditto"}
)
"""What is written for "the same as above" where labels stand."""
_CLOSING = re.compile(
    r"(?i)\s*[\[(<]?\s*(?:소\s*계|합\s*계|총\s*계|누\s*계|계|평\s*균|전\s*체|total|subtotal|average)\s*[\])>]?\s*"
)


@dataclass(frozen=True)
class Filled:
    """Rows with their labels filled; ``told``: label -> which cells were filled; ``unclear``: columns that may be given once for
    several rows and have blanks.
    """

    rows: Rows
    told: Mapping[str, pd.Series[Any]]
    unclear: Mapping[str, Unclear]


def filled_down(
    rows: Rows,
    table: Table,
    source: Source,
    mapping: Mapping[str, str],
    *,
    everywhere: bool,
    bare: Bare | None = None,
    blanks: Blanks | None = None,
) -> Filled:
    """Return the rows with label columns filled from above.

    Merged cells speak for all rows they span, and "〃" says the same as above. Where ``everywhere`` holds (sums), so do blanks below a key, but never
    into another block, past a closing total, or in a row that holds nothing but numbers; elsewhere only blanks of the columns of
    which the analyst said so (``blanks``). ``bare``: the columns of the rows.
    """
    bare, blanks = bare or Bare(rows.frame), blanks or Blanks()
    given = _given(source, mapping)
    keys = [label for label, column in given.items() if column.key]
    measured = {label for name, label in mapping.items() if _is_measured(source, name)}
    labelled = _labelled(rows.frame, keys, measured) if everywhere else {}
    same = {label: pd.Series(bare.one_of(label, DITTO), index=rows.frame.index) for label in given}
    blank = {label: bare[label].eq("") | same[label] for label in given}
    some = any(cells.any() for cells in blank.values())
    closing = _closing(rows.frame, keys, bare, alone=everywhere) if some else _nowhere(rows.frame)
    frame, told, unclear = rows.frame, {}, {}
    for label, column in given.items():
        if not blank[label].any() and blanks.carried is None:
            continue
        values = _above(rows, label, blank[label], closing, blanks.carried)
        above = values.above
        here = (blank[label] & merged_below(rows, table, label)) | same[label]
        if plain(label) in blanks.filled:
            here = blank[label]
        elif everywhere and column.key and plain(label) not in blanks.left:
            here = here | (blank[label] & labelled[label])
        elif not everywhere and blanks.may_ask(column, label):
            unclear[label] = replace(values, blank=blank[label] & ~here & above.notna())
        filled = here & above.notna()
        if filled.any():
            frame = frame.assign(**{label: frame[label].where(~filled, above)})
            told[label] = filled
    return Filled(replace(rows, frame=frame), told, unclear)


def _given(source: Source, mapping: Mapping[str, str]) -> dict[str, Column]:
    """Return the columns of labels that may be filled, keys first."""
    known = [column for column in source.columns if column.name in mapping]
    rest = [column for column in known if not column.key and column.kind in _LABELS]
    return {mapping[column.name]: column for column in [*(one for one in known if one.key), *rest]}


def _is_measured(source: Source, name: str) -> bool:
    return name.startswith(ITEM) or (name in source.by_name and source.by_name[name].kind in MEASURED)


def _above(rows: Rows, label: str, blank: pd.Series[Any], closing: pd.Series[Any], carried: Carried | None) -> Unclear:
    """Return the value that stands in each row or above it: in its block, behind the last closing total, else in the part of the
    file before.
    """
    written = rows.frame[label].mask(blank | closing)
    above, before = _filled(written, rows, closing)
    last = None if carried is None else carried.above.get(label)
    if last is not None:
        first = closing.cumsum().eq(0)
        above, before = (values.where(values.notna() | ~first, last) for values in (above, before))
    if carried is not None and len(above):
        carried.above.pop(label, None)
        carried.above.update({} if pd.isna(above.iloc[-1]) else {label: above.iloc[-1]})
    return Unclear(blank, written.notna(), above, written.notna() & written.eq(before))


def _filled(written: pd.Series[Any], rows: Rows, closing: pd.Series[Any]) -> tuple[pd.Series[Any], pd.Series[Any]]:
    """Return the last value in each row or above it, and above it."""
    if not len(rows.block) or (rows.block[0] == rows.block[-1] and not closing.any()):
        above = written.ffill()
        return above, above.shift()
    group = (pd.Series(rows.block, index=written.index) * (len(written) + 1) + closing.cumsum()).to_numpy()
    above = written.groupby(group).ffill()
    return above, above.groupby(group).shift()


def blank_cells(values: pd.Series[Any]) -> pd.Series[Any]:
    """Return which cells hold nothing but blanks."""
    return stripped(values).eq("")


def _closing(frame: pd.DataFrame, keys: list[str], bare: Bare, *, alone: bool) -> pd.Series[Any]:
    """Return the rows that close what is above them: a key says it is a total; where ``alone``, and the other keys are blank.

    In a table of sums a total may have rows of its own.
    """
    closing = _nowhere(frame)
    for label in keys:
        words = [text for text in bare[label].unique() if _CLOSING.fullmatch(text)]
        if not words:
            continue
        total = bare[label].isin(words)
        for other in (one for one in keys if alone and one != label):
            total = total & bare[other].eq("")
        closing = closing | total
    return closing


def _nowhere(frame: pd.DataFrame) -> pd.Series[Any]:
    return pd.Series(False, index=frame.index)


def _labelled(frame: pd.DataFrame, keys: list[str], measured: set[str]) -> dict[str, pd.Series[Any]]:
    """Return for each key the rows that hold another key, or any other words."""
    words: dict[str, pd.Series[Any]] = {}
    for label in frame.columns.difference(list(measured), sort=False):
        text = frame[label]
        distinct = [cell for cell in text.unique() if cell.strip() and (label in keys or not is_number(cell))]
        words[label] = text.isin(distinct)
    return {key: _any([marked for label, marked in words.items() if label != key], frame) for key in keys}


def _any(marks: list[pd.Series[Any]], frame: pd.DataFrame) -> pd.Series[Any]:
    found = _nowhere(frame)
    for marked in marks:
        found = found | marked
    return found


def merged_below(rows: Rows, table: Table, label: str) -> pd.Series[Any]:
    """Return the rows whose cell of a column lies in a range that is merged downwards."""
    inside = np.zeros(len(rows.frame), dtype="bool")
    numbers = (
        np.array([rows.origin.place(int(number)).row for number in rows.frame.index]) if rows.origin.places else None
    )
    numbers = rows.frame.index.to_numpy() if numbers is None else numbers
    columns = rows.origin.columns.get(label, (-1,))
    for number, part in enumerate(table.parts):
        column = columns[min(number, len(columns) - 1)]
        for first, left, last, right in part.sheet.merged:
            if left <= column <= right and last > first:
                inside |= (rows.block == number) & (numbers >= first) & (numbers <= last)
    return pd.Series(inside, index=rows.frame.index)
