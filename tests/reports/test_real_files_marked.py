"""Odd workbooks from public test suites: the marked copy reads to the same cells as the file, or says it has values only."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kpi.core.errors import Finding, UserError
from kpi.core.text import Text
from loaders.gate.files import Book, read_file
from services.marked import marked_workbook

FILES = sorted(
    path for path in Path(os.environ["KPI_EXTRA_FILES"]).rglob("*.xls[xm]") if path.stat().st_size < 2_000_000
)
ODD = Text("이상한 값입니다.", "This is odd.")
STEP = 30
"""Every thirtieth file: the others are of the same makers."""


def cells_of(book: Book) -> tuple[tuple[str, int, int], ...]:
    """Return cells of each sheet: a filled one, a blank one to its right, a whole row, one below the last."""
    found: list[tuple[str, int, int]] = []
    for sheet in book.sheets:
        first, rows = (int(sheet.frame.index[0]), len(sheet.frame)) if len(sheet.frame) else (1, 0)
        places = ((first, 0), (first, sheet.frame.shape[1]), (first + rows // 2, -1), (first + rows + 1, 2))
        found += [(sheet.name, *place) for place in places]
    return tuple(found)


@pytest.mark.slow
@pytest.mark.parametrize("path", FILES[::STEP], ids=lambda path: path.name)
def test_a_marked_copy_reads_to_the_same_cells(path: Path) -> None:
    content = path.read_bytes()
    try:
        book = read_file(content, path.name)
    except UserError:
        return
    name, copy = marked_workbook(content, path.name, [Finding("error", "odd", ODD, marks=cells_of(book))], "ko")
    again = read_file(copy, name)
    listed = again.sheets[-1].frame
    assert again.sheets[-1].name.startswith("점검 결과")
    assert len(again.sheets) == len(book.sheets) + 1
    if not listed[0].str.contains("값만 옮겼습니다").any():
        for before, after in zip(book.sheets, again.sheets, strict=False):
            assert before.frame.equals(after.frame)
            assert (before.merged, before.hidden_rows, dict(before.faults)) == (after.merged, after.hidden_rows, dict(after.faults))  # fmt: skip
