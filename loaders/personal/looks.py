"""What a column looks like: how many of its cells may be personal data of which kind, and where they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from loaders.personal import patterns
from loaders.personal.cells import HEAD, Cells, Hits
from loaders.personal.headers import header_says
from loaders.personal.numbers import Flags, Judged, digits_of, judged, luhn

SHORTEST_HALF, SHORTEST_NUMBER, SHORTEST_NAMED, SHORTEST_ADDRESS = 3, 6, 10, 14
"""Bytes of the shortest text that can hold half a number, a number of a person, a name with its title, an address."""
MOST_JUDGED = 3_000
MOST_LIKE_NAMES, LEAST_NAMES = 0.7, 3


@dataclass(frozen=True)
class Look:
    """All there is to know of a column to judge it; the looks at parts of a column add up.

    ``filled`` and ``hits``: cells that are not blank, and those of each kind. ``thirteen``: cells with a number of
    thirteen digits, of which ``right``, ``alive`` and ``corporate`` may be what ``Judged`` says; ``numbers`` different
    ones. ``sixteen``: cells with a number written as on a card. ``fronts`` and ``backs``: cells that may be half of a
    registration number; ``dashes``: cells with nothing but dashes.
    """

    filled: int = 0
    hits: Mapping[str, Hits] = field(default_factory=dict)
    thirteen: int = 0
    right: int = 0
    alive: int = 0
    corporate: int = 0
    numbers: int = 0
    sixteen: int = 0
    fronts: int = 0
    backs: int = 0
    dashes: int = 0

    def __add__(self, other: Look) -> Look:
        kinds = dict.fromkeys([*self.hits, *other.hits])
        counts = {name: getattr(self, name) + getattr(other, name) for name in _COUNTS}
        return Look(
            hits={kind: self.of(kind) + other.of(kind) for kind in kinds},
            numbers=max(self.numbers, other.numbers),
            **counts,
        )

    def of(self, kind: str) -> Hits:
        """Return the cells of one kind."""
        return self.hits.get(kind, Hits())


_COUNTS = ("filled", "thirteen", "right", "alive", "corporate", "sixteen", "fronts", "backs", "dashes")


def look(values: pd.Series[Any], label: str, *, bare: bool = False) -> Look:
    """Return what the cells of a column look like under its header.

    ``values`` are texts, their index ids; ``bare``: they have no outer blanks.
    """
    if not len(values):
        return Look()
    cells = Cells(values, bare=bare)
    filled = Look(filled=cells.count(np.asarray(pc.not_equal(cells.texts, ""))))
    return filled + _numbers(cells) + _halves(cells) + _words(cells) + _as_header_says(cells, label)


def _numbers(cells: Cells) -> Look:
    """Return the numbers and e-mail addresses, whatever the header says."""
    if cells.longest < SHORTEST_NUMBER:
        return Look()
    some = cells.match(patterns.NUMBERS)
    if not some.any():
        return Look()
    hits = {
        "phone": cells.hits(cells.match(patterns.MOBILE, some) | cells.match(patterns.LANDLINE, some), "phone"),
        "email": cells.hits(cells.match(patterns.EMAIL, some), "email"),
        "licence": cells.hits(cells.match(patterns.LICENCE, some), "licence"),
        "passport": cells.hits(cells.match(patterns.PASSPORT, some), "passport"),
    }
    return (
        Look(hits={kind: found for kind, found in hits.items() if found.count})
        + _thirteen(cells, some)
        + _cards(cells, some)
    )


def _halves(cells: Cells) -> Look:
    """Return the cells that may be half of a registration number, and those that may stand between halves."""
    return Look(
        fronts=cells.count(cells.match(patterns.FRONT_HALF)) if cells.longest >= SHORTEST_HALF else 0,
        backs=cells.count(cells.match(patterns.BACK_HALF)) if cells.longest > SHORTEST_NUMBER else 0,
        dashes=cells.count(cells.match(patterns.ONLY_DASHES)),
    )


def _thirteen(cells: Cells, some: Flags) -> Look:
    """Return the numbers that may be registration numbers, and how many of them are right."""
    written = cells.match(patterns.WRITTEN, some)
    long, short = cells.match(patterns.THIRTEEN, some), cells.match(patterns.SHORT, some)
    either = long | short
    numbers, padded = _joined(cells.only(long)), pc.utf8_lpad(cells.only(short), 13, "0")
    order = np.argsort(np.concatenate([np.flatnonzero(long), np.flatnonzero(short)]), kind="stable")
    found: Judged = judged(digits_of(pa.concat_arrays([numbers, padded]), 13)[order])

    def spread(flags: Flags) -> Flags:
        whole = cells.none()
        whole[either] = flags
        return whole

    dated = spread(found.dated)
    hits = {"written": cells.hits(written, "rrn"), "dated": cells.hits(dated | written, "rrn")}
    return Look(
        hits={kind: one for kind, one in hits.items() if one.count},
        thirteen=cells.count(long) + cells.count(dated & short),
        right=cells.count(spread(found.right)),
        alive=cells.count(spread(found.alive)),
        corporate=cells.count(spread(found.corporate) & long),
        numbers=int(pc.count_distinct(numbers).as_py()),
    )


def _joined(texts: pa.Array) -> pa.Array:
    """Return the thirteen digits of texts that hold such a number."""
    parts = pc.extract_regex(texts, patterns.THIRTEEN)
    nothing = pa.scalar("", type=texts.type)
    return pc.binary_join_element_wise(pc.struct_field(parts, "head"), pc.struct_field(parts, "tail"), nothing)


def _cards(cells: Cells, some: Flags) -> Look:
    """Return the numbers written as on a card, and those of them whose check digit is right."""
    like = cells.match(patterns.CARD, some)
    if not like.any():
        return Look()
    texts = pc.struct_field(pc.extract_regex(cells.only(like), patterns.CARD), "card")
    numbers = pc.replace_substring_regex(texts, "[- ]", "")
    right = cells.none()
    right[like] = luhn(digits_of(numbers, 16))
    apart = cells.none()
    apart[like] = np.asarray(pc.greater(pc.binary_length(texts), 16))
    found = cells.hits(right & apart, "card")
    return Look(hits={"card": found} if found.count else {}, sixteen=cells.count(apart))


def _words(cells: Cells) -> Look:
    """Return names and addresses that show themselves."""
    if cells.ascii:
        return Look()
    named = cells.none()
    if _are_names(cells):
        named = cells.match(patterns.NAME_LIKE)
    if cells.longest >= SHORTEST_NAMED:
        named = named | _named_in_text(cells)
    hits = {"name": cells.hits(named, "name")}
    if cells.longest >= SHORTEST_ADDRESS:
        hits["address"] = cells.hits(cells.match(patterns.ADDRESS), "address")
    return Look(hits={kind: found for kind, found in hits.items() if found.count})


def _named_in_text(cells: Cells) -> Flags:
    """Return the texts with a name before a title or a telephone number; words for people are no names."""
    named = cells.match(patterns.NAME_IN_TEXT)
    if named.any():
        without = pc.replace_substring_regex(cells.only(named), patterns.NOT_PEOPLE, ".")
        named[named] = np.asarray(pc.match_substring_regex(without, patterns.NAME_IN_TEXT))
    return named


def _are_names(cells: Cells) -> bool:
    """Return whether most of the different first cells look like Korean names, and none like an office or a place."""
    head = pc.unique(cells.texts[:HEAD])[:MOST_JUDGED]
    head = head.filter(pc.not_equal(head, ""))
    like = pc.and_not(
        pc.match_substring_regex(head, patterns.NAME_LIKE), pc.match_substring_regex(head, patterns.NOT_NAME)
    )
    names = int(pc.sum(like).as_py() or 0)
    return names >= LEAST_NAMES and names >= MOST_LIKE_NAMES * len(head)


def _as_header_says(cells: Cells, label: str) -> Look:
    """Return the cells that are what the header calls them."""
    hits = {}
    for kind, pattern in _OF_HEADER.items():
        if header_says(kind, label):
            found = cells.hits(cells.match(pattern), kind)
            if found.count:
                hits["said " + kind] = found
    return Look(hits=hits)


_OF_HEADER = {
    "rrn": "[0-9]",
    "phone": f"{patterns.BARE_PHONE}|{patterns.MOBILE}|{patterns.LANDLINE}",
    "name": patterns.NAME_CELL,
    "birth": patterns.BIRTH,
    "address": patterns.ADDRESS_CELL,
    "passport": patterns.PASSPORT_CELL,
    "card": patterns.CARD,
}
