"""From a recognised table to a batch: all observations, or every reason why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pandas as pd

from kpi.core.batch import Batch, Kept, NewAlias
from kpi.core.errors import Finding, errors_of
from kpi.core.frames import CELL_COLUMNS, CLAIM_COLUMNS, PAIR_COLUMNS, empty
from kpi.core.text import Text
from loaders.choice import Choice, Context
from loaders.load.names_dated import new_aliases, say_names_of_other_days
from loaders.load.observed import Observations
from loaders.load.reading import Reading
from loaders.load.rows import FIRST_COLUMNS, content_hash
from loaders.load.unread import unread
from loaders.match.recognise import Layout
from loaders.origin import Origin
from loaders.personal.masks import masked, masked_finding

_NO_ROWS = Text(
    "머리글({row_number}행) 아래에 읽을 행이 없습니다. 머리글 행과 시트가 맞는지 확인하세요.",
    "There is no row to read under the header (row {row_number}). Check which row is the header, and the sheet.",
)
_NOTHING = Text(
    "읽은 행에서 셀 수 있는 값이 하나도 나오지 않았습니다. 열 지정을 확인하세요.",
    "The rows gave no value that counts. Check which columns are read.",
)
_FOR_WANT_OF_A_VALUE = frozenset(
    {"no_receipt", "not_closed", "open_overdue", "blank_period", "blank_role", "no_points", "no_deadline"}
)
"""Warnings about blank cells of a column."""
_ORDER = {"error": 0, "warning": 1, "note": 2}


def digest(layout: Layout, *, choice: Choice, context: Context) -> Batch:
    """Return what a table brings.

    Problems of the data are findings, never exceptions; with an error finding the frames are empty, so that half a file
    can never be stored.
    """
    findings = [*layout.findings]
    observed = None
    aliases: tuple[NewAlias, ...] = ()
    if not errors_of(findings):
        if layout.table.empty:
            findings.append(no_rows(layout))
        else:
            reading = Reading(layout, choice, context)
            observed = layout.source.to_observations(reading)
            say_names_of_other_days(reading, observed)
            aliases = new_aliases(reading, observed)
            findings += [layout.origin.placed(finding) for finding in first_things(reading.findings)]
    kept = None if observed is None else _kept(layout, observed)
    return batch_of(layout, choice, observed, findings, aliases=aliases, kept=kept)


def no_rows(layout: Layout) -> Finding:
    """Say that there is no row under the header."""
    return Finding("error", "no_rows", _NO_ROWS, {"row_number": layout.header_row}, row=layout.header_row)


def batch_of(
    layout: Layout,
    choice: Choice,
    observed: Observations | None,
    findings: list[Finding],
    *,
    aliases: tuple[NewAlias, ...],
    kept: Kept | None,
) -> Batch:
    """Return the batch of a table that was read (None where it was not), with all there is to say of it."""
    if observed is not None and observed.cells.empty and not errors_of(findings):
        findings = [*findings, Finding("error", "no_values", _NOTHING)]
    findings = [*findings, *unread(layout, choice)]
    placed = sorted((_placed(finding, layout) for finding in findings), key=lambda finding: _ORDER[finding.severity])
    if observed is None or kept is None or errors_of(placed):
        observed = _nothing(observed)
        kept = _kept(layout, observed)
    return replace(_batch(layout, choice, observed, tuple(placed), kept), aliases=aliases)


def first_things(findings: list[Finding]) -> list[Finding]:
    """Return findings without the warnings that only say that cells have no value which cannot be read yet."""
    unclear = {finding.column for finding in errors_of(findings) if finding.column}
    return [one for one in findings if not (one.code in _FOR_WANT_OF_A_VALUE and one.column in unclear)]


def _batch(layout: Layout, choice: Choice, observed: Observations, findings: tuple[Finding, ...], kept: Kept) -> Batch:
    return Batch(
        source=layout.source.id,
        source_revision=layout.source.revision,
        file_name=masked(layout.book.name),
        sha256=layout.book.sha256,
        sheet=layout.sheet,
        header_row=layout.header_row,
        mapping=_mapping(layout, choice, observed),
        as_of=observed.as_of or choice.as_of,
        cells=observed.cells,
        pairs=observed.pairs,
        claims=observed.claims,
        kept=kept,
        counts={**observed.counts, "cells": len(observed.cells)},
        findings=findings,
        new_departments=observed.new_departments,
        new_tasks=observed.new_tasks,
        reread={**observed.reread, **({"time_unit": layout.time_unit} if layout.time_unit else {})},
    )


def _kept(layout: Layout, observed: Observations) -> Kept:
    """Return the rows to keep, not yet made; where they stand in the file is no part of their hash."""
    made, origin, source = cache(observed.rows), layout.origin, layout.source.id
    return Kept(lambda: _with_row_numbers(made(), origin), lambda: content_hash(made(), source=source))


def _with_row_numbers(rows: pd.DataFrame, origin: Origin) -> pd.DataFrame:
    """Return kept rows with the row numbers of the file instead of ids, and their sheet where there are several."""
    if not origin.places:
        return rows
    places = [origin.place(int(number)) for number in rows["row_number"]]
    rows = rows.assign(row_number=[place.row for place in places])
    sheets = pd.Series([place.sheet for place in places], index=rows.index, dtype="str")
    return rows.assign(sheet=sheets) if sheets.nunique() > 1 else rows


def _mapping(layout: Layout, choice: Choice, observed: Observations) -> Mapping[str, Any]:
    """Return plain JSON of how the table was read: enough to read it the same way again."""
    return {
        "columns": dict(sorted(layout.mapping.items())),
        "unread": sorted(layout.unread),
        "form": layout.form.id,
        "scale": list(choice.scale) if choice.scale else None,
        "missing": [code for code in choice.missing if code],
        "year": choice.year,
        "day_hours": choice.day_hours,
        "as_of": choice.as_of.isoformat() if choice.as_of else None,
        "exclude": list(choice.exclude),
        "drop": list(choice.drop),
        "sheets": list(layout.sheets),
        "sheets_mean": choice.sheets_mean,
        "department": choice.department,
        "harmless": list(choice.harmless),
        **_readings(choice),
        **_blanks(choice),
        **_fixes(choice),
        **observed.said,
    }


def _readings(choice: Choice) -> dict[str, str]:
    """Return how cells and rows with two readings were read, where the analyst said so."""
    names = ("marks", "brackets", "date_order", "clock", "repeats", "levels")
    return {name: answer for name in names if (answer := getattr(choice, name))}


def _blanks(choice: Choice) -> dict[str, list[str]]:
    """Return what blank cells of columns mean, where the analyst said so."""
    said = {"fill_down": list(choice.fill_down), "leave_blank": list(choice.leave_blank)}
    return {name: labels for name, labels in said.items() if labels}


def _fixes(choice: Choice) -> dict[str, Any]:
    """Return the cells put right before saving, where there are any."""
    return {"fixes": [[fix.sheet, fix.cell, fix.value] for fix in choice.fixes]} if choice.fixes else {}


def _placed(finding: Finding, layout: Layout) -> Finding:
    """Return a finding with its place; no word of it quotes personal data."""
    return masked_finding(finding.at(file=finding.file or layout.book.name, sheet=finding.sheet or layout.sheet))


def _nothing(observed: Observations | None) -> Observations:
    """Return no observations; the counts stay, they say how far the reading came."""
    return Observations(
        cells=empty(CELL_COLUMNS),
        pairs=empty(PAIR_COLUMNS),
        claims=empty(CLAIM_COLUMNS),
        rows=lambda: pd.DataFrame({name: pd.Series(dtype="str") for name in FIRST_COLUMNS}),
        counts=observed.counts if observed else {},
    )
