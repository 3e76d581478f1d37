"""What a reader should know about the sheets of a file before trusting a number from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kpi.core.errors import Finding
from kpi.core.text import Text
from loaders.read.grid import Grid

_SHOWN_ROWS = 20
_HIDDEN_SHEET = Text("숨겨진 시트입니다.", "This sheet is hidden.")
_HIDDEN_ROWS = Text(
    "숨겨진 행이 {number}개 있습니다. 숨긴 행도 읽습니다.", "{number} rows are hidden. Hidden rows are read too."
)
_HIDDEN_COLUMNS = Text(
    "숨겨진 열이 {number}개 있습니다. 숨긴 열도 읽습니다.",
    "{number} columns are hidden. Hidden columns are read too.",
)
_MERGED = Text("병합된 셀이 {number}곳 있습니다.", "Cells are merged in {number} places.")
_ERRORS = Text(
    "오류 값이 있는 셀이 {number}개 있습니다(예: {example}).", "{number} cells hold an error value (such as {example})."
)
_FORMULAS = Text(
    "계산값 없이 수식만 저장된 셀이 {number}개 있습니다. 엑셀에서 열어 다시 저장해 주세요.",
    "{number} cells hold a formula without its value. Open the file in Excel and save it again.",
)


def notes(grids: Iterable[Grid]) -> list[Finding]:
    """Return a note for each thing worth knowing of each sheet."""
    return [finding for grid in grids for finding in _notes(grid)]


def _notes(grid: Grid) -> Iterator[Finding]:
    if grid.hidden:
        yield Finding("note", "hidden_sheet", _HIDDEN_SHEET, sheet=grid.name)
    if grid.hidden_rows:
        yield _counted("hidden_rows", _HIDDEN_ROWS, grid, len(grid.hidden_rows), grid.hidden_rows)
    if grid.hidden_columns:
        yield _counted("hidden_columns", _HIDDEN_COLUMNS, grid, grid.hidden_columns)
    if grid.merged:
        yield _counted("merged_cells", _MERGED, grid, len(grid.merged), [merge[0] for merge in grid.merged])
    errors = [(place, what) for place, what in grid.faults.items() if what != "formula"]
    formulas = [place for place, what in grid.faults.items() if what == "formula"]
    if errors:
        rows = [place[0] for place, _ in errors]
        yield _counted("error_cells", _ERRORS, grid, len(errors), rows, example=errors[0][1][:20])
    if formulas:
        yield _counted("formulas_without_value", _FORMULAS, grid, len(formulas), [place[0] for place in formulas])


def _counted(code: str, message: Text, grid: Grid, number: int, rows: Iterable[int] = (), **values: str) -> Finding:
    shown = tuple(sorted(set(rows))[:_SHOWN_ROWS])
    row = shown[0] if shown else None
    return Finding(
        "note", code, message, {"number": number, **values}, sheet=grid.name, row=row, count=number, rows=shown
    )
