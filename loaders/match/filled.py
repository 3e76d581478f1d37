"""What is to be said of labels that were read from the cell above them: also where that makes two rows one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kpi.core.errors import Finding, Severity
from kpi.core.text import Text
from loaders.cells.outer import Bare
from loaders.match.fill import DITTO, blank_cells, merged_below
from loaders.match.header import is_number
from loaders.match.table import Rows, Table

_FILLED = Text(
    "'{label}' 열에서 비어 있거나 위와 같다고(〃) 적힌 {count}칸을 바로 위의 값으로 읽었습니다.",
    "{count} cells of column '{label}' that are blank or say the same as above (〃) were read as the value above them.",
)
_NOTHING_ABOVE = Text(
    "'{label}' 열의 {count}칸({rows_text}행)은 위와 같다고(〃) 적혀 있지만 그 위에 값이 없습니다. 값을 적으세요.",
    "{count} cells of column '{label}' (rows {rows_text}) say the same as above (〃), but there is nothing above. Write the value.",
)
_UNUSUAL = Text(
    "'{label}' 열에서 비어 있는 {count}칸을 바로 위의 값으로 읽었습니다({rows_text}행). 같은 값도 행마다 적은 열이라 빠뜨린 값일 수 있으니 "
    "맞는지 확인하세요.",
    "{count} blank cells of column '{label}' were read as the value above them (rows {rows_text}). The column writes equal values out "
    "on every row, so these may have been forgotten: check them.",
)
_TWICE = Text(
    "'{label}' 열의 빈칸을 바로 위의 '{above}' 값으로 읽으면 {first}행이 {other}행과 같은 것을 두 번 말하게 됩니다(이런 빈칸 {count}개: "
    "{rows_text}행). 빈칸에 맞는 값을 적거나, 같은 자료가 두 번 적힌 것이면 한 행을 지우세요.",
    "Read as the value above it ('{above}'), the blank cell of column '{label}' makes row {first} speak of the same as row {other} "
    "({count} such cells: rows {rows_text}). Write down what belongs there, or take one row out if the same figure is there twice.",
)


def said_of_filled(
    rows: Rows,
    table: Table,
    blanks: Mapping[str, pd.Series[Any]],
    *,
    named: frozenset[str],
    measured: frozenset[str] | None,
) -> list[Finding]:
    """Return what is to be said of filled cells (``blanks``: label -> which).

    A note each column; a warning where the column writes its values out elsewhere; in a table of sums an error where a row
    becomes the same as another in everything but its figures. ``named``: columns of labels; ``measured``: columns of figures
    (None: single cases, many of which may be the same). Merged cells say themselves which rows they are about.
    """
    here = {label: marked.reindex(rows.frame.index, fill_value=False) for label, marked in blanks.items()}
    here = {label: marked for label, marked in here.items() if marked.any()}
    if not here:
        return []
    loose = {label: marked & ~merged_below(rows, table, label) for label, marked in here.items()}
    notes = [_note(rows, label, marked, loose[label]) for label, marked in here.items()]
    return notes if measured is None else [*notes, *_twice(rows, loose, _told(rows.frame, named, measured))]


def nothing_above(rows: Rows, named: frozenset[str], bare: Bare) -> list[Finding]:
    """Return an error for each column of labels with cells that still say "the same as above" when all are filled."""
    found = []
    for label in rows.frame.columns:
        left = bare.one_of(label, DITTO) if label in named else None
        if left is not None and left.any():
            numbers = tuple(int(number) for number in rows.frame.index[left])
            values = {"label": label, "count": len(numbers), "rows_text": rows.origin.rows_text(numbers)}
            found.append(
                Finding(
                    "error", "nothing_above", _NOTHING_ABOVE, values, column=label, count=len(numbers), rows=numbers
                )
            )
    return found


def _note(rows: Rows, label: str, marked: pd.Series[Any], loose: pd.Series[Any]) -> Finding:
    numbers = tuple(int(number) for number in marked.index[marked])
    unusual = _written_out(rows, label, marked) > loose.sum() > 0
    values: dict[str, Any] = {"label": label, "count": len(numbers)}
    if unusual:
        values["rows_text"] = rows.origin.rows_text(numbers)
    severity: Severity = "warning" if unusual else "note"
    message = _UNUSUAL if unusual else _FILLED
    return Finding(severity, "filled_down", message, values, column=label, count=len(numbers), rows=numbers)


def _written_out(rows: Rows, label: str, filled: pd.Series[Any]) -> int:
    """Return how many cells repeat the one above them although they need not."""
    texts = rows.frame[label].str.strip()
    written = ~filled & texts.ne("")
    block = pd.Series(rows.block, index=texts.index)
    again = written & written.shift(fill_value=False) & texts.eq(texts.shift()) & block.eq(block.shift())
    return int(again.sum())


def _told(frame: pd.DataFrame, named: frozenset[str], measured: frozenset[str]) -> pd.DataFrame:
    """Return what the rows that hold a figure say beside their figures."""
    figures = [label for label in frame.columns if label not in named]
    words = {label: frame[label].str.strip() for label in frame.columns}
    for label in figures:
        texts = words[label]
        numbers = [cell for cell in texts.unique() if label in measured or is_number(cell)]
        words[label] = texts.mask(texts.isin(numbers), "")
    holds = pd.Series(False, index=frame.index)
    for label in figures:
        holds |= ~blank_cells(frame[label])
    return pd.DataFrame(words, index=frame.index)[holds]


def _twice(rows: Rows, loose: Mapping[str, pd.Series[Any]], told: pd.DataFrame) -> list[Finding]:
    """Return an error for each column whose filled cells make rows that are there twice.

    Of several filled cells of a row the last is to blame.
    """
    again = told.duplicated(keep=False)
    found, blamed = [], pd.Series(False, index=told.index)
    for label in sorted(loose, key=list(told.columns).index, reverse=True):
        here = again & loose[label].reindex(told.index) & ~blamed
        blamed |= here
        if here.any():
            found.append(_error(rows, label, tuple(int(number) for number in here.index[here]), told))
    return found


def _error(rows: Rows, label: str, numbers: tuple[int, ...], words: pd.DataFrame) -> Finding:
    first = words.loc[numbers[0]]
    same = words.index[words.eq(first).all(axis=1)]
    other = next(int(number) for number in same if number != numbers[0])
    values = {
        "label": label,
        "above": str(first[label]),
        "count": len(numbers),
        "rows_text": rows.origin.rows_text(numbers),
        "first": rows.origin.rows_text(numbers[:1]),
        "other": rows.origin.rows_text((other,)),
    }
    return Finding("error", "filled_twice", _TWICE, values, column=label, count=len(numbers), rows=numbers)
