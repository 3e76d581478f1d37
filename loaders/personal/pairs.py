"""Registration numbers cut in two: six digits in one column, seven in the column beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from loaders.personal import patterns
from loaders.personal.cells import Cells, Hits
from loaders.personal.looks import Look, look
from loaders.personal.masks import HALF
from loaders.personal.verdicts import LEAST_RIGHT, MOSTLY_RIGHT, resident_numbers

MOSTLY, LEAST_YEARS = 0.9, 4
"""Days of receipt are of few years, days of birth of many: beside amounts they look alike otherwise."""
Place = TypeVar("Place")
_OPEN = "[^0-9]$"


def cut_in_two(column: Callable[[Place], pd.Series[Any]], looks: Mapping[Place, Look]) -> dict[Place, Hits]:
    """Return the columns that hold the second half of registration numbers: place -> cells.

    ``looks``: what each column looks like, in the order of the file; columns between two halves may hold dashes or nothing.
    ``column`` returns the cells of one. Halves are joined row by row, in either order, and judged as one column of whole
    numbers; a first half may have lost its zeros. Where only some rows hold halves, a dash that is left open ("900101-")
    or check digits that fit are asked for.
    """
    found: dict[Place, Hits] = {}
    for front, back in _side_by_side(looks):
        most = min(looks[front].filled, looks[back].filled)
        cells = [Cells(column(place), bare=False).plain for place in (front, back)]
        hits = _halves(*cells[0].align(cells[1], join="inner"), most=most)
        if hits.count > found.get(back, Hits()).count:
            found[back] = Hits(hits.count, hits.ids, HALF)
    return found


def _side_by_side(looks: Mapping[Place, Look]) -> Iterator[tuple[Place, Place]]:
    """Yield the columns that may hold first and second halves."""
    filled = [place for place, seen in looks.items() if seen.filled > seen.dashes]
    for one, other in pairwise(filled):
        for front, back in ((one, other), (other, one)):
            if looks[front].fronts and looks[back].backs:
                yield front, back


def _halves(front: pd.Series[Any], back: pd.Series[Any], *, most: int) -> Hits:
    both = front.str.contains(patterns.FRONT_HALF) & back.str.contains(patterns.BACK_HALF)
    front, back = front[both], back[both]
    apart = np.where(front.str.contains(_OPEN) | back.str.contains("[^0-9]{6}"), "-", "")
    digits = front.str.replace("[^0-9]", "", regex=True).str.zfill(6)
    seen = look(digits + apart + back.str.extract(f"({patterns.BACK_DIGITS})", expand=False), "")
    if len(front) >= MOSTLY * most and digits.str[:2].nunique() >= LEAST_YEARS:
        return resident_numbers(seen, "")
    if seen.right >= max(min(LEAST_RIGHT, most), MOSTLY_RIGHT * seen.thirteen):
        return seen.of("dated")
    return seen.of("written")
