"""Recognise what a file is: the kind of source, the sheet, the header row, the columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pandas as pd

from kpi.core.errors import Finding
from kpi.core.organisation import Register
from loaders.cells.outer import Bare
from loaders.choice import Choice
from loaders.match.axes import field_of
from loaders.match.beside import beside
from loaders.match.blanks import Blanks, said_of_blanks
from loaders.match.candidates import Candidate, candidates_of, nothing_found, sheets_of, sources_of
from loaders.match.fixes import fixed
from loaders.match.header import texts_of_row
from loaders.match.headless import headless
from loaders.match.labels import plain
from loaders.match.melt import VALUE, long_labels, side_by_side
from loaders.match.notes import notes_of
from loaders.match.one_sided import asked_of_raters
from loaders.match.parts_of_year import with_joined, with_parts_of_year
from loaders.match.said import said_notes, time_unit, years_said
from loaders.match.table import faults_of
from loaders.match.total_columns import unfitting_columns
from loaders.match.trim import trim
from loaders.match.unrecognised import better_named, counts_in, counts_only, unrecognised
from loaders.match.who_rates import said_of_matrix
from loaders.origin import Origin
from loaders.personal.scan import with_personal
from loaders.source import Form, Source

if TYPE_CHECKING:
    from loaders.gate.files import Book

LEAST_SCORE = 0.35
OF_ONE_SHEET = frozenset({"merged_cells"})
"""Notes about a sheet that concern only those who read that sheet."""


@dataclass(frozen=True)
class Layout:
    """A table that was recognised: where it stands, what it is, which column is which field.

    ``table`` has the rows to be read (totals, footers and blank rows left out, each with a note): labels as columns,
    ids as index, texts as in the file; ``bare`` the same without outer blanks. ``origin`` says where each id stands in the file (in a plain table the id is the row
    number as Excel shows it). ``faults``: (id, label) -> "#REF!" and so on. ``why``: how each field's column was found, a key
    of ``loaders.asking.WHY``. ``sheets``: all sheets that are read; ``years_said``: years in titles and names, the nearest to
    the table first; ``time_unit``: the unit of times that is written above the table; ``joined``: columns that are read with another. ``findings`` name row numbers, not ids.
    """

    book: Book
    source: Source
    form: Form
    sheet: str
    header_row: int
    labels: tuple[str, ...]
    table: pd.DataFrame
    bare: Bare
    origin: Origin
    mapping: Mapping[str, str]
    confidence: Mapping[str, float]
    faults: Mapping[tuple[int, str], str] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    why: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()
    years_said: tuple[str, ...] = ()
    time_unit: str = ""
    joined: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """The reading of a book that was chosen, how well each kind of source fits (0-1), and what is to be said of it."""

    best: Candidate
    scores: Mapping[str, float]
    findings: tuple[Finding, ...]


def recognise(book: Book, *, choice: Choice, departments: Register | None = None) -> Layout:
    """Return the best reading of a book; ``departments`` are those that are known, for columns without a telling header.

    Missing required columns and wrong ``choice.columns`` are error findings of the layout, so that the page can go on.

    Raises
    ------
    UserError
        No such sheet, header row or kind of source; nothing that looks like a table; not recognised.
    """
    book, put_right = fixed(book, choice.fixes)
    found = reading_of(book, choice=choice, departments=departments)
    found = replace(found, findings=(*put_right, *found.findings))
    return with_personal(layout_of(book, found, choice=choice), choice)


def reading_of(book: Book, *, choice: Choice, departments: Register | None = None) -> Found:
    """Return the best reading of a book and what is to be said of it; raises what ``recognise`` raises."""
    choice = _without_dropped(choice)
    wanted = sources_of(choice)
    sheets = sheets_of(book, choice)
    candidates = candidates_of(sheets, wanted, choice, departments)
    if not candidates:
        raise nothing_found(book, sheets, wanted, choice)
    best = _under_a_header(max(candidates, key=lambda one: one.rank), candidates, choice)
    if choice.source is None and (best.fit.score < LEAST_SCORE or (best.fit.missing and not best.fit.sure)):
        raise unrecognised(best, candidates, book, choice)
    other = better_named(best, candidates) if choice.source is None else None
    if other is not None:
        raise unrecognised(other, candidates, book, choice)
    if VALUE in best.matching.mapping.values() and not choice.columns and counts_in(best, book):
        raise counts_only(best, book)
    scores: dict[str, float] = {}
    for one in candidates:
        scores[one.source.id] = max(scores.get(one.source.id, 0.0), round(one.fit.score, 3))
    said = [
        *headless(best, choice),
        *beside(best, wanted, choice, departments),
        *asked_of_raters(best.table.labels, best.source, best.matching, choice),
        *said_of_matrix(best, choice),
        *notes_of(best, book, choice, departments),
        *said_notes(best, book, choice, departments),
    ]
    return Found(best, scores, (*said, *best.matching.findings, *best.fit.findings))


def _without_dropped(choice: Choice) -> Choice:
    """Return the choice without the fields of columns that are not to be read: that was said later, or is the stronger word."""
    gone = {plain(label) for label in choice.drop}
    kept = {name: label for name, label in choice.columns.items() if not label or plain(label) not in gone}
    return choice if len(kept) == len(choice.columns) else replace(choice, columns=kept)


def _under_a_header(best: Candidate, candidates: list[Candidate], choice: Choice) -> Candidate:
    """Return the best reading; where its header is a row of data, the best one whose header stands above it, if there is any.

    Columns whose headers nobody knows are found by their cells, and a row of data then looks as good as the header.
    """
    if not headless(best, choice):
        return best
    above = [
        one
        for one in candidates
        if one.source is best.source
        and one.sheet is best.sheet
        and one.header.row < best.header.row
        and 2 * _filled(one) > _filled(best)
        and not headless(one, choice)
    ]
    return max(above, key=lambda one: one.rank, default=best)


def _filled(one: Candidate) -> int:
    return sum(bool(text) for text in texts_of_row(one.sheet.frame, one.header.row))


def layout_of(
    book: Book,
    found: Found,
    *,
    choice: Choice,
    views: Sequence[Mapping[str, str]] | None = None,
    blanks: Blanks | None = None,
) -> Layout:
    """Return a book as it is read by what was found; nothing is said of personal data yet.

    ``views``: the columns by which printed totals are compared with the rows (see ``trim``); by default all there are.
    ``blanks``: what is known of blank labels; by default what the choice says.
    """
    best, table = found.best, found.best.table
    mapping = _of_form(best)
    plain_rows = table.rows(drop=choice.drop)
    views, blanks = side_by_side(best.melts, mapping) if views is None else views, blanks or said_of_blanks(choice)
    kept, left_out, bare = trim(plain_rows, table, best.source, best.fit.form, _keys(best, mapping), views, blanks)
    left_out += unfitting_columns(kept, best.melts[0], mapping) if best.melts else []
    rows, joined = with_parts_of_year(best.read(kept), best.source, best.fit.form, mapping)
    findings = (*with_joined(told(book, found), joined), *map(plain_rows.origin.placed, left_out))
    return Layout(
        book=book,
        source=best.source,
        form=best.fit.form,
        sheet=table.sheet.name,
        header_row=table.header.row,
        labels=_labels(best),
        table=rows.frame,
        bare=Bare(rows.frame) if best.melts or joined else bare.of(rows.frame),
        origin=rows.origin,
        mapping=mapping,
        confidence={name: weight for name, weight in best.matching.confidence.items() if name in mapping},
        faults=faults_of(table, rows),
        unread=best.matching.unread,
        why={name: reason for name, reason in best.matching.why.items() if name in mapping},
        findings=tuple(_placed(one, book, table.sheet.name) for one in findings),
        scores=found.scores,
        sheets=table.sheets,
        years_said=years_said(table, book),
        time_unit=time_unit(table),
        joined=tuple(one.column for one in joined),
    )


def told(book: Book, found: Found) -> tuple[Finding, ...]:
    """Return what is to be said of a book and of its reading, whatever its rows hold."""
    table = found.best.table
    said = (*_of_sheets(book, table.sheets), *found.findings)
    return tuple(_placed(one, book, table.sheet.name) for one in said)


def _placed(finding: Finding, book: Book, sheet: str) -> Finding:
    return finding.at(file=finding.file or book.name, sheet=finding.sheet or sheet)


def _keys(best: Candidate, mapping: Mapping[str, str]) -> Mapping[str, str]:
    """Return the mapping as the rows stand in the file: periods in the header are completed by a column of years."""
    years = {field_of(best.source, melt.axis): melt.year for melt in best.melts if melt.year}
    return {**mapping, **years}


def _of_sheets(book: Book, sheets: tuple[str, ...]) -> list[Finding]:
    """Return the book's notes but those that concern only who reads another sheet."""
    return [one for one in book.findings if one.sheet in ("", *sheets) or one.code not in OF_ONE_SHEET]


def _labels(best: Candidate) -> tuple[str, ...]:
    """Return the labels of the table as it is read, dropped columns included."""
    labels = best.table.labels
    for melt in best.melts:
        labels = long_labels(labels, melt)
    return labels


def _of_form(best: Candidate) -> dict[str, str]:
    """Return the mapping without the fields that only another form reads."""
    known, form = best.source.by_name, best.fit.form.id
    return {
        name: label
        for name, label in best.matching.mapping.items()
        if name not in known or known[name].only in ("", form) or name in best.matching.named
    }
