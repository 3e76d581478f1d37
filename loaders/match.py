"""Recognise what a file is: the kind of source, the sheet, the header row, the columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from kpi.core.errors import Finding, UserError, refuse
from kpi.core.organisation import Register
from kpi.core.text import Text
from loaders.choice import Choice
from loaders.match_candidates import Candidate, candidates_of, nothing_found, quoted, sheets_of, sources_of
from loaders.match_header import body, read_header
from loaders.match_trim import trim
from loaders.origin import Origin
from loaders.personal import with_personal
from loaders.source import Form, Source

if TYPE_CHECKING:
    from loaders.gate import Book

LEAST_SCORE = 0.35
OF_ONE_SHEET = frozenset({"merged_cells"})
"""Notes about a sheet that concern only those who read that sheet."""
_NOT_RECOGNISED = Text(
    "어떤 자료인지 알 수 없습니다. 이 행을 머리글로 보면 '{source}' 자료와 가장 비슷하지만 '{missing}' 열이 없습니다. "
    "자료 종류와 시트, 머리글 행을 지정하거나 서식을 내려받아 쓰세요. 시트: {sheets}",
    "It is not clear what this file is. With this row as header it is nearest to '{source}', but the column '{missing}' is "
    "missing. Name the kind, sheet and header row, or start from the template. Sheets: {sheets}",
)
_OTHER_SHEETS = Text(
    "같은 모양의 표가 다른 시트에도 있습니다: {sheets}. 읽은 시트는 '{taken}' 시트뿐입니다.",
    "Other sheets hold a table of the same shape: {sheets}. Only sheet '{taken}' was read.",
)


@dataclass(frozen=True)
class Layout:
    """A table that was recognised: where it stands, what it is, which column is which field.

    ``table`` has the rows to be read (totals, footers and blank rows left out, each with a note): labels as columns,
    ids as index, texts as in the file. ``origin`` says where each id stands in the file (in a plain table the id is the row
    number as Excel shows it). ``faults``: (id, label) -> "#REF!" and so on. ``why``: how each field's column was found, a key
    of ``loaders.asking.WHY``. ``findings`` name row numbers, not ids.
    """

    book: Book
    source: Source
    form: Form
    sheet: str
    header_row: int
    labels: tuple[str, ...]
    table: pd.DataFrame
    origin: Origin
    mapping: Mapping[str, str]
    confidence: Mapping[str, float]
    faults: Mapping[tuple[int, str], str] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    why: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict)


def recognise(book: Book, *, choice: Choice, departments: Register | None = None) -> Layout:
    """Return the best reading of a book; ``departments`` are those that are known, for columns without a telling header.

    Missing required columns and wrong ``choice.columns`` are error findings of the layout, so that the page can go on.

    Raises
    ------
    UserError
        No such sheet, header row or kind of source; nothing that looks like a table; not recognised.
    """
    wanted = sources_of(choice)
    sheets = sheets_of(book, choice)
    candidates = [one for sheet in sheets for one in candidates_of(sheet, wanted, choice, departments)]
    if not candidates:
        raise nothing_found(book, sheets, wanted, choice)
    best = max(candidates, key=lambda one: one.rank)
    if choice.source is None and (best.fit.score < LEAST_SCORE or (best.fit.missing and not best.fit.sure)):
        raise _unrecognised(best, book)
    scores: dict[str, float] = {}
    for one in candidates:
        scores[one.source.id] = max(scores.get(one.source.id, 0.0), round(one.fit.score, 3))
    return with_personal(_layout(book, best, scores, _same_shape(best, candidates)), choice)


def _layout(book: Book, best: Candidate, scores: Mapping[str, float], notes: list[Finding]) -> Layout:
    mapping = _of_form(best)
    header = read_header(best.sheet, best.header.row)
    table = body(best.sheet, header)
    kept, left_out = trim(table, best.sheet, header, best.source, best.fit.form, mapping)
    place = {"file": book.name, "sheet": best.sheet.name}
    of_sheet = [one for one in book.findings if one.sheet in ("", best.sheet.name) or one.code not in OF_ONE_SHEET]
    findings = (*of_sheet, *notes, *best.matching.findings, *best.fit.findings, *left_out)
    by_place = dict(zip(header.places, header.labels, strict=True))
    faults = {(row, by_place[at]): kind for (row, at), kind in best.sheet.faults.items() if at in by_place}
    return Layout(
        book=book,
        source=best.source,
        form=best.fit.form,
        sheet=best.sheet.name,
        header_row=header.row,
        labels=header.labels,
        table=kept,
        origin=Origin(best.sheet.name, {label: (at,) for label, at in zip(header.labels, header.places, strict=True)}),
        mapping=mapping,
        confidence={name: weight for name, weight in best.matching.confidence.items() if name in mapping},
        faults=faults,
        unread=best.matching.unread,
        why={name: reason for name, reason in best.matching.why.items() if name in mapping},
        findings=tuple(found.at(**{k: v for k, v in place.items() if not getattr(found, k)}) for found in findings),
        scores=scores,
    )


def _of_form(best: Candidate) -> dict[str, str]:
    """Return the mapping without the fields that only another form reads."""
    known, form = best.source.by_name, best.fit.form.id
    return {
        name: label
        for name, label in best.matching.mapping.items()
        if name not in known or known[name].only in ("", form) or name in best.matching.named
    }


def _same_shape(best: Candidate, candidates: list[Candidate]) -> list[Finding]:
    """Return a note naming other sheets whose table has the same header."""
    same = [one for one in candidates if one.sheet.name != best.sheet.name and one.header.labels == best.header.labels]
    names = list(dict.fromkeys(one.sheet.name for one in same if one.source is best.source))
    if not names:
        return []
    return [Finding("note", "other_sheets", _OTHER_SHEETS, {"sheets": quoted(names), "taken": best.sheet.name})]


def _unrecognised(best: Candidate, book: Book) -> UserError:
    missing = best.fit.missing[0] if best.fit.missing else "-"
    column = best.source.by_name.get(missing)
    values = {
        "source": best.source.name,
        "missing": column.label if column else missing,
        "sheets": quoted(sheet.name for sheet in book.sheets),
    }
    place = {"file": book.name, "sheet": best.sheet.name, "row": best.header.row}
    return refuse("not_recognised", _NOT_RECOGNISED, **place, **values)
