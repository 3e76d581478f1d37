"""Labels that are given once for several rows: merged cells, or blanks below the first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import numpy as np
import pandas as pd

from loaders.cells.outer import Bare, stripped
from loaders.match.header import is_number
from loaders.match.table import Rows, Table
from loaders.source import ITEM, Source

_LABELS = frozenset({"text", "id", "period", "role", "names", "datetime"})
"""Kinds of fields whose merged cells speak for every row they span."""
MEASURED = frozenset({"number", "duration", "answer"})
"""Kinds of fields that hold figures."""
DITTO: Final = frozenset(
    {"〃", "〃〃", '"', "″", "”", "“", "''", "´´", "상동", "동상", "위와 같음", "위와같음", "위와 동일", "ditto"}
)
"""What is written for "the same as above" where labels stand."""
_CLOSING = (
    r"(?i)\s*[\[(<]?\s*(?:소\s*계|합\s*계|총\s*계|누\s*계|계|평\s*균|전\s*체|total|subtotal|average)\s*[\])>]?\s*"
)


def filled_down(
    rows: Rows, table: Table, source: Source, mapping: Mapping[str, str], *, everywhere: bool, bare: Bare | None = None
) -> tuple[Rows, dict[str, pd.Series[Any]]]:
    """Return the rows with label columns filled from above, and for each label which cells were filled.

    Merged cells speak for all rows they span, and "〃" says the same as above. Where ``everywhere`` holds (sums), so do blanks below a key, but never
    into another block, past a closing total, or in a row that holds nothing but numbers. ``bare``: the columns of the rows.
    """
    frame, told, bare = rows.frame, {}, bare or Bare(rows.frame)
    keys = [mapping[column.name] for column in source.columns if column.key and column.name in mapping]
    kinds = {label: source.by_name[name].kind for name, label in mapping.items() if name in source.by_name}
    closing = _closing(frame, keys) if everywhere else pd.Series(False, index=frame.index)
    measured = {label for name, label in mapping.items() if kinds.get(label) in MEASURED or name.startswith(ITEM)}
    labelled = _labelled(frame, keys, measured) if everywhere else {}
    for label in dict.fromkeys([*keys, *(label for label, kind in kinds.items() if kind in _LABELS)]):
        same = pd.Series(bare.one_of(label, DITTO), index=frame.index)
        blank = bare[label].eq("") | same
        if not blank.any():
            continue
        here = (blank & merged_below(rows, table, label)) | same
        if everywhere and label in keys:
            here = here | (blank & labelled[label])
        above = frame[label].mask(blank | closing)
        group = pd.Series(rows.block, index=frame.index) * (len(frame) + 1) + closing.cumsum()
        above = above.groupby(group.to_numpy()).ffill()
        filled = here & above.notna()
        if filled.any():
            frame = frame.assign(**{label: frame[label].where(~filled, above)})
            told[label] = filled
    return replace(rows, frame=frame), told


def blank_cells(values: pd.Series[Any]) -> pd.Series[Any]:
    """Return which cells hold nothing but blanks."""
    return stripped(values).eq("")


def _closing(frame: pd.DataFrame, keys: list[str]) -> pd.Series[Any]:
    """Return the rows that close what is above them: one key says it is a total, and the keys behind it are blank."""
    closing = pd.Series(False, index=frame.index)
    for place, label in enumerate(keys):
        total = frame[label].str.fullmatch(_CLOSING)
        for other in keys[place + 1 :] + keys[:place]:
            total = total & blank_cells(frame[other])
        closing = closing | total
    return closing


def _labelled(frame: pd.DataFrame, keys: list[str], measured: set[str]) -> dict[str, pd.Series[Any]]:
    """Return for each key the rows that hold another key, or any other words."""
    words: dict[str, pd.Series[Any]] = {}
    for label in frame.columns.difference(list(measured), sort=False):
        text = frame[label]
        distinct = [cell for cell in text.unique() if cell.strip() and (label in keys or not is_number(cell))]
        words[label] = text.isin(distinct)
    return {key: _any([marked for label, marked in words.items() if label != key], frame) for key in keys}


def _any(marks: list[pd.Series[Any]], frame: pd.DataFrame) -> pd.Series[Any]:
    found = pd.Series(False, index=frame.index)
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
