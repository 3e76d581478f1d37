"""Columns of times of day that belong to the date on their left although no header says so clearly."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from loaders.load.clocks import CLOCKS
from loaders.load.kinds import KINDS
from loaders.match.labels import without_brackets
from loaders.source import Source

if TYPE_CHECKING:
    from loaders.match.fields import Judge

BESIDE = 0.8
"""How sure it is that times of day under a header such as "시각" belong to the date before them."""
LEAST_CLOCKS = 0.9
_DAY = re.compile(r"(?:년월일|연월일|일자|날짜|일시|일|date)$")
_TIME = re.compile(r"(?:시각|시간|시분|시|time)$")
_TAKEN_FOR = "handling_minutes"
_OFFICE_HOURS = (6 * 3600, 22 * 3600)
"""Times between which offices work; "0:08" and the like are lengths."""


def take_clocks(
    judge: Judge,
    labels: list[str],
    source: Source,
    matched: tuple[dict[str, str], dict[str, float], dict[str, str]],
    *,
    closed: frozenset[str],
    named: Mapping[str, str],
) -> set[str]:
    """Add the times of day that stand beside their dates to mapping, confidence and reasons; return their columns."""
    mapping, confidence, why = matched
    found = list(_clocks_beside(judge, labels, source, mapping, closed=closed, named=named))
    for name, label, owner in found:
        for one in matched:
            one.pop(owner, None)
        mapping[name], confidence[name], why[name] = label, BESIDE, "shape"
    return {label for _, label, _ in found}


def _clocks_beside(
    judge: Judge,
    labels: Sequence[str],
    source: Source,
    mapping: Mapping[str, str],
    *,
    closed: Collection[str],
    named: Collection[str],
) -> Iterator[tuple[str, str, str]]:
    """Iterate over (field, label, field that gives its column up or "") for dates with a column of times of day at their right.

    "처리시간" beside "처리일" may be how long it took. It is a time of day only where the receipt has one, too, and all
    lie within the hours in which offices work. ``closed`` fields stay unread, ``named`` ones keep their column.
    """
    fields = {label: name for name, label in mapping.items()}
    known = {name for name in CLOCKS.values() if name in mapping}
    for date, clock in CLOCKS.items():
        if clock not in source.by_name or clock in known or clock in closed or date not in mapping:
            continue
        label = _right_of(mapping[date], labels)
        owner = fields.get(label, "")
        if not label or owner in named or not _belongs(label, mapping[date]) or not _holds_clocks(judge, label):
            continue
        if not owner or (owner == _TAKEN_FOR and known and _in_office_hours(judge, label)):
            known.add(clock)
            yield clock, label, owner


def _right_of(label: str, labels: Sequence[str]) -> str:
    place = labels.index(label) + 1 if label in labels else len(labels)
    return labels[place] if place < len(labels) else ""


def _belongs(label: str, date: str) -> bool:
    """Return whether a header says no more than "시각", or the same thing as the date: "처리시간" beside "처리일자"."""
    text, day = without_brackets(label), without_brackets(date)
    bare = _TIME.sub("", text)
    return bare != text and (not bare or bare == _DAY.sub("", day))


def _holds_clocks(judge: Judge, label: str) -> bool:
    return len(judge.filled(label)) > 0 and judge.fits(label, "clock") >= LEAST_CLOCKS


def _in_office_hours(judge: Judge, label: str) -> bool:
    seconds = KINDS["clock"].read(judge.filled(label), {}).values.dropna()
    return bool(seconds.between(*_OFFICE_HOURS).all())
