"""A table as CSV that Excel opens with its Korean right, and without running anything."""

from __future__ import annotations

import csv
import io

from reports.safe import safe_text
from reports.table import Cell, Table


def csv_file(table: Table) -> bytes:
    """Return UTF-8 with its mark and CRLF; the first line holds the labels, then the rows, all numbers unrounded.

    Title, period, filters, n, source and date follow below an empty line, so that a program still finds the labels
    first. Text that a spreadsheet would run as a formula gets an apostrophe; numbers are never touched.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe_text(column.label) for column in table.columns])
    writer.writerows([[_written(cell) for cell in row] for row in table.rows])
    writer.writerow([])
    writer.writerows([[safe_text(line)] for line in (table.title, *table.notes, *table.foot)])
    return out.getvalue().encode("utf-8-sig")


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    return safe_text(cell) if isinstance(cell, str) else repr(int(cell) if float(cell).is_integer() else float(cell))
