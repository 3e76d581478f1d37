"""csv, tsv and txt: separator from the content, strict widths, row numbers as Excel counts them."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from kpi.core.errors import Finding
from kpi.core.text import Text
from loaders.read_grid import Budget, Grid
from loaders.read_refusals import refusal

_SEPARATORS = (",", "\t", ";", "|")
_SAMPLE_ROWS = 200
_SHOWN_ROWS = 20
_RAGGED = Text(
    "칸 수가 다른 행이 {number}개 있습니다(다른 행은 {width}칸). 따옴표 없는 쉼표나 빠진 칸을 고쳐 주세요.",
    "{number} rows have another number of fields than the others ({width}). Quote the commas or add the missing fields.",
)


def read_text(text: str, budget: Budget) -> tuple[list[Grid], list[Finding]]:
    """Read a text table.

    Trailing blank fields are allowed; a row between the first and the last row of the usual width whose width
    differs is an error finding ``ragged_rows``, and so is a wider one after them: remarks under a table are narrow.
    The sheet's name is "".
    """
    separator, body, skipped = _separator(text)
    if not body.strip():
        raise refusal("empty_file")
    grid = Grid("", budget)
    widths: list[tuple[int, int]] = []
    for row, values in enumerate(_records(body, separator, budget.limits.field), start=1 + skipped):
        widths.append((_width(values), _filled(values)))
        grid.add(row, values)
    return [grid], _ragged(widths, first=1 + skipped)


def _separator(text: str) -> tuple[str, str, int]:
    """Return separator, text without a "sep=;" line, and how many lines were taken away."""
    line, _, rest = text.partition("\n")
    declared = line.strip().strip('"')
    if declared.lower().startswith("sep=") and len(declared) == 5:
        return declared[4], rest, 1
    return max(_SEPARATORS, key=lambda separator: _fitness(text, separator)), text, 0


def _fitness(text: str, separator: str) -> tuple[float, int]:
    """Return the share of records with the usual width (0 when that is 1), and that width."""
    sample = csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=separator)
    try:
        widths = Counter(_width(record) for record in islice(sample, _SAMPLE_ROWS) if any(record))
    except csv.Error:
        return (0.0, 0)
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return (0.0, 0)
    usual = max(wide, key=lambda width: (wide[width], width))
    return (round(wide[usual] / widths.total(), 1), usual)


def _records(text: str, separator: str, longest: int) -> Iterator[list[str]]:
    csv.field_size_limit(longest)
    records = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    row = 0
    try:
        for row, record in enumerate(records, start=1):  # noqa: B007  (the row is needed when reading fails)
            yield record
    except csv.Error as error:
        raise refusal("broken_csv", row=row + 1) from error


def _width(record: list[str]) -> int:
    """Return the number of fields; 0 for a blank row."""
    return len(record) if any(field.strip() for field in record) else 0


def _filled(record: list[str]) -> int:
    """Return the number of fields up to the last that is not blank."""
    return next((place for place in range(len(record), 0, -1) if record[place - 1].strip()), 0)


def _ragged(widths: list[tuple[int, int]], *, first: int) -> list[Finding]:
    counted = Counter(width for width, _ in widths if width > 1)
    if not counted:
        return []
    usual = max(counted, key=lambda width: (counted[width], width))
    inside = [row for row, (width, _) in enumerate(widths) if width == usual]
    odd = [row for row, (width, filled) in enumerate(widths) if width and not filled <= usual <= width]
    rows = [row + first for row in odd if inside[0] < row < inside[-1] or (row > inside[-1] and widths[row][1] > usual)]
    if not rows:
        return []
    values = {"number": len(rows), "width": usual}
    shown = tuple(rows[:_SHOWN_ROWS])
    return [Finding("error", "ragged_rows", _RAGGED, values, row=rows[0], count=len(rows), rows=shown)]
