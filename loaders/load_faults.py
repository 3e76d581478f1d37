"""Cells that cannot be read: what was found, what was expected, grouped so that a thousand faults are a few lines."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

import pandas as pd

from kpi.core.errors import Finding
from kpi.core.text import Text

if TYPE_CHECKING:
    from loaders.match import Layout

MOST_VALUES, SHOWN_CHARACTERS = 10, 40
_ORDER_UNKNOWN = re.compile(r"^\d{1,2}\s*[-./]\s*\d{1,2}\s*[-./]\s*\d{1,4}")
_DAY_LIKE = re.compile(r"^\D?\d{4}\s*[-./년]\s*\d{1,2}\s*[-./월]\s*\d{1,2}")
_NO_SUCH_DAY = Text(
    "'{found}' 값은 없는 날짜입니다. 예: 2025-02-28",
    "'{found}' is no day of the calendar. Example: 2025-02-28",
)
_TWO_READINGS = Text(
    "'{found}' 값은 연·월·일의 순서를 알 수 없습니다. 2025-02-28처럼 네 자리 연도를 앞에 쓰세요.",
    "The order of year, month and day in '{found}' is not known. Write the year first with four digits: 2025-02-28",
)
_EXPECTED = {
    "datetime": Text(
        "'{found}' 값을 날짜로 읽을 수 없습니다. 예: 2025-02-28 또는 2025-02-28 14:30",
        "'{found}' cannot be read as a date. Example: 2025-02-28 or 2025-02-28 14:30",
    ),
    "period": Text(
        "'{found}' 값을 기간으로 읽을 수 없습니다. 예: 2025, 2025년 상반기, 2025-03",
        "'{found}' cannot be read as a period. Example: 2025, 2025 H1, 2025-03",
    ),
    "duration": Text(
        "'{found}' 값을 시간으로 읽을 수 없습니다. 예: 8분 17초, 1시간 30분, 0:08:17, 12.5(분)",
        "'{found}' cannot be read as a duration. Example: 8분 17초, 0:08:17, 12.5 (minutes)",
    ),
    "days": Text(
        "'{found}' 값을 처리기간으로 읽을 수 없습니다. 예: 7일, 즉시, 3시간",
        "'{found}' cannot be read as a statutory period. Example: 7일, 즉시, 3시간",
    ),
    "role": Text(
        "'{found}' 값은 평가자 구분이 아닙니다. 쓸 수 있는 값: 부서장, 직원, 외부",
        "'{found}' is no role of a rater. Use: 부서장 (head), 직원 (staff), 외부 (external)",
    ),
    "number": Text(
        "'{found}' 값을 숫자로 읽을 수 없습니다. 예: 3 또는 4.5",
        "'{found}' cannot be read as a number. Example: 3 or 4.5",
    ),
    "answer": Text(
        "'{found}' 값은 응답이 아닙니다. 숫자나 '매우 만족' 같은 응답이 필요하며, 무응답 코드라면 결측 코드로 지정하세요.",
        "'{found}' is no answer. A number or words such as '매우 만족' are needed; declare a code for no answer as missing.",
    ),
}
_MORE = Text(
    "이 열에서 읽을 수 없는 칸이 {count}개 더 있습니다.",
    "{count} more cells of this column cannot be read.",
)
_ERROR_CELL = Text(
    "오류 값 '{found}' 칸입니다. 수식을 고치거나 값을 지우고, 없는 값이라면 결측 코드로 지정하세요.",
    "The cell holds the error '{found}'. Correct the formula, clear the cell, or declare it as missing.",
)
_FORMULA = Text(
    "계산된 값이 없는 수식 칸입니다. 엑셀에서 열어 다시 저장한 뒤 올리세요.",
    "The cell holds a formula without its value. Open the file in a spreadsheet program, save it and upload it again.",
)


def bad_values(raw: pd.Series[Any], bad: pd.Series[Any], label: str, kind: str) -> list[Finding]:
    """Return an error for each distinct cell text that does not parse, the rest of many in one."""
    marked = raw[bad]
    groups = list(marked.groupby(marked, sort=False))
    found = [_bad(str(value), part, label, kind) for value, part in groups[:MOST_VALUES]]
    rest = sum(len(part) for _, part in groups[MOST_VALUES:])
    if rest:
        rows = tuple(int(number) for _, part in groups[MOST_VALUES:] for number in part.index)
        found.append(
            Finding("error", f"bad_{kind}", _MORE, {"count": rest}, row=rows[0], column=label, count=rest, rows=rows)
        )
    return found


def fault_findings(layout: Layout, label: str, missing: Collection[str]) -> list[Finding]:
    """Return an error for each kind of error cell (or formula without a value) of a column that is read."""
    rows: dict[str, list[int]] = {}
    there = set(layout.table.index)
    for (row, of), fault in layout.faults.items():
        if of == label and row in there and fault not in missing:
            rows.setdefault(fault, []).append(row)
    found = []
    for fault, where in rows.items():
        code, message = ("formula_without_value", _FORMULA) if fault == "formula" else ("error_cell", _ERROR_CELL)
        values = {} if fault == "formula" else {"found": fault}
        where.sort()
        found.append(_placed(code, message, values, where, label, "" if fault == "formula" else fault))
    return found


def _bad(value: str, part: pd.Series[Any], label: str, kind: str) -> Finding:
    shown = value if len(value) <= SHOWN_CHARACTERS else value[:SHOWN_CHARACTERS] + "…"
    message = _EXPECTED.get(kind, _EXPECTED["number"])
    if kind == "datetime" and _DAY_LIKE.match(value):
        message = _NO_SUCH_DAY
    elif kind == "datetime" and _ORDER_UNKNOWN.match(value):
        message = _TWO_READINGS
    return _placed(f"bad_{kind}", message, {"found": shown}, [int(row) for row in part.index], label, shown)


def _placed(code: str, message: Text, values: dict[str, Any], rows: list[int], label: str, value: str) -> Finding:
    return Finding(
        "error",
        code,
        message,
        values,
        row=rows[0],
        column=label,
        value=value,
        count=len(rows),
        rows=tuple(rows),
    )
