"""From the parts of a large register to a batch: the same as if it had been read at once, in the memory of one part.

The parts are gone through twice: once for what must be known of the whole file (the latest moment, repeated case numbers,
spellings, what looks personal), once for the sums. Who asks for the kept rows has them gone through once more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from kpi.core.batch import Batch, NewAlias
from kpi.core.errors import Finding, errors_of
from loaders.choice import Choice, Context
from loaders.gate.files import Sheet
from loaders.gate.parts import Parts
from loaders.load.digest import batch_of, first_things, no_rows
from loaders.load.faults import few_values
from loaders.load.gathered import Gathered
from loaders.load.kept_parts import KeptParts
from loaders.load.names_dated import new_aliases, say_names_of_other_days
from loaders.load.observed import Observations
from loaders.load.reading import Reading
from loaders.load.records import case_rows, case_sums
from loaders.load.whole import Surveyor, Whole
from loaders.match.blanks import Carried, asked_of_blanks, said_of_blanks
from loaders.match.recognise import Found, Layout, layout_of, reading_of, told
from loaders.match.table import Table
from loaders.personal.scan import Looks, decided, looks_of
from loaders.together import Together


class NotInParts(Exception):
    """The file can only be read at once."""


def digest_parts(
    parts: Parts, *, choice: Choice, context: Context, said: tuple[Finding, ...] = ()
) -> tuple[Layout, Batch]:
    """Return how a large register is read, and what it brings (see ``digest``); ``said`` is to be said of it, too.

    What two readings has is asked, and never taken from what other cells show.

    Raises
    ------
    UserError
        When the table is not recognised.
    NotInParts
        When the file is anything but one plain table with a petition a row, or cells of it were put right.
    """
    found = reading_of(parts.book, choice=choice, departments=context.departments)
    if choice.fixes or not _is_register(found):
        raise NotInParts
    run = _Run(parts, replace(found, findings=(*found.findings, *said)), choice, context)
    whole = run.survey()
    layout = replace(run.head, findings=tuple(run.findings))
    if errors_of(run.findings) or not run.rows:
        findings = run.findings if errors_of(run.findings) else [*run.findings, no_rows(layout)]
        return layout, batch_of(layout, choice, None, findings, aliases=(), kept=None)
    observed, aliases = run.sums(whole)
    kept = KeptParts(lambda: run.kept(whole), source=layout.source.id)
    return layout, batch_of(layout, choice, observed, run.findings, aliases=aliases, kept=kept)


def _is_register(found: Found) -> bool:
    best, table = found.best, found.best.table
    plain = len(table.parts) == 1 and not table.said and not best.melts
    return plain and best.source.id == "processing_records" and best.fit.form.id == "row"


class _Run:
    """One reading of all parts."""

    def __init__(self, parts: Parts, found: Found, choice: Choice, context: Context) -> None:
        self.parts, self.found, self.choice, self.context = parts, found, choice, context
        self.head = layout_of(parts.book, found, choice=choice)
        self.findings = list(told(parts.book, found))
        self.rows = 0
        self.carried = Carried()

    def layouts(self) -> Iterator[Layout]:
        """Yield the parts as tables; their findings are about rows that were left out."""
        self.carried = Carried()
        blanks = said_of_blanks(self.choice, self.carried)
        for sheet in self.parts.sheets():
            if sheet.frame.empty:
                continue
            book = replace(self.parts.book, sheets=(sheet,), findings=())
            best = replace(self.found.best, table=_with_sheet(self.found.best.table, sheet))
            # a total that is printed in one part speaks of rows in all of them
            found = replace(self.found, best=best, findings=())
            yield layout_of(book, found, choice=self.choice, views=(), blanks=blanks)

    def survey(self) -> Whole:
        """Return what holds for all parts; say what was left out and what looks personal."""
        surveyor, together = Surveyor(), Together()
        looks: Looks | None = None
        for layout in self.layouts():
            together.add(layout.findings)
            seen = looks_of(layout)
            looks = seen if looks is None else looks + seen
            self.rows += len(layout.table)
            if len(layout.table):
                surveyor.take(Reading(layout, self.choice, self.context))
        self.findings += together.all(self.head.origin)
        origin = self.head.origin
        self.findings += [origin.placed(one) for one in asked_of_blanks(self.carried.seen, origin)]
        self.findings += decided(looks, self.head, self.choice) if looks else ()
        return surveyor.whole()

    def sums(self, whole: Whole) -> tuple[Observations, tuple[NewAlias, ...]]:
        """Return the observations of all parts, and the aliases they bring."""
        gathered, together = Gathered(), Together(first_row=False)
        for layout in self._filled():
            reading = Reading(layout, self.choice, self.context, whole)
            gathered.take(reading, case_sums(reading), whole)
            together.add(reading.findings)
        reading = gathered.reading(self.head, self.choice, self.context)
        observed = gathered.observed(reading, whole)
        say_names_of_other_days(reading, observed)
        aliases = new_aliases(reading, observed)
        said = [*few_values(together.all(self.head.origin)), *reading.findings]
        self.findings += [self.head.origin.placed(finding) for finding in first_things(said)]
        return observed, aliases

    def kept(self, whole: Whole) -> Iterator[pd.DataFrame]:
        """Yield the kept rows of each part."""
        for layout in self._filled():
            yield case_rows(Reading(layout, self.choice, self.context, whole))

    def _filled(self) -> Iterator[Layout]:
        return (layout for layout in self.layouts() if len(layout.table))


def _with_sheet(table: Table, sheet: Sheet) -> Table:
    """Return the table with the rows of another part of its sheet."""
    part = table.parts[0]
    block = replace(part.block, last=int(sheet.frame.index.max()))
    return replace(table, parts=(replace(part, sheet=sheet, block=block),))
