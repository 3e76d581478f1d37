"""The single cells that findings are about, and what stands in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kpi.core.errors import Finding
from loaders.asking import QUESTIONS
from loaders.gate.files import Book, Sheet
from loaders.personal.masks import masked_rows

Mark = tuple[str, int, int]
"""Sheet, row number as Excel shows it, 0-based column."""
MOST_CELLS = 200
SLIPS = frozenset({"out_of_scale", "mixed_scales"})
"""Codes of questions that a slip in one cell may raise: putting it right answers them as well."""
ANSWERED_ELSEWHERE = frozenset().union(*(question.codes for question in QUESTIONS)) - SLIPS | {"personal_harmless"}
"""Codes of questions, and of an answer, about a whole column."""


def cells_to_fix(findings: Iterable[Finding]) -> Mapping[Mark, Finding]:
    """Return the first cells that an error or a warning is about, errors first, each with its (worst) finding."""
    findings, cells = tuple(findings), dict[Mark, Finding]()
    for severity in ("error", "warning"):
        for finding in findings:
            if finding.severity != severity or finding.code in ANSWERED_ELSEWHERE:
                continue
            for mark in finding.marks:
                if len(cells) == MOST_CELLS:
                    return cells
                if mark[2] >= 0:
                    cells.setdefault(mark, finding)
    return cells


def quoted_cells(book: Book, findings: Iterable[Finding]) -> Mapping[Mark, str]:
    """Return what stands in the cells to fix, "" where empty; personal data are covered.

    An error cell is quoted as it shows ("#REF!"); a cell that only holds a formula without its value is empty.
    """
    sheets = {sheet.name: sheet for sheet in book.sheets}
    findings = tuple(findings)
    return {
        mark: _covered(_text(sheets[mark[0]], mark[1], mark[2]), finding.column, findings)
        for mark, finding in cells_to_fix(findings).items()
        if mark[0] in sheets
    }


def _covered(text: str, column: str, findings: Iterable[Finding]) -> str:
    return masked_rows([{column: text}], findings)[0][column]


def _text(sheet: Sheet, row: int, place: int) -> str:
    fault = sheet.faults.get((row, place), "")
    if fault and fault != "formula":
        return fault
    inside = row in sheet.frame.index and place in sheet.frame.columns
    return str(sheet.frame.at[row, place]) if inside else ""
