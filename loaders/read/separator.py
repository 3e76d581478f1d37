"""Which character separates the fields of a text table, seen from its first lines."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import islice

SEPARATORS = (",", "\t", ";", "|")
_SAMPLE_ROWS = 200
SAMPLE_LETTERS = 200_000
_PADDED_QUOTE = re.compile(r'[,\t;|] +"')


@contextmanager
def longest_field(letters: int) -> Iterator[None]:
    """Refuse longer fields in here; the limit belongs to the whole process."""
    before = csv.field_size_limit(letters)
    try:
        yield
    finally:
        csv.field_size_limit(before)


@dataclass(frozen=True)
class Separation:
    """How a text is cut into fields.

    ``skipped`` lines (a first "sep=;") are not part of ``body``; ``padded`` fields have blanks before their quotes.
    """

    body: str
    separator: str
    padded: bool = False
    skipped: int = 0

    def reader(self, *, strict: bool) -> Iterator[list[str]]:
        """Return the records of the body."""
        source = io.StringIO(self.body, newline="")
        return csv.reader(source, delimiter=self.separator, skipinitialspace=self.padded, strict=strict)


def separation(text: str) -> Separation:
    """Return the separator that makes most records equally wide, fields without other separators first."""
    end = text.find("\n")
    declared = text[: end if end >= 0 else None].strip().strip('"')
    if declared.lower().startswith("sep=") and len(declared) == 5:
        rest = text[end + 1 :] if end >= 0 else ""
        return Separation(trimmed(rest, declared[4]), declared[4], bool(_PADDED_QUOTE.search(rest[:SAMPLE_LETTERS])), 1)
    sample = trimmed(text[:SAMPLE_LETTERS])
    paddings = (False, True) if _PADDED_QUOTE.search(sample) else (False,)
    tried = [Separation(sample, separator, padded) for separator in SEPARATORS for padded in paddings]
    best = max(tried, key=_fitness)
    return Separation(trimmed(text), best.separator, best.padded)


def trimmed(text: str, separator: str = "") -> str:
    """Return the text without blanks between a closing quote and the next separator: one of the usual, or the given one."""
    return _quoted(separator).sub(r"\1", text) if '"' in text and '" ' in text else text


@cache
def _quoted(separator: str) -> re.Pattern[str]:
    """Return the pattern of a whole quoted field and the blanks behind it."""
    cut = re.escape("".join(SEPARATORS) + separator)
    return re.compile(rf'(?<![^{cut}\r\n ])("[^"]*+(?:""[^"]*+)*+")[ ]*+(?=[{cut}\r\n]|$)')


def needs_trimming(utf8: bytes) -> bool:
    """Return whether a text may hold such blanks."""
    return b'"' in utf8 and b'" ' in utf8


def _fitness(tried: Separation) -> tuple[float, bool, float, int]:
    """Return the share of records with the usual width, the share of fields free of other separators, that width.

    All are 0 when the usual width is 1. Title lines above and remarks below a table are narrower and few. Where both
    readings fit, a quote after a blank opens a field.
    """
    try:
        records = [record for record in islice(tried.reader(strict=False), _SAMPLE_ROWS) if any(record)]
    except csv.Error:
        return (0.0, False, 0.0, 0)
    widths = Counter(width_of(record) for record in records)
    usual = max((width for width in widths if width > 1), key=lambda width: (widths[width], width), default=0)
    if not usual:
        return (0.0, False, 0.0, 0)
    others = set(SEPARATORS[1:]) - {tried.separator}
    fields = [field for record in records for field in record if field]
    clean = sum(not others.intersection(field) for field in fields)
    return (widths[usual] / len(records), tried.padded, clean / len(fields) if fields else 0.0, usual)


def width_of(record: list[str]) -> int:
    """Return the number of fields; 0 for a blank row."""
    return len(record) if any(field.strip() for field in record) else 0
