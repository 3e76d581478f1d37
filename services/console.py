"""Plain text for a terminal: tables in which Hangul letters take two columns, and CSV that no spreadsheet executes."""

from __future__ import annotations

import csv
import io
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kpi.core.text import Lang, Text

NUMERIC = frozenset(
    {"value", "interval", "n", "change", "change_interval", "id", "rows", "target", "national", "best_peer"}
    | {"before", "median", "p90", "p_adjusted", "weight", "contribution"}
)
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")


def speak_utf8() -> None:
    """Let Korean through on consoles with another code page; what still cannot be shown becomes an escape."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def width(text: str) -> int:
    """Return the terminal columns of a text: two for wide East Asian letters, none for combining marks."""
    wide = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
    return wide - sum(1 for letter in text if unicodedata.combining(letter))


def aligned(rows: Iterable[Mapping[str, str]], headings: Mapping[str, Text], lang: Lang) -> str:
    """Return rows under their headings, numbers to the right; control characters are shown as spaces.

    Columns that are empty in every row are left out.
    """
    rows = list(rows)
    headings = {name: heading for name, heading in headings.items() if any(row[name] for row in rows)}
    table = [[heading.say(lang) for heading in headings.values()]]
    table += [[_printable(row[name]) for name in headings] for row in rows]
    widths = [max(width(line[place]) for line in table) for place in range(len(headings))]
    lines = [
        "  ".join(_padded(text, wide, name) for text, wide, name in zip(line, widths, headings, strict=True))
        for line in table
    ]
    lines.insert(1, "  ".join("-" * wide for wide in widths))
    return "\n".join(line.rstrip() for line in lines)


def csv_text(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """Return rows as CSV: numbers unrounded, missing empty, texts that a spreadsheet would run behind an apostrophe."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_safe(row.get(name)) for name in columns] for row in rows)
    return stream.getvalue()


def _safe(value: Any) -> Any:
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value.startswith(_RISKY) else value


def _printable(text: str) -> str:
    return "".join(" " if unicodedata.category(letter) == "Cc" else letter for letter in text)


def _padded(text: str, wide: int, name: str) -> str:
    gap = " " * (wide - width(text))
    return gap + text if name in NUMERIC else text + gap
