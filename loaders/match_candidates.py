"""Every reading of a book that is worth judging: sheet x header row x kind of source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpi.core.errors import UserError, errors_of, refuse
from kpi.core.organisation import Register
from kpi.core.text import Text
from loaders.choice import Choice
from loaders.match_fields import Judge, Matching, match_fields
from loaders.match_header import Header, body, likely_rows, read_header
from loaders.match_labels import nearest
from loaders.match_score import Fit, best_form
from loaders.source import Source, sources

if TYPE_CHECKING:
    from loaders.gate import Book, Sheet

JUDGED_ROWS = 400
"""Rows under a header by which it is judged."""
CLEAR_SCORE = 0.5
RAW_ROWS = 0.2
"""What a clear table of single cases is ahead of a table of sums in the same file."""
_EMPTY = Text(
    "파일에 표가 없습니다. 머리글과 값이 있는 시트가 필요합니다. 시트: {sheets}",
    "The file holds no table. A sheet with a header and values is needed. Sheets: {sheets}",
)
_NO_SHEET = Text(
    "'{wanted}' 시트가 없습니다. 이 파일의 시트: {sheets}",
    "There is no sheet '{wanted}'. Sheets of this file: {sheets}",
)
_NO_ROW = Text(
    "{wanted}행에는 머리글이 없습니다. 값이 있는 행: {filled}. 머리글로 보이는 행: {likely}",
    "Row {wanted} holds no header. Filled rows: {filled}. Rows that look like a header: {likely}",
)
_NO_SOURCE_ID = Text(
    "'{wanted}' 자료 종류가 없습니다. 쓸 수 있는 종류: {known}",
    "There is no kind of source '{wanted}'. There are: {known}",
)


@dataclass(frozen=True)
class Candidate:
    """One reading; ``rank`` orders them, the best last."""

    sheet: Sheet
    header: Header
    source: Source
    matching: Matching
    fit: Fit
    rows: int

    @property
    def rank(self) -> tuple[float, int]:
        """The score less a point for each of the analyst's words that does not fit; then whether there are rows.

        Where a workbook holds the answers or cases themselves and sums of them, the rows themselves are better.
        """
        wrong = len(errors_of(self.matching.findings))
        whole = self.fit.form.id == "row" and not self.fit.missing and self.fit.score >= CLEAR_SCORE
        return (round(self.fit.score - wrong + (RAW_ROWS if whole else 0.0), 2), min(self.rows, 2))


def sources_of(choice: Choice) -> tuple[Source, ...]:
    """Return the kinds of source to try; a UserError where the one named does not exist."""
    if choice.source is None:
        return tuple(sources().values())
    if choice.source not in sources():
        raise refuse("unknown_source", _NO_SOURCE_ID, wanted=choice.source, known=", ".join(sources()))
    return (sources()[choice.source],)


def sheets_of(book: Book, choice: Choice) -> list[Sheet]:
    """Return the sheets to try: the one named, else all that are visible and not empty."""
    if choice.sheet is None:
        return [sheet for sheet in book.sheets if not sheet.hidden and not sheet.frame.empty]
    found = [sheet for sheet in book.sheets if sheet.name.strip() == choice.sheet.strip()]
    if not found:
        names = [sheet.name for sheet in book.sheets]
        ordered = [*nearest(choice.sheet, names), *names]
        sheets = quoted(dict.fromkeys(ordered))
        raise refuse("unknown_sheet", _NO_SHEET, wanted=choice.sheet, sheets=sheets, file=book.name, value=choice.sheet)
    return [sheet for sheet in found if not sheet.frame.empty]


def candidates_of(
    sheet: Sheet, wanted: tuple[Source, ...], choice: Choice, departments: Register | None = None
) -> list[Candidate]:
    """Return the readings of one sheet; none where the header row that was named is blank or not there."""
    rows = likely_rows(sheet, wanted, tuple(choice.columns.values()))
    if choice.header_row is not None:
        row = choice.header_row
        rows = [row] if row in sheet.frame.index and sheet.frame.loc[row].str.strip().ne("").any() else []
    found = []
    for row in rows:
        head = replace(sheet, frame=sheet.frame.loc[: row + JUDGED_ROWS])
        header = read_header(head, row)
        table = body(head, header)
        if table.empty and len(rows) > 1:
            continue
        judge = Judge(table, departments)
        for source in wanted:
            matching = match_fields(judge, source, choice)
            found.append(Candidate(sheet, header, source, matching, best_form(source, matching), len(table)))
    return found


def nothing_found(book: Book, sheets: list[Sheet], wanted: tuple[Source, ...], choice: Choice) -> UserError:
    """Return why there is no reading at all: the header row is not there, or there is no table."""
    if choice.header_row is None or not sheets:
        return refuse("empty_file", _EMPTY, sheets=quoted(sheet.name for sheet in book.sheets), file=book.name)
    sheet = sheets[0]
    likely = likely_rows(sheet, wanted, tuple(choice.columns.values()))
    values = {
        "wanted": choice.header_row,
        "filled": f"{sheet.frame.index.min()}-{sheet.frame.index.max()}",
        "likely": ", ".join(map(str, likely)) or "-",
    }
    return refuse("no_header_row", _NO_ROW, file=book.name, sheet=sheet.name, row=choice.header_row, **values)


def quoted(names: Iterable[str]) -> str:
    """Return names in quotes, separated by commas."""
    return ", ".join(f"'{name}'" for name in names)
