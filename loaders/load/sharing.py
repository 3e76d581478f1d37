"""Cells that name several departments: what one list of them says."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from kpi.core.organisation import Register, normal
from kpi.core.text import Text
from loaders.cells.text import clean
from loaders.load.names import new_departments
from loaders.load.names_several import named_in
from loaders.load.reading import Reading
from loaders.load.spellings import one_spelling

_SEPARATORS = re.compile(r"\s*[,;/\n]\s*|\s+및\s+")
_DOTS = re.compile(r"\s*[·ㆍ・]\s*")
_NO_DEPARTMENT = Text(
    "부서가 없는 {count}행은 기관 전체에만 셉니다: {rows_text}행. 부서가 있으면 채우세요.",
    "{count} rows without a department count for the whole organisation only: rows {rows_text}. Fill in the department if there is one.",
)


def say_nowhere(reading: Reading) -> None:
    """Say which rows name no department, where there is a column of them."""
    blank = reading.lines("departments").eq("")
    if blank.any() and reading.has("departments"):
        reading.say("warning", "no_department", _NO_DEPARTMENT, marked=blank, field_name="departments")


def split_departments(text: str, register: Register) -> tuple[str, ...]:
    """Return the departments named in one cell; "·" separates only where it does not belong to a known name."""
    found: list[str] = []
    for part in map(clean, _SEPARATORS.split(text)):
        dotted = [piece for piece in _DOTS.split(part) if piece]
        whole = register.find(part) is not None or not _all_departments(part, dotted, register)
        found += [part] if whole else dotted
    return tuple(dict.fromkeys(name for name in map(clean, found) if name))


def _all_departments(part: str, dotted: list[str], register: Register) -> bool:
    return all(register.find(piece) for piece in dotted) or tuple(dotted) == named_in(part, register)


def shared_by(reading: Reading, field: str) -> tuple[pd.Series[Any], tuple[str, ...]]:
    """Return one row for each department named in a field (index = row of the table), and the new departments."""
    text = reading.lines(field)
    register = reading.context.departments
    split = text.map({cell: split_departments(cell, register) for cell in text.unique()})
    parts = one_spelling(split.explode().dropna().astype("str"))
    twice = pd.MultiIndex.from_arrays([parts.index, parts.map(normal)]).duplicated()
    parts = parts[~twice]
    return parts, new_departments(reading, parts, field)
