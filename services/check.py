"""Read a file and say everything that can be said about it; nothing is stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from data.store import Store
from kpi.core.batch import Batch
from kpi.core.errors import Finding, UserError, errors_of
from kpi.core.text import Text
from loaders.asking import Question, asked
from loaders.choice import Choice, Context
from loaders.form import form_of
from loaders.gate.files import Book, Limits, read_file
from loaders.load.digest import digest
from loaders.match.recognise import Layout, recognise
from loaders.personal.masks import masked_finding, masked_rows
from services.forms import Remembered, recall
from services.quoted import quoted_cells
from services.settings import calendar_of

__all__ = ["Checked", "Choice", "FieldChoice", "check"]

SAMPLE_ROWS = 20
KEPT_BOOKS = 2


@dataclass(frozen=True)
class FieldChoice:
    """One field of the source and the column it is read from ("" when none); ``confidence`` is 0-1.

    ``why``: how the column was found, a key of ``loaders.asking.WHY`` ("" when it is not read).
    """

    field: str
    label: Text
    required: bool
    column: str
    confidence: float
    help: Text
    why: str = ""


@dataclass(frozen=True)
class Checked:
    """All that is known about a file after reading it: what it is, what was matched, what is wrong.

    ``batch`` is None when the file could not be read or recognised; ``sample`` are the first rows as text, personal data covered.
    ``used`` is the choice with what was remembered of the form (``remembered``; None where there is none).
    ``found``: (sheet, row, 0-based column) -> text of the first cells that findings are about.
    """

    file: str
    findings: tuple[Finding, ...]
    choice: Choice
    batch: Batch | None = None
    source: str = ""
    source_name: Text | None = None
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    header_row: int | None = None
    labels: tuple[str, ...] = ()
    fields: tuple[FieldChoice, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    sample: tuple[Mapping[str, str], ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict)
    found: Mapping[tuple[str, int, int], str] = field(default_factory=dict)
    used: Choice | None = None
    remembered: Remembered | None = None

    @property
    def ok(self) -> bool:
        """Whether the file could be loaded as it is."""
        return self.batch is not None and not errors_of(self.findings)

    @property
    def questions(self) -> tuple[Question, ...]:
        """What the analyst is asked before the file can be loaded."""
        return asked(self.findings)

    @property
    def mapping(self) -> dict[str, str]:
        """Field -> column label, for the fields that are read."""
        return {choice.field: choice.column for choice in self.fields if choice.column}

    def as_dict(self, lang: Any) -> dict[str, Any]:
        """Return the JSON object of the command line."""
        return {
            "file": self.file,
            "ok": self.ok,
            "source": self.source or None,
            "sheet": self.sheet,
            "sheets": list(self.sheets),
            "header_row": self.header_row,
            "mapping": self.mapping,
            "confidence": {choice.field: choice.confidence for choice in self.fields if choice.column},
            "why": {choice.field: choice.why for choice in self.fields if choice.column},
            "remembered": self.remembered.as_dict() if self.remembered else None,
            "counts": dict(self.counts),
            "findings": [finding.as_dict(lang) for finding in self.findings],
        }


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
        return Checked(file=name, findings=_named(refused.findings, name), choice=choice)
    context = context_of(store, now=now)
    try:
        layout, used, memory = _recognised(store, book, choice, context)
    except UserError as refused:
        sheets = tuple(sheet.name for sheet in book.sheets)
        return Checked(file=book.name, findings=_named(refused.findings, book.name), choice=choice, sheets=sheets)
    batch = digest(layout, choice=used, context=context)
    named = {name for name, label in choice.columns.items() if label} | (memory.named if memory else frozenset())
    batch = replace(batch, form=form_of(layout, used, named=named))
    return _checked(layout, batch, choice, used, memory)


def _recognised(store: Store, book: Book, choice: Choice, context: Context) -> tuple[Layout, Choice, Remembered | None]:
    """Return the layout, the choice it was read with, and the remembered form; without it where it does not help."""
    used, memory = recall(store, book, choice, context.departments)
    if memory is not None:
        try:
            layout = recognise(book, choice=used, departments=context.departments)
            return replace(layout, findings=(*layout.findings, memory.finding)), used, memory
        except UserError:
            pass
    return recognise(book, choice=choice, departments=context.departments), choice, None


def context_of(store: Store, *, now: dt.datetime) -> Context:
    """Return what the loaders must know of the store: registers, secret, calendar, today."""
    return Context(
        departments=store.register("department"),
        tasks=store.register("task"),
        secret=store.secret(),
        calendar=calendar_of(store, now=now),
        today=now.date(),
    )


@lru_cache(maxsize=KEPT_BOOKS)
def _book(content: bytes, name: str) -> Book:
    return read_file(content, name)


def _named(findings: tuple[Finding, ...], name: str) -> tuple[Finding, ...]:
    return tuple(masked_finding(finding if finding.file else finding.at(file=name)) for finding in findings)


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
