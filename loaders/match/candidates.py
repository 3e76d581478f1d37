"""Every reading of a book that is worth judging: table x way to turn it long x kind of source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from kpi.core.errors import UserError, errors_of, refuse
from kpi.core.organisation import Register
from kpi.core.text import Text
from loaders.choice import ALL_SHEETS, Choice
from loaders.match.axes import disagreeing, rating_items, settled
from loaders.match.fields import Judge, Matching
from loaders.match.header import Header
from loaders.match.labels import nearest
from loaders.match.melt import Melt, turned_long
from loaders.match.melts import chains_of
from loaders.match.one_sided import knows_no_raters, names_both
from loaders.match.rows import likely_rows
from loaders.match.score import Fit, best_form
from loaders.match.sheets import tables_of
from loaders.match.table import Rows, Table
from loaders.match.who_rates import both_ways
from loaders.source import Source, sources

if TYPE_CHECKING:
    from loaders.gate.files import Book, Sheet

JUDGED_ROWS = 400
"""Rows under a header by which it is judged."""
LEAST_JUDGED = 60
SHOWN = 8
"""Names that are listed in a sentence."""
CLEAR_SCORE = 0.5
RAW_ROWS = 0.4
"""What a clear table of single cases is ahead of a table of sums in the same file."""
MIXED = 0.5
"""What a reading loses that takes columns of several periods or departments for different things."""
TURNED, TOLD = 0.01, 0.05
"""What a reading as it stands is ahead of one that turns the table long, and behind one that knows n, mean and SD of
each item."""
_EMPTY = Text(
    "파일에 표가 없습니다. 머리글과 값이 있는 시트가 필요합니다. 시트: {sheets}",
    "The file holds no table. A sheet with a header and values is needed. Sheets: {sheets}",
)
_HIDDEN_ONLY = Text(
    "보이는 시트에 표가 없습니다. 숨겨진 시트에 있는 표를 읽으려면 그 시트를 지정하세요: {sheets}",
    "The visible sheets hold no table. To read one of a hidden sheet, name that sheet: {sheets}",
)
_NO_SHEET = Text(
    "'{wanted}' 시트가 없습니다. 이 파일의 시트 가운데 고르세요: {sheets}",
    "There is no sheet '{wanted}'. Choose one of this file: {sheets}",
)
_NO_ROW = Text(
    "{wanted}행에는 머리글이 없습니다. 값이 있는 행: {filled}. 머리글로 보이는 행 가운데 고르세요: {likely}",
    "Row {wanted} holds no header. Filled rows: {filled}. Choose a row that looks like a header: {likely}",
)
_NO_SOURCE_ID = Text(
    "'{wanted}' 자료 종류가 없습니다. 이 가운데 고르세요: {known}",
    "There is no kind of source '{wanted}'. Choose one of these: {known}",
)


@dataclass(frozen=True)
class Candidate:
    """One reading; ``rank`` orders them, the best last. ``melts``: how the table is turned long, step by step."""

    table: Table
    melts: tuple[Melt, ...]
    source: Source
    matching: Matching
    fit: Fit
    rows: int
    disagrees: bool = False
    """Whether a column says something else than the names of the sheets."""
    mixed: bool = False
    """Whether columns of several periods or departments are read side by side, as if each were something of its own."""

    @property
    def sheet(self) -> Sheet:
        """The (first) sheet that is read."""
        return self.table.sheet

    @property
    def header(self) -> Header:
        """The (first) header."""
        return self.table.header

    @property
    def rank(self) -> tuple[float, int, int]:
        """The score less a point for each of the analyst's words that does not fit; then whether there are rows.

        Where a workbook holds the answers or cases themselves and sums of them, the rows themselves are better.
        """
        wrong = float(len(errors_of(self.matching.findings)))
        whole = self.fit.form.id == "row" and not self.fit.missing and self.fit.score >= CLEAR_SCORE
        whole = whole and "summed" in self.source.by_form
        wrong += MIXED if self.mixed else 0.0
        score = self.fit.score - wrong + (RAW_ROWS if whole else 0.0) + self._turned
        return (round(score, 2), min(self.rows, 2), len(self.table.parts))

    @property
    def _turned(self) -> float:
        told = any(melt.axis == "item" and len(melt.values) > 1 for melt in self.melts)
        return TOLD if told else -TURNED * len(self.melts)

    def read(self, rows: Rows) -> Rows:
        """Return the rows as this reading turns them."""
        for melt in self.melts:
            rows = turned_long(rows, melt)
        return rows


def sources_of(choice: Choice) -> tuple[Source, ...]:
    """Return the kinds of source to try; a UserError where the one named does not exist."""
    if choice.source is None:
        return tuple(sources().values())
    if choice.source not in sources():
        raise refuse("unknown_source", _NO_SOURCE_ID, wanted=choice.source, known=", ".join(sources()))
    return (sources()[choice.source],)


def sheets_of(book: Book, choice: Choice) -> list[Sheet]:
    """Return the sheets to try: those named; else, or where all are wanted, those that are visible and not empty."""
    wanted = choice.sheets or ((choice.sheet,) if choice.sheet is not None else ())
    if not wanted or ALL_SHEETS in wanted:
        return [sheet for sheet in book.sheets if not sheet.hidden and not sheet.frame.empty]
    return [sheet for name in wanted for sheet in _named(book, name) if not sheet.frame.empty]


def _named(book: Book, name: str) -> list[Sheet]:
    found = [sheet for sheet in book.sheets if sheet.name.strip() == name.strip()]
    if not found:
        names = [sheet.name for sheet in book.sheets]
        shown = quoted(dict.fromkeys([*nearest(name, names), *names]))
        raise refuse("unknown_sheet", _NO_SHEET, wanted=name, sheets=shown, file=book.name, value=name)
    return found


def candidates_of(
    sheets: list[Sheet], wanted: tuple[Source, ...], choice: Choice, known: Register | None
) -> list[Candidate]:
    """Return the readings of some sheets."""
    return [
        candidate
        for table in tables_of(sheets, wanted, choice, known)
        for candidate in readings_of(table, wanted, choice, known)
    ]


def readings_of(table: Table, wanted: tuple[Source, ...], choice: Choice, known: Register | None) -> list[Candidate]:
    """Return the readings of one table."""
    most = max(JUDGED_ROWS // len(table.parts), LEAST_JUDGED)
    head = _without_headers(table.rows(drop=choice.drop, most=most))
    found = []
    also = both_ways(head.frame, table.header.parts or [(label,) for label in table.header.labels], known)
    chains = [melts for melts in chains_of(table.header, known, also) if melts[0].used <= set(head.frame.columns)]
    wide = {label for melts in chains if melts[0].axis != "item" for label in melts[0].used}
    for melts in [(), *chains]:
        found += _of_melts(table, head, melts, wanted, choice, known)
    rated = names_both(table.labels)
    return [
        replace(
            one, mixed=(not one.melts and _reads(one, wide)) or (rated and knows_no_raters(one.source, one.matching))
        )
        for one in found
    ]


def _without_headers(rows: Rows) -> Rows:
    """Return the rows to judge by, without the header of a further page."""
    frame = rows.frame
    labels = list(frame.columns[:2])
    again = np.ones(len(frame), dtype="bool")
    for label in labels:
        again &= frame[label].str.strip().eq(label).to_numpy(dtype="bool")
    return replace(rows, frame=frame.loc[~again], block=rows.block[~again]) if again.any() else rows


def _reads(one: Candidate, labels: set[str]) -> bool:
    """Return whether fields that the analyst did not name are read from some of these columns."""
    return any(label in labels for name, label in one.matching.mapping.items() if name not in one.matching.named)


def _of_melts(
    table: Table,
    head: Rows,
    melts: tuple[Melt, ...],
    wanted: tuple[Source, ...],
    choice: Choice,
    known: Register | None,
) -> list[Candidate]:
    rows = head
    for melt in melts:
        rows = turned_long(rows, melt)
    judge = Judge(rows.frame, known)
    found = []
    for source in wanted:
        matching = settled(judge, source, choice, table, melts)
        fit = best_form(source, matching, wide=bool(melts))
        apart = bool(table.said) and disagreeing(judge, source, matching, table)
        found.append(Candidate(table, melts, source, matching, fit, len(head.frame), apart))
        items = rating_items(judge, source, matching) if not melts else None
        if items is not None:
            long = Judge(turned_long(head, items).frame, known)
            turned = settled(long, source, choice, table, (items,))
            found.append(
                Candidate(table, (items,), source, turned, best_form(source, turned, wide=True), len(head.frame))
            )
    return found


def nothing_found(book: Book, sheets: list[Sheet], wanted: tuple[Source, ...], choice: Choice) -> UserError:
    """Return why there is no reading at all: the header row is not there, or there is no table."""
    hidden = [sheet.name for sheet in book.sheets if sheet.hidden and not sheet.frame.empty]
    if not sheets and hidden and not choice.sheets and choice.sheet is None:
        return refuse("hidden_only", _HIDDEN_ONLY, sheets=quoted(hidden), file=book.name)
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


def some(names: Sequence[str]) -> str:
    """Return the first names in quotes."""
    return quoted(names[:SHOWN]) + (" ..." if len(names) > SHOWN else "")


def quoted(names: Iterable[str]) -> str:
    """Return names in quotes, separated by commas; "-" for none (the only sheet of a text file has no name)."""
    return ", ".join(f"'{name}'" for name in names if name) or "-"
