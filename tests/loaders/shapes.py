"""One table in the many shapes in which offices keep it: titles, merged headers, totals, blocks, sheets, wide tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import openpyxl

Grid = list[list[str]]
Merge = tuple[int, int, int, int]


@dataclass(frozen=True)
class Shaped:
    """A sheet as it will stand in a workbook; merges count from 1 as Excel does (row, column, last row, last column)."""

    name: str
    grid: Grid
    merges: list[Merge] = field(default_factory=list)


@dataclass(frozen=True)
class Table:
    """Labels and rows; ``department`` and ``year`` are the places of those columns, ``values`` of what is summed up."""

    labels: list[str]
    rows: Grid
    department: int
    year: int
    values: tuple[int, ...] = ()

    def grid(self) -> Grid:
        return [self.labels, *self.rows]

    def without(self, place: int, rows: Grid) -> Grid:
        return [[cell for at, cell in enumerate(row) if at != place] for row in [self.labels, *rows]]

    def by(self, place: int) -> dict[str, Grid]:
        parts: dict[str, Grid] = {}
        for row in self.rows:
            parts.setdefault(row[place], []).append(row)
        return parts


def plain(table: Table) -> list[Shaped]:
    return [Shaped("자료", table.grid())]


def titled(table: Table) -> list[Shaped]:
    width = len(table.labels)
    head = [["연간 현황", *[""] * (width - 1)], [""] * width, [*[""] * (width - 1), "(단위: 점, 건)"]]
    foot = [[""] * width, ["※ 출처: 기획예산과", *[""] * (width - 1)], ["주: 잠정치", *[""] * (width - 1)]]
    return [Shaped("현황", [*head, *table.grid(), *foot], [(1, 1, 1, width)])]


def indented(table: Table) -> list[Shaped]:
    return [Shaped("표", [[""], [""], *[["", "", *row] for row in table.grid()]])]


def grouped_header(table: Table) -> list[Shaped]:
    """Give the last two columns a merged label above; the other labels are merged over both rows."""
    width = len(table.labels)
    above = [*table.labels[:-2], "처리 결과", ""]
    below = [*[""] * (width - 2), *table.labels[-2:]]
    merges = [(1, width - 1, 1, width), *[(1, at, 2, at) for at in range(1, width - 1)]]
    return [Shaped("표", [above, below, *table.rows], merges)]


def with_totals(table: Table) -> list[Shaped]:
    width, grid = len(table.labels), [table.labels]
    for rows in table.by(table.department).values():
        subtotal = [""] * width
        subtotal[table.department] = "소계"
        grid += [*rows, subtotal]
    total = [""] * width
    total[table.department] = "합  계"
    return [Shaped("표", [*grid, total])]


def labels_once(table: Table) -> list[Shaped]:
    grid = [table.labels]
    for rows in table.by(table.department).values():
        for number, row in enumerate(rows):
            shown = list(row)
            shown[table.department] = row[table.department] if number == 0 else ""
            grid.append(shown)
    return [Shaped("표", grid)]


def header_again(table: Table) -> list[Shaped]:
    grid = [table.labels]
    for number, row in enumerate(table.rows):
        grid += [row] if number % 3 else [row, table.labels]
    return [Shaped("표", grid)]


def stacked(table: Table) -> list[Shaped]:
    width, grid = len(table.labels), []
    for name, rows in table.by(table.department).items():
        grid += [[f"■ {name} 현황", *[""] * (width - 1)], table.labels, *rows, [""] * width, [""] * width]
    return [Shaped("표", grid)]


def sheet_per_department(table: Table) -> list[Shaped]:
    parts = table.by(table.department).items()
    return [Shaped(name, table.without(table.department, rows)) for name, rows in parts]


def sheet_per_year(table: Table) -> list[Shaped]:
    return [Shaped(f"{name}년", table.without(table.year, rows)) for name, rows in table.by(table.year).items()]


def padded(table: Table) -> list[Shaped]:
    grid = [[f" {cell} " if cell else cell for cell in row] + ["", " "] for row in table.grid()]
    return [Shaped("표", [*grid, *[[" "] * len(grid[0])] * 3])]


def full_width(table: Table) -> list[Shaped]:
    digits = str.maketrans("0123456789", "０１２３４５６７８９")
    rows = [
        [cell.translate(digits) if at in table.values else cell for at, cell in enumerate(row)] for row in table.rows
    ]
    return [Shaped("표", [table.labels, *rows])]


def years_as_columns(table: Table) -> list[Shaped]:
    """Put the values of each year side by side under its label (only for tables of sums)."""
    keys = [at for at in range(len(table.labels)) if at != table.year and at not in table.values]
    years = sorted({row[table.year] for row in table.rows})
    above = [*[table.labels[at] for at in keys]]
    below = [""] * len(keys)
    for year in years:
        above += [f"{year}년", *[""] * (len(table.values) - 1)]
        below += [table.labels[at] for at in table.values]
    found: dict[tuple[str, ...], dict[str, list[str]]] = {}
    for row in table.rows:
        found.setdefault(tuple(row[at] for at in keys), {})[row[table.year]] = [row[at] for at in table.values]
    nothing = [""] * len(table.values)
    grid = [[*key, *[cell for year in years for cell in of.get(year, nothing)]] for key, of in found.items()]
    starts = [len(keys) + 1 + number * len(table.values) for number in range(len(years))]
    merges = [(1, start, 1, start + len(table.values) - 1) for start in starts if len(table.values) > 1]
    return [Shaped("표", [above, below, *grid], [*merges, *[(1, at + 1, 2, at + 1) for at in range(len(keys))]])]


ANY: tuple[Callable[[Table], list[Shaped]], ...] = (
    plain,
    titled,
    indented,
    grouped_header,
    with_totals,
    header_again,
    stacked,
    sheet_per_department,
    sheet_per_year,
    padded,
    full_width,
)
SUMMED = (*ANY, labels_once, years_as_columns)


def xlsx(sheets: Sequence[Shaped]) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for shaped in sheets:
        sheet = workbook.create_sheet(shaped.name)
        for row in shaped.grid:
            sheet.append([cell or None for cell in row])
        for first, left, last, right in shaped.merges:
            sheet.merge_cells(start_row=first, start_column=left, end_row=last, end_column=right)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def text(shaped: Shaped, *, encoding: str = "utf-8", separator: str = ",") -> bytes:
    stream = io.StringIO()
    width = max(len(row) for row in shaped.grid)
    rows = [[*row, *[""] * (width - len(row))] for row in shaped.grid]
    csv.writer(stream, delimiter=separator).writerows(rows)
    return stream.getvalue().encode(encoding)
