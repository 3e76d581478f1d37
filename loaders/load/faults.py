"""Cells that cannot be read: what was found, what was expected, grouped so that a thousand faults are a few lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, cast

import pandas as pd

from kpi.core.errors import Finding, Severity
from kpi.core.text import Text
from loaders.cells.outer import hold_any
from loaders.load.expected import expected
from loaders.origin import MOST_MARKS

if TYPE_CHECKING:
    from loaders.match.recognise import Layout

MOST_VALUES, SHOWN_CHARACTERS = 10, 40
_MORE = Text(
    "이 열에서 읽을 수 없는 칸이 {count}개 더 있습니다. 같은 방법으로 고치거나 결측 코드로 지정하세요.",
    "{count} more cells of this column cannot be read. Correct them likewise, or declare them as missing.",
)
_ERROR_CELL = Text(
    "오류 값 '{found}' 칸입니다. 수식을 고치거나 값을 지우고, 없는 값이라면 결측 코드로 지정하세요.",
    "The cell holds the error '{found}'. Correct the formula, clear the cell, or declare it as missing.",
)
_ERROR_TEXT = Text(
    "'{found}' 오류 글자가 적힌 {count}칸을 값 없음으로 읽었습니다. 수식이 깨진 것이면 고쳐서 다시 올리고, 원래 없는 값이면 결측 코드로 지정하세요.",
    "{count} cells with the error text '{found}' were read as no value. If a formula broke, correct it and upload again; if there is "
    "no value, declare it as missing.",
)
_WRITTEN_ERROR = r"#(?:REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|N/A!?|#{2,})"
_FORMULA = Text(
    "계산된 값이 없는 수식 칸입니다. 엑셀에서 열어 다시 저장한 뒤 올리세요.",
    "The cell holds a formula without its value. Open the file in a spreadsheet program, save it and upload it again.",
)


def bad_values(raw: pd.Series[Any], bad: pd.Series[Any], label: str, kind: str) -> list[Finding]:
    """Return an error for each distinct cell text that does not parse, the rest of many in one."""
    marked = raw[bad]
    groups = list(marked.groupby(marked, sort=False))
    found = [_bad(str(value), part, label, kind) for value, part in groups[:MOST_VALUES]]
    if groups[MOST_VALUES:]:
        rows = tuple(int(number) for _, part in groups[MOST_VALUES:] for number in part.index)
        found.append(_more(f"bad_{kind}", label, len(rows), rows))
    return found


def few_values(findings: list[Finding]) -> list[Finding]:
    """Return findings of several parts of a file with the cells of further texts of each column in one, as in one part."""
    found: list[Finding] = []
    told: Counter[tuple[str, str]] = Counter()
    rest: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        key = (finding.code, finding.column)
        if finding.code.startswith("bad_") and (finding.message == _MORE or told[key] >= MOST_VALUES):
            rest.setdefault(key, []).append(finding)
        else:
            told[key] += 1
            found.append(finding)
    for (code, column), more in rest.items():
        rows = tuple(sorted(row for finding in more for row in finding.rows))
        found.append(_more(code, column, sum(finding.count for finding in more), rows[:MOST_MARKS]))
    return found


def _more(code: str, label: str, count: int, rows: tuple[int, ...]) -> Finding:
    return Finding("error", code, _MORE, {"count": count}, row=rows[0], column=label, count=count, rows=rows)


def fault_findings(layout: Layout, label: str, missing: Collection[str]) -> list[Finding]:
    """Return an error for each kind of error cell (or formula without a value) of a column that is read."""
    if all(of != label for _, of in layout.faults):
        return []
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


def written_errors(raw: pd.Series[Any], label: str, missing: Collection[str], *, named: bool) -> list[Finding]:
    """Return a finding for each error that stands in the cells as a text, as csv files have it ("#REF!").

    Where names are read (``named``) it is an error, else a warning: of a number nothing is there.
    """
    if not hold_any(raw, (b"#",)) or not raw.str.startswith("#").any():
        return []
    gone = raw.isin(list(missing)) | (raw.str.startswith("#N/A") if named else False)
    found = raw[raw.str.fullmatch(_WRITTEN_ERROR) & ~gone]
    said = ("error", "error_cell", _ERROR_CELL) if named else ("warning", "error_text", _ERROR_TEXT)
    severity, code, message = cast("tuple[Severity, str, Text]", said)
    return [
        _placed(code, message, {"found": text, "count": len(part)}, part.index.tolist(), label, str(text)).at(
            severity=severity
        )
        for text, part in found.groupby(found, sort=False)
    ]


def _bad(value: str, part: pd.Series[Any], label: str, kind: str) -> Finding:
    shown = value if len(value) <= SHOWN_CHARACTERS else value[:SHOWN_CHARACTERS] + "…"
    return _placed(
        f"bad_{kind}", expected(value, kind), {"found": shown}, [int(row) for row in part.index], label, shown
    )


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
