"""What would be asked next: questions that stop the reading of a file are asked together with those behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, cast

from kpi.core.errors import Finding, Severity, UserError, errors_of
from loaders.asking import QUESTIONS, SUGGESTED
from loaders.choice import ALL_SHEETS, Choice, Context, SheetsMean
from loaders.load.digest import digest
from loaders.match.blanks import ASK_BLANKS
from loaders.match.recognise import Layout, recognise

SHEETS = frozenset({"ask_sheets", "ask_sheets_mean"})
"""Codes of the questions behind which others are hidden: nothing is read until they are answered."""
_ASKED: frozenset[str] = frozenset().union(*(question.codes for question in QUESTIONS)) - SHEETS
PERSONAL, HARMLESS = "personal_data", "harmless"
_OF_COLUMNS = frozenset({PERSONAL, ASK_BLANKS})
_ORDER: tuple[Severity, ...] = ("error", "warning", "note")
_NAMES = frozenset(
    ("unknown_department", "more_unknown_departments", "several_departments", "similar_department", "similar_task")
)


def asked_ahead(layout: Layout, choice: Choice, context: Context) -> tuple[Finding, ...]:
    """Return the questions that follow: those there are if all sheets are read, their names taken for what they probably
    are, the columns that look personal are dealt with, and blank labels filled from above.

    Nothing where anything else stops the reading: then that comes first. Names are asked too, but not those of sheets of
    which it is still open whether they are departments, and nothing is quoted of a column that looks personal.
    """
    stops = errors_of(layout.findings)
    if not stops or any(finding.code not in SHEETS | _OF_COLUMNS for finding in stops):
        return ()
    meant = next((one for one in stops if one.code == "ask_sheets_mean"), None)
    try:
        found = _of_whole(layout, _all_sheets(choice, stops, meant), context)
    except UserError:
        return ()
    known = {(finding.code, finding.column) for finding in stops}
    told = meant is None or SUGGESTED in meant.values
    return tuple(one for one in found if _is_asked(one, told=told) and (one.code, one.column) not in known)


def _all_sheets(choice: Choice, stops: Iterable[Finding], meant: Finding | None) -> Choice:
    """Return the choice with the likeliest answer about sheets, unchanged where there is no such question."""
    if not any(finding.code in SHEETS for finding in stops):
        return choice
    mean = choice.sheets_mean or (cast("SheetsMean", meant.choices[0]) if meant else None)
    sheets = choice.sheets or ((choice.sheet,) if choice.sheet else (ALL_SHEETS,))
    return replace(choice, sheet=None, sheets=sheets, sheets_mean=mean)


def _of_whole(layout: Layout, choice: Choice, context: Context) -> list[Finding]:
    """Return what is said of the whole file, with its personal columns asked about and otherwise out of the way."""
    there = recognise(layout.book, choice=choice, departments=context.departments)
    private = [one for one in errors_of(there.findings) if one.code == PERSONAL and one.column]
    unclear = [one for one in errors_of(there.findings) if one.code == ASK_BLANKS]
    if private or unclear:
        gone = tuple(one.column for one in private if HARMLESS not in one.choices)
        kept = tuple(one.column for one in private if HARMLESS in one.choices)
        filled = (*choice.fill_down, *(one.column for one in unclear))
        dealt: dict[str, Any] = {
            "drop": (*choice.drop, *gone),
            "harmless": (*choice.harmless, *kept),
            "fill_down": filled,
        }
        choice = replace(choice, **dealt)
        there = recognise(layout.book, choice=choice, departments=context.departments)
    columns = {one.column for one in private}
    said = digest(there, choice=choice, context=context).findings
    return [*private, *unclear, *(one for one in said if one.column not in columns)]


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings with the errors first, then warnings, then notes, else in their order."""
    return tuple(sorted(findings, key=lambda finding: _ORDER.index(finding.severity)))


def _is_asked(finding: Finding, *, told: bool) -> bool:
    if finding.severity != "error":
        return finding.code in _NAMES and told
    of_column = finding.code in _OF_COLUMNS and bool(finding.column)
    return of_column or finding.code in _ASKED or (finding.code in _NAMES and told)
