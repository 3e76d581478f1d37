"""File names that every system takes: Korean letters kept, nothing that means something to a shell or a drive."""

from __future__ import annotations

import re
import unicodedata

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]+')
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)}
)
LONGEST = 80
"""Letters of a name; 80 Hangul letters are 240 bytes of UTF-8, under the 255 that file systems take."""


def safe_file_name(*parts: str, extension: str) -> str:
    """Return the parts joined by "_" with the extension, safe on Windows, macOS and Linux.

    Composed letters (NFC), spaces as "_", no leading or trailing dots, at most 80 letters; nothing left is "chart".

    Examples
    --------
    >>> safe_file_name("고객만족도", "2019~2025년", extension="png")
    '고객만족도_2019~2025년.png'
    """
    joined = "_".join(part for part in parts if part.strip())
    clean = _FORBIDDEN.sub(" ", unicodedata.normalize("NFC", joined))
    stem = "_".join(clean.split())[:LONGEST].strip("._ ") or "chart"
    if stem.partition(".")[0].casefold() in _RESERVED:
        stem = f"_{stem}"
    return f"{stem}.{extension.lstrip('.')}"
