"""Writes rows as offices keep them: a title row that says the data are made up, the header below, xlsx or cp949 csv."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from data.demo.city import MADE_UP

Rows = Sequence[Sequence[str | int]]
Band = tuple[int, int, str]
"""First column, last column and label of a merged cell above the header."""


def write_workbook(
    path: Path, *, title: str, sheet: str, header: Sequence[str], rows: Rows, band: Band | None = None
) -> None:
    """Write an xlsx with a title row, an empty row, an optional merged band, the header and the rows; always the same bytes."""
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"title": title, "comments": MADE_UP, "created": dt.datetime(2026, 1, 2)})
        page = book.add_worksheet(sheet)
        bold = book.add_format({"bold": True, "font_size": 14})
        head = book.add_format({"bold": True, "border": 1, "align": "center", "bg_color": "#E7EEF7"})
        page.write_string(0, 0, f"{title}  {MADE_UP}", bold)
        top = 3 if band else 2
        if band:
            page.merge_range(2, band[0], 2, band[1], band[2], head)
        page.write_row(top, 0, header, head)
        page.set_column(0, len(header) - 1, 14)
        page.freeze_panes(top + 1, 0)
        for number, row in enumerate(rows, start=top + 1):
            page.write_row(number, 0, row)


def write_csv(path: Path, *, title: str, header: Sequence[str], rows: Rows) -> None:
    """Write a csv in cp949 with Windows line ends, as Korean office programs do, below a title row."""
    with path.open("w", encoding="cp949", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([f"{title}  {MADE_UP}"] + [""] * (len(header) - 1))
        writer.writerow(header)
        writer.writerows(rows)
