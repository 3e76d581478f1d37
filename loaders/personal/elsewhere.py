"""Registration numbers outside the table that is read: titles, remarks, other sheets, hidden ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from kpi.core.errors import Finding
from kpi.core.text import Text
from loaders.match.labels import letters
from loaders.origin import MOST_MARKS, SHOWN_ROWS, Places
from loaders.personal.cells import Hits
from loaders.personal.looks import look
from loaders.personal.pairs import cut_in_two
from loaders.personal.verdicts import resident_numbers

if TYPE_CHECKING:
    from loaders.gate.files import Sheet
    from loaders.match.recognise import Layout

_ELSEWHERE = Text(
    "읽은 표 밖의 {count}칸에 주민(외국인)등록번호로 보이는 값이 있습니다: {cells}. "
    "이 칸은 저장하지 않지만, 원본 파일에서 지우세요.",
    "{count} cells outside the table that is read look like resident registration numbers: {cells}. "
    "They are not stored, but remove them from the original file.",
)


def registered_elsewhere(layout: Layout) -> dict[tuple[str, int], Hits]:
    """Return sheet and 0-based column -> the cells with registration numbers outside the table.

    Columns that the analyst dropped are part of the table: nothing is said of them again.
    """
    columns = {place for places in layout.origin.columns.values() for place in places}
    rows = _rows_by_sheet(layout)
    return {
        (sheet.name, column): hits
        for sheet in layout.book.sheets
        for column, hits in _uncovered(sheet, rows.get(sheet.name), columns).items()
    }


def elsewhere_findings(cells: Mapping[tuple[str, int], Hits], file: str) -> list[Finding]:
    """Return a warning for each sheet that has such cells."""
    sheets = dict.fromkeys(sheet for sheet, _ in cells)
    return [
        _warning(file, name, {column: hits for (sheet, column), hits in cells.items() if sheet == name})
        for name in sheets
    ]


def _rows_by_sheet(layout: Layout) -> Mapping[str, Any]:
    """Return the row numbers of the table, by sheet."""
    origin, ids = layout.origin, layout.table.index.to_numpy()
    if not isinstance(origin.places, Places):
        return {origin.sheet: ids}
    places, at = origin.places, ids - 1
    block, rows = np.asarray(places.block)[at], np.asarray(places.rows)[at]
    return {
        name: np.unique(
            np.concatenate([rows[block == number] for number, of in enumerate(places.sheets) if of == name])
        )
        for name in dict.fromkeys(places.sheets)
    }


def _uncovered(sheet: Sheet, rows: Any, columns: set[int]) -> dict[int, Hits]:
    """Return column -> cells with registration numbers outside the table's rows and columns."""
    inside = np.zeros(len(sheet.frame), dtype=np.bool_)
    if rows is not None and len(rows) and len(sheet.frame):
        inside[np.asarray(rows) - int(sheet.frame.index[0])] = True
    cells = {at: sheet.frame.iloc[:, at] for at in range(sheet.frame.shape[1])}
    cells = {at: column[~inside] if at in columns else column for at, column in cells.items()}
    looks = {at: look(column, "") for at, column in cells.items()}
    found = {at: resident_numbers(seen, "") for at, seen in looks.items()}
    for at, halves in cut_in_two(cells.__getitem__, looks).items():
        found[at] = max(found[at], halves, key=lambda hits: hits.count)
    return {at: hits for at, hits in found.items() if hits.count}


def _warning(file: str, sheet: str, cells: Mapping[int, Hits]) -> Finding:
    marks = sorted((row, at) for at, hits in cells.items() for row in hits.ids)[:MOST_MARKS]
    count = sum(hits.count for hits in cells.values())
    addresses = [f"{letters(at)}{row}" for row, at in marks]
    shown = ", ".join(addresses[:SHOWN_ROWS]) + (" ..." if count > SHOWN_ROWS else "")
    return Finding(
        "warning",
        "personal_elsewhere",
        _ELSEWHERE,
        {"count": count, "cells": shown},
        file=file,
        sheet=sheet,
        row=marks[0][0],
        cell=addresses[0],
        value=cells[marks[0][1]].example,
        count=count,
        rows=tuple(row for row, _ in marks[:SHOWN_ROWS]),
        marks=tuple((sheet, row, at) for row, at in marks),
    )
