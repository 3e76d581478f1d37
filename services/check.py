"""Read a file and say everything that can be said about it; nothing is stored."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from data.store import Store
from kpi.core.batch import Batch
from kpi.core.errors import Finding, UserError, errors_of
from kpi.core.text import Text
from loaders.choice import Choice, Context
from loaders.form import form_of
from loaders.gate.files import Book, Limits, read_file
from loaders.gate.parts import read_parts
from loaders.load.digest import digest
from loaders.load.parts import NotInParts, digest_parts
from loaders.match.recognise import Layout, recognise
from loaders.personal.masks import masked, masked_finding, masked_rows
from services.ahead import asked_ahead, worst_first
from services.checked import Checked, FieldChoice
from services.forms import Remembered, recall
from services.quoted import quoted_cells
from services.sample import first_rows
from services.settings import calendar_of
from services.twice import elsewhere

__all__ = ["Checked", "Choice", "FieldChoice", "check", "check_large"]

SAMPLE_ROWS = 20
KEPT_BOOKS = 2
Read = Callable[[Choice, tuple[Finding, ...]], tuple[Layout, Batch]]
"""Reads a table with these choices and adds what is to be said of it."""


def check(
    store: Store,
    content: bytes,
    name: str,
    *,
    choice: Choice,
    now: dt.datetime,
    password: str = "",
    limits: Limits | None = None,
) -> Checked:
    """Read, recognise and check one file against the store's registers; every problem becomes a finding.

    A book that was opened with a ``password`` is not kept in memory; ``limits`` are the usual ones where none are given.
    """
    try:
        usual = not password and limits is None
        book = _book(content, name) if usual else read_file(content, name, limits=limits, password=password)
    except UserError as refused:
        return Checked(file=masked(name), findings=_named(refused.findings, name), choice=choice)
    context, choice = context_of(store, now=now), _with_shown_sheets(choice)

    def read(used: Choice, said: tuple[Finding, ...]) -> tuple[Layout, Batch]:
        layout = recognise(book, choice=used, departments=context.departments)
        layout = replace(layout, findings=(*layout.findings, *said))
        return layout, digest(layout, choice=used, context=context)

    return _as_remembered(store, book, choice, context, read)


def check_large(
    store: Store, path: Path, *, choice: Choice, now: dt.datetime, limits: Limits | None = None
) -> Checked | None:
    """Check a large text file part by part, in the memory of one part; every problem becomes a finding.

    None where it must be read at once, as it is no register with a petition a row.
    """
    try:
        parts = read_parts(path, path.name, limits=limits)
    except UserError as refused:
        name = unicodedata.normalize("NFC", path.name)
        return Checked(file=masked(name), findings=_named(refused.findings, name), choice=choice)
    context = context_of(store, now=now)

    def read(used: Choice, said: tuple[Finding, ...]) -> tuple[Layout, Batch]:
        return digest_parts(parts, choice=used, context=context, said=said)

    try:
        return _as_remembered(store, parts.book, choice, context, read)
    except NotInParts:
        return None


def _as_remembered(store: Store, book: Book, choice: Choice, context: Context, read: Read) -> Checked:
    """Return what is known of a book that is read as its form was read before; without that where it does not help."""
    used, memory = recall(store, book, choice, context.departments)
    try:
        layout, batch = read(used, (memory.finding,) if memory else ())
    except UserError as refused:
        if memory is None:
            return _refused(book, refused, choice)
        used, memory = choice, None
        try:
            layout, batch = read(used, ())
        except UserError as again:
            return _refused(book, again, choice)
    named = {name for name, label in choice.columns.items() if label} | (memory.named if memory else frozenset())
    further = asked_ahead(layout, used, context) or (() if errors_of(batch.findings) else elsewhere(store, batch))
    batch = replace(batch, form=form_of(layout, used, named=named), findings=worst_first((*batch.findings, *further)))
    return _checked(layout, batch, choice, used, memory)


def _refused(book: Book, refused: UserError, choice: Choice) -> Checked:
    sheets = tuple(sheet.name for sheet in book.sheets)
    said = _named(refused.findings, book.name)
    return Checked(book.name, said, choice, sheets=sheets, sample=first_rows(book, choice))


def context_of(store: Store, *, now: dt.datetime) -> Context:
    """Return what the loaders must know of the store: registers, secret, calendar, today."""
    return Context(
        departments=store.register("department"),
        tasks=store.register("task"),
        secret=store.secret(),
        calendar=calendar_of(store),
        today=now.date(),
    )


@lru_cache(maxsize=KEPT_BOOKS)
def _book(content: bytes, name: str) -> Book:
    return read_file(content, name)


def _named(findings: tuple[Finding, ...], name: str) -> tuple[Finding, ...]:
    return tuple(masked_finding(finding if finding.file else finding.at(file=name)) for finding in findings)


def _with_shown_sheets(choice: Choice) -> Choice:
    """Return a choice that calls sheets as the gate does: personal data in their names are covered."""
    return replace(
        choice,
        sheet=None if choice.sheet is None else masked(choice.sheet),
        sheets=tuple(map(masked, choice.sheets)),
        fixes=tuple(replace(fix, sheet=masked(fix.sheet)) for fix in choice.fixes),
    )


def _checked(layout: Layout, batch: Batch, choice: Choice, used: Choice, memory: Remembered | None) -> Checked:
    book = layout.book
    head = layout.table.head(SAMPLE_ROWS)
    sample = masked_rows(head.to_dict("records"), batch.findings)
    return Checked(
        file=book.name,
        findings=_named(batch.findings, book.name),
        choice=choice,
        batch=batch,
        source=layout.source.id,
        source_name=layout.source.name,
        sheet=layout.sheet,
        sheets=tuple(sheet.name for sheet in book.sheets),
        header_row=layout.header_row,
        labels=layout.labels,
        fields=_fields(layout, memory),
        used=used,
        remembered=memory,
        counts=batch.counts,
        sample=sample,
        scores=layout.scores,
        found=quoted_cells(book, batch.findings),
    )


def _fields(layout: Layout, memory: Remembered | None) -> tuple[FieldChoice, ...]:
    declared = {column.name: column for column in layout.source.columns}
    recalled = dict.fromkeys(memory.fields if memory else (), "remembered")
    why = {**layout.why, **{name: reason for name, reason in recalled.items() if name in layout.mapping}}
    names = [*declared, *(name for name in layout.mapping if name not in declared)]
    choices = []
    for name in names:
        column = declared.get(name)
        text = name.removeprefix("item:")
        choices.append(
            FieldChoice(
                field=name,
                label=column.label if column else Text(f"문항 '{text}'", f"Item '{text}'"),
                required=bool(column and column.required),
                column=layout.mapping.get(name, ""),
                confidence=layout.confidence.get(name, 0.0),
                help=column.help if column else Text("문항 점수", "Score of an item"),
                why=why.get(name, ""),
            )
        )
    return tuple(choices)
