"""Cells the analyst put right, written into a book before anything in it is recognised."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kpi.core.errors import Finding
from kpi.core.text import Text
from loaders.choice import Fix

if TYPE_CHECKING:
    from loaders.gate.files import Book, Sheet

SHOWN = 5
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
_FIXED = Text(
    "고친 칸 {count}개를 고친 값으로 읽었습니다: {cells}",
    "{count} cells were read with the value they were put right to: {cells}",
)
_OUTSIDE = Text(
    "고치려는 '{sheet_name}' 시트의 '{cell_name}' 칸은 이 파일의 표 밖에 있습니다. 시트와 칸 주소(예: C14)를 확인하세요.",
    "The cell '{cell_name}' of sheet '{sheet_name}' that is to be put right lies outside this file. Check the sheet and the "
    "address (for example C14).",
)


def fixed(book: Book, fixes: tuple[Fix, ...]) -> tuple[Book, list[Finding]]:
    """Return the book with the cells put right, a note that says so, and an error for each address that is not there."""
    if not fixes:
        return book, []
    sheets = {sheet.name: sheet for sheet in book.sheets}
    done: list[tuple[str, int, int]] = []
    findings = []
    for fix in fixes:
        sheet = sheets.get(fix.sheet) or (next(iter(sheets.values())) if len(sheets) == 1 and not fix.sheet else None)
        place = _place(sheet, fix.cell) if sheet is not None else None
        if sheet is None or place is None:
            values = {"sheet_name": fix.sheet, "cell_name": fix.cell}
            findings.append(Finding("error", "fix_outside", _OUTSIDE, values, cell=fix.cell, value=fix.value))
            continue
        sheets[sheet.name] = _written(sheets[sheet.name], place, fix.value)
        done.append((sheet.name, *place))
    if done:
        cells = ", ".join(fix.place for fix in fixes[:SHOWN])
        said = {"count": len(done), "cells": cells + (" ..." if len(fixes) > SHOWN else "")}
        note = Finding("note", "fixed_cells", _FIXED, said, sheet=done[0][0], count=len(done), marks=tuple(done))
        findings.append(note)
    return replace(book, sheets=tuple(sheets[sheet.name] for sheet in book.sheets)), findings


def _place(sheet: Sheet, address: str) -> tuple[int, int] | None:
    """Return (row, 0-based column) of an address inside the sheet, or None."""
    match = _ADDRESS.fullmatch(address.strip())
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(match[2])
    return (row, column - 1) if row in sheet.frame.index and column <= sheet.frame.shape[1] else None


def _written(sheet: Sheet, place: tuple[int, int], value: str) -> Sheet:
    frame = sheet.frame.copy()
    frame.loc[place[0], place[1]] = value
    faults = {at: fault for at, fault in sheet.faults.items() if at != place}
    return replace(sheet, frame=frame, faults=faults)
