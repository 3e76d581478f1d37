"""Resident registration numbers: a file that holds them is refused, whichever column they are in."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kpi.core.errors import Finding
from kpi.core.text import Text
from loaders.match_labels import plain

HEADERS = ("주민등록번호", "주민번호", "외국인등록번호", "residentregistrationnumber", "rrn")
_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_DATE = "[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_WRITTEN = rf"(?:^|[^0-9]){_DATE} ?- ?[1-8][0-9]{{6}}(?:[^0-9]|$)"
_BARE = rf"^{_DATE}[1-8][0-9]{{6}}$"
SHORTEST, CHECKED = 13, 5_000
_HEADER = Text(
    "주민등록번호 열이 있는 파일은 받지 않습니다. 열을 지우고 다시 올리세요. 아무것도 저장하지 않았습니다.",
    "Files with a column of resident registration numbers are refused. Delete the column and upload again; nothing was kept.",
)
_CELLS = Text(
    "주민등록번호로 보이는 값이 {count}칸 있습니다. 지우고 다시 올리세요. 아무것도 저장하지 않았습니다.",
    "{count} cells look like resident registration numbers. Remove them and upload again; nothing was kept.",
)


def resident_numbers(table: pd.DataFrame) -> list[Finding]:
    """Return an error for every column that is called so, or whose cells look so; values are never quoted."""
    found = []
    for label in table.columns:
        if any(header in plain(str(label)) for header in HEADERS):
            found.append(Finding("error", "personal_data", _HEADER, column=str(label)))
            continue
        marked = _looks_so(table[label])
        if marked.any():
            rows = tuple(int(row) for row in table.index[marked])
            count = len(rows)
            values = {"count": count}
            place: dict[str, Any] = {"column": str(label), "row": rows[0], "rows": rows[:5], "count": count}
            found.append(Finding("error", "personal_data", _CELLS, values, value="******-*******", **place))
    return found


def _looks_so(values: pd.Series[Any]) -> pd.Series[Any]:
    """Return the cells with a hyphenated number; bare thirteen digits only where their check digit is right."""
    nowhere = pd.Series(False, index=values.index)
    long = values.str.len() >= SHORTEST
    if not long.any():
        return nowhere
    text = values[long]
    written = text.str.contains(_WRITTEN, regex=True)
    bare = text.str.strip().str.match(_BARE)
    right = text[bare].str.strip().map(_checks) if bare.any() else bare[bare]
    if len(right) and right.astype("bool").mean() > 0.5:
        written = written | bare
    return written.astype("bool").reindex(values.index, fill_value=False)


def _checks(number: str) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return (11 - total % 11) % 10 == int(number[12])
