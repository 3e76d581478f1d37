"""The cells of notes about error cells and formulas: the reading process counts them, here they get their places."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from kpi.core.errors import Finding
from loaders.match.labels import letters
from loaders.origin import MOST_MARKS

_FORMULA = "formula"
_NOTES = {"error_cells": False, "formulas_without_value": True}
"""Code of the note -> whether it is about formulas without a value."""


def with_cells(finding: Finding, faults: Mapping[tuple[int, int], str]) -> Finding:
    """Return a note about faulty cells with the address of the first and the places of all; any other as it is.

    ``faults``: (row, 0-based column) -> what is wrong, of the sheet that the note is about.
    """
    if finding.code not in _NOTES:
        return finding
    wanted = _NOTES[finding.code]
    places = sorted(place for place, what in faults.items() if (what == _FORMULA) == wanted)
    if not places:
        return finding
    row, column = places[0]
    marks = tuple((finding.sheet, *place) for place in islice(places, MOST_MARKS))
    value = "" if wanted else faults[places[0]]
    return finding.at(row=row, cell=f"{letters(column)}{row}", value=value, marks=marks)
