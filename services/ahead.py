"""What would be asked next: while it is open which sheets are read, the other questions are asked along with that one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import cast

from kpi.core.errors import Finding, Severity, UserError, errors_of
from loaders.asking import QUESTIONS, SUGGESTED
from loaders.choice import ALL_SHEETS, Choice, Context, SheetsMean
from loaders.load.digest import digest
from loaders.match.recognise import Layout, recognise

SHEETS = frozenset({"ask_sheets", "ask_sheets_mean"})
"""Codes of the questions behind which others are hidden: nothing is read until they are answered."""
_ASKED: frozenset[str] = frozenset().union(*(question.codes for question in QUESTIONS)) - SHEETS
_ORDER: tuple[Severity, ...] = ("error", "warning", "note")
_NAMES = frozenset({"unknown_department", "more_unknown_departments", "similar_department", "similar_task"})


def asked_ahead(layout: Layout, choice: Choice, context: Context) -> tuple[Finding, ...]:
    """Return the questions that follow if all sheets are read, their names taken for what they probably are.

    Nothing where the sheets are not in question, or where anything else stops the reading: then that comes first. Names
    are asked too, but not those of sheets of which it is still open whether they are departments.
    """
    stops = errors_of(layout.findings)
    if not stops or any(finding.code not in SHEETS | {"personal_data"} for finding in stops):
        return ()
    meant = next((one for one in stops if one.code == "ask_sheets_mean"), None)
    mean = choice.sheets_mean or (cast("SheetsMean", meant.choices[0]) if meant else None)
    sheets = choice.sheets or ((choice.sheet,) if choice.sheet else (ALL_SHEETS,))
    whole = replace(choice, sheet=None, sheets=sheets, sheets_mean=mean)
    try:
        there = recognise(layout.book, choice=whole, departments=context.departments)
    except UserError:
        return ()
    known = {(finding.code, finding.column) for finding in stops}
    told = meant is None or SUGGESTED in meant.values
    found = digest(there, choice=whole, context=context).findings
    return tuple(one for one in found if _is_asked(one, told=told) and (one.code, one.column) not in known)


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings with the errors first, then warnings, then notes, else in their order."""
    return tuple(sorted(findings, key=lambda finding: _ORDER.index(finding.severity)))


def _is_asked(finding: Finding, *, told: bool) -> bool:
    if finding.severity != "error":
        return finding.code in _NAMES and told
    private = finding.code == "personal_data" and bool(finding.column)
    return private or finding.code in _ASKED or (finding.code in _NAMES and told)
