"""Recognise what a file is: the kind of source, the sheet, the header row, the columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from kpi.core.errors import Finding, UserError, refuse
from kpi.core.text import Text
from loaders.choice import Choice
from loaders.match_fields import Matching, match_fields
from loaders.match_header import Header, body, likely_rows, read_header
from loaders.match_labels import nearest
from loaders.match_score import Fit, best_form
from loaders.match_trim import trim
from loaders.source import Form, Source, sources

if TYPE_CHECKING:
    from loaders.gate import Book, Sheet

LEAST_SCORE = 0.35
_NO_SHEET = Text(
    "'{wanted}' 시트가 없습니다. 이 파일의 시트: {sheets}",
    "There is no sheet '{wanted}'. Sheets of this file: {sheets}",
)
_NO_ROW = Text(
    "{wanted}행에는 머리글이 없습니다. 값이 있는 행: {rows}. 머리글로 보이는 행: {likely}",
    "Row {wanted} holds no header. Filled rows: {rows}. Rows that look like a header: {likely}",
)
_NO_SOURCE_ID = Text(
    "'{wanted}' 자료 종류가 없습니다. 쓸 수 있는 종류: {known}",
    "There is no kind of source '{wanted}'. There are: {known}",
)
_EMPTY = Text(
    "파일에 표가 없습니다. 머리글과 값이 있는 시트가 필요합니다. 시트: {sheets}",
    "The file holds no table. A sheet with a header and values is needed. Sheets: {sheets}",
)
_NOT_RECOGNISED = Text(
    "어떤 자료인지 알 수 없습니다. 가장 비슷한 종류는 '{source}' 자료이며(시트 '{sheet_name}', {row_number}행) "
    "'{missing}' 열을 찾지 못했습니다. 자료 종류와 시트, 머리글 행을 지정하거나 서식을 내려받아 쓰세요.",
    "It is not clear what this file is. The nearest kind is '{source}' (sheet '{sheet_name}', row {row_number}), "
    "but its column '{missing}' was not found. Name the kind, sheet and header row, or start from the template.",
)
_OTHER_SHEETS = Text(
    "같은 모양의 표가 다른 시트에도 있습니다: {sheets}. 읽은 시트는 '{taken}' 시트뿐입니다.",
    "Other sheets hold a table of the same shape: {sheets}. Only sheet '{taken}' was read.",
)


@dataclass(frozen=True)
class Layout:
    """A table that was recognised: where it stands, what it is, which column is which field.

    ``table`` has the rows to be read (totals, footers and blank rows left out, each with a note): labels as columns,
    row numbers as Excel shows them as index, texts as in the file.
    """

    book: Book
    source: Source
    form: Form
    sheet: str
    header_row: int
    labels: tuple[str, ...]
    table: pd.DataFrame
    mapping: Mapping[str, str]
    confidence: Mapping[str, float]
    faults: Mapping[tuple[int, str], str] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class _Candidate:
    sheet: Sheet
    header: Header
    source: Source
    matching: Matching
    fit: Fit
    rows: int

    @property
    def rank(self) -> tuple[float, int]:
        wrong = len(self.matching.findings)
        return (round(self.fit.score - wrong, 2), min(self.rows, 2))


def recognise(book: Book, *, choice: Choice) -> Layout:
    """Return the best reading of a book.

    Missing required columns and wrong ``choice.columns`` are error findings of the layout, so that the page can go on.

    Raises
    ------
    UserError
        No such sheet, header row or kind of source; nothing that looks like a table; not recognised.
    """
    wanted = _sources(choice)
    candidates = [one for sheet in _sheets(book, choice) for one in _candidates(sheet, wanted, choice, book)]
    if not candidates:
        raise refuse("empty_file", _EMPTY, sheets=_names(sheet.name for sheet in book.sheets), file=book.name)
    best = max(candidates, key=lambda one: one.rank)
    if choice.source is None and (best.fit.score < LEAST_SCORE or (best.fit.missing and not best.fit.sure)):
        raise _unrecognised(best, book)
    scores: dict[str, float] = {}
    for one in candidates:
        scores[one.source.id] = max(scores.get(one.source.id, 0.0), round(one.fit.score, 3))
    return _layout(book, best, scores, _same_shape(best, candidates))


def _sources(choice: Choice) -> tuple[Source, ...]:
    if choice.source is None:
        return tuple(sources().values())
    if choice.source not in sources():
        raise refuse("unknown_source", _NO_SOURCE_ID, wanted=choice.source, known=", ".join(sources()))
    return (sources()[choice.source],)


def _sheets(book: Book, choice: Choice) -> list[Sheet]:
    if choice.sheet is None:
        return [sheet for sheet in book.sheets if not sheet.hidden and not sheet.frame.empty]
    found = [sheet for sheet in book.sheets if sheet.name.strip() == choice.sheet.strip()]
    if not found:
        names = [sheet.name for sheet in book.sheets]
        ordered = [*nearest(choice.sheet, names), *names]
        sheets = _names(dict.fromkeys(ordered))
        raise refuse("unknown_sheet", _NO_SHEET, wanted=choice.sheet, sheets=sheets, file=book.name, value=choice.sheet)
    return [sheet for sheet in found if not sheet.frame.empty]


def _candidates(sheet: Sheet, wanted: tuple[Source, ...], choice: Choice, book: Book) -> list[_Candidate]:
    likely = likely_rows(sheet, wanted, tuple(choice.columns.values()))
    rows = likely
    if choice.header_row is not None:
        rows = [choice.header_row]
        if choice.header_row not in sheet.frame.index or not sheet.frame.loc[choice.header_row].str.strip().any():
            filled = f"{sheet.frame.index.min()}-{sheet.frame.index.max()}"
            values = {"wanted": choice.header_row, "rows": filled, "likely": ", ".join(map(str, likely)) or "-"}
            raise refuse("no_header_row", _NO_ROW, file=book.name, sheet=sheet.name, **values)
    found = []
    for row in rows:
        header = read_header(sheet, row)
        table = body(sheet, header)
        if table.empty and len(rows) > 1:
            continue
        for source in wanted:
            matching = match_fields(table, source, choice)
            found.append(_Candidate(sheet, header, source, matching, best_form(source, matching), len(table)))
    return found


def _layout(book: Book, best: _Candidate, scores: Mapping[str, float], notes: list[Finding]) -> Layout:
    table = body(best.sheet, best.header)
    kept, left_out = trim(table, best.sheet, best.header, best.source, best.fit.form, best.matching.mapping)
    place = {"file": book.name, "sheet": best.sheet.name}
    findings = (*book.findings, *notes, *best.matching.findings, *best.fit.findings, *left_out)
    by_place = dict(zip(best.header.places, best.header.labels, strict=True))
    faults = {(row, by_place[at]): kind for (row, at), kind in best.sheet.faults.items() if at in by_place}
    return Layout(
        book=book,
        source=best.source,
        form=best.fit.form,
        sheet=best.sheet.name,
        header_row=best.header.row,
        labels=best.header.labels,
        table=kept,
        mapping=best.matching.mapping,
        confidence=best.matching.confidence,
        faults=faults,
        unread=best.matching.unread,
        findings=tuple(found.at(**{k: v for k, v in place.items() if not getattr(found, k)}) for found in findings),
        scores=scores,
    )


def _same_shape(best: _Candidate, candidates: list[_Candidate]) -> list[Finding]:
    """Return a note naming other sheets whose table has the same header."""
    same = [one for one in candidates if one.sheet.name != best.sheet.name and one.header.labels == best.header.labels]
    names = list(dict.fromkeys(one.sheet.name for one in same if one.source is best.source))
    if not names:
        return []
    return [Finding("note", "other_sheets", _OTHER_SHEETS, {"sheets": _names(names), "taken": best.sheet.name})]


def _unrecognised(best: _Candidate, book: Book) -> UserError:
    missing = best.fit.missing[0] if best.fit.missing else "-"
    column = best.source.by_name.get(missing)
    values = {
        "source": best.source.name.ko,
        "sheet_name": best.sheet.name,
        "row_number": best.header.row,
        "missing": column.label.ko if column else missing,
    }
    return refuse("not_recognised", _NOT_RECOGNISED, file=book.name, **values)


def _names(names: object) -> str:
    return ", ".join(f"'{name}'" for name in names)  # type: ignore[attr-defined]
