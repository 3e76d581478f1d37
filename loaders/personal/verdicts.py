"""Whether a column holds personal data, judged by its header, its field and what its cells look like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from loaders.personal.cells import Hits
from loaders.personal.headers import header_says
from loaders.personal.looks import Look
from loaders.source import Column

Kind = Literal["rrn", "phone", "email", "passport", "licence", "card", "name", "birth", "address"]
DROP, HARMLESS = "drop", "harmless"
"""The answers: the column is not read at all; what looks personal in it is not."""
KEPT_AS_TEXT = frozenset({"text", "names"})
"""Kinds of fields whose cells are stored as they are written."""
CORPORATE = 0.95
MOSTLY_RIGHT, SELDOM_RIGHT, LEAST_RIGHT = 0.5, 0.4, 2
"""Shares of numbers whose check digit fits: of registration numbers nearly all, of the office's own numbers few."""
ALIVE, LEAST_ALIVE = 0.98, 6
"""Numbers given since October 2020 have no check digit: so many different ones that all name a likely day of birth are enough."""
CARDS, ID_NUMBERS, ADDRESSES = 0.5, 0.3, 0.5
_ALWAYS: tuple[Kind, ...] = ("phone", "email", "passport", "licence")


Means = Literal["stops", "allowed", "unread"]


@dataclass(frozen=True)
class Verdict:
    """One kind of personal data in one column.

    ``means``: "stops", nothing can be stored until the column is decided about, and ``choices`` are the decisions there
    are; "allowed", it was declared harmless; "unread", it is not stored anyway.
    """

    kind: Kind
    hits: Hits
    means: Means
    choices: tuple[str, ...] = ()


def verdicts(look: Look, label: str, field: Column | None, *, read: bool, harmless: bool) -> list[Verdict]:
    """Return what a column holds; ``field`` is what it is read as (None where it is an item, or not ``read``).

    What was declared harmless does not stop, but a header that names registration numbers is always believed.
    """
    if header_says("rrn", label):
        return [Verdict("rrn", look.of("said rrn"), "stops", (DROP,))]
    found = []
    registered = resident_numbers(look, label, numbered=field is not None and field.kind == "id")
    if registered.count:
        found.append(undecided("rrn", registered, harmless=harmless))
    for kind, hits in _others(look).items():
        if not read:
            found.append(Verdict(kind, hits, "unread"))
        elif _would_be_kept(kind, hits, look, field):
            found.append(undecided(kind, hits, harmless=harmless))
    return found


def undecided(kind: Kind, hits: Hits, *, harmless: bool) -> Verdict:
    """Return the verdict on what must not be stored unless it was declared harmless."""
    return Verdict(kind, hits, "allowed") if harmless else Verdict(kind, hits, "stops", (DROP, HARMLESS))


def resident_numbers(look: Look, label: str, *, numbered: bool = False) -> Hits:
    """Return the cells with resident or foreigner registration numbers, decided by the column as a whole.

    ``numbered``: the column holds numbers of the office's own (of cases, of respondents).
    """
    if not look.thirteen:
        return look.of("written")
    mostly_right = look.right >= MOSTLY_RIGHT * look.thirteen
    if look.corporate >= CORPORATE * look.thirteen and (header_says("corporation", label) or not mostly_right):
        return Hits()
    own = numbered or header_says("numbered", label)
    if own and look.right < max(SELDOM_RIGHT * look.thirteen, min(LEAST_RIGHT, look.thirteen)):
        return Hits()
    if mostly_right:
        return look.of("dated")
    if look.numbers >= LEAST_ALIVE and look.alive >= ALIVE * look.thirteen:
        return look.of("dated")
    return look.of("written")


def _others(look: Look) -> dict[Kind, Hits]:
    """Return the cells of every other kind; those that the header calls so come before those that only look so."""
    kinds: tuple[Kind, ...] = (*_ALWAYS, "card", "name", "birth", "address")
    found = {kind: max(look.of("said " + kind), look.of(kind), key=lambda hits: hits.count) for kind in kinds}
    if not look.of("said card").count and look.of("card").count < CARDS * look.sixteen:
        found["card"] = Hits()
    return {kind: hits for kind, hits in found.items() if hits.count}


def _would_be_kept(kind: Kind, hits: Hits, look: Look, field: Column | None) -> bool:
    """Return whether a column that is read would be stored with it: ids are stored as hashes, typed columns typed."""
    stored_as = field.kind if field else "answer"
    if kind in (*_ALWAYS, "card"):
        return stored_as != "id" or hits.count >= ID_NUMBERS * look.filled
    if stored_as not in KEPT_AS_TEXT:
        return False
    return kind != "address" or bool(look.of("said address").count) or hits.count >= ADDRESSES * look.filled
