"""Plain rows as CSV and as a workbook: what a person typed stays text that nothing runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

from reports.safe import formula_like, printable, safe_text

MOST_ROWS = 1_000_000
"""Rows of one sheet; Excel takes 1,048,576."""
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
Rows = Iterable[Sequence[str | float | None]]


def rows_csv(labels: Sequence[str], rows: Rows) -> bytes:
    """Return UTF-8 with its mark and CRLF: the labels, then the rows; numbers unrounded, missing values empty."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe_text(label) for label in labels])
    writer.writerows([[_written(cell) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def rows_xlsx(labels: Sequence[str], rows: Rows, *, sheet: str, about: Sequence[str], about_sheet: str) -> bytes:
    """Return a workbook: the lines ``about`` the rows first, then the rows, a million to a sheet."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, _OPTIONS)
    bold, quoted = book.add_format({"bold": True}), book.add_format({"quote_prefix": True})
    told = book.add_worksheet(about_sheet)
    for line, said in enumerate(about):
        told.write_string(line, 0, printable(said))
    told.set_column(0, 0, 100)
    page: Any = None
    for number, row in enumerate(rows):
        if number % MOST_ROWS == 0:
            page = _sheet(book, f"{sheet} {number // MOST_ROWS + 1}", labels, bold)
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                page.write_string(
                    number % MOST_ROWS + 1, place, printable(cell), quoted if formula_like(cell) else None
                )
            elif cell is not None:
                page.write_number(number % MOST_ROWS + 1, place, cell)
    if page is None:
        _sheet(book, f"{sheet} 1", labels, bold)
    book.close()
    return stream.getvalue()


def _sheet(book: Any, name: str, labels: Sequence[str], bold: Any) -> Any:
    page = book.add_worksheet(name)
    page.freeze_panes(1, 0)
    page.set_column(0, len(labels) - 1, 18)
    for place, label in enumerate(labels):
        page.write_string(0, place, printable(label), bold)
    return page


def _written(cell: str | float | None) -> str:
    if cell is None:
        return ""
    return safe_text(cell) if isinstance(cell, str) else repr(int(cell) if float(cell).is_integer() else float(cell))
